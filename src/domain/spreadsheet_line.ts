/**
 * A line of a CSV file for a spreadsheet (RFC 4180, with semicolons as French spreadsheets expect). Whatever a spreadsheet
 * would run as a formula is kept as text by an apostrophe (OWASP, CSV injection): names and addresses are typed by people.
 */

/** At the start of a cell; full-width forms too, which some spreadsheets fold. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** Put before the first line, so that a spreadsheet reads UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** @returns the line with its end */
export function spreadsheetLine(cells: readonly string[]): string {
  return lineOfCells(cells.map(spreadsheetCell));
}

/** @param cells as `spreadsheetCell` gives them: what many lines share is written once */
export function lineOfCells(cells: readonly string[]): string {
  return `${cells.join(';')}\r\n`;
}

export function spreadsheetCell(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return `"${harmless.includes('"') ? harmless.replaceAll('"', '""') : harmless}"`;
}

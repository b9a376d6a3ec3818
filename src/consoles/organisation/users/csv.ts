/** The list of users as a file for a spreadsheet, written out as it is read (E1). */
import { dayInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { BYTE_ORDER_MARK, lineOfCells, spreadsheetCell, spreadsheetLine } from '../../../domain/spreadsheet_line.js';
import type { ExportedMember } from '../../../ports/organisation/organisation_store.js';
import { text as shared } from '../text.js';
import { text } from './text.js';

const HOUR_MS = 3_600_000;

/** @param rightName a right in words */
export async function* usersAsCsv(
  members: AsyncIterable<readonly ExportedMember[]>,
  locale: Locale,
  rightName: (id: string) => string,
): AsyncGenerator<string> {
  const { statuses, roles } = shared[locale];
  const role = cellsOnce((id: ExportedMember['role']) => roles[id]);
  const status = cellsOnce((id: ExportedMember['status']) => statuses[id]);
  const rights = cellsOnce((ids: string) => (ids === '' ? '' : ids.split(' ').map(rightName).join(', ')));
  // Days begin on the hour: Paris is whole hours from UTC.
  const dayOfHour = cellsOnce((hour: number) => dayInWords(hour * HOUR_MS, locale, 'short'));
  const day = (moment: number) => dayOfHour(Math.floor(moment / HOUR_MS));
  yield BYTE_ORDER_MARK + spreadsheetLine(text[locale].csv.columns);
  for await (const batch of members) {
    const lines = batch.map((member) =>
      lineOfCells([
        spreadsheetCell(member.familyName),
        spreadsheetCell(member.givenNames),
        spreadsheetCell(member.login ?? ''),
        spreadsheetCell(member.email ?? ''),
        role(member.role),
        rights(member.rights),
        status(member.status),
        day(member.createdAt),
        day(member.reviewedAt),
        day(member.expiresAt),
      ]),
    );
    yield lines.join('');
  }
}

/** A cell that many rows share is written once: days in words take longer than all the rest. */
function cellsOnce<Value extends string | number>(written: (value: Value) => string): (value: Value) => string {
  const known = new Map<Value, string>();
  return (value) => {
    const kept = known.get(value);
    if (kept !== undefined) return kept;
    const made = spreadsheetCell(written(value));
    known.set(value, made);
    return made;
  };
}

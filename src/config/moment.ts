/** Dates that people write in configuration. */

/**
 * The last millisecond of a written day in Paris, or the written moment.
 *
 * @param text ISO 8601: `2027-06-30` or `2027-06-30T12:00:00+02:00`
 * @returns milliseconds since the epoch
 */
export function endOf(text: string): number {
  if (text.includes('T')) return Date.parse(text);
  const inWinter = Date.parse(`${text}T23:59:59.999+01:00`);
  // In summer that moment is already tomorrow's first hour there.
  return dayInParis(inWinter) === text ? inWinter : inWinter - 3_600_000;
}

/**
 * The first millisecond of a written day in Paris, or the written moment.
 *
 * @param text ISO 8601: `2027-06-30` or `2027-06-30T12:00:00+02:00`
 * @returns milliseconds since the epoch; NaN for anything else
 */
export function startOf(text: string): number {
  if (text.includes('T')) return Date.parse(text);
  const inWinter = Date.parse(`${text}T00:00:00+01:00`);
  if (Number.isNaN(inWinter)) return inWinter;
  // In summer the day has begun an hour before.
  return dayInParis(inWinter - 1) === text ? inWinter - 3_600_000 : inWinter;
}

function dayInParis(moment: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(moment);
}

/**
 * Birth dates whose day, or month and day, may be unknown. Registers write the unknown parts as 00 or presume the first
 * of the month or year; FranceConnect presumes (facts/france.md §1.4; F4).
 */
import type { Agreement } from './agreement.js';

export interface Birthdate {
  readonly year: string;
  /** undefined: unknown */
  readonly month: string | undefined;
  /** undefined: unknown, as it always is without the month */
  readonly day: string | undefined;
}

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const UNKNOWN = '00';
const PRESUMED = '01';

/**
 * Reads a birth date.
 *
 * @param text YYYY-MM-DD, YYYY-MM-00 or YYYY-00-00; spaces and invisible characters around are dropped
 * @returns undefined for anything else, and for a day that no calendar has
 */
export function parseBirthdate(text: string | null | undefined): Birthdate | undefined {
  const [, year = '', month = '', day = ''] = FORM.exec((text ?? '').replace(/[\s\p{Cf}]/gu, '')) ?? [];
  if (Number(year) === 0) return undefined;
  if (month === UNKNOWN) return day === UNKNOWN ? { year, month: undefined, day: undefined } : undefined;
  if (Number(month) > 12) return undefined;
  if (day === UNKNOWN) return { year, month, day: undefined };
  return Number(day) <= daysIn(Number(year), Number(month)) ? { year, month, day } : undefined;
}

/** Equal once both are presumed; an unknown part neither agrees with a known one nor differs from it. */
export function compareBirthdates(mine: Birthdate | undefined, theirs: Birthdate | undefined): Agreement {
  if (!mine || !theirs) return 'unknown';
  if (presumed(mine) === presumed(theirs)) return 'equal';
  if (mine.year !== theirs.year) return 'different';
  if (!mine.month || !theirs.month) return 'unknown';
  if (mine.month !== theirs.month) return 'different';
  return mine.day && theirs.day ? 'different' : 'unknown';
}

/**
 * Does a person who types this birth date know the file's? Every part that the file knows must be the same; what the file
 * does not know, nobody can be asked for (C4).
 *
 * @param file as the account holds it
 */
export function bearsBirthdate(file: string, typed: Birthdate): boolean {
  const held = parseBirthdate(file);
  if (!held) return false;
  const { month = PRESUMED, day = PRESUMED } = typed;
  return held.year === typed.year && (held.month ?? month) === month && (held.day ?? day) === day;
}

/**
 * How accounts may hold this birth date: as it is once presumed, and with the day, or the month too, unknown.
 *
 * @returns YYYY-MM-DD each; none without a birth date
 */
export function birthdatesToLookUp(text: string | undefined): readonly string[] {
  const birthdate = parseBirthdate(text);
  if (!birthdate) return [];
  const { year, month = PRESUMED } = birthdate;
  return [presumed(birthdate), `${year}-${month}-${UNKNOWN}`, `${year}-${UNKNOWN}-${UNKNOWN}`];
}

function presumed({ year, month = PRESUMED, day = PRESUMED }: Birthdate): string {
  return `${year}-${month}-${day}`;
}

function daysIn(year: number, month: number): number {
  const lastDay = new Date(0);
  // Day 0 of the next month is the last of this one; years below 100 keep their number.
  lastDay.setUTCFullYear(year, month, 0);
  return lastDay.getUTCDate();
}

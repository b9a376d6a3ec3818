/** A birth date, or its day and month alone, as typed in separate fields (C4, C5). */
import { type Birthdate, parseBirthdate } from '../federation/birthdate.js';
import type { Outcome } from '../outcome.js';

export type BirthdateFault = 'birthdate-empty' | 'birthdate-format';

/** a leap year: the 29th of February is a birthday too */
const ANY_YEAR = '2000';

/**
 * Reads a birth date; 00 stands for a day or month that the person's papers do not tell.
 *
 * @param now milliseconds since the epoch: nobody is born later
 */
export function readTypedBirthdate(
  typed: { readonly day: string; readonly month: string; readonly year: string },
  now: number,
): Outcome<{ readonly birthdate: Birthdate }, { readonly code: BirthdateFault }> {
  const parts = [typed.year, typed.month, typed.day].map((part) => part.trim());
  if (parts.every((part) => part === '')) return { ok: false, code: 'birthdate-empty' };
  const [year = '', month = '', day = ''] = parts;
  if (!/^\d{4}$/.test(year) || ![month, day].every((part) => /^\d{1,2}$/.test(part)))
    return { ok: false, code: 'birthdate-format' };
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const birthdate = parseBirthdate(text);
  if (!birthdate || text > new Date(now).toISOString().slice(0, 10)) return { ok: false, code: 'birthdate-format' };
  return { ok: true, birthdate };
}

/** Day and month of birth, as the legacy access asks for them: two digits each, 00 for what is unknown. */
export function readTypedBirthday(
  typed: { readonly day: string; readonly month: string },
  now: number,
): Outcome<{ readonly day: string; readonly month: string }, { readonly code: BirthdateFault }> {
  if (typed.day.trim() === '' && typed.month.trim() === '') return { ok: false, code: 'birthdate-empty' };
  const read = readTypedBirthdate({ ...typed, year: ANY_YEAR }, now);
  if (!read.ok) return read;
  return { ok: true, day: read.birthdate.day ?? '00', month: read.birthdate.month ?? '00' };
}

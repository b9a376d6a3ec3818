/**
 * The social-security number as a person types it: NIR and NIA (same form), the provisional NNP and MIG numbers, with
 * or without the two-digit key (I1). A number is refused only for what no referential could hold.
 */
import { bareNumber } from './typed_text.js';

/** `nir` covers NIR, NIA and the temporary numbers in 3 and 4, which share its form. */
export type NirSort = 'nir' | 'nnp' | 'mig';

export type NirFault =
  | 'empty'
  /** something other than digits and Corsica's 2A or 2B in their place */
  | 'characters'
  /** fewer than 13 characters */
  | 'too-short'
  /** more than the 15 of a number with its key */
  | 'too-long'
  /** 14 characters: half a key, or one digit too many */
  | 'key-incomplete'
  /** first digit 0 or 9 */
  | 'sex'
  /** NNP or MIG whose second digit is none of those ever issued */
  | 'second-digit'
  | 'month'
  | 'department'
  /** 15 characters whose key does not belong to the other 13 */
  | 'key';

export type ParsedNir =
  | { readonly ok: true; readonly nir: string; readonly sort: NirSort }
  | { readonly ok: false; readonly reason: NirFault };

const NIR_CHARACTERS = 13;
const KEY_CHARACTERS = 2;
const WELL_FORMED = /^\d{5}(?:\d{2}|2[AB])\d{6}$/;

/** Also good for a number not yet complete, so that a stray letter is told before a missing digit. */
const DIGITS_WITH_CORSICA = /^(?:\d+|\d{5}2[AB]\d*)$/;
/** Civil months, then the fictitious ones given when the civil status is incomplete (20, 30 to 42, 50 to 99). */
const MONTH = /^(?:0[1-9]|1[0-2]|20|3\d|4[0-2]|[5-9]\d)$/;

/**
 * Reads a NIR, NIA, NNP or MIG number as typed.
 *
 * @param typed any text; spaces, dots, dashes and lower-case `2a`/`2b` are tolerated, a key is checked and dropped
 * @returns the 13 characters in upper case and the sort of number, or the one reason to tell the person; never throws
 */
export function parseNir(typed: string): ParsedNir {
  const bare = bareNumber(typed);
  if (bare === null) return refused('too-long');
  if (bare === '') return refused('empty');
  if (!DIGITS_WITH_CORSICA.test(bare)) return refused('characters');
  if (bare.length < NIR_CHARACTERS) return refused('too-short');
  if (bare.length === NIR_CHARACTERS + 1) return refused('key-incomplete');
  if (bare.length > NIR_CHARACTERS + KEY_CHARACTERS) return refused('too-long');

  const nir = bare.slice(0, NIR_CHARACTERS);
  const sort = sortOf(nir);
  if (sort === null) return refused('sex');
  const fault = sort === 'nir' ? civilFault(nir) : provisionalFault(nir, sort);
  if (fault !== null) return refused(fault);

  const key = bare.slice(NIR_CHARACTERS);
  if (key !== '' && key !== nirKey(nir)) return refused('key');
  return { ok: true, nir, sort };
}

/**
 * The key of a number: 97 − (n mod 97), where Corsica's 2A counts as 19 and 2B as 18.
 *
 * @param nir the 13 characters that {@link parseNir} returns
 * @returns two digits, `01` to `97`
 * @throws RangeError when given anything else (the message does not repeat it: it may be personal data)
 */
export function nirKey(nir: string): string {
  if (!WELL_FORMED.test(nir)) throw new RangeError('a key needs the 13 characters of a parsed NIR');
  const digits = nir.replace('2A', '19').replace('2B', '18');
  // 13 digits stay below 2^53: a plain number is exact.
  return String(97 - (Number(digits) % 97)).padStart(KEY_CHARACTERS, '0');
}

function refused(reason: NirFault): ParsedNir {
  return { ok: false, reason };
}

function sortOf(nir: string): NirSort | null {
  if (/^[1-4]/.test(nir)) return 'nir';
  if (/^[56]/.test(nir)) return 'mig';
  if (/^[78]/.test(nir)) return 'nnp';
  return null;
}

function civilFault(nir: string): NirFault | null {
  if (!MONTH.test(nir.slice(3, 5))) return 'month';
  // Every other pair was once a place of birth: 20 (Corsica before 1976), 91 to 96 (North Africa), 97 to 99.
  if (nir.slice(5, 7) === '00') return 'department';
  return null;
}

/** NNP and MIG carry a fund and an order number: no month, no place, no letter. */
function provisionalFault(nir: string, sort: 'nnp' | 'mig'): NirFault | null {
  if (!/^\d+$/.test(nir)) return 'characters';
  // The 0 was given to NNP numbers before 2012.
  const issued = sort === 'nnp' ? /^.[012]/ : /^.[12]/;
  return issued.test(nir) ? null : 'second-digit';
}

/** The SIRET of an establishment: 14 digits, the last of which is a key (INSEE, Sirene). */
import { bareNumber } from './typed_text.js';

export type SiretFault =
  | 'empty'
  /** something other than digits */
  | 'characters'
  /** not 14 digits */
  | 'length'
  /** the key does not belong to the other 13 */
  | 'key';

export type ParsedSiret =
  | { readonly ok: true; readonly siret: string }
  | { readonly ok: false; readonly reason: SiretFault };

const SIRET_DIGITS = 14;
/** La Poste has more establishments than Luhn's keys allow: the digits of all but its head office add up to 5n. */
const LA_POSTE_SIREN = '356000000';

/**
 * Reads a SIRET.
 *
 * @param typed any text; spaces, dots and dashes are tolerated
 * @returns its 14 digits, or the reason; never throws
 */
export function parseSiret(typed: string): ParsedSiret {
  const bare = bareNumber(typed);
  if (bare === '') return { ok: false, reason: 'empty' };
  if (bare === null || (/^\d+$/.test(bare) && bare.length !== SIRET_DIGITS)) return { ok: false, reason: 'length' };
  if (!/^\d+$/.test(bare)) return { ok: false, reason: 'characters' };
  return hasItsKey(bare) ? { ok: true, siret: bare } : { ok: false, reason: 'key' };
}

function hasItsKey(siret: string): boolean {
  const digits = [...siret].map(Number);
  if (digits.every((digit) => digit === 0)) return false;
  // Luhn: every second digit from the right is doubled, and its own digits added.
  const doubled = digits.map((digit, at) => (at % 2 === 0 ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit));
  if (sum(doubled) % 10 === 0) return true;
  return siret.startsWith(LA_POSTE_SIREN) && sum(digits) % 5 === 0;
}

function sum(digits: readonly number[]): number {
  return digits.reduce((total, digit) => total + digit, 0);
}

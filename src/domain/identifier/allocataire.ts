/** The allocataire number as a person types it: seven digits, and the letter that letters from the Caf print after it (I1). */
import { bareNumber } from './typed_text.js';

export type AllocataireFault = 'empty' | 'characters' | 'too-short' | 'too-long';

export type ParsedAllocataire =
  | { readonly ok: true; readonly allocataire: string }
  | { readonly ok: false; readonly reason: AllocataireFault };

const DIGITS = 7;

/**
 * Reads an allocataire number as typed.
 *
 * @param typed any text; spaces, dots and dashes are tolerated, one letter after the digits is dropped
 * @returns the seven digits, or the one reason to tell the person; never throws
 */
export function parseAllocataire(typed: string): ParsedAllocataire {
  const bare = bareNumber(typed);
  if (bare === null) return { ok: false, reason: 'too-long' };
  if (bare === '') return { ok: false, reason: 'empty' };
  if (!/^\d+[A-Z]?$/.test(bare)) return { ok: false, reason: 'characters' };
  const digits = bare.replace(/[A-Z]$/, '');
  if (digits.length < DIGITS) return { ok: false, reason: 'too-short' };
  if (digits.length > DIGITS) return { ok: false, reason: 'too-long' };
  return { ok: true, allocataire: digits };
}

/**
 * Whether a typed text can only be meant as an allocataire number: too few digits for a NIR, or seven digits and their
 * letter (a NIR holds a letter at its seventh character only, never after seven digits).
 */
export function looksLikeAllocataire(typed: string): boolean {
  const bare = bareNumber(typed);
  return bare !== null && /^(?:\d{1,8}|\d{7}[A-Z])$/.test(bare);
}

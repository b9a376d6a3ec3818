/** PEP's identifier as a person types it: letters without accents, digits and `. _ - @`, in any case (I1, I3). */
import { LONGEST_TYPED_CHARACTERS } from './typed_text.js';

export type LoginFault = 'empty' | 'characters' | 'too-short' | 'too-long';

export type ParsedLogin =
  | { readonly ok: true; readonly login: string }
  | { readonly ok: false; readonly reason: LoginFault };

const SHORTEST_CHARACTERS = 3;
const LONGEST_CHARACTERS = 64;

/**
 * Reads a login as typed.
 *
 * @param typed any text; spaces around it are dropped, compatibility forms folded (NFKC)
 * @returns the login in lower case, 3 to 64 characters, or the one reason to tell the person; never throws
 */
export function parseLogin(typed: string): ParsedLogin {
  if (typed.length > LONGEST_TYPED_CHARACTERS) return { ok: false, reason: 'too-long' };
  const login = typed.normalize('NFKC').trim().toLowerCase();
  if (login === '') return { ok: false, reason: 'empty' };
  // ASCII only: two logins that look the same on the screen must be the same login.
  if (!/^[a-z0-9._@-]+$/.test(login)) return { ok: false, reason: 'characters' };
  if (login.length < SHORTEST_CHARACTERS) return { ok: false, reason: 'too-short' };
  if (login.length > LONGEST_CHARACTERS) return { ok: false, reason: 'too-long' };
  return { ok: true, login };
}

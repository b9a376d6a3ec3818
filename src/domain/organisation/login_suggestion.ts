/** Logins that an administrator is offered for a new user: made of the name, in the order in which they are tried (E1). */
import { parseLogin } from '../identifier/login.js';

const MOST_NUMBERED = 50;

/** @returns `h.leroy`, `h.leroy2` …; none where the name has no letter that a login may have */
export function loginSuggestions(familyName: string, givenNames: readonly string[]): readonly string[] {
  const family = letters(familyName);
  const given = letters(givenNames[0] ?? '');
  if (family === '') return [];
  const base = (given === '' ? family : `${given.slice(0, 1)}.${family}`).slice(0, 40);
  const full = given === '' ? [] : [`${given}.${family}`.slice(0, 60)];
  const numbered = Array.from({ length: MOST_NUMBERED }, (_, index) => `${base}${index + 2}`);
  return [base, ...full, ...numbered].filter((login) => parseLogin(login).ok);
}

function letters(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^a-z0-9-]/g, '')
    .replace(/^-+|-+$/g, '');
}

/**
 * A provisional password (C3): random, within the policy that the person's own will follow, and easy to read from a
 * letter or over the telephone.
 */
import type { PasswordPolicyId } from './rule.js';

/** No 0 O o, 1 I l i, 5 S, 2 Z, 8 B, nor letters that sound alike; one case each, so that none has to be told. */
const UPPER = 'ACDEFHKMNPRTUVWXY';
const LOWER = 'acdefhkmnprtuvwxy';
const DIGITS = '34679';
/** groups of four characters: upper case, lower case and digits by turns */
const GROUPS = 4;

/**
 * @param randomInt an unpredictable whole number from 0 to `below` − 1
 * @returns 8 digits, 26.6 bits; or 16 characters in four groups without what looks alike, 58 bits
 */
export function drawProvisionalPassword(policy: PasswordPolicyId, randomInt: (below: number) => number): string {
  const of = (alphabet: string, count: number) =>
    Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');
  if (policy === 'eight-digits') return of('0123456789', 8);
  return Array.from({ length: GROUPS }, (_, at) => (at % 2 === 0 ? of(UPPER, 4) : of(LOWER, 2) + of(DIGITS, 2))).join(
    '-',
  );
}

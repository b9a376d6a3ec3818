/**
 * What attackers try, and how likely each is to take an account over in a month: guesses counted by playing the real rules,
 * odds by the formula beside them. `npm run odds` prints them, test/domain/odds.test.ts holds them.
 */
import type { Realm } from '../../src/domain/realm.js';
import {
  codeEntryReopeningRule,
  legacyAccessRule,
  passwordRule,
  wrongCodeRule,
  wrongRecoveryCodeRule,
} from '../../src/domain/throttle/throttle_policy.js';
import { VOICE_FOUR_DIGITS_RULE, VOICE_RULE } from '../../src/domain/throttle/voice_throttle.js';
import * as given from './assumptions.js';
import { evenly, type Lane, mostGuesses, playMonth } from './attacker.js';
import { attemptsAMonth } from './budget.js';
import { shareFound, shareOfDrawn } from './choices.js';

/** `public`: number, birth date and address · `secret`: something that only the owner should have or know */
export type Beginning = 'public' | 'secret';

export interface Scenario {
  readonly id: string;
  readonly begins: Beginning;
  /** a sign-in with two steps · `reading`: what one step opens · `reset`: a password replaced, no sign-in */
  readonly ends: 'takeover' | 'reading' | 'reset';
  readonly guesses: Readonly<Record<string, number>>;
  readonly formula: string;
  /** for one account on which the attacker spends all the month */
  readonly odds: number;
  /** share of the accounts on which this can begin */
  readonly among: number;
  /** accounts in a month, over all the population, with 10,000 addresses where no other number is said */
  readonly expected: number;
}

const MANY_ADDRESSES = 10_000;
/** S: share of the people found by so many of the likeliest passwords */
const SIGN_IN = 'S(password) × code / 10⁶';

/** Guesses that the realm's rules allow in a month. */
export interface Allowed {
  /** at the password; of somebody who signs in every day, and of the mean person */
  readonly password: { readonly daily: number; readonly mean: number };
  /** at the second step's code, with the password */
  readonly code: { readonly daily: number; readonly mean: number; readonly silent: number; readonly firstDays: number };
  readonly recovery: number;
  readonly legacy: number;
  /** at the same 4 digits by telephone, in the first month */
  readonly fourDigits: number;
  /** at the voice server, of somebody who does not call: a right code clears it */
  readonly voice: number;
}

export function lanesOf(
  realm: Realm,
): Readonly<Record<'password' | 'code' | 'recovery' | 'legacy' | 'fourDigits' | 'voice', Lane>> {
  const { passwordThrottle, codeThrottle, recovery, legacyAccess } = realm;
  return {
    password: { rule: passwordRule(passwordThrottle), forgives: 'always' },
    code: { rule: wrongCodeRule(codeThrottle, false), forgives: 'closed', forgiving: codeEntryReopeningRule(recovery) },
    recovery: { rule: wrongRecoveryCodeRule(recovery), forgives: 'never' },
    legacy: { rule: legacyAccessRule(legacyAccess ?? { failuresInALife: 0 }), forgives: 'never' },
    fourDigits: { rule: VOICE_FOUR_DIGITS_RULE, forgives: 'never' },
    voice: { rule: VOICE_RULE, forgives: 'never' },
  };
}

export function allowedGuesses(realm: Realm): Allowed {
  const lanes = lanesOf(realm);
  const daily = evenly(given.DAILY_SIGN_INS);
  const mean = evenly(Math.round(given.SIGN_INS_A_MONTH));
  const barred = realm.recovery.barSeconds * 1000;
  return {
    password: { daily: mostGuesses(lanes.password, daily), mean: mostGuesses(lanes.password, mean) },
    code: {
      daily: mostGuesses(lanes.code, daily),
      mean: mostGuesses(lanes.code, mean),
      silent: playMonth(lanes.code, 'silent', mean).attempts.length,
      firstDays: mostGuesses(
        lanes.code,
        daily.filter((at) => at < barred),
        barred,
      ),
    },
    recovery: mostGuesses(lanes.recovery, []),
    legacy: mostGuesses(lanes.legacy, []),
    fourDigits: mostGuesses(lanes.fourDigits, []),
    voice: mostGuesses(lanes.voice, []),
  };
}

export function scenarios(realm: Realm): readonly Scenario[] {
  const allowed = allowedGuesses(realm);
  const { sameChoices } = realm.passwordThrottle;
  const { password, code, recovery, legacy, fourDigits, voice } = allowed;
  const fourDigitsOfAYear = mostGuesses(lanesOf(realm).fourDigits, [], 365 * given.DAY_MS);
  const byCode = (guesses: number) => guesses / given.CODES;
  const found = (guesses: number) => shareFound(guesses, sameChoices);

  const month = attemptsAMonth(MANY_ADDRESSES);

  const takeover = (
    id: string,
    begins: Beginning,
    guesses: Readonly<Record<string, number>>,
    formula: string,
    odds: number,
    among = 1,
  ): Scenario => {
    // Passwords cost hashing: all of it is enough for so many accounts at this pace.
    const reached = Math.min(given.POPULATION * among, month / (guesses['password'] ?? 1));
    return { id, begins, ends: 'takeover', guesses, formula, odds, among, expected: reached * odds };
  };
  const spraying = (id: string, addresses: number): Scenario => {
    const each = Math.min(password.mean, attemptsAMonth(addresses) / given.POPULATION);
    const guesses = { password: each, code: code.mean };
    const odds = found(each) * byCode(code.mean);
    return { ...takeover(id, 'public', guesses, SIGN_IN, odds), expected: given.POPULATION * odds };
  };

  const recovered = byCode(recovery);
  return [
    takeover(
      'one account, its number known',
      'public',
      { password: password.daily, code: code.daily },
      SIGN_IN,
      found(password.daily) * byCode(code.daily),
    ),
    takeover(
      'the same by web and telephone',
      'public',
      { password: password.daily + voice, code: code.daily },
      SIGN_IN,
      found(password.daily + voice) * byCode(code.daily),
    ),
    takeover(
      'a provisional password guessed',
      'public',
      { password: password.daily, code: code.daily },
      'password / 10⁸ × code / 10⁶',
      shareOfDrawn(password.daily) * byCode(code.daily),
    ),
    spraying('the likeliest passwords on every account, one address', 1),
    spraying('the same, 10,000 addresses', 10_000),
    takeover(
      'recovery with number and birth date, then the second step',
      'public',
      { recovery, code: code.daily },
      'recovery / 10⁶ × code / 10⁶',
      recovered * byCode(code.daily),
    ),
    takeover(
      'legacy access, all but the 4 digits known',
      'public',
      { legacy, telephone: fourDigits, recovery },
      '(legacy + telephone) / 10⁴ × recovery / 10⁶',
      ((legacy + fourDigits) / given.LEGACY_CODES) * recovered,
    ),
    takeover(
      'the same, the 4 digits guessed by telephone for a year before',
      'public',
      { legacy, telephone: fourDigitsOfAYear, recovery },
      '(legacy + telephone) / 10⁴ × recovery / 10⁶',
      ((legacy + fourDigitsOfAYear) / given.LEGACY_CODES) * recovered,
    ),
    takeover(
      'legacy access, allocataire number unknown too',
      'public',
      { legacy, recovery },
      'legacy / (10⁴ × 10⁷) × recovery / 10⁶',
      (legacy / given.LEGACY_CODES / given.ALLOCATAIRE_NUMBERS) * recovered,
    ),
    takeover(
      'the password known',
      'secret',
      { code: code.daily },
      'code / 10⁶',
      byCode(code.daily),
      given.KNOWN_PASSWORDS,
    ),
    takeover(
      'the password known, and nothing ever closes',
      'secret',
      { code: code.silent },
      'code / 10⁶',
      byCode(code.silent),
      given.KNOWN_PASSWORDS,
    ),
    takeover(
      'the mailbox read: recovery, then another contact within 48 h',
      'secret',
      { code: code.firstDays },
      'code in 48 h / 10⁶',
      byCode(code.firstDays),
      given.READ_MAILBOXES,
    ),
    {
      ...takeover(
        'by telephone, 4 digits, allocataire number known',
        'secret',
        { telephone: fourDigits },
        'telephone / 10⁴',
        fourDigits / given.LEGACY_CODES,
      ),
      ends: 'reading',
    },
    {
      ...takeover(
        'by telephone, 8 digits, allocataire number known',
        'secret',
        { password: voice },
        'S(password)',
        found(voice),
      ),
      ends: 'reading',
    },
    {
      ...takeover(
        'a password alone, at a portal registered for one step',
        'public',
        { password: password.daily },
        'S(password)',
        found(password.daily),
      ),
      ends: 'reading',
    },
    {
      ...takeover(
        'a recovery guessed: the password is replaced, the owner told',
        'public',
        { recovery },
        'recovery / 10⁶',
        recovered,
      ),
      ends: 'reset',
    },
  ];
}

/** Target (issue 5): less than one in a million accounts a month, and less than one account of the whole population. */
export const TARGET = { odds: 1e-6, expected: 1 };

/** Does a takeover stay under the target? Where it begins with a secret, weighted by how many have lost theirs. */
export function isWithinTarget({ odds, among, expected }: Scenario): boolean {
  return odds * among < TARGET.odds && expected < TARGET.expected;
}

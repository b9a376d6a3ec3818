/** Issue 5, show 5: an attacker's odds, recomputed from the defaults as they are (bench/odds, docs/threat_model.md). */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { CODES, EIGHT_DIGITS, POPULATION, SIGN_INS_A_MONTH, ZIPF } from '../../bench/odds/assumptions.js';
import { evenly, mostGuesses, playMonth } from '../../bench/odds/attacker.js';
import { attemptsAMonth, attemptsASecond } from '../../bench/odds/budget.js';
import { shareByHabit, shareFound } from '../../bench/odds/choices.js';
import { allowedGuesses, isWithinTarget, lanesOf, type Scenario, scenarios } from '../../bench/odds/scenarios.js';
import { tryServices } from '../../bench/odds/services.js';
import { playWorld } from '../../bench/odds/world.js';
import { REALMS } from '../../src/config/realms.js';
import { acceptedSteps } from '../../src/domain/authenticator/authenticator.js';
import type { Realm } from '../../src/domain/realm.js';

const REALM = REALMS.find(({ passwordKind }) => passwordKind === 'eight-digits') as Realm;
const takeovers = (realm: Realm) => scenarios(realm).filter(({ ends }) => ends === 'takeover');
const missed = (realm: Realm) =>
  takeovers(realm)
    .filter((scenario) => !isWithinTarget(scenario))
    .map(({ id }) => id);

describe('S1 an attacker’s odds', () => {
  let rows: readonly Scenario[];
  beforeAll(() => {
    rows = scenarios(REALM);
  });

  test('S1 under 10⁻⁶ takeovers an account and month, and under 1 in 13.5 million, by the defaults', () => {
    expect(missed(REALM)).toEqual([]);
    expect(rows.filter(({ begins, among }) => begins === 'public' && among < 1)).toEqual([]);
  });

  test.each<[string, Realm]>([
    ['wrong codes', { ...REALM, codeThrottle: { ...REALM.codeThrottle, wrongPerDay: 50, wrongPer30Days: 100 } }],
    ['reopenings', { ...REALM, recovery: { ...REALM.recovery, codeEntryReopeningsPer30Days: 5 } }],
    ['equal choices', { ...REALM, passwordThrottle: { ...REALM.passwordThrottle, sameChoices: 100 } }],
    ['recovery codes', { ...REALM, recovery: { ...REALM.recovery, wrongPerDay: 200, wrongPer30Days: 200 } }],
    ['legacy failures', { ...REALM, legacyAccess: { failuresInALife: 100 } }],
  ])('S1 more %s than the default miss it', (_default, loosened) => {
    expect(missed(loosened)).not.toEqual([]);
  });

  test('I2 nobody gets more wrong codes by being patient, or by the owner signing in every day', () => {
    const { code } = lanesOf(REALM);
    const { wrongPerDay, wrongPer30Days } = REALM.codeThrottle;
    expect(playMonth(code, 'eager', []).attempts).toHaveLength(wrongPerDay);
    expect(playMonth(code, 'paced', []).attempts).toHaveLength(wrongPer30Days);
    const silent = playMonth(code, 'silent', evenly(30));
    expect(silent.attempts).toHaveLength(wrongPer30Days - 1);
    expect(silent.closures).toBe(0);
    const reopened = wrongPer30Days * (1 + REALM.recovery.codeEntryReopeningsPer30Days);
    expect(mostGuesses(code, evenly(30))).toBe(reopened);
    expect(mostGuesses(code, evenly(300))).toBe(reopened);
  });

  test('I5 whoever has as many apps as they may stays within the target: each adds the codes of its window', () => {
    const { password, code } = allowedGuesses(REALM);
    const goodAtOnce = (REALM.authenticators?.most ?? 0) * acceptedSteps(0).length;
    const odds = shareFound(password.daily, REALM.passwordThrottle.sameChoices) * ((code.daily * goodAtOnce) / CODES);
    expect(odds).toBeGreaterThan(0);
    expect(odds).toBeLessThan(1e-6);
  });

  test('S1 the month of passwords: a hundred, and a hundred more for each sign-in of the mean owner', () => {
    const { password } = lanesOf(REALM);
    const { closesAfter } = REALM.passwordThrottle;
    const alone = playMonth(password, 'eager', []);
    expect(alone.attempts).toHaveLength(closesAfter);
    expect(alone.closures).toBe(1);
    expect(playMonth(password, 'eager', evenly(Math.round(SIGN_INS_A_MONTH))).attempts).toHaveLength(5 * closesAfter);
  });

  test('S1 10,000 addresses send more than can be hashed; one sends too little to spray', () => {
    expect(attemptsASecond(1)).toBeGreaterThan(0.2);
    expect(attemptsASecond(1)).toBeLessThan(0.3);
    expect(attemptsAMonth(10_000)).toBeLessThan(10_000 * attemptsAMonth(1));
    expect(attemptsAMonth(1)).toBeLessThan(POPULATION);
  });

  test('C1 the limit on equal choices holds where habit alone would not', () => {
    const { sameChoices } = REALM.passwordThrottle;
    expect(shareByHabit(1)).toBeGreaterThan(sameChoices / POPULATION);
    expect(shareFound(300, sameChoices)).toBeCloseTo((300 * sameChoices) / POPULATION, 9);
    expect(shareFound(300, Number.POSITIVE_INFINITY)).toBeGreaterThan(0.02);
    expect(shareFound(2.5, sameChoices)).toBeCloseTo((2.5 * sameChoices) / POPULATION, 9);
    expect(ZIPF.c / 9 ** ZIPF.s).toBeGreaterThan(20_553 / 32_600_000);
    expect(sameChoices / POPULATION).toBeGreaterThan(1 / EIGHT_DIGITS);
  });

  test('S1 played to its end in a small world, the attack takes over what the formula says', () => {
    const { takeovers: counted, byFormula } = playWorld(
      lanesOf(REALM),
      { people: 100, passwords: 400, codes: 60 },
      20_261_122,
    );
    const deviation = Math.sqrt(byFormula);
    expect(byFormula).toBeGreaterThan(20);
    expect(counted).toBeLessThan(byFormula + 3 * deviation);
    expect(counted).toBeGreaterThan(byFormula / 2);
  });

  test('S1 the services allow the guesses of the model, tell the owner, and let the owner in', async () => {
    const days = 5;
    const tried = await tryServices(REALM, days);
    const lanes = lanesOf(REALM);
    const guesses = (lane: 'password' | 'code') =>
      playMonth(lanes[lane], 'eager', [], days * 86_400_000).attempts.length;
    expect(tried).toEqual({
      passwords: guesses('password'),
      codes: guesses('code'),
      told: 1,
      owner: { knownDevice: true, newDevice: false, newDeviceAfterKnown: true },
    });
  });
});

/** S1, I2: the lanes, and how much each allows. */
import { describe, expect, test } from '@jest/globals';
import { REALMS } from '../../src/config/realms.js';
import { type AttemptRule, judgeAttempt } from '../../src/domain/throttle/attempt_rule.js';
import {
  accountSendRule,
  destinationRule,
  laneKey,
  networkSlowing,
  passwordRule,
  resendRule,
  wrongCodeRule,
} from '../../src/domain/throttle/throttle_policy.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const DAY = 86_400;

/** Attempts made as soon as the rule allows, each a failure; answers the seconds since the first. */
function eager(rule: AttemptRule, attempts: number): readonly number[] {
  const hits: number[] = [];
  let now = NOW;
  while (hits.length < attempts) {
    const verdict = judgeAttempt(hits, rule, now);
    if (verdict.allowed) hits.push(now);
    else now = verdict.retryAt;
  }
  return hits.map((hit) => (hit - NOW) / 1000);
}

describe.each(REALMS)('S1 lanes of $id', ({ passwordThrottle, codeThrottle }) => {
  test('S1 five passwords are free, then 30 s, doubling up to an hour', () => {
    const times = eager(passwordRule(passwordThrottle, true), 15);
    expect(times.map((time, at) => time - (times[at - 1] ?? 0))).toEqual([
      ...[0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600],
    ]);
  });

  test('S1 E2 the last failure that the realm allows closes the lane of unknown devices, and no sooner', () => {
    const rule = passwordRule(passwordThrottle);
    const { closesAfter } = passwordThrottle;
    const hits = Array.from({ length: closesAfter }, (_, at) => NOW - (closesAfter - at) * 2 * 3_600_000);
    expect(judgeAttempt(hits.slice(1), rule, NOW)).toEqual({ allowed: true });
    expect(judgeAttempt(hits, rule, NOW)).toMatchObject({ allowed: false, reason: 'limit' });
  });

  test('S1 the hundredth consecutive failure closes the lane of a known device', () => {
    const rule = passwordRule(passwordThrottle, true);
    const hits = Array.from({ length: 100 }, (_, at) => NOW - (100 - at) * 2 * 3_600_000);
    expect(judgeAttempt(hits.slice(1), rule, NOW)).toEqual({ allowed: true });
    expect(judgeAttempt(hits, rule, NOW)).toMatchObject({ allowed: false, reason: 'limit' });
  });

  test('I2 ten wrong codes in a day, or thirty in thirty, close code entry on unknown devices for good', () => {
    const rule = wrongCodeRule(codeThrottle, false);
    const spread = (count: number, hours: number) =>
      Array.from({ length: count }, (_, at) => NOW + at * hours * 3_600_000);
    const yearLater = NOW + 365 * DAY * 1000;
    expect(judgeAttempt(spread(9, 1), rule, NOW + 9 * 3_600_000)).toEqual({ allowed: true });
    expect(judgeAttempt(spread(10, 1), rule, yearLater)).toMatchObject({ retryAt: Number.POSITIVE_INFINITY });
    expect(judgeAttempt(spread(29, 3), rule, NOW + 29 * 3 * 3_600_000)).toEqual({ allowed: true });
    expect(judgeAttempt(spread(30, 3), rule, yearLater)).toMatchObject({ retryAt: Number.POSITIVE_INFINITY });
    expect(judgeAttempt(spread(60, 25), rule, NOW + 60 * 25 * 3_600_000)).toMatchObject({ allowed: true });
  });

  test('I2 on a known device ten wrong codes in a day and thirty in thirty days only wait', () => {
    const times = eager(wrongCodeRule(codeThrottle, true), 41);
    expect([times[9], times[10], times[19], times[20]]).toEqual([0, DAY, DAY, 2 * DAY]);
    expect([times[29], times[30], times[40]]).toEqual([2 * DAY, 30 * DAY, 31 * DAY]);
  });

  test('I2 a resend after 30 s, five messages in 15 minutes', () => {
    expect(eager(resendRule(codeThrottle), 6)).toEqual([0, 30, 60, 90, 120, 900]);
  });

  test('S1 an account’s unanswered messages are bounded over all its requests, and each request fits within', () => {
    const limit = codeThrottle.unansweredPerAccount;
    expect(limit).toBeGreaterThanOrEqual(codeThrottle.sendsPerWindow);
    expect(eager(accountSendRule(codeThrottle), limit + 1).slice(-2)).toEqual([0, 900]);
  });

  test('S1 unanswered messages to one destination are bounded by the hour, whoever asks', () => {
    const limit = codeThrottle.unansweredPerDestinationPerHour;
    expect(limit).toBeGreaterThanOrEqual(codeThrottle.unansweredPerAccount);
    expect(eager(destinationRule(codeThrottle), limit + 1).slice(-2)).toEqual([0, 3600]);
  });
});

describe('S1 lanes apart', () => {
  test('S1 a stranger’s failures count apart from those of a known device', () => {
    const lanes = [
      laneKey('password', 'account', null),
      laneKey('password', 'account', 'device a'),
      laneKey('password', 'account', 'device b'),
      laneKey('password', 'another', null),
      laneKey('code', 'account', null),
      laneKey('send', 'account', null),
    ];
    expect(new Set(lanes).size).toBe(lanes.length);
  });

  test('S1 a network alone slows and never blocks: nothing for thirty failures, then up to four seconds', () => {
    expect([0, 30, 31, 40, 110, 200, 1_000_000].map(networkSlowing)).toEqual([0, 0, 50, 500, 4_000, 4_000, 4_000]);
  });
});

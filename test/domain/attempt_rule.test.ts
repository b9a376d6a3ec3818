/** S1: the one reading of an attempt rule that every counter shares. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AttemptRule,
  doublingWaits,
  judgeAttempt,
  longestWindowSeconds,
} from '../../src/domain/throttle/attempt_rule.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const ago = (...seconds: readonly number[]) => seconds.map((second) => NOW - second * 1000);

describe('S1 attempts within a window', () => {
  const rule: AttemptRule = { windows: [{ seconds: 60, limit: 3 }] };

  test('S1 the first attempt is free', () => {
    expect(judgeAttempt([], rule, NOW)).toEqual({ allowed: true });
  });

  test('S1 one attempt below the limit is allowed, at the limit none', () => {
    expect(judgeAttempt(ago(30, 20), rule, NOW)).toEqual({ allowed: true });
    expect(judgeAttempt(ago(30, 20, 10), rule, NOW)).toEqual({
      allowed: false,
      reason: 'limit',
      retryAt: NOW + 30_000,
    });
  });

  test('S1 an attempt leaves the window after exactly its seconds', () => {
    expect(judgeAttempt([NOW - 60_000, ...ago(20, 10)], rule, NOW)).toEqual({ allowed: true });
    expect(judgeAttempt([NOW - 59_999, ...ago(20, 10)], rule, NOW)).toMatchObject({ retryAt: NOW + 1 });
  });

  test('S1 beyond the limit, the retry is when enough attempts have left, not the first', () => {
    expect(judgeAttempt(ago(50, 40, 30, 20, 10), rule, NOW)).toMatchObject({ retryAt: NOW + 30_000 });
  });

  test('S1 every window must allow', () => {
    const two: AttemptRule = {
      windows: [
        { seconds: 60, limit: 3 },
        { seconds: 3600, limit: 4 },
      ],
    };
    expect(judgeAttempt(ago(900, 800, 700, 30), two, NOW)).toEqual({
      allowed: false,
      reason: 'limit',
      retryAt: NOW + 2_700_000,
    });
  });
});

describe('S1 waits that grow', () => {
  const rule: AttemptRule = { windows: [{ seconds: 600, limit: 100 }], waits: [0, 0, 30, 60] };

  test('S1 free failures cost no wait', () => {
    expect(judgeAttempt(ago(0), rule, NOW)).toEqual({ allowed: true });
  });

  test('S1 the wait counts from the last attempt and ends exactly', () => {
    expect(judgeAttempt(ago(40, 29), rule, NOW)).toEqual({ allowed: false, reason: 'wait', retryAt: NOW + 1_000 });
    expect(judgeAttempt(ago(40, 30), rule, NOW)).toEqual({ allowed: true });
  });

  test('S1 the last wait holds for all beyond it', () => {
    expect(judgeAttempt(ago(300, 250, 200, 150, 100, 59), rule, NOW)).toMatchObject({ reason: 'wait' });
    expect(judgeAttempt(ago(300, 250, 200, 150, 100, 60), rule, NOW)).toEqual({ allowed: true });
  });

  test('S1 what has left the longest window no longer lengthens the wait', () => {
    expect(judgeAttempt(ago(700, 650, 10), rule, NOW)).toEqual({ allowed: true });
  });

  test('S1 no wait before the first attempt, whatever the first entry says', () => {
    expect(judgeAttempt([], { windows: [{ seconds: 60, limit: 5 }], waits: [30] }, NOW)).toEqual({ allowed: true });
  });

  test('S1 an attempt of a process whose clock is ahead holds nobody up who has no wait', () => {
    expect(judgeAttempt([NOW + 40], rule, NOW)).toEqual({ allowed: true });
    expect(judgeAttempt([NOW + 20, NOW + 40], rule, NOW)).toMatchObject({ reason: 'wait', retryAt: NOW + 30_040 });
  });

  test('S1 after the fifth failure 30 s, doubling up to an hour', () => {
    expect(doublingWaits(5, 30, 3600)).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600]);
  });

  test('S1 a longest wait that is no doubling of the first is reached all the same', () => {
    expect(doublingWaits(0, 30, 100)).toEqual([30, 60, 100]);
    expect(doublingWaits(1, 30, 30)).toEqual([0, 30]);
  });
});

describe('S1 any rule and any history', () => {
  const rule = fc.record({
    windows: fc.array(fc.record({ seconds: fc.integer({ min: 1, max: 600 }), limit: fc.integer({ min: 1, max: 5 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    waits: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 4 }),
  });
  const history = fc
    .array(fc.integer({ min: 0, max: 900_000 }), { maxLength: 12 })
    .map((ages) => ages.map((age) => NOW - age).toSorted((a, b) => a - b));

  test('S1 no window ever holds more than its limit', () => {
    fc.assert(
      fc.property(rule, fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 60 }), (asked, pauses) => {
        const hits: number[] = [];
        let now = NOW;
        for (const pause of pauses) {
          now += pause;
          if (judgeAttempt(hits, asked, now).allowed) hits.push(now);
          for (const { seconds, limit } of asked.windows) {
            expect(hits.filter((hit) => hit > now - seconds * 1000).length).toBeLessThanOrEqual(limit);
          }
        }
      }),
    );
  });

  test('S1 the time told is true: later than now, a limit holds until then, and is gone at it', () => {
    fc.assert(
      fc.property(rule, history, (asked, hits) => {
        const verdict = judgeAttempt(hits, asked, NOW);
        if (verdict.allowed) return;
        expect(verdict.retryAt).toBeGreaterThan(NOW);
        const before = judgeAttempt(hits, asked, verdict.retryAt - 1);
        if (verdict.reason === 'limit') expect(before.allowed).toBe(false);
        const then = judgeAttempt(hits, asked, verdict.retryAt);
        if (!then.allowed) expect(then.retryAt).toBeGreaterThan(verdict.retryAt);
      }),
    );
  });

  test('S1 the rule looks back as far as its longest window', () => {
    expect(
      longestWindowSeconds({
        windows: [
          { seconds: 86_400, limit: 10 },
          { seconds: 600, limit: 1 },
        ],
      }),
    ).toBe(86_400);
  });
});

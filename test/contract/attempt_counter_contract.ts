/** What every attempt counter promises (S1, I2): the shared rule, counted before the outcome is known. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AttemptRule,
  isClosed,
  judgeAttempt,
  longestWindowSeconds,
} from '../../src/domain/throttle/attempt_rule.js';
import type { AttemptCounter } from '../../src/ports/attempt_counter.js';
import { START } from './clock_of_test.js';

const THREE_A_MINUTE: AttemptRule = { windows: [{ seconds: 60, limit: 3 }] };

// No window is shorter than a minute of real time, in which a slow machine ends the history before Redis forgets it.
const anyRule: fc.Arbitrary<AttemptRule> = fc.record(
  {
    windows: fc
      .tuple(
        fc.record({ seconds: fc.integer({ min: 60, max: 300 }), limit: fc.integer({ min: 1, max: 6 }) }),
        fc.array(fc.record({ seconds: fc.integer({ min: 1, max: 60 }), limit: fc.integer({ min: 1, max: 4 }) }), {
          maxLength: 1,
        }),
        fc.boolean(),
      )
      .map(([long, short, closes]) => [long, ...short].map((window) => (closes ? { ...window, closes } : window))),
    waits: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ['windows'] },
);

const anyHistory = fc.array(
  fc.record({
    // Processes' clocks differ: time may seem to step back a little.
    pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: -500, max: 0 }), fc.integer({ min: 0, max: 45_000 })),
    act: fc.oneof(
      { weight: 8, arbitrary: fc.constant('attempt' as const) },
      { weight: 2, arbitrary: fc.constant('giveBack' as const) },
      { weight: 1, arbitrary: fc.constant('clear' as const) },
    ),
  }),
  { minLength: 1, maxLength: 14 },
);

/**
 * @param open the counter under test; every test takes keys of its own
 * @param histories how many random histories to play
 */
export function describeAttemptCounter(adapter: string, open: () => AttemptCounter, histories: number): void {
  const key = () => `lane:${randomUUID()}`;

  describe(`S1 attempts counted in ${adapter}`, () => {
    test('S1 attempts are numbered, then refused with the time of the next', async () => {
      const counter = open();
      const lane = key();
      expect(await counter.attempt(lane, THREE_A_MINUTE, START)).toEqual({ allowed: true, hits: 1, at: START });
      expect(await counter.attempt(lane, THREE_A_MINUTE, START + 10_000)).toMatchObject({ allowed: true, hits: 2 });
      expect(await counter.attempt(lane, THREE_A_MINUTE, START + 20_000)).toMatchObject({ allowed: true, hits: 3 });
      expect(await counter.attempt(lane, THREE_A_MINUTE, START + 30_000)).toEqual({
        allowed: false,
        reason: 'limit',
        retryAt: START + 60_000,
      });
      expect(await counter.attempt(lane, THREE_A_MINUTE, START + 60_000)).toMatchObject({ allowed: true, hits: 3 });
    });

    test('S1 a rule that allows nothing refuses the first attempt as well, and answers', async () => {
      const counter = open();
      const lane = key();
      const never: AttemptRule = { windows: [{ seconds: 60, limit: 0 }] };
      const refused = { allowed: false, reason: 'limit', retryAt: START + 60_000 };
      expect(await counter.attempt(lane, never, START)).toEqual(refused);
      await counter.attempt(lane, THREE_A_MINUTE, START);
      expect(await counter.attempt(lane, never, START)).toEqual(refused);
      expect(await counter.recent(lane, 60, START)).toEqual([START]);
    });

    test('S1 a refused attempt is not counted', async () => {
      const counter = open();
      const lane = key();
      for (let attempt = 0; attempt < 6; attempt += 1) await counter.attempt(lane, THREE_A_MINUTE, START + attempt);
      expect(await counter.recent(lane, 60, START + 10)).toEqual([START, START + 1, START + 2]);
    });

    test('S1 waits grow with the failures', async () => {
      const counter = open();
      const lane = key();
      const rule: AttemptRule = { windows: [{ seconds: 600, limit: 10 }], waits: [0, 0, 30] };
      await counter.attempt(lane, rule, START);
      await counter.attempt(lane, rule, START);
      expect(await counter.attempt(lane, rule, START + 29_999)).toEqual({
        allowed: false,
        reason: 'wait',
        retryAt: START + 30_000,
      });
      expect(await counter.attempt(lane, rule, START + 30_000)).toMatchObject({ allowed: true, hits: 3 });
    });

    test('I2 a window that closes stays closed however much time passes, until it is cleared', async () => {
      const counter = open();
      const lane = key();
      const rule: AttemptRule = {
        windows: [
          { seconds: 60, limit: 3, closes: true },
          { seconds: 600, limit: 5, closes: true },
        ],
      };
      for (const second of [0, 59]) await counter.attempt(lane, rule, START + second * 1000);
      // Two a minute go on; a third within one closes.
      expect(await counter.attempt(lane, rule, START + 60_000)).toEqual({ allowed: true, hits: 3, at: START + 60_000 });
      const third = await counter.attempt(lane, rule, START + 118_000);
      expect(third).toMatchObject({ allowed: true, hits: 4 });
      const closed = { allowed: false, reason: 'limit', retryAt: Number.POSITIVE_INFINITY };
      expect(await counter.attempt(lane, rule, START + 118_001)).toEqual(closed);
      expect(await counter.attempt(lane, rule, START + 100 * 86_400_000)).toEqual(closed);
      // What was right after all opens it again by itself.
      await counter.giveBack(lane, START + 118_000);
      expect(await counter.attempt(lane, rule, START + 500_000)).toMatchObject({ allowed: true });
      await counter.attempt(lane, rule, START + 500_001);
      expect(await counter.attempt(lane, rule, START + 9_000_000)).toEqual(closed);
      await counter.clear(lane);
      expect(await counter.attempt(lane, rule, START + 9_000_000)).toMatchObject({ allowed: true, hits: 1 });
    });

    test('S1 an attempt given back does not count, and only that one', async () => {
      const counter = open();
      const lane = key();
      await counter.attempt(lane, THREE_A_MINUTE, START);
      const second = await counter.attempt(lane, THREE_A_MINUTE, START + 1_000);
      await counter.attempt(lane, THREE_A_MINUTE, START + 2_000);
      if (second.allowed) await counter.giveBack(lane, second.at);
      expect(await counter.recent(lane, 60, START + 3_000)).toEqual([START, START + 2_000]);
      await counter.giveBack(lane, START);
      await counter.giveBack(lane, START + 2_000);
      expect(await counter.recent(lane, 60, START + 3_000)).toEqual([]);
      expect(await counter.attempt(lane, THREE_A_MINUTE, START + 3_000)).toMatchObject({ allowed: true, hits: 1 });
    });

    test('S1 of two attempts of one millisecond, one is given back', async () => {
      const counter = open();
      const lane = key();
      await counter.attempt(lane, THREE_A_MINUTE, START);
      await counter.attempt(lane, THREE_A_MINUTE, START);
      await counter.giveBack(lane, START);
      expect(await counter.recent(lane, 60, START)).toEqual([START]);
    });

    test('S1 giving back what is not there changes nothing', async () => {
      const counter = open();
      const lane = key();
      await counter.giveBack(lane, START);
      await counter.attempt(lane, THREE_A_MINUTE, START);
      await counter.giveBack(lane, START + 1);
      expect(await counter.recent(lane, 60, START)).toEqual([START]);
    });

    test('S1 a cleared lane starts again, and no other', async () => {
      const counter = open();
      const [lane, other] = [key(), key()];
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await counter.attempt(lane, THREE_A_MINUTE, START);
        await counter.attempt(other, THREE_A_MINUTE, START);
      }
      await counter.clear(lane);
      expect(await counter.attempt(lane, THREE_A_MINUTE, START)).toMatchObject({ allowed: true, hits: 1 });
      expect(await counter.attempt(other, THREE_A_MINUTE, START)).toMatchObject({ allowed: false });
    });

    test('S1 recent attempts are those of the span asked for, by the given time', async () => {
      const counter = open();
      const lane = key();
      const rule: AttemptRule = { windows: [{ seconds: 3600, limit: 10 }] };
      for (const second of [0, 10, 70]) await counter.attempt(lane, rule, START + second * 1000);
      expect(await counter.recent(lane, 60, START + 70_000)).toEqual([START + 70_000]);
      expect(await counter.recent(lane, 61, START + 70_000)).toEqual([START + 10_000, START + 70_000]);
      expect(await counter.recent(lane, 3600, START + 70_000)).toHaveLength(3);
      expect(await counter.recent(key(), 60, START)).toEqual([]);
    });

    test('S1 every answer is judgeAttempt’s, over any rule and any history', async () => {
      const counter = open();
      await fc.assert(
        fc.asyncProperty(anyRule, anyHistory, async (rule, history) => {
          const lane = key();
          let hits: number[] = [];
          let now = START;
          for (const { pauseMs, act } of history) {
            now += pauseMs;
            const counted = isClosed(hits, rule)
              ? hits
              : hits.filter((hit) => hit > now - longestWindowSeconds(rule) * 1000);
            const last = hits.at(-1);
            if (act === 'clear') {
              await counter.clear(lane);
              hits = [];
            } else if (act === 'giveBack' && last !== undefined) {
              await counter.giveBack(lane, last);
              hits = hits.slice(0, -1);
            } else {
              const verdict = judgeAttempt(counted, rule, now);
              const answer = await counter.attempt(lane, rule, now);
              expect(answer).toEqual(verdict.allowed ? { allowed: true, hits: counted.length + 1, at: now } : verdict);
              if (verdict.allowed) hits = [...counted, now].toSorted((a, b) => a - b);
            }
          }
          expect(await counter.recent(lane, 60, now)).toEqual(hits.filter((hit) => hit > now - 60_000));
        }),
        { numRuns: histories },
      );
    });
  });
}

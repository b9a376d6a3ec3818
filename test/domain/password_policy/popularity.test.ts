/** C1: few people behind each eight-digit password, and nothing kept that tells one (ADR 0016). */
import { describe, expect, test } from '@jest/globals';
import { createMemoryAttemptCounter } from '../../../src/adapters/memory/attempt_counter.js';
import { createKeyedHash } from '../../../src/adapters/system/keys/keyed_hash.js';
import { REALMS } from '../../../src/config/realms.js';
import type { Realm } from '../../../src/domain/realm.js';
import type { AttemptRule } from '../../../src/domain/throttle/attempt_rule.js';
import { createPasswordPopularity } from '../../../src/services/password/password_popularity.js';
import { createTestClock } from '../../contract/clock_of_test.js';

const [REALM, OTHER] = REALMS as [Realm, Realm];
const LIMIT = REALM.passwordThrottle.sameChoices;
const key = { id: 'test', secret: Buffer.alloc(32, 7) };
const keyedHash = createKeyedHash({ current: key, keys: [key], byId: () => key });

function stage() {
  const counters = createMemoryAttemptCounter();
  const clock = createTestClock();
  const seen: Array<{ key: string; at: number }> = [];
  const watched = {
    ...counters,
    attempt: (lane: string, rule: AttemptRule, now: number) => {
      seen.push({ key: lane, at: now });
      return counters.attempt(lane, rule, now);
    },
  };
  return { popularity: createPasswordPopularity(watched, keyedHash, clock), clock, seen };
}

describe('C1 the same password chosen by many', () => {
  test('C1 so many may choose it, and no more for as long as their choices live', async () => {
    const { popularity, clock } = stage();
    for (let person = 0; person < LIMIT; person += 1) {
      expect(await popularity.take(REALM, 'eight-digits', '48291706')).not.toBeNull();
      clock.passSeconds(86_400);
    }
    expect(await popularity.take(REALM, 'eight-digits', '48291706')).toBeNull();
    expect(await popularity.take(REALM, 'eight-digits', '48291707')).not.toBeNull();
    expect(await popularity.take(OTHER, 'eight-digits', '48291706')).not.toBeNull();
    expect(await popularity.take(REALM, 'characters', '48291706')).not.toBeNull();
    clock.passSeconds(2 * 365 * 86_400);
    expect(await popularity.take(REALM, 'eight-digits', '48291706')).not.toBeNull();
  });

  test('C1 a password that was not chosen after all takes nobody’s place', async () => {
    const { popularity } = stage();
    for (let person = 0; person < LIMIT * 2; person += 1) {
      const place = await popularity.take(REALM, 'eight-digits', '48291706');
      await place?.giveBack();
    }
    expect(await popularity.take(REALM, 'eight-digits', '48291706')).not.toBeNull();
  });

  test('C2 a counter stands for two dozen values and a month: it tells neither a password nor whose it is', async () => {
    const { popularity, clock, seen } = stage();
    for (let number = 0; number < 3_000; number += 1) {
      await popularity.take(REALM, 'eight-digits', String(48_000_000 + number));
      clock.passSeconds(601);
    }
    const counters = seen.map(({ key: name }) => Number(name.split(':').at(-1)));
    expect(Math.max(...counters)).toBeLessThan(2 ** 22);
    expect(10 ** 8 / 2 ** 22).toBeGreaterThan(20);
    // 21 days
    expect(new Set(seen.map(({ at }) => at)).size).toBeLessThanOrEqual(2);
    expect(JSON.stringify(seen)).not.toMatch(/4800\d{4}/);
  });
});

/** S7: a process follows the keys: it hears of every change, and keeps what it has when they cannot be read. */
import { describe, expect, test } from '@jest/globals';
import type { UsableKey } from '../../src/ports/keys/key_store.js';
import { followKeys } from '../../src/services/keys/current_keys.js';
import { createTestClock } from '../contract/clock_of_test.js';

function key(kid: string, state: UsableKey['state'], activatedAt?: number): UsableKey {
  return {
    kid,
    purpose: 'signing',
    alg: 'ES256',
    state,
    publishedAt: 0,
    activatedAt,
    deactivatedAt: undefined,
    retiredAt: undefined,
    publicJwk: { kid },
    privateJwk: { kid, d: 'private' },
  };
}

async function followed(refreshSeconds = 300) {
  const clock = createTestClock();
  const store: { read: () => Promise<readonly UsableKey[]> } = { read: async () => [key('a', 'active', clock.now())] };
  const failures: unknown[] = [];
  const heard: string[] = [];
  const current = await followKeys(
    { usable: () => store.read() },
    { refreshSeconds, clock, onFailure: (error) => failures.push(error) },
  );
  current.follow((keys) => heard.push(keys.map(({ kid, state }) => `${kid} ${state}`).join(', ')));
  return { clock, store, failures, heard, current };
}

describe('S7 the keys of a process', () => {
  test('S7 a follower hears of the keys at once, and then of changes only', async () => {
    const { store, heard, current, clock } = await followed();
    await current.refresh();
    store.read = async () => [key('a', 'active', clock.now()), key('b', 'published')];
    await current.refresh();
    await current.refresh();
    store.read = async () => [key('a', 'retiring', clock.now()), key('b', 'active', clock.now())];
    await current.refresh();
    expect(heard).toEqual(['a active', 'a active, b published', 'a retiring, b active']);
    current.close();
  });

  test('S7 a key stays the same object: what was made of it need not be made again', async () => {
    const { store, current } = await followed();
    const before = current.all()[0]?.privateJwk;
    store.read = async () => [key('a', 'retiring'), key('b', 'active')];
    await current.refresh();
    expect(current.all()[0]?.privateJwk).toBe(before);
    expect(current.all()[0]?.state).toBe('retiring');
    current.close();
  });

  test('S7 what was read stays when a reading fails, the failure is told, and the next reading comes', async () => {
    const { store, failures, heard, current } = await followed(0.01);
    let readings = 0;
    const readAgain = new Promise<void>((resolve) => {
      store.read = async () => {
        readings += 1;
        if (readings < 3) throw new Error('away');
        resolve();
        return [key('a', 'active', 1), key('b', 'published')];
      };
    });
    await readAgain;
    await new Promise(setImmediate);
    expect(failures).toHaveLength(2);
    expect(heard.at(-1)).toBe('a active, b published');
    current.close();
  });

  test('O2 it tells how old the active keys are, and when they were read', async () => {
    const { clock, current } = await followed();
    clock.passSeconds(90);
    expect(current.ages()).toEqual([{ purpose: 'signing', alg: 'ES256', seconds: 90 }]);
    expect(current.secondsSinceRead()).toBe(90);
    await current.refresh();
    expect(current.secondsSinceRead()).toBe(0);
    current.close();
  });

  test('S7 keys that cannot be read at start stop the start', async () => {
    const unreadable = { usable: () => Promise.reject(new Error('needs key "k1"')) };
    const options = { refreshSeconds: 10, clock: createTestClock(), onFailure: () => {} };
    await expect(followKeys(unreadable, options)).rejects.toThrow('needs key "k1"');
  });
});

/** Two right entries of one code, and stores that answer in the order that hurts (I2, pitfall 25). */
import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createMemoryAttemptCounter } from '../../src/adapters/memory/attempt_counter.js';
import { createMemoryChallengeStore } from '../../src/adapters/memory/challenge_store.js';
import { keyRing } from '../../src/config/key_ring.js';
import { REALMS } from '../../src/config/realms.js';
import type { VisitedAccount } from '../../src/ports/account/account_store.js';
import { createCodeMaker } from '../../src/services/one_time_code/one_time_code.js';
import { createVerifyCode } from '../../src/services/one_time_code/verify_code.js';
import { createTestClock } from './clock_of_test.js';

const ACCOUNT = {
  id: 'claire',
  realm: 'allocataires',
  contacts: [{ id: 'contact', kind: 'email', value: 'claire@example.test', verified: true }],
  deviceKnown: false,
  deviceShared: false,
  wrongCodes: [],
} as unknown as VisitedAccount;

test('I2 the first of two right entries wins although the second hears sooner that it is late', async () => {
  const [realm] = REALMS;
  if (!realm) throw new Error('no realm');
  const clock = createTestClock();
  const codes = createCodeMaker(keyRing([{ id: 'k1', secret: randomBytes(32) }]));
  const challenges = createMemoryChallengeStore(clock);
  const sending = await challenges.beginSending('request', { nonce: 'nonce', keyId: 'k1' }, 3600);
  const sent = { contact: 'contact', channel: 'email', sentAt: clock.now(), expiresAt: clock.now() + 60_000 } as const;
  await challenges.accepted('request', sending.number, sent);
  const scope = { accountId: 'claire', realm: realm.id, request: 'request', action: '', ...sent };

  let late: (() => void) | undefined;
  const secondWasRefused = new Promise<void>((resolve) => {
    late = resolve;
  });
  let entries = 0;
  const verifyCode = createVerifyCode({
    accounts: {
      async recordRightCode() {
        entries += 1;
        if (entries > 1) return false;
        await secondWasRefused;
        return true;
      },
      forget() {},
    },
    challenges,
    lifetimeCounters: createMemoryAttemptCounter(),
    shortCounters: createMemoryAttemptCounter(),
    budget: { async answered() {} },
    codes,
    keyedHash: { of: (_purpose, value) => value },
    audit: { record() {}, flush: async () => {} },
    clock,
    notices: { add: async () => 0 },
  });
  const enter = () =>
    verifyCode({
      realm,
      account: ACCOUNT,
      typed: codes.make(scope, sending),
      request: 'request',
      action: '',
      visitor: { deviceHash: null, networkHash: 'network' },
    });
  const first = enter();
  const second = await enter();
  late?.();
  expect(second).toEqual({ ok: false, code: 'already-used' });
  expect(await first).toMatchObject({ ok: true, proof: { factor: 'code', channel: 'email' } });
});

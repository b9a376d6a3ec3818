/** Each write once, also when a process dies between its transaction and what follows (C7). */
import { expect, test } from '@jest/globals';
import { createRunOnce } from '../../src/api/idempotency.js';
import { REALMS } from '../../src/config/realms.js';
import type { Realm } from '../../src/domain/realm.js';
import type { IdempotencyStore, Receipt } from '../../src/ports/idempotency_store.js';

const [realm] = REALMS as readonly [Realm];
const CALLER = { realm, clientId: 'nims', audience: 'https://api.example.test', scopes: new Set<string>() };

/** One record, as the stores keep it. */
function oneRecord(): IdempotencyStore & { kept: Receipt | undefined; claimed: boolean } {
  const store = {
    kept: undefined as Receipt | undefined,
    claimed: false,
    async begin() {
      if (store.kept) return { state: 'answered' as const, answer: store.kept };
      if (store.claimed) return { state: 'in-progress' as const };
      store.claimed = true;
      return { state: 'begun' as const };
    },
    async answer(receipt: Receipt) {
      store.kept = receipt;
    },
    async release() {
      if (!store.kept) store.claimed = false;
    },
  };
  return store;
}

test('C7 sign-ins that could not be ended after the change are ended by whoever asks again, once', async () => {
  const records = oneRecord();
  const ended: string[] = [];
  let isAway = true;
  let effects = 0;
  const once = createRunOnce({
    records,
    clock: { now: () => 0 },
    async endSignIns(_realm, accountId) {
      if (isAway) throw new Error('Connection is closed');
      ended.push(accountId);
    },
  });
  const ask = () =>
    once({
      caller: CALLER,
      key: 'the-same-key',
      fingerprint: 'print',
      status: 200,
      async run(receiptOf) {
        effects += 1;
        // The transaction stands.
        await records.answer(receiptOf({ account: 'a' }, 'a'));
        return { ok: true, body: { account: 'a' } };
      },
    });
  await expect(ask()).rejects.toThrow('Connection is closed');
  isAway = false;
  expect(await ask()).toMatchObject({ isRepeated: true, answer: { status: 200, body: { account: 'a' } } });
  await ask();
  expect([effects, ended]).toEqual([1, ['a']]);
});

test('C7 a refusal frees the key, a fault leaves an answer that stands', async () => {
  const records = oneRecord();
  const once = createRunOnce({ records, clock: { now: () => 0 }, endSignIns: async () => {} });
  const ask = (run: Parameters<typeof once>[0]['run']) =>
    once({ caller: CALLER, key: 'the-same-key', fingerprint: 'print', status: 200, run });
  await expect(ask(async () => ({ ok: false, code: 'state-conflict' }))).rejects.toThrow('state-conflict');
  const lost = ask(async (receiptOf) => {
    await records.answer(receiptOf({ account: 'a' }));
    throw new Error('the answer of COMMIT was lost');
  });
  await expect(lost).rejects.toThrow('COMMIT');
  expect(await ask(async () => ({ ok: true, body: { account: 'twice' } }))).toMatchObject({
    isRepeated: true,
    answer: { body: { account: 'a' } },
  });
});

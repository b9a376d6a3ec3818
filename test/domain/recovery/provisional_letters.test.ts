/** S1 a flood of letters with provisional passwords stops at the realm's limit, and nobody reads it from an answer. */
import { expect, test } from '@jest/globals';
import { createMemoryAttemptCounter } from '../../../src/adapters/memory/attempt_counter.js';
import { REALMS } from '../../../src/config/realms.js';
import type { Realm } from '../../../src/domain/realm.js';
import {
  type AskProvisionalDependencies,
  createAskProvisional,
} from '../../../src/services/password/ask_provisional.js';

const HOUR_MS = 3_600_000;
const [FIRST] = REALMS;
const REALM = { ...FIRST, recovery: { ...FIRST?.recovery, provisionalLettersPerHour: 3 } } as Realm;

function stage() {
  const recorded: string[] = [];
  let now = Date.UTC(2026, 10, 23);
  let hashed = 0;
  const working: Promise<void>[] = [];
  const mobile = { id: 'mobile', kind: 'mobile', value: '+33639980001', verified: true, barredUntil: null };
  const ask = createAskProvisional({
    accounts: {
      find: async (id: string) => ({
        ...{ id, status: 'active', credentials: [], signInsVoid: null },
        contacts: id.startsWith('mobile') ? [mobile] : [],
      }),
    },
    shortCounters: createMemoryAttemptCounter(),
    lifetimeCounters: createMemoryAttemptCounter(),
    hasher: {
      hash: async () => {
        hashed += 1;
        return { hash: '', pepperKeyId: '' };
      },
      busySeconds: () => 0,
    },
    issueProvisional: async ({ account, by }: { account: { id: string }; by: string }) =>
      account.id.startsWith('nowhere')
        ? { ok: false, code: 'no-address' }
        : { ok: true, by: by === 'best' && account.id.startsWith('mobile') ? 'sms' : 'letter', expiresAt: now },
    audit: { record: ({ outcome }: { outcome: string }) => recorded.push(outcome) },
    clock: { now: () => now },
    background: { begin: (work: () => Promise<void>) => working.push(work()) },
  } as unknown as AskProvisionalDependencies);
  return {
    /** @returns what the audit says of it */
    async ask(accountId: string, by: 'sms' | 'letter', realm = REALM) {
      const recovery = { step: 'provisional', accountId, subject: accountId, knownDevice: null } as const;
      expect(await ask({ realm, recovery, by, locale: 'fr' })).toEqual({ ok: true });
      await Promise.all(working);
      return recorded.at(-1);
    },
    hashed: () => hashed,
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

test('S1 C3 beyond the realm’s letters of an hour none leaves: the same answer and work, SMS go on, nobody’s day is used up', async () => {
  const { ask, hashed, pass } = stage();
  // What leaves by SMS, or cannot leave, is no letter.
  for (let i = 0; i < 5; i += 1) {
    expect(await ask(`mobile ${i}`, 'sms')).toBe('provisional_sms');
    expect(await ask(`nowhere ${i}`, 'letter')).toBe('provisional_no-address');
  }
  for (let i = 0; i < 3; i += 1) expect(await ask(`person ${i}`, 'letter')).toBe('provisional_letter');
  expect(hashed()).toBe(0);
  expect(await ask('person 4', 'letter')).toBe('provisional_refused_flood');
  expect(await ask('mobile 9', 'letter')).toBe('provisional_refused_flood');
  expect(hashed()).toBe(2);
  expect(await ask('mobile 8', 'sms')).toBe('provisional_sms');
  expect(await ask('other realm', 'letter', { ...REALM, id: 'another' })).toBe('provisional_letter');
  pass(HOUR_MS);
  expect(await ask('person 4', 'letter')).toBe('provisional_letter');
  expect(await ask('person 4', 'letter')).toBe('provisional_refused_limit');
});

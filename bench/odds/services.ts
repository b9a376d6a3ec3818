/**
 * The model against the services themselves: the same attacker types into verify_password and verify_code over counters in
 * memory and a clock that is moved, and then the owner signs in.
 */
import { createMemoryAttemptCounter } from '../../src/adapters/memory/attempt_counter.js';
import { createMemoryChallengeStore } from '../../src/adapters/memory/challenge_store.js';
import { createKeyedHash } from '../../src/adapters/system/keys/keyed_hash.js';
import type { Visitor } from '../../src/domain/device/visitor.js';
import type { Realm } from '../../src/domain/realm.js';
import { laneKey } from '../../src/domain/throttle/throttle_policy.js';
import type { AccountStore, RightCode, SignInAccount } from '../../src/ports/account/account_store.js';
import { createCodeMaker } from '../../src/services/one_time_code/one_time_code.js';
import { createVerifyCode } from '../../src/services/one_time_code/verify_code.js';
import { createVerifyPassword } from '../../src/services/password/verify_password.js';

export interface Tried {
  /** passwords and codes that were judged, not refused */
  readonly passwords: number;
  readonly codes: number;
  /** how often the owner was told that code entry closed */
  readonly told: number;
  /** the owner with the right password and code, afterwards */
  readonly owner: { readonly knownDevice: boolean; readonly newDevice: boolean; readonly newDeviceAfterKnown: boolean };
}

const RIGHT = '48291706';
const STRANGER: Visitor = { deviceHash: null, networkHash: 'stranger' };
const OWNER: Visitor = { deviceHash: 'owner', networkHash: 'owner' };
const KEY = { id: 'odds', secret: Buffer.alloc(32, 5) };
const RING = { current: KEY, keys: [KEY], byId: () => KEY };
const STEP_MS = 300_000;

/** @param days how long the stranger tries, as often as allowed */
export async function tryServices(realm: Realm, days: number): Promise<Tried> {
  const start = Date.UTC(2026, 10, 22);
  let now = start;
  let told = 0;
  let requests = 0;
  const clock = { now: () => now, pause: async () => {} };
  const lifetimeCounters = createMemoryAttemptCounter();
  const shortCounters = createMemoryAttemptCounter();
  const challenges = createMemoryChallengeStore(clock);
  const codes = createCodeMaker(RING);
  const keyedHash = createKeyedHash(RING);
  const audit = { record: () => {} };
  const seenFrom = (device: string | null) => account(realm, device);
  const accounts = {
    attemptPassword: async (_identifier, device, _nobody, rule, at) => {
      const lane = laneKey('password', 'owner', device);
      return { account: seenFrom(device), lane, answer: await lifetimeCounters.attempt(lane, rule, at) };
    },
    recordRightCode: async ({ lane, countedAt, reopened }: RightCode) => {
      await lifetimeCounters.giveBack(lane, countedAt);
      await Promise.all(reopened.map((key) => lifetimeCounters.clear(key)));
      return true;
    },
    upgradePassword: async () => {},
    forget: () => {},
  } satisfies Partial<AccountStore> as unknown as AccountStore;
  const hasher = {
    hash: async () => ({ hash: '', pepperKeyId: '' }),
    busySeconds: () => 0,
    check: async (typed: string) =>
      typed === RIGHT ? ({ state: 'right', which: 'stored' } as const) : ({ state: 'wrong' } as const),
  };
  const verifyPassword = createVerifyPassword({
    ...{ accounts, lifetimeCounters, shortCounters, hasher, keyedHash, audit, clock },
  } as unknown as Parameters<typeof createVerifyPassword>[0]);
  const verifyCode = createVerifyCode({
    ...{ accounts, challenges, lifetimeCounters, shortCounters, codes, keyedHash, audit, clock },
    notices: {
      add: async () => {
        told += 1;
        return 1;
      },
    },
  } as unknown as Parameters<typeof createVerifyCode>[0]);

  const typePassword = (visitor: Visitor, password: string) =>
    verifyPassword({ realm, identifier: { kind: 'nir', value: '2840588321025' }, password, visitor, request: 'odds' });
  /** A message of its own for each five tries, as somebody would have it sent. */
  const newCode = async () => {
    requests += 1;
    const request = `request ${requests}`;
    const sending = await challenges.beginSending(request, { nonce: request, keyId: KEY.id }, 7_200);
    const life = { sentAt: now, expiresAt: now + realm.codeLifeSeconds * 1000 };
    await challenges.accepted(request, sending.number, { contact: 'mail', channel: 'email', ...life });
    const scope = { accountId: 'owner', realm: realm.id, request, action: '', contact: 'mail', channel: 'email' };
    return { request, right: codes.make(scope, sending) };
  };
  const typeCode = (visitor: Visitor, request: string, typed: string) =>
    verifyCode({ realm, account: seenFrom(visitor.deviceHash), typed, request, action: '', visitor });
  const signsIn = async (visitor: Visitor) => {
    if (!(await typePassword(visitor, RIGHT)).ok) return false;
    const { request, right } = await newCode();
    return (await typeCode(visitor, request, right)).ok;
  };

  let passwords = 0;
  let tries = 0;
  for (let code = await newCode(); now < start + days * 86_400_000; now += STEP_MS) {
    for (;;) {
      const answer = await typePassword(STRANGER, '13572468');
      if (answer.ok || answer.code !== 'wrong-pair') break;
      passwords += 1;
    }
    for (;;) {
      const wrong = String((Number(code.right) + 1) % 1_000_000).padStart(6, '0');
      const answer = await typeCode(STRANGER, code.request, wrong);
      if (!answer.ok && answer.code === 'wrong-code') tries += 1;
      else if (!answer.ok && answer.code === 'tries-exhausted') code = await newCode();
      else break;
    }
  }
  const newDevice = await signsIn(STRANGER);
  const knownDevice = await signsIn(OWNER);
  return {
    passwords,
    codes: tries,
    told,
    owner: { knownDevice, newDevice, newDeviceAfterKnown: await signsIn(STRANGER) },
  };
}

function account(realm: Realm, device: string | null): SignInAccount {
  return {
    id: 'owner',
    realm: realm.id,
    status: 'active',
    locale: 'fr',
    familyName: 'MARTIN',
    givenNames: ['Claire'],
    contacts: [
      { id: 'mail', kind: 'email', value: 'owner@example.fr', verified: true, barredUntil: null, frozenAt: null },
    ],
    deviceKnown: device !== null,
    wrongCodes: [],
    credentials: [],
    password: { hash: 'hash', pepperKeyId: KEY.id },
    provisional: null,
  } as unknown as SignInAccount;
}

/** What every ephemeral store promises (P6, P9): single use, lives that end, and grants that stay revoked. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { EphemeralStore } from '../../src/ports/protocol/oidc_store.js';

/** A store, and a way to let time pass for it without waiting. */
export interface EphemeralStoreUnderTest {
  readonly store: EphemeralStore;
  elapse(seconds: number): Promise<void>;
}

const CODE = 'AuthorizationCode';

const listed = async (store: EphemeralStore, accountId: string) =>
  (await store.sessionsOf(accountId)).map(({ id }) => id);

export function describeEphemeralStore(adapter: string, open: () => EphemeralStoreUnderTest): void {
  const newId = () => randomUUID();

  describe(`P6 artifacts in ${adapter}`, () => {
    test('P6 an artifact is found as it was put, and only under its model and id', async () => {
      const { store } = open();
      const id = newId();
      const payload = { grantId: newId(), accountId: 'a', exp: 1, nested: { list: [1, 'deux', null], flag: false } };
      await store.put(CODE, id, payload, 60);
      expect(await store.find(CODE, id)).toEqual(payload);
      expect(await store.find('AccessToken', id)).toBeUndefined();
      expect(await store.find(CODE, newId())).toBeUndefined();
    });

    test('P6 what is found can be changed without changing what is stored', async () => {
      const { store } = open();
      const id = newId();
      await store.put(CODE, id, { nested: { scope: 'openid' } }, 60);
      const found = (await store.find(CODE, id)) as { nested: { scope: string } };
      found.nested.scope = 'openid nir';
      expect(await store.find(CODE, id)).toEqual({ nested: { scope: 'openid' } });
    });

    test('P6 an artifact ends with its life', async () => {
      const { store, elapse } = open();
      const id = newId();
      await store.put(CODE, id, { exp: 1 }, 60);
      await elapse(59);
      expect(await store.find(CODE, id)).toBeDefined();
      await elapse(2);
      expect(await store.find(CODE, id)).toBeUndefined();
      expect(await store.consume(CODE, id, 1)).toBe(false);
    });

    test('P6 an artifact is consumed once, and says when', async () => {
      const { store } = open();
      const id = newId();
      await store.put(CODE, id, { scope: 'openid' }, 60);
      expect(await store.consume(CODE, id, 1_795_341_600)).toBe(true);
      expect(await store.consume(CODE, id, 1_795_341_601)).toBe(false);
      expect(await store.find(CODE, id)).toEqual({ scope: 'openid', consumed: 1_795_341_600 });
    });

    test('P6 what is not there cannot be consumed, nor comes to be', async () => {
      const { store } = open();
      const id = newId();
      expect(await store.consume(CODE, id, 1)).toBe(false);
      expect(await store.find(CODE, id)).toBeUndefined();
    });

    test('P6 consuming leaves the life as it was', async () => {
      const { store, elapse } = open();
      const id = newId();
      await store.put(CODE, id, {}, 60);
      await elapse(40);
      await store.consume(CODE, id, 1);
      expect(await store.find(CODE, id)).toBeDefined();
      await elapse(21);
      expect(await store.find(CODE, id)).toBeUndefined();
    });

    test('P6 what was consumed stays consumed when it is written again', async () => {
      const { store } = open();
      const id = newId();
      await store.put('DeviceCode', id, { step: 'asked' }, 60);
      await store.consume('DeviceCode', id, 7);
      await store.put('DeviceCode', id, { step: 'confirmed' }, 60);
      expect(await store.find('DeviceCode', id)).toEqual({ step: 'confirmed', consumed: 7 });
      expect(await store.consume('DeviceCode', id, 8)).toBe(false);
    });

    test('P6 an artifact written again has its new content and life', async () => {
      const { store, elapse } = open();
      const id = newId();
      await store.put('Session', id, { visits: 1, gone: true }, 60);
      await elapse(50);
      await store.put('Session', id, { visits: 2 }, 60);
      await elapse(50);
      expect(await store.find('Session', id)).toEqual({ visits: 2 });
    });

    test('I2 an interaction is replaced while it lives, and never once it has ended or is gone', async () => {
      const { store, elapse } = open();
      const id = newId();
      expect(await store.replaceLiving('Interaction', id, { result: 1 }, 60)).toBe(false);
      expect(await store.find('Interaction', id)).toBeUndefined();
      await store.put('Interaction', id, { params: {} }, 60);
      expect(await store.replaceLiving('Interaction', id, { result: 2 }, 120)).toBe(true);
      await elapse(61);
      expect(await store.find('Interaction', id)).toEqual({ result: 2 });
      await store.put('Interaction', id, { tombstone: true }, 60);
      expect(await store.replaceLiving('Interaction', id, { result: 3 }, 60)).toBe(false);
      expect(await store.find('Interaction', id)).toEqual({ tombstone: true });
    });

    test('P6 a destroyed artifact is gone', async () => {
      const { store } = open();
      const [id, other] = [newId(), newId()];
      await store.put(CODE, id, {}, 60);
      await store.put(CODE, other, {}, 60);
      await store.destroy(CODE, id);
      await store.destroy(CODE, newId());
      expect(await store.find(CODE, id)).toBeUndefined();
      expect(await store.find(CODE, other)).toBeDefined();
    });

    test('P6 a replay mark is put once for as long as it lives', async () => {
      const { store, elapse } = open();
      const id = newId();
      expect(await store.putOnce('ReplayDetection', id, 60)).toBe(true);
      expect(await store.putOnce('ReplayDetection', id, 600)).toBe(false);
      expect(await store.putOnce('ReplayDetection', newId(), 60)).toBe(true);
      await elapse(61);
      expect(await store.putOnce('ReplayDetection', id, 60)).toBe(true);
    });
  });

  describe(`P6 grants revoked in ${adapter}`, () => {
    test('P6 a revoked grant takes its artifacts with it, and no other', async () => {
      const { store } = open();
      const [grantId, other, id] = [newId(), newId(), newId()];
      await store.put(CODE, id, { grantId }, 60);
      await store.put('AccessToken', id, { grantId }, 3600);
      await store.put('AccessToken', other, { grantId: other }, 3600);
      await store.revokeGrant(grantId);
      expect(await store.find(CODE, id)).toBeUndefined();
      expect(await store.find('AccessToken', id)).toBeUndefined();
      expect(await store.find('AccessToken', other)).toBeDefined();
    });

    test('P6 what is put for a revoked grant is dropped', async () => {
      const { store, elapse } = open();
      const [grantId, id] = [newId(), newId()];
      await store.revokeGrant(grantId);
      await store.put('AccessToken', id, { grantId }, 60);
      expect(await store.find('AccessToken', id)).toBeUndefined();
      await elapse(3600);
      await store.put('AccessToken', id, { grantId }, 60);
      expect(await store.find('AccessToken', id)).toBeUndefined();
    });

    test('P6 an interaction is no token of its grant and outlives it', async () => {
      const { store } = open();
      const [grantId, id] = [newId(), newId()];
      await store.put('Interaction', id, { grantId }, 60);
      await store.revokeGrant(grantId);
      expect(await store.find('Interaction', id)).toEqual({ grantId });
      await store.put('Interaction', id, { grantId, step: 2 }, 60);
      expect(await store.find('Interaction', id)).toBeDefined();
    });

    test('P6 a grant is revoked although its first artifact lived less long than its last', async () => {
      const { store, elapse } = open();
      const [grantId, id] = [newId(), newId()];
      await store.put('AccessToken', id, { grantId }, 3600);
      await store.put(CODE, newId(), { grantId }, 10);
      await elapse(60);
      await store.revokeGrant(grantId);
      expect(await store.find('AccessToken', id)).toBeUndefined();
    });

    test('P6 fifty writes that race a revocation leave nothing to find', async () => {
      const { store } = open();
      for (let round = 0; round < 5; round += 1) {
        const grantId = newId();
        const ids = Array.from({ length: 50 }, newId);
        const writes = ids.map((id) => store.put('AccessToken', id, { grantId }, 60));
        const half = Promise.all(writes.slice(0, 10));
        await Promise.race([half, Promise.resolve().then(() => Promise.resolve())]);
        await Promise.all([store.revokeGrant(grantId), ...writes]);
        expect((await Promise.all(ids.map((id) => store.find('AccessToken', id)))).filter(Boolean)).toEqual([]);
      }
    });
  });

  describe(`P9 sessions of an account in ${adapter}`, () => {
    test('P9 they are listed by account while they live', async () => {
      const { store, elapse } = open();
      const [accountId, first, second] = [newId(), newId(), newId()];
      await store.put('Session', first, { accountId }, 60);
      await store.put('Session', second, { accountId }, 600);
      await store.put('Session', newId(), { accountId: newId() }, 600);
      expect((await listed(store, accountId)).toSorted()).toEqual([first, second].toSorted());
      await elapse(61);
      expect(await store.sessionsOf(accountId)).toEqual([{ id: second, payload: { accountId } }]);
      expect(await listed(store, newId())).toEqual([]);
    });

    test('P9 a session that ends soon does not hide one that lives on', async () => {
      const { store, elapse } = open();
      const [accountId, long] = [newId(), newId()];
      await store.put('Session', long, { accountId }, 1800);
      await store.put('Session', newId(), { accountId }, 20);
      await elapse(60);
      expect(await listed(store, accountId)).toEqual([long]);
    });

    test('P9 a destroyed session is no longer listed', async () => {
      const { store } = open();
      const [accountId, left, kept] = [newId(), newId(), newId()];
      await store.put('Session', left, { accountId }, 600);
      await store.put('Session', kept, { accountId }, 600);
      await store.destroy('Session', left);
      expect(await listed(store, accountId)).toEqual([kept]);
    });

    test('P9 nothing revives a session that was ended, as long as a request of before may still be under way', async () => {
      const { store, elapse } = open();
      const [accountId, ended, kept] = [newId(), newId(), newId()];
      await store.put('Session', ended, { accountId }, 600);
      await store.put('Session', kept, { accountId }, 600);
      await store.endSession({ id: ended, uid: newId() }, 60);
      await store.put('Session', ended, { accountId, ledger: [] }, 600);
      expect(await store.find('Session', ended)).toBeUndefined();
      expect(await listed(store, accountId)).toEqual([kept]);
      await store.put('Session', kept, { accountId, ledger: [] }, 600);
      expect(await store.find('Session', kept)).toEqual({ accountId, ledger: [] });
      await elapse(61);
      await store.put('Session', ended, { accountId }, 600);
      expect(await store.find('Session', ended)).toEqual({ accountId });
    });

    test('P9 a session that is given another name while it is ended stays ended, whoever is first', async () => {
      const { store, elapse } = open();
      const accountId = newId();
      const write = (id: string, uid: string) => store.putSession({ id, uid }, { jti: id, uid, accountId }, 600);
      // Renamed after it was found, before it is ended: the uid leads to the name that it has by then.
      const [uid, found, renamed] = [newId(), newId(), newId()];
      await write(found, uid);
      expect(await store.find('SessionUid', uid)).toMatchObject({ id: found });
      await write(renamed, uid);
      await store.destroy('Session', found);
      await store.endSession({ id: found, uid }, 60);
      expect(await store.find('Session', renamed)).toBeUndefined();
      // Renamed once it is ended, by a request that read it before.
      const late = newId();
      await write(late, uid);
      expect(await store.find('Session', late)).toBeUndefined();
      expect(await store.find('SessionUid', uid)).toBeUndefined();
      expect(await listed(store, accountId)).toEqual([]);
      await elapse(61);
      await write(late, uid);
      expect(await listed(store, accountId)).toEqual([late]);
    });

    test('P9 of twenty renamings at the instant of the end, none leaves a session', async () => {
      const { store } = open();
      const accountId = newId();
      const left = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const [uid, before, after] = [newId(), newId(), newId()];
          await store.putSession({ id: before, uid }, { jti: before, uid, accountId }, 600);
          await Promise.all([
            store.putSession({ id: after, uid }, { jti: after, uid, accountId }, 600),
            store.endSession({ id: before, uid }, 60),
            store.destroy('Session', before),
          ]);
          return store.find('Session', after);
        }),
      );
      expect(left.filter((session) => session !== undefined)).toEqual([]);
      expect(await listed(store, accountId)).toEqual([]);
    });

    test('P9 only sessions are listed, and those before sign-in belong to nobody', async () => {
      const { store } = open();
      const accountId = newId();
      await store.put('AccessToken', newId(), { accountId }, 60);
      await store.put('Session', newId(), {}, 60);
      expect(await listed(store, accountId)).toEqual([]);
    });
  });
}

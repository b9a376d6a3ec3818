/** What every key store promises (S7): decisions one at a time, one active key of a kind, private parts sealed and destroyed. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresKeyStore } from '../../src/adapters/postgres/keys/key_store.js';
import { createKeyMaker } from '../../src/adapters/system/keys/key_maker.js';
import { createKeyVault } from '../../src/adapters/system/keys/key_vault.js';
import { keyRing } from '../../src/config/key_ring.js';
import type { KeyMove, KeyState } from '../../src/domain/keys/provider_key.js';
import type { KeyAddition, KeyStore, NewKey } from '../../src/ports/keys/key_store.js';
import { prepareKeys } from '../../src/services/keys/prepare_keys.js';
import { START } from './clock_of_test.js';

const [OLD, NEW] = ['old', 'new'].map((id) => ({ id, secret: randomBytes(32) })) as [
  { id: string; secret: Buffer },
  { id: string; secret: Buffer },
];
const makeKey = createKeyMaker(2048);
const CLOCK = { now: () => START };

export function describeKeyStore(adapter: string, databaseOf: () => Database): void {
  const open = (...ring: ReadonlyArray<typeof OLD>): KeyStore =>
    createPostgresKeyStore(databaseOf(), createKeyVault(keyRing(ring.length > 0 ? ring : [OLD])));
  const add = (store: KeyStore, key: NewKey, state: KeyAddition['state'], at = START) =>
    store.change(at, () => ({ moves: [], additions: [{ key, state }] }));
  const es256 = () => makeKey('signing', 'ES256');

  describe(`S7 keys in ${adapter}`, () => {
    const clear = async () => void (await databaseOf().sql.count`DELETE FROM provider_key`);
    beforeEach(clear);
    afterAll(clear);

    test('S7 a key is found as it was added, in clear for whoever holds the ring', async () => {
      const store = open();
      const key = await es256();
      await add(store, key, 'published');
      const expected = { kid: key.kid, purpose: 'signing', alg: 'ES256', state: 'published', publishedAt: START };
      expect(await store.list()).toEqual([expect.objectContaining(expected)]);
      expect(await store.usable()).toEqual([
        expect.objectContaining({ ...expected, publicJwk: key.publicJwk, privateJwk: key.privateJwk }),
      ]);
    });

    test('S7 no private part lies in clear, nor in the public one', async () => {
      const key = await es256();
      await add(open(), key, 'active');
      const rows = await databaseOf().sql.rows<object[]>`SELECT provider_key::text AS row, sealed FROM provider_key`;
      const secret = String(key.privateJwk['d']);
      const written = rows.map((row) => JSON.stringify(row)).join();
      expect(written.includes(secret)).toBe(false);
      expect(written.includes(Buffer.from(secret, 'base64url').toString('hex'))).toBe(false);
      expect(key.publicJwk).not.toHaveProperty('d');
    });

    test('S7 each move has its moment, and retiring destroys the private part', async () => {
      const store = open();
      const [first, second] = [await es256(), await es256()];
      await add(store, first, 'active', START);
      await add(store, second, 'published', START + 1_000);
      const move = (at: number, ...moves: readonly KeyMove[]) => store.change(at, () => ({ moves, additions: [] }));
      await move(START + 2_000, { kid: first.kid, to: 'retiring' }, { kid: second.kid, to: 'active' });
      await move(START + 3_000, { kid: first.kid, to: 'retired' });
      expect(await store.list()).toEqual([
        expect.objectContaining({
          kid: first.kid,
          state: 'retired',
          deactivatedAt: START + 2_000,
          retiredAt: START + 3_000,
        }),
        expect.objectContaining({
          kid: second.kid,
          state: 'active',
          activatedAt: START + 2_000,
          deactivatedAt: undefined,
        }),
      ]);
      expect((await store.usable()).map(({ kid }) => kid)).toEqual([second.kid]);
      const rows = await databaseOf().sql.rows<Array<{ sealed: unknown }>>`
        SELECT sealed FROM provider_key WHERE kid = ${first.kid}`;
      expect(rows).toEqual([{ sealed: null }]);
    });

    test('S7 a second active key of a kind is refused, and nothing of that decision is written', async () => {
      const store = open();
      await add(store, await es256(), 'active');
      const [rsa, second] = [await makeKey('upstream_authentication', 'ES256'), await es256()];
      const both = [rsa, second].map((key): KeyAddition => ({ key, state: 'active' }));
      await expect(store.change(START, () => ({ moves: [], additions: both }))).rejects.toThrow();
      expect(await store.list()).toHaveLength(1);
    });

    test('S7 ten decisions at once see each other’s outcome', async () => {
      const store = open();
      const made = await Promise.all(Array.from({ length: 10 }, es256));
      const ifNone = (key: NewKey) =>
        store.change(START, (keys) => ({ moves: [], additions: keys.length === 0 ? [{ key, state: 'active' }] : [] }));
      await Promise.all(made.map(ifNone));
      expect(await store.list()).toHaveLength(1);
    });

    test('S7 a row that was altered, moved to another key, or whose ring key is missing does not open', async () => {
      const store = open();
      const [one, other] = [await es256(), await es256()];
      await add(store, one, 'published');
      await add(store, other, 'published');
      await expect(open(NEW).usable()).rejects.toThrow('needs key "old", which KEY_ENCRYPTION_KEYS lacks');
      await databaseOf().sql.count`
        UPDATE provider_key SET sealed = (SELECT sealed FROM provider_key WHERE kid = ${other.kid})
        WHERE kid = ${one.kid}`;
      await expect(store.usable()).rejects.toThrow(`provider_key ${one.kid} does not open`);
    });

    test('S7 the ring rotates: sealed anew, the old ring key is needed no more', async () => {
      const [key, retired] = [await es256(), await es256()];
      await add(open(OLD), key, 'active');
      await add(open(OLD), retired, 'published');
      await open(OLD).change(START, () => ({ moves: [{ kid: retired.kid, to: 'retired' }], additions: [] }));
      expect(await open(NEW, OLD).reseal()).toBe(1);
      expect(await open(NEW, OLD).reseal()).toBe(0);
      expect((await open(NEW).usable())[0]?.privateJwk).toEqual(key.privateJwk);
    });

    test('S7 five processes that start at once make one key of each kind, and take over what the configuration brings', async () => {
      const [newest, older] = [await es256(), await es256()];
      const events: string[] = [];
      const audit = {
        record: ({ type, outcome, data }: { type: string; outcome: string; data?: object }) =>
          void events.push(`${type} ${outcome} ${JSON.stringify(data)}`),
        flush: async () => {},
      };
      const start = () => prepareKeys({ keys: open(), makeKey, audit, clock: CLOCK }, [newest, older]);
      await Promise.all(Array.from({ length: 5 }, start));
      const states = (await open().list()).map(({ purpose, alg, state }) => `${purpose} ${alg} ${state}` as const);
      const kinds: readonly `${string} ${KeyState}`[] = [
        'signing ES256 active',
        'signing ES256 retiring',
        'signing RS256 active',
        'upstream_authentication ES256 active',
        'upstream_decryption ECDH-ES active',
        'upstream_decryption RSA-OAEP-256 active',
      ];
      expect(states.sort()).toEqual(kinds);
      expect(events).toHaveLength(kinds.length);
      expect(events.join()).not.toContain(String(newest.privateJwk['d']));
      const active = (await open().list()).find(
        ({ alg, purpose, state }) => `${purpose}${alg}${state}` === 'signingES256active',
      );
      expect(active?.kid).toBe(newest.kid);
    });

    test('S7 a key that the configuration brings later waits; one that it drops stays; a retired one stays retired', async () => {
      const [first, later] = [await es256(), await es256()];
      const audit = { record() {}, flush: async () => {} };
      const start = (...imported: readonly NewKey[]) =>
        prepareKeys({ keys: open(), makeKey, audit, clock: CLOCK }, imported);
      const stateOf = async ({ kid }: NewKey) => (await open().list()).find((key) => key.kid === kid)?.state;
      await start(first);
      await start(later);
      expect([await stateOf(first), await stateOf(later)]).toEqual(['active', 'published']);
      await open().change(START, () => ({ moves: [{ kid: later.kid, to: 'retired' }], additions: [] }));
      await start(later);
      expect(await stateOf(later)).toBe('retired');
    });
  });
}

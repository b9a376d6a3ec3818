/** What every account store promises (I1, S1, S4): people found by sealed identifiers, created all or not at all. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createPostgresAccountStore } from '../../src/adapters/postgres/account/account_store.js';
import { createPostgresAttemptCounter } from '../../src/adapters/postgres/attempt_counter.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createIdentifierVault } from '../../src/adapters/system/keys/identifier_vault.js';
import { keyRing } from '../../src/config/key_ring.js';
import type { KeyRing } from '../../src/domain/keys/key_ring.js';
import type { AttemptRule } from '../../src/domain/throttle/attempt_rule.js';
import { laneKey } from '../../src/domain/throttle/throttle_policy.js';
import type { NewAccount } from '../../src/ports/account/account_store.js';
import { START } from './clock_of_test.js';

type RingKey = KeyRing['current'];

const newKey = (id: string): RingKey => ({ id, secret: randomBytes(32) });
const ENCRYPTION = newKey('e1');
const INDEX = newKey('i1');
const REALM = 'allocataires';

/** A NIR that no other test uses; the seal does not look at its key. */
function newNir(): string {
  return `2${String(randomInt(10 ** 12)).padStart(12, '0')}`;
}

function personWith(nir: string, changes: Partial<NewAccount> = {}): NewAccount {
  return {
    realm: REALM,
    familyName: 'MARTIN',
    givenNames: ['Claire', 'Anne'],
    gender: 'female',
    birthdate: '1984-05-11',
    birthplace: '88321',
    birthcountry: '99100',
    identifiers: [{ kind: 'nir', value: nir }],
    contacts: [
      { kind: 'email', value: 'claire@example.test' },
      { kind: 'mobile', value: '+33612345678' },
    ],
    password: { hash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', pepperKeyId: 'p1' },
    ...changes,
  };
}

export function describeAccountStore(adapter: string, open: () => Database): void {
  const vaultOf = (encryption: readonly RingKey[], index: readonly RingKey[]) =>
    createIdentifierVault(keyRing(encryption), keyRing(index));
  const vault = vaultOf([ENCRYPTION], [INDEX]);
  const openStore = (which = vault) => createPostgresAccountStore(open(), which);

  async function created(nir: string): Promise<string> {
    const store = openStore();
    expect(await store.createAbsent([personWith(nir)], Date.now())).toBe(1);
    const account = await store.findByIdentifier(REALM, 'nir', nir, null);
    if (!account) throw new Error('the account just created was not found');
    return account.id;
  }

  describe(`I1 accounts in ${adapter}`, () => {
    test('I1 a person is found by an identifier with all that a sign-in needs', async () => {
      const nir = newNir();
      const id = await created(nir);
      const account = await openStore().findByIdentifier(REALM, 'nir', nir, null);
      const { identifiers, contacts, ...person } = personWith(nir);
      expect(identifiers).toHaveLength(1);
      expect(account).toMatchObject({ ...person, id, status: 'active', deviceKnown: false });
      expect(account?.contacts.map(({ id: _id, ...contact }) => contact)).toEqual(
        expect.arrayContaining(
          contacts.map((contact) => ({ ...contact, verified: true, barredUntil: null, frozenAt: null })),
        ),
      );
      expect(account?.contacts).toHaveLength(2);
    });

    test('I1 an identifier that nobody has finds nobody', async () => {
      expect(await openStore().findByIdentifier(REALM, 'nir', newNir(), null)).toBeNull();
      expect(await openStore().find(randomUUID(), null)).toBeNull();
      expect(await openStore().identifier(randomUUID(), 'nir')).toBeNull();
    });

    test('I1 a realm does not see the other’s people, nor one kind of identifier the other', async () => {
      const nir = newNir();
      await created(nir);
      expect(await openStore().findByIdentifier('employeurs', 'nir', nir, null)).toBeNull();
      expect(await openStore().findByIdentifier(REALM, 'allocataire', nir, null)).toBeNull();
    });

    test('I1 a person without password or contact is found as such', async () => {
      const nir = newNir();
      const store = openStore();
      await store.createAbsent([personWith(nir, { password: null, contacts: [], birthplace: null })], Date.now());
      expect(await store.findByIdentifier(REALM, 'nir', nir, null)).toMatchObject({
        password: null,
        contacts: [],
        birthplace: null,
      });
    });

    test('I1 what is found by id is the same person, without the password', async () => {
      const nir = newNir();
      const id = await created(nir);
      const found = await openStore().findByIdentifier(REALM, 'nir', nir, null);
      const { password, provisional, ...visited } = found ?? { password: undefined };
      expect(password).toBeDefined();
      expect(provisional).toBeNull();
      expect(await openStore().find(id, null)).toEqual(visited);
    });

    test('O1 accounts whose identifier is taken are left as they are', async () => {
      const [taken, free] = [newNir(), newNir()];
      const id = await created(taken);
      const store = openStore();
      const changed = personWith(taken, { familyName: 'DURAND' });
      expect(await store.createAbsent([changed, personWith(free)], Date.now())).toBe(1);
      expect(await store.findByIdentifier(REALM, 'nir', taken, null)).toMatchObject({ id, familyName: 'MARTIN' });
      expect(await store.findByIdentifier(REALM, 'nir', free, null)).not.toBeNull();
    });

    test('O1 an account one of whose identifiers is taken is not created by the other', async () => {
      const [taken, other] = [newNir(), '1234567'];
      await created(taken);
      const store = openStore();
      const both = personWith(taken, {
        identifiers: [
          { kind: 'allocataire', value: other },
          { kind: 'nir', value: taken },
        ],
      });
      expect(await store.createAbsent([both], Date.now())).toBe(0);
      expect(await store.findByIdentifier(REALM, 'allocataire', other, null)).toBeNull();
    });

    test('O1 accounts are created all or not at all', async () => {
      const [good, bad] = [newNir(), newNir()];
      const email = { kind: 'email', value: 'twice@example.test' } as const;
      const store = openStore();
      const refused = store.createAbsent([personWith(good), personWith(bad, { contacts: [email, email] })], Date.now());
      await expect(refused).rejects.toThrow();
      expect(await store.findByIdentifier(REALM, 'nir', good, null)).toBeNull();
      expect(await store.findByIdentifier(REALM, 'nir', bad, null)).toBeNull();
    });

    test('O1 of two accounts of one list with one identifier, the first is created', async () => {
      const nir = newNir();
      const store = openStore();
      expect(await store.createAbsent([personWith(nir), personWith(nir, { familyName: 'DURAND' })], Date.now())).toBe(
        1,
      );
      expect(await store.findByIdentifier(REALM, 'nir', nir, null)).toMatchObject({ familyName: 'MARTIN' });
    });
  });

  describe(`S1 known devices in ${adapter}`, () => {
    test('S1 a browser that signed in is known for that account, and for no other', async () => {
      const [nir, other] = [newNir(), newNir()];
      const [id, otherId] = [await created(nir), await created(other)];
      const store = openStore();
      const device = randomUUID();
      await store.recordDevice({ id, realm: REALM }, { hash: device, browser: 'Firefox' }, START);
      await store.recordDevice({ id, realm: REALM }, { hash: device, browser: 'Firefox' }, START + 1_000);
      expect(await store.findByIdentifier(REALM, 'nir', nir, device)).toMatchObject({ id, deviceKnown: true });
      expect(await store.find(id, device)).toMatchObject({ deviceKnown: true });
      expect(await store.find(otherId, device)).toMatchObject({ deviceKnown: false });
      expect(await store.find(id, randomUUID())).toMatchObject({ deviceKnown: false });
      expect(await store.find(id, null)).toMatchObject({ deviceKnown: false });
    });

    test('S1 one browser may be known to two accounts of a household', async () => {
      const [first, second] = [await created(newNir()), await created(newNir())];
      const store = openStore();
      const device = randomUUID();
      for (const id of [first, second])
        await store.recordDevice({ id, realm: REALM }, { hash: device, browser: 'Firefox' }, START);
      expect(await store.find(first, device)).toMatchObject({ deviceKnown: true });
      expect(await store.find(second, device)).toMatchObject({ deviceKnown: true });
    });
  });

  describe(`S1 attempts at passwords in ${adapter}`, () => {
    const TWO: AttemptRule = { windows: [{ seconds: 3600, limit: 2 }] };
    const attempt = (nir: string, device: string | null, at: number, nobody = 'nobody') =>
      openStore().attemptPassword({ realm: REALM, kind: 'nir', value: nir }, device, nobody, TWO, at);

    test('S1 an attempt finds the person and counts on the lane of all browsers that the account does not know', async () => {
      const nir = newNir();
      const id = await created(nir);
      const found = await openStore().findByIdentifier(REALM, 'nir', nir, null);
      const lane = laneKey('password', id, null);
      expect(await attempt(nir, null, START)).toEqual({
        account: found,
        lane,
        answer: { allowed: true, hits: 1, at: START },
      });
      expect(await attempt(nir, randomUUID(), START + 1)).toMatchObject({ lane, answer: { allowed: true, hits: 2 } });
      expect(await attempt(nir, null, START + 2)).toMatchObject({
        account: { id },
        answer: { allowed: false, reason: 'limit', retryAt: START + 3_600_000 },
      });
    });

    test('S1 a browser that the account knows has a lane of its own', async () => {
      const nir = newNir();
      const id = await created(nir);
      const device = randomUUID();
      await openStore().recordDevice({ id, realm: REALM }, { hash: device, browser: 'Firefox' }, START);
      for (let at = 0; at < 3; at += 1) await attempt(nir, null, START + at);
      expect(await attempt(nir, device, START)).toMatchObject({
        account: { deviceKnown: true },
        lane: laneKey('password', id, device),
        answer: { allowed: true, hits: 1 },
      });
    });

    test('I1 S1 an identifier that nobody has is counted alike, under the name it is given', async () => {
      const [nir, nobody] = [newNir(), randomUUID()];
      const lane = laneKey('password', nobody, null);
      const answers = [];
      for (let at = 0; at < 3; at += 1) answers.push(await attempt(nir, randomUUID(), START + at, nobody));
      expect(answers.map(({ account, lane: counted }) => [account, counted])).toEqual(answers.map(() => [null, lane]));
      expect(answers.map(({ answer }) => answer.allowed)).toEqual([true, true, false]);
    });

    test('S1 of twenty attempts at once under a limit of two, two are allowed', async () => {
      const nir = newNir();
      await created(nir);
      const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => attempt(nir, null, START + at)));
      const allowed = answers.flatMap(({ answer }) => (answer.allowed ? [answer.hits] : []));
      expect(allowed.toSorted()).toEqual([1, 2]);
    });
  });

  describe(`I2 right codes in ${adapter}`, () => {
    const MANY: AttemptRule = { windows: [{ seconds: 3600, limit: 10 }] };

    async function typed(device: string | null) {
      const id = await created(newNir());
      const counters = createPostgresAttemptCounter(open());
      const lane = laneKey('code', id, null);
      await counters.attempt(lane, MANY, START - 5);
      await counters.attempt(lane, MANY, START);
      const right = {
        code: { id: randomUUID(), expiresAtSeconds: START / 1000 + 900 },
        account: { id, realm: REALM },
        lane,
        countedAt: START,
        reopened: [],
        device: device === null ? null : { hash: device, browser: 'Firefox' },
        at: START,
      };
      return { id, counters, right, wrongCodes: async () => (await openStore().find(id, null))?.wrongCodes };
    }

    test('I2 a right code is used once, gives its attempt back and leaves the browser known', async () => {
      const device = randomUUID();
      const { id, right, wrongCodes } = await typed(device);
      expect(await wrongCodes()).toEqual([START - 5, START]);
      expect(await openStore().recordRightCode(right)).toBe(true);
      expect(await wrongCodes()).toEqual([START - 5]);
      expect(await openStore().find(id, device)).toMatchObject({ deviceKnown: true, wrongCodes: [] });
      expect(await openStore().recordRightCode(right)).toBe(false);
    });

    test('I2 a code used before knows no browser and opens no lane, and only its attempt is given back', async () => {
      const { id, right, wrongCodes } = await typed(null);
      const device = randomUUID();
      await openStore().recordRightCode({ ...right, countedAt: START + 1 });
      const again = { ...right, reopened: [right.lane], device: { hash: device, browser: 'Firefox' } };
      expect(await openStore().recordRightCode(again)).toBe(false);
      expect(await wrongCodes()).toEqual([START - 5]);
      expect(await openStore().find(id, device)).toMatchObject({ deviceKnown: false });
    });

    test('I2 U1 a code that was sent to a contact which was removed since is none', async () => {
      const { id, right } = await typed(null);
      expect(await openStore().recordRightCode({ ...right, carrier: randomUUID() })).toBe(false);
      const contact = await open().contact.create({
        data: { id: randomUUID(), accountId: id, kind: 'mobile', value: '+33639980007', verifiedAt: new Date(START) },
      });
      expect(await openStore().recordRightCode({ ...right, carrier: contact.id })).toBe(true);
    });

    test('I5 I10 a code of a card that was revoked since is none', async () => {
      const { id, right } = await typed(null);
      const card = await open().codeCard.create({
        data: {
          ...{ id: randomUUID(), accountId: id, kind: 'recovery', keyId: 'k1', nonce: 'n', size: 10 },
          ...{ issuedAt: new Date(START), expiresAt: new Date(START + 1000), revokedAt: new Date(START) },
        },
      });
      const typedCode = { ...right, card: { id: card.id, number: 1 } };
      expect(await openStore().recordRightCode(typedCode)).toBe(false);
      await open().codeCard.update({ where: { id: card.id }, data: { revokedAt: null } });
      expect(await openStore().recordRightCode(typedCode)).toBe(true);
    });

    test('I2 S1 a right code opens the lanes it is told to, and no other', async () => {
      const { id, counters, right } = await typed(null);
      const [opened, kept] = [laneKey('password', id, null), laneKey('password', id, 'other')];
      for (const lane of [opened, kept]) await counters.attempt(lane, MANY, START);
      expect(await openStore().recordRightCode({ ...right, lane: kept, reopened: [opened, right.lane] })).toBe(true);
      expect(await counters.recent(opened, 3600, START)).toEqual([]);
      expect(await counters.recent(right.lane, 3600, START)).toEqual([]);
    });

    test('I2 of twenty entries of one right code at once, one wins', async () => {
      const { right } = await typed(randomUUID());
      const answers = await Promise.all(Array.from({ length: 20 }, () => openStore().recordRightCode(right)));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });
  });

  describe(`C2 passwords in ${adapter}`, () => {
    test('C2 a better hash replaces the one it was made from, and no other', async () => {
      const nir = newNir();
      const id = await created(nir);
      const store = openStore();
      const { password: old } = personWith(nir);
      if (!old) throw new Error('a person of these tests has a password');
      const better = { hash: '$argon2id$better', pepperKeyId: 'p2' };
      await store.upgradePassword(id, old, better);
      await store.upgradePassword(id, old, { hash: '$argon2id$late', pepperKeyId: 'p3' });
      expect(await store.findByIdentifier(REALM, 'nir', nir, null)).toMatchObject({ password: better });
    });
  });

  describe(`S4 identifiers sealed in ${adapter}`, () => {
    const rowsOf = (accountId: string) => open().identifier.findMany({ where: { accountId } });

    test('S4 no table holds the NIR, in clear or in any encoding', async () => {
      const nir = newNir();
      const id = await created(nir);
      const [row] = await rowsOf(id);
      const stored = Buffer.concat([Buffer.from(row?.ciphertext ?? []), Buffer.from(row?.blindIndex ?? [])]);
      expect(stored.length).toBeGreaterThan(32 + nir.length);
      expect(stored.includes(nir)).toBe(false);
      const tables = await open().$queryRaw<Array<{ rows: string }>>`
        SELECT concat_ws(' ', a::text, i::text, c::text) AS rows FROM account a
        JOIN identifier i ON i.account_id = a.id LEFT JOIN contact c ON c.account_id = a.id WHERE a.id = ${id}::uuid`;
      const text = tables.map(({ rows }) => rows).join('\n');
      expect(text).toContain('MARTIN');
      for (const form of [nir, Buffer.from(nir).toString('hex'), Buffer.from(nir).toString('base64')]) {
        expect(text).not.toContain(form);
      }
    });

    test('S4 the identifier opens for its own account', async () => {
      const nir = newNir();
      expect(await openStore().identifier(await created(nir), 'nir')).toBe(nir);
    });

    test('S4 one number sealed twice gives two ciphertexts', () => {
      const [first, second] = [1, 2].map(() => vault.seal('account', 'nir', '2840588321025'));
      expect(first?.ciphertext.equals(second?.ciphertext ?? Buffer.alloc(0))).toBe(false);
    });

    test('S4 a ciphertext moved to another account, or to another kind, does not open', async () => {
      const [mine, theirs] = [await created(newNir()), await created(newNir())];
      const [row] = await rowsOf(mine);
      if (!row) throw new Error('no identifier');
      await open().identifier.updateMany({ where: { accountId: theirs }, data: { ciphertext: row.ciphertext } });
      await expect(openStore().identifier(theirs, 'nir')).rejects.toThrow();
      const sealed = { cipherKeyId: row.cipherKeyId, ciphertext: Buffer.from(row.ciphertext) };
      expect(() => vault.open(mine, 'allocataire', sealed)).toThrow();
    });

    test('S4 an altered ciphertext does not open', async () => {
      const id = await created(newNir());
      const [row] = await rowsOf(id);
      const altered = new Uint8Array(row?.ciphertext ?? []);
      altered[14] = (altered[14] ?? 0) ^ 1;
      await open().identifier.updateMany({ where: { accountId: id }, data: { ciphertext: altered } });
      await expect(openStore().identifier(id, 'nir')).rejects.toThrow();
    });

    test('S4 after both rings rotated, people are still found and their identifiers still open', async () => {
      const nir = newNir();
      const id = await created(nir);
      const rotated = vaultOf([newKey('e2'), ENCRYPTION], [newKey('i2'), INDEX]);
      const store = openStore(rotated);
      expect(await store.findByIdentifier(REALM, 'nir', nir, null)).toMatchObject({ id });
      expect(await store.identifier(id, 'nir')).toBe(nir);
      expect(await store.createAbsent([personWith(nir)], Date.now())).toBe(0);
    });

    test('S4 after a rotation, new people are sealed under the new keys', async () => {
      const nir = newNir();
      const [encryption, index] = [newKey('e2'), newKey('i2')];
      const store = openStore(vaultOf([encryption, ENCRYPTION], [index, INDEX]));
      await store.createAbsent([personWith(nir)], Date.now());
      const account = await openStore(vaultOf([encryption], [index])).findByIdentifier(REALM, 'nir', nir, null);
      expect(await rowsOf(account?.id ?? '')).toMatchObject([{ cipherKeyId: 'e2', indexKeyId: 'i2' }]);
    });

    test('S4 without the old keys nobody sealed under them is found', async () => {
      const nir = newNir();
      const id = await created(nir);
      const store = openStore(vaultOf([newKey('e2')], [newKey('i2')]));
      expect(await store.findByIdentifier(REALM, 'nir', nir, null)).toBeNull();
      await expect(store.identifier(id, 'nir')).rejects.toThrow('no key with id e1');
    });

    test('S4 the blind index is that of a realm and a kind', () => {
      const indexes = [
        ['allocataires', 'nir'],
        ['employeurs', 'nir'],
        ['allocataires', 'allocataire'],
      ] as const;
      const names = indexes.map(([realm, kind]) => vault.indexes(realm, kind, '1234567')[0]?.index.toString('hex'));
      expect(new Set(names).size).toBe(3);
    });
  });
}

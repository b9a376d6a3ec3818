/** What every store of passkeys promises (I6): one owner in a realm, at most so many, a use judged by its counter as it is written. */
import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresPasskeyStore } from '../../src/adapters/postgres/passkey/passkey_store.js';
import type { NewNotice } from '../../src/ports/notice/notice_outbox.js';
import type { NewPasskey, PasskeyUse } from '../../src/ports/passkey/passkey_store.js';
import { START } from './clock_of_test.js';

const AT_ONCE = 20;

export function describePasskeyStore(adapter: string, databaseOf: () => Database): void {
  const store = () => createPostgresPasskeyStore(databaseOf());

  const person = async (realm = 'allocataires') => {
    const id = randomUUID();
    await databaseOf().account.create({
      data: {
        ...{ id, realm, familyName: 'MARTIN', givenNames: ['Claire'], gender: 'female', birthdate: '1984-05-11' },
      },
    });
    await store().userHandle(id);
    return id;
  };
  const fresh = (accountId: string, over: Partial<NewPasskey> = {}): NewPasskey => ({
    ...{ id: randomUUID(), accountId, credentialId: randomBytes(32), publicKey: randomBytes(77), counter: 7 },
    ...{ aaguid: '00000000-0000-0000-0000-000000000000', transports: ['hybrid', 'internal'], deviceBound: true },
    ...{ backedUp: false, name: 'Téléphone', most: 10, notices: [], at: START },
    ...over,
  });
  const noticeOf = (accountId: string, kind: NewNotice['kind']): NewNotice => ({
    ...{ realm: 'allocataires', accountId, kind, locale: 'fr', channel: 'email' },
    ...{ destination: 'claire@example.test', data: {}, secret: null, dedupeKey: randomUUID() },
  });
  const use = (added: NewPasskey, counter: number, over: Partial<PasskeyUse> = {}) =>
    store().recordUse({
      ...{ id: added.id, account: { id: added.accountId, realm: 'allocataires' }, counter, backedUp: false },
      ...{ reopened: [], device: null, cloned: [noticeOf(added.accountId, 'passkey_cloned')], at: START + 1 },
      ...over,
    });
  const told = (accountId: string, kind: NewNotice['kind']) =>
    databaseOf().notice.count({ where: { accountId, kind } });
  const added = async (over: Partial<NewPasskey> = {}) => {
    const passkey = fresh(await person(), over);
    expect(await store().add(passkey)).toBe('added');
    return passkey;
  };

  describe(`I6 passkeys in ${adapter}`, () => {
    let accountId: string;
    beforeAll(async () => {
      accountId = await person();
    });

    test('I6 one is found as it was added, by its account and by its credential', async () => {
      const passkey = fresh(accountId, { notices: [noticeOf(accountId, 'passkey_added')] });
      expect(await store().add(passkey)).toBe('added');
      const { id, credentialId, name, aaguid, transports, deviceBound, backedUp, publicKey } = passkey;
      expect(await store().listOf(accountId)).toEqual([
        {
          ...{ id, credentialId, name, aaguid, transports, deviceBound, backedUp, state: 'usable', addedAt: START },
          lastUsedAt: null,
        },
      ]);
      expect(await store().find('allocataires', credentialId)).toEqual({
        ...{ id, accountId, realm: 'allocataires', publicKey, counter: 7, deviceBound, state: 'usable' },
        userHandle: await store().userHandle(accountId),
      });
      expect(await store().find('allocataires', randomBytes(32))).toBeNull();
      expect(await told(accountId, 'passkey_added')).toBe(1);
    });

    test(`I6 the handle of an account is one, however often and by ${AT_ONCE} at once asked, and no account’s id`, async () => {
      const other = randomUUID();
      await databaseOf().account.create({
        data: { id: other, realm: 'allocataires', familyName: 'A', givenNames: ['B'], gender: 'female', birthdate: '' },
      });
      const handles = await Promise.all(Array.from({ length: AT_ONCE }, () => store().userHandle(other)));
      expect(new Set(handles.map((handle) => Buffer.from(handle ?? []).toString('hex'))).size).toBe(1);
      expect(handles[0]).toHaveLength(32);
      expect(handles[0]).not.toEqual(await store().userHandle(accountId));
      expect(await store().userHandle(randomUUID())).toBeNull();
      expect(await store().isHandle(handles[0] ?? new Uint8Array())).toBe(true);
      for (const none of [new Uint8Array(), randomBytes(32)]) expect(await store().isHandle(none)).toBe(false);
    });

    test('I6 a credential has one owner in a realm, another realm may know it too, and each is found in its own', async () => {
      const passkey = await added();
      const elsewhere = fresh(await person('employeurs'), { credentialId: passkey.credentialId });
      expect(await store().add(fresh(accountId, { credentialId: passkey.credentialId }))).toBe('there');
      expect(await store().find('employeurs', passkey.credentialId)).toMatchObject({ realm: 'allocataires' });
      expect(await store().add(elsewhere)).toBe('added');
      expect(await store().find('employeurs', passkey.credentialId)).toMatchObject({ id: elsewhere.id });
      expect(await store().find('allocataires', passkey.credentialId)).toMatchObject({ id: passkey.id });
    });

    test('I6 more than the account may have are refused, however many come at once; none after access ended', async () => {
      const other = await person();
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => store().add(fresh(other, { most: 3 }))));
      expect(answers.filter((answer) => answer === 'added')).toHaveLength(3);
      expect(answers.filter((answer) => answer === 'full')).toHaveLength(AT_ONCE - 3);
      await databaseOf().account.update({ where: { id: other }, data: { status: 'suspended' } });
      expect(await store().add(fresh(other))).toBe('gone');
    });

    test(`I6 of ${AT_ONCE} uses of one counter at once one is taken; the passkey is suspended then, and that is told once`, async () => {
      const passkey = await added();
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => use(passkey, 8)));
      expect(answers.filter((answer) => answer === 'used')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'cloned')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'suspended')).toHaveLength(AT_ONCE - 2);
      expect(await use(passkey, 900)).toBe('suspended');
      expect(await told(passkey.accountId, 'passkey_cloned')).toBe(1);
      expect(await store().listOf(passkey.accountId)).toMatchObject([{ state: 'cloned', lastUsedAt: START + 1 }]);
    });

    test('U2 C4 one that stands on a proof which was ended since is refused', async () => {
      const id = await person();
      await databaseOf().account.update({ where: { id }, data: { signInsVoidBefore: new Date(START + 1000) } });
      const later = { at: START + 2000 };
      expect(await store().add(fresh(id, { ...later, begunAt: START + 999 }))).toBe('gone');
      expect(await store().add(fresh(id, { ...later, begunAt: START + 1000 }))).toBe('added');
    });

    test('I6 a counter that never counted stays at zero; one that ever did does not come back to it', async () => {
      const synced = await added({ counter: 0, deviceBound: false });
      expect([await use(synced, 0), await use(synced, 0, { backedUp: true })]).toEqual(['used', 'used']);
      expect(await store().listOf(synced.accountId)).toMatchObject([{ backedUp: true }]);
      expect([await use(synced, 4), await use(synced, 0)]).toEqual(['used', 'cloned']);
    });

    test('U2 I6 a frozen one is not used, nor somebody else’s, nor one that is gone', async () => {
      const passkey = await added();
      await databaseOf().passkey.update({ where: { id: passkey.id }, data: { frozenAt: new Date(START) } });
      expect(await use(passkey, 8)).toBe('suspended');
      expect(await store().find('allocataires', passkey.credentialId)).toMatchObject({ state: 'frozen' });
      await databaseOf().passkey.update({ where: { id: passkey.id }, data: { frozenAt: null } });
      expect(await use(passkey, 8, { account: { id: accountId, realm: 'allocataires' } })).toBe('gone');
      expect(await use(passkey, 8)).toBe('used');
    });

    test('S1 U2 a use opens lanes, knows the browser and tells a new one, in one statement; a refused one does none of it', async () => {
      const passkey = await added();
      const lane = `password:${passkey.accountId}:unknown`;
      const fill = () =>
        databaseOf().sql.count`
          INSERT INTO attempt_counter (key, hits, expires_at) VALUES (${lane}, ARRAY[${START}]::bigint[], 'infinity')
          ON CONFLICT DO NOTHING`;
      const lanes = () => databaseOf().sql.rows`SELECT FROM attempt_counter WHERE key = ${lane}`;
      const [first, second] = [randomUUID(), randomUUID()];
      const device = (hash: string) => ({
        ...{ hash, browser: 'Firefox', notices: [noticeOf(passkey.accountId, 'device_new')] },
      });
      await fill();
      expect(await use(passkey, 8, { reopened: [lane], device: device(first) })).toBe('used');
      expect(await lanes()).toHaveLength(0);
      // The first browser of all tells nothing.
      expect(await told(passkey.accountId, 'device_new')).toBe(0);
      expect(await use(passkey, 9, { device: device(second) })).toBe('used');
      expect(await told(passkey.accountId, 'device_new')).toBe(1);
      await fill();
      expect(await use(passkey, 9, { reopened: [lane], device: device(randomUUID()) })).toBe('cloned');
      expect(await lanes()).toHaveLength(1);
      expect(await databaseOf().knownDevice.count({ where: { accountId: passkey.accountId } })).toBe(2);
    });

    test('U1 of many removals at once one removes it and tells; names change in one’s own account alone', async () => {
      const passkey = await added();
      const own = passkey.accountId;
      expect(await store().rename(accountId, passkey.id, 'autre')).toBe(false);
      expect(await store().rename(own, passkey.id, 'Tablette')).toBe(true);
      expect(await store().listOf(own)).toMatchObject([{ name: 'Tablette' }]);
      expect(await store().remove(accountId, passkey.id, [], START)).toBe(false);
      const removals = await Promise.all(
        Array.from({ length: AT_ONCE }, () =>
          store().remove(own, passkey.id, [noticeOf(own, 'passkey_removed')], START),
        ),
      );
      expect(removals.filter(Boolean)).toHaveLength(1);
      expect(await told(own, 'passkey_removed')).toBe(1);
      expect(await store().find('allocataires', passkey.credentialId)).toBeNull();
    });
  });
}

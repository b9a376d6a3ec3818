/** What every store of authenticators promises (I5): sealed secrets, steps accepted once, at most so many, one removal. */
import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresAccountStore } from '../../src/adapters/postgres/account/account_store.js';
import {
  createAuthenticatorBox,
  createPostgresAuthenticatorStore,
} from '../../src/adapters/postgres/authenticator/authenticator_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import { createPostgresCodeCardStore } from '../../src/adapters/postgres/one_time_code/code_card_store.js';
import { createIdentifierVault } from '../../src/adapters/system/keys/identifier_vault.js';
import { keyRing } from '../../src/config/key_ring.js';
import { SECRET_BYTES } from '../../src/domain/authenticator/authenticator.js';
import type { NewAuthenticator } from '../../src/ports/authenticator/authenticator_store.js';
import type { NewNotice } from '../../src/ports/notice/notice_outbox.js';
import { draftCard } from '../../src/services/one_time_code/code_cards.js';
import { START } from './clock_of_test.js';

const [OLD, NEW] = ['old', 'new'].map((id) => ({ id, secret: randomBytes(32) })) as [
  { id: string; secret: Buffer },
  { id: string; secret: Buffer },
];
const STEP = 1_000;
const AT_ONCE = 20;

export function describeAuthenticatorStore(adapter: string, databaseOf: () => Database): void {
  const open = (...ring: ReadonlyArray<typeof OLD>) => {
    const keys = keyRing(ring.length > 0 ? ring : [OLD]);
    return createPostgresAuthenticatorStore(
      databaseOf(),
      createAuthenticatorBox(keys),
      createNoticeBox(keyRing([OLD])),
    );
  };
  const cardStore = () =>
    createPostgresCodeCardStore(databaseOf(), createLetterBox(keyRing([OLD])), createNoticeBox(keyRing([OLD])));
  const codes = { currentKeyId: 'k1' };
  const card = () => draftCard(codes, 'recovery', { size: 10, lifeSeconds: 86_400 }, START);

  const person = async () => {
    const id = randomUUID();
    await databaseOf().account.create({
      data: {
        ...{ id, realm: 'allocataires', familyName: 'MARTIN', givenNames: ['Claire'], gender: 'female' },
        birthdate: '1984-05-11',
      },
    });
    return id;
  };
  const fresh = (accountId: string, over: Partial<NewAuthenticator> = {}): NewAuthenticator => ({
    ...{ id: randomUUID(), accountId, name: 'Téléphone', secret: randomBytes(SECRET_BYTES), step: STEP, most: 2 },
    ...{ recoveryCodes: card(), notices: [], at: START },
    ...over,
  });
  const noticeOf = (accountId: string): NewNotice => ({
    ...{ realm: 'allocataires', accountId, kind: 'authenticator_removed', locale: 'fr', channel: 'email' },
    ...{ destination: 'claire@example.test', data: {}, secret: null, dedupeKey: randomUUID() },
  });
  const livingCodes = (accountId: string) =>
    databaseOf().codeCard.findMany({ where: { accountId, kind: 'recovery', revokedAt: null } });

  describe(`I5 authenticators in ${adapter}`, () => {
    let accountId: Awaited<ReturnType<typeof person>>;
    beforeAll(async () => {
      accountId = await person();
    });

    test('I5 one is found as it was added, its secret in clear for whoever holds the ring alone', async () => {
      const added = fresh(accountId);
      expect(await open().add(added)).toEqual({ state: 'added', isRecoveryIssued: true });
      expect(await open().listOf(accountId)).toEqual([
        { id: added.id, name: 'Téléphone', addedAt: START, lastUsedAt: null },
      ]);
      const [secret] = await open().secretsOf(accountId);
      expect(secret).toMatchObject({ id: added.id, lastStep: STEP });
      expect(Buffer.from(secret?.secret ?? [])).toEqual(Buffer.from(added.secret));
      const rows = await databaseOf().sql.rows<object[]>`
        SELECT authenticator::text AS row FROM authenticator WHERE id = ${added.id}::uuid`;
      for (const form of ['hex', 'base64', 'base64url'] as const)
        expect(JSON.stringify(rows).includes(Buffer.from(added.secret).toString(form))).toBe(false);
      await expect(open(NEW).secretsOf(accountId)).rejects.toThrow();
    });

    test('S7 what an older key seals is sealed anew, and opens in its own row alone', async () => {
      const [before] = await open().secretsOf(accountId);
      expect(await open(NEW, OLD).reseal()).toBeGreaterThan(0);
      const [after] = await open(NEW).secretsOf(accountId);
      expect(after?.secret).toEqual(before?.secret);
      const store = open();
      const sealed = store.seal('one', before?.secret ?? new Uint8Array());
      expect(Buffer.from(store.open('one', sealed))).toEqual(Buffer.from(before?.secret ?? []));
      expect(() => store.open('another', sealed)).toThrow();
      await open(OLD, NEW).reseal();
    });

    test('I5 the same one twice is one; more than the account may have are refused, however many come at once', async () => {
      const other = await person();
      const added = fresh(other);
      await open().add(added);
      expect(await open().add(added)).toEqual({ state: 'there' });
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => open().add(fresh(other))));
      expect(answers.filter(({ state }) => state === 'added')).toEqual([{ state: 'added', isRecoveryIssued: false }]);
      expect(answers.filter(({ state }) => state === 'full')).toHaveLength(AT_ONCE - 1);
      expect(await livingCodes(other)).toHaveLength(1);
      await databaseOf().account.update({ where: { id: other }, data: { status: 'suspended' } });
      expect(await open().add(fresh(other, { most: 9 }))).toEqual({ state: 'gone' });
    });

    test(`RFC 6238 §5.2 of ${AT_ONCE} at once with one step, one is accepted; none is accepted twice or backwards`, async () => {
      const other = await person();
      const added = fresh(other);
      await open().add(added);
      const accounts = createPostgresAccountStore(databaseOf(), createIdentifierVault(keyRing([OLD]), keyRing([OLD])));
      const accept = (step: number, of = other) =>
        accounts.recordRightCode({
          ...{ code: { authenticator: added.id, step }, account: { id: of, realm: 'allocataires' }, lane: 'none' },
          ...{ countedAt: START, reopened: [], device: null, at: START + 1 },
        });
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => accept(STEP + 5)));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect([await accept(STEP + 5), await accept(STEP + 4), await accept(STEP)]).toEqual([false, false, false]);
      // Somebody else's account accepts nothing of this app.
      expect(await accept(STEP + 9, accountId)).toBe(false);
      expect(await accept(STEP + 6)).toBe(true);
      expect(await open().listOf(other)).toMatchObject([{ lastUsedAt: START + 1 }]);
    });

    test('U1 of many removals at once one removes it and tells; with the last one the recovery codes go', async () => {
      const other = await person();
      const [first, second] = [fresh(other), fresh(other)];
      await open().add(first);
      await open().add(second);
      const removals = await Promise.all(
        Array.from({ length: AT_ONCE }, () => open().remove(other, first.id, [noticeOf(other)], START)),
      );
      expect(removals.filter(Boolean)).toHaveLength(1);
      expect(await databaseOf().notice.count({ where: { accountId: other } })).toBe(1);
      expect(await livingCodes(other)).toHaveLength(1);
      expect(await open().remove(accountId, second.id, [], START)).toBe(false);
      expect(await open().rename(accountId, second.id, 'autre')).toBe(false);
      expect(await open().rename(other, second.id, 'Tablette')).toBe(true);
      expect(await open().listOf(other)).toMatchObject([{ name: 'Tablette' }]);
      expect(await open().remove(other, second.id, [], START)).toBe(true);
      expect(await livingCodes(other)).toHaveLength(0);
    });

    test('I5 new recovery codes take the place of the old, and stand in for no authenticator that is not there', async () => {
      const other = await person();
      const issue = () =>
        cardStore().issue({ accountId: other, card: card(), letter: null, notices: [], unlessSince: null });
      expect(await issue()).toBe(false);
      await open().add(fresh(other));
      const [before] = await livingCodes(other);
      expect(await issue()).toBe(true);
      const after = await livingCodes(other);
      expect(after).toHaveLength(1);
      expect(after[0]?.id).not.toBe(before?.id);
    });
  });
}

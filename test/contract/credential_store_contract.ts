/** What every credential store promises (C1 to C5, I8): each change whole or not at all, and of two at once one. */
import { randomBytes, randomInt } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createPostgresAccountStore } from '../../src/adapters/postgres/account/account_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import { createPostgresCredentialStore } from '../../src/adapters/postgres/password/credential_store.js';
import { createIdentifierVault } from '../../src/adapters/system/keys/identifier_vault.js';
import { keyRing } from '../../src/config/key_ring.js';
import type { StoredPassword } from '../../src/ports/account/account_store.js';
import type { NewLetter } from '../../src/ports/letter/letter_outbox.js';
import type { NewNotice } from '../../src/ports/notice/notice_outbox.js';
import type { ChosenPassword } from '../../src/ports/password/credential_store.js';
import { START } from './clock_of_test.js';

const RING = keyRing([{ id: 'k1', secret: randomBytes(32) }]);
const REALM = 'allocataires';
const DAY_MS = 86_400_000;
const MOBILE = '+33612345678';

const hashOf = (name: string): StoredPassword => ({ hash: `$argon2id$${name}`, pepperKeyId: 'p1' });

export function describeCredentialStore(adapter: string, open: () => Database): void {
  const vault = createIdentifierVault(RING, RING);
  const openAccounts = () => createPostgresAccountStore(open(), vault);
  const openStore = () => createPostgresCredentialStore(open(), createLetterBox(RING), createNoticeBox(RING));

  async function person(password: StoredPassword | null = hashOf('first')): Promise<{ id: string; nir: string }> {
    const nir = `2${String(randomInt(10 ** 12)).padStart(12, '0')}`;
    await openAccounts().createAbsent(
      [
        {
          realm: REALM,
          familyName: 'MARTIN',
          givenNames: ['Claire'],
          gender: 'female',
          birthdate: '1984-05-11',
          birthplace: '88321',
          birthcountry: '99100',
          identifiers: [{ kind: 'nir', value: nir }],
          // one number, there twice
          contacts: [
            { kind: 'mobile', value: MOBILE },
            { kind: 'landline', value: MOBILE },
            { kind: 'email', value: 'claire@example.test' },
          ],
          password,
        },
      ],
      Date.now(),
    );
    const found = await openAccounts().findByIdentifier(REALM, 'nir', nir, null);
    if (!found) throw new Error('the person just created was not found');
    return { id: found.id, nir };
  }

  const choice = (accountId: string, changes: Partial<ChosenPassword> = {}): ChosenPassword => ({
    accountId,
    password: hashOf('second'),
    policy: 'eight-digits',
    at: START,
    expiresAt: START + 730 * DAY_MS,
    replaces: hashOf('first').hash,
    bar: null,
    notices: [],
    begunAt: null,
    endsSignIns: null,
    ...changes,
  });
  const notice = (accountId: string, dedupeKey: string): NewNotice => ({
    realm: REALM,
    accountId,
    kind: 'password_changed',
    locale: 'fr',
    channel: 'email',
    destination: 'claire@example.test',
    data: {},
    secret: null,
    dedupeKey,
  });
  const letter = (accountId: string): NewLetter => ({
    realm: REALM,
    accountId,
    kind: 'provisional_password',
    locale: 'fr',
    data: {},
    // Sealed by a ring of this test, it would lie in the way of those that reseal.
    secret: null,
    dedupeKey: `provisional_password:${accountId}`,
  });
  const provisional = (accountId: string, name = 'provisional') => ({
    accountId,
    password: hashOf(name),
    at: START,
    expiresAt: START + 60 * DAY_MS,
    carriedBy: null,
    letter: letter(accountId),
    notices: [],
    voidAsRead: null,
  });
  const noticesOf = (accountId: string) => open().notice.count({ where: { accountId } });

  describe(`C1 credentials in ${adapter}`, () => {
    test('C1 a choice takes the place of the password, and is told in the same statement', async () => {
      const { id } = await person();
      expect(await openStore().choose(choice(id, { notices: [notice(id, `a:${id}`), notice(id, `b:${id}`)] }))).toBe(
        true,
      );
      expect(await openStore().credentialsOf(id)).toEqual([
        {
          kind: 'password',
          ...hashOf('second'),
          state: 'chosen',
          policy: 'eight-digits',
          setAt: START,
          expiresAt: START + 730 * DAY_MS,
          carriedBy: null,
        },
      ]);
      expect(await noticesOf(id)).toBe(2);
    });

    test('C1 whoever began from another password changes nothing and tells nobody', async () => {
      const { id } = await person();
      const late = choice(id, { replaces: 'another', notices: [notice(id, `late:${id}`)] });
      expect(await openStore().choose(late)).toBe(false);
      expect(await openStore().choose(choice(id, { replaces: null }))).toBe(false);
      expect((await openStore().credentialsOf(id))[0]?.hash).toBe(hashOf('first').hash);
      expect(await noticesOf(id)).toBe(0);
    });

    test.each([['a password'], ['none']])('C1 of eight choices at once over %s, one wins', async (there) => {
      const { id } = await person(there === 'none' ? null : hashOf('first'));
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          openStore().choose(
            choice(id, {
              password: hashOf(`choice ${index}`),
              replaces: there === 'none' ? null : hashOf('first').hash,
              notices: [notice(id, `${index}:${id}`)],
            }),
          ),
        ),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      const [credential] = await openStore().credentialsOf(id);
      expect(credential?.hash).toBe(hashOf(`choice ${answers.indexOf(true)}`).hash);
      expect(await noticesOf(id)).toBe(1);
    });

    test('C7 nothing is chosen for an account that is closed or suspended', async () => {
      const { id } = await person();
      await open().account.update({ where: { id }, data: { status: 'suspended' } });
      expect(await openStore().choose(choice(id))).toBe(false);
    });

    test('C7 whoever began before sign-ins were ended chooses nothing, and gets no provisional password', async () => {
      const { id } = await person();
      await openAccounts().voidSignIns(id, START + 10, null);
      expect(await openStore().choose(choice(id, { begunAt: START + 9 }))).toBe(false);
      expect(await openStore().issueProvisional(provisional(id))).toBe(false);
      expect(await open().letter.count({ where: { accountId: id } })).toBe(0);
      expect(await openStore().issueProvisional({ ...provisional(id), voidAsRead: START + 10 })).toBe(true);
      expect(await openStore().choose(choice(id, { begunAt: START + 10 }))).toBe(true);
    });

    test('C7 a choice that waits behind a separation finds what it left, and changes nothing', async () => {
      const { id } = await person();
      let choosing: Promise<boolean> | undefined;
      await open().$transaction(
        async (transaction) => {
          await transaction.account.update({ where: { id }, data: { signInsVoidBefore: new Date(START + 10) } });
          await transaction.credential.deleteMany({ where: { accountId: id } });
          choosing = openStore().choose(choice(id, { begunAt: START }));
          // Long enough for it to stand at the lock, whatever it read before.
          await transaction.$queryRaw`SELECT pg_sleep(0.2)::text`;
        },
        { timeout: 10_000 },
      );
      expect(await choosing).toBe(false);
      expect(await openStore().credentialsOf(id)).toEqual([]);
    });

    test('C4 a choice ends sign-ins in the same transaction, and what was ended later stays so', async () => {
      const { id } = await person();
      await openStore().choose(choice(id, { endsSignIns: { keptSession: 'here' } }));
      expect((await openAccounts().find(id, null))?.signInsVoid).toEqual({ at: START, keptSession: 'here' });
      await openAccounts().voidSignIns(id, START + 5, null);
      await openAccounts().voidSignIns(id, START + 1, 'a thief’s');
      expect((await openAccounts().find(id, null))?.signInsVoid).toEqual({ at: START + 5, keptSession: null });
    });

    test('C3 a provisional password stands beside the current one until it is used, and its letter is queued once', async () => {
      const { id, nir } = await person();
      await openStore().issueProvisional(provisional(id));
      await openStore().issueProvisional(provisional(id, 'newer'));
      const found = await openAccounts().findByIdentifier(REALM, 'nir', nir, null);
      expect(found).toMatchObject({ password: hashOf('first'), provisional: hashOf('newer') });
      expect(await open().letter.count({ where: { accountId: id } })).toBe(1);
      expect(await openStore().useProvisional(id, hashOf('provisional').hash, null, START, [])).toBe(false);
      expect(await openStore().useProvisional(id, hashOf('newer').hash, null, START, [])).toBe(true);
      expect(await openStore().useProvisional(id, hashOf('newer').hash, null, START, [])).toBe(false);
      expect(await openStore().credentialsOf(id)).toMatchObject([
        { kind: 'password', ...hashOf('newer'), state: 'provisional', expiresAt: START + 60 * DAY_MS },
      ]);
    });

    test('C4 the number that carried it is barred in every form in which it is there, and no other', async () => {
      const { id, nir } = await person();
      const until = START + 2 * DAY_MS;
      await openStore().choose(choice(id, { bar: { contactValue: MOBILE, until } }));
      const found = await openAccounts().findByIdentifier(REALM, 'nir', nir, null);
      const bars = Object.fromEntries(found?.contacts.map(({ kind, barredUntil }) => [kind, barredUntil]) ?? []);
      expect(bars).toEqual({ mobile: until, landline: until, email: null });
    });

    test('C4 a mailbox is barred under every spelling', async () => {
      const { id, nir } = await person();
      const { id: contact, value } = await open().contact.findFirstOrThrow({ where: { accountId: id, kind: 'email' } });
      await open().contact.update({
        where: { id: contact },
        data: { value: value.replace('@', '+caf@').toUpperCase() },
      });
      const until = START + 2 * DAY_MS;
      await openStore().choose(choice(id, { bar: { contactValue: value, until } }));
      const found = await openAccounts().findByIdentifier(REALM, 'nir', nir, null);
      expect(found?.contacts.find(({ kind }) => kind === 'email')?.barredUntil).toBe(until);
    });

    test('C4 a shorter bar never shortens one that stands', async () => {
      const { id, nir } = await person();
      const until = START + 2 * DAY_MS;
      await openStore().choose(choice(id, { bar: { contactValue: MOBILE, until } }));
      await openStore().choose(
        choice(id, { replaces: hashOf('second').hash, bar: { contactValue: MOBILE, until: START + 1 } }),
      );
      const found = await openAccounts().findByIdentifier(REALM, 'nir', nir, null);
      expect(found?.contacts.find(({ kind }) => kind === 'mobile')?.barredUntil).toBe(until);
    });

    test('C5 a choice ends the legacy code and the provisional password', async () => {
      const { id } = await person(null);
      await open().credential.create({
        data: { id: crypto.randomUUID(), accountId: id, kind: 'legacy_code', hash: 'legacy', pepperKeyId: '' },
      });
      await openStore().issueProvisional(provisional(id));
      expect(await openStore().choose(choice(id, { replaces: null }))).toBe(true);
      expect((await openStore().credentialsOf(id)).map(({ kind }) => kind)).toEqual(['password']);
    });

    test('C1 only the password that was found compromised is marked so', async () => {
      const { id } = await person();
      expect(await openStore().markCompromised(id, 'another')).toBe(false);
      expect(await openStore().markCompromised(id, hashOf('first').hash)).toBe(true);
      expect((await openStore().credentialsOf(id))[0]?.state).toBe('compromised');
    });

    test('I8 a telephone code stands apart, and is removed apart', async () => {
      const { id, nir } = await person();
      await openStore().setTelephoneCode(id, hashOf('telephone'), START);
      await openStore().setTelephoneCode(id, hashOf('telephone again'), START);
      expect((await openStore().credentialsOf(id)).map(({ kind }) => kind)).toEqual(['password', 'telephone_code']);
      // the sign-in on a screen does not know it
      const found = await openAccounts().findByIdentifier(REALM, 'nir', nir, null);
      expect(found?.credentials.map(({ kind }) => kind)).toEqual(['password']);
      expect(await openStore().remove(id, ['telephone_code', 'legacy_code'])).toBe(1);
    });
  });
}

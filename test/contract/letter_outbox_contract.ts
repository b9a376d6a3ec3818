/** What every letter outbox promises (C8): each letter once, secrets sealed and wiped, never two secrets in one envelope. */
import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresLetterOutbox } from '../../src/adapters/postgres/letter/letter_outbox.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { keyRing } from '../../src/config/key_ring.js';
import type { LetterKind, NewLetter } from '../../src/ports/letter/letter_outbox.js';
import { START } from './clock_of_test.js';
import { createPerson, newRealm } from './linked_people.js';

const [OLD, NEW] = [
  { id: 'old', secret: randomBytes(32) },
  { id: 'new', secret: randomBytes(32) },
];

export function describeLetterOutbox(adapter: string, databaseOf: () => Database): void {
  const open = (...keys: readonly (typeof OLD)[]) =>
    createPostgresLetterOutbox(databaseOf(), createLetterBox(keyRing(keys.length > 0 ? keys : [OLD])));
  let realm: string;
  beforeEach(() => {
    realm = newRealm();
  });

  const person = async (hasAddress = true): Promise<string> => {
    const id = await createPerson(databaseOf(), realm);
    if (hasAddress)
      await databaseOf().sql.count`
        UPDATE account SET address_lines = ARRAY['1 rue X'], postcode = '88000', city = 'Épinal' WHERE id = ${id}::uuid`;
    return id;
  };
  const letterTo = (accountId: string, kind: LetterKind = 'provisional_password', secret = '73190452'): NewLetter => ({
    realm,
    accountId,
    kind,
    locale: 'fr',
    data: { expiresAt: START },
    secret: kind === 'provisional_password' || kind === 'identifier' ? secret : null,
    dedupeKey: `${kind}:${accountId}:${randomUUID()}`,
  });
  const claim = (limit = 100, now = START) => open().claim(realm, 'print room', limit, now);

  describe(`C8 letters in ${adapter}`, () => {
    test('C8 a letter is claimed as it was added, the oldest first, and asked for twice is one', async () => {
      const letter = letterTo(await person());
      const later = letterTo(await person());
      expect(await open().add(later, START + 1)).toBe(true);
      expect(await open().add(letter, START)).toBe(true);
      expect(await open().add(letter, START + 2)).toBe(false);
      const claimed = await claim();
      expect(claimed?.letters).toEqual([
        { ...letter, id: expect.any(String), createdAt: START },
        { ...later, id: expect.any(String), createdAt: START + 1 },
      ]);
      expect(claimed?.batch).toMatchObject({ realm, state: 'claimed', claimedBy: 'print room', letters: 2 });
      expect(await open().lettersOf(claimed?.batch.id ?? '')).toEqual(claimed?.letters);
      expect(await claim()).toBeNull();
    });

    test('C8 S7 what is secret lies sealed, opens in its own row only, and is gone once printed', async () => {
      const [one, other] = [letterTo(await person()), letterTo(await person(), 'provisional_password', '15926480')];
      await open().add(one, START);
      await open().add(other, START);
      const read = () =>
        databaseOf().sql.rows<Array<{ row: string; sealed: Buffer | null; state: string }>>`
          SELECT letter::text AS row, sealed, state FROM letter WHERE realm = ${realm}`;
      for (const { row, sealed } of await read()) {
        expect(sealed).not.toBeNull();
        for (const secret of [one.secret, other.secret]) {
          expect(row).not.toContain(secret);
          expect(row).not.toContain(Buffer.from(secret ?? '').toString('hex'));
        }
      }
      const claimed = await claim();
      const id = claimed?.batch.id ?? '';
      expect(await open().markPrinted(id, START + 5)).toBe(true);
      expect(await open().markPrinted(id, START + 6)).toBe(false);
      expect(await open().handBack(id, START + 6)).toBe(false);
      expect((await read()).map(({ sealed, state }) => [sealed, state])).toEqual([
        [null, 'printed'],
        [null, 'printed'],
      ]);
      expect(await open().lettersOf(id)).toEqual([]);
      expect(await open().find(id)).toMatchObject({ state: 'printed', closedAt: START + 5, letters: 2 });

      const [a, b] = [letterTo(await person()), letterTo(await person())];
      await open().add(a, START);
      await open().add(b, START);
      await databaseOf().sql.count`
        UPDATE letter SET sealed = (SELECT sealed FROM letter WHERE dedupe_key = ${a.dedupeKey})
        WHERE dedupe_key = ${b.dedupeKey}`;
      await expect(claim()).rejects.toThrow();
      await databaseOf().sql.count`DELETE FROM letter WHERE realm = ${realm}`;
    });

    test('C6 C8 an identifier, a password and a card of one person never share a batch, whatever the order', async () => {
      const kinds: readonly LetterKind[] = ['provisional_password', 'identifier', 'code_card', 'account_event'];
      const [first, second] = [await person(), await person()];
      for (const [index, kind] of kinds.entries()) {
        await open().add(letterTo(first, kind), START + index);
        await open().add(letterTo(second, kinds[3 - index]), START + index);
      }
      const batches: string[][] = [];
      for (let batch = await claim(); batch; batch = await claim())
        batches.push(batch.letters.map(({ accountId, kind }) => `${accountId === first ? 1 : 2} ${kind}`).sort());
      expect(batches).toEqual([
        ['1 account_event', '1 provisional_password', '2 account_event', '2 code_card'],
        ['1 identifier', '2 identifier'],
        ['1 code_card', '2 provisional_password'],
      ]);
    });

    test('C8 a batch that is handed back waits again, and is listed as stale while it is claimed', async () => {
      await open().add(letterTo(await person()), START);
      const claimed = await claim(10, START + 1_000);
      const id = claimed?.batch.id ?? '';
      const staleAt = async (moment: number) => (await open().stale(moment)).some((batch) => batch.id === id);
      expect(await staleAt(START + 1_000)).toBe(false);
      expect(await staleAt(START + 1_001)).toBe(true);
      expect(await open().handBack(id, START + 2_000)).toBe(true);
      expect(await staleAt(START + 9_000)).toBe(false);
      expect((await open().batches(realm, 10)).map(({ state, letters }) => [state, letters])).toEqual([
        ['handed_back', 0],
      ]);
      expect((await claim())?.letters.map((letter) => letter.id)).toEqual(claimed?.letters.map((letter) => letter.id));
    });

    test('C7 C8 letters of an account closed or erased meanwhile are cancelled, but for the one that says so', async () => {
      const [closed, erased, living] = [await person(), await person(), await person()];
      for (const id of [closed, erased, living]) await open().add(letterTo(id), START);
      await open().add(letterTo(closed, 'account_event'), START);
      await databaseOf().sql.count`UPDATE account SET status = 'closed' WHERE id = ${closed}::uuid`;
      await databaseOf().sql.count`DELETE FROM account WHERE id = ${erased}::uuid`;
      const claimed = await claim();
      expect(claimed?.letters.map(({ accountId, kind }) => [accountId, kind]).sort()).toEqual(
        [
          [closed, 'account_event'],
          [living, 'provisional_password'],
        ].sort(),
      );
      const left = await databaseOf().sql.rows<object[]>`
        SELECT FROM letter WHERE realm = ${realm} AND state = 'cancelled' AND sealed IS NULL`;
      expect(left).toHaveLength(2);
    });

    test('C8 a letter waits while its person has no address, and is counted apart', async () => {
      const id = await person(false);
      await open().add(letterTo(id), START);
      await open().add(letterTo(await person()), START + 1);
      const own = async () => (await open().waiting()).find((row) => row.realm === realm);
      expect(await own()).toEqual({ realm, ready: 1, withoutAddress: 1, oldestAt: START });
      expect((await claim())?.letters).toHaveLength(1);
      await databaseOf().sql.count`UPDATE account SET postcode = '88000', city = 'Épinal' WHERE id = ${id}::uuid`;
      expect((await claim())?.letters.map(({ accountId }) => accountId)).toEqual([id]);
    });

    test('C8 what is queued is cancelled by account and kind; what is over is deleted once it is old', async () => {
      const id = await person();
      await open().add(letterTo(id), START);
      await open().add(letterTo(id, 'identifier'), START);
      expect(await open().cancelOf(id, ['provisional_password'])).toBe(1);
      const claimed = await claim();
      expect(claimed?.letters.map(({ kind }) => kind)).toEqual(['identifier']);
      expect(await open().cancelOf(id)).toBe(0);
      await open().markPrinted(claimed?.batch.id ?? '', START + 10);
      await open().purge(START + 11, 1_000);
      expect(await databaseOf().sql.rows<object[]>`SELECT FROM letter WHERE realm = ${realm}`).toEqual([]);
      expect(await open().batches(realm, 10)).toEqual([]);
    });

    test('S7 the ring rotates: sealed anew, the old key is needed no more', async () => {
      await open(OLD).add(letterTo(await person()), START);
      expect(await open(NEW, OLD).reseal()).toBeGreaterThan(0);
      const claimed = await open(NEW).claim(realm, 'print room', 10, START);
      expect(claimed?.letters[0]?.secret).toBe('73190452');
    });
  });
}

/** What every contact store promises of a contact that comes to count (I7, C7): only while what vouched for it stands. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresContactStore } from '../../src/adapters/postgres/contact/contact_store.js';
import { createPostgresContestStore } from '../../src/adapters/postgres/contest/contest_store.js';
import type { SealedBox } from '../../src/adapters/system/keys/sealed_box.js';
import { START } from './clock_of_test.js';

/** Nothing here is told to anybody. */
const NOTHING_SEALED = {} as SealedBox;
const ENDED = new Date(START + 10);

export function describeContactStore(adapter: string, open: () => Database): void {
  const store = () => createPostgresContactStore(open(), NOTHING_SEALED);

  async function waiting(account: Readonly<Record<string, unknown>> = {}) {
    const id = randomUUID();
    const person = { familyName: 'X', givenNames: ['Y'], gender: 'female', birthdate: '1984-05-11' };
    await open().account.create({
      data: { id, realm: 'allocataires', ...person, birthplace: '88321', birthcountry: '99100', ...account },
    });
    const contact = await store().addUnverified(id, { kind: 'email', value: 'new@example.test' }, START);
    const counts = async () => (await store().contactsOf(id)).map(({ verified }) => verified);
    return { id, contact, counts };
  }

  describe(`C7 contacts in ${adapter}`, () => {
    test.each([
      ['before all sign-ins were ended', { signInsVoidBefore: ENDED }, START + 9, undefined, false],
      ['at that moment', { signInsVoidBefore: ENDED }, START + 10, undefined, true],
      ['before, in the session that was kept', { signInsVoidBefore: ENDED, keptSession: 'here' }, START, 'here', true],
      ['before, in another session', { signInsVoidBefore: ENDED, keptSession: 'here' }, START, 'there', false],
      [
        'before, in a session that is not known',
        { signInsVoidBefore: ENDED, keptSession: 'here' },
        START,
        undefined,
        false,
      ],
      ['where the account is suspended', { status: 'suspended' }, START, 'here', false],
    ])('I7 C7 one that was vouched for %s', async (_, account, begunAt, session, counts) => {
      const person = await waiting(account);
      expect(await store().verify(person.id, person.contact, { begunAt, session }, START + 20, [])).toBe(counts);
      expect(await person.counts()).toEqual([counts]);
      // One that its owner takes back rests on the same (U2).
      const where = { id: person.contact };
      await open().contact.update({ where, data: { verifiedAt: new Date(START), frozenAt: new Date(START + 1) } });
      const contests = createPostgresContestStore(open());
      expect(await contests.thaw(person.id, person.contact, { begunAt, session }, START + 20, [])).toBe(counts);
      expect(await person.counts()).toEqual([counts]);
    });

    test('I7 C7 one that waits behind the end of all sign-ins finds it, and counts for nothing', async () => {
      const { id, contact, counts } = await waiting();
      let verifying: Promise<boolean> | undefined;
      await open().$transaction(
        async (transaction) => {
          await transaction.account.update({ where: { id }, data: { signInsVoidBefore: ENDED } });
          verifying = store().verify(id, contact, { begunAt: START, session: 'here' }, START + 20, []);
          // Long enough for it to stand at the lock, whatever it read before.
          await transaction.$queryRaw`SELECT pg_sleep(0.2)::text`;
        },
        { timeout: 10_000 },
      );
      expect(await verifying).toBe(false);
      expect(await counts()).toEqual([false]);
    });
  });
}

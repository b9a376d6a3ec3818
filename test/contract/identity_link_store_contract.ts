/** What every link store promises (F4): one active link a subject, tombstones that ask for local proof, candidates. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresIdentityLinkStore } from '../../src/adapters/postgres/federation/identity_link_store.js';
import { START } from './clock_of_test.js';
import { CLAIRE, createPerson, ISSUER, newRealm, request } from './linked_people.js';

const DAY_MS = 86_400_000;
const SIRET = '73282932000074';

export function describeIdentityLinkStore(adapter: string, open: () => Database): void {
  const openStore = () => createPostgresIdentityLinkStore(open());

  /** A person with an active link. */
  async function linkedPerson() {
    const realm = newRealm();
    const accountId = await createPerson(open(), realm);
    const asked = request(realm, accountId);
    const link = await openStore().link(asked);
    if (link.outcome !== 'linked') throw new Error(`the first link was ${link.outcome}`);
    return { realm, accountId, asked, linkId: link.linkId };
  }

  describe(`F4 links in ${adapter}`, () => {
    test('F4 a linked subject signs in, in its realm and from its issuer only', async () => {
      const { realm, accountId, asked, linkId } = await linkedPerson();
      const store = openStore();
      const found = { id: linkId, accountId, accountStatus: 'active' };
      expect(await store.findActive(realm, ISSUER, asked.subject, START)).toEqual(found);
      expect(await store.findActive(newRealm(), ISSUER, asked.subject, START)).toBeNull();
      expect(await store.findActive(realm, 'https://other.example.test', asked.subject, START)).toBeNull();
      expect(await store.findActive(realm, ISSUER, randomUUID(), START)).toBeNull();
    });

    test.each(['suspended', 'closed'] as const)('F4 a link of a %s account says so', async (status) => {
      const { realm, accountId, asked } = await linkedPerson();
      await open().account.update({ where: { id: accountId }, data: { status } });
      const found = await openStore().findActive(realm, ISSUER, asked.subject, START + 2 * DAY_MS);
      expect(found).toMatchObject({ accountId, accountStatus: status });
      expect(await openStore().linksOf(accountId)).toMatchObject([{ lastUsedAt: START }]);
    });

    test('F4 the last use is noted once a day', async () => {
      const { realm, accountId, asked } = await linkedPerson();
      const store = openStore();
      const usedAt = async (now: number) => {
        await store.findActive(realm, ISSUER, asked.subject, now);
        return (await store.linksOf(accountId))[0]?.lastUsedAt;
      };
      expect(await usedAt(START + DAY_MS - 1)).toBe(START);
      expect(await usedAt(START + DAY_MS)).toBe(START + DAY_MS);
      expect(await usedAt(START + DAY_MS + 1)).toBe(START + DAY_MS);
    });

    test('F4 a link made again changes nothing', async () => {
      const { accountId, asked, linkId } = await linkedPerson();
      for (const provedBy of ['match', 'local_proof'] as const) {
        const again = await openStore().link({ ...asked, provedBy, now: START + 1_000 });
        expect(again).toEqual({ outcome: 'already', linkId, accountId, suspended: [] });
      }
      expect(await openStore().linksOf(accountId)).toMatchObject([{ id: linkId, linkedAt: START }]);
    });

    test('F4 a subject linked to one account is refused to every other', async () => {
      const { realm, accountId, asked } = await linkedPerson();
      const other = await createPerson(open(), realm);
      for (const provedBy of ['match', 'local_proof'] as const) {
        const answer = await openStore().link({ ...asked, accountId: other, provedBy });
        expect(answer).toEqual({ outcome: 'refused', reason: 'other_account' });
      }
      expect(await openStore().findActive(realm, ISSUER, asked.subject, START)).toMatchObject({ accountId });
    });

    test('F4 two realms may link one subject each', async () => {
      const { asked } = await linkedPerson();
      const elsewhere = newRealm();
      const accountId = await createPerson(open(), elsewhere);
      expect(await openStore().link({ ...asked, realm: elsewhere, accountId })).toMatchObject({ outcome: 'linked' });
    });

    test('F4 an account links in its own realm only, and only if it is there', async () => {
      const realm = newRealm();
      const accountId = await createPerson(open(), realm);
      const refused = { outcome: 'refused', reason: 'no_account' };
      expect(await openStore().link(request(newRealm(), accountId))).toEqual(refused);
      expect(await openStore().link(request(realm, randomUUID()))).toEqual(refused);
    });

    test('F4 a new subject of one issuer suspends the account’s old link, and says which', async () => {
      const { realm, accountId, asked, linkId } = await linkedPerson();
      const renewed = request(realm, accountId, { provedBy: 'match', now: START + 1_000 });
      expect(await openStore().link(renewed)).toMatchObject({ outcome: 'linked', accountId, suspended: [linkId] });
      expect(await openStore().findActive(realm, ISSUER, asked.subject, START)).toBeNull();
      expect(await openStore().findActive(realm, ISSUER, renewed.subject, START)).toMatchObject({ accountId });
    });

    test('F4 an account may be linked at several upstreams', async () => {
      const { realm, accountId, asked } = await linkedPerson();
      const second = request(realm, accountId, { issuer: 'https://other.example.test', subject: asked.subject });
      expect(await openStore().link(second)).toMatchObject({ outcome: 'linked', suspended: [] });
      expect(await openStore().findActive(realm, ISSUER, asked.subject, START)).toMatchObject({ accountId });
    });

    test('F4 all links of an account are listed, the newest first', async () => {
      const { realm, accountId, asked, linkId } = await linkedPerson();
      const store = openStore();
      const later = START + 1_000;
      const second = request(realm, accountId, { upstream: 'franceconnect', provedBy: 'match', now: later });
      await store.link(second);
      expect(await store.linksOf(accountId)).toEqual([
        {
          id: expect.any(String),
          upstream: 'franceconnect',
          issuer: ISSUER,
          subject: second.subject,
          status: 'active',
          provedBy: 'match',
          linkedAt: later,
          lastUsedAt: later,
          endedAt: undefined,
        },
        {
          id: linkId,
          upstream: 'franceconnect-plus',
          issuer: ISSUER,
          subject: asked.subject,
          status: 'suspended',
          provedBy: 'local_proof',
          linkedAt: START,
          lastUsedAt: START,
          endedAt: later,
        },
      ]);
      expect(await store.linksOf(randomUUID())).toEqual([]);
    });

    test('S5 an erased account takes its links and affiliations with it', async () => {
      const { realm, accountId, asked } = await linkedPerson();
      await open().affiliation.create({ data: { accountId, siret: SIRET } });
      await open().account.delete({ where: { id: accountId } });
      expect(await openStore().findActive(realm, ISSUER, asked.subject, START)).toBeNull();
      expect(await openStore().linksOf(accountId)).toEqual([]);
    });

    test('F4 the database itself refuses a second active link of a subject, and of an account and issuer', async () => {
      const { realm, accountId, asked } = await linkedPerson();
      const other = await createPerson(open(), realm);
      const active = { ...asked, status: 'active', linkedAt: new Date(START), lastUsedAt: new Date(START) };
      const { now, ...row } = active;
      expect(now).toBe(START);
      const insert = (changes: object) =>
        open().identityLink.create({ data: { ...row, id: randomUUID(), ...changes } });
      await expect(insert({ accountId: other })).rejects.toThrow(/[Uu]nique/);
      await expect(insert({ accountId, subject: randomUUID() })).rejects.toThrow(/[Uu]nique/);
      await expect(insert({ accountId: other, status: 'undone' })).resolves.toBeDefined();
    });
  });

  describe(`F4 undone links in ${adapter}`, () => {
    test('F4 a link is undone once, by its own account, and no longer signs in', async () => {
      const { realm, accountId, asked, linkId } = await linkedPerson();
      const store = openStore();
      const other = await createPerson(open(), realm);
      expect(await store.undo(linkId, other, START + 1)).toBe(false);
      expect(await store.undo(randomUUID(), accountId, START + 1)).toBe(false);
      expect(await store.findActive(realm, ISSUER, asked.subject, START)).not.toBeNull();
      expect(await store.undo(linkId, accountId, START + 2)).toBe(true);
      expect(await store.undo(linkId, accountId, START + 3)).toBe(false);
      expect(await store.findActive(realm, ISSUER, asked.subject, START)).toBeNull();
      expect(await store.linksOf(accountId)).toMatchObject([{ status: 'undone', endedAt: START + 2 }]);
    });

    test('F4 a suspended link can be undone too', async () => {
      const { realm, accountId, linkId } = await linkedPerson();
      await openStore().link(request(realm, accountId));
      expect(await openStore().undo(linkId, accountId, START + 1)).toBe(true);
      expect(await openStore().linksOf(accountId)).toMatchObject([{ status: 'active' }, { status: 'undone' }]);
    });

    test.each<[string, 'same' | 'other', 'same' | 'other']>([
      ['the same subject and account', 'same', 'same'],
      ['the account with another subject', 'other', 'same'],
      ['the subject with another account', 'same', 'other'],
    ])('F4 after an undone link, %s need local proof', async (_, whichSubject, whichAccount) => {
      const { realm, accountId, asked, linkId } = await linkedPerson();
      const store = openStore();
      await store.undo(linkId, accountId, START + 1);
      const again = request(realm, whichAccount === 'same' ? accountId : await createPerson(open(), realm), {
        subject: whichSubject === 'same' ? asked.subject : randomUUID(),
      });
      const matched = await store.link({ ...again, provedBy: 'match' });
      expect(matched).toEqual({ outcome: 'refused', reason: 'tombstone' });
      expect(await store.findActive(realm, ISSUER, again.subject, START)).toBeNull();
      expect(await store.link(again)).toMatchObject({ outcome: 'linked', suspended: [] });
      expect(await store.findActive(realm, ISSUER, again.subject, START)).toMatchObject({ accountId: again.accountId });
    });

    test('F4 after a new subject took its place, the old one needs local proof', async () => {
      const { realm, accountId, asked } = await linkedPerson();
      const store = openStore();
      const renewed = await store.link(request(realm, accountId, { provedBy: 'match' }));
      const back = await store.link({ ...asked, provedBy: 'match' });
      expect(back).toEqual({ outcome: 'refused', reason: 'tombstone' });
      const linkId = renewed.outcome === 'linked' ? renewed.linkId : '';
      expect(await store.link(asked)).toMatchObject({ outcome: 'linked', suspended: [linkId] });
    });

    test('F4 what was undone at one issuer, or in one realm, binds no other', async () => {
      const { realm, accountId, asked, linkId } = await linkedPerson();
      const store = openStore();
      await store.undo(linkId, accountId, START + 1);
      const match = { subject: asked.subject, provedBy: 'match' } as const;
      const atOther = request(realm, accountId, { ...match, issuer: 'https://other.example.test' });
      expect(await store.link(atOther)).toMatchObject({ outcome: 'linked' });
      const elsewhere = newRealm();
      const inOther = request(elsewhere, await createPerson(open(), elsewhere), match);
      expect(await store.link(inOther)).toMatchObject({ outcome: 'linked' });
    });
  });

  describe(`F4 candidates in ${adapter}`, () => {
    const idsFor = async (realm: string, identity = CLAIRE) =>
      (await openStore().candidates(realm, identity)).map(({ id }) => id).toSorted();

    test('F4 a candidate comes with all that the match compares', async () => {
      const realm = newRealm();
      const id = await createPerson(open(), realm);
      expect(await openStore().candidates(realm, CLAIRE)).toEqual([
        {
          id,
          familyName: 'MARTIN',
          givenNames: ['Claire', 'Anne'],
          gender: 'female',
          birthdate: '1984-05-11',
          birthplace: '88321',
          birthcountry: '99100',
        },
      ]);
    });

    test('F4 candidates are of the realm and of the birth date', async () => {
      const realm = newRealm();
      await createPerson(open(), realm, { birthdate: '1984-05-12' });
      await createPerson(open(), newRealm());
      expect(await idsFor(realm)).toEqual([]);
      expect(await idsFor(realm, { ...CLAIRE, birthdate: undefined })).toEqual([]);
      expect(await idsFor(realm, { ...CLAIRE, birthdate: '1984-13-45' })).toEqual([]);
    });

    test('F4 a file with an unknown day or month is a candidate for every date that it allows', async () => {
      const realm = newRealm();
      const [noDay, noMonth] = [
        await createPerson(open(), realm, { birthdate: '1984-05-00' }),
        await createPerson(open(), realm, { birthdate: '1984-00-00' }),
      ];
      await createPerson(open(), realm, { birthdate: '1984-06-00' });
      expect(await idsFor(realm)).toEqual([noDay, noMonth].toSorted());
      expect(await idsFor(realm, { ...CLAIRE, birthdate: '1984-05-00' })).toEqual([noDay, noMonth].toSorted());
      expect(await idsFor(realm, { ...CLAIRE, birthdate: '1984-00-00' })).toEqual([noMonth]);
    });

    test('F4 a presumed date finds the file that knows it is', async () => {
      const realm = newRealm();
      const first = await createPerson(open(), realm, { birthdate: '1984-01-01' });
      expect(await idsFor(realm, { ...CLAIRE, birthdate: '1984-00-00' })).toEqual([first]);
      expect(await idsFor(realm, { ...CLAIRE, birthdate: '1984-01-00' })).toEqual([first]);
    });

    test('F4 a suspended account is a candidate, a closed one is not', async () => {
      const realm = newRealm();
      const [suspended, closed] = [await createPerson(open(), realm), await createPerson(open(), realm)];
      await open().account.update({ where: { id: suspended }, data: { status: 'suspended' } });
      await open().account.update({ where: { id: closed }, data: { status: 'closed' } });
      expect(await idsFor(realm)).toEqual([suspended]);
    });

    test('F4 people of the day who bear on nothing are left out, a twin is not', async () => {
      const realm = newRealm();
      const claire = await createPerson(open(), realm);
      await createPerson(open(), realm, { familyName: 'DURAND', givenNames: ['Odile'], birthplace: '35238' });
      await createPerson(open(), realm, { gender: 'male' });
      const twin = await createPerson(open(), realm, { givenNames: ['Anne'], birthplace: null });
      expect(await idsFor(realm)).toEqual([claire, twin].toSorted());
    });

    test('F4 at most five hundred are given', async () => {
      const realm = newRealm();
      const person = { familyName: 'MARTIN', givenNames: ['Claire'], gender: 'female', birthdate: '1984-05-11' };
      await open().account.createMany({
        data: Array.from({ length: 501 }, () => ({ ...person, id: randomUUID(), realm })),
      });
      expect(await openStore().candidates(realm, CLAIRE)).toHaveLength(500);
    });

    test('F3 employers’ candidates are the realm’s people of the establishment', async () => {
      const realm = newRealm();
      const [hers, closed] = [
        await createPerson(open(), realm, { siret: SIRET }),
        await createPerson(open(), realm, { siret: SIRET }),
      ];
      await open().account.update({ where: { id: closed }, data: { status: 'closed' } });
      await createPerson(open(), realm, { siret: '35600000000048' });
      await createPerson(open(), realm);
      await createPerson(open(), newRealm(), { siret: SIRET });
      const found = await openStore().employerCandidates(realm, '732 829 320 00074');
      expect(found).toMatchObject([{ id: hers, siret: SIRET, familyName: 'MARTIN', givenNames: ['Claire', 'Anne'] }]);
      expect(await openStore().employerCandidates(realm, '73282932000075')).toEqual([]);
      expect(await openStore().employerCandidates(realm, '')).toEqual([]);
    });
  });
}

/**
 * What every store of organisations promises (E1 to E3): each act judged in its transaction, an administrator always left,
 * and accounts closed and opened with the last of their memberships.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresAccountFileStore } from '../../src/adapters/postgres/account/account_file_store.js';
import { createPostgresAccountStore } from '../../src/adapters/postgres/account/account_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createAnswerBox, createPostgresIdempotencyStore } from '../../src/adapters/postgres/idempotency_store.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import { createPostgresCodeCardStore } from '../../src/adapters/postgres/one_time_code/code_card_store.js';
import { createPostgresOrganisationStore } from '../../src/adapters/postgres/organisation/organisation_store.js';
import { createIdentifierVault } from '../../src/adapters/system/keys/identifier_vault.js';
import { keyRing } from '../../src/config/key_ring.js';
import type { CodeCard } from '../../src/domain/one_time_code/code_card.js';
import type { MemberRole } from '../../src/domain/organisation/membership.js';
import type { FileChange } from '../../src/ports/account/account_file_store.js';
import { AnsweredMeanwhile, type Receipt } from '../../src/ports/idempotency_store.js';
import type { FoundBy, MemberChange, MemberQuery } from '../../src/ports/organisation/organisation_store.js';
import { noticesTo } from '../../src/services/notice/tell_person.js';
import { START } from './clock_of_test.js';

const RING = keyRing([{ id: 'k1', secret: randomBytes(32) }]);
const REALM = 'employeurs';
const DAY = 86_400_000;
const ENDS = START + 500 * DAY;
const EVERYBODY: MemberQuery = {
  search: '',
  status: null,
  role: null,
  isDue: false,
  sort: 'name',
  isDescending: false,
};

export function describeOrganisationStore(adapter: string, open: () => Database): void {
  const vault = createIdentifierVault(RING, RING);
  const boxes = { letters: createLetterBox(RING), notices: createNoticeBox(RING), answers: createAnswerBox(RING) };
  const files = () => createPostgresAccountFileStore(open(), vault, boxes);
  const organisations = () => createPostgresOrganisationStore(open(), boxes.notices, boxes.answers);
  const accounts = () => createPostgresAccountStore(open(), vault);
  const cards = () => createPostgresCodeCardStore(open(), boxes.letters, boxes.notices);
  const nothing = { provisional: null, letters: [], notices: [], receipt: null } as const;
  const silent = () => [];

  async function organisation(name = 'Mairie de Fougères') {
    const id = randomUUID();
    const siret = String(randomInt(10 ** 13)).padStart(14, '9');
    expect(await organisations().create({ id, realm: REALM, siret, name, createdAt: START })).toBe(true);
    return id;
  }

  interface Somebody {
    readonly role?: MemberRole;
    readonly names?: readonly [string, string];
    readonly isActive?: boolean;
    readonly expiresAt?: number;
    readonly email?: string;
  }
  async function member(organisationId: string, somebody: Somebody = {}) {
    const { role = 'user', names = ['Hélène', 'LEROY'], isActive = true, expiresAt = ENDS } = somebody;
    const id = randomUUID();
    const login = `login.${id.slice(0, 8)}`;
    const answer = await files().enrolMember(
      { organisationId, administrator: null },
      {
        ...nothing,
        id,
        realm: REALM,
        standing: 'affiliated',
        locale: 'fr',
        caf: null,
        postalAddress: null,
        identifiers: [{ kind: 'login', value: login }],
        contacts: [{ id: randomUUID(), kind: 'email', value: somebody.email ?? `${login}@example.test` }],
        familyName: names[1],
        givenNames: [names[0]],
        gender: 'unspecified',
        birthdate: '',
        birthplace: null,
        birthcountry: null,
        at: START,
      },
      { organisationId, role, rights: [], createdBy: null, isOrigin: true, login, expiresAt },
    );
    expect(answer).toBe('done');
    if (isActive) expect(await signIn(id)).toBe(true);
    return id;
  }
  const signIn = (id: string) =>
    accounts().recordRightCode({
      code: { id: randomUUID(), expiresAtSeconds: START / 1000 + 60 },
      account: { id, realm: REALM },
      lane: `code:${id}:unknown`,
      countedAt: START,
      reopened: [],
      device: null,
      activates: true,
      at: START,
    });
  const act = async (organisationId: string, administrator: string | null, target: string, change: MemberChange) =>
    (await organisations().act({ organisationId, administrator, realm: REALM }, target, change, START, silent)).answer;
  const closedAccess = async (id: string) => {
    const found = await accounts().find(id, null);
    return [found?.status, found?.closedAccess];
  };
  const found = (organisationId: string, query: Partial<MemberQuery> = {}): FoundBy => ({
    organisationId,
    query: { ...EVERYBODY, ...query },
    now: START,
    dueBefore: START + 60 * DAY,
  });
  const change = (accountId: string, changes: Partial<FileChange> = {}): FileChange => ({
    ...nothing,
    realm: REALM,
    accountId,
    at: START,
    from: { statuses: ['active'] },
    ...changes,
  });

  describe(`organisations in ${adapter}`, () => {
    test('E1 C7 what the back office is answered stands with what was done, or neither', async () => {
      const records = createPostgresIdempotencyStore(open(), boxes.answers);
      const claim = async (): Promise<Receipt> => {
        const key = { client: 'employeurs:nims', key: randomUUID() };
        expect((await records.begin(key, 'print', START, 60, 60)).state).toBe('begun');
        return { ...key, status: 201, body: { done: key.key }, endsSignInsOf: null };
      };
      const answered = async ({ client, key, body }: Receipt) =>
        expect(await records.begin({ client, key }, 'print', START, 60, 60)).toMatchObject({
          state: 'answered',
          answer: { body },
        });
      const siret = String(randomInt(10 ** 13)).padStart(14, '8');
      const founded = { id: randomUUID(), realm: REALM, siret, name: 'CCAS', createdAt: START };
      const first = await claim();
      expect(await organisations().create(founded, first)).toBe(true);
      await answered(first);
      // Whoever was taken for dead and is late finds the answer there, and leaves nothing.
      const late = { ...founded, id: randomUUID(), siret: String(randomInt(10 ** 13)).padStart(14, '7') };
      await expect(organisations().create(late, first)).rejects.toThrow(AnsweredMeanwhile);
      expect(await organisations().find(REALM, late.id)).toBeNull();

      const elsewhere = await member(await organisation());
      const by = { organisationId: founded.id, administrator: null, realm: REALM };
      const membership = {
        organisationId: founded.id,
        role: 'user',
        rights: [],
        createdBy: null,
        isOrigin: false,
        login: 'x',
        expiresAt: ENDS,
      } as const;
      const joining = { accountId: elsewhere, membership };
      await expect(organisations().join(by, joining, START, silent, first)).rejects.toThrow(AnsweredMeanwhile);
      const joined = await claim();
      expect(await organisations().join(by, joining, START, silent, joined)).toBe('done');
      await answered(joined);
      const named = await claim();
      const name = (receipt: Receipt) => organisations().act(by, elsewhere, { kind: 'name' }, START, silent, receipt);
      await expect(name(joined)).rejects.toThrow(AnsweredMeanwhile);
      expect((await name(named)).answer).toBe('done');
      await answered(named);
    });

    test('E1 only an active administrator of the organisation acts, on a member of it, never on themselves', async () => {
      const [here, there] = [await organisation(), await organisation()];
      const [chief, plain, invited] = [
        await member(here, { role: 'administrator' }),
        await member(here),
        await member(here, { role: 'administrator', isActive: false }),
      ];
      const [stranger, elsewhere] = [await member(there, { role: 'administrator' }), await member(there)];
      const grant = { kind: 'grant', right: 'consult-careers' } as const;
      expect(await act(here, plain, chief, grant)).toBe('not-administrator');
      expect(await act(here, stranger, plain, grant)).toBe('not-administrator');
      expect(await act(here, invited, plain, grant)).toBe('not-administrator');
      expect(await act(here, chief, elsewhere, grant)).toBe('unknown-member');
      for (const kind of ['unname', 'remove', 'suspend'] as const)
        expect(await act(here, chief, chief, { kind })).toBe('oneself');
      expect(await act(here, chief, chief, grant)).toBe('oneself');
      expect(await act(here, chief, plain, grant)).toBe('done');
      expect(await act(here, chief, plain, grant)).toBe('state-conflict');
      expect(await organisations().claimsOf(plain, START)).toMatchObject([{ roles: ['user'], rights: [grant.right] }]);
      expect(await act(here, chief, plain, { kind: 'revoke', right: grant.right })).toBe('done');
      expect(await organisations().claimsOf(plain, START)).toMatchObject([{ rights: [] }]);
    });

    test('E1 a file is changed by an administrator of the person’s organisation alone', async () => {
      const [here, there] = [await organisation(), await organisation()];
      const [chief, plain] = [await member(here, { role: 'administrator' }), await member(here)];
      const [stranger, elsewhere] = [await member(there, { role: 'administrator' }), await member(there)];
      const by = (administrator: string) => ({ organisationId: here, administrator });
      expect(await files().changeOfMember(by(plain), change(chief))).toBe('not-administrator');
      expect(await files().changeOfMember(by(stranger), change(plain))).toBe('not-administrator');
      expect(await files().changeOfMember(by(chief), change(elsewhere))).toBe('unknown-member');
      expect(await files().changeOfMember(by(chief), change(chief))).toBe('oneself');
      expect(await files().changeOfMember(by(chief), change(plain))).toBe('done');
    });

    test('E2 of two administrators who unname, remove or suspend each other at once, one stays', async () => {
      for (const kind of ['unname', 'remove', 'suspend'] as const) {
        const here = await organisation();
        const [one, other] = [
          await member(here, { role: 'administrator' }),
          await member(here, { role: 'administrator' }),
        ];
        const answers = await Promise.all([act(here, one, other, { kind }), act(here, other, one, { kind })]);
        expect(answers.toSorted()).toEqual(['done', 'not-administrator']);
        const overview = await organisations().overview(here, START, START);
        expect(overview?.counts.administrators).toBe(1);
        expect(overview?.isLoneAdministrator).toBe(true);
      }
    });

    test('E2 nobody takes the last administrator away, the back office neither', async () => {
      const here = await organisation();
      const [chief] = [await member(here, { role: 'administrator' }), await member(here)];
      for (const kind of ['unname', 'remove', 'suspend'] as const)
        expect(await act(here, null, chief, { kind })).toBe('last-administrator');
    });

    test('E1 only who has signed in becomes an administrator, unless the back office says so', async () => {
      const here = await organisation();
      const [chief, invited] = [await member(here, { role: 'administrator' }), await member(here, { isActive: false })];
      expect(await act(here, chief, invited, { kind: 'name' })).toBe('state-conflict');
      expect(await act(here, null, invited, { kind: 'name' })).toBe('done');
      await signIn(invited);
      expect(await organisations().administeredBy(REALM, invited, START)).toHaveLength(1);
    });

    test('E1 the first right code of a sign-in activates; one for a new contact or a recovery does not', async () => {
      const here = await organisation();
      const invited = await member(here, { isActive: false });
      const right = {
        account: { id: invited, realm: REALM },
        lane: `code:${invited}:unknown`,
        countedAt: START,
        reopened: [],
        device: null,
        at: START,
      };
      const code = () => ({ id: randomUUID(), expiresAtSeconds: START / 1000 + 60 });
      await accounts().recordRightCode({ ...right, code: code() });
      expect(await organisations().claimsOf(invited, START)).toEqual([]);
      const used = code();
      await accounts().recordRightCode({ ...right, code: used, activates: true });
      expect(await organisations().claimsOf(invited, START)).toHaveLength(1);
    });

    test('E3 an account is closed with its last membership, and opened with a renewal, its password kept', async () => {
      const [here, there] = [await organisation(), await organisation()];
      const chief = await member(here, { role: 'administrator' });
      const person = await member(here, { expiresAt: START - 1 });
      const due = (await organisations().expired(START, 1_000)).find(({ accountId }) => accountId === person);
      expect(due?.isLast).toBe(true);
      if (!due) throw new Error('not due');
      const told = await Promise.all([1, 2, 3].map(() => organisations().expire(due, START, silent)));
      expect(told.filter(Boolean)).toHaveLength(1);
      expect(await closedAccess(person)).toEqual(['suspended', 'expired']);
      expect((await accounts().find(person, null))?.signInsVoid?.at).toBe(START);
      const by = { organisationId: here, administrator: chief, realm: REALM };
      const review = { now: START, expiresAt: ENDS };
      expect(await organisations().renew(by, [person, chief, randomUUID()], review, silent)).toEqual({
        answer: 'done',
        renewed: [person],
      });
      expect(await closedAccess(person)).toEqual(['active', null]);
      expect(await organisations().expire(due, START, silent)).toBe(false);

      const membership = { organisationId: there, role: 'user', rights: [], createdBy: null, isOrigin: false } as const;
      const joining = { accountId: person, membership: { ...membership, login: null, expiresAt: ENDS } };
      expect(
        await organisations().join({ ...by, organisationId: there, administrator: null }, joining, START, silent),
      ).toBe('done');
      expect(await act(here, chief, person, { kind: 'suspend' })).toBe('done');
      expect(await closedAccess(person)).toEqual(['active', null]);
      expect(await organisations().claimsOf(person, START)).toHaveLength(1);
      expect(await act(there, null, person, { kind: 'remove' })).toBe('done');
      expect(await closedAccess(person)).toEqual(['suspended', 'suspended']);
      expect(await act(here, chief, person, { kind: 'reactivate', expiresAt: ENDS })).toBe('done');
      expect(await closedAccess(person)).toEqual(['active', null]);
    });

    test('E1 a code on the screen: for an untouched account of this organisation alone, and dead with the first sign-in', async () => {
      const [here, there] = [await organisation(), await organisation()];
      const [chief, other] = [
        await member(here, { role: 'administrator' }),
        await member(there, { role: 'administrator' }),
      ];
      const order = (accountId: string, organisationId: string, administrator: string) =>
        cards().issue({
          accountId,
          card: deskCard(),
          letter: null,
          notices: [],
          unlessSince: null,
          untouchedFor: { organisationId, administrator },
        });
      const invited = await member(here, { isActive: false });
      expect(await order(invited, there, other)).toBe(false);
      expect(await order(chief, here, chief)).toBe(false);
      expect(await order(invited, here, chief)).toBe(true);
      const by = { organisationId: there, administrator: other, realm: REALM };
      const membership = {
        organisationId: there,
        role: 'user',
        rights: [],
        createdBy: other,
        isOrigin: false,
      } as const;
      const joining = { accountId: invited, membership: { ...membership, login: null, expiresAt: ENDS } };
      expect(await organisations().join(by, joining, START, silent)).toBe('done');
      expect((await accounts().find(invited, null))?.codeCards).toEqual([]);
      expect(await order(invited, here, chief)).toBe(false);
      expect(await order(invited, there, other)).toBe(false);

      const second = await member(here, { isActive: false });
      expect(await order(second, here, chief)).toBe(true);
      await signIn(second);
      expect((await accounts().find(second, null))?.codeCards).toEqual([]);
      expect(await order(second, here, chief)).toBe(false);
    });

    test('E1 an administrator’s contact carries no password, however old it is; the person’s own does after 48 h', async () => {
      const here = await organisation();
      const [chief, person] = [await member(here, { role: 'administrator' }), await member(here)];
      const by = { organisationId: here, administrator: chief };
      const value = `set.${randomUUID()}@example.test`;
      const addedContact = { kind: 'email', value, pendingUntil: START + 2 * DAY, setBy: 'administrator' } as const;
      expect(await files().changeOfMember(by, change(person, { addedContact }))).toBe('done');
      await open().contact.updateMany({ where: { value }, data: { verifiedAt: new Date(START), pendingUntil: null } });
      const contacts = (await accounts().find(person, null))?.contacts ?? [];
      const [own, theirs] = [
        contacts.find((each) => each.value !== value),
        contacts.find((each) => each.value === value),
      ];
      expect(theirs?.setBy).toBe('administrator');
      const sent = (id: string | undefined, notSetSince: number) =>
        files().changeOfMember(by, change(person, { ownContact: { id: id ?? '', notSetSince } }));
      expect(await sent(theirs?.id, START + 90 * DAY)).toBe('refused');
      expect(await sent(own?.id, START - DAY)).toBe('refused');
      expect(await sent(own?.id, START + DAY)).toBe('done');
    });

    describe('lists', () => {
      let here: string;
      let ids: Record<'benali' | 'garnier' | 'leroy' | 'eymard', string>;
      beforeAll(async () => {
        here = await organisation();
        ids = {
          leroy: await member(here, { role: 'administrator', names: ['Hélène', 'LEROY'] }),
          benali: await member(here, { names: ['Jean-Karim', 'BENALI'], expiresAt: START + 10 * DAY }),
          garnier: await member(here, { names: ['Odile', 'GARNIER'], isActive: false, email: 'zoe.50%@example.test' }),
          eymard: await member(here, { names: ['Zélie', 'ŒYMARD'], expiresAt: START - DAY }),
        };
      });
      const names = async (query: Partial<MemberQuery>, page = 1, size = 50) =>
        (await organisations().members(found(here, query), page, size)).members.map(({ familyName }) => familyName);

      test.each<readonly [Partial<MemberQuery>, readonly string[]]>([
        [{}, ['BENALI', 'GARNIER', 'LEROY', 'ŒYMARD']],
        [{ isDescending: true }, ['ŒYMARD', 'LEROY', 'GARNIER', 'BENALI']],
        [{ search: 'helene' }, ['LEROY']],
        [{ search: 'ler hel' }, ['LEROY']],
        [{ search: 'oey' }, ['ŒYMARD']],
        [{ search: 'karim' }, ['BENALI']],
        [{ search: 'eroy' }, []],
        [{ search: '%' }, []],
        [{ search: 'zoe.50' }, ['GARNIER']],
        [{ search: "a' OR 1=1 --" }, []],
        [{ status: 'invited' }, ['GARNIER']],
        [{ status: 'active' }, ['BENALI', 'LEROY']],
        [{ status: 'expired' }, ['ŒYMARD']],
        [{ role: 'administrator' }, ['LEROY']],
        [{ isDue: true, sort: 'expiry' }, ['ŒYMARD', 'BENALI']],
      ])('E1 %j finds %j', async (query, expected) => {
        expect(await names(query)).toEqual(expected);
      });

      test('E1 pages hold everybody once, the last one where a later one is asked for, and the export the same', async () => {
        for (const sort of ['name', 'login', 'expiry', 'created'] as const) {
          for (const isDescending of [false, true]) {
            const query = { sort, isDescending };
            const paged = [...(await names(query, 1, 3)), ...(await names(query, 2, 3))];
            const exported: string[] = [];
            for await (const members of organisations().everyMember(found(here, query), 3))
              exported.push(...members.map(({ familyName }) => familyName));
            expect(new Set(paged).size).toBe(4);
            expect(exported).toEqual(paged);
          }
        }
        expect((await organisations().members(found(here), 9, 3)).page).toBe(2);
      });

      test('E1 the file shows of each person what the list shows, at their first address', async () => {
        const there = await organisation();
        const [chief, second] = [await member(there, { role: 'administrator' }), await member(there)];
        await act(there, null, second, { kind: 'grant', right: 'consult-careers' });
        await act(there, null, second, { kind: 'grant', right: 'read-documents' });
        await act(there, null, await member(there, { isActive: false }), { kind: 'suspend' });
        await member(there, { isActive: false });
        await member(there, { expiresAt: START - DAY });
        const stranger = { organisationId: there, role: 'user', rights: [], createdBy: null, isOrigin: false } as const;
        await organisations().join(
          { organisationId: there, administrator: chief, realm: REALM },
          { accountId: ids.benali, membership: { ...stranger, login: 'jk.benali', expiresAt: ENDS } },
          START,
          silent,
        );
        const accountId = second;
        const later = { id: randomUUID(), accountId, kind: 'email', value: 'a.second@example.test' } as const;
        await open().contact.create({ data: { ...later, verifiedAt: new Date(), createdAt: new Date('2099-01-01') } });
        const listed = (await organisations().members(found(there), 1, 50)).members;
        const exported: unknown[] = [];
        for await (const members of organisations().everyMember(found(there), 4)) exported.push(...members);
        expect(listed).toHaveLength(6);
        expect(exported).toEqual(
          listed.map(({ accountId: _, isDue: __, givenNames, rights, ...shown }) => ({
            ...shown,
            givenNames: givenNames.join(' '),
            rights: rights.join(' '),
          })),
        );
        expect(JSON.stringify(exported)).not.toContain('a.second');
      });

      test('E1 E2 the overview counts, and one member is shown with masked contacts', async () => {
        const overview = await organisations().overview(here, START, START + 60 * DAY);
        expect(overview?.counts).toEqual({
          total: 4,
          invited: 1,
          active: 2,
          suspended: 0,
          expired: 1,
          administrators: 1,
          due: 2,
        });
        const facts = await organisations().member(here, ids.garnier, START, START);
        expect(facts).toMatchObject({ isUntouched: true, member: { status: 'invited' } });
        expect(facts?.contacts[0]?.masked).not.toContain('zoe.50');
        expect((await organisations().member(here, ids.leroy, START, START))?.isUntouched).toBe(false);
      });

      test('E1 who was added from elsewhere shows a masked address, which no search finds letter by letter', async () => {
        const there = await organisation();
        const email = 'secret.adresse@example.test';
        const person = await member(there, { names: ['Paul', 'DUPRÉ'], email });
        const membership = {
          organisationId: here,
          role: 'user',
          rights: [],
          createdBy: null,
          isOrigin: false,
        } as const;
        await organisations().join(
          { organisationId: here, administrator: null, realm: REALM },
          { accountId: person, membership: { ...membership, login: 'p.dupre', expiresAt: ENDS } },
          START,
          silent,
        );
        const page = await organisations().members(found(here, { search: 'dupre' }), 1, 50);
        expect(page.members).toHaveLength(1);
        expect(page.members[0]?.email).not.toContain('secret');
        expect(await names({ search: 'secret' })).toEqual([]);
        await act(here, null, person, { kind: 'remove' });
        expect(await names({ search: 'dupre' })).toEqual([]);
        expect(await names({ status: 'removed' })).toEqual(['DUPRÉ']);
      });
    });

    test('E1 what is told is written with the act, or not at all', async () => {
      const here = await organisation();
      const [chief, person] = [await member(here, { role: 'administrator' }), await member(here)];
      const by = { organisationId: here, administrator: chief, realm: REALM };
      const dedupe = randomUUID();
      const tell = (told: Parameters<typeof noticesTo>[0]) =>
        noticesTo(told, { kind: 'right_granted', data: { organisation: 'x' }, dedupe });
      const grant = { kind: 'grant', right: 'consult-careers' } as const;
      await organisations().act(by, person, grant, START, tell);
      await organisations().act(by, chief, grant, START, tell);
      const written = await open().notice.findMany({ where: { dedupeKey: { contains: dedupe } } });
      expect(written.map(({ accountId }) => accountId)).toEqual([person]);
    });
  });
}

function deskCard(): CodeCard {
  return {
    id: randomUUID(),
    kind: 'desk',
    keyId: 'k1',
    nonce: 'nonce',
    size: 1,
    used: [],
    issuedAt: START,
    expiresAt: START + 3_600_000,
  };
}

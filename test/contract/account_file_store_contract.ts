/** What every store of files promises (C7, E1, S5): each change whole with its answer, or not at all; of two at once one. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createPostgresAccountFileStore } from '../../src/adapters/postgres/account/account_file_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresContactStore } from '../../src/adapters/postgres/contact/contact_store.js';
import { mailboxOf } from '../../src/adapters/postgres/contact/mailbox.js';
import { createAnswerBox, createPostgresIdempotencyStore } from '../../src/adapters/postgres/idempotency_store.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import { sqlPart } from '../../src/adapters/postgres/sql.js';
import { createIdentifierVault } from '../../src/adapters/system/keys/identifier_vault.js';
import { keyRing } from '../../src/config/key_ring.js';
import { sameMailbox } from '../../src/domain/contact/mailbox.js';
import type { FileChange, NewFile } from '../../src/ports/account/account_file_store.js';
import { START } from './clock_of_test.js';

const RING = keyRing([{ id: 'k1', secret: randomBytes(32) }]);
const REALM = 'allocataires';
const DAY = 86_400;

export function describeAccountFileStore(adapter: string, open: () => Database): void {
  const vault = createIdentifierVault(RING, RING);
  const files = () =>
    createPostgresAccountFileStore(open(), vault, {
      letters: createLetterBox(RING),
      notices: createNoticeBox(RING),
      answers: createAnswerBox(RING),
    });
  const records = () => createPostgresIdempotencyStore(open(), createAnswerBox(RING));
  const number = () => String(randomInt(10 ** 9)).padStart(9, '0');
  const nothing = { provisional: null, letters: [], notices: [], receipt: null } as const;

  const file = (changes: Partial<NewFile> = {}): NewFile => ({
    ...nothing,
    id: randomUUID(),
    realm: REALM,
    standing: 'applicant',
    locale: 'fr',
    caf: '751',
    postalAddress: { lines: ['12 rue des Lilas'], postcode: '75012', city: 'PARIS', country: null },
    identifiers: [{ kind: 'allocataire', value: number() }],
    contacts: [{ id: randomUUID(), kind: 'email', value: 'linh@example.test' }],
    familyName: 'NGUYEN',
    givenNames: ['Linh'],
    gender: 'female',
    birthdate: '1996-02-29',
    birthplace: '75112',
    birthcountry: '99100',
    at: START,
    ...changes,
  });
  const change = (accountId: string, changes: Partial<FileChange> = {}): FileChange => ({
    ...nothing,
    realm: REALM,
    accountId,
    at: START,
    from: { statuses: ['active'] },
    ...changes,
  });
  async function enrolled(changes: Partial<NewFile> = {}) {
    const made = file(changes);
    expect(await files().enrol(made)).toBe('done');
    return made.id;
  }
  async function receipt(status = 200) {
    const key = { client: `test:${randomUUID()}`, key: randomUUID() };
    expect(await records().begin(key, 'print', START, DAY, 60)).toEqual({ state: 'begun' });
    return { ...key, status, body: { told: 'once' }, endsSignInsOf: null };
  }

  describe(`files in ${adapter}`, () => {
    test('C6 of ten who enrol one number at once, one does, and the others write nothing', async () => {
      const value = number();
      const asked = Array.from({ length: 10 }, () => file({ identifiers: [{ kind: 'allocataire', value }] }));
      const answers = await Promise.all(asked.map((each) => files().enrol(each)));
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
      expect(new Set(answers)).toEqual(new Set(['done', 'taken']));
      expect(await open().account.count({ where: { id: { in: asked.map(({ id }) => id) } } })).toBe(1);
    });

    test('C7 a change that another process answered under the same key leaves nothing', async () => {
      const id = await enrolled();
      const answered = await receipt();
      await records().answer(answered);
      const answer = await files().change(change(id, { status: 'suspended', endsAccess: true, receipt: answered }));
      expect(answer).toBe('answered');
      expect((await open().account.findUniqueOrThrow({ where: { id } })).status).toBe('active');
    });

    test('C7 the answer stands with the change, sealed, and is given again', async () => {
      const id = await enrolled();
      const given = await receipt(201);
      expect(await files().change(change(id, { status: 'suspended', receipt: given }))).toBe('done');
      const answer = { status: 201, body: { told: 'once' }, endsSignInsOf: null };
      expect(await records().begin(given, 'print', START, DAY, 60)).toEqual({ state: 'answered', answer });
      expect(await records().begin(given, 'another', START, DAY, 60)).toEqual({ state: 'other-request' });
      const row = await open().idempotencyRecord.findFirstOrThrow({ where: { key: given.key } });
      expect(JSON.stringify(row.body)).not.toContain('once');
    });

    test('C7 a claim is taken over once it is old, and by one', async () => {
      const claimed = await receipt();
      const begin = (now: number) => records().begin(claimed, 'print', now, DAY, 60);
      expect(await begin(START + 59_000)).toEqual({ state: 'in-progress' });
      const later = await Promise.all([0, 1, 2].map(() => begin(START + 61_000)));
      expect(later.filter(({ state }) => state === 'begun')).toHaveLength(1);
      await records().release(claimed);
      expect(await begin(START + 62_000)).toEqual({ state: 'begun' });
    });

    test('C7 an answer is forgotten after a day, and released never', async () => {
      const given = await receipt();
      await records().answer(given);
      await records().release(given);
      expect(await records().begin(given, 'print', START + (DAY - 1) * 1000, DAY, 60)).toMatchObject({
        state: 'answered',
      });
      expect(await records().begin(given, 'another', START + DAY * 1000, DAY, 60)).toEqual({ state: 'begun' });
    });

    test.each([
      ['another realm', { realm: 'employeurs' }, 'unknown'],
      ['another status', { from: { statuses: ['suspended'] } }, 'refused'],
      ['another standing', { from: { statuses: ['active'], standing: 'affiliated' } }, 'refused'],
    ] as const)('C7 from %s nothing changes', async (_, asked, answer) => {
      const id = await enrolled();
      const asking = change(id, { status: 'closed', endsAccess: true, ...(asked as Partial<FileChange>) });
      expect(await files().change(asking)).toBe(answer);
      expect(await open().account.findUniqueOrThrow({ where: { id } })).toMatchObject({
        status: 'active',
        signInsVoidBefore: null,
      });
    });

    test('C7 a number that somebody has leaves the whole change undone', async () => {
      const value = number();
      await enrolled({ identifiers: [{ kind: 'allocataire', value }] });
      const id = await enrolled();
      const asked = change(id, { caf: '252', identifiers: [{ kind: 'allocataire', value }], endsAccess: true });
      expect(await files().change(asked)).toBe('taken');
      expect((await open().account.findUniqueOrThrow({ where: { id } })).caf).toBe('751');
      expect(await open().identifier.count({ where: { accountId: id, retirement: 0n } })).toBe(1);
    });

    test('C7 ended access: credentials, devices and cards go, and what was proved before is void', async () => {
      const password = { hash: '$argon2id$x', pepperKeyId: 'p1' };
      const id = await enrolled({ provisional: { password, expiresAt: START + DAY, carriedBy: null } });
      await open().knownDevice.create({
        data: {
          secretHash: randomUUID(),
          accountId: id,
          realm: REALM,
          firstSeenAt: new Date(),
          lastSeenAt: new Date(),
        },
      });
      expect(await files().change(change(id, { endsAccess: true }))).toBe('done');
      expect(await open().credential.count({ where: { accountId: id } })).toBe(0);
      expect(await open().knownDevice.count({ where: { accountId: id } })).toBe(0);
      const { signInsVoidBefore } = await open().account.findUniqueOrThrow({ where: { id } });
      expect(signInsVoidBefore?.getTime()).toBe(START);
    });

    test('C4 an account never has one mailbox twice, however it is spelled', async () => {
      const id = await enrolled();
      const { value: first } = await open().contact.findFirstOrThrow({ where: { accountId: id, kind: 'email' } });
      const [local, domain] = first.split('@');
      for (const value of [`${local?.toUpperCase()}@${domain}`, `${local}+caf@${domain}`])
        expect(
          await files().change(change(id, { addedContact: { kind: 'email', value, pendingUntil: START + DAY } })),
        ).toBe('refused');
      const another = { kind: 'email', value: `other.${local}@${domain}`, pendingUntil: START + DAY } as const;
      expect(await files().change(change(id, { addedContact: another }))).toBe('done');
      const contacts = createPostgresContactStore(open(), createNoticeBox(RING));
      const kept = await open().contact.count({ where: { accountId: id } });
      const again = await contacts.addUnverified(id, { kind: 'email', value: `${local}+x@${domain}` }, START);
      expect((await open().contact.findUniqueOrThrow({ where: { id: again } })).value).toBe(first);
      expect(await open().contact.count({ where: { accountId: id } })).toBe(kept);
      // One that was imported before the rule: it is never verified beside the other.
      const imported = { id: randomUUID(), accountId: id, kind: 'email', value: `${local}+old@${domain}` };
      await open().contact.create({ data: { ...imported, createdAt: new Date(START) } });
      expect(await contacts.verify(id, imported.id, { begunAt: START, session: undefined }, START, [])).toBe(false);
    });

    test.each(['claire@example.fr', 'Claire@example.fr', 'claire+caf+2@example.fr', '+x@example.fr', '+33639980001'])(
      'C4 the database reads the mailbox of %s as the program does',
      async (value) => {
        const rows = await open().sql.rows<
          Array<{ mailbox: string }>
        >`SELECT ${mailboxOf(sqlPart`${value}::text`)} AS mailbox`;
        expect(rows[0]?.mailbox).toBe(sameMailbox(value));
      },
    );

    test('S5 an export has the subjects that portals know and what is counted: times, no hash of a browser', async () => {
      const id = await enrolled();
      const device = randomUUID();
      const seen = { firstSeenAt: new Date(START), lastSeenAt: new Date(START) };
      await open().knownDevice.create({ data: { secretHash: device, accountId: id, realm: REALM, ...seen } });
      const counted = { hits: [BigInt(START)], expiresAt: new Date(START + DAY) };
      for (const key of [`code:${id}:${device}`, `legacy:${id}`, `password:${id}:unknown`, `legacy:${randomUUID()}`])
        await open().attemptCounter.create({ data: { key, ...counted } });
      await open().pairwiseSubject.create({ data: { sub: `s-${id}`, realm: REALM, sector: 'portal', accountId: id } });
      const held = await files().held(REALM, id);
      expect(held?.['subjects']).toMatchObject([{ sub: `s-${id}`, sector: 'portal' }]);
      const at = [new Date(START)];
      expect(held?.['attempts']).toMatchObject([
        { of: 'code', device: 'known', at },
        { of: 'legacy', device: null, at },
        { of: 'password', device: 'unknown', at },
      ]);
      expect(JSON.stringify(held)).not.toContain(device);
    });

    test('S5 erased: nothing of the person is left in any table', async () => {
      const id = await enrolled();
      const lane = `password:${id}:unknown`;
      await open().attemptCounter.create({ data: { key: lane, hits: [1n], expiresAt: new Date() } });
      const of = { realm: REALM, clientId: `portal-${id}` };
      const streamId = randomUUID();
      await open().pairwiseSubject.create({
        data: { sub: `s-${id}`, realm: REALM, sector: of.clientId, accountId: id },
      });
      const [createdAt, updatedAt, nextAttemptAt] = [new Date(START), new Date(START), new Date(START)];
      const stream = {
        ...of,
        id: streamId,
        sector: of.clientId,
        delivery: 'poll',
        createdAt,
        updatedAt,
        nextAttemptAt,
      };
      await open().signalStream.create({ data: stream });
      await open().signalUnwanted.create({ data: { streamId, sub: `s-${id}` } });
      const call = { clientId: 'centre', message: 'Votre appel', scope: 'openid', acrValues: '', cipherKeyId: 'k' };
      const until = { sealed: Buffer.from('x'), isPinged: false, createdAt, expiresAt: new Date(START + DAY) };
      await open().backchannelRequest.create({
        data: { id: randomUUID(), realm: REALM, subject: id, ...call, ...until },
      });
      expect((await files().held(REALM, id))?.['calls']).toMatchObject([
        { client_id: 'centre', message: 'Votre appel' },
      ]);
      expect(await files().erase('employeurs', id, null)).toBe('unknown');
      expect(await files().held(REALM, id)).toMatchObject({ account: { id } });
      expect(await files().erase(REALM, id, null)).toBe('done');
      expect(await files().erase(REALM, id, null)).toBe('unknown');
      expect(await files().held(REALM, id)).toBeNull();
      expect(await open().contact.count({ where: { accountId: id } })).toBe(0);
      expect(await open().attemptCounter.count({ where: { key: lane } })).toBe(0);
      expect(await open().signalUnwanted.count({ where: { streamId } })).toBe(0);
      expect(await open().backchannelRequest.count({ where: { subject: id } })).toBe(0);
    });
  });
}

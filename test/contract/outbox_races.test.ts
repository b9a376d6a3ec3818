/** Eight claimers at once: each letter and each notice is claimed once, and each job is held by one process (C8, U2, C3). */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresLetterOutbox } from '../../src/adapters/postgres/letter/letter_outbox.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { createPostgresNoticeOutbox } from '../../src/adapters/postgres/notice/notice_outbox.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import { createPostgresDueChanges } from '../../src/adapters/postgres/schedule/due_changes.js';
import { createPostgresJobStore } from '../../src/adapters/postgres/schedule/job_store.js';
import { keyRing } from '../../src/config/key_ring.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';
import { START } from './clock_of_test.js';

const CLAIMERS = 8;
const MANY = 400;
const RING = keyRing([{ id: 'one', secret: randomBytes(32) }]);

let server: TestDatabase;
let databases: Database[];
beforeAll(async () => {
  server = await testDatabase();
  databases = Array.from({ length: CLAIMERS }, () => connectDatabase(server.url, 2));
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.$disconnect()));
  await server.drop();
});

/** Every claimer takes until nothing is left. */
async function taken<Item>(claim: (database: Database) => Promise<readonly Item[]>): Promise<readonly Item[]> {
  const all = await Promise.all(
    databases.map(async (database) => {
      const items: Item[] = [];
      for (;;) {
        const more = await claim(database);
        if (more.length === 0) return items;
        items.push(...more);
      }
    }),
  );
  return all.flat();
}

test('C8 of eight print rooms, each letter goes to one, in a batch without two secrets of a person', async () => {
  const [database] = databases as [Database];
  await database.sql.count`
    INSERT INTO account (id, realm, family_name, given_names, gender, birthdate, postcode, city)
    SELECT gen_random_uuid(), 'r', 'MARTIN', ARRAY['Claire'], 'female', '1984-05-11', '88000', 'Épinal'
    FROM generate_series(1, ${MANY / 2}::int)`;
  await database.sql.count`
    INSERT INTO letter (id, realm, account_id, kind, locale, data, dedupe_key, created_at)
    SELECT gen_random_uuid(), 'r', id, kind, 'fr', '{}', kind || id, now() FROM account,
      unnest(ARRAY['identifier', 'provisional_password']) kind`;
  const claimed = await taken(async (each) => {
    const outbox = createPostgresLetterOutbox(each, createLetterBox(RING));
    const batch = await outbox.claim('r', 'print room', 20, START);
    const people = batch?.letters.map(({ accountId }) => accountId) ?? [];
    expect(new Set(people).size).toBe(people.length);
    return batch?.letters ?? [];
  });
  // Somebody may have seen nothing but what another was taking: what was held back then comes with the next claim.
  const outbox = createPostgresLetterOutbox(database, createLetterBox(RING));
  const ids = claimed.map(({ id }) => id);
  for (
    let rest = await outbox.claim('r', 'last', MANY, START);
    rest;
    rest = await outbox.claim('r', 'last', MANY, START)
  )
    ids.push(...rest.letters.map(({ id }) => id));
  expect(ids).toHaveLength(MANY);
  expect(new Set(ids).size).toBe(MANY);
});

test('U2 of eight senders, each notice goes to one', async () => {
  const [database] = databases as [Database];
  const notices = Array.from({ length: MANY }, () => ({
    realm: 'r',
    accountId: randomUUID(),
    kind: 'account_event' as const,
    locale: 'fr' as const,
    channel: 'email' as const,
    destination: 'claire@example.test',
    data: {},
    secret: null,
    dedupeKey: randomUUID(),
  }));
  const outboxOf = (each: Database) => createPostgresNoticeOutbox(each, createNoticeBox(RING));
  const added = await Promise.all(databases.map((each) => outboxOf(each).add(notices, START)));
  expect(added.reduce((sum, count) => sum + count)).toBe(MANY);
  const claimed = await taken((each) => outboxOf(each).claim(20, 60, START));
  expect(claimed).toHaveLength(MANY);
  expect(new Set(claimed.map(({ id }) => id)).size).toBe(MANY);
  expect(await outboxOf(database).counts()).toEqual({ queued: 0, sending: MANY, failed: 0 });
});

test('U2 of eight senders, one takes all that leaves together: nobody gets two messages for one', async () => {
  const [database] = databases as [Database];
  await database.sql.count`DELETE FROM notice`;
  const PEOPLE = 60;
  const EACH = 5;
  const notices = Array.from({ length: PEOPLE }, () => randomUUID()).flatMap((accountId) =>
    Array.from({ length: EACH }, () => ({
      ...{ realm: 'r', accountId, kind: 'contact_added' as const, locale: 'fr' as const, channel: 'email' as const },
      ...{ destination: 'claire@example.test', data: {}, secret: null, dedupeKey: randomUUID() },
    })),
  );
  const outboxOf = (each: Database) => createPostgresNoticeOutbox(each, createNoticeBox(RING));
  await outboxOf(database).add(notices, START);
  const claimed = await taken((each) => outboxOf(each).claim(7, 60, START + 300_000));
  expect(claimed).toHaveLength(PEOPLE * EACH);
  const messages = Map.groupBy(claimed, ({ batchId }) => batchId);
  expect(messages.size).toBe(PEOPLE);
  for (const message of messages.values()) expect(new Set(message.map(({ accountId }) => accountId)).size).toBe(1);
});

test('C3 of eight processes one holds a job, nobody else until its lease has ended, and its word counts no more then', async () => {
  const stores = databases.map((database) => createPostgresJobStore(database));
  const take = (now: number) =>
    Promise.all(
      stores.map((store, index) =>
        store.take('job', `owner ${index}`, { intervalMs: 1_000, now, leaseUntil: now + 100 }),
      ),
    );
  const held = await take(START);
  expect(held.filter(Boolean)).toEqual([{ doneUpTo: START - 1_000, cursor: null }]);
  expect((await take(START + 99)).filter(Boolean)).toEqual([]);
  const first = held.findIndex(Boolean);
  const advance = (index: number, cursor: string | null, doneUpTo: number, leaseUntil: number | null) =>
    stores[index]?.advance('job', `owner ${index}`, { doneUpTo, cursor, leaseUntil });
  expect(await advance(first, 'half', START - 1_000, START + 200)).toBe(true);

  const later = await take(START + 200);
  expect(later.filter(Boolean)).toEqual([{ doneUpTo: START - 1_000, cursor: 'half' }]);
  const second = later.findIndex(Boolean);
  if (second !== first) expect(await advance(first, null, START, null)).toBe(false);
  expect(await advance(second, null, START + 200, null)).toBe(true);
  expect((await take(START + 1_199)).filter(Boolean)).toEqual([]);
  expect((await take(START + 1_200)).filter(Boolean)).toHaveLength(1);
});

test('O6 C3 what falls due is found by an index, however many people there are', async () => {
  const [{ sql }] = databases as [Database];
  await sql.count`
    INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, expires_at)
    SELECT gen_random_uuid(), id, kind, 'x', 'p', now() + random() * interval '700 days'
    FROM account, unnest(ARRAY['password', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) kind`;
  await sql.count`
    INSERT INTO contact (id, account_id, kind, value, verified_at)
    SELECT gen_random_uuid(), id, 'email', 'person-' || n || '@example.test', now() FROM account, generate_series(1, 20) n`;
  await sql.count`
    INSERT INTO notice (id, realm, account_id, kind, locale, channel, destination, data, dedupe_key, state, next_attempt_at, created_at)
    SELECT gen_random_uuid(), 'r', id, 'contact_added', 'fr', 'email', 'x', '{}', id || ':' || n, 'sent', now(), now()
    FROM account, generate_series(1, 30) n`;
  await sql.count`ANALYZE account, credential, contact, notice`;
  const plans: string[] = [];
  const explained: Pick<Database, 'sql'> = {
    sql: {
      ...sql,
      rows: async ([first = '', ...rest], ...values) => {
        const parts = Object.assign([`EXPLAIN ${first}`, ...rest], { raw: [] });
        const plan = await sql.rows<Array<{ 'QUERY PLAN': string }>>(parts, ...values);
        plans.push(plan.map((row) => row['QUERY PLAN']).join('\n'));
        return [] as never;
      },
    },
  };
  const due = createPostgresDueChanges(explained, createNoticeBox(RING));
  await due.expiringPasswords(Date.now(), Date.now() + 3_600_000, null, 200);
  await due.expiringPasswords(Date.now(), Date.now() + 3_600_000, `${Date.now()}/${randomUUID()}`, 200);
  await due.pendingContacts(Date.now(), 100);
  await createPostgresNoticeOutbox(explained, createNoticeBox(RING)).claim(20, 60, START - 1);
  const [first, next, pending, claimed] = plans;
  for (const plan of [first, next]) expect(plan).toContain('credential_password_expires_at_idx');
  expect(pending).toContain('contact_pending_until_idx');
  expect(claimed).toContain('notice_state_next_attempt_at_idx');
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (credential|contact|account|notice)/);
});

/** Links made and undone at once by several processes, and the look-ups of many people, on a PostgreSQL server (F4). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { connectPool, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresIdentityLinkStore } from '../../src/adapters/postgres/federation/identity_link_store.js';
import type { IdentityLinkStore, LinkAnswer } from '../../src/ports/federation/identity_link_store.js';
import { type TestDatabase, testDatabase, withClient } from '../infrastructure/database.js';
import { START } from './clock_of_test.js';
import { CLAIRE, createPerson, ISSUER, newRealm, request } from './linked_people.js';

const AT_ONCE = 50;
/** as many processes share the store */
const PROCESSES = 3;
/** so many that nobody waits for a turn: all fifty are under way at once */
const CONNECTIONS = 20;
/** fifty in a row, on a busy machine */
const PATIENCE_MS = 30_000;

let server: TestDatabase;
let databases: Database[];

beforeAll(async () => {
  server = await testDatabase();
  databases = Array.from({ length: PROCESSES }, connectPatiently);
  for (const each of databases) {
    await Promise.all(Array.from({ length: CONNECTIONS }, () => each.sql.rows`SELECT 1 AS connected`));
  }
});
afterAll(async () => {
  await Promise.all(databases.map((each) => each.$disconnect()));
  await server.drop();
});

function connectPatiently(): Database {
  const patience = { connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS };
  return connectPool(new pg.Pool({ connectionString: server.url, max: CONNECTIONS, ...patience }), () => {});
}

/** The database of one of the processes. */
function database(index = 0): Database {
  const found = databases[index % PROCESSES];
  if (!found) throw new Error('no database');
  return found;
}

const store = (index = 0): IdentityLinkStore => createPostgresIdentityLinkStore(database(index));

async function atOnce(act: (store: IdentityLinkStore, index: number) => Promise<LinkAnswer>) {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, index) => act(store(index), index)));
}

function tally(answers: readonly LinkAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const key = answer.outcome === 'refused' ? answer.reason : answer.outcome;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

describe('F4 links at once', () => {
  test('F4 of fifty links of one subject and account, one is made, and all others find it', async () => {
    const realm = newRealm();
    const accountId = await createPerson(database(), realm);
    const asked = request(realm, accountId);
    const answers = await atOnce((links, index) =>
      links.link({ ...asked, provedBy: index % 2 ? 'match' : 'local_proof' }),
    );
    expect(tally(answers)).toEqual({ linked: 1, already: 49 });
    const [link, ...more] = await store().linksOf(accountId);
    expect(more).toEqual([]);
    for (const answer of answers) expect(answer).toMatchObject({ linkId: link?.id, accountId, suspended: [] });
  });

  test('F4 of two accounts that race for one subject, one has it', async () => {
    const realm = newRealm();
    const [first, second] = [await createPerson(database(), realm), await createPerson(database(), realm)];
    const asked = request(realm, first);
    const answers = await atOnce((links, index) => links.link({ ...asked, accountId: index % 2 ? first : second }));
    expect(tally(answers)).toEqual({ linked: 1, already: 24, other_account: 25 });
    const found = await store().findActive(realm, ISSUER, asked.subject, START);
    const winners = answers.flatMap((answer) => (answer.outcome === 'refused' ? [] : [answer.accountId]));
    expect(new Set(winners)).toEqual(new Set([found?.accountId]));
  });

  test('F4 of fifty subjects proved at once for one account, one stays active and each other was suspended once', async () => {
    const realm = newRealm();
    const accountId = await createPerson(database(), realm);
    const answers = await atOnce((links) => links.link(request(realm, accountId)));
    expect(tally(answers)).toEqual({ linked: 50 });
    const links = await store().linksOf(accountId);
    const suspended = links.filter(({ status }) => status === 'suspended').map(({ id }) => id);
    expect(links.filter(({ status }) => status === 'active')).toHaveLength(1);
    const told = answers.flatMap((answer) => (answer.outcome === 'refused' ? [] : answer.suspended));
    expect(told.toSorted()).toEqual(suspended.toSorted());
    expect(told).toHaveLength(49);
  });

  test('F4 of fifty subjects matched at once with one account, the second suspends the first and the rest are refused', async () => {
    const realm = newRealm();
    const accountId = await createPerson(database(), realm);
    const answers = await atOnce((links) => links.link(request(realm, accountId, { provedBy: 'match' })));
    expect(tally(answers)).toEqual({ linked: 2, tombstone: 48 });
  });

  test('F4 accounts and subjects crossed at once never wait for each other in a ring', async () => {
    const realm = newRealm();
    const accounts = await Promise.all([1, 2, 3].map(() => createPerson(database(), realm)));
    const subjects = [1, 2, 3].map(() => randomUUID());
    const pick = <Value>(values: readonly Value[], at: number) => values[at % values.length] as Value;
    const answers = await atOnce((links, index) =>
      links.link(request(realm, pick(accounts, index), { subject: pick(subjects, Math.floor(index / 3)) })),
    );
    expect(answers).toHaveLength(AT_ONCE);
    const active = await database().identityLink.findMany({ where: { realm, status: 'active' } });
    expect(new Set(active.map(({ subject }) => subject)).size).toBe(active.length);
    expect(new Set(active.map(({ accountId }) => accountId)).size).toBe(active.length);
  });

  test('F4 of fifty undoings of one link, one ends it', async () => {
    const realm = newRealm();
    const accountId = await createPerson(database(), realm);
    const link = await store().link(request(realm, accountId));
    if (link.outcome !== 'linked') throw new Error('no link to undo');
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => store(index).undo(link.linkId, accountId, START + index)),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test('F4 a match never passes an undoing: whichever comes first, the undone subject does not sign in', async () => {
    for (let round = 0; round < 20; round += 1) {
      const realm = newRealm();
      const accountId = await createPerson(database(), realm);
      const asked = request(realm, accountId);
      const link = await store().link(asked);
      if (link.outcome !== 'linked') throw new Error('no link to undo');
      const renewed = request(realm, accountId, { provedBy: 'match' });
      const [undone, same, other] = await Promise.all([
        store(0).undo(link.linkId, accountId, START + 1),
        store(1).link({ ...asked, provedBy: 'match' }),
        store(2).link(renewed),
      ]);
      expect(undone).toBe(true);
      expect(await store().findActive(realm, ISSUER, asked.subject, START)).toBeNull();
      if (same.outcome === 'refused') expect(same.reason).toBe('tombstone');
      else expect(same).toMatchObject({ outcome: 'already', linkId: link.linkId });
      // A new subject replaced the link before it was undone, or came after and is refused.
      if (other.outcome === 'refused') expect(other.reason).toBe('tombstone');
      else expect(other).toMatchObject({ outcome: 'linked', suspended: [link.linkId] });
      const active = await store().findActive(realm, ISSUER, renewed.subject, START);
      expect(active === null).toBe(other.outcome === 'refused');
    }
  });
});

describe('O6 look-ups among many', () => {
  const PEOPLE = 6_000;

  /** @param birthdate SQL over `n`, 1 to `count` */
  async function insertPeople(client: pg.Client, realm: string, count: number, birthdate: string): Promise<void> {
    await client.query(
      `INSERT INTO account (id, realm, family_name, given_names, gender, birthdate)
       SELECT gen_random_uuid(), $1, 'MARTIN', ARRAY['Claire'], 'female', ${birthdate} FROM generate_series(1, $2::int) n`,
      [realm, count],
    );
  }

  /** What PostgreSQL would do for each of a store's statements. */
  function explained(plans: string[]): Database {
    const { sql } = database();
    const rows: Database['sql']['rows'] = async (parts, ...values) => {
      const [first = '', ...rest] = parts;
      const statement = Object.assign([`EXPLAIN ${first}`, ...rest], { raw: parts.raw });
      const plan = await sql.rows<Array<{ 'QUERY PLAN': string }>>(statement, ...values);
      plans.push(plan.map((row) => row['QUERY PLAN']).join('\n'));
      return [] as never;
    };
    return { sql: { ...sql, rows } } as Database;
  }

  test('F4 O6 candidates, links and affiliations are found by their index', async () => {
    const realm = newRealm();
    await withClient(server.url, async (client) => {
      await insertPeople(client, realm, PEOPLE, "to_char(date '1980-01-01' + n / 3, 'YYYY-MM-DD')");
      await client.query(`INSERT INTO affiliation SELECT id, lpad((row_number() OVER ())::text, 14, '0') FROM account`);
      await client.query(
        `INSERT INTO identity_link
           (id, realm, account_id, upstream, issuer, subject, status, proved_by, linked_at, last_used_at)
         SELECT gen_random_uuid(), realm, id, 'u', 'other', id::text, 'active', 'match', now(), now() FROM account`,
      );
      await client.query('ANALYZE account, affiliation, identity_link');
    });
    const plans: string[] = [];
    const links = createPostgresIdentityLinkStore(explained(plans));
    await links.candidates(realm, CLAIRE);
    await links.employerCandidates(realm, '73282932000074');
    await links.findActive(realm, ISSUER, randomUUID(), START);
    await links.linksOf(randomUUID());
    const [candidates, employers, active, all] = plans;
    expect(candidates).toContain('account_realm_birthdate_idx');
    expect(employers).toContain('affiliation_siret_idx');
    expect(active).toContain('identity_link_active_subject_key');
    expect(all).toContain('identity_link_account_id_idx');
    for (const plan of plans) expect(plan).not.toContain('Seq Scan');
  });

  test('F4 a date that an import gave to everybody finds nobody', async () => {
    const realm = newRealm();
    await withClient(server.url, (client) => insertPeople(client, realm, 5_001, `'1900-01-01'`));
    const everybody = { ...CLAIRE, birthdate: '1900-01-01' };
    expect(await store().candidates(realm, everybody)).toEqual([]);
    await database().$executeRaw`
      DELETE FROM account WHERE id = (SELECT id FROM account WHERE realm = ${realm} LIMIT 1)`;
    expect(await store().candidates(realm, everybody)).toHaveLength(500);
  });
});

/** O4, O7: large tables take writes while a new version's indexes are built, and a migration takes what it finds. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrate, readMigrations } from '../../src/adapters/postgres/migrate.js';
import { indexesOf } from '../../src/adapters/postgres/migration_indexes.js';
import { GROUPS } from '../../src/cli/groups.js';
import { runGroups } from '../../src/cli/run_groups.js';
import { type TestDatabase, testDatabase } from './database.js';
import { waitUntil } from './server_process.js';

const INDEX = 'known_device_realm_last_seen_at_idx';
const MIGRATION = '20261128007000_known_device_age';
const BUILD = `CREATE INDEX CONCURRENTLY "${INDEX}" ON "known_device"("realm", "last_seen_at")`;
const PATIENCE_MS = 10_000;

test('O4 every index of a migration is written so that it can be prepared', () => {
  for (const { name, sql } of readMigrations()) {
    const statements = sql.match(/^\s*CREATE\s+(UNIQUE\s+)?INDEX/gim) ?? [];
    expect([name, indexesOf(sql).length]).toEqual([name, statements.length]);
    // Alone in its statement, and not where a comment speaks of it.
    expect(sql).not.toMatch(/INDEX CONCURRENTLY/i);
  }
});

describe('indexes before the migration that asks for them', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let reader: pg.Client | undefined;
  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    // Who would have to wait for a build fails.
    await client.query(`SET lock_timeout = '2s'`);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });
  /** As the database was before: the version that runs knows neither. */
  beforeEach(async () => {
    await client.query(`DROP INDEX IF EXISTS "${INDEX}"`);
    await client.query(`DELETE FROM "_prisma_migrations" WHERE migration_name = $1`, [MIGRATION]);
  });

  const prepare = async (...args: string[]) => {
    const said: string[] = [];
    const code = await runGroups(GROUPS, ['migrations', 'prepare', ...args], {
      environment: { DATABASE_URL: database.url },
      say: (line: string) => said.push(line),
      complain: (line: string) => said.push(line),
    } as never);
    return { code, said };
  };
  const identity = async () =>
    (await client.query<{ oid: string }>('SELECT to_regclass($1)::oid AS oid', [INDEX])).rows[0]?.oid ?? null;
  const isApplied = async () =>
    (await client.query('SELECT FROM "_prisma_migrations" WHERE migration_name = $1', [MIGRATION])).rowCount === 1;
  /** Somebody signs in on a browser of theirs. */
  const write = () =>
    client.query(
      `WITH person AS (INSERT INTO account (id, realm, family_name, given_names, gender, birthdate)
         VALUES (gen_random_uuid(), 'allocataires', 'MARTIN', ARRAY['Claire'], 'female', '1984-05-11') RETURNING id)
       INSERT INTO known_device (secret_hash, account_id, realm, first_seen_at, last_seen_at)
       SELECT 'hash', id, 'allocataires', now(), now() FROM person`,
    );
  /** A build waits for whoever began before it: as long as this transaction lasts, it is under way. */
  const holdBuilds = async () => {
    reader = new pg.Client({ connectionString: database.url });
    await reader.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query('SELECT FROM known_device LIMIT 1');
  };
  const letBuilds = async () => {
    await reader?.end();
    reader = undefined;
  };
  afterEach(letBuilds);

  test('O4 prepared, an index is taken as it is by the migration; prepared again, nothing is built', async () => {
    const { code, said } = await prepare();
    expect([code, said]).toEqual([
      0,
      [
        `building ${INDEX} on known_device …`,
        `${INDEX} on known_device built`,
        '1 migrations wait for the start of the service',
      ],
    ]);
    const built = await identity();
    expect(built).not.toBeNull();
    expect(await isApplied()).toBe(false);
    const again = JSON.parse((await prepare('--json')).said.join('\n'));
    expect(again).toEqual({
      pending: [MIGRATION],
      indexes: [{ name: INDEX, table: 'known_device', outcome: 'there' }],
    });
    await migrate(database.url);
    expect(await isApplied()).toBe(true);
    expect(await identity()).toBe(built);
    expect((await prepare()).said).toEqual(['0 migrations wait for the start of the service']);
  });

  test('O4 what was not prepared is built by the migration', async () => {
    await migrate(database.url);
    expect(await isApplied()).toBe(true);
    expect(await identity()).not.toBeNull();
  });

  test('O4 built by hand under its name it is taken too', async () => {
    await client.query(BUILD);
    const built = await identity();
    await migrate(database.url);
    expect(await identity()).toBe(built);
  });

  test('O7 while an index is prepared everybody writes; the start of the service refuses it half built', async () => {
    await holdBuilds();
    await write();
    const under = prepare();
    expect(await waitUntil(async () => (await identity()) !== null, PATIENCE_MS)).toBe(true);
    await write();
    expect((await prepare()).code).toBe(3);
    await expect(migrate(database.url)).rejects.toMatchObject({
      cause: new Error(`index ${INDEX} was left half built: poterne migrations prepare`),
    });
    expect(await isApplied()).toBe(false);
    await letBuilds();
    expect((await under).code).toBe(0);
    await migrate(database.url);
    expect(await isApplied()).toBe(true);
  });

  test('O7 a preparation that was killed leaves half an index, and the next builds it anew', async () => {
    await holdBuilds();
    const under = prepare();
    expect(await waitUntil(async () => (await identity()) !== null, PATIENCE_MS)).toBe(true);
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND pid <> pg_backend_pid()
         AND datname = current_database()`,
    );
    expect((await under).code).toBe(1);
    await letBuilds();
    expect((await prepare()).said).toContain(`${INDEX} on known_device built`);
    await migrate(database.url);
    expect(await isApplied()).toBe(true);
  });

  test.each([
    ['of other columns', `CREATE INDEX "${INDEX}" ON "known_device"("last_seen_at", "realm")`],
    [
      'of some rows only',
      `CREATE INDEX "${INDEX}" ON "known_device"("realm", "last_seen_at") WHERE realm = 'allocataires'`,
    ],
    ['that is unique', `CREATE UNIQUE INDEX "${INDEX}" ON "known_device"("realm", "last_seen_at")`],
  ])('O4 an index of that name %s is refused, by the preparation and by the migration', async (_how, statement) => {
    await client.query('DELETE FROM known_device');
    await client.query(statement);
    const why = `index ${INDEX} is there, and is not that of the migration: drop it`;
    expect(await prepare()).toEqual({ code: 1, said: [`poterne migrations: ${why}`] });
    await expect(migrate(database.url)).rejects.toMatchObject({ cause: new Error(why) });
    expect(await isApplied()).toBe(false);
  });

  test('O4 an index whose column comes with its migration waits for it', async () => {
    await client.query('ALTER TABLE known_device RENAME COLUMN last_seen_at TO later');
    expect((await prepare()).said).toEqual([
      `${INDEX} on known_device comes with its table or column`,
      '1 migrations wait for the start of the service',
    ]);
    await client.query('ALTER TABLE known_device RENAME COLUMN later TO last_seen_at');
  });
});

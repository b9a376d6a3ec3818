/**
 * Databases for the tests, on the run's PostgreSQL server: each jest file takes its own, copied within milliseconds from
 * a template that the first one migrates.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../src/adapters/postgres/migrate.js';
import { databasePrefix, testVariable } from './environment.js';

export interface TestDatabase {
  /** postgresql://… */
  readonly url: string;
  /** Removes it, ending its connections; the test command removes those that nobody dropped. */
  drop(): Promise<void>;
}

/** Serialises the making of the template among jest's workers. */
const TEMPLATE_LOCK = 7_032_027;

/** A new database with the current schema, empty, that no other test sees. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = testVariable('POTERNE_TEST_DATABASE_URL');
  const name = `${databasePrefix()}${randomBytes(5).toString('hex')}`;
  await withClient(server, async (client) => {
    const template = await migratedTemplate(server, client);
    await client.query(`CREATE DATABASE ${quoted(name)} TEMPLATE ${quoted(template)}`);
  });
  return { url: databaseUrl(server, name), drop: () => dropDatabase(server, name) };
}

/**
 * @param server URL of any database of a server where the user may create databases
 * @param template name of the database to copy; nothing may be connected to it
 * @returns the new database's URL
 */
export async function createDatabase(server: string, name: string, template?: string): Promise<string> {
  await withClient(server, (client) =>
    client.query(`CREATE DATABASE ${quoted(name)}${template ? ` TEMPLATE ${quoted(template)}` : ''}`),
  );
  return databaseUrl(server, name);
}

/** Removes a database and ends its connections; an absent one is no error. */
export async function dropDatabase(server: string, name: string): Promise<void> {
  await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`));
}

/** Removes every database whose name starts with a prefix. */
export async function dropDatabases(server: string, prefix: string): Promise<void> {
  await withClient(server, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${quoted(datname)} WITH (FORCE)`);
  });
}

/** URL of another database of the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/** Name of the run's migrated database, made by the first who asks and renamed once complete. */
async function migratedTemplate(server: string, client: pg.Client): Promise<string> {
  const name = `${databasePrefix()}template`;
  const unfinished = `${name}_unfinished`;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) {
    await client.query(`DROP DATABASE IF EXISTS ${quoted(unfinished)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${quoted(unfinished)}`);
    await migrate(databaseUrl(server, unfinished));
    await client.query(`ALTER DATABASE ${quoted(unfinished)} RENAME TO ${quoted(name)}`);
  }
  await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  return name;
}

/** One connection for one piece of work: its locks end with it. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}

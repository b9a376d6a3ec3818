/**
 * Applies prisma/migrations at start, keeping `_prisma_migrations` in Prisma's own shape, under an advisory lock, so
 * that any number of processes may start at once. Refuses an edited or half-applied migration.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type MigrationIndex, type PreparedIndex, prepareIndexes, withoutBuiltIndexes } from './migration_indexes.js';

const LOCK = 7_032_026;
const PREPARATION_LOCK = 7_032_028;
const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** The folder of migrations, beside the sources and beside the built program alike. */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'prisma', 'migrations');
    try {
      readdirSync(candidate);
      return candidate;
    } catch {
      if (dirname(folder) === folder) throw new Error('prisma/migrations was not found beside the program');
      folder = dirname(folder);
    }
  }
}

/**
 * Brings a database to the current schema.
 *
 * @param connectionString postgresql://…
 * @throws Error when an applied migration was edited since, or one stopped half way
 */
export async function migrate(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(TABLE);
    for (const { name, sql, checksum } of await pendingOf(client)) await apply(client, name, sql, checksum);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    await client.end();
  }
}

export interface Preparation {
  readonly pending: readonly string[];
  readonly indexes: readonly PreparedIndex[];
}

/**
 * Builds the indexes of the migrations that are not applied yet, while the service runs; applies nothing.
 *
 * @param connectionString postgresql://…
 * @returns null: somebody else does so at this moment
 * @throws Error as `migrate` and `prepareIndexes`
 */
export async function prepareMigrations(
  connectionString: string,
  onBegin: (index: MigrationIndex) => void,
): Promise<Preparation | null> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    // Not the lock of those that migrate: one that waited for it would be waited for, as whoever was there before is.
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      PREPARATION_LOCK,
    ]);
    if (!rows[0]?.held) return null;
    const { rows: tables } = await client.query(`SELECT FROM pg_class WHERE relname = '_prisma_migrations'`);
    const pending = tables.length === 0 ? readMigrations() : await pendingOf(client);
    const sql = pending.map((each) => each.sql);
    return { pending: pending.map(({ name }) => name), indexes: await prepareIndexes(client, sql, onBegin) };
  } finally {
    await client.end();
  }
}

/** @throws Error when an applied migration was edited since, or one stopped half way */
async function pendingOf(client: pg.Client): Promise<readonly Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  return readMigrations().filter(({ name, checksum }) => {
    const past = applied.get(name);
    if (past?.finished_at === null) throw new Error(`migration ${name} stopped half way: mend it by hand`);
    if (past && past.checksum !== checksum) throw new Error(`migration ${name} was edited after it was applied`);
    return !past;
  });
}

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Every migration of this program, in their order. */
export function readMigrations(): readonly Migration[] {
  const folder = migrationsFolder();
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

async function apply(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  const id = randomUUID();
  await client.query('BEGIN');
  try {
    await client.query(await withoutBuiltIndexes(client, sql));
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [id, checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${name} failed`, { cause: error });
  }
}

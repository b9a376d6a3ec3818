/** What `poterne doctor` asks PostgreSQL; it changes nothing there (O4). */
import pg from 'pg';
import type { DatabaseFacts, Migrations, WaitingFacts } from '../../domain/health/judge_database.js';
import type { KeyFacts } from '../../domain/health/judge_keys.js';
import type { PortalFacts } from '../../domain/health/judge_portals.js';
import type { KeyPurpose } from '../../domain/keys/provider_key.js';
import { readMigrations } from '../postgres/migrate.js';
import { portalFacts } from './portal_facts.js';

const PATIENCE_MS = 5_000;
/** The oldest rows are those that name the oldest keys; all of millions would take minutes. */
const SAMPLE_ROWS = 5_000;

export interface AllDatabaseFacts {
  readonly database: DatabaseFacts;
  /** undefined: the tables are not there, or cannot be read */
  readonly waiting?: WaitingFacts;
  readonly keys?: KeyFacts;
  readonly portals?: PortalFacts;
}

/** @param now milliseconds since the epoch */
export async function databaseFacts(url: string, now: () => number): Promise<AllDatabaseFacts> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const database = await serverFacts(client, now);
    const tables =
      database.reachable && database.migrations.missing.length === 0
        ? { ...(await tableFacts(client)), portals: await portalFacts(client) }
        : {};
    return { database, ...tables };
  } catch (error) {
    return { database: { reachable: false, why: codeOf(error) } };
  } finally {
    await client.end().catch(() => {});
  }
}

async function serverFacts(client: pg.Client, now: () => number): Promise<DatabaseFacts> {
  const asked = now();
  const { rows } = await client.query<{
    at: number;
    version: string;
    encoding: string;
    standby: boolean;
    used: string;
    most: string;
  }>(
    `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS at, current_setting('server_version_num') AS version,
       current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS standby,
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
       current_setting('max_connections') AS most`,
  );
  const answered = now();
  const [row] = rows;
  if (!row) throw new Error('no answer');
  return {
    reachable: true,
    version: Number(row.version),
    encoding: row.encoding,
    isStandby: row.standby,
    // Its clock was read somewhere between: no more than that is known.
    skewMs: row.at < asked ? row.at - asked : Math.max(0, row.at - answered),
    connections: { used: Number(row.used), most: Number(row.most) },
    migrations: await migrationFacts(client),
  };
}

async function migrationFacts(client: pg.Client): Promise<Migrations> {
  const known = readMigrations();
  const { rows: tables } = await client.query(`SELECT FROM pg_class WHERE relname = '_prisma_migrations'`);
  if (tables.length === 0) return { applied: 0, missing: known.map(({ name }) => name), broken: [], newer: [] };
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  const names = new Set(known.map(({ name }) => name));
  return {
    applied: rows.length,
    missing: known.filter(({ name }) => !applied.has(name)).map(({ name }) => name),
    broken: known
      .filter(({ name, checksum }) => {
        const row = applied.get(name);
        return row !== undefined && (!row.finished || row.checksum !== checksum);
      })
      .map(({ name }) => name),
    newer: rows.map(({ migration_name }) => migration_name).filter((name) => !names.has(name)),
  };
}

async function tableFacts(client: pg.Client): Promise<{ waiting: WaitingFacts; keys: KeyFacts }> {
  const at = (moment: string) => `extract(epoch FROM ${moment})::float8 * 1000`;
  const waiting = await client.query<{ [Name in keyof WaitingFacts]: string | number | null }>(
    // From process to process by the index: a year of events is not read.
    `WITH RECURSIVE process AS (
       (SELECT process_id AS id FROM audit_event ORDER BY process_id LIMIT 1)
       UNION ALL
       SELECT (SELECT process_id FROM audit_event WHERE process_id > process.id ORDER BY process_id LIMIT 1)
       FROM process WHERE process.id IS NOT NULL)
     SELECT (SELECT count(*) FROM letter WHERE state = 'queued') AS "lettersQueued",
       (SELECT ${at('min(created_at)')} FROM letter WHERE state = 'queued') AS "oldestLetterAt",
       (SELECT ${at('min(claimed_at)')} FROM letter_batch WHERE state = 'claimed') AS "oldestClaimedBatchAt",
       (SELECT ${at('min(next_attempt_at)')} FROM notice WHERE state IN ('queued', 'sending')) AS "oldestDueNoticeAt",
       (SELECT count(*) FROM notice WHERE state = 'failed' AND created_at > now() - interval '1 day') AS "noticesFailedToday",
       (SELECT ${at('min(e.at)')} FROM process p, LATERAL (
          SELECT at FROM audit_event WHERE process_id = p.id AND seq > coalesce(
            (SELECT max(seq) FROM audit_anchor WHERE process_id = p.id), 0) ORDER BY seq LIMIT 1) e) AS "oldestUnsealedEventAt",
       (SELECT ${at('max(sealed_at)')} FROM audit_anchor) AS "lastAnchorAt",
       (SELECT ${at('min(updated_at)')} FROM import_run WHERE finished_at IS NULL) AS "oldestOpenImportAt"`,
  );
  const keys = await client.query<{ purpose: KeyPurpose; alg: string; state: string; activated: number }>(
    `SELECT purpose, alg, state, ${at('activated_at')} AS activated FROM provider_key WHERE state IN ('active', 'published')`,
  );
  const [row] = waiting.rows;
  const numberOf = (value: string | number | null | undefined) =>
    value === null || value === undefined ? null : Number(value);
  return {
    waiting: {
      lettersQueued: numberOf(row?.lettersQueued) ?? 0,
      oldestLetterAt: numberOf(row?.oldestLetterAt),
      oldestClaimedBatchAt: numberOf(row?.oldestClaimedBatchAt),
      oldestDueNoticeAt: numberOf(row?.oldestDueNoticeAt),
      noticesFailedToday: numberOf(row?.noticesFailedToday) ?? 0,
      oldestUnsealedEventAt: numberOf(row?.oldestUnsealedEventAt),
      lastAnchorAt: numberOf(row?.lastAnchorAt),
      oldestOpenImportAt: numberOf(row?.oldestOpenImportAt),
    },
    keys: {
      active: keys.rows
        .filter(({ state }) => state === 'active')
        .map(({ purpose, alg, activated }) => ({ purpose, alg, activatedAt: activated })),
      published: keys.rows.filter(({ state }) => state === 'published'),
      ringIdsInUse: {
        IDENTIFIER_ENCRYPTION_KEYS: await idsIn(client, 'identifier', 'cipher_key_id'),
        IDENTIFIER_INDEX_KEYS: await idsIn(client, 'identifier', 'index_key_id'),
        PEPPER_KEYS: await idsIn(client, 'credential', 'pepper_key_id'),
        KEY_ENCRYPTION_KEYS: [
          ...new Set([
            ...(await idsIn(client, 'provider_key', 'cipher_key_id')),
            ...(await idsIn(client, 'letter', 'cipher_key_id')),
            ...(await idsIn(client, 'notice', 'cipher_key_id')),
            ...(await idsIn(client, 'audit_person_key', 'cipher_key_id')),
            ...(await idsIn(client, 'authenticator', 'cipher_key_id')),
          ]),
        ],
      },
    },
  };
}

/** @param table and column are this file's own words */
async function idsIn(client: pg.Client, table: string, column: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT id FROM (SELECT ${column} AS id FROM ${table} LIMIT ${SAMPLE_ROWS}) sample WHERE id <> ''`,
  );
  return rows.map(({ id }) => id);
}

function codeOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code ?? message?.split('\n')[0] ?? 'unknown';
}

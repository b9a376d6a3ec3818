/**
 * The embedded PostgreSQL of a run. PGlite takes seconds and half a gigabyte to start, so the test command starts one
 * beside jest's workers, on a socket in a folder that only this user may enter (PGlite accepts any password). It has one
 * database and serialises transactions: a test that uses it removes what it wrote, and proves no race on it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepingExchangesWhole } from '../../demo/whole_exchanges.js';
import { migrate } from '../../src/adapters/postgres/migrate.js';
import { testVariable } from './environment.js';
import { waitUntil } from './server_process.js';

export interface EmbeddedPostgres {
  stop(): Promise<void>;
}

const CONNECTIONS = 50;
const START_PATIENCE_MS = 60_000;

/** @returns the address of a PGlite whose socket lies in this folder */
export function pgliteUrl(folder: string): string {
  return `postgresql://postgres:postgres@localhost/postgres?host=${encodeURIComponent(folder)}`;
}

/** Starts PGlite in this process, in memory, with the current schema; `pgliteDatabase` waits for it. */
export async function startPglite(folder: string): Promise<EmbeddedPostgres> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket');
    const db = await PGlite.create();
    const server = new PGLiteSocketServer({
      db: keepingExchangesWhole(db),
      path: join(folder, '.s.PGSQL.5432'),
      maxConnections: CONNECTIONS,
    });
    await server.start();
    await migrate(pgliteUrl(folder));
    writeFileSync(join(folder, 'started'), '');
    return {
      async stop() {
        await server.stop();
        await db.close();
      },
    };
  } catch (error) {
    writeFileSync(join(folder, 'started'), error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
}

/**
 * The run's embedded PostgreSQL, once it has started.
 *
 * @returns postgresql://… for the same adapter as a server's
 */
export async function pgliteDatabase(): Promise<string> {
  const started = join(testVariable('POTERNE_TEST_RUN_DIR'), 'pglite', 'started');
  if (!(await waitUntil(() => existsSync(started), START_PATIENCE_MS))) throw new Error('PGlite did not start in time');
  const fault = readFileSync(started, 'utf8');
  if (fault) throw new Error(`PGlite did not start: ${fault}`);
  return testVariable('POTERNE_TEST_PGLITE_URL');
}

/**
 * PostgreSQL inside the process (O1): PGlite on disk, behind a socket in a folder only its owner can enter, because it
 * accepts any password. The service reaches it through the same adapter as a server.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { keepingExchangesWhole } from './whole_exchanges.js';

export interface EmbeddedDatabase {
  /** what DATABASE_URL would hold */
  readonly url: string;
  close(): Promise<void>;
}

const SOCKET_NAME = '.s.PGSQL.5432';
/** a Unix socket's address has no room for more */
const LONGEST_SOCKET_PATH = 100;
const CONNECTIONS = 20;

/** @param folder where the data is kept, or null for a database that lives in memory */
export async function startEmbeddedDatabase(folder: string | null): Promise<EmbeddedDatabase> {
  const socketFolder = privateFolder(folder);
  const data = folder === null ? 'memory://' : join(resolve(folder), 'postgresql');
  if (folder !== null) mkdirSync(data, { recursive: true, mode: 0o700 });
  const database = await PGlite.create(data);
  const path = join(socketFolder, SOCKET_NAME);
  rmSync(path, { force: true });
  const server = new PGLiteSocketServer({ db: keepingExchangesWhole(database), path, maxConnections: CONNECTIONS });
  await server.start();
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}`,
    async close() {
      await server.stop();
      await database.close();
    },
  };
}

function privateFolder(folder: string | null): string {
  const beside = folder === null ? undefined : join(resolve(folder), 'socket');
  if (beside === undefined || join(beside, SOCKET_NAME).length > LONGEST_SOCKET_PATH) {
    return mkdtempSync(join(tmpdir(), 'poterne-'));
  }
  mkdirSync(beside, { recursive: true, mode: 0o700 });
  chmodSync(beside, 0o700);
  return beside;
}

/** PostgreSQL through Prisma: the same adapter for a server and for the embedded PGlite (architecture: decision 4). */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './client/client.js';
import { createSql, type TransactionalSql } from './sql.js';

export type Database = PrismaClient & { readonly sql: TransactionalSql };

/** Also the longest wait for a turn when every connection of the pool is taken. */
const CONNECT_TIMEOUT_MS = 2_000;
/** A server that does not answer a statement this long is away: its connection is given up, and another is tried. */
const STATEMENT_TIMEOUT_MS = 3_000;
const KEEP_ALIVE_AFTER_MS = 10_000;

/**
 * @param url postgresql://…; an embedded one is reached by `host` set to its socket's folder
 * @param poolSize connections of this process
 */
export function createPool(url: string, poolSize: number): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  });
}

/**
 * @param url postgresql://…; an embedded one is reached by `host` set to its socket's folder
 * @param poolSize connections of this process
 * @param onConnectionLost told of a connection that broke while nobody used it; whoever uses one gets the error itself
 */
export function connectDatabase(
  url: string,
  poolSize: number,
  onConnectionLost: (error: Error) => void = () => {},
): Database {
  return connectPool(createPool(url, poolSize), onConnectionLost);
}

/** @param pool ends when the database is disconnected */
export function connectPool(pool: pg.Pool, onConnectionLost: (error: Error) => void): Database {
  // Prisma listens once it has connected itself; statements of our own may come first.
  pool.on('error', onConnectionLost);
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, onConnectionError: onConnectionLost });
  const client = new PrismaClient({ adapter });
  const disconnect = client.$disconnect.bind(client);
  return Object.assign(client, {
    sql: createSql(pool),
    async $disconnect() {
      await disconnect();
      // A Prisma that never connected leaves the pool to us.
      if (!pool.ending) await pool.end();
    },
  });
}

/** PostgreSQL through Prisma: the same adapter for a server and for the embedded PGlite (architecture: decision 4). */
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './client/client.js';

export type Database = PrismaClient;

const CONNECT_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * @param url postgresql://…; an embedded one is reached by `host` set to its socket's folder
 * @param poolSize connections of this process
 */
export function connectDatabase(url: string, poolSize: number): Database {
  const adapter = new PrismaPg({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  return new PrismaClient({ adapter });
}

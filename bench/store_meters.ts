/** What the stores were asked: Redis's own count of commands, PostgreSQL's own count of statements. */
import { Redis } from 'ioredis';
import pg from 'pg';

/** calls since the server started, by name */
export type Calls = ReadonlyMap<string, number>;

export interface StoreMeters {
  redisCommands(): Promise<Calls>;
  /** by normalised text; those of the measured database alone */
  sqlStatements(): Promise<Calls>;
  close(): Promise<void>;
}

/**
 * @param postgresUrl of a database other than the measured one, so that the measuring is not measured
 * @param database name of the measured one
 */
export async function openMeters(postgresUrl: string, database: string, redisUrl: string): Promise<StoreMeters> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  const redis = new Redis(redisUrl);
  return {
    async redisCommands() {
      const calls = new Map<string, number>();
      // Commands that a script runs count as well as the script: all that Redis had to do.
      for (const [, name, count] of (await redis.info('commandstats')).matchAll(/^cmdstat_(\S+?):calls=(\d+)/gm)) {
        if (name && !['info', 'auth', 'hello', 'client|setinfo', 'ping'].includes(name)) calls.set(name, Number(count));
      }
      return calls;
    },
    async sqlStatements() {
      const { rows } = await client.query<{ query: string; calls: string }>(
        `SELECT s.query, sum(s.calls) AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = $1 GROUP BY s.query`,
        [database],
      );
      return new Map(rows.map(({ query, calls }) => [query.replace(/\s+/g, ' ').trim(), Number(calls)]));
    },
    async close() {
      await client.end();
      redis.disconnect();
    },
  };
}

/** What was called between two readings. */
export function difference(before: Calls, after: Calls): Calls {
  const calls = new Map<string, number>();
  for (const [name, count] of after) {
    const more = count - (before.get(name) ?? 0);
    if (more > 0) calls.set(name, more);
  }
  return calls;
}

export function total(calls: Calls): number {
  return [...calls.values()].reduce((sum, count) => sum + count, 0);
}

/** One Redis connection for the process, and the scripts it runs (O2). */
import { Redis } from 'ioredis';

export interface RedisConnection {
  readonly client: Redis;
  /** full name of a key */
  key(...parts: readonly string[]): string;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 3_000;

/**
 * @param url redis:// or rediss:// or a unix socket path
 * @param prefix put before every key
 */
export function connectRedis(url: string, prefix: string): RedisConnection {
  const client = new Redis(url, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    enableAutoPipelining: true,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
  });
  // Every command reports its own failure; without a listener ioredis would print the connection's.
  client.on('error', () => {});
  return {
    client,
    key: (...parts) => `${prefix}${parts.join(':')}`,
    async close() {
      await client.quit().catch(() => client.disconnect());
    },
  };
}

/**
 * A Lua script, sent by its digest and loaded when the server does not know it.
 *
 * @param source Lua; everything it changes lies in the keys it is given
 */
export function redisScript(connection: RedisConnection, name: string, keys: number, source: string) {
  connection.client.defineCommand(name, { numberOfKeys: keys, lua: source });
  const run = (connection.client as unknown as Record<string, (...args: Array<string | number>) => Promise<unknown>>)[
    name
  ];
  if (!run) throw new Error(`script ${name} was not defined`);
  return run.bind(connection.client);
}

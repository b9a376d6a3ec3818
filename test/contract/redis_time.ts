/** Lets time pass for keys of a Redis without waiting: every life below the prefix is shortened. */
import type { RedisConnection } from '../../src/adapters/redis/connection.js';

/** Lists that Redis keeps by the time at which their entries end, in milliseconds. */
const ENDS_AT = 'zset';

export async function shortenLives({ client, key }: RedisConnection, seconds: number): Promise<void> {
  const all = await client.keys(`${key('')}*`);
  for (const name of all) {
    const left = await client.pttl(name);
    if (left < 0) throw new Error(`${name} would live for ever`);
    if ((await client.type(name)) === ENDS_AT) {
      for (const member of await client.zrange(name, '0', '-1'))
        await client.zincrby(name, String(-seconds * 1000), member);
    }
    if (left <= seconds * 1000) await client.del(name);
    else await client.pexpire(name, left - seconds * 1000);
  }
}

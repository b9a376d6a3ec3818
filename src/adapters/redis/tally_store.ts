/** Tallies in Redis: one hash a name, counted and read in one script. */
import type { TallyStore } from '../../ports/delivery/tally_store.js';
import { type RedisConnection, redisScript } from './connection.js';

const ADD = `
local isNew = redis.call('EXISTS', KEYS[1]) == 0
local values = {}
for i = 2, #ARGV, 2 do
  local by = tonumber(ARGV[i + 1])
  if by == 0 then
    values[#values + 1] = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0')
  else
    values[#values + 1] = redis.call('HINCRBY', KEYS[1], ARGV[i], by)
  end
end
if isNew then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return values
`;

export function createRedisTallyStore(connection: RedisConnection): TallyStore {
  const run = redisScript(connection, 'poterneTally', 1, ADD);
  return {
    async add(name, increments, lifeSeconds) {
      return (await run(connection.key('tally', name), lifeSeconds, ...increments.flat())) as number[];
    },
  };
}

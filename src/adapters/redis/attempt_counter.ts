/** Attempt counters in Redis: a list of times a key, judged and extended in one script. */
import { judgeAttempt, longestWindowSeconds } from '../../domain/attempt_rule.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import { type RedisConnection, redisScript } from './connection.js';

// The same rule as domain/attempt_rule, where a contract test holds both together.
const ATTEMPT = `
local now, longest = tonumber(ARGV[1]), tonumber(ARGV[2])
local windows, waits = cjson.decode(ARGV[3]), cjson.decode(ARGV[4])
local hits = {}
for _, hit in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if tonumber(hit) > now - longest then hits[#hits + 1] = tonumber(hit) end
end
local allowed = true
for _, window in ipairs(windows) do
  local count = 0
  for _, hit in ipairs(hits) do
    if hit > now - window[1] then count = count + 1 end
  end
  if count >= window[2] then allowed = false end
end
local wait = 0
if #waits > 0 then wait = waits[math.min(#hits + 1, #waits)] end
if wait > 0 and #hits > 0 and now < hits[#hits] + wait then allowed = false end
if allowed then
  redis.call('LPOP', KEYS[1], redis.call('LLEN', KEYS[1]) - #hits)
  redis.call('RPUSH', KEYS[1], ARGV[1])
  -- Another process's clock may be ahead: the list stays in the order of time.
  if #hits > 0 and hits[#hits] > now then
    local sorted = redis.call('SORT', KEYS[1])
    redis.call('DEL', KEYS[1])
    redis.call('RPUSH', KEYS[1], unpack(sorted))
  end
  redis.call('PEXPIRE', KEYS[1], longest)
  return {1, #hits + 1}
end
local past = {}
for i, hit in ipairs(hits) do past[i] = string.format('%.0f', hit) end
return {0, past}
`;

export function createRedisAttemptCounter(connection: RedisConnection): AttemptCounter {
  const run = redisScript(connection, 'poterneAttempt', 1, ATTEMPT);
  const keyOf = (key: string) => connection.key('attempts', key);
  return {
    async attempt(key, rule, now) {
      for (;;) {
        const [allowed, seen] = (await run(
          keyOf(key),
          now,
          longestWindowSeconds(rule) * 1000,
          JSON.stringify(rule.windows.map(({ seconds, limit }) => [seconds * 1000, limit])),
          JSON.stringify((rule.waits ?? []).map((wait) => wait * 1000)),
        )) as [number, number | string[]];
        if (allowed === 1) return { allowed: true, hits: seen as number, at: now };
        const verdict = judgeAttempt((seen as string[]).map(Number), rule, now);
        if (!verdict.allowed) return verdict;
      }
    },
    async giveBack(key, at) {
      await connection.client.lrem(keyOf(key), -1, String(at));
    },
    async clear(key) {
      await connection.client.del(keyOf(key));
    },
    async recent(key, seconds, now) {
      const hits = await connection.client.lrange(keyOf(key), 0, -1);
      return hits.map(Number).filter((hit) => hit > now - seconds * 1000);
    },
  };
}

/** Attempt counters in Redis: a list of times a key, judged and extended in one script. */
import { judgeAttempt, longestWindowSeconds } from '../../domain/throttle/attempt_rule.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import { type RedisConnection, redisScript } from './connection.js';

// The same rule as domain/throttle/attempt_rule, where a contract test holds both together.
const ATTEMPT = `
local now, longest = tonumber(ARGV[1]), tonumber(ARGV[2])
local windows, waits = cjson.decode(ARGV[3]), cjson.decode(ARGV[4])
local kept, hits = redis.call('LRANGE', KEYS[1], 0, -1), {}
for i, hit in ipairs(kept) do
  kept[i] = tonumber(hit)
  if kept[i] > now - longest then hits[#hits + 1] = kept[i] end
end
local function closed()
  for _, window in ipairs(windows) do
    for i = math.max(1, window[2]), window[3] and window[2] > 0 and #kept or 0 do
      if kept[i] - kept[i - window[2] + 1] < window[1] then return true end
    end
  end
  return false
end
local allowed = not closed()
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
  redis.call('LPOP', KEYS[1], #kept - #hits)
  redis.call('RPUSH', KEYS[1], ARGV[1])
  -- Another process's clock may be ahead: the list stays in the order of time.
  if #hits > 0 and hits[#hits] > now then
    local sorted = redis.call('SORT', KEYS[1])
    redis.call('DEL', KEYS[1])
    redis.call('RPUSH', KEYS[1], unpack(sorted))
  end
  kept = {unpack(hits)}
  kept[#kept + 1] = now
  table.sort(kept)
  -- Closed by this one: it stays until it is cleared.
  if closed() then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], longest) end
  return {1, #hits + 1}
end
local past = {}
for i, hit in ipairs(kept) do past[i] = string.format('%.0f', hit) end
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
          JSON.stringify(rule.windows.map(({ seconds, limit, closes }) => [seconds * 1000, limit, closes === true])),
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

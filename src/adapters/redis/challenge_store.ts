/** One-time-code challenges in Redis: a hash a request, every step one script. */
import type { Channel } from '../../domain/realm.js';
import type { ActiveCode, ChallengeStore } from '../../ports/one_time_code/challenge_store.js';
import { type RedisConnection, redisScript } from './connection.js';

const BEGIN = `
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('HSET', KEYS[1], 'nonce', ARGV[1], 'key_id', ARGV[2])
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
local number = redis.call('HINCRBY', KEYS[1], 'issued', 1)
return {number, redis.call('HGET', KEYS[1], 'nonce'), redis.call('HGET', KEYS[1], 'key_id')}
`;

const ACCEPTED = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local active = tonumber(redis.call('HGET', KEYS[1], 'number') or '0')
if active == tonumber(ARGV[1]) then return 0 end
redis.call('HINCRBY', KEYS[1], 'accepted', 1)
if active > tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'number', ARGV[1], 'contact', ARGV[2], 'channel', ARGV[3], 'sent_at', ARGV[4],
  'expires_at', ARGV[5], 'tries', 0, 'used', 0)
return 1
`;

const TAKE_TRY = `
local code = redis.call('HMGET', KEYS[1], 'number', 'used', 'expires_at', 'tries')
if not code[1] then return 'none' end
if code[2] == '1' then return 'used' end
if tonumber(ARGV[2]) >= tonumber(code[3]) then return 'expired' end
if tonumber(code[4]) >= tonumber(ARGV[1]) then return 'exhausted' end
redis.call('HINCRBY', KEYS[1], 'tries', 1)
return redis.call('HGETALL', KEYS[1])
`;

const CONSUME = `
local code = redis.call('HMGET', KEYS[1], 'number', 'used')
if code[1] ~= ARGV[1] or code[2] ~= '0' then return 0 end
redis.call('HSET', KEYS[1], 'used', 1)
return 1
`;

export function createRedisChallengeStore(connection: RedisConnection): ChallengeStore {
  const begin = redisScript(connection, 'poterneCodeBegin', 1, BEGIN);
  const accepted = redisScript(connection, 'poterneCodeAccepted', 1, ACCEPTED);
  const takeTry = redisScript(connection, 'poterneCodeTry', 1, TAKE_TRY);
  const consume = redisScript(connection, 'poterneCodeConsume', 1, CONSUME);
  const keyOf = (request: string) => connection.key('challenge', request);

  return {
    async beginSending(request, fresh, lifeSeconds) {
      const [number, nonce, keyId] = (await begin(keyOf(request), fresh.nonce, fresh.keyId, lifeSeconds)) as [
        number,
        string,
        string,
      ];
      return { number, nonce, keyId };
    },
    async accepted(request, number, message) {
      await accepted(keyOf(request), number, message.contact, message.channel, message.sentAt, message.expiresAt);
    },
    async active(request) {
      const fields = await connection.client.hgetall(keyOf(request));
      return fields['number'] && fields['used'] !== '1' ? readCode(fields) : null;
    },
    async latest(request) {
      const fields = await connection.client.hgetall(keyOf(request));
      return fields['number'] ? readCode(fields) : null;
    },
    async takeTry(request, limit, now) {
      const answer = await takeTry(keyOf(request), limit, now);
      if (typeof answer === 'string') return { state: answer as 'none' | 'expired' | 'exhausted' | 'used' };
      return { state: 'try', code: readCode(pairs(answer as string[])) };
    },
    async consume(request, number) {
      return (await consume(keyOf(request), number)) === 1;
    },
  };
}

function pairs(flat: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let i = 0; i < flat.length; i += 2) fields[flat[i] ?? ''] = flat[i + 1] ?? '';
  return fields;
}

function readCode(fields: Readonly<Record<string, string>>): ActiveCode {
  return {
    number: Number(fields['number']),
    nonce: fields['nonce'] ?? '',
    keyId: fields['key_id'] ?? '',
    contact: fields['contact'] ?? '',
    channel: fields['channel'] as Channel,
    sentAt: Number(fields['sent_at']),
    expiresAt: Number(fields['expires_at']),
    tries: Number(fields['tries']),
    accepted: Number(fields['accepted']),
  };
}

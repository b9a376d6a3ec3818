/**
 * oidc-provider's ephemeral artifacts in Redis. Each script touches one key, so that a Cluster takes them; what spans
 * keys is ordered so that no interleaving revives a revoked grant's token.
 */
import type { Artifact, EphemeralStore } from '../../ports/protocol/oidc_store.js';
import { type RedisConnection, redisScript } from './connection.js';

// A payload is kept as JSON beside its `consumed` time: a hash, because consuming must not rewrite the rest (pitfall 1, 2).
const CONSUME = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSETNX', KEYS[1], 'consumed', ARGV[1])
`;

const PUT_CONSUMABLE = `
redis.call('HSET', KEYS[1], 'payload', ARGV[1])
if ARGV[3] then redis.call('HSET', KEYS[1], 'consumed', ARGV[3]) end
return redis.call('EXPIRE', KEYS[1], ARGV[2])
`;

const JOIN_GRANT = `
if redis.call('HEXISTS', KEYS[1], 'revoked') == 1 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], '')
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return 1
`;

const REVOKE_GRANT = `
local members = redis.call('HKEYS', KEYS[1])
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'revoked', '')
redis.call('EXPIRE', KEYS[1], ARGV[1])
return members
`;

// The index lives as long as its longest session; those that ended leave it on the way.
const JOIN_SESSIONS = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[3])
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[4]) then redis.call('EXPIRE', KEYS[1], ARGV[4]) end
return 1
`;

const REPLACE_LIVING = `
local before = redis.call('GET', KEYS[1])
if not before or cjson.decode(before)['tombstone'] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
`;

// A session that was ended leaves a mark in its place and in its uid's, and nothing is written over that (P9).
const PUT_SESSION = `
if redis.call('GET', KEYS[1]) == ARGV[3] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
`;
const ENDED = 'ended';

// Whoever ends it learns the name that it has by then; whoever is late finds the mark.
const END_UID = `
local before = redis.call('GET', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
if not before or before == ARGV[1] then return false end
return cjson.decode(before)['name'] or false
`;

const REVOKED_KEPT_SECONDS = 24 * 3600;

/** Never consumed: plain strings with a life, one command in place of a transaction of four. */
const NEVER_CONSUMED = new Set([
  'AccessToken',
  'ClientCredentials',
  'Interaction',
  'InteractionChain',
  'Session',
  'SessionUid',
]);

export function createRedisEphemeralStore(connection: RedisConnection): EphemeralStore {
  const { client } = connection;
  const consume = redisScript(connection, 'poterneConsume', 1, CONSUME);
  const putConsumable = redisScript(connection, 'poternePutConsumable', 1, PUT_CONSUMABLE);
  const joinGrant = redisScript(connection, 'poterneJoinGrant', 1, JOIN_GRANT);
  const revokeGrant = redisScript(connection, 'poterneRevokeGrant', 1, REVOKE_GRANT);
  const replaceLiving = redisScript(connection, 'poterneReplaceLiving', 1, REPLACE_LIVING);
  const putSession = redisScript(connection, 'poternePutSession', 1, PUT_SESSION);
  const endUid = redisScript(connection, 'poterneEndUid', 1, END_UID);
  const joinSessions = redisScript(connection, 'poterneJoinSessions', 1, JOIN_SESSIONS);
  const keyOf = (model: string, id: string) => connection.key(model, id);
  const grantKey = (grantId: string) => connection.key('grant', grantId);
  const sessionsKey = (accountId: string) => connection.key('sessions', accountId);

  const store: EphemeralStore = {
    async put(model, id, payload, ttlSeconds) {
      const { grantId, accountId, consumed, ...rest } = payload as Artifact & { grantId?: string; accountId?: string };
      const kept = { ...rest, ...(grantId ? { grantId } : {}), ...(accountId ? { accountId } : {}) };
      const key = keyOf(model, id);
      const lifeSeconds = Math.max(1, ttlSeconds);
      const write = async () => {
        if (model === 'Session') return putSession(key, JSON.stringify(kept), lifeSeconds, ENDED);
        if (NEVER_CONSUMED.has(model)) return client.set(key, JSON.stringify(kept), 'EX', lifeSeconds);
        const marks = consumed === undefined ? [] : [String(consumed)];
        return putConsumable(key, JSON.stringify(kept), lifeSeconds, ...marks);
      };
      const isSession = model === 'Session' && accountId !== undefined;
      const now = Date.now();
      const isGranted = model !== 'Interaction' && grantId !== undefined;
      // Written first, joined second: a revocation in between finds it in the set, one before is seen here.
      const join = async () => {
        if (!isGranted) return;
        if ((await joinGrant(grantKey(grantId), key, lifeSeconds)) !== 1) await client.unlink(key);
      };
      // In a Cluster the two go to different nodes: then the second waits.
      const { isInOrder } = connection;
      await Promise.all([
        write(),
        isSession ? joinSessions(sessionsKey(accountId), now, now + lifeSeconds * 1000, id, lifeSeconds) : null,
        isInOrder ? join() : null,
      ]);
      if (!isInOrder) await join();
    },
    async replaceLiving(model, id, payload, ttlSeconds) {
      if (!NEVER_CONSUMED.has(model)) throw new Error(`${model} is not replaced`);
      return (await replaceLiving(keyOf(model, id), JSON.stringify(payload), Math.max(1, ttlSeconds))) === 1;
    },
    async find(model, id) {
      if (NEVER_CONSUMED.has(model)) {
        const payload = await client.get(keyOf(model, id));
        return payload === null || payload === ENDED ? undefined : (JSON.parse(payload) as Artifact);
      }
      const [payload, consumed] = await client.hmget(keyOf(model, id), 'payload', 'consumed');
      if (!payload) return undefined;
      return { ...(JSON.parse(payload) as Artifact), ...(consumed ? { consumed: Number(consumed) } : {}) };
    },
    async consume(model, id, atSeconds) {
      return (await consume(keyOf(model, id), atSeconds)) === 1;
    },
    async destroy(model, id) {
      await client.unlink(keyOf(model, id));
    },
    async putSession({ id, uid }, payload, ttlSeconds) {
      const written = store.put('Session', id, payload, ttlSeconds);
      // The uid says whether it was ended, so it is asked once the session is there: what is ended later sees its name.
      if (!connection.isInOrder) await written;
      const named = JSON.stringify({ id: payload['jti'], name: id });
      const [isLiving] = await Promise.all([
        putSession(keyOf('SessionUid', uid), named, Math.max(1, ttlSeconds), ENDED),
        written,
      ]);
      if (isLiving !== 1) await client.unlink(keyOf('Session', id));
    },
    async endSession({ id, uid }, ttlSeconds) {
      const latest = (await endUid(keyOf('SessionUid', uid), ENDED, ttlSeconds)) as string | null;
      const names = new Set([id, latest ?? id]);
      await Promise.all([...names].map((name) => client.set(keyOf('Session', name), ENDED, 'EX', ttlSeconds)));
    },
    async putOnce(model, id, ttlSeconds) {
      return (await client.set(keyOf(model, id), '1', 'EX', Math.max(1, ttlSeconds), 'NX')) === 'OK';
    },
    async revokeGrant(grantId) {
      const members = (await revokeGrant(grantKey(grantId), REVOKED_KEPT_SECONDS)) as string[];
      await Promise.all(members.filter((member) => member !== 'revoked').map((member) => client.unlink(member)));
    },
    async sessionsOf(accountId) {
      const ids = await client.zrangebyscore(sessionsKey(accountId), Date.now(), '+inf');
      const found = await Promise.all(ids.map(async (id) => ({ id, payload: await store.find('Session', id) })));
      return found.flatMap(({ id, payload }) => (payload ? [{ id, payload }] : []));
    },
  };
  return store;
}

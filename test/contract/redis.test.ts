/** The stores in Redis keep the promises of their ports. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRedisAttemptCounter } from '../../src/adapters/redis/attempt_counter.js';
import { createRedisChallengeStore } from '../../src/adapters/redis/challenge_store.js';
import { connectRedis, type RedisConnection } from '../../src/adapters/redis/connection.js';
import { createRedisEphemeralStore } from '../../src/adapters/redis/ephemeral_store.js';
import { testRedis } from '../infrastructure/redis.js';
import { describeAttemptCounter } from './attempt_counter_contract.js';
import { describeChallengeStore } from './challenge_store_contract.js';
import { START } from './clock_of_test.js';
import { describeEphemeralStore } from './ephemeral_store_contract.js';
import { shortenLives } from './redis_time.js';

const HISTORIES = 60;

const connections: RedisConnection[] = [];

/** Connects below a prefix of its own, so that time passes for one test alone. */
function connect(): RedisConnection {
  const { url, prefix } = testRedis();
  const connection = connectRedis(url, `${prefix}${randomBytes(4).toString('hex')}:`);
  connections.push(connection);
  return connection;
}

function withTime<Store>(create: (connection: RedisConnection) => Store) {
  const connection = connect();
  return { store: create(connection), elapse: (seconds: number) => shortenLives(connection, seconds) };
}

let shared: RedisConnection;
beforeAll(() => {
  shared = connect();
});
afterAll(() => Promise.all(connections.map((connection) => connection.close())));

describeAttemptCounter('Redis', () => createRedisAttemptCounter(shared), HISTORIES);
describeChallengeStore('Redis', () => withTime(createRedisChallengeStore));
describeEphemeralStore('Redis', () => withTime(createRedisEphemeralStore));

test('O7 nothing that Redis keeps would live for ever', async () => {
  const connection = connect();
  const ephemeral = createRedisEphemeralStore(connection);
  await ephemeral.put('AccessToken', 'a', { grantId: 'g', accountId: 'p' }, 60);
  await ephemeral.put('Session', 's', { accountId: 'p' }, 60);
  await ephemeral.putOnce('ReplayDetection', 'j', 60);
  await ephemeral.revokeGrant('r');
  await createRedisChallengeStore(connection).beginSending('q', { nonce: 'n', keyId: 'k' }, 60);
  await createRedisAttemptCounter(connection).attempt('l', { windows: [{ seconds: 60, limit: 1 }] }, Date.now());
  const keys = await connection.client.keys(`${connection.key('')}*`);
  const lives = await Promise.all(keys.map((key) => connection.client.ttl(key)));
  expect(keys.length).toBeGreaterThanOrEqual(7);
  expect(Math.min(...lives)).toBeGreaterThan(0);
});

test('S1 a lane keeps only what its rule looks back on', async () => {
  const connection = connect();
  const counter = createRedisAttemptCounter(connection);
  const rule = { windows: [{ seconds: 60, limit: 5 }] };
  for (let minute = 0; minute < 20; minute += 1) await counter.attempt('lane', rule, START + minute * 30_000);
  expect(await connection.client.llen(connection.key('attempts', 'lane'))).toBe(2);
});

test('O2 a Redis that lost its scripts is given them again', async () => {
  const connection = connect();
  const challenges = createRedisChallengeStore(connection);
  await challenges.beginSending('q', { nonce: 'n', keyId: 'k' }, 60);
  await connection.client.script('FLUSH');
  expect(await challenges.beginSending('q', { nonce: 'n', keyId: 'k' }, 60)).toMatchObject({ number: 2 });
});

/** Of fifty at once, one wins: every take, consume and count on real PostgreSQL, on real Redis and in memory (P5, P6, I2, S1). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createMemoryAttemptCounter } from '../../src/adapters/memory/attempt_counter.js';
import { createMemoryChallengeStore } from '../../src/adapters/memory/challenge_store.js';
import { createMemoryEphemeralStore } from '../../src/adapters/memory/ephemeral_store.js';
import { createPostgresAttemptCounter } from '../../src/adapters/postgres/attempt_counter.js';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresGrantStore } from '../../src/adapters/postgres/protocol/grant_store.js';
import { createRedisAttemptCounter } from '../../src/adapters/redis/attempt_counter.js';
import { createRedisChallengeStore } from '../../src/adapters/redis/challenge_store.js';
import { connectRedis, type RedisConnection } from '../../src/adapters/redis/connection.js';
import { createRedisEphemeralStore } from '../../src/adapters/redis/ephemeral_store.js';
import type { AttemptRule } from '../../src/domain/throttle/attempt_rule.js';
import type { AttemptCounter } from '../../src/ports/attempt_counter.js';
import type { ChallengeStore } from '../../src/ports/one_time_code/challenge_store.js';
import type { EphemeralStore, GrantStore } from '../../src/ports/protocol/oidc_store.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';
import { testRedis } from '../infrastructure/redis.js';
import { createTestClock, START } from './clock_of_test.js';

const AT_ONCE = 50;
/** as many processes share the stores */
const PROCESSES = 3;
const CONNECTIONS = 10;

let server: TestDatabase;
let databases: Database[];
let connections: RedisConnection[];
let clients = 0;

beforeAll(async () => {
  server = await testDatabase();
  databases = Array.from({ length: PROCESSES }, () => connectDatabase(server.url, CONNECTIONS));
  const { url, prefix } = testRedis();
  connections = Array.from({ length: PROCESSES }, () => connectRedis(url, prefix));
});
afterAll(async () => {
  await Promise.all([...connections.map((redis) => redis.close()), ...databases.map((each) => each.$disconnect())]);
  await server.drop();
});

/** The next process in turn. */
function inTurn<Process>(processes: readonly Process[]): Process {
  clients += 1;
  const process = processes[clients % processes.length];
  if (process === undefined) throw new Error('no process to take a turn');
  return process;
}

/** Does the same fifty times at once, each time from the next process. */
async function atOnce<Store, Answer>(stores: readonly Store[], act: (store: Store, index: number) => Promise<Answer>) {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, index) => act(inTurn(stores), index)));
}

function tally(answers: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[String(answer)] = (counts[String(answer)] ?? 0) + 1;
  return counts;
}

const memoryCounter = createMemoryAttemptCounter();
const memoryArtifacts = createMemoryEphemeralStore(createTestClock());
const memoryChallenges = createMemoryChallengeStore(createTestClock());

describe.each<[string, () => readonly AttemptCounter[]]>([
  ['memory', () => [memoryCounter]],
  ['Redis', () => connections.map(createRedisAttemptCounter)],
  ['PostgreSQL', () => databases.map(createPostgresAttemptCounter)],
])('S1 attempts at once, counted in %s', (_, open) => {
  const five: AttemptRule = { windows: [{ seconds: 3600, limit: 5 }] };

  test('S1 of fifty attempts under a limit of five, exactly five are allowed, each with a number of its own', async () => {
    const stores = open();
    const lane = randomUUID();
    const answers = await atOnce(stores, (counter) => counter.attempt(lane, five, START));
    const allowed = answers.flatMap((answer) => (answer.allowed ? [answer.hits] : []));
    expect(allowed.toSorted()).toEqual([1, 2, 3, 4, 5]);
    for (const answer of answers) if (!answer.allowed) expect(answer.retryAt).toBe(START + 3_600_000);
    expect(await inTurn(stores).recent(lane, 3600, START)).toHaveLength(5);
  });

  test('S1 of fifty attempts after one failure that costs a wait, none is allowed', async () => {
    const stores = open();
    const lane = randomUUID();
    const rule: AttemptRule = { windows: [{ seconds: 3600, limit: 100 }], waits: [0, 30] };
    const answers = await atOnce(stores, (counter) => counter.attempt(lane, rule, START));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
  });

  test('S1 attempts given back at once leave the others counted', async () => {
    const stores = open();
    const lane = randomUUID();
    const many: AttemptRule = { windows: [{ seconds: 3600, limit: 100 }] };
    const made = await atOnce(stores, (counter, index) => counter.attempt(lane, many, START + index));
    await Promise.all(
      made.slice(0, 40).map((answer) => (answer.allowed ? inTurn(stores).giveBack(lane, answer.at) : undefined)),
    );
    expect(await inTurn(stores).recent(lane, 3600, START + AT_ONCE)).toHaveLength(10);
  });
});

describe.each<[string, () => readonly EphemeralStore[]]>([
  ['memory', () => [memoryArtifacts]],
  ['Redis', () => connections.map(createRedisEphemeralStore)],
])('P6 artifacts at once in %s', (_, open) => {
  test('P6 of fifty redemptions of one code, one wins', async () => {
    const stores = open();
    const id = randomUUID();
    await inTurn(stores).put('AuthorizationCode', id, { scope: 'openid' }, 60);
    const answers = await atOnce(stores, (store, index) => store.consume('AuthorizationCode', id, index + 1));
    expect(tally(answers)).toEqual({ true: 1, false: 49 });
    expect(await inTurn(stores).find('AuthorizationCode', id)).toMatchObject({ consumed: answers.indexOf(true) + 1 });
  });

  test('P6 of fifty uses of one replay mark, one is the first', async () => {
    const stores = open();
    const id = randomUUID();
    expect(tally(await atOnce(stores, (store) => store.putOnce('ReplayDetection', id, 60)))).toEqual({
      true: 1,
      false: 49,
    });
  });

  test('P6 fifty tokens of several processes that race a revocation leave nothing to find', async () => {
    const stores = open();
    for (let round = 0; round < 10; round += 1) {
      const grantId = randomUUID();
      const ids = Array.from({ length: AT_ONCE }, () => randomUUID());
      let revoked: Promise<void> | undefined;
      await atOnce(stores, async (store, index) => {
        if (index === 5 * round) revoked = inTurn(stores).revokeGrant(grantId);
        await store.put('AccessToken', ids[index] ?? '', { grantId }, 60);
      });
      await revoked;
      const found = await Promise.all(ids.map((id) => inTurn(stores).find('AccessToken', id)));
      expect(found.filter(Boolean)).toEqual([]);
    }
  });
});

describe.each<[string, () => readonly ChallengeStore[]]>([
  ['memory', () => [memoryChallenges]],
  ['Redis', () => connections.map(createRedisChallengeStore)],
])('I2 typed codes at once in %s', (_, open) => {
  async function sent(store: ChallengeStore): Promise<string> {
    const request = randomUUID();
    const { number } = await store.beginSending(request, { nonce: 'nonce', keyId: 'k1' }, 3600);
    const message = { contact: 'contact', channel: 'email', sentAt: START, expiresAt: START + 900_000 } as const;
    await store.accepted(request, number, message);
    return request;
  }

  test('I2 of fifty tries under a limit of five, exactly five are taken, each with a number of its own', async () => {
    const stores = open();
    const request = await sent(inTurn(stores));
    const answers = await atOnce(stores, (store) => store.takeTry(request, 5, START));
    const tries = answers.flatMap((answer) => (answer.state === 'try' ? [answer.code.tries] : []));
    expect(tries.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(answers.filter(({ state }) => state === 'exhausted')).toHaveLength(45);
  });

  test('I2 of fifty uses of one typed code, one wins', async () => {
    const stores = open();
    const request = await sent(inTurn(stores));
    expect(tally(await atOnce(stores, (store) => store.consume(request, 1)))).toEqual({ true: 1, false: 49 });
  });

  test('I2 a code used while a newer one is accepted is never used twice, and only one of the two at a time', async () => {
    const stores = open();
    const request = await sent(inTurn(stores));
    const { number } = await inTurn(stores).beginSending(request, { nonce: 'nonce', keyId: 'k1' }, 3600);
    const message = { contact: 'contact', channel: 'email', sentAt: START, expiresAt: START + 900_000 } as const;
    const answers = await atOnce(stores, async (store, index) => {
      if (index === 25) await inTurn(stores).accepted(request, number, message);
      return store.consume(request, 1);
    });
    expect(answers.filter(Boolean).length).toBeLessThanOrEqual(1);
    expect(await inTurn(stores).active(request)).toMatchObject({ number: 2 });
    expect(await inTurn(stores).consume(request, 1)).toBe(false);
  });

  test('I5 fifty messages begun at once have fifty numbers under one nonce', async () => {
    const stores = open();
    const request = randomUUID();
    const begun = await atOnce(stores, (store, index) =>
      store.beginSending(request, { nonce: `nonce ${index}`, keyId: 'k1' }, 3600),
    );
    expect(new Set(begun.map(({ number }) => number)).size).toBe(AT_ONCE);
    expect(new Set(begun.map(({ nonce }) => nonce)).size).toBe(1);
  });
});

describe('P5 refresh tokens at once in PostgreSQL', () => {
  const LATER_SECONDS = START / 1000 + 86_400;

  async function withToken(): Promise<{ stores: readonly GrantStore[]; grantId: string; token: string }> {
    const stores = databases.map(createPostgresGrantStore);
    const [grantId, token] = [randomUUID(), randomUUID()];
    await inTurn(stores).putGrant(grantId, 'allocataires', { clientId: 'portal' }, LATER_SECONDS);
    await inTurn(stores).putRefreshToken(token, 'allocataires', { grantId, clientId: 'portal' }, LATER_SECONDS);
    return { stores, grantId, token };
  }

  test('P5 of fifty uses within the grace, one wins and the others get its successor', async () => {
    const { stores, token } = await withToken();
    const successor = randomUUID();
    const answers = await atOnce(stores, (store) => store.consumeRefreshToken(token, successor, START, 30));
    expect(tally(answers)).toEqual({ won: 1, 'within-grace': 49 });
  });

  test('P5 of fifty uses without a grace, one wins and the others are replays', async () => {
    const { stores, token } = await withToken();
    const successor = randomUUID();
    const answers = await atOnce(stores, (store) => store.consumeRefreshToken(token, successor, START, 0));
    expect(tally(answers)).toEqual({ won: 1, replayed: 49 });
  });

  test('P5 the one successor of fifty retries is stored once', async () => {
    const { stores, grantId } = await withToken();
    const successor = randomUUID();
    await atOnce(stores, (store, index) =>
      store.putRefreshToken(successor, 'allocataires', { grantId, clientId: 'portal', index }, LATER_SECONDS),
    );
    expect(await inTurn(databases).refreshToken.count({ where: { grantId } })).toBe(2);
  });

  test('P6 refresh tokens of several processes that race a revocation leave nothing to find', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { stores, grantId } = await withToken();
      let revoked: Promise<void> | undefined;
      await atOnce(stores, async (store, index) => {
        if (index === 10 * round) revoked = inTurn(stores).destroyGrant(grantId);
        await store.putRefreshToken(randomUUID(), 'allocataires', { grantId, clientId: 'portal' }, LATER_SECONDS);
      });
      await revoked;
      expect(await inTurn(databases).refreshToken.count({ where: { grantId } })).toBe(0);
    }
  });
});

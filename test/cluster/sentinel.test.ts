/** A Redis master that dies is replaced by its replica, and Poterne goes on by itself (O2, O7). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectRedis } from '../../src/adapters/redis/connection.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { type RelyingParty, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { testRedis } from '../infrastructure/redis.js';
import { type RedisSentinel, startRedisSentinel } from '../infrastructure/redis_sentinel.js';
import { waitUntil } from '../infrastructure/server_process.js';

/** O7: after there is a master again */
const RECOVERY_MS = 10_000;
const TEST_MS = 70_000;

let redis: RedisSentinel;
let poterne: Restartable;
let party: RelyingParty;

beforeAll(async () => {
  redis = await startRedisSentinel();
  poterne = await startPoterne({ name: 'sentinel', ephemeral: 'redis', environment: { REDIS_URL: redis.url } });
  party = await relyingParty(poterne);
});
afterAll(async () => {
  await poterne?.close();
  await redis?.stop();
});

const signsIn = async (person = CLAIRE) => {
  const { request, callback } = await signIn(poterne, party, person);
  return party.redeem(request, callback);
};

const NAME =
  'O2 O7 sign-ins go on within 10 s of a dead master’s replacement, no page is a fault, and refresh tokens stay';
test(
  NAME,
  async () => {
    const tokens = await signsIn();
    await redis.master.kill();
    const answers: number[] = [];
    const answersAgain = async () => {
      const { status } = await fetch((await party.request()).url, { redirect: 'manual' });
      answers.push(status);
      return status === 303 && (await fetch(`${poterne.origin}/readyz`)).status === 200;
    };
    expect(await answersAgain()).toBe(false);
    await redis.failedOver();
    expect(await waitUntil(answersAgain, RECOVERY_MS)).toBe(true);
    expect(answers.filter((status) => status !== 303 && status !== 503)).toEqual([]);
    expect((await signsIn(PAUL)).access_token).toBeTruthy();
    expect((await party.refreshRaw(tokens.refresh_token ?? '')).status).toBe(200);
  },
  TEST_MS,
);

test('O2 a connection that the driver gave up for good is opened again', async () => {
  const { url, prefix } = testRedis();
  const connection = connectRedis(url, prefix);
  await connection.probe();
  connection.client.disconnect();
  await expect(connection.probe()).rejects.toThrow();
  expect(await waitUntil(() => connection.probe().then(() => true), RECOVERY_MS)).toBe(true);
  await connection.close();
});

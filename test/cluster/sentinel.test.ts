/** A Redis master that dies is replaced by its replica, and Poterne goes on by itself (O2, O7). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { type RelyingParty, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { type RedisSentinel, startRedisSentinel } from '../infrastructure/redis_sentinel.js';
import { waitUntil } from '../infrastructure/server_process.js';

const RECOVERY_MS = 10_000;

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

test('O2 O7 sign-ins go on within 10 s of the master’s death, no page is a fault, and refresh tokens stay', async () => {
  const tokens = await signsIn();
  await redis.master.kill();
  const answers: number[] = [];
  const isReady = await waitUntil(async () => {
    const { status } = await fetch((await party.request()).url, { redirect: 'manual' });
    answers.push(status);
    return status === 303 && (await fetch(`${poterne.origin}/readyz`)).status === 200;
  }, RECOVERY_MS);
  expect(isReady).toBe(true);
  expect(new Set(answers).difference(new Set([303, 503]))).toEqual(new Set());
  expect((await signsIn(PAUL)).access_token).toBeTruthy();
  expect((await party.refreshRaw(tokens.refresh_token ?? '')).status).toBe(200);
});

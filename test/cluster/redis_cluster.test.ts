/** The ways of a sign-in that hurry, on a three-node Redis Cluster, while two processes share the requests (O2, P5, P6). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import { CLAIRE, PAUL, SIGNED_OUT } from '../harness/scenario.js';
import { type RedisCluster, startRedisCluster } from '../infrastructure/redis_cluster.js';
import { waitUntil } from '../infrastructure/server_process.js';

const AT_ONCE = 20;
/** O2: ready again this long after the return, whoever had to notice */
const RECOVERY_MS = 10_000;

let redis: RedisCluster;
let poterne: Restartable;
let party: RelyingParty;

beforeAll(async () => {
  redis = await startRedisCluster();
  poterne = await startPoterne({
    name: 'cluster',
    ephemeral: 'redis',
    processes: 2,
    environment: { REDIS_URL: redis.url },
  });
  party = await relyingParty(poterne);
});
afterAll(async () => {
  await poterne?.close();
  await redis?.stop();
});

const userinfo = (accessToken: unknown) =>
  fetch(`${poterne.issuer('allocataires')}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });

test('O2 a person signs in while every other request meets another process, and signs out of both', async () => {
  const { agent, request, callback } = await signIn(poterne, party, CLAIRE);
  const tokens = await party.redeem(request, callback);
  for (const _ of ['one process', 'the other']) expect((await userinfo(tokens.access_token)).status).toBe(200);
  const logout = client.buildEndSessionUrl(party.config, {
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: SIGNED_OUT,
  });
  const done = await agent.submit(await agent.get(logout), '/session/end/confirm', { logout: 'yes' });
  expect(done.left?.href).toBe(SIGNED_OUT);
  for (const _ of ['one process', 'the other']) {
    const again = await agent.get((await party.request({ prompt: 'none' })).url);
    expect(again.left?.searchParams.get('error')).toBe('login_required');
  }
});

test('O2 P6 of parallel redemptions at two processes one wins, and the replays revoke its grant', async () => {
  const { request, callback } = await signIn(poterne, party, CLAIRE);
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => party.redeemRaw(request, callback)));
  const winners = answers.filter(({ status }) => status === 200);
  expect(winners).toHaveLength(1);
  expect((await userinfo(winners[0]?.body['access_token'])).status).toBe(401);
});

test('O2 I2 of parallel entries of one right code at two processes one wins', async () => {
  const agent = openAgent(poterne.origin);
  const login = await agent.get((await party.request()).url);
  const page = await askForCode(agent, await giveCredentials(agent, login, PAUL));
  const code = poterne.outbox.code(PAUL.email);
  const pages = await Promise.all(
    Array.from({ length: AT_ONCE }, () => {
      const other = openAgent(poterne.origin);
      for (const cookie of agent.cookies()) other.setCookie(cookie);
      return typeCode(other, page, code);
    }),
  );
  expect(pages.filter(({ left }) => left?.searchParams.get('code'))).toHaveLength(1);
});

test('O2 P5 of parallel refreshes at two processes all get one successor; after the grace a replay revokes', async () => {
  const { request, callback } = await signIn(poterne, party, CLAIRE);
  const tokens = await party.redeem(request, callback);
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, () => party.refreshRaw(tokens.refresh_token ?? '')),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => 200));
  expect(new Set(answers.map(({ body }) => body['refresh_token'])).size).toBe(1);
  passSeconds(31);
  expect((await party.refreshRaw(tokens.refresh_token ?? '')).body['error']).toBe('invalid_grant');
  expect((await party.refreshRaw(String(answers[0]?.body['refresh_token']))).body['error']).toBe('invalid_grant');
});

test('O2 O7 a Cluster that lost a node refuses readiness within seconds and takes sign-ins again once it is back', async () => {
  const ready = () => fetch(`${poterne.origin}/readyz`).then(({ status }) => status);
  expect(await ready()).toBe(200);
  const [, , node] = redis.nodes;
  await node?.kill();
  expect(await waitUntil(async () => (await ready()) === 503, RECOVERY_MS)).toBe(true);
  await node?.restart();
  expect(await waitUntil(async () => (await ready()) === 200, RECOVERY_MS)).toBe(true);
  const { request, callback } = await signIn(poterne, party, CLAIRE);
  expect((await party.redeem(request, callback)).access_token).toBeTruthy();
});

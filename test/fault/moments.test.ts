import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { askForCode, giveCredentials, signIn, typeCode } from '../harness/relying_party.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { type FaultWorld, startFaultWorld, tryAgain, untilReady } from './world.js';

describe('a store that dies at a chosen moment of a sign-in', () => {
  let world: FaultWorld;
  beforeAll(async () => {
    world = await startFaultWorld('fault_moments');
  });
  afterAll(() => world.close());

  const start = async () => {
    const agent = openAgent(world.poterne.origin);
    const request = await world.party.request();
    return { agent, request, login: await agent.get(request.url) };
  };
  /** A connection on which every script is sent whole, so that its words are seen on the wire. */
  const freshRedisConnection = async () => {
    world.wires.redis.reset();
    await untilReady(world);
  };

  test('P6 a code whose consumption was not heard of is not accepted again, and signing in again takes no proof', async () => {
    const { party, poterne, wires } = world;
    const { agent, request, callback } = await signIn(poterne, party, CLAIRE);
    await freshRedisConnection();
    const fault = wires.redis.resetAt("redis.call('HSETNX', KEYS[1], 'consumed'", 'unanswered');
    const first = await party.redeemRaw(request, callback);
    await fault;
    expect(first).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
    await untilReady(world);
    expect((await party.redeemRaw(request, callback)).body['error']).toBe('invalid_grant');
    const again = await signIn(poterne, party, CLAIRE, { agent });
    expect((await party.redeemRaw(again.request, again.callback)).status).toBe(200);
  });

  test('P6 PostgreSQL lost after a code was consumed: 503, and the code stays used', async () => {
    const { party, poterne, wires } = world;
    const { agent, request, callback } = await signIn(poterne, party, CLAIRE);
    const fault = wires.postgres.resetAt('INSERT INTO refresh_token', 'unheard');
    const first = await party.redeemRaw(request, callback);
    await fault;
    expect(first).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
    expect((await party.redeemRaw(request, callback)).body['error']).toBe('invalid_grant');
    const again = await signIn(poterne, party, CLAIRE, { agent });
    expect((await party.redeemRaw(again.request, again.callback)).status).toBe(200);
  });

  test.each([
    ['before PostgreSQL heard it', 'unheard'],
    ['before its answer was heard', 'unanswered'],
  ] as const)(
    'P5 a refresh cut between consumption and successor, %s, is repeated without loss, even minutes later',
    async (_, moment) => {
      const { party, poterne, wires } = world;
      // The connection that the test before cut may still be in the pool.
      await untilReady(world);
      const { request, callback } = await signIn(poterne, party, CLAIRE);
      const tokens = await party.redeem(request, callback);
      const old = tokens.refresh_token ?? '';
      const fault = wires.postgres.resetAt('INSERT INTO refresh_token', moment);
      expect((await party.refreshRaw(old)).status).toBe(503);
      await fault;
      // Written and not heard of, the successor exists: then only the grace of 30 s remains.
      if (moment === 'unheard') passSeconds(120);
      const retried = await party.refreshRaw(old);
      expect(retried.status).toBe(200);
      expect((await party.refreshRaw(String(retried.body['refresh_token']))).status).toBe(200);
      expect((await party.refreshRaw(old)).body['error']).toBe('invalid_grant');
    },
  );

  test('I2 PostgreSQL killed between password and code: the person goes on where they were', async () => {
    const { party, poterne, postgres } = world;
    const { agent, request, login } = await start();
    const choice = await giveCredentials(agent, login, PAUL);
    await postgres.kill('SIGKILL');
    // An account just read is at hand for two seconds.
    passSeconds(3);
    const refused = await askForCode(agent, choice);
    expect(refused.status).toBe(503);
    await postgres.restart();
    await untilReady(world);
    const page = await askForCode(agent, await tryAgain(agent, refused));
    const done = await typeCode(agent, page, poterne.outbox.code(PAUL.email));
    expect((await party.redeemRaw(request, done.left as URL)).status).toBe(200);
  });

  test('I2 P6 a one-time code whose use was not heard of stays used, and a new one finishes the sign-in', async () => {
    const { party, poterne, wires } = world;
    const { agent, request, login } = await start();
    const page = await askForCode(agent, await giveCredentials(agent, login, PAUL));
    const code = poterne.outbox.code(PAUL.email);
    await freshRedisConnection();
    const fault = wires.redis.resetAt("redis.call('HSET', KEYS[1], 'used', 1)", 'unanswered');
    const refused = await typeCode(agent, page, code);
    await fault;
    expect(refused.status).toBe(503);
    await untilReady(world);
    expect((await typeCode(agent, page, code)).left).toBeUndefined();
    passSeconds(31);
    const channels = await agent.get(new URL(`${page.url.pathname}/one_time_code/channels`, page.url));
    const resent = await askForCode(agent, channels);
    const done = await typeCode(agent, resent, poterne.outbox.code(PAUL.email));
    expect((await party.redeemRaw(request, done.left as URL)).status).toBe(200);
  });

  test('I2 PostgreSQL lost when every proof was given: the last step is taken again, with nothing to type', async () => {
    const { party, poterne, wires } = world;
    const { agent, request, login } = await start();
    const page = await askForCode(agent, await giveCredentials(agent, login, PAUL));
    wires.postgres.when('INSERT INTO oidc_grant', () => wires.postgres.cut());
    const refused = await typeCode(agent, page, poterne.outbox.code(PAUL.email));
    expect(refused.status).toBe(503);
    wires.postgres.heal();
    await untilReady(world);
    const done = await tryAgain(agent, refused);
    expect((await party.redeemRaw(request, done.left as URL)).status).toBe(200);
  });

  test('O7 Redis killed and empty again: codes are void, the page leads to a new start, refresh tokens live', async () => {
    const { party, poterne, redis } = world;
    const earlier = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(earlier.request, earlier.callback);
    const unused = await signIn(poterne, party, CLAIRE);
    const { agent, login } = await start();
    const choice = await giveCredentials(agent, login, PAUL);
    await redis.kill('SIGKILL');
    await redis.restart();
    await untilReady(world);
    expect((await askForCode(agent, choice)).status).toBe(400);
    expect((await party.redeemRaw(unused.request, unused.callback)).body['error']).toBe('invalid_grant');
    expect((await party.refreshRaw(tokens.refresh_token ?? '')).status).toBe(200);
    const again = await signIn(poterne, party, PAUL, { agent });
    expect((await party.redeemRaw(again.request, again.callback)).status).toBe(200);
  });
});

/**
 * Redis fails over to a replica that had not yet heard that something was used (pitfall 25): what may be used once stays
 * used. The replica's state is the same Redis set back to a moment before.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
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
import { CLAIRE, CLIENTS, PAUL, PORTAL, SECRET } from '../harness/scenario.js';
import { testVariable } from '../infrastructure/environment.js';

const WITHOUT_REFRESH = {
  realm: 'allocataires',
  metadata: {
    client_id: 'without-refresh',
    client_name: 'Portail sans jeton de rafraîchissement',
    client_secret: SECRET,
    redirect_uris: [PORTAL],
    grant_types: ['authorization_code'],
    response_types: ['code'],
  },
} as const;

describe('a Redis that forgot what was just used', () => {
  let poterne: Restartable;
  let redis: Redis;
  beforeAll(async () => {
    poterne = await startPoterne({
      name: 'lagging_replica',
      ephemeral: 'redis',
      clients: [...CLIENTS, WITHOUT_REFRESH],
    });
    redis = new Redis(testVariable('POTERNE_TEST_REDIS_URL'));
  });
  afterAll(async () => {
    redis.disconnect();
    await poterne.close();
  });

  /** @returns sets Redis back to now */
  async function replica(): Promise<() => Promise<void>> {
    const keys = await redis.keys(`${poterne.prefix.slice(0, 40)}*`);
    const kept = await Promise.all(
      keys.map(async (key) => [key, await redis.pttl(key), await redis.dumpBuffer(key)] as const),
    );
    return async () => {
      const now = await redis.keys(`${poterne.prefix.slice(0, 40)}*`);
      await Promise.all(now.map((key) => redis.del(key)));
      for (const [key, life, value] of kept) if (value) await redis.restore(key, life, value, 'REPLACE');
    };
  }
  const userinfo = async (accessToken: unknown) =>
    (await fetch(`${poterne.issuer('allocataires')}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } }))
      .status;

  test.each([
    ['with a refresh token', 'caf'],
    ['without one', 'without-refresh'],
  ])(
    'P6 an authorization code, exchanged %s, is not accepted twice, and the replay revokes its grant',
    async (_, clientId) => {
      const party: RelyingParty = await relyingParty(poterne, { clientId });
      const { request, callback } = await signIn(poterne, party, CLAIRE);
      const failOver = await replica();
      const first = await party.redeemRaw(request, callback);
      expect(first.status).toBe(200);
      expect(typeof first.body['refresh_token']).toBe(clientId === 'caf' ? 'string' : 'undefined');
      await failOver();
      const second = await party.redeemRaw(request, callback);
      expect(second).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      expect(await userinfo(first.body['access_token'])).toBe(401);
      if (clientId === 'caf') {
        const refreshed = await party.refreshRaw(String(first.body['refresh_token']));
        expect(refreshed.body['error']).toBe('invalid_grant');
      }
    },
  );

  test('I2 a typed code is not accepted twice, and a new one is', async () => {
    const party = await relyingParty(poterne);
    const agent = openAgent(poterne.origin);
    const choice = await giveCredentials(agent, await agent.get((await party.request()).url), PAUL);
    const page = await askForCode(agent, choice);
    const code = poterne.outbox.code(PAUL.email);
    const thief = openAgent(poterne.origin);
    for (const cookie of agent.cookies()) thief.setCookie(cookie);
    const failOver = await replica();
    expect((await typeCode(agent, page, code)).left).toBeDefined();
    await failOver();
    const refused = await typeCode(thief, page, code);
    expect(refused.left).toBeUndefined();
    expect(refused.status).toBe(422);
    passSeconds(31);
    const channels = await thief.get(new URL(`${page.url.pathname}/one_time_code/channels`, page.url));
    const resent = await askForCode(thief, channels);
    expect((await typeCode(thief, resent, poterne.outbox.code(PAUL.email))).left).toBeDefined();
  });
});

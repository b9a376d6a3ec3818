import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { headingOf, openAgent } from '../harness/agent.js';
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
import { CLAIRE, PAUL } from '../harness/scenario.js';

const AT_ONCE = 50;

describe.each(['memory', 'redis'] as const)('races with ephemeral state in %s', (ephemeral) => {
  let poterne: Restartable;
  let party: RelyingParty;
  beforeAll(async () => {
    poterne = await startPoterne({ name: `races_${ephemeral}`, ephemeral });
    party = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const userinfo = (accessToken: unknown) =>
    fetch(`${poterne.issuer('allocataires')}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });

  test('P6 of 50 parallel redemptions of one code one wins, and the replays revoke its grant', async () => {
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => party.redeemRaw(request, callback)));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400]));
    for (const { status, body } of answers) if (status === 400) expect(body['error']).toBe('invalid_grant');
    expect((await userinfo(winners[0]?.body['access_token'])).status).toBe(401);
    expect((await party.refreshRaw(String(winners[0]?.body['refresh_token']))).body['error']).toBe('invalid_grant');
  });

  test('P6 a code that was redeemed and is replayed later revokes its grant', async () => {
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const first = await party.redeemRaw(request, callback);
    expect((await userinfo(first.body['access_token'])).status).toBe(200);
    expect((await party.redeemRaw(request, callback)).status).toBe(400);
    expect((await userinfo(first.body['access_token'])).status).toBe(401);
  });

  test('I2 of 50 parallel entries of one right code one wins', async () => {
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

  test('P5 of 50 parallel uses of one refresh token within the grace all get one successor, and the grant lives', async () => {
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(request, callback);
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => party.refreshRaw(tokens.refresh_token ?? '')),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: AT_ONCE }, () => 200));
    const successors = new Set(answers.map(({ body }) => body['refresh_token']));
    expect(successors.size).toBe(1);
    const [successor] = successors;
    const next = await party.refreshRaw(String(successor));
    expect(next.status).toBe(200);
    // The successor was used: whoever presents the old token now is a replay.
    expect((await party.refreshRaw(tokens.refresh_token ?? '')).body['error']).toBe('invalid_grant');
    expect((await party.refreshRaw(String(next.body['refresh_token']))).body['error']).toBe('invalid_grant');
  });

  test('P5 after the grace a replay of an unused successor’s parent revokes the grant', async () => {
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(request, callback);
    const next = await party.refreshRaw(tokens.refresh_token ?? '');
    passSeconds(31);
    expect((await party.refreshRaw(tokens.refresh_token ?? '')).body['error']).toBe('invalid_grant');
    expect((await party.refreshRaw(String(next.body['refresh_token']))).body['error']).toBe('invalid_grant');
  });

  test('P5 P6 a DPoP-bound app recovers a lost response with its key, is refused with another, and a proof counts once', async () => {
    const app = await relyingParty(poterne, {
      clientId: 'app',
      authentication: client.None(),
      redirectUri: 'fr.example.app:/callback',
    });
    const keys = await client.randomDPoPKeyPair('ES256');
    const dpop = client.getDPoPHandle(app.config, keys);
    const { request, callback } = await signIn(poterne, app, CLAIRE);
    const tokens = await app.redeem(request, callback, { DPoP: dpop });
    expect(tokens.token_type).toBe('dpop');
    const refresh = (handle: client.DPoPHandle) =>
      client.refreshTokenGrant(app.config, tokens.refresh_token ?? '', undefined, { DPoP: handle });
    const stolen = client.getDPoPHandle(app.config, await client.randomDPoPKeyPair('ES256'));
    await expect(refresh(stolen)).rejects.toMatchObject({ error: 'invalid_grant' });
    const first = await refresh(dpop);
    const retried = await refresh(dpop);
    expect(retried.refresh_token).toBe(first.refresh_token);
  });

  test('P5 an app without its key gets no token at all', async () => {
    const app = await relyingParty(poterne, {
      clientId: 'app',
      authentication: client.None(),
      redirectUri: 'fr.example.app:/callback',
    });
    const { request, callback } = await signIn(poterne, app, CLAIRE);
    await expect(app.redeem(request, callback)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('I2 two tabs that finish the same step: the second lands at the portal’s way on, not on an error', async () => {
    const agent = openAgent(poterne.origin);
    const login = await agent.get((await party.request()).url);
    const page = await askForCode(agent, await giveCredentials(agent, login, PAUL));
    const done = await typeCode(agent, page, poterne.outbox.code(PAUL.email));
    expect(done.left).toBeDefined();
    const late = await typeCode(agent, page, poterne.outbox.code(PAUL.email));
    expect(late.status).toBe(409);
    expect(headingOf(late)).not.toBe('');
  });
});

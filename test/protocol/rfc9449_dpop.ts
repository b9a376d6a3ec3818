/** RFC 9449, Demonstrating Proof of Possession. */
import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { passSeconds } from '../harness/moving_time.js';
import { type ProofKey, proofKey } from './keys.js';
import { basic, type Json, payloadOf, portal, type Stage, textOf, VERIFIER } from './stage.js';

const API = 'https://dpop.api.example.test';
export const clients = [
  portal('proving', { resources: [API] }),
  portal('proving-always', { dpop_bound_access_tokens: true }),
  portal('proving-app', {
    token_endpoint_auth_method: 'none',
    client_secret: undefined,
    application_type: 'native',
    redirect_uris: ['fr.example.dpop:/callback'],
    dpop_bound_access_tokens: true,
  }),
];

export function specify(stage: Stage): void {
  const proofFor = (key: ProofKey, changes: Json = {}, header: Json = {}) =>
    key.proof('POST', stage.endpoint('token'), changes, header);
  const redeemWith = async (client: string, dpop: string, code?: string) =>
    stage.redeem(client, code ?? (await stage.code(client)), {}, { ...basic(client), dpop });
  const userinfo = async (key: ProofKey, token: string, changes: Json = {}) => {
    const ath = createHash('sha256').update(token).digest('base64url');
    const dpop = await key.proof('GET', stage.endpoint('userinfo'), { ath, ...changes });
    return stage.get(stage.endpoint('userinfo'), { authorization: `DPoP ${token}`, dpop });
  };

  test('§5 a proof at the token endpoint binds the token: token_type DPoP, cnf.jkt in introspection and in a JWT', async () => {
    const key = await proofKey();
    const answer = await redeemWith('proving', await proofFor(key));
    expect(answer.body).toMatchObject({ token_type: 'DPoP' });
    const token = textOf(answer.body, 'access_token');
    const told = await stage.post('introspection', { token }, basic('proving'));
    expect(told.body).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: key.thumbprint } });
    const code = await stage.code('proving', { resource: API });
    const headers = { ...basic('proving'), dpop: await proofFor(key) };
    const jwt = textOf((await stage.redeem('proving', code, { resource: API }, headers)).body, 'access_token');
    expect(payloadOf(jwt)['cnf']).toEqual({ jkt: key.thumbprint });
  });

  test('§7.1 the bound token works with a proof of the same key and ath', async () => {
    const key = await proofKey();
    const token = textOf((await redeemWith('proving', await proofFor(key))).body, 'access_token');
    expect((await userinfo(key, token)).status).toBe(200);
  });

  test('§7.1 it MUST NOT work as Bearer, without proof, with another key, or with a wrong ath, htm or htu', async () => {
    const key = await proofKey();
    const token = textOf((await redeemWith('proving', await proofFor(key))).body, 'access_token');
    expect((await stage.get(stage.endpoint('userinfo'), { authorization: `Bearer ${token}` })).status).toBe(401);
    expect(
      (await stage.get(stage.endpoint('userinfo'), { authorization: `DPoP ${token}` })).status,
    ).toBeGreaterThanOrEqual(400);
    expect((await userinfo(await proofKey(), token)).status).toBe(401);
    for (const changes of [{ ath: 'wrong' }, { ath: undefined }, { htm: 'POST' }, { htu: stage.endpoint('token') }]) {
      expect([changes, (await userinfo(key, token, changes)).status]).toEqual([changes, 401]);
    }
  });

  test('§4.3 a proof that is not one is invalid_dpop_proof', async () => {
    const key = await proofKey();
    const bad = [
      'not-a-jwt',
      await proofFor(key, { htm: 'GET' }),
      await proofFor(key, { htu: `${stage.issuer}/elsewhere` }),
      await proofFor(key, { jti: undefined }),
      await proofFor(key, {}, { typ: 'JWT' }),
      await proofFor(key, {}, { jwk: undefined }),
    ];
    for (const dpop of bad) {
      const answer = await redeemWith('proving', dpop);
      expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_dpop_proof']);
    }
  });

  test('§11.1 a replayed jti is refused', async () => {
    const key = await proofKey();
    const dpop = await proofFor(key, { jti: randomUUID() });
    expect((await redeemWith('proving', dpop)).status).toBe(200);
    expect((await redeemWith('proving', dpop)).body['error']).toMatch(/^invalid_(dpop_proof|grant)$/);
  });

  test('P6 of 50 parallel uses of one proof, one wins', async () => {
    const key = await proofKey();
    const token = textOf((await redeemWith('proving', await proofFor(key))).body, 'access_token');
    const ath = createHash('sha256').update(token).digest('base64url');
    const dpop = await key.proof('GET', stage.endpoint('userinfo'), { ath });
    const headers = { authorization: `DPoP ${token}`, dpop };
    const answers = await Promise.all(Array.from({ length: 50 }, () => stage.get(stage.endpoint('userinfo'), headers)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('§5.1 a client that registered dpop_bound_access_tokens MUST use it', async () => {
    const answer = await stage.redeem('proving-always', await stage.code('proving-always'));
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
    expect((await redeemWith('proving-always', await proofFor(await proofKey()))).status).toBe(200);
  });

  test('§10 a code asked for with dpop_jkt is good for that key only', async () => {
    const key = await proofKey();
    const stolen = await stage.code('proving', { dpop_jkt: key.thumbprint });
    expect((await redeemWith('proving', await proofFor(await proofKey()), stolen)).body['error']).toMatch(
      /invalid_grant|invalid_dpop_proof/,
    );
    const own = await stage.code('proving', { dpop_jkt: key.thumbprint });
    expect((await redeemWith('proving', await proofFor(key), own)).status).toBe(200);
  });

  test('§5 a public client’s refresh token is bound to its key, and rotates', async () => {
    const key = await proofKey();
    const code = await stage.code('proving-app', { redirect_uri: 'fr.example.dpop:/callback' });
    const fields = {
      client_id: 'proving-app',
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'fr.example.dpop:/callback',
      code_verifier: VERIFIER,
    };
    const first = await stage.post('token', fields, { dpop: await proofFor(key) });
    const refresh_token = textOf(first.body, 'refresh_token');
    const refresh = { client_id: 'proving-app', grant_type: 'refresh_token', refresh_token };
    expect((await stage.post('token', refresh, { dpop: await proofFor(await proofKey()) })).body['error']).toBe(
      'invalid_grant',
    );
    expect((await stage.post('token', refresh)).status).toBe(400);
    const second = await stage.post('token', refresh, { dpop: await proofFor(key) });
    expect(second.status).toBe(200);
    expect(second.body['refresh_token']).not.toBe(refresh_token);
  });

  test('§8 a proof whose clock is wrong is asked for a nonce, and is good with it', async () => {
    const key = await proofKey();
    const iat = Math.floor(Date.now() / 1000) - 3600;
    const asked = await redeemWith('proving', await proofFor(key, { iat }));
    expect([asked.status, asked.body['error']]).toEqual([400, 'use_dpop_nonce']);
    const nonce = asked.headers.get('dpop-nonce') ?? '';
    expect((await redeemWith('proving', await proofFor(key, { iat, nonce }))).status).toBe(200);
    expect((await redeemWith('proving', await proofFor(key, { nonce: 'made-up' }))).body['error']).toBe(
      'use_dpop_nonce',
    );
  });

  test('§11.2 a proof made in advance is asked for a nonce', async () => {
    const iat = Math.floor(Date.now() / 1000) + 65;
    const answer = await redeemWith('proving', await proofFor(await proofKey(), { iat }));
    expect([answer.status, answer.body['error']]).toEqual([400, 'use_dpop_nonce']);
  });

  test('§11.1 a jti is remembered as long as its proof is good, also when the proof’s clock is ahead', async () => {
    const key = await proofKey();
    const dpop = await proofFor(key, { iat: Math.floor(Date.now() / 1000) + 55 });
    expect((await redeemWith('proving', dpop)).status).toBe(200);
    passSeconds(340);
    expect((await redeemWith('proving', dpop)).status).toBe(400);
  });
}

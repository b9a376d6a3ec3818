/** FAPI 2.0 Security Profile, Final (February 2025): a partner's portal, and each way down that is closed (P8). */
import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as client from 'openid-client';
import { passSeconds } from '../harness/moving_time.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { PORTAL_CERTIFICATE, PORTAL_SUBJECT } from './certificates.js';
import { ASSERTION_TYPE, assertionClaims, type ProofKey, proofKey } from './keys.js';
import { certificateHeaders } from './rfc8705_mutual_tls.js';
import { basic, CHALLENGE, type Fields, type Json, portal, type Stage, textOf } from './stage.js';

const REDIRECT = 'https://partenaire.example.test/callback';
const ELLIPTIC = await generateKeyPair('ES256', { extractable: true });
const RSA = await generateKeyPair('PS256', { extractable: true });
const RSA_OLD = await generateKeyPair('RS256', { extractable: true });
const jwks = {
  keys: [
    { ...(await exportJWK(ELLIPTIC.publicKey)), kid: 'partner', use: 'sig' },
    { ...(await exportJWK(RSA.publicKey)), kid: 'partner-rsa', use: 'sig' },
    { ...(await exportJWK(RSA_OLD.publicKey)), kid: 'partner-old', use: 'sig' },
  ],
};
const FAPI = { fapi_profile: '2.0', redirect_uris: [REDIRECT], client_secret: undefined };
const BY_KEY = { ...FAPI, token_endpoint_auth_method: 'private_key_jwt', jwks };

export const clients = [
  portal('fapi-partner', { ...BY_KEY, first_party: false, scope: 'openid offline_access' }),
  portal('fapi', BY_KEY),
  portal('fapi-rsa', { ...BY_KEY, token_endpoint_auth_signing_alg: 'PS256' }),
  portal('fapi-mtls', {
    ...FAPI,
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_subject_dn: PORTAL_SUBJECT,
    tls_client_certificate_bound_access_tokens: true,
  }),
];

const REQUEST = {
  response_type: 'code',
  redirect_uri: REDIRECT,
  scope: 'openid',
  state: 'fapi-state',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
};

/** @param stage its loopback is a trusted proxy */
export function specify(stage: Stage): void {
  const assert = async (
    changes: Json = {},
    header: Json = {},
    key = ELLIPTIC.privateKey,
    clientId = 'fapi',
  ): Promise<Fields> => ({
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await new SignJWT({ ...assertionClaims(clientId, stage.issuer, changes) })
      .setProtectedHeader({ alg: 'ES256', kid: 'partner', ...header })
      .sign(key),
  });
  const push = async (changes: Fields = {}, headers: Fields = {}, authentication?: Fields) => {
    const all = { ...REQUEST, client_id: 'fapi', ...(authentication ?? (await assert())), ...changes };
    const fields = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    return stage.post('pushed_authorization_request', fields, headers);
  };
  const requestObject = (header: Json = {}, key = ELLIPTIC.privateKey) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { ...REQUEST, client_id: 'fapi', iss: 'fapi', aud: stage.issuer, nbf: now, exp: now + 60 };
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'partner', ...header }).sign(key);
  };
  const codeOf = async (request_uri: string) => {
    const page = await stage.send({ client_id: 'fapi', request_uri });
    return page.left?.searchParams.get('code') ?? '';
  };
  const codeFor = async (headers: Fields = {}) => codeOf(textOf((await push({}, headers)).body, 'request_uri'));
  const proofAt = (key: ProofKey, endpoint: string, changes: Json = {}) =>
    key.proof('POST', stage.endpoint(endpoint), changes);
  const redeem = async (code: string, key: ProofKey | undefined, changes: Fields = {}, authentication?: Fields) => {
    const fields = { redirect_uri: REDIRECT, ...(authentication ?? (await assert())), ...changes };
    return stage.redeem('fapi', code, fields, key ? { dpop: await proofAt(key, 'token') } : {});
  };
  const told = ({ status, body }: { status: number; body: Json }) => [status, body['error']];

  /** A portal on openid-client, whose checks then hold as well. */
  const partner = async (clientId: string, authentication: client.ClientAuth, more: Fields = {}) => {
    const config = await client.discovery(new URL(stage.issuer), clientId, {}, authentication, {
      execute: [client.allowInsecureRequests],
      [client.customFetch]: (url, options) =>
        fetch(url, { ...options, headers: { ...options.headers, ...more } } as RequestInit),
    });
    return {
      config,
      async signIn(options: client.DPoPOptions = {}) {
        const verifier = client.randomPKCECodeVerifier();
        const parameters = {
          redirect_uri: REDIRECT,
          scope: 'openid',
          state: client.randomState(),
          nonce: client.randomNonce(),
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        };
        const address = await client.buildAuthorizationUrlWithPAR(config, parameters, options);
        const { left } = await stage.claire.get(address);
        if (!left) throw new Error('no answer');
        recordSecret('token', left.searchParams.get('code') ?? '');
        const checks = {
          pkceCodeVerifier: verifier,
          expectedState: parameters.state,
          expectedNonce: parameters.nonce,
          idTokenExpected: true,
        };
        const tokens = await client.authorizationCodeGrant(config, left, checks, undefined, options);
        for (const token of [tokens.access_token, tokens.refresh_token, tokens.id_token])
          if (token) recordSecret('token', token);
        return { left, tokens };
      },
    };
  };

  test.each([
    ['fapi', 'ES256', () => client.PrivateKeyJwt({ key: ELLIPTIC.privateKey, kid: 'partner' })],
    ['fapi-rsa', 'PS256', () => client.PrivateKeyJwt({ key: RSA.privateKey, kid: 'partner-rsa' })],
  ] as const)(
    'P8 §5.3.2 a partner’s whole life by openid-client: PAR, private_key_jwt, DPoP: %s, %s',
    async (id, _alg, how) => {
      const { config, signIn } = await partner(id, how());
      const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
      const { left, tokens } = await signIn({ DPoP });
      expect(left.searchParams.get('iss')).toBe(stage.issuer);
      expect(tokens.token_type).toBe('dpop');
      const sub = tokens.claims()?.sub ?? '';
      expect(await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP })).toMatchObject({ sub });
      const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP });
      expect(again.token_type).toBe('dpop');
    },
  );

  test('P8 §5.3.2.1 the same with a certificate: tls_client_auth, tokens bound to it', async () => {
    const headers = certificateHeaders(PORTAL_CERTIFICATE);
    const { config, signIn } = await partner('fapi-mtls', client.TlsClientAuth(), headers);
    const { tokens } = await signIn();
    const sub = tokens.claims()?.sub ?? '';
    expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({ sub });
    const answer = await stage.get(stage.endpoint('userinfo'), { authorization: `Bearer ${tokens.access_token}` });
    expect(told(answer)).toEqual([401, 'invalid_token']);
  });

  test('P8 §5.3.2.1 refresh tokens do not rotate, and each access token is bound again', async () => {
    const key = await proofKey();
    const first = await redeem(await codeFor(), key);
    const refresh_token = textOf(first.body, 'refresh_token');
    const refresh = async (headers: Fields) =>
      stage.post('token', { grant_type: 'refresh_token', refresh_token, ...(await assert()) }, headers);
    for (let turn = 0; turn < 3; turn += 1) {
      const next = await refresh({ dpop: await proofAt(key, 'token') });
      expect(next.body).toMatchObject({ token_type: 'DPoP', refresh_token });
      passSeconds(60);
    }
    expect(told(await refresh({}))).toEqual([400, 'invalid_grant']);
    const fields = { grant_type: 'refresh_token', refresh_token, client_id: 'fapi' };
    const stolen = await stage.post('token', fields, { dpop: await proofAt(key, 'token') });
    expect(told(stolen)).toEqual([401, 'invalid_client']);
    expect((await refresh({ dpop: await proofAt(key, 'token') })).status).toBe(200);
  });

  test('P8 P7 a partner that is a third party: the person is asked, and what they allow is bound as well', async () => {
    const own = () => assert({}, {}, ELLIPTIC.privateKey, 'fapi-partner');
    const key = await proofKey();
    const dpop = await proofAt(key, 'pushed_authorization_request');
    const asked = { client_id: 'fapi-partner', scope: 'openid offline_access', prompt: 'consent' };
    const { body } = await push(asked, { dpop }, await own());
    const page = await stage.send({ client_id: 'fapi-partner', request_uri: textOf(body, 'request_uri') });
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://partenaire.example.test");
    const done = await stage.claire.submit(page, '/consent', { decision: 'allow' });
    const code = done.left?.searchParams.get('code') ?? '';
    expect(told(await redeem(code, await proofKey(), {}, await own()))).toEqual([400, 'invalid_grant']);
    const again = await push({ ...asked, prompt: '' }, {}, await own());
    const known = await stage.send({ client_id: 'fapi-partner', request_uri: textOf(again.body, 'request_uri') });
    const tokens = await redeem(known.left?.searchParams.get('code') ?? '', key, {}, await own());
    expect(tokens.body).toMatchObject({ token_type: 'DPoP' });
  });

  test('P8 §5.3.2.2 a request that was not pushed is refused, signed or not', async () => {
    const answer = await stage.response('fapi', { redirect_uri: REDIRECT });
    expect(answer.get('error')).toBe('invalid_request');
    const signed = await stage.response('fapi', { redirect_uri: REDIRECT, request: await requestObject() });
    expect([signed.get('error'), signed.get('code')]).toEqual(['invalid_request', null]);
  });

  test('P8 §5.4.1 a request object may be pushed, signed by the registered algorithm, and no other', async () => {
    const bare = async (request: string) =>
      stage.post('pushed_authorization_request', { client_id: 'fapi', request, ...(await assert()) });
    expect((await bare(await requestObject())).status).toBe(201);
    const old = await requestObject({ alg: 'RS256', kid: 'partner-old' }, RSA_OLD.privateKey);
    expect(told(await bare(old))).toEqual([400, 'invalid_request_object']);
    const claims = (await requestObject()).split('.')[1];
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    expect(told(await bare(unsigned))).toEqual([400, 'invalid_request_object']);
  });

  test('P8 §5.3.2.2 a pushed request without authentication, with a secret, or with a wrong key is refused', async () => {
    expect(told(await push({}, {}, {}))).toEqual([401, 'invalid_client']);
    expect(told(await push({}, basic('fapi'), {}))).toEqual([401, 'invalid_client']);
    const stranger = (await generateKeyPair('ES256')).privateKey;
    expect(told(await push({}, {}, await assert({}, {}, stranger)))).toEqual([401, 'invalid_client']);
  });

  test.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['PKCE plain', { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'],
    ['PKCE without method', { code_challenge_method: '' }, 'invalid_request'],
    ['no redirect_uri', { redirect_uri: '' }, 'invalid_request'],
    ['another redirect_uri', { redirect_uri: `${REDIRECT}/` }, 'invalid_request'],
    ['another port', { redirect_uri: 'https://partenaire.example.test:8443/callback' }, 'invalid_request'],
    ['implicit', { response_type: 'token', response_mode: 'form_post' }, 'unsupported_response_type'],
    ['hybrid', { response_type: 'code id_token', nonce: 'n', response_mode: 'form_post' }, 'unsupported_response_type'],
    ['hybrid, answered in its default place', { response_type: 'code id_token', nonce: 'n' }, 'invalid_request'],
    ['fragment', { response_mode: 'fragment' }, 'invalid_request'],
  ] as const)('P8 §5.3.2.2 a pushed request is refused at once: %s', async (_what, changes, error) => {
    expect(told(await push(changes))).toEqual([400, error]);
  });

  test('P8 §5.3.2.1 an assertion’s aud is the issuer, as one string: no endpoint, no list, no other realm', async () => {
    const issuer = stage.issuer;
    const others = ['token', 'pushed_authorization_request'].map((name) => stage.endpoint(name));
    for (const aud of [...others, [issuer], [issuer, ...others], `${issuer}/`, stage.poterne.issuer('employeurs')])
      expect([aud, ...told(await push({}, {}, await assert({ aud })))]).toEqual([aud, 401, 'invalid_client']);
  });

  test('P8 §5.4.1 an assertion is signed with the registered algorithm, never RS256', async () => {
    const old = await assert({}, { alg: 'RS256', kid: 'partner-old' }, RSA_OLD.privateKey);
    expect(told(await push({}, {}, old))).toEqual([401, 'invalid_client']);
    const other = await assert({}, { alg: 'PS256', kid: 'partner-rsa' }, RSA.privateKey);
    expect(told(await push({}, {}, other))).toEqual([401, 'invalid_client']);
  });

  test('P8 §5.3.2.1 a clock 8 seconds ahead is met with patience, one 61 seconds ahead is not', async () => {
    const now = Math.floor(Date.now() / 1000);
    const ahead = (seconds: number) => assert({ iat: now + seconds, nbf: now + seconds, exp: now + seconds + 60 });
    expect((await push({}, {}, await ahead(8))).status).toBe(201);
    expect(told(await push({}, {}, await ahead(62)))).toEqual([401, 'invalid_client']);
    expect(told(await push({}, {}, await assert({ iat: now + 62 })))).toEqual([401, 'invalid_client']);
    const key = await proofKey();
    const code = await codeFor();
    const late = { dpop: await proofAt(key, 'token', { iat: now + 65 }) };
    const answer = await stage.redeem('fapi', code, { redirect_uri: REDIRECT, ...(await assert()) }, late);
    expect(told(answer)).toEqual([400, 'use_dpop_nonce']);
    const soon = { dpop: await proofAt(key, 'token', { iat: now + 8 }) };
    expect((await stage.redeem('fapi', code, { redirect_uri: REDIRECT, ...(await assert()) }, soon)).status).toBe(200);
  });

  test('P8 P6 a replayed assertion is refused, at another endpoint too', async () => {
    const authentication = await assert();
    const pushed = await push({}, {}, authentication);
    expect(pushed.status).toBe(201);
    expect(told(await push({}, {}, authentication))).toEqual([401, 'invalid_client']);
    const code = await codeOf(textOf(pushed.body, 'request_uri'));
    expect(told(await redeem(code, await proofKey(), {}, authentication))).toEqual([401, 'invalid_client']);
  });

  test('P8 §5.3.2.1 no token without a DPoP proof, or with one of another address, method or algorithm', async () => {
    const code = await codeFor();
    expect(told(await redeem(code, undefined))).toEqual([400, 'invalid_grant']);
    const key = await proofKey();
    const old = await new SignJWT({ htm: 'POST', htu: stage.endpoint('token'), jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', typ: 'dpop+jwt', jwk: await exportJWK(RSA_OLD.publicKey) })
      .setIssuedAt(Math.floor(Date.now() / 1000))
      .sign(RSA_OLD.privateKey);
    for (const dpop of [
      await proofAt(key, 'userinfo'),
      await key.proof('GET', stage.endpoint('token')),
      await key.proof('POST', `${stage.poterne.issuer('employeurs')}/token`),
      old,
    ]) {
      const fields = { redirect_uri: REDIRECT, ...(await assert()) };
      expect(told(await stage.redeem('fapi', code, fields, { dpop }))).toEqual([400, 'invalid_dpop_proof']);
    }
    // None of these used the code up.
    expect((await redeem(code, key)).status).toBe(200);
  });

  test('P8 P6 a replayed DPoP proof is refused', async () => {
    const dpop = await proofAt(await proofKey(), 'token');
    const redeemWith = async () =>
      stage.redeem('fapi', await codeFor(), { redirect_uri: REDIRECT, ...(await assert()) }, { dpop });
    expect((await redeemWith()).status).toBe(200);
    expect(told(await redeemWith())).toEqual([400, 'invalid_grant']);
  });

  test('P8 §5.3.2.1 a code pushed with a DPoP key is for that key: another one gets nothing', async () => {
    const key = await proofKey();
    const code = await codeFor({ dpop: await proofAt(key, 'pushed_authorization_request') });
    expect(told(await redeem(code, await proofKey()))).toEqual([400, 'invalid_grant']);
    const named = await codeOf(textOf((await push({ dpop_jkt: key.thumbprint })).body, 'request_uri'));
    expect(told(await redeem(named, await proofKey()))).toEqual([400, 'invalid_grant']);
    const own = await codeFor({ dpop: await proofAt(key, 'pushed_authorization_request') });
    expect((await redeem(own, key)).status).toBe(200);
    const other = await push(
      { dpop_jkt: await calculateJwkThumbprint(await exportJWK(RSA.publicKey)) },
      { dpop: await proofAt(key, 'pushed_authorization_request') },
    );
    expect(told(other)).toEqual([400, 'invalid_request']);
  });

  test('P8 §5.3.2.1 a code lives 60 seconds, is used once, and for the redirect and verifier it was asked with', async () => {
    const key = await proofKey();
    const old = await codeFor();
    passSeconds(61);
    expect(told(await redeem(old, key))).toEqual([400, 'invalid_grant']);
    for (const changes of [
      { redirect_uri: 'https://partenaire.example.test/other' },
      { code_verifier: 'y'.repeat(43) },
      { code_verifier: '' },
    ]) {
      const answer = await redeem(await codeFor(), key, changes);
      expect([changes, ...told(answer)]).toEqual([changes, 400, 'invalid_grant']);
    }
    const code = await codeFor();
    const first = await redeem(code, key);
    expect(first.status).toBe(200);
    expect(told(await redeem(code, key))).toEqual([400, 'invalid_grant']);
    passSeconds(61);
    expect(told(await redeem(code, key))).toEqual([400, 'invalid_grant']);
    const refresh_token = textOf(first.body, 'refresh_token');
    const fields = { grant_type: 'refresh_token', refresh_token, ...(await assert()) };
    expect(told(await stage.post('token', fields, { dpop: await proofAt(key, 'token') }))).toEqual([
      400,
      'invalid_grant',
    ]);
  });

  test('P8 §5.3.2.1 a bound token is no Bearer token', async () => {
    const token = textOf((await redeem(await codeFor(), await proofKey())).body, 'access_token');
    const answer = await stage.get(stage.endpoint('userinfo'), { authorization: `Bearer ${token}` });
    expect(told(answer)).toEqual([401, 'invalid_token']);
  });
}

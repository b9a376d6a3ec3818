/** OpenID Connect Core 1.0: the code flow, what its parameters ask, and what its answers hold (P1, P4, P7, P9, P10). */
import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { CLIENT_JWKS, open } from './keys.js';
import { basic, bearer, CHALLENGE, headerOf, type Json, payloadOf, portal, type Stage, textOf } from './stage.js';

const ENCRYPTED = { jwks: CLIENT_JWKS };
export const clients = [
  portal('core'),
  portal('core-again'),
  portal('core-elsewhere', { sector: 'elsewhere' }),
  portal('core-rsa', { id_token_signed_response_alg: 'RS256', userinfo_signed_response_alg: 'RS256' }),
  portal('core-third', { first_party: false }),
  portal('core-fourth', { first_party: false }),
  portal('core-max-age', { default_max_age: 600, require_auth_time: true }),
  portal('core-ecdh', { ...ENCRYPTED, userinfo_signed_response_alg: 'ES256', ...encryption('ECDH-ES') }),
  portal('core-oaep', { ...ENCRYPTED, userinfo_signed_response_alg: 'ES256', ...encryption('RSA-OAEP-256') }),
];

function encryption(alg: string): Json {
  return {
    id_token_encrypted_response_alg: alg,
    id_token_encrypted_response_enc: 'A256GCM',
    userinfo_encrypted_response_alg: alg,
    userinfo_encrypted_response_enc: 'A256GCM',
  };
}

export function specify(stage: Stage): void {
  const idToken = async (client: string, parameters = {}) =>
    payloadOf(textOf(await stage.tokens(client, parameters), 'id_token'));
  const error = async (client: string, parameters: Record<string, string>, agent = stage.claire) =>
    (await stage.response(client, parameters, agent)).get('error');
  const userinfo = async (client: string, parameters: Record<string, string>) => {
    const answer = await stage.get(
      stage.endpoint('userinfo'),
      bearer(textOf(await stage.tokens(client, parameters), 'access_token')),
    );
    expect(answer.status).toBe(200);
    return answer;
  };

  test('§2 an ID Token MUST hold iss, sub, aud, exp, iat; ours auth_time, acr, amr and at_hash too', async () => {
    const tokens = await stage.tokens('core');
    const claims = payloadOf(textOf(tokens, 'id_token'));
    expect(claims).toMatchObject({ iss: stage.issuer, aud: 'core', acr: 'two-step', amr: ['pwd', 'otp', 'mail'] });
    expect(String(claims['sub']).length).toBeLessThanOrEqual(255);
    for (const name of ['exp', 'iat', 'auth_time']) expect(Number.isInteger(claims[name])).toBe(true);
    if ('at_hash' in claims) {
      const half = createHash('sha256').update(textOf(tokens, 'access_token')).digest().subarray(0, 16);
      expect(claims['at_hash']).toBe(half.toString('base64url'));
    }
  });

  test('§3.1.2.1 nonce is passed unmodified, and is absent when it was not sent', async () => {
    expect((await idToken('core', { nonce: 'n-0S6_WzA2Mj é&' }))['nonce']).toBe('n-0S6_WzA2Mj é&');
    expect(await idToken('core', { nonce: '' })).not.toHaveProperty('nonce');
  });

  test('§3.1.2.1 a request without the openid scope gets no ID Token', async () => {
    const answer = await stage.response('core', { scope: 'email', nonce: '' });
    const code = answer.get('code');
    if (code) expect((await stage.redeem('core', code)).body['id_token']).toBeUndefined();
    else expect(answer.get('error')).toBe('invalid_scope');
  });

  test('§3.1.2.1 prompt=none returns login_required to somebody who is not signed in, and never shows a page', async () => {
    expect(await error('core', { prompt: 'none' }, openAgent(stage.poterne.origin))).toBe('login_required');
    expect((await stage.response('core', { prompt: 'none' })).get('code')).toBeTruthy();
  });

  test('§3.1.2.1 prompt=none with another value is an error', async () => {
    expect(await error('core', { prompt: 'none login' })).toBe('invalid_request');
    expect(await error('core', { prompt: 'unheard-of' })).toBe('invalid_request');
  });

  test('§3.1.2.1 prompt=none returns consent_required or interaction_required where a person must decide', async () => {
    expect(await error('core-third', { prompt: 'none' })).toBe('consent_required');
    expect(await error('core', { prompt: 'none', acr_values: 'two-factor' })).toMatch(/^(login|interaction)_required$/);
  });

  test('§3.1.2.1 prompt=login asks again although signed in, and auth_time moves', async () => {
    const agent = await stage.signedIn(PAUL);
    const before = payloadOf(textOf(await stage.tokens('core', {}, agent), 'id_token'));
    passSeconds(60);
    const page = await stage.ask('core', { prompt: 'login' }, agent);
    expect(page.html).toContain('name="password"');
    const after = payloadOf(textOf(await stage.tokens('core', {}, await stage.signedIn(PAUL)), 'id_token'));
    expect(Number(after['auth_time'])).toBeGreaterThanOrEqual(Number(before['auth_time']) + 60);
    expect(after['sub']).toBe(before['sub']);
  });

  test('§3.1.2.1 prompt=consent always asks, of a first party too (P7)', async () => {
    const page = await stage.ask('core', { prompt: 'consent' });
    expect(page.html).toContain('/consent');
    const done = await stage.claire.submit(page, '/consent', { decision: 'allow' });
    expect(done.left?.searchParams.get('code')).toBeTruthy();
    expect((await stage.ask('core', { prompt: 'consent' })).html).toContain('/consent');
  });

  test('§3.1.2.4 a third party’s person is asked once; a refusal is access_denied; more scope is asked again (P7)', async () => {
    const refused = await stage.claire.submit(await stage.ask('core-third'), '/consent', { decision: 'deny' });
    expect(refused.left?.searchParams.get('error')).toBe('access_denied');
    await stage.claire.submit(await stage.ask('core-third'), '/consent', { decision: 'allow' });
    expect((await stage.response('core-third')).get('code')).toBeTruthy();
    expect((await stage.ask('core-third', { scope: 'openid email' })).html).toContain('/consent');
  });

  test('§11 offline_access: a first party has its refresh token by registration, a third party with prompt=consent (P7)', async () => {
    expect((await stage.tokens('core'))['refresh_token']).toBeTruthy();
    const parameters = { scope: 'openid offline_access', prompt: 'consent' };
    const done = await stage.claire.submit(await stage.ask('core-fourth', parameters), '/consent', {
      decision: 'allow',
    });
    const kept = await stage.redeem('core-fourth', done.left?.searchParams.get('code') ?? '');
    expect(kept.body['refresh_token']).toBeTruthy();
    const without = await stage.tokens('core-fourth', { scope: 'openid offline_access' });
    expect(without['refresh_token']).toBeUndefined();
  });

  test('§3.1.2.1 max_age MUST be honoured, and auth_time is then REQUIRED', async () => {
    const agent = await stage.signedIn(PAUL);
    passSeconds(100);
    expect((await stage.ask('core', { max_age: '50' }, agent)).html).toContain('name="password"');
    const tokens = await stage.tokens('core', { max_age: '1000' }, agent);
    const { auth_time: authTime, iat } = payloadOf(textOf(tokens, 'id_token')) as { auth_time: number; iat: number };
    expect(iat - authTime).toBeGreaterThanOrEqual(100);
    expect(await error('core', { max_age: '50', prompt: 'none' }, agent)).toBe('login_required');
    expect(await error('core', { max_age: '-1' }, agent)).toBe('invalid_request');
    passSeconds(600);
    expect((await stage.ask('core-max-age', {}, agent)).html).toContain('name="password"');
  });

  test('§3.1.2.1 max_age=0 asks again, as prompt=login does', async () => {
    passSeconds(2);
    expect((await stage.ask('core', { max_age: '0' })).html).toContain('name="password"');
  });

  test('§3.1.2.1 id_token_hint of the one who is signed in leads through; of another it is login_required', async () => {
    const own = textOf(await stage.tokens('core'), 'id_token');
    expect((await stage.response('core', { id_token_hint: own, prompt: 'none' })).get('code')).toBeTruthy();
    const paul = textOf(await stage.tokens('core', {}, await stage.signedIn(PAUL)), 'id_token');
    expect(await error('core', { id_token_hint: paul, prompt: 'none' })).toBe('login_required');
    expect(await error('core', { id_token_hint: 'not-a-token', prompt: 'none' })).toBe('invalid_request');
  });

  test('§3.1.2.1 ui_locales orders the languages; an unknown one is no error', async () => {
    const page = (ui_locales: string) => stage.ask('core', { ui_locales }, openAgent(stage.poterne.origin));
    expect(wordsOf(await page('en'))).toContain('Password');
    expect(wordsOf(await page('fr-CA en'))).toContain('Mot de passe');
    expect((await page('tlh xx')).html).toContain('<html lang="fr">');
    expect(
      (await stage.response('core', { ui_locales: 'se', claims_locales: 'se', display: 'page' })).get('code'),
    ).toBeTruthy();
  });

  test('§3.1.3.7 the ID Token of an RS256 client is signed by RS256 and verifies', async () => {
    const jwks = (await stage.get(textOf(stage.metadata, 'jwks_uri'))).body as unknown as JSONWebKeySet;
    const token = textOf(await stage.tokens('core-rsa'), 'id_token');
    expect(headerOf(token)['alg']).toBe('RS256');
    await jwtVerify(token, createLocalJWKSet(jwks), { issuer: stage.issuer, audience: 'core-rsa' });
  });

  test('§5.3 userinfo’s sub MUST be the ID Token’s; GET and POST both answer', async () => {
    const tokens = await stage.tokens('core', { scope: 'openid email' });
    const access_token = textOf(tokens, 'access_token');
    const got = await stage.get(stage.endpoint('userinfo'), bearer(access_token));
    expect(got.body['sub']).toBe(payloadOf(textOf(tokens, 'id_token'))['sub']);
    expect((await stage.post('userinfo', {}, bearer(access_token))).body).toEqual(got.body);
    expect(got.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test('§5.4 P10 each scope releases its claims and no other', async () => {
    const claimsOf = async (scope: string) =>
      Object.keys((await userinfo('core', { scope: `openid ${scope}` })).body)
        .filter((name) => name !== 'sub')
        .sort();
    expect(await claimsOf('profile')).toEqual(['birthdate', 'family_name', 'gender', 'given_name', 'name']);
    expect(await claimsOf('email')).toEqual(['email', 'email_verified']);
    expect(await claimsOf('phone')).toEqual(['phone_number', 'phone_number_verified']);
    expect(await claimsOf('address')).toEqual([]);
    expect(await claimsOf('birth')).toEqual(['birthcountry', 'birthplace']);
    expect(await claimsOf('identite_pivot')).toEqual(
      ['birthcountry', 'birthdate', 'birthplace', 'family_name', 'gender', 'given_name', 'given_name_array'].sort(),
    );
    expect(await claimsOf('allocataire')).toEqual(['allocataire']);
    expect(await claimsOf('organisation')).toEqual([]);
  });

  test('§5.4 scope claims are in userinfo, not in the ID Token of the code flow', async () => {
    const claims = await idToken('core', { scope: 'openid profile email' });
    expect(Object.keys(claims)).not.toEqual(expect.arrayContaining(['email']));
    expect(claims).not.toHaveProperty('family_name');
  });

  test('§5.5 the claims parameter puts single claims where they are asked for, without any scope', async () => {
    const claims = JSON.stringify({
      userinfo: { email: null, given_name: { essential: true } },
      id_token: { family_name: null },
    });
    expect(await idToken('core', { claims })).toMatchObject({ family_name: CLAIRE.familyName });
    const { body } = await userinfo('core', { claims });
    expect(body).toMatchObject({ email: CLAIRE.email, given_name: CLAIRE.givenNames.join(' ') });
    expect(body).not.toHaveProperty('family_name');
  });

  test('§5.5 unknown claims and members are ignored, what has no value is left out, what is malformed is invalid_request', async () => {
    const claims = JSON.stringify({ userinfo: { unheard_of: null, organisation: null }, elsewhere: { x: 1 } });
    expect(Object.keys((await userinfo('core', { claims })).body)).toEqual(['sub']);
    for (const bad of ['{', '[]', '"text"', '{"userinfo":[]}', '{"id_token":"x"}']) {
      expect([bad, await error('core', { claims: bad })]).toEqual([bad, 'invalid_request']);
    }
  });

  test('§5.5.1.1 an essential acr that cannot be reached is an error; a voluntary one is not', async () => {
    const asking = (essential: boolean) => JSON.stringify({ id_token: { acr: { essential, values: ['eidas3'] } } });
    expect(await error('core', { claims: asking(true) })).toBe('unmet_authentication_requirements');
    expect((await stage.response('core', { claims: asking(false) })).get('code')).toBeTruthy();
    const reached = JSON.stringify({ id_token: { acr: { essential: true, values: ['two-step'] } } });
    expect(await idToken('core', { claims: reached })).toMatchObject({ acr: 'two-step' });
  });

  test('§5.5.1 a sub asked for by value is the one signed in or an error', async () => {
    const sub = (await idToken('core'))['sub'];
    const asking = (value: unknown) => JSON.stringify({ id_token: { sub: { value } } });
    expect((await stage.response('core', { claims: asking(sub), prompt: 'none' })).get('code')).toBeTruthy();
    expect(await error('core', { claims: asking('somebody-else'), prompt: 'none' })).toBe('login_required');
  });

  test('§5.3.2 a signed userinfo answer is application/jwt with iss, aud and sub', async () => {
    const answer = await userinfo('core-rsa', { scope: 'openid email' });
    expect(answer.headers.get('content-type')).toMatch(/^application\/jwt/);
    const jwks = (await stage.get(textOf(stage.metadata, 'jwks_uri'))).body as unknown as JSONWebKeySet;
    const { payload, protectedHeader } = await jwtVerify(answer.text, createLocalJWKSet(jwks), {
      issuer: stage.issuer,
      audience: 'core-rsa',
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({ email: CLAIRE.email });
  });

  test.each([
    ['core-ecdh', 'ECDH-ES'],
    ['core-oaep', 'RSA-OAEP-256'],
  ])('§10.2 P4 %s: ID Token and userinfo are signed, then encrypted by %s with A256GCM', async (client, alg) => {
    const jwks = (await stage.get(textOf(stage.metadata, 'jwks_uri'))).body as unknown as JSONWebKeySet;
    const tokens = await stage.tokens(client, { scope: 'openid email' });
    const inner = await open(textOf(tokens, 'id_token'));
    expect(inner.header).toMatchObject({ alg, enc: 'A256GCM', cty: 'JWT' });
    const identity = await jwtVerify(inner.text, createLocalJWKSet(jwks), { issuer: stage.issuer, audience: client });
    expect(identity.payload).toMatchObject({ nonce: 'a-nonce', acr: 'two-step' });
    const answer = await stage.get(stage.endpoint('userinfo'), bearer(textOf(tokens, 'access_token')));
    expect(answer.headers.get('content-type')).toMatch(/^application\/jwt/);
    const told = await open(answer.text);
    expect(told.header).toMatchObject({ alg, enc: 'A256GCM' });
    const { payload } = await jwtVerify(told.text, createLocalJWKSet(jwks), { issuer: stage.issuer, audience: client });
    expect(payload).toMatchObject({ sub: identity.payload.sub, email: CLAIRE.email });
  });

  test('§12.2 a refreshed ID Token keeps iss, sub, aud and auth_time', async () => {
    const tokens = await stage.tokens('core');
    const before = payloadOf(textOf(tokens, 'id_token'));
    const fields = { grant_type: 'refresh_token', refresh_token: textOf(tokens, 'refresh_token') };
    const { body } = await stage.post('token', fields, basic('core'));
    const { iss, sub, aud, auth_time } = before;
    expect(payloadOf(textOf(body, 'id_token'))).toMatchObject({ iss, sub, aud, auth_time });
  });

  test('§8.1 P3 pairwise: two portals of two sectors see two subs, stable over sign-ins; two of one host the same', async () => {
    const first = await idToken('core');
    expect((await idToken('core'))['sub']).toBe(first['sub']);
    expect((await idToken('core-again'))['sub']).toBe(first['sub']);
    const claims = await idToken('core-elsewhere');
    expect(claims['sub']).not.toBe(first['sub']);
  });

  test('§3.1.2.1 the authorization endpoint MUST support POST as well as GET', async () => {
    const fields = {
      client_id: 'core',
      response_type: 'code',
      redirect_uri: 'http://localhost:9/callback',
      scope: 'openid',
      state: 'posted',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
    };
    const page = await stage.claire.post(stage.endpoint('authorization'), fields);
    expect(page.left?.searchParams.get('code')).toBeTruthy();
    expect(page.left?.searchParams.get('state')).toBe('posted');
  });
}

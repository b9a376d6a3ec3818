/** F6 the rules of docs/simulator.md for requests, tokens and keys, met by a scripted relying party. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { installMovingTime, passSeconds } from '../harness/moving_time.js';
import { CLIENT_ID, openParty, type Party, SECRET } from './simulator_party.js';
import { openBrowser } from './small_browser.js';

const PLUS = 'franceconnect-plus';
const LOW = 'franceconnect';
const NET = 'net-entreprises';
type Changes = Readonly<Record<string, string | undefined>>;

installMovingTime();

describe('authorization requests', () => {
  let party: Party;
  beforeAll(async () => {
    party = await openParty({
      registrations: { [PLUS]: { scope: 'openid given_name family_name', mayAskAmr: false } },
    });
  });
  afterAll(() => party.close());

  /** What comes of a request: a page with a code, an error for the service, or the first page of a sign-in. */
  async function outcome(platform: typeof PLUS | typeof LOW, changes: Changes, method: 'GET' | 'POST' = 'GET') {
    const scope = platform === PLUS ? { scope: 'openid given_name', claims: undefined } : {};
    const { url, parameters } = party.ask(platform, { ...scope, ...changes });
    const browser = openBrowser();
    const page =
      method === 'GET'
        ? await browser.get(url)
        : await browser.post(url.split('?')[0] ?? '', Object.fromEntries(parameters));
    if (page.url.href.startsWith(party.callbackUri)) return Object.fromEntries(page.url.searchParams);
    return (
      /<p class="code">(\w+)</.exec(page.html)?.[1] ??
      (page.url.pathname.includes('/interaction/') ? 'sign-in' : page.html)
    );
  }
  const asked = (html: string) => /value="(eidas\d)" required checked/.exec(html)?.[1];
  async function askedLevel(platform: typeof PLUS | typeof LOW, acr_values: string | undefined) {
    const scope = platform === PLUS ? { scope: 'openid', claims: undefined } : {};
    return asked((await openBrowser().get(party.ask(platform, { ...scope, acr_values }).url)).html);
  }

  test('F6 S01 another response_type than code stops at Y030007', async () => {
    for (const response_type of ['code id_token', 'id_token', 'token', undefined])
      expect(await outcome(PLUS, { response_type })).toBe('Y030007');
  });

  test.each(['state', 'nonce'])(
    'F6 S02 %s has 22 characters or more by GET, 32 by POST, else Y030007',
    async (name) => {
      for (const [method, shortest] of [
        ['GET', 22],
        ['POST', 32],
      ] as const) {
        expect(await outcome(PLUS, { [name]: 'a'.repeat(shortest) }, method)).toBe('sign-in');
        expect(await outcome(PLUS, { [name]: 'a'.repeat(shortest - 1) }, method)).toBe('Y030007');
        expect(await outcome(PLUS, { [name]: undefined }, method)).toBe('Y030007');
      }
    },
  );

  test('F6 S03 prompt is login or consent, else Y030007', async () => {
    for (const prompt of ['login', 'consent', 'login consent']) expect(await outcome(LOW, { prompt })).toBe('sign-in');
    for (const prompt of ['none', 'select_account', 'login none'])
      expect(await outcome(LOW, { prompt })).toBe('Y030007');
  });

  test('F6 S04 a scope that was not authorised is invalid_scope, one that does not exist is ignored', async () => {
    expect(await outcome(PLUS, { scope: 'openid birth' })).toMatchObject({
      error: 'invalid_scope',
      error_description: 'requested scope is not allowed',
    });
    expect(await outcome(PLUS, { scope: 'openid given_name phone' })).toBe('sign-in');
  });

  test('F6 S05 of several levels the lowest that the platform has is meant, of none its highest', async () => {
    expect(await askedLevel(PLUS, 'eidas2')).toBe('eidas2');
    expect(await askedLevel(PLUS, 'eidas3 eidas2')).toBe('eidas2');
    expect(await askedLevel(PLUS, 'eidas1 eidas3')).toBe('eidas3');
    expect(await askedLevel(PLUS, 'https://autre.example.test/niveau eidas3')).toBe('eidas3');
    expect(await askedLevel(PLUS, undefined)).toBe('eidas3');
    expect(await askedLevel(LOW, undefined)).toBe('eidas1');
    expect(await outcome(PLUS, { acr_values: 'eidas1' })).toMatchObject({ error: 'invalid_acr' });
    expect(await outcome(LOW, { acr_values: 'eidas2' })).toMatchObject({ error: 'invalid_acr' });
  });

  test('F6 S06 amr that was not granted stops at Y100009', async () => {
    const claims = JSON.stringify({ id_token: { amr: { essential: true } } });
    expect(await outcome(PLUS, { claims })).toBe('Y100009');
    expect(await outcome(LOW, { claims })).toBe('sign-in');
  });

  test('F6 S07 an identity provider that is not allowed is invalid_idp_hint', async () => {
    expect(await outcome(PLUS, { idp_hint: 'simulateur-eidas3' })).toBe('sign-in');
    expect(await outcome(PLUS, { idp_hint: 'inconnu' })).toMatchObject({ error: 'invalid_idp_hint' });
  });

  test('F6 S08 an unknown client or return address stops there: nothing is sent to it', async () => {
    expect(await outcome(PLUS, { client_id: 'inconnu' })).toBe('Y030027');
    expect(await outcome(PLUS, { redirect_uri: 'http://localhost:9/ailleurs' })).toBe('Y030007');
    expect(await outcome(PLUS, { redirect_uri: `${party.callbackUri}/plus/loin` })).toBe('Y030007');
  });

  test('F6 S09 PKCE is checked when it is used (S256 only), and not required', async () => {
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    const { tokens } = await party.signIn(LOW, { parameters: without }).catch(() => ({ tokens: undefined }));
    expect(tokens).toBeUndefined(); // the scripted party sends a verifier that nobody announced
    const { asked: request, callback } = await visit(without);
    expect((await party.redeem(LOW, callback, request.verifier, { code_verifier: '' })).status).toBe(200);
    const other = await visit({});
    expect(await party.redeem(LOW, other.callback, 'a'.repeat(43))).toMatchObject({ body: { error: 'invalid_grant' } });
    expect(await outcome(LOW, { code_challenge_method: 'plain' })).toMatchObject({ error: 'invalid_request' });
  });

  test('F6 S10 answers and errors bring back state, and iss (RFC 9207)', async () => {
    const state = 'etat-de-trente-deux-caracteres-et-plus';
    const iss = party.simulator.issuers[LOW];
    expect(await outcome(LOW, { state, acr_values: 'eidas3' })).toEqual({
      error: 'invalid_acr',
      error_description: 'acr_value is not valid',
      state,
      iss,
    });
    expect(await outcome(LOW, { state, code_challenge_method: 'plain' })).toMatchObject({ state, iss });
    const { callback } = await visit({ state });
    expect(Object.fromEntries(callback.searchParams)).toEqual({ code: expect.any(String), state, iss });
  });

  test('F6 S11 a request by POST is the same request', async () => {
    const { url, parameters, verifier } = party.ask(LOW);
    const browser = openBrowser();
    const page = await browser.post(url.split('?')[0] ?? '', Object.fromEntries(parameters));
    const back = await party.choose(browser, page, 'claire-martin', 'eidas1');
    expect((await party.redeem(LOW, back.url, verifier)).status).toBe(200);
  });

  async function visit(changes: Changes) {
    const browser = openBrowser();
    const request = party.ask(LOW, changes);
    const page = await party.choose(browser, await browser.get(request.url), 'claire-martin', 'eidas1');
    return { asked: request, callback: page.url };
  }
});

describe('tokens', () => {
  let party: Party;
  beforeAll(async () => {
    party = await openParty({
      registrations: { [LOW]: { authentication: { method: 'private_key_jwt' }, signingAlg: 'RS256' } },
    });
  });
  afterAll(() => party.close());

  async function visit(platform: typeof PLUS | typeof LOW | typeof NET) {
    const browser = openBrowser();
    const request = party.ask(platform);
    const [person, level] = platform === PLUS ? ['claire-martin', 'eidas3'] : ['karim-benali', 'eidas1'];
    const page = await party.choose(browser, await browser.get(request.url), person, level);
    return { verifier: request.verifier, callback: page.url };
  }

  test('F6 S12 a client authenticates by client_secret_post or private_key_jwt (ES256), never by Basic', async () => {
    const basic = await visit(PLUS);
    const answer = await fetch(party.simulator.endpointsOf(PLUS).token_endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${CLIENT_ID}:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: basic.callback.searchParams.get('code') ?? '',
        redirect_uri: party.callbackUri,
        code_verifier: basic.verifier,
      }),
    });
    expect(answer.status).toBe(401);
    expect(await party.redeem(PLUS, basic.callback, basic.verifier, { client_secret: 'faux' })).toMatchObject({
      body: { error: 'invalid_client' },
    });
    expect((await party.redeem(PLUS, basic.callback, basic.verifier)).status).toBe(200);

    const signed = await visit(LOW);
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const body = { client_secret: '', client_assertion_type, client_assertion: await party.assertion(LOW) };
    expect((await party.redeem(LOW, signed.callback, signed.verifier, body)).status).toBe(200);
    const metadata = await (await fetch(`${party.simulator.issuers[PLUS]}/.well-known/openid-configuration`)).json();
    expect(metadata).toMatchObject({
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    });
  });

  test('F6 S13 a code is good once, for 30 seconds', async () => {
    const once = await visit(PLUS);
    passSeconds(25);
    expect((await party.redeem(PLUS, once.callback, once.verifier)).status).toBe(200);
    expect(await party.redeem(PLUS, once.callback, once.verifier)).toMatchObject({ body: { error: 'invalid_grant' } });
    const late = await visit(PLUS);
    passSeconds(31);
    expect(await party.redeem(PLUS, late.callback, late.verifier)).toMatchObject({ body: { error: 'invalid_grant' } });
  });

  test('F6 S14 an access token lives 60 seconds and its grant 30: userinfo is asked at once', async () => {
    const { tokens } = await party.signIn(PLUS);
    expect(tokens.body).toMatchObject({ token_type: 'Bearer', expires_in: 60 });
    passSeconds(28);
    expect((await party.userinfo(PLUS, tokens.body['access_token'])).status).toBe(200);
    passSeconds(3);
    expect((await party.userinfo(PLUS, tokens.body['access_token'])).status).toBe(401);
  });

  test('F6 S15 an id_token lives 60 seconds and there is no refresh token', async () => {
    const { tokens, idToken } = await party.signIn(PLUS);
    expect(Number(idToken.claims.exp) - Number(idToken.claims.iat)).toBe(60);
    expect(tokens.body).not.toHaveProperty('refresh_token');
  });

  test('F6 S16 FranceConnect+ signs ES256 and encrypts both answers to the published key, as registered', async () => {
    const { tokens, idToken } = await party.signIn(PLUS);
    expect(idToken.header).toMatchObject({ alg: 'ES256' });
    expect(idToken.envelope).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'chiffre-ECDH-ES' });
    const answer = await party.userinfo(PLUS, tokens.body['access_token']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/jwt/);
    const opened = await party.openToken(PLUS, await answer.text());
    expect(opened.envelope).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM' });
    expect(opened.header).toMatchObject({ alg: 'ES256' });

    const rsa = await openParty({
      registrations: { [PLUS]: { encryption: { alg: 'RSA-OAEP-256', enc: 'A256GCM' } } },
    });
    expect((await rsa.signIn(PLUS)).idToken.envelope).toMatchObject({
      alg: 'RSA-OAEP-256',
      kid: 'chiffre-RSA-OAEP-256',
    });
    await rsa.close();
  });

  test('F6 S17 FranceConnect signs ES256 or RS256, and encrypts nothing', async () => {
    const { callback, verifier } = await visit(LOW);
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const body = { client_secret: '', client_assertion_type, client_assertion: await party.assertion(LOW) };
    const tokens = await party.redeem(LOW, callback, verifier, body);
    const { header, envelope } = await party.openToken(LOW, String(tokens.body['id_token']));
    expect({ alg: header['alg'], envelope }).toEqual({ alg: 'RS256', envelope: undefined });
    const answer = await party.userinfo(LOW, tokens.body['access_token']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/jwt/);
    expect((await party.openToken(LOW, await answer.text())).header).toMatchObject({ alg: 'RS256' });
  });

  test('F6 S18 the id_token says how, userinfo says who', async () => {
    const { idToken, userinfo, asked } = await party.signIn(PLUS);
    expect(Object.keys(idToken.claims).sort()).toEqual(
      ['acr', 'amr', 'at_hash', 'aud', 'auth_time', 'exp', 'iat', 'iss', 'nonce', 'sub'].sort(),
    );
    expect(idToken.claims).toMatchObject({ acr: 'eidas3', nonce: asked.parameters.get('nonce') });
    expect(idToken.claims['amr']).toContain('mfa');
    for (const claim of ['acr', 'amr', 'auth_time']) expect(userinfo).not.toHaveProperty(claim);
    const { idToken: unasked } = await party.signIn(PLUS, { parameters: { claims: undefined } });
    expect(unasked.claims).not.toHaveProperty('amr');
  });

  test('F6 S20 a rotated key is published and signs at once, and the old one still verifies', async () => {
    const before = await party.signIn(PLUS);
    await party.simulator.rotateKeys(PLUS);
    const after = await party.signIn(PLUS);
    expect(after.idToken.header['kid']).not.toBe(before.idToken.header['kid']);
    expect(after.idToken.claims.sub).toBe(before.idToken.claims.sub);
    await expect(party.openToken(PLUS, String(before.tokens.body['id_token']))).resolves.toBeDefined();
  });

  test('F6 S31 Net-entreprises is plain OpenID Connect: JSON userinfo, no acr, one factor, a SIRET', async () => {
    const { idToken, userinfo } = await party.signIn(NET, {
      parameters: { state: 'court', nonce: 'court', claims: undefined, acr_values: 'eidas3' },
    });
    expect(idToken.header).toMatchObject({ alg: 'RS256' });
    expect(idToken.claims).toMatchObject({ amr: ['pwd'], nonce: 'court' });
    expect(idToken.claims).not.toHaveProperty('acr');
    expect(userinfo).toEqual({
      sub: idToken.claims.sub,
      siret: '21350999500014',
      family_name: 'LEROY',
      given_name: 'Hélène',
      email: 'helene.leroy@example.test',
    });
  });

  test('F6 S33 a clock that is wrong shows in every date of a token', async () => {
    const now = () => Date.now() + 600_000;
    const ahead = await openParty({ now });
    const { idToken, userinfo } = await ahead.signIn(PLUS);
    const seconds = Math.floor(Date.now() / 1000) + 600;
    for (const name of ['iat', 'auth_time'] as const)
      expect(Math.abs(Number(idToken.claims[name]) - seconds)).toBeLessThan(5);
    expect(Math.abs(Number(userinfo.exp) - seconds - 60)).toBeLessThan(5);
    await ahead.close();
  });

  test('F6 S34 what the real platform would not register is refused at the start', async () => {
    const registrations = [
      { authentication: { method: 'client_secret_post', secret: 'trop-court' } },
      { encryption: undefined },
      { jwksUri: undefined },
      { signingAlg: 'RS256' },
    ] as const;
    for (const registration of registrations)
      await expect(openParty({ registrations: { [PLUS]: registration } })).rejects.toThrow(/does not register/);
  });

  test('F6 S19 S20 keys and subjects outlive a restart with a state file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'poterne-simulator-'));
    const stateFile = join(folder, 'simulator.json');
    const port = Number(new URL(party.simulator.url).port) + 20_000;
    const options = { stateFile, port: port > 65_000 ? port - 30_000 : port };
    const subjects: unknown[] = [];
    for (const _ of [1, 2]) {
      const restarted = await openParty(options);
      const { idToken } = await restarted.signIn(PLUS);
      subjects.push([idToken.claims.sub, idToken.header['kid'], idToken.claims.iss]);
      await restarted.close();
    }
    expect(subjects[1]).toEqual(subjects[0]);
    rmSync(folder, { recursive: true });
  });
});

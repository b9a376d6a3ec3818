/** RFC 7591 and OpenID Connect Registration: off by default; with an initial access token, for third parties (P1, P7). */
import { expect, test } from '@jest/globals';
import { PORTAL } from '../harness/scenario.js';
import { CLIENT_JWKS, proofKey } from './keys.js';
import { bearer, type Json, portal, type Stage, textOf } from './stage.js';

export const INITIAL_ACCESS_TOKEN = 'initial-access-token-of-the-tests-only-0001';
export const clients = [portal('registered-by-hand', { sector: 'by-hand' })];

const GOOD = {
  client_name: 'Partenaire',
  redirect_uris: [PORTAL],
  scope: 'openid email',
  grant_types: ['authorization_code', 'refresh_token'],
};

const APP = {
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['fr.example.by-hand:/callback'],
  dpop_bound_access_tokens: true,
};

/** @param stage has the initial access token */
export function specify(stage: Stage): void {
  const register = async (metadata: Json, token = INITIAL_ACCESS_TOKEN) => {
    const answer = await fetch(stage.endpoint('registration'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(token) },
      body: JSON.stringify(metadata),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json };
  };

  test('§3.2.1 a registration is answered 201 with client_id, secret and the metadata kept', async () => {
    const { status, headers, body } = await register(GOOD);
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      ...GOOD,
      client_secret_expires_at: 0,
      token_endpoint_auth_method: 'client_secret_basic',
    });
    expect(textOf(body, 'client_secret').length).toBeGreaterThanOrEqual(43);
    for (const own of ['sector_identifier_uri', 'nir_legal_basis']) expect(body).not.toHaveProperty(own);
  });

  test('§3 the initial access token MUST be right', async () => {
    expect((await register(GOOD, 'wrong')).status).toBe(401);
    const bare = await fetch(stage.endpoint('registration'), {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(bare.status).toBe(401);
  });

  test('§3.2.2 bad metadata is 400 with its error code', async () => {
    const cases: readonly (readonly [Json, string])[] = [
      [{ redirect_uris: ['not a uri'] }, 'invalid_redirect_uri'],
      [{ redirect_uris: [`${PORTAL}#part`] }, 'invalid_redirect_uri'],
      [{ redirect_uris: [] }, 'invalid_redirect_uri'],
      [{ id_token_signed_response_alg: 'none' }, 'invalid_client_metadata'],
      [{ response_types: ['token'] }, 'invalid_client_metadata'],
      [{ scope: 'openid unheard-of' }, 'invalid_client_metadata'],
      [{ fapi_profile: '2.0' }, 'invalid_client_metadata'],
      [{ ...APP, redirect_uris: ['by-hand:/callback'] }, 'invalid_redirect_uri'],
      [{ ...APP, redirect_uris: ['http://localhost/callback'] }, 'invalid_redirect_uri'],
      [{ ...APP, dpop_bound_access_tokens: false }, 'invalid_client_metadata'],
    ];
    for (const [changes, error] of cases) {
      const { status, body } = await register({ ...GOOD, ...changes });
      expect([changes, status, body['error']]).toEqual([changes, 400, error]);
    }
  });

  test('§5 who registers itself cannot call itself first party, name its sector, its resources or a legal basis', async () => {
    for (const changes of [
      { sector: 'by-hand' },
      { resources: ['https://dossier.api.example.test'] },
      { nir_legal_basis: 'mine' },
      { actions: ['iban'] },
      { shared_device: true },
      { sector_identifier_uri: 'https://portail.example.test/sector.json' },
      { scope: 'openid nir' },
    ]) {
      const { status, body } = await register({ ...GOOD, ...changes });
      expect([changes, status, body['error']]).toEqual([changes, 400, 'invalid_client_metadata']);
    }
    const { body } = await register({ ...GOOD, first_party: true, require_pkce: false });
    expect(body).toMatchObject({ first_party: false, require_pkce: true });
  });

  test('P8 who registers for FAPI 2.0 gets what the profile settles, and is held to it', async () => {
    const by_key = { token_endpoint_auth_method: 'private_key_jwt', jwks: CLIENT_JWKS };
    const partner = {
      ...GOOD,
      ...by_key,
      fapi_profile: '2.0',
      redirect_uris: ['https://partner.example.test/callback'],
    };
    const { status, body } = await register(partner);
    expect([status, body]).toMatchObject([
      201,
      {
        fapi_profile: '2.0',
        require_pushed_authorization_requests: true,
        dpop_bound_access_tokens: true,
        token_endpoint_auth_signing_alg: 'ES256',
      },
    ]);
    const client_id = textOf(body, 'client_id');
    const [redirect_uri = ''] = partner.redirect_uris;
    expect((await stage.response(client_id, { redirect_uri })).get('error')).toBe('invalid_request');
  });

  test('P7 it is a third party: the person is asked, and then it has its tokens', async () => {
    const { body } = await register(GOOD);
    const client = textOf(body, 'client_id');
    const page = await stage.ask(client, { scope: 'openid email' });
    expect(page.html).toContain('/consent');
    const done = await stage.claire.submit(page, '/consent', { decision: 'allow' });
    const secret = Buffer.from(`${client}:${textOf(body, 'client_secret')}`).toString('base64');
    const headers = { authorization: `Basic ${secret}` };
    const answer = await stage.redeem(client, done.left?.searchParams.get('code') ?? '', {}, headers);
    expect(answer.body).toMatchObject({ scope: 'openid email' });
  });

  test('P3 it cannot take the sector of a portal by its redirection URIs', async () => {
    const twoHosts = { ...GOOD, redirect_uris: ['https://by-hand/callback', 'https://partner.example.test/callback'] };
    expect((await register(twoHosts)).status).toBe(400);
    const { body } = await register({ ...GOOD, ...APP });
    const client_id = textOf(body, 'client_id');
    const [redirect_uri = ''] = APP.redirect_uris;
    const page = await stage.ask(client_id, { redirect_uri });
    const done = await stage.claire.submit(page, '/consent', { decision: 'allow' });
    const dpop = await (await proofKey()).proof('POST', stage.endpoint('token'));
    const fields = { redirect_uri, client_id };
    const answer = await stage.redeem(client_id, done.left?.searchParams.get('code') ?? '', fields, { dpop });
    const subOf = (token: string) =>
      (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json)['sub'];
    const portalSub = subOf(textOf(await stage.tokens('registered-by-hand'), 'id_token'));
    expect(subOf(textOf(answer.body, 'id_token'))).not.toBe(portalSub);
  });

  test('RFC 7592 is not offered: no registration access token, and a registration cannot be read or changed', async () => {
    const { body } = await register(GOOD);
    expect(body).not.toHaveProperty('registration_access_token');
    const address = `${stage.endpoint('registration')}/${textOf(body, 'client_id')}`;
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect([401, 404]).toContain((await fetch(address, { method, headers: bearer(INITIAL_ACCESS_TOKEN) })).status);
  });

  test('the discovery document names the endpoint', () => {
    expect(stage.metadata['registration_endpoint']).toBe(`${stage.issuer}/reg`);
  });
}

/** RFC 7662, OAuth 2.0 Token Introspection; whose `sub` it tells (P3). */
import { expect, test } from '@jest/globals';
import { passSeconds } from '../harness/moving_time.js';
import { basic, machine, portal, type Stage, textOf } from './stage.js';

const API = 'https://opaque.api.example.test';
export const resources = [
  { realm: 'allocataires', resource: API, sector: 'opaque-api', scope: 'dossier', access_token_format: 'opaque' },
];
export const clients = [
  portal('introspected', { sector: 'introspected', resources: [API] }),
  portal('introspected-elsewhere', { sector: 'elsewhere', resources: [API] }),
  portal('introspected-public', { token_endpoint_auth_method: 'none', client_secret: undefined }),
  machine('introspecting-api', { sector: 'opaque-api', resources: [API] }),
  machine('introspecting-stranger'),
  machine('introspecting-sibling', { sector: 'introspected' }),
  machine('introspecting-third-sibling', { sector: 'introspected', first_party: false }),
];

export function specify(stage: Stage): void {
  const introspect = async (token: string, client: string) => {
    const { status, body } = await stage.post('introspection', { token }, basic(client));
    expect(status).toBe(200);
    return body;
  };
  const apiToken = async (client: string) => {
    const code = await stage.code(client, { resource: API, scope: 'openid dossier' });
    return textOf((await stage.redeem(client, code, { resource: API })).body, 'access_token');
  };

  test('§2.2 a live token is active: true with scope, client_id, exp, iat, iss and sub', async () => {
    const tokens = await stage.tokens('introspected', { scope: 'openid email' });
    const body = await introspect(textOf(tokens, 'access_token'), 'introspected');
    expect(body).toMatchObject({
      active: true,
      client_id: 'introspected',
      scope: 'openid email',
      token_type: 'Bearer',
      iss: stage.issuer,
    });
    expect(Number(body['exp']) - Number(body['iat'])).toBe(600);
    const claims = JSON.parse(Buffer.from(textOf(tokens, 'id_token').split('.')[1] ?? '', 'base64url').toString()) as {
      sub: string;
    };
    expect(body['sub']).toBe(claims.sub);
    expect(await introspect(textOf(tokens, 'refresh_token'), 'introspected')).toMatchObject({ active: true });
  });

  test('§2.2 an unknown, expired or revoked token is active: false and MUST NOT say more', async () => {
    const revoked = textOf(await stage.tokens('introspected'), 'access_token');
    await stage.post('revocation', { token: revoked }, basic('introspected'));
    const expired = textOf(await stage.tokens('introspected'), 'access_token');
    passSeconds(601);
    for (const token of ['unknown', revoked, expired])
      expect(await introspect(token, 'introspected')).toEqual({ active: false });
  });

  test('§2.1 the caller MUST be authorized: a wrong secret gets 401, a public client learns nothing', async () => {
    const token = textOf(await stage.tokens('introspected'), 'access_token');
    expect((await stage.post('introspection', { token }, basic('introspected', 'wrong'))).status).toBe(401);
    expect((await stage.post('introspection', { token })).status).toBeGreaterThanOrEqual(400);
    const code = await stage.code('introspected-public');
    const own = await stage.redeem('introspected-public', code, { client_id: 'introspected-public' });
    const fields = { token: textOf(own.body, 'access_token'), client_id: 'introspected-public' };
    const answer = await stage.post('introspection', fields);
    expect(answer.body['active']).not.toBe(true);
  });

  test('§4 a caller that the token is not for is told active: false', async () => {
    expect(await introspect(await apiToken('introspected'), 'introspecting-stranger')).toEqual({ active: false });
    const own = textOf(await stage.tokens('introspected'), 'access_token');
    expect(await introspect(own, 'introspecting-stranger')).toEqual({ active: false });
    expect(await introspect(own, 'introspecting-api')).toEqual({ active: false });
  });

  test('P3 an API is told the sub of its own sector, the same whichever portal the person came through', async () => {
    const [first, second] = [await apiToken('introspected'), await apiToken('introspected-elsewhere')];
    const [one, two] = [await introspect(first, 'introspecting-api'), await introspect(second, 'introspecting-api')];
    expect(one).toMatchObject({ active: true, aud: API, scope: 'dossier', acr: 'two-step' });
    expect(two['sub']).toBe(one['sub']);
    const portalSub = (await introspect(textOf(await stage.tokens('introspected'), 'access_token'), 'introspected'))[
      'sub'
    ];
    expect(one['sub']).not.toBe(portalSub);
    // The portal that asks about the API's token sees the API's person, not its own.
    expect((await introspect(first, 'introspected'))['sub']).toBe(one['sub']);
  });

  test('P3 an API of the portal’s own sector may ask about the portal’s tokens, and sees the portal’s sub', async () => {
    const token = textOf(await stage.tokens('introspected'), 'access_token');
    const told = await introspect(token, 'introspecting-sibling');
    expect(told).toMatchObject({ active: true, sub: (await introspect(token, 'introspected'))['sub'] });
    expect(await introspect(token, 'introspecting-third-sibling')).toEqual({ active: false });
  });

  test('P3 introspecting an API’s client credentials names no person', async () => {
    const { body } = await stage.post('token', { grant_type: 'client_credentials' }, basic('introspecting-api'));
    const told = await introspect(textOf(body, 'access_token'), 'introspecting-api');
    expect(told).toMatchObject({ active: true, client_id: 'introspecting-api' });
    expect(told['sub']).toBeUndefined();
  });

  test('§2.1 a request without token is invalid_request', async () => {
    expect((await stage.post('introspection', {}, basic('introspected'))).body['error']).toBe('invalid_request');
  });
}

/** RFC 7009, OAuth 2.0 Token Revocation. */
import { expect, test } from '@jest/globals';
import { basic, bearer, portal, type Stage, textOf } from './stage.js';

const RESOURCE = 'https://revocation.api.example.test';
export const clients = [
  portal('revoking', { resources: [RESOURCE] }),
  portal('revoking-other'),
  portal('revoking-public', { token_endpoint_auth_method: 'none', client_secret: undefined }),
];

export function specify(stage: Stage): void {
  const works = async (token: string) => (await stage.get(stage.endpoint('userinfo'), bearer(token))).status === 200;
  const refresh = (refresh_token: string) =>
    stage.post('token', { grant_type: 'refresh_token', refresh_token }, basic('revoking'));

  test('§2.1 revoking an access token ends it', async () => {
    const token = textOf(await stage.tokens('revoking'), 'access_token');
    const answer = await stage.post('revocation', { token, token_type_hint: 'access_token' }, basic('revoking'));
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(await works(token)).toBe(false);
  });

  test('§2.1 revoking a refresh token SHOULD end every access token of the same grant', async () => {
    const tokens = await stage.tokens('revoking');
    const token = textOf(tokens, 'refresh_token');
    expect((await stage.post('revocation', { token }, basic('revoking'))).status).toBe(200);
    expect((await refresh(token)).body['error']).toBe('invalid_grant');
    expect(await works(textOf(tokens, 'access_token'))).toBe(false);
  });

  test('§2.1 a wrong token_type_hint MUST NOT keep the token from being found', async () => {
    const token = textOf(await stage.tokens('revoking'), 'refresh_token');
    await stage.post('revocation', { token, token_type_hint: 'access_token' }, basic('revoking'));
    expect((await refresh(token)).body['error']).toBe('invalid_grant');
  });

  test('§2.2 an invalid token is answered with 200', async () => {
    expect((await stage.post('revocation', { token: 'unknown' }, basic('revoking'))).status).toBe(200);
  });

  test('§2.1 a token of another client is refused and lives on', async () => {
    const token = textOf(await stage.tokens('revoking'), 'access_token');
    await stage.post('revocation', { token }, basic('revoking-other'));
    expect(await works(token)).toBe(true);
  });

  test('§2.1 the client MUST authenticate; a public client is known by its client_id', async () => {
    const token = textOf(await stage.tokens('revoking'), 'access_token');
    expect((await stage.post('revocation', { token }, basic('revoking', 'wrong'))).status).toBe(401);
    expect((await stage.post('revocation', { token, client_id: 'revoking' })).status).toBe(401);
    expect(await works(token)).toBe(true);
    const code = await stage.code('revoking-public');
    const own = textOf(
      (await stage.redeem('revoking-public', code, { client_id: 'revoking-public' })).body,
      'access_token',
    );
    expect((await stage.post('revocation', { token: own, client_id: 'revoking-public' })).status).toBe(200);
    expect(await works(own)).toBe(false);
  });

  test('§2.2.1 a self-contained token cannot be revoked: unsupported_token_type', async () => {
    const code = await stage.code('revoking', { resource: RESOURCE, scope: 'openid' });
    const token = textOf((await stage.redeem('revoking', code, { resource: RESOURCE })).body, 'access_token');
    const answer = await stage.post('revocation', { token }, basic('revoking'));
    expect([answer.status, answer.body['error']]).toEqual([400, 'unsupported_token_type']);
  });

  test('§2.1 a request without token is invalid_request', async () => {
    const answer = await stage.post('revocation', {}, basic('revoking'));
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_request']);
  });
}

/** RFC 6749, The OAuth 2.0 Authorization Framework. */
import { expect, test } from '@jest/globals';
import { openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { PORTAL, SECRET } from '../harness/scenario.js';
import { basic, machine, portal, type Stage, textOf } from './stage.js';

export const clients = [
  portal('framework'),
  portal('framework-other'),
  portal('framework-post', { token_endpoint_auth_method: 'client_secret_post' }),
  portal('framework-narrow', { scope: 'openid email' }),
  portal('framework-code-only', { grant_types: ['authorization_code'] }),
  machine('framework-machine'),
];

export function specify(stage: Stage): void {
  test('§3.1.2.4 an unregistered redirection URI MUST NOT be redirected to', async () => {
    const page = await stage.ask('framework', { redirect_uri: 'http://localhost:9/other' });
    expect(page.left).toBeUndefined();
    expect(page.status).toBe(400);
  });

  test('§3.1.2.3 the redirection URI is compared as a string: no prefix, no added query', async () => {
    for (const redirect_uri of [`${PORTAL}/`, `${PORTAL}?x=1`, PORTAL.replace('http:', 'HTTP:')]) {
      expect((await stage.ask('framework', { redirect_uri })).left).toBeUndefined();
    }
  });

  test('§4.1.1 a request without redirect_uri is refused, even of a client with one alone (OIDC Core §3.1.2.1)', async () => {
    expect((await stage.ask('framework', { redirect_uri: '' })).left).toBeUndefined();
  });

  test('§3.1 parameters MUST NOT be included more than once', async () => {
    const address = `${stage.endpoint('authorization')}?client_id=framework&response_type=code&response_type=code&scope=openid&redirect_uri=${encodeURIComponent(PORTAL)}`;
    const page = await stage.claire.get(address);
    expect(page.left?.searchParams.get('error') ?? page.status).toEqual(page.left ? 'invalid_request' : 400);
  });

  test('§3.1 unrecognized parameters are ignored', async () => {
    expect((await stage.response('framework', { extra: 'foobar' })).get('code')).toBeTruthy();
  });

  test('§4.1.2 state is returned exactly as it was received', async () => {
    const state = 'a b+c/é&=%20"\'<>';
    expect((await stage.response('framework', { state })).get('state')).toBe(state);
    expect((await stage.response('framework', { state, prompt: 'none', max_age: '0' })).get('state')).toBe(state);
  });

  test('§4.1.2.1 unsupported_response_type for what is not the code flow', async () => {
    for (const response_type of ['token', 'id_token', 'code id_token', 'code token', 'none']) {
      const page = await stage.ask('framework', { response_type });
      const answer = new URLSearchParams(page.left?.hash.slice(1) || page.left?.search);
      expect([response_type, answer.get('error')]).toEqual([response_type, 'unsupported_response_type']);
    }
    expect((await stage.response('framework', { response_type: '' })).get('error')).toBe('invalid_request');
  });

  test('§4.1.2.1 invalid_scope for a scope the client may not have', async () => {
    expect((await stage.response('framework-narrow', { scope: 'openid phone' })).get('error')).toBe('invalid_scope');
  });

  test('§4.1.2 a code MUST NOT be used more than once, and what it gave SHOULD be revoked', async () => {
    const code = await stage.code('framework');
    const first = await stage.redeem('framework', code);
    expect(first.status).toBe(200);
    const second = await stage.redeem('framework', code);
    expect([second.status, second.body['error']]).toEqual([400, 'invalid_grant']);
    const refresh_token = textOf(first.body, 'refresh_token');
    const refreshed = await stage.post('token', { grant_type: 'refresh_token', refresh_token }, basic('framework'));
    expect(refreshed.body['error']).toBe('invalid_grant');
  });

  test('§4.1.2 a code is bound to its client and its redirection URI', async () => {
    const stolen = await stage.redeem('framework-other', await stage.code('framework'));
    expect(stolen.body['error']).toBe('invalid_grant');
    const elsewhere = await stage.redeem('framework', await stage.code('framework'), { redirect_uri: `${PORTAL}2` });
    expect(elsewhere.body['error']).toBe('invalid_grant');
  });

  test('§4.1.2 a code MUST expire shortly: ours after a minute', async () => {
    const code = await stage.code('framework');
    passSeconds(70);
    expect((await stage.redeem('framework', code)).body['error']).toBe('invalid_grant');
  });

  test('§5.1 a token answer is JSON with Cache-Control: no-store, token_type and expires_in', async () => {
    const answer = await stage.redeem('framework', await stage.code('framework'));
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 600 });
  });

  test('§5.2 invalid_client answers 401 and names the scheme that was used', async () => {
    const fields = { grant_type: 'client_credentials' };
    const wrong = await stage.post('token', fields, basic('framework-machine', 'wrong'));
    expect([wrong.status, wrong.body['error']]).toEqual([401, 'invalid_client']);
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic/);
    const unknown = await stage.post('token', fields, basic('nobody', SECRET));
    expect([unknown.status, unknown.body['error']]).toEqual([401, 'invalid_client']);
    expect((await stage.post('token', fields)).body['error']).toBe('invalid_request');
  });

  test('§2.3 the client MUST NOT use more than one authentication method in a request', async () => {
    const fields = { grant_type: 'client_credentials', client_id: 'framework-machine', client_secret: SECRET };
    const twice = await stage.post('token', fields, basic('framework-machine'));
    expect([twice.status, twice.body['error']]).toEqual([400, 'invalid_request']);
    const other = await stage.post(
      'token',
      { grant_type: 'client_credentials', client_id: 'framework' },
      basic('framework-machine'),
    );
    expect(other.status).toBe(400);
  });

  test('§2.3.1 the secret may be in the body, never in the address', async () => {
    const posted = { client_id: 'framework-post', client_secret: SECRET };
    expect((await stage.redeem('framework-post', await stage.code('framework-post'), posted)).status).toBe(200);
    const address = `${stage.endpoint('token')}?client_id=framework-machine&client_secret=${SECRET}`;
    const answer = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test('§5.2 unsupported_grant_type, and unauthorized_client for a grant that is not the client’s', async () => {
    const grant = async (grant_type: string, client: string) =>
      (await stage.post('token', { grant_type }, basic(client))).body['error'];
    expect(await grant('password', 'framework')).toBe('unsupported_grant_type');
    expect(await grant('client_credentials', 'framework')).toMatch(
      /unauthorized_client|unsupported_grant_type|invalid_request/,
    );
    expect((await stage.post('token', {}, basic('framework'))).body['error']).toBe('invalid_request');
  });

  test('§3.2 the client MUST use POST at the token endpoint', async () => {
    const answer = await stage.get(
      `${stage.endpoint('token')}?grant_type=client_credentials`,
      basic('framework-machine'),
    );
    expect([404, 405]).toContain(answer.status);
  });

  test('§4.4 client credentials give an access token without refresh token or person', async () => {
    const { status, body } = await stage.post(
      'token',
      { grant_type: 'client_credentials' },
      basic('framework-machine'),
    );
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'token_type']);
  });

  test('§6 a refresh may narrow the scope and MUST NOT widen it', async () => {
    const refresh_token = textOf(await stage.tokens('framework', { scope: 'openid email phone' }), 'refresh_token');
    const wider = { grant_type: 'refresh_token', refresh_token, scope: 'openid email address' };
    expect((await stage.post('token', wider, basic('framework'))).body['error']).toBe('invalid_scope');
    const narrower = await stage.post('token', { ...wider, scope: 'openid email' }, basic('framework'));
    expect(narrower.body).toMatchObject({ scope: 'openid email' });
  });

  test('§6 a refresh token is bound to its client', async () => {
    const refresh_token = textOf(await stage.tokens('framework'), 'refresh_token');
    const stolen = await stage.post('token', { grant_type: 'refresh_token', refresh_token }, basic('framework-other'));
    expect(stolen.body['error']).toBe('invalid_grant');
  });

  test('§1.5 a client registered without refresh_token is given none', async () => {
    const tokens = await stage.tokens('framework-code-only', { scope: 'openid offline_access' });
    expect(tokens['refresh_token']).toBeUndefined();
  });

  test('§10.12 a stranger’s browser is asked who it is', async () => {
    const page = await stage.ask('framework', {}, openAgent(stage.poterne.origin));
    expect(page.html).toContain('name="password"');
  });
}

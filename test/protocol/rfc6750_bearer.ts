/** RFC 6750, Bearer Token Usage: at the userinfo endpoint. */
import { expect, test } from '@jest/globals';
import { passSeconds } from '../harness/moving_time.js';
import { basic, bearer, machine, portal, type Stage, textOf } from './stage.js';

export const clients = [portal('bearer'), machine('bearer-machine')];

export function specify(stage: Stage): void {
  const token = async () => textOf(await stage.tokens('bearer', { scope: 'openid email' }), 'access_token');

  test('§2.1 resource servers MUST support the Authorization header', async () => {
    const answer = await stage.get(stage.endpoint('userinfo'), bearer(await token()));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('§2.2 the form body may carry the token', async () => {
    expect((await stage.post('userinfo', { access_token: await token() })).status).toBe(200);
  });

  test('§2.3 the query SHOULD NOT carry the token: it is refused', async () => {
    const answer = await stage.get(`${stage.endpoint('userinfo')}?access_token=${await token()}`);
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_request']);
  });

  test('§2 more than one way of carrying the token is refused', async () => {
    const access_token = await token();
    expect((await stage.post('userinfo', { access_token }, bearer(access_token))).status).toBe(400);
  });

  test('§3.1 an unknown, malformed or expired token gets 401 invalid_token with WWW-Authenticate', async () => {
    const old = await token();
    passSeconds(700);
    for (const value of ['unknown', old]) {
      const answer = await stage.get(stage.endpoint('userinfo'), bearer(value));
      expect([answer.status, answer.body['error']]).toEqual([401, 'invalid_token']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
    }
  });

  test('§3.1 a request without a token SHOULD NOT be told an error code', async () => {
    const answer = await stage.get(stage.endpoint('userinfo'));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).not.toContain('error=');
  });

  test('§3.1 a token that is nobody’s is refused', async () => {
    const { body } = await stage.post('token', { grant_type: 'client_credentials' }, basic('bearer-machine'));
    const answer = await stage.get(stage.endpoint('userinfo'), bearer(textOf(body, 'access_token')));
    expect([401, 403]).toContain(answer.status);
  });
}

/** RFC 9126, Pushed Authorization Requests. */
import { expect, test } from '@jest/globals';
import { openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { askForCode, giveCredentials, typeCode } from '../harness/relying_party.js';
import { CLAIRE, PORTAL } from '../harness/scenario.js';
import { CLIENT_JWKS, signAsClient } from './keys.js';
import { basic, CHALLENGE, type Fields, portal, type Stage, textOf } from './stage.js';

export const clients = [
  portal('pushing', { jwks: CLIENT_JWKS }),
  portal('pushing-other'),
  portal('pushing-only', { require_pushed_authorization_requests: true }),
  portal('pushing-public', { token_endpoint_auth_method: 'none', client_secret: undefined }),
];

const REQUEST = {
  response_type: 'code',
  redirect_uri: PORTAL,
  scope: 'openid',
  state: 'pushed',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
};

export function specify(stage: Stage): void {
  const push = (client: string, changes: Fields = {}, headers = basic(client)) =>
    stage.post('pushed_authorization_request', { ...REQUEST, client_id: client, ...changes }, headers);
  const pushed = async (client: string, changes: Fields = {}) =>
    textOf((await push(client, changes)).body, 'request_uri');
  const use = async (client_id: string, request_uri: string, more: Fields = {}) =>
    (await stage.send({ client_id, request_uri, ...more })).left?.searchParams ??
    new URLSearchParams({ error: 'page' });

  test('§2.2 a good request is answered 201 with a request_uri and its life', async () => {
    const answer = await push('pushing');
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body['request_uri']).toMatch(/^urn:ietf:params:oauth:request_uri:[\w-]{20,}/);
    expect(answer.body['expires_in']).toBe(60);
  });

  test('§4 client_id and request_uri alone lead through; the code is redeemed as any other', async () => {
    const answer = await use('pushing', await pushed('pushing'));
    expect(answer.get('state')).toBe('pushed');
    expect((await stage.redeem('pushing', answer.get('code') ?? '')).status).toBe(200);
  });

  test('§4 parameters beside the request_uri are not used', async () => {
    const answer = await use('pushing', await pushed('pushing'), { state: 'outside', scope: 'openid email' });
    expect(answer.get('state')).toBe('pushed');
    expect((await stage.redeem('pushing', answer.get('code') ?? '')).body['scope']).toBe('openid');
  });

  test('§2.1 the client MUST authenticate as at the token endpoint', async () => {
    expect((await push('pushing', {}, basic('pushing', 'wrong'))).status).toBe(401);
    expect((await push('pushing', {}, {})).status).toBe(401);
    expect((await push('pushing-public', {}, {})).status).toBe(201);
  });

  test('§2.1 a pushed request_uri MUST be refused', async () => {
    const request_uri = await pushed('pushing');
    const answer = await push('pushing', { request_uri });
    expect([answer.status, answer.body['error']]).toEqual([400, 'request_uri_not_supported']);
  });

  test('§2.3 a bad request is told at once, and never by a redirection', async () => {
    const cases = [
      [{ redirect_uri: 'http://localhost:9/other' }, 'invalid_request'],
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ client_id: 'pushing-other' }, 'invalid_request'],
      [{ code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ] as const;
    for (const [changes, error] of cases) {
      const answer = await push('pushing', changes);
      expect([changes, answer.status, answer.body['error']]).toEqual([changes, 400, error]);
    }
  });

  test('§2.2 the request_uri MUST be bound to the client that pushed it', async () => {
    expect((await use('pushing-other', await pushed('pushing'))).get('code')).toBeNull();
  });

  test('§2.2 a request_uri expires', async () => {
    const request_uri = await pushed('pushing');
    passSeconds(61);
    expect((await use('pushing', request_uri)).get('code')).toBeNull();
  });

  test('§7.3 a request_uri MUST be used once only', async () => {
    const request_uri = await pushed('pushing');
    expect((await use('pushing', request_uri)).get('code')).toBeTruthy();
    expect((await use('pushing', request_uri)).get('code')).toBeNull();
  });

  test('P6 of 50 parallel uses of one request_uri, one wins', async () => {
    const request_uri = await pushed('pushing');
    const answers = await Promise.all(Array.from({ length: 50 }, () => use('pushing', request_uri)));
    expect(answers.filter((answer) => answer.get('code'))).toHaveLength(1);
  });

  test('§4 a sign-in begun with a request_uri is finished after its life', async () => {
    const agent = openAgent(stage.poterne.origin);
    const login = await stage.send({ client_id: 'pushing', request_uri: await pushed('pushing') }, agent);
    passSeconds(120);
    const page = await askForCode(agent, await giveCredentials(agent, login, CLAIRE));
    const done = await typeCode(agent, page, stage.poterne.outbox.code(CLAIRE.email));
    expect(done.left?.searchParams.get('code')).toBeTruthy();
  });

  test('§5 a client registered for pushed requests is refused without one', async () => {
    expect((await stage.response('pushing-only')).get('error')).toBe('invalid_request');
    expect((await use('pushing-only', await pushed('pushing-only'))).get('code')).toBeTruthy();
  });

  test('§3 a request object may be pushed', async () => {
    const now = Math.floor(Date.now() / 1000);
    const request = await signAsClient({
      ...REQUEST,
      iss: 'pushing',
      aud: stage.issuer,
      client_id: 'pushing',
      exp: now + 60,
    });
    const answer = await stage.post(
      'pushed_authorization_request',
      { request, client_id: 'pushing' },
      basic('pushing'),
    );
    expect(answer.status).toBe(201);
    expect((await use('pushing', textOf(answer.body, 'request_uri'))).get('code')).toBeTruthy();
  });

  test('§2 the endpoint accepts POST only', async () => {
    expect([404, 405]).toContain((await stage.get(stage.endpoint('pushed_authorization_request'))).status);
  });
}

/** RFC 9101, JWT-Secured Authorization Requests: signed request objects by value. */
import { expect, test } from '@jest/globals';
import { generateKeyPair } from 'jose';
import { PORTAL } from '../harness/scenario.js';
import { CLIENT_JWKS, signAsClient } from './keys.js';
import { CHALLENGE, type Json, portal, type Stage } from './stage.js';

export const clients = [
  portal('requesting', { jwks: CLIENT_JWKS }),
  portal('requesting-signed', {
    jwks: CLIENT_JWKS,
    require_signed_request_object: true,
    request_object_signing_alg: 'ES256',
  }),
];

export function specify(stage: Stage): void {
  const claims = (client: string, changes: Json = {}): Json => ({
    iss: client,
    aud: stage.issuer,
    client_id: client,
    response_type: 'code',
    redirect_uri: PORTAL,
    scope: 'openid',
    state: 'inside',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    exp: Math.floor(Date.now() / 1000) + 60,
    ...changes,
  });
  const send = async (client: string, request: string, parameters = {}) => {
    const page = await stage.send({ client_id: client, request, ...parameters });
    return (
      page.left?.searchParams ??
      new URLSearchParams({
        error: /invalid_request\w*/.exec(page.html.replaceAll(/<wbr ?\/?>/g, ''))?.[0] ?? String(page.status),
      })
    );
  };
  const signed = async (client: string, changes: Json = {}) =>
    signAsClient(claims(client, changes), { typ: 'oauth-authz-req+jwt' });

  test('§5 a signed request object alone, with client_id, is a whole request', async () => {
    const answer = await send('requesting', await signed('requesting'), { response_type: 'code', scope: 'openid' });
    expect(answer.get('code')).toBeTruthy();
    expect(answer.get('state')).toBe('inside');
  });

  test('§6.3 what is outside the request object MUST NOT be used', async () => {
    const outside = {
      state: 'outside',
      redirect_uri: 'http://localhost:9/other',
      response_type: 'code',
      scope: 'openid',
    };
    const answer = await send('requesting', await signed('requesting'), outside);
    expect(answer.get('state')).toBe('inside');
  });

  test('§6.2 a signature that does not verify is invalid_request_object', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await signAsClient(claims('requesting'), {}, privateKey);
    expect((await send('requesting', forged)).get('error')).toBe('invalid_request_object');
  });

  test('§10.2 an unsigned request object is refused', async () => {
    const body = Buffer.from(JSON.stringify(claims('requesting'))).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    expect((await send('requesting', unsigned)).get('error')).toBe('invalid_request_object');
  });

  test('§4 client_id, iss and aud in it MUST be right, exp not past', async () => {
    const cases = [
      { client_id: 'requesting-signed' },
      { iss: 'other' },
      { aud: 'https://other.example.test' },
      { exp: Math.floor(Date.now() / 1000) - 60 },
    ];
    for (const changes of cases) {
      const answer = await send('requesting', await signed('requesting', changes));
      expect([changes, answer.get('error')]).toEqual([changes, 'invalid_request_object']);
    }
  });

  test('§4 it MUST NOT hold request or request_uri', async () => {
    const answer = await send(
      'requesting',
      await signed('requesting', { request_uri: 'https://portal.example.test/r' }),
    );
    expect(answer.get('error')).toBe('invalid_request_object');
  });

  test('§10.5 a client registered for signed requests is refused without one', async () => {
    expect((await stage.response('requesting-signed')).get('error')).toBe('invalid_request');
    const answer = await send('requesting-signed', await signed('requesting-signed'));
    expect(answer.get('code')).toBeTruthy();
  });

  test('OIDC Core §6.2 request objects by reference are not offered: request_uri_not_supported', async () => {
    const answer = await stage.response('requesting', { request_uri: 'https://portal.example.test/request.jwt' });
    expect(answer.get('error')).toBe('request_uri_not_supported');
  });
}

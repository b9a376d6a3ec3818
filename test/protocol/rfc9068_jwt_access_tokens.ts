/** RFC 9068, JWT Profile for OAuth 2.0 Access Tokens; the subject of the resource's sector (P3, P4, A4). */
import { expect, test } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { basic, headerOf, machine, payloadOf, portal, type Stage, textOf } from './stage.js';

const SHARED = 'https://shared.jwt.example.test';
const RSA = 'https://rsa.jwt.example.test';
const UNNAMED = 'https://unnamed.jwt.example.test';
export const resources = [
  { realm: 'allocataires', resource: SHARED, sector: 'shared-api', scope: 'read' },
  { realm: 'allocataires', resource: RSA, scope: 'read', signing_alg: 'RS256' },
];
export const clients = [
  portal('structured', { sector: 'structured', resources: [SHARED, RSA, UNNAMED] }),
  portal('structured-elsewhere', { sector: 'structured-elsewhere', resources: [SHARED] }),
  machine('structured-machine', { resources: [SHARED] }),
];

export function specify(stage: Stage): void {
  const tokens = async (client: string, resource: string, parameters = {}) => {
    const code = await stage.code(client, { resource, scope: 'openid read', ...parameters });
    return (await stage.redeem(client, code, { resource })).body;
  };
  const token = async (client: string, resource: string) => textOf(await tokens(client, resource), 'access_token');

  test('§2.1 the header’s typ MUST be at+jwt, the algorithm asymmetric, the signature our published key’s', async () => {
    const jwks = (await stage.get(textOf(stage.metadata, 'jwks_uri'))).body as unknown as JSONWebKeySet;
    for (const [resource, alg] of [
      [SHARED, 'ES256'],
      [RSA, 'RS256'],
      [UNNAMED, 'ES256'],
    ] as const) {
      const jwt = await token('structured', resource);
      expect(headerOf(jwt)).toMatchObject({ typ: 'at+jwt', alg });
      await jwtVerify(jwt, createLocalJWKSet(jwks), { issuer: stage.issuer, audience: resource, typ: 'at+jwt' });
    }
  });

  test('§2.2 iss, exp, aud, sub, client_id, iat and jti are REQUIRED, and aud is the one resource', async () => {
    const claims = payloadOf(await token('structured', SHARED));
    expect(claims).toMatchObject({ iss: stage.issuer, aud: SHARED, client_id: 'structured', scope: 'read' });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(600);
    for (const name of ['sub', 'jti']) expect(typeof claims[name]).toBe('string');
  });

  test('§2.2.1 acr and auth_time tell how the person signed in, as the ID Token does', async () => {
    const answer = await tokens('structured', SHARED);
    const claims = payloadOf(textOf(answer, 'access_token'));
    const identity = payloadOf(textOf(answer, 'id_token'));
    expect(claims).toMatchObject({ acr: 'two-step', auth_time: identity['auth_time'] });
  });

  test('§2.2 for a client without person, sub is the client', async () => {
    const fields = { grant_type: 'client_credentials', resource: SHARED };
    const { body } = await stage.post('token', fields, basic('structured-machine'));
    expect(payloadOf(textOf(body, 'access_token'))).toMatchObject({
      sub: 'structured-machine',
      client_id: 'structured-machine',
    });
  });

  test('P3 sub is that of the resource’s sector, the same from every portal, and not the portal’s', async () => {
    const answer = await tokens('structured', SHARED);
    const sub = payloadOf(textOf(answer, 'access_token'))['sub'];
    expect(payloadOf(await token('structured-elsewhere', SHARED))['sub']).toBe(sub);
    expect(payloadOf(textOf(answer, 'id_token'))['sub']).not.toBe(sub);
  });

  test('P3 a resource that names no sector gets the portal’s sub', async () => {
    const answer = await tokens('structured', RSA);
    expect(payloadOf(textOf(answer, 'access_token'))['sub']).toBe(payloadOf(textOf(answer, 'id_token'))['sub']);
  });

  test('P5 P3 a refreshed token names the same person to the API', async () => {
    const answer = await tokens('structured', SHARED);
    const fields = { grant_type: 'refresh_token', refresh_token: textOf(answer, 'refresh_token'), resource: SHARED };
    const { body } = await stage.post('token', fields, basic('structured'));
    const claims = payloadOf(textOf(body, 'access_token'));
    expect(claims).toMatchObject({ sub: payloadOf(textOf(answer, 'access_token'))['sub'], acr: 'two-step' });
  });

  test('P3 S4 the token holds no name, contact or number of the person', async () => {
    const claims = payloadOf(await token('structured', SHARED));
    expect(Object.keys(claims).sort()).toEqual(
      ['acr', 'amr', 'aud', 'auth_time', 'client_id', 'exp', 'iat', 'iss', 'jti', 'scope', 'sub'].sort(),
    );
  });
}

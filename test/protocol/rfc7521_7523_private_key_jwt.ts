/** RFC 7521 and RFC 7523 §2.2: clients that authenticate with a key (private_key_jwt). */
import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { generateKeyPair } from 'jose';
import { passSeconds } from '../harness/moving_time.js';
import { ASSERTION_TYPE, asserting, assertionClaims, CLIENT_JWKS, signAsClient } from './keys.js';
import { machine, portal, type Stage } from './stage.js';

const BY_KEY = { token_endpoint_auth_method: 'private_key_jwt', client_secret: undefined, jwks: CLIENT_JWKS };
export const clients = [
  machine('asserting', BY_KEY),
  machine('asserting-other', BY_KEY),
  portal('asserting-portal', BY_KEY),
];

/** A server of a client's keys, that counts how often it is asked. */
export async function serveKeys() {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/jwk-set+json' }).end(JSON.stringify(CLIENT_JWKS));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const jwks_uri = `http://localhost:${typeof bound === 'object' && bound ? bound.port : 0}/jwks.json`;
  return {
    clients: [machine('asserting-by-address', { ...BY_KEY, jwks: undefined, jwks_uri })],
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** @param asked how often the client's keys were fetched */
export function specify(stage: Stage, asked: () => number): void {
  const grant = (fields: Record<string, string>) =>
    stage.post('token', { grant_type: 'client_credentials', ...fields });
  const outcome = async (changes: Record<string, unknown>) => {
    const { status, body } = await grant(await asserting('asserting', stage.issuer, changes));
    return status === 200 ? 'accepted' : body['error'];
  };

  test('RFC 7523 §3 an assertion with iss, sub, aud, jti and exp authenticates the client', async () => {
    expect(await outcome({})).toBe('accepted');
    expect(
      (
        await stage.redeem(
          'asserting-portal',
          await stage.code('asserting-portal'),
          await asserting('asserting-portal', stage.issuer),
        )
      ).status,
    ).toBe(200);
  });

  test('RFC 7523 §3 aud MUST name the server: its issuer or its token endpoint, and no other', async () => {
    expect(await outcome({ aud: stage.endpoint('token') })).toBe('accepted');
    expect(await outcome({ aud: stage.poterne.issuer('employeurs') })).toBe('invalid_client');
    expect(await outcome({ aud: 'https://other.example.test' })).toBe('invalid_client');
  });

  test('RFC 7523 §3 iss and sub MUST be the client’s', async () => {
    expect(await outcome({ iss: 'asserting-other' })).toBe('invalid_client');
    expect(await outcome({ sub: 'asserting-other' })).toBe('invalid_client');
  });

  test('RFC 7523 §3 exp MUST be there and not past', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await outcome({ exp: undefined })).toBe('invalid_client');
    expect(await outcome({ exp: now - 30 })).toBe('invalid_client');
    expect(await outcome({ nbf: now + 60 })).toBe('invalid_client');
  });

  test('RFC 7523 §3 a jti MUST NOT be replayed while the assertion lives', async () => {
    const fields = await asserting('asserting', stage.issuer);
    expect((await grant(fields)).status).toBe(200);
    expect((await grant(fields)).body['error']).toBe('invalid_client');
    passSeconds(30);
    expect((await grant(fields)).body['error']).toBe('invalid_client');
    expect(await outcome({ jti: undefined })).toBe('invalid_client');
  });

  test('P6 of 50 parallel uses of one assertion, one wins', async () => {
    const fields = await asserting('asserting', stage.issuer);
    const answers = await Promise.all(Array.from({ length: 50 }, () => grant(fields)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('RFC 7523 §3 the signature MUST verify with a registered key and an advertised algorithm', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await signAsClient(assertionClaims('asserting', stage.issuer), {}, privateKey);
    const fields = { client_assertion_type: ASSERTION_TYPE, client_assertion: forged };
    expect((await grant(fields)).body['error']).toBe('invalid_client');
    const claims = Buffer.from(JSON.stringify(assertionClaims('asserting', stage.issuer))).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    expect((await grant({ ...fields, client_assertion: unsigned })).body['error']).toBe('invalid_client');
  });

  test('OIDC Core §10.1 keys are fetched from jwks_uri, once for several assertions', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await grant(await asserting('asserting-by-address', stage.issuer))).status).toBe(200);
    }
    expect(asked()).toBe(1);
  });

  test('RFC 7521 §4.2 client_assertion_type MUST be the one of JWT bearer assertions', async () => {
    const fields = await asserting('asserting', stage.issuer);
    const answer = await grant({
      ...fields,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer',
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await grant({ client_assertion: fields['client_assertion'] ?? '' })).status).toBeGreaterThanOrEqual(400);
  });

  test('RFC 7521 §4.2 a client_id, if given, MUST be that of the assertion', async () => {
    const fields = await asserting('asserting', stage.issuer);
    expect((await grant({ ...fields, client_id: 'asserting-other' })).status).toBeGreaterThanOrEqual(400);
  });
}

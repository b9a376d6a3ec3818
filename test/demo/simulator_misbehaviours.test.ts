/** F6 each misbehaviour of the simulator is the one difference that it says: the rest of the answer stays honest. */
import { createHash, createHmac, createPublicKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { MISBEHAVIOURS, type Misbehaviour, OTHER_ISSUER } from '../../demo/simulator/misbehaviours.js';
import type { Platform } from '../../demo/simulator/platforms.js';
import { openParty, type Party } from './simulator_party.js';
import { openBrowser } from './small_browser.js';

const PLUS = 'franceconnect-plus';
const LOW = 'franceconnect';
const NET = 'net-entreprises';

let party: Party;
const covered = new Set<Misbehaviour>();
beforeAll(async () => {
  party = await openParty({ slowSeconds: 0.2 });
});
afterEach(() => {
  for (const platform of [PLUS, LOW, NET] as const) party.simulator.misbehave(platform, undefined);
});
afterAll(() => party.close());

function misbehave(platform: Platform, how: Misbehaviour): void {
  covered.add(how);
  party.simulator.misbehave(platform, how);
}

/** What reaches the relying party, unchecked. */
async function visit(platform: typeof PLUS | typeof LOW | typeof NET, level = 'eidas3') {
  const browser = openBrowser();
  const asked = party.ask(platform, platform === PLUS ? { acr_values: level } : {});
  const person = platform === NET ? 'helene-leroy' : 'claire-martin';
  const page = await party.choose(browser, await browser.get(asked.url), person, platform === PLUS ? level : 'eidas1');
  return { asked, callback: page.url, redeem: () => party.redeem(platform, page.url, asked.verifier) };
}

async function idTokenOf(platform: typeof PLUS | typeof LOW | typeof NET, level?: string) {
  const { asked, redeem } = await visit(platform, level);
  const { body } = await redeem();
  return { asked, body, idToken: String(body['id_token']) };
}

/** The claims, once the simulator's published keys have verified them as any relying party would. */
async function verified(platform: typeof PLUS | typeof LOW | typeof NET, jws: string) {
  const keys = createRemoteJWKSet(new URL(party.simulator.endpointsOf(platform).jwks_uri));
  return (await jwtVerify(jws, keys, { clockTolerance: 100_000 })).payload;
}

describe('id_token: one claim is wrong, under a good signature', () => {
  const seconds = () => Date.now() / 1000;
  const cases: ReadonlyArray<readonly [Misbehaviour, (claims: Record<string, unknown>) => boolean]> = [
    ['wrong-token-iss', (claims) => claims['iss'] === OTHER_ISSUER],
    ['wrong-aud', (claims) => claims['aud'] === 'autre-client'],
    ['no-nonce', (claims) => !('nonce' in claims)],
    ['foreign-nonce', (claims) => String(claims['nonce']).length >= 32],
    ['lower-acr', (claims) => !('acr' in claims)],
    ['acr-of-other-platform', (claims) => claims['acr'] === 'eidas2'],
    ['no-acr', (claims) => !('acr' in claims)],
    ['expired', (claims) => Number(claims['exp']) < seconds() - 3000],
    ['not-yet-valid', (claims) => Number(claims['nbf']) > seconds() + 3000 && Number(claims['iat']) > seconds() + 3000],
    ['no-auth-time', (claims) => !('auth_time' in claims)],
    ['old-auth-time', (claims) => Number(claims['auth_time']) < seconds() - 80_000],
    ['wrong-at-hash', (claims) => typeof claims['at_hash'] === 'string'],
    ['no-at-hash', (claims) => !('at_hash' in claims)],
  ];

  test.each(cases)('F6 %s', async (how, holds) => {
    const { asked, body, idToken: honest } = await idTokenOf(LOW);
    expect({ how, holds: holds(decodeJwt(honest)) && how !== 'foreign-nonce' && how !== 'wrong-at-hash' }).toEqual({
      how,
      holds: false,
    });
    expect(decodeJwt(honest)['nonce']).toBe(asked.parameters.get('nonce'));
    expect(decodeJwt(honest)['at_hash']).toBe(leftHalf(String(body['access_token'])));

    misbehave(LOW, how);
    const wrong = await idTokenOf(LOW);
    const claims = await verified(LOW, wrong.idToken);
    expect({ how, holds: holds(claims) }).toEqual({ how, holds: true });
    if (how === 'foreign-nonce') expect(claims['nonce']).not.toBe(wrong.asked.parameters.get('nonce'));
    if (how === 'wrong-at-hash') expect(claims['at_hash']).not.toBe(leftHalf(String(wrong.body['access_token'])));
    expect(claims.sub).toBe(decodeJwt(honest).sub);
  });

  test('F6 lower-acr is one level below, on FranceConnect+ too', async () => {
    for (const [asked, given] of [
      ['eidas3', 'eidas2'],
      ['eidas2', 'eidas1'],
    ] as const) {
      misbehave(PLUS, 'lower-acr');
      const { idToken } = await idTokenOf(PLUS, asked);
      expect((await party.openToken(PLUS, idToken)).claims['acr']).toBe(given);
    }
  });
});

describe('id_token: its protection is wrong', () => {
  const headerOf = (jws: string) => decodeProtectedHeader(jws);

  test('F6 alg-none', async () => {
    misbehave(LOW, 'alg-none');
    const { idToken } = await idTokenOf(LOW);
    expect(headerOf(idToken)).toEqual({ alg: 'none' });
    expect(idToken.split('.')[2]).toBe('');
  });

  test('F6 hs256-with-public-key', async () => {
    misbehave(LOW, 'hs256-with-public-key');
    const { idToken } = await idTokenOf(LOW);
    const { kid, alg } = headerOf(idToken);
    const { keys } = await (await fetch(party.simulator.endpointsOf(LOW).jwks_uri)).json();
    const jwk = keys.find((key: { kid: string }) => key.kid === kid);
    const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const [header, payload, signature] = idToken.split('.');
    const expected = createHmac('sha256', pem).update(`${header}.${payload}`).digest('base64url');
    expect({ alg, signature }).toEqual({ alg: 'HS256', signature: expected });
  });

  test.each([
    [LOW, 'RS256'],
    [NET, 'ES256'],
  ] as const)('F6 rs256 on %s: %s by a published key', async (platform, alg) => {
    misbehave(platform, 'rs256');
    const { idToken } = await idTokenOf(platform);
    expect(headerOf(idToken)).toMatchObject({ alg });
    await expect(verified(platform, idToken)).resolves.toBeDefined();
  });

  test('F6 foreign-key, unknown-key', async () => {
    misbehave(LOW, 'foreign-key');
    await expect(verified(LOW, (await idTokenOf(LOW)).idToken)).rejects.toThrow(errors.JWSSignatureVerificationFailed);
    misbehave(LOW, 'unknown-key');
    await expect(verified(LOW, (await idTokenOf(LOW)).idToken)).rejects.toThrow(errors.JWKSNoMatchingKey);
  });

  test('F6 not-encrypted, jwe-for-another-key, other-enc', async () => {
    misbehave(PLUS, 'not-encrypted');
    await expect(verified(PLUS, (await idTokenOf(PLUS)).idToken)).resolves.toBeDefined();
    misbehave(PLUS, 'jwe-for-another-key');
    const { idToken } = await idTokenOf(PLUS);
    expect(decodeProtectedHeader(idToken)).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'chiffre-ECDH-ES' });
    await expect(party.openToken(PLUS, idToken)).rejects.toThrow(errors.JWEDecryptionFailed);
    misbehave(PLUS, 'other-enc');
    const opened = await party.openToken(PLUS, (await idTokenOf(PLUS)).idToken);
    expect(opened.envelope).toMatchObject({ alg: 'ECDH-ES', enc: 'A128GCM' });
  });
});

describe('userinfo', () => {
  async function userinfo(platform: typeof PLUS | typeof LOW | typeof NET, how: Misbehaviour) {
    misbehave(platform, how);
    const { body } = await idTokenOf(platform);
    const answer = await party.userinfo(platform, body['access_token']);
    return { type: answer.headers.get('content-type')?.split(';')[0], text: await answer.text(), sub: subOf(body) };
  }
  const subOf = (body: Record<string, unknown>) => decodeJwt(String(body['id_token'])).sub;

  test('F6 other-userinfo-sub, no-userinfo-sub, wrong-userinfo-iss, wrong-userinfo-aud, under a good signature', async () => {
    const claims = async (how: Misbehaviour) => verified(LOW, (await userinfo(LOW, how)).text);
    expect((await claims('other-userinfo-sub')).sub).toBe(`${'0'.repeat(64)}v1`);
    expect(await claims('no-userinfo-sub')).not.toHaveProperty('sub');
    expect((await claims('wrong-userinfo-iss')).iss).toBe(OTHER_ISSUER);
    expect((await claims('wrong-userinfo-aud')).aud).toBe('autre-client');
    const { text } = await userinfo(NET, 'other-userinfo-sub');
    expect(JSON.parse(text)).toMatchObject({ sub: `${'0'.repeat(64)}v1`, family_name: 'LEROY' });
  });

  test('F6 unsigned-userinfo, userinfo-alg-none, userinfo-foreign-key, userinfo-not-encrypted, garbage-userinfo', async () => {
    const unsigned = await userinfo(LOW, 'unsigned-userinfo');
    expect({ type: unsigned.type, ...JSON.parse(unsigned.text) }).toMatchObject({
      type: 'application/json',
      sub: unsigned.sub,
      family_name: 'MARTIN',
    });
    const none = await userinfo(LOW, 'userinfo-alg-none');
    expect(decodeProtectedHeader(none.text)).toEqual({ alg: 'none' });
    const foreign = await userinfo(LOW, 'userinfo-foreign-key');
    await expect(verified(LOW, foreign.text)).rejects.toThrow(errors.JWSSignatureVerificationFailed);

    misbehave(PLUS, 'userinfo-not-encrypted');
    const { body } = await idTokenOf(PLUS);
    const answer = await party.userinfo(PLUS, body['access_token']);
    await expect(verified(PLUS, await answer.text())).resolves.toMatchObject({ family_name: 'MARTIN' });

    const garbage = await userinfo(LOW, 'garbage-userinfo');
    expect(() => decodeJwt(garbage.text)).toThrow();
    expect(() => JSON.parse(garbage.text)).toThrow();
  });
});

describe('answers and connections', () => {
  test('F6 wrong-iss, no-iss, foreign-state: the code is good all the same', async () => {
    misbehave(LOW, 'wrong-iss');
    expect((await visit(LOW)).callback.searchParams.get('iss')).toBe(OTHER_ISSUER);
    misbehave(LOW, 'no-iss');
    expect((await visit(LOW)).callback.searchParams.has('iss')).toBe(false);
    misbehave(LOW, 'foreign-state');
    const { asked, callback, redeem } = await visit(LOW);
    expect(callback.searchParams.get('state')).not.toBe(asked.parameters.get('state'));
    expect((await redeem()).status).toBe(200);
  });

  test('F6 garbage-token, garbage-id-token', async () => {
    const garbage = await visit(LOW);
    misbehave(LOW, 'garbage-token');
    await expect(garbage.redeem()).rejects.toThrow(/not valid JSON/);
    misbehave(LOW, 'garbage-id-token');
    expect(() => decodeProtectedHeader('ceci.nest.pasunjeton')).toThrow();
    expect((await idTokenOf(LOW)).idToken).toBe('ceci.nest.pasunjeton');
  });

  test('F6 slow: the token endpoint, late', async () => {
    const { redeem } = await visit(LOW);
    misbehave(LOW, 'slow');
    const before = performance.now();
    expect((await redeem()).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(190);
  });

  test('F6 down resets every connection of that platform, unavailable answers 503, and neither lasts', async () => {
    const metadata = (platform: Platform) =>
      fetch(`${party.simulator.issuers[platform]}/.well-known/openid-configuration`);
    misbehave(LOW, 'down');
    await expect(metadata(LOW)).rejects.toThrow(/fetch failed/);
    expect((await metadata(PLUS)).status).toBe(200);
    misbehave(LOW, 'unavailable');
    expect((await metadata(LOW)).status).toBe(503);
    party.simulator.misbehave(LOW, undefined);
    expect((await metadata(LOW)).status).toBe(200);
  });

  test('F6 every misbehaviour is met above', () => {
    expect(MISBEHAVIOURS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });
});

function leftHalf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

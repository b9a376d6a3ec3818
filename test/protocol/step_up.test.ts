/**
 * RFC 9470, OAuth 2.0 Step Up Authentication Challenge: the demonstration API with step_up as its README says, and a
 * portal by openid-client (A6).
 */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import * as client from 'openid-client';
import { CHANGE_BANK_DETAILS, DEMONSTRATION_ACTIONS } from '../../demo/actions.js';
import { startBankDetails } from '../../demo/bank_details/api.js';
import { readIban } from '../../demo/bank_details/iban.js';
import { type LocalServer, listenLocally } from '../../demo/web/local_server.js';
import { asksForStepUp, type Challenge, readChallenge, stepUpParameters } from '../../step_up/portal.js';
import { createStepUp } from '../../step_up/resource_server.js';
import { freePort } from '../demo/small_provider.js';
import type { Agent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, type RelyingParty, relyingParty, signIn, typeCode } from '../harness/relying_party.js';
import { CLAIRE, CLIENTS, PORTAL } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const IBAN = 'FR14 2004 1010 0505 0001 3M02 606';
const OTHER_IBAN = 'FR76 3000 6000 0112 3456 7890 189';
const OTHER_API = 'https://other.example.test/api';

describe('RFC 9470 Step Up Authentication Challenge', () => {
  let poterne: Restartable;
  let api: LocalServer;
  let plain: LocalServer;
  let resource: string;
  let plainResource: string;
  let caf: RelyingParty;
  let agent: Agent;

  beforeAll(async () => {
    const [port, plainPort] = [await freePort(), await freePort()];
    resource = `http://localhost:${port}/bank-details`;
    plainResource = `http://localhost:${plainPort}/plain`;
    const entry = { realm: 'allocataires', sector: 'caf', format: 'jwt', signingAlg: 'ES256' } as const;
    poterne = await startPoterne({
      name: 'step_up_challenge',
      actions: DEMONSTRATION_ACTIONS.map((action) => ({ ...action, clients: null })),
      resources: [
        { ...entry, resource, scope: '' },
        { ...entry, resource: plainResource, scope: 'email' },
      ],
      clients: CLIENTS.map((each) => ({
        ...each,
        metadata: { ...each.metadata, resources: [resource, plainResource, OTHER_API] },
      })),
    });
    const issuer = poterne.issuer('allocataires');
    api = await startBankDetails({ port, issuer, resource });
    const stepUp = createStepUp({ issuer, audience: plainResource });
    const router = new Router();
    const fine = (ctx: Context) => {
      ctx.body = { fine: true };
    };
    router.get('/plain/scope', stepUp.require({ scope: 'email' }), fine);
    router.get('/plain/admin', stepUp.require({ scope: 'email admin' }), fine);
    router.get('/plain/recent', stepUp.require({ acr: ['two-step'], maxAgeSeconds: 60 }), fine);
    const app = new Koa();
    app.use(router.routes());
    plain = await listenLocally(app, plainPort);
    caf = await relyingParty(poterne);
    ({ agent } = await signIn(poterne, caf, CLAIRE));
  });
  afterAll(() => Promise.all([poterne.close(), api.close(), plain.close()]));

  /** A token of this API, from a request of its own. */
  const tokenFor = async (audience: string, extra: Record<string, string> = {}, dpop?: client.DPoPHandle) => {
    const isPushed = 'authorization_details' in extra;
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const parameters = {
      redirect_uri: PORTAL,
      scope: 'openid email',
      state,
      nonce,
      resource: audience,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...extra,
    };
    const address = isPushed
      ? await client.buildAuthorizationUrlWithPAR(caf.config, parameters)
      : client.buildAuthorizationUrl(caf.config, parameters);
    let page = await agent.get(address);
    if (!page.left) {
      page = await typeCode(agent, await askForCode(agent, page), poterne.outbox.code(CLAIRE.email));
    }
    const tokens = await client.authorizationCodeGrant(
      caf.config,
      page.left ?? page.url,
      { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
      { resource: audience },
      dpop ? { DPoP: dpop } : {},
    );
    for (const secret of [tokens.access_token, tokens.id_token, tokens.refresh_token])
      if (secret) recordSecret('token', secret);
    return tokens.access_token;
  };
  const put = (token: string | undefined, iban = IBAN, headers: Record<string, string> = {}) =>
    fetch(resource, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: JSON.stringify({ iban }),
    });
  const challengeOf = (answer: Response) => readChallenge(answer.headers.get('www-authenticate'));
  const DETAILS = { type: CHANGE_BANK_DETAILS, iban_last4: '2606' };
  const confirmed = async (details: Record<string, string> & { type: string } = DETAILS, dpop?: client.DPoPHandle) => {
    passSeconds(31);
    const challenge = { acrValues: ['two-step-fresh'], maxAgeSeconds: undefined } as unknown as Challenge;
    return tokenFor(resource, { ...stepUpParameters(challenge, details) }, dpop);
  };

  test('§3 §4 the API challenges with acr_values, the portal steps up with the action, retries, and it is done once', async () => {
    const first = await put(await tokenFor(resource));
    expect(first.status).toBe(401);
    expect(first.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication", ' +
        'error_description="a different authentication level is required", acr_values="two-step-fresh two-factor-fresh"',
    );
    const challenge = challengeOf(first);
    expect(asksForStepUp(challenge)).toBe(true);
    passSeconds(31);
    const token = await tokenFor(resource, { ...stepUpParameters(challenge as Challenge, DETAILS) });
    const done = await put(token);
    expect([done.status, await done.json()]).toEqual([200, { iban_last4: '2606' }]);
    const again = await put(token);
    expect([again.status, challengeOf(again)?.errorDescription]).toEqual([401, 'this confirmation was used already']);
    const read = await fetch(resource, { headers: { authorization: `Bearer ${token}` } });
    expect(await read.json()).toEqual({ iban_last4: '2606' });
  });

  test('A6 an altered IBAN, another action’s token, and a fresh level without an action change nothing', async () => {
    const token = await confirmed();
    const altered = await put(token, OTHER_IBAN);
    expect([altered.status, challengeOf(altered)?.errorDescription]).toEqual([
      401,
      'the person confirmed something else',
    ]);
    expect((await put(token)).status).toBe(200);
    passSeconds(31);
    const unnamed = await put(await tokenFor(resource, { acr_values: 'two-step-fresh' }));
    expect(challengeOf(unnamed)?.errorDescription).toBe(`the person must confirm the action ${CHANGE_BANK_DETAILS}`);
    expect((await put(await confirmed(), 'FR14 0000')).status).toBe(400);
  });

  test('P6 A6 of eight parallel uses of one confirmation, one changes', async () => {
    const token = await confirmed();
    const answers = await Promise.all(Array.from({ length: 8 }, () => put(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 401)]);
  });

  test('A4 a confirmation lives five minutes', async () => {
    const token = await confirmed();
    passSeconds(306);
    const late = await put(token);
    expect([late.status, challengeOf(late)?.error]).toEqual([401, 'invalid_token']);
  });

  test('RFC 6750 §3 RFC 9068 §4 no token, a foreign or a forged one, and one for another API', async () => {
    const none = await put(undefined);
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const forged = (await tokenFor(resource)).replace(/\.[^.]+$/, `.${'A'.repeat(86)}`);
    for (const token of [forged, await tokenFor(OTHER_API), 'opaque']) {
      const answer = await put(token);
      expect([answer.status, challengeOf(answer)?.error]).toEqual([401, 'invalid_token']);
    }
    expect((await put(undefined, IBAN, { authorization: 'Basic abc' })).status).toBe(400);
  });

  test('RFC 6750 §3.1 a missing scope is 403 insufficient_scope, and says which', async () => {
    const token = await tokenFor(plainResource);
    const ask = (path: string) =>
      fetch(`${plain.url}/plain/${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask('scope')).status).toBe(200);
    const refused = await ask('admin');
    expect([refused.status, challengeOf(refused)]).toEqual([
      403,
      expect.objectContaining({ error: 'insufficient_scope', scope: 'email admin' }),
    ]);
  });

  test('§3 max_age: an older sign-in is challenged with max_age, and a new one is good', async () => {
    passSeconds(61);
    const ask = async (token: string) =>
      fetch(`${plain.url}/plain/recent`, { headers: { authorization: `Bearer ${token}` } });
    const old = await ask(await tokenFor(plainResource));
    expect(challengeOf(old)).toMatchObject({ error: 'insufficient_user_authentication', maxAgeSeconds: 60 });
    ({ agent } = await signIn(poterne, caf, CLAIRE));
    expect((await ask(await tokenFor(plainResource))).status).toBe(200);
  });

  test('RFC 9449 §7 a bound token needs its proof: this method, address, token, key, and once', async () => {
    const dpop = client.getDPoPHandle(caf.config, await client.randomDPoPKeyPair('ES256'));
    const token = await confirmed(DETAILS, dpop);
    const bare = await put(token);
    expect(challengeOf(bare)).toMatchObject({ error: 'invalid_token' });
    const headers = (proof: string) => ({ authorization: `DPoP ${token}`, dpop: proof });
    const stranger = client.getDPoPHandle(caf.config, await client.randomDPoPKeyPair('ES256'));
    for (const [handle, method, url] of [
      [dpop, 'GET', resource],
      [dpop, 'PUT', `${resource}/other`],
      [stranger, 'PUT', resource],
    ] as const) {
      const answer = await put(undefined, IBAN, headers(await proofOf(handle, url, method, token)));
      expect([answer.status, challengeOf(answer)?.error]).toEqual([401, 'invalid_dpop_proof']);
    }
    const proof = await proofOf(dpop, `${resource}?not=counted`, 'PUT', token);
    expect((await put(undefined, IBAN, headers(proof))).status).toBe(200);
    const replayed = await put(undefined, IBAN, headers(proof));
    expect(challengeOf(replayed)).toMatchObject({
      scheme: 'DPoP',
      error: 'invalid_dpop_proof',
      errorDescription: 'the DPoP proof was used already',
    });
  });
});

/** The proof that openid-client would send, caught before it leaves. */
async function proofOf(handle: client.DPoPHandle, url: string, method: string, token: string): Promise<string> {
  let proof = '';
  const configuration = new client.Configuration({ issuer: 'https://issuer.example.test' }, 'nobody');
  configuration[client.customFetch] = async (_url, { headers }) => {
    proof = new Headers(headers as HeadersInit).get('dpop') ?? '';
    return new Response('{}');
  };
  client.allowInsecureRequests(configuration);
  await client.fetchProtectedResource(configuration, token, new URL(url), method, undefined, undefined, {
    DPoP: handle,
  });
  return proof;
}

describe('A6 challenges as portals read them', () => {
  test.each([
    ['Bearer', { error: undefined, acrValues: [] }],
    ['Basic realm="x, y", Bearer error="invalid_token"', { scheme: 'Bearer', error: 'invalid_token' }],
    [
      'DPoP algs="ES256", error="insufficient_user_authentication", max_age="0", acr_values="a  b"',
      { scheme: 'DPoP', error: 'insufficient_user_authentication', maxAgeSeconds: 0, acrValues: ['a', 'b'] },
    ],
    ['bearer ERROR=invalid_token', { scheme: 'Bearer', error: 'invalid_token' }],
    [String.raw`Bearer error_description="say \"no\""`, { errorDescription: 'say "no"' }],
    ['Bearer max_age="-1"', { maxAgeSeconds: undefined }],
  ])('%s', (header, expected) => {
    expect(readChallenge(header)).toMatchObject(expected);
  });

  test('none, or another scheme, is no challenge', () => {
    expect([readChallenge(null), readChallenge(''), readChallenge('Basic realm="x"'), readChallenge('"')]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });
});

test.each([
  ['an error page', () => new Response('no', { status: 502 })],
  ['a page that is no key set', () => new Response('<html>')],
  ['another document', () => Response.json({ error: 'busy' })],
])('A6 while the issuer answers its keys by %s nobody is told that their token is bad', async (_, answer) => {
  const [header, payload] = [{ alg: 'ES256', typ: 'at+jwt' }, {}].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const app = new Koa({ env: 'test' });
  app.silent = true;
  const issuer = 'https://issuer.example.test';
  app.use(createStepUp({ issuer, audience: 'x', fetch: async () => answer() }).require());
  const served = await listenLocally(app, 0);
  try {
    const { status } = await fetch(served.url, { headers: { authorization: `Bearer ${header}.${payload}.AAAA` } });
    expect(status).toBe(503);
  } finally {
    await served.close();
  }
});

test.each([
  ['FR14 2004 1010 0505 0001 3M02 606', true],
  ['fr7630006000011234567890189', true],
  ['FR1420041010050500013M02607', false],
  ['FR142004101005050001', false],
  ['DE89370400440532013000', true],
  ['', false],
])('A6 the IBAN %s is right: %s', (typed, isRight) => {
  expect(readIban(typed) !== undefined).toBe(isRight);
});

/** F5: an upstream that says no, is down, slow, or answers anything at all: a fault with its code, never an exception. */
import { createServer, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Forgery } from '../harness/forging_upstream.js';
import { openStage, type UpstreamStage } from './upstream_stage.js';

let plus: UpstreamStage;
beforeAll(async () => {
  plus = await openStage('franceconnect-plus');
});
afterAll(() => plus.close());

const says =
  (error: string, description?: string): NonNullable<Forgery['callback']> =>
  (given) => {
    given.delete('code');
    given.set('error', error);
    if (description !== undefined) given.set('error_description', description);
  };

describe('F5 error responses', () => {
  const responses: [string, string | undefined, string, string][] = [
    ['access_denied', 'User auth aborted', 'cancelled', 'access_denied'],
    ['access_denied', undefined, 'refused', 'access_denied'],
    ['access_denied', 'Y010015 for Angela', 'refused', 'access_denied'],
    ['server_error', undefined, 'unavailable', 'server_error'],
    ['temporarily_unavailable', undefined, 'unavailable', 'temporarily_unavailable'],
    ['invalid_scope', 'requested scope is not allowed', 'misconfigured', 'invalid_scope'],
    ['invalid_request', undefined, 'misconfigured', 'invalid_request'],
    ['invalid_acr', undefined, 'misconfigured', 'invalid_acr'],
    ['invalid_idp_hint', undefined, 'misconfigured', 'invalid_idp_hint'],
    ['unauthorized_client', undefined, 'misconfigured', 'unauthorized_client'],
    ['invalid_client', undefined, 'misconfigured', 'invalid_client'],
    ['Y030007', undefined, 'unavailable', 'Y030007'],
    ['SYNTHETIC-DUBOIS', undefined, 'unavailable', 'unknown error code'],
    ['constructor', undefined, 'unavailable', 'unknown error code'],
    ['', undefined, 'unavailable', 'unknown error code'],
  ];
  test.each(responses)('F5 %s, %s is %s', async (error, description, fault, detail) => {
    const { url, checks } = await plus.begin();
    const callback = plus.authorize(url, { callback: says(error, description) });
    const asked = plus.asked('token');
    expect(await plus.provider.complete(callback, checks)).toEqual({ ok: false, code: fault, detail });
    expect(plus.asked('token')).toBe(asked);
  });

  test('F5 an error without iss, of another issuer or another request is told as that', async () => {
    const told = says('access_denied', 'User auth aborted');
    const signIn = (callback: NonNullable<Forgery['callback']>) =>
      plus.signIn({
        callback: (given) => {
          told(given);
          callback(given);
        },
      });
    expect(await signIn((given) => given.set('iss', 'https://attacker.example.test'))).toBe('issuer');
    expect(await signIn((given) => given.delete('iss'))).toBe('issuer');
    expect(await signIn((given) => given.set('state', 'of-somebody-else'))).toBe('state');
  });

  const refusals: [string, number, unknown][] = [
    ['code', 400, { error: 'invalid_grant' }],
    ['misconfigured', 400, { error: 'invalid_request' }],
    ['misconfigured', 401, { error: 'invalid_client', error_description: 'SYNTHETIC-DUBOIS' }],
    ['misconfigured', 400, { error: 'unauthorized_client' }],
    ['unavailable', 400, { error: 'SYNTHETIC-DUBOIS' }],
    ['malformed', 400, { message: 'SYNTHETIC-DUBOIS' }],
  ];
  test.each(refusals)('F5 the token endpoint’s refusal is %s: %i %j', async (fault, status, body) => {
    expect(await plus.signIn({ answers: { token: answering(status, JSON.stringify(body)) } })).toBe(fault);
  });

  test('F5 a client that the upstream does not know by this secret is misconfigured', async () => {
    const wrong = plus.createProvider({ authentication: { method: 'client_secret_post', secret: 'another' } });
    expect(await plus.signIn({}, undefined, wrong)).toBe('misconfigured');
    const keyless = plus.createProvider({ authentication: { method: 'private_key_jwt' } });
    expect(await plus.signIn({}, undefined, keyless)).toBe('misconfigured');
  });
});

describe('F5 answers that are none', () => {
  const HTML = '<html><title>SYNTHETIC-DUBOIS</title></html>';
  const answers: [string, string, (response: ServerResponse) => void][] = [
    ['500', 'unavailable', answering(500, HTML, 'text/html')],
    ['503 as JSON', 'unavailable', answering(503, '{"error":"invalid_grant"}')],
    ['429', 'unavailable', answering(429, '{}')],
    ['HTML', 'malformed', answering(200, HTML, 'text/html')],
    ['HTML called JSON', 'malformed', answering(200, HTML)],
    ['a page not found', 'malformed', answering(404, HTML, 'text/html')],
    ['nothing', 'malformed', answering(200, '')],
    ['204', 'malformed', answering(204, '')],
    ['JSON that is no object', 'malformed', answering(200, '["SYNTHETIC-DUBOIS"]')],
    ['tokens that are none', 'malformed', answering(200, '{"access_token":{},"id_token":7}')],
    ['a redirect', 'malformed', redirecting],
    ['a huge answer', 'malformed', (response) => answering(200, `"${'x'.repeat(300_000)}"`)(response)],
    ['an endless answer', 'malformed', endless],
    ['an answer cut short', 'unavailable', cutShort],
    ['garbage for HTTP', 'unavailable', (response) => response.socket?.end('garbage SYNTHETIC-DUBOIS\r\n\r\n')],
    ['a closed connection', 'unavailable', (response) => response.socket?.destroy()],
  ];
  test.each(answers)('F5 of the token endpoint: %s is %s', async (_what, fault, token) => {
    expect(await plus.signIn({ answers: { token } })).toBe(fault);
  });
  test.each(answers.filter(([what]) => what !== 'tokens that are none'))(
    'F5 of the userinfo endpoint: %s is a fault',
    async (what, fault, userinfo) => {
      // JSON where a signed token is registered is an unsigned answer, whatever it says.
      const unsigned = ['HTML called JSON', 'nothing', 'JSON that is no object'].includes(what);
      expect(await plus.signIn({ answers: { userinfo } })).toBe(unsigned ? 'signature' : fault);
    },
  );

  test.each(answers.filter(([, fault]) => fault === 'unavailable'))(
    'F5 of the keys, none known yet: %s',
    async (_what, fault, jwks) => {
      expect(await withKeys(jwks)).toBe(fault);
    },
  );
  test('F5 of the keys, none known yet: what is no key set is malformed, what holds no key of theirs is not signed', async () => {
    expect(await withKeys(answering(200, HTML, 'text/html'))).toBe('malformed');
    expect(await withKeys(answering(404, '{}'))).toBe('malformed');
    expect(await withKeys(answering(200, '{"keys":{}}'))).toBe('malformed');
    expect(await withKeys(redirecting)).toBe('malformed');
    expect(await withKeys(answering(200, '{"keys":[null,7,{}]}'))).toBe('signature');
  });
  async function withKeys(jwks: (response: ServerResponse) => void): Promise<string> {
    plus.answerJwks(jwks);
    const outcome = await plus.signIn({}, undefined, plus.createProvider());
    plus.answerJwks(undefined);
    return outcome;
  }

  test('F5 userinfo that refuses its access token, or its scope', async () => {
    expect(await plus.signIn({ answers: { userinfo: challenging(401, 'invalid_token') } })).toBe('unavailable');
    expect(await plus.signIn({ answers: { userinfo: challenging(403, 'insufficient_scope') } })).toBe('misconfigured');
  });
});

describe('F5 down and slow', () => {
  test('F5 nobody listens: unavailable', async () => {
    const stage = await openStage('franceconnect');
    const { url, checks } = await stage.begin();
    const callback = stage.authorize(url);
    await stage.close();
    expect(await stage.provider.complete(callback, checks)).toMatchObject({
      code: 'unavailable',
      detail: 'ECONNREFUSED',
    });
  });

  test('F5 silence, or a trickle, ends with the exchange’s time', async () => {
    const trickle = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    };
    const hurried = plus.createProvider({ timeoutSeconds: 0.4 });
    const before = Date.now();
    const outcomes = await Promise.all([
      plus.signIn({ answers: { token: () => undefined } }, undefined, hurried),
      plus.signIn({ answers: { token: trickle } }, undefined, hurried),
      plus.signIn({ answers: { userinfo: () => undefined } }, undefined, hurried),
      plus.signIn({ answers: { userinfo: trickle } }, undefined, hurried),
    ]);
    expect(outcomes).toEqual(Array(4).fill('unavailable'));
    expect(Date.now() - before).toBeLessThan(3_000);
  });

  test('F5 keys that never come end with the exchange’s time too', async () => {
    plus.answerJwks(() => undefined);
    expect(await plus.signIn({}, undefined, plus.createProvider({ timeoutSeconds: 0.4 }))).toBe('unavailable');
    plus.answerJwks(undefined);
  });

  test('F5 our own keys out of reach are told as our own trouble, and the code is not spent', async () => {
    const keyless = plus.createProvider({}, () => Promise.reject(new Error('no database')));
    const { url, checks } = await plus.begin();
    const callback = plus.authorize(url);
    expect(await plus.complete(callback, checks, keyless)).toBe('misconfigured');
    expect(await plus.complete(callback, checks)).toBe('accepted');
  });

  test('F5 a redirect is never followed', async () => {
    let reached = 0;
    const elsewhere = createServer((_request, response) => {
      reached += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const bound = elsewhere.address();
    const location = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/`;
    const token = (response: ServerResponse) => void response.writeHead(307, { location }).end();
    expect(await plus.signIn({ answers: { token } })).toBe('malformed');
    expect(reached).toBe(0);
    await new Promise((resolve) => elsewhere.close(resolve));
  });
});

function answering(status: number, body: string, type = 'application/json') {
  return (response: ServerResponse) => void response.writeHead(status, { 'content-type': type }).end(body);
}
function challenging(status: number, error: string) {
  return (response: ServerResponse) =>
    void response
      .writeHead(status, { 'www-authenticate': `Bearer error="${error}", error_description="SYNTHETIC"` })
      .end();
}
function redirecting(response: ServerResponse) {
  response.writeHead(302, { location: 'http://127.0.0.1:9/SYNTHETIC-DUBOIS' }).end();
}
function endless(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'application/json' });
  const pour = () => {
    if (response.destroyed) return;
    response.write('x'.repeat(65_536));
    setImmediate(pour);
  };
  pour();
}
function cutShort(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"access_token":', () => response.socket?.destroy());
}

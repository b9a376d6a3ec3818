/** Discovery and the key set as they travel: the same bytes for everybody, revalidated by their entity tag (P1, S7, O6). */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Restartable, startPoterne } from '../harness/poterne.js';

const DOCUMENTS = [
  ['/.well-known/openid-configuration', 'application/json; charset=utf-8', 'public, no-cache'],
  ['/.well-known/oauth-authorization-server', 'application/json; charset=utf-8', 'public, no-cache'],
  ['/jwks', 'application/jwk-set+json; charset=utf-8', expect.stringMatching(/^public, max-age=\d+$/)],
] as const;

describe('documents that are the same for everybody', () => {
  let poterne: Restartable;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'kept_documents' });
  });
  afterAll(() => poterne.close());

  const ask = (path: string, init: RequestInit = {}) => fetch(`${poterne.issuer('allocataires')}${path}`, init);

  describe.each(DOCUMENTS)('%s', (path, type, cacheControl) => {
    test('first and later answers are alike, headers included', async () => {
      const seen = [];
      for (const method of ['GET', 'GET', 'HEAD', 'HEAD']) {
        const answer = await ask(path, { method });
        const {
          date,
          connection,
          'keep-alive': keptAlive,
          'x-correlation-id': id,
          ...headers
        } = Object.fromEntries(answer.headers);
        expect(id).toMatch(/^[\w-]{12}$/);
        const text = await answer.text();
        seen.push({ status: answer.status, headers });
        if (method === 'GET') expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
        else expect(text).toBe('');
      }
      const [first] = seen;
      expect(seen).toEqual(Array(4).fill(first));
      expect(first).toMatchObject({
        status: 200,
        headers: {
          'content-type': type,
          'cache-control': cacheControl,
          'access-control-allow-origin': '*',
          vary: 'Origin',
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'content-security-policy': expect.stringContaining("default-src 'none'"),
        },
      });
    });

    test('RFC 9110 §13.1.2 whoever holds it is told 304, and whoever holds another gets it', async () => {
      const etag = String((await ask(path)).headers.get('etag'));
      expect(etag).toMatch(/^"[\w-]{43}"$/);
      const same = await ask(path, { headers: { 'if-none-match': etag } });
      expect([same.status, await same.text()]).toEqual([304, '']);
      expect(same.headers.get('etag')).toBe(etag);
      expect(same.headers.get('cache-control')).toEqual(cacheControl);
      const several = await ask(path, { headers: { 'if-none-match': `"another", W/${etag}` } });
      expect(several.status).toBe(304);
      const other = await ask(path, { headers: { 'if-none-match': '"another"' } });
      expect([other.status, other.headers.get('etag')]).toEqual([200, etag]);
    });

    test('a portal that names its origin is answered by it, and nobody else with it', async () => {
      const origin = 'https://any.example.test';
      expect((await ask(path, { headers: { origin } })).headers.get('access-control-allow-origin')).toBe(origin);
      expect((await ask(path)).headers.get('access-control-allow-origin')).toBe('*');
    });

    test.each(['POST', 'PUT', 'DELETE'])('it is not there for %s', async (method) => {
      expect((await ask(path, { method })).status).toBe(404);
      expect((await ask(path)).status).toBe(200);
    });
  });

  test('each realm has its own', async () => {
    for (const realm of ['allocataires', 'employeurs', 'allocataires']) {
      const issuer = poterne.issuer(realm);
      const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
      expect(((await answer.json()) as { issuer: string }).issuer).toBe(issuer);
    }
  });
});

describe('a request that writes a whole address', () => {
  let poterne: Restartable;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'kept_documents_poisoned' });
  });
  afterAll(() => poterne.close());

  test('RFC 9112 §3.2.2 what it makes of the document is told to nobody else, though it was first', async () => {
    const issuer = poterne.issuer('allocataires');
    const { hostname, port, pathname } = new URL(issuer);
    const path = `http://attacker.example.test${pathname}/.well-known/openid-configuration`;
    await new Promise<void>((resolve, reject) => {
      const asked = request({ hostname, port, path, headers: { host: `${hostname}:${port}` } }, (answer) => {
        answer.resume().on('end', resolve);
      });
      asked.on('error', reject).end();
    });
    const text = await (await fetch(`${issuer}/.well-known/openid-configuration`)).text();
    expect(text).not.toContain('attacker');
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { giveCredentials, signIn } from '../harness/relying_party.js';
import { CLAIRE, PAUL, SECRET } from '../harness/scenario.js';
import { type FaultWorld, readiness, startFaultWorld, untilReady } from './world.js';

const BASIC = `Basic ${Buffer.from(`caf:${SECRET}`).toString('base64')}`;

interface Outage {
  readonly store: 'postgresql' | 'redis';
  readonly how: string;
  /** what nobody can tell at once costs a time-out */
  readonly longestMs: number;
  begin(world: FaultWorld): Promise<void> | void;
  end(world: FaultWorld): Promise<void> | void;
}

const OUTAGES: readonly Outage[] = [
  {
    store: 'postgresql',
    how: 'killed with -9, started again',
    longestMs: 2_500,
    begin: ({ postgres }) => postgres.kill('SIGKILL'),
    end: ({ postgres }) => postgres.restart(),
  },
  {
    store: 'postgresql',
    how: 'behind a firewall that forgot its connections',
    longestMs: 5_500,
    begin: ({ wires }) => wires.postgres.blackhole(),
    end: ({ wires }) => wires.postgres.heal(),
  },
  {
    store: 'redis',
    how: 'killed with -9, started again empty',
    longestMs: 2_500,
    begin: ({ redis }) => redis.kill('SIGKILL'),
    end: ({ redis }) => redis.restart(),
  },
  {
    store: 'redis',
    how: 'stopped in its tracks (SIGSTOP), resumed',
    longestMs: 3_000,
    begin: ({ redis }) => redis.pause(),
    end: ({ redis }) => redis.resume(),
  },
  {
    store: 'redis',
    how: 'behind a firewall that forgot its connections',
    longestMs: 3_000,
    begin: ({ wires }) => wires.redis.blackhole(),
    end: ({ wires }) => wires.redis.heal(),
  },
];

describe('a store that is away', () => {
  let world: FaultWorld;
  beforeAll(async () => {
    world = await startFaultWorld('fault_stores');
  });
  afterAll(() => world.close());

  test.each(OUTAGES)('O2 O3 O7 $store $how: told in time, nothing lost, back by itself', async (outage) => {
    const { poterne, party } = world;
    const issuer = poterne.issuer('allocataires');
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(request, callback);
    const { url } = await party.request();
    const agent = openAgent(poterne.origin);
    const login = await agent.get(url);

    await outage.begin(world);
    try {
      const timed = async (path: string, init: RequestInit = {}) => {
        const start = performance.now();
        const answer = await fetch(path, { redirect: 'manual', ...init });
        const text = await answer.text();
        return { answer, text, milliseconds: performance.now() - start };
      };
      const post = (path: string, fields: Record<string, string>) =>
        timed(`${issuer}${path}`, {
          method: 'POST',
          headers: { authorization: BASIC },
          body: new URLSearchParams(fields),
        });
      const html = { accept: 'text/html' };
      const start = performance.now();
      const [ready, page, form, token, code, userinfo, discovery, jwks] = await Promise.all([
        readiness(world),
        timed(url.href, { headers: html }),
        giveCredentials(agent, login, CLAIRE).then((sent) => ({ sent, milliseconds: performance.now() - start })),
        post('/token', { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }),
        post('/token', { grant_type: 'authorization_code', code: 'x'.repeat(43), redirect_uri: 'http://localhost:9/' }),
        timed(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } }),
        timed(`${issuer}/.well-known/openid-configuration`),
        timed(`${issuer}/jwks`),
      ]);

      expect(ready).toMatchObject({ status: 503, body: { missing: [outage.store] } });
      expect(ready.milliseconds).toBeLessThan(2_000);
      for (const { answer } of [discovery, jwks]) expect(answer.status).toBe(200);

      expect(form.sent.status).toBe(503);
      expect(Number(form.sent.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(form.sent.html).toContain(String(form.sent.headers.get('x-correlation-id')));
      expect(form.sent.html).not.toMatch(/Prisma|ECONN|\bat \w+ \(/);
      expect(form.sent.html).toContain(`href="${login.url.pathname}"`);
      expect(form.milliseconds).toBeLessThan(outage.longestMs);
      // Clients are kept for a few seconds: a first page needs Redis alone.
      if (outage.store === 'redis') expect(page.answer.status).toBe(503);
      else expect([303, 503]).toContain(page.answer.status);
      expect(page.milliseconds).toBeLessThan(outage.longestMs);
      for (const { answer, text, milliseconds } of [token, userinfo, ...(outage.store === 'redis' ? [code] : [])]) {
        expect({ status: answer.status, text }).toMatchObject({ status: 503 });
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(answer.headers.get('cache-control')).toContain('no-store');
        expect(JSON.parse(text)).toMatchObject({ error: 'temporarily_unavailable' });
        expect(milliseconds).toBeLessThan(outage.longestMs);
      }
    } finally {
      await outage.end(world);
    }

    expect(await untilReady(world)).toBeLessThan(10_000);
    const again = await party.refreshRaw(tokens.refresh_token ?? '');
    expect(again.status).toBe(200);
    const next = await signIn(poterne, party, PAUL);
    expect((await party.redeem(next.request, next.callback)).id_token).toBeDefined();
  });

  test('X1 O2 the page of an outage says so in the person’s language and leads back to where they were', async () => {
    const { poterne, party, wires } = world;
    const { url } = await party.request();
    wires.redis.cut();
    try {
      const french = await openAgent(poterne.origin).get(url, { accept: 'text/html', 'accept-language': 'fr' });
      const english = await openAgent(poterne.origin).get(url, { accept: 'text/html', 'accept-language': 'en' });
      expect(headingOf(french)).not.toBe(headingOf(english));
      expect(wordsOf(french)).toMatch(/réessay/i);
      expect(wordsOf(english)).toMatch(/try again/i);
      expect(french.html).toContain('href="/allocataires/auth?');
    } finally {
      wires.redis.heal();
    }
    await untilReady(world);
  });

  test('O3 stores that answer slowly make a slow sign-in, and no fault', async () => {
    const { poterne, party, wires } = world;
    wires.postgres.delay(10);
    wires.redis.delay(10);
    try {
      const { request, callback } = await signIn(poterne, party, CLAIRE);
      expect((await party.redeem(request, callback)).access_token).toBeDefined();
      expect((await readiness(world)).status).toBe(200);
    } finally {
      wires.postgres.delay(0);
      wires.redis.delay(0);
    }
  });
});

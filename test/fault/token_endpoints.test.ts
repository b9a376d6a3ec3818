/**
 * Pushed requests, introspection and revocation while a store is away (RFC 9126, RFC 7662, RFC 7009): told as an outage,
 * never as `active: false` or as done, nothing half-done, back by itself (O2, O3, O7).
 */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { giveCredentials, signIn } from '../harness/relying_party.js';
import { CLAIRE, PORTAL, SECRET } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { type FaultWorld, startFaultWorld, untilReady } from './world.js';

const BASIC = `Basic ${Buffer.from(`caf:${SECRET}`).toString('base64')}`;
/** Poterne keeps a client's registration for 10 s */
const CLIENTS_FORGOTTEN_S = 11;

type Store = 'postgres' | 'redis';
type How = 'cut' | 'blackhole';

const OUTAGES: ReadonlyArray<readonly [string, Store, How, number]> = [
  ['PostgreSQL is gone', 'postgres', 'cut', 5_000],
  ['PostgreSQL hangs', 'postgres', 'blackhole', 8_000],
  ['Redis is gone', 'redis', 'cut', 5_000],
  ['Redis hangs', 'redis', 'blackhole', 5_000],
];

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  readonly milliseconds: number;
}

describe('endpoints of applications while a store is away', () => {
  let world: FaultWorld;
  beforeAll(async () => {
    world = await startFaultWorld('fault_token_endpoints');
  });
  afterAll(() => world.close());

  const post = async (path: string, fields: Record<string, string>): Promise<Answer> => {
    const start = performance.now();
    const answer = await fetch(`${world.poterne.issuer('allocataires')}${path}`, {
      method: 'POST',
      headers: { authorization: BASIC },
      body: new URLSearchParams(fields),
    });
    const text = await answer.text();
    const body = text === '' ? {} : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, body, milliseconds: performance.now() - start };
  };
  const verifier = randomBytes(32).toString('base64url');
  const push = async () => {
    const pushed = await post('/request', {
      client_id: 'caf',
      response_type: 'code',
      redirect_uri: PORTAL,
      scope: 'openid',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    recordSecret('token', String(pushed.body['request_uri'] ?? ''));
    return pushed;
  };
  const introspect = (token: string) => post('/token/introspection', { token });
  const revoke = (token: string, token_type_hint?: string) =>
    post('/token/revocation', { token, ...(token_type_hint ? { token_type_hint } : {}) });
  const tokens = async () => {
    const { request, callback } = await signIn(world.poterne, world.party, CLAIRE);
    const { access_token, refresh_token = '' } = await world.party.redeem(request, callback);
    return { access: access_token, refresh: refresh_token };
  };
  const begin = (store: Store, how: How) => world.wires[store][how]();
  const heal = async (store: Store) => {
    world.wires[store].heal();
    expect(await untilReady(world)).toBeLessThan(10_000);
  };
  const expectOutage = ({ status, headers, body }: Answer) => {
    expect({ status, body }).toEqual({
      status: 503,
      body: { error: 'temporarily_unavailable', error_description: expect.any(String) },
    });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('cache-control')).toContain('no-store');
  };

  test.each(OUTAGES)(
    'O2 O3 P1 %s: each is told 503 in time, and the tokens live on and can be revoked afterwards',
    async (_, store, how, longestMs) => {
      const { access, refresh } = await tokens();
      passSeconds(CLIENTS_FORGOTTEN_S);
      begin(store, how);
      try {
        const answers = await Promise.all([
          push(),
          introspect(access),
          introspect(refresh),
          revoke(access),
          revoke(access, 'access_token'),
          revoke(refresh),
        ]);
        for (const answer of answers) {
          expectOutage(answer);
          expect(answer.milliseconds).toBeLessThan(longestMs);
        }
      } finally {
        await heal(store);
      }

      for (const token of [access, refresh]) expect((await introspect(token)).body).toMatchObject({ active: true });
      const refreshed = await world.party.refreshRaw(refresh);
      expect(refreshed.status).toBe(200);
      const successor = String(refreshed.body['refresh_token']);
      expect((await revoke(successor)).status).toBe(200);
      for (const token of [access, successor, String(refreshed.body['access_token'])])
        expect((await introspect(token)).body).toEqual({ active: false });
      expect((await world.party.refreshRaw(successor)).body['error']).toBe('invalid_grant');
      expect((await push()).status).toBe(201);
    },
  );

  test('O3 P1 stores that answer slowly make slow answers, all of them right', async () => {
    const { access, refresh } = await tokens();
    for (const wire of Object.values(world.wires)) wire.delay(40);
    try {
      expect((await push()).status).toBe(201);
      expect((await introspect(access)).body).toMatchObject({ active: true });
      expect((await revoke(refresh)).status).toBe(200);
      expect((await introspect(access)).body).toEqual({ active: false });
    } finally {
      for (const wire of Object.values(world.wires)) wire.delay(0);
    }
  });

  test('O7 P1 a pushed request outlives an outage in the middle of the sign-in that it began', async () => {
    const request_uri = String((await push()).body['request_uri']);
    const agent = openAgent(world.poterne.origin);
    const url = new URL(`${world.poterne.issuer('allocataires')}/auth`);
    url.search = String(new URLSearchParams({ client_id: 'caf', request_uri }));
    begin('redis', 'cut');
    const refused = await agent.get(url, { accept: 'text/html' });
    await heal('redis');
    expect(refused.status).toBe(503);
    expect((await giveCredentials(agent, await agent.get(url), CLAIRE)).html).toContain('/one_time_code/send');
  });

  test('O3 P1 a revocation whose answer was lost is told as failed, is asked again, and is then whole', async () => {
    const { access, refresh } = await tokens();
    const fault = world.wires.postgres.resetAt('DELETE FROM oidc_grant', 'unanswered');
    expectOutage(await revoke(access));
    await fault;
    await untilReady(world);
    expect((await revoke(access)).status).toBe(200);
    for (const token of [access, refresh]) expect((await introspect(token)).body).toEqual({ active: false });
    expect((await world.party.refreshRaw(refresh)).body['error']).toBe('invalid_grant');
  });

  test.each([
    ['Redis', 'redis', 'refresh'],
    ['PostgreSQL', 'postgres', 'access'],
  ] as const)(
    'O3 P1 %s lost on the way: a revocation that found its token elsewhere leaves it to be revoked whole',
    async (_, store, kind) => {
      const both = await tokens();
      const others = kind === 'refresh' ? both.access : both.refresh;
      begin(store, 'cut');
      expectOutage(await revoke(both[kind], `${kind}_token`));
      await heal(store);
      expect((await introspect(both[kind])).body).toMatchObject({ active: true });
      expect((await revoke(both[kind], `${kind}_token`)).status).toBe(200);
      for (const token of [both[kind], others]) expect((await introspect(token)).body).toEqual({ active: false });
    },
  );
});

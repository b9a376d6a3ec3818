/** OpenID Connect Back-Channel Logout 1.0, and what a dead portal changes: nothing for the person (P9). */
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { createOutboundFetch } from '../../src/adapters/system/outbound/outbound_fetch.js';
import type { RegisteredClient } from '../../src/config/clients_file.js';
import type { Agent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { PAUL } from '../harness/scenario.js';
import { type Json, payloadOf, portal, type Stage, textOf } from './stage.js';

/** A portal's back-channel endpoint: what it received, and what it answers. */
export interface Listener {
  readonly address: string;
  readonly received: { readonly token: string; readonly type: string }[];
  /** status of its answers; 0 hangs */
  status: number;
  close(): Promise<void>;
}

export async function listen(): Promise<Listener> {
  const received: { token: string; type: string }[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (listener.status === 200)
        received.push({
          token: new URLSearchParams(body).get('logout_token') ?? '',
          type: request.headers['content-type'] ?? '',
        });
      if (listener.status !== 0) response.writeHead(listener.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const listener: Listener = {
    address: `http://localhost:${typeof bound === 'object' && bound ? bound.port : 0}/backchannel`,
    received,
    status: 200,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return listener;
}

export function clientsOf(alive: Listener, failing: Listener): readonly RegisteredClient[] {
  return [
    portal('told', { backchannel_logout_uri: alive.address, backchannel_logout_session_required: true }),
    portal('told-without-sid', { backchannel_logout_uri: alive.address }),
    portal('unreachable', { backchannel_logout_uri: failing.address }),
  ];
}

/** @param listeners of the portal that answers and of the one that does not always */
export function specify(stage: Stage, alive: () => Listener, failing: () => Listener): void {
  afterAll(() => Promise.all([alive().close(), failing().close()]));
  beforeAll(() => {
    alive().received.length = 0;
  });

  const signOut = async (agent: Agent) => {
    const page = await agent.get(stage.endpoint('end_session'));
    const begun = performance.now();
    const done = await agent.submit(page, '/session/end/confirm', { logout: 'yes' });
    expect(done.status).toBe(200);
    return performance.now() - begun;
  };
  /** Deliveries are in the background: waits for what must come, never for a fixed time. */
  const until = async (holds: () => boolean) => {
    for (let turn = 0; turn < 300 && !holds(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    return holds();
  };
  const pending = async () => {
    const rows = await stage.poterne.service.database.logoutNotice.findMany();
    return rows.length;
  };

  test('§2.5 signing out sends each portal of the session a logout_token by POST', async () => {
    const agent = await stage.signedIn();
    const identity = payloadOf(textOf(await stage.tokens('told', {}, agent), 'id_token'));
    await stage.tokens('told-without-sid', {}, agent);
    await signOut(agent);
    expect(await until(() => alive().received.length === 2)).toBe(true);
    const jwks = (await stage.get(textOf(stage.metadata, 'jwks_uri'))).body as unknown as JSONWebKeySet;
    const tokens = await Promise.all(
      alive().received.map(async ({ token, type }) => {
        expect(type).toMatch(/^application\/x-www-form-urlencoded/);
        return (await jwtVerify(token, createLocalJWKSet(jwks), { issuer: stage.issuer })).payload as Json;
      }),
    );
    const told = tokens.find(({ aud }) => aud === 'told');
    expect(told).toMatchObject({
      sub: identity['sub'],
      sid: identity['sid'],
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
  });

  test('§2.4 a logout token has typ logout+jwt, iat, exp or none, jti and events, and MUST NOT have a nonce', async () => {
    for (const { token } of alive().received) {
      expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'logout+jwt', alg: 'ES256' });
      const claims = payloadOf(token);
      expect(claims).not.toHaveProperty('nonce');
      for (const name of ['iss', 'aud', 'iat', 'jti', 'events']) expect(claims).toHaveProperty(name);
    }
    expect(new Set(alive().received.map(({ token }) => payloadOf(token)['jti'])).size).toBe(alive().received.length);
  });

  test('§2.4 sid is sent to the client that registered backchannel_logout_session_required', () => {
    const without = alive()
      .received.map(({ token }) => payloadOf(token))
      .find(({ aud }) => aud === 'told-without-sid');
    expect(without).toBeDefined();
    expect(without).not.toHaveProperty('sid');
  });

  test('P9 somebody else who signs in on the same browser ends the session for its portals too', async () => {
    const agent = await stage.signedIn();
    const identity = payloadOf(textOf(await stage.tokens('told', {}, agent), 'id_token'));
    alive().received.length = 0;
    await stage.signedIn(PAUL, undefined, agent);
    expect(await until(() => alive().received.length === 1)).toBe(true);
    expect(payloadOf(alive().received[0]?.token ?? '')).toMatchObject({
      aud: 'told',
      sub: identity['sub'],
      sid: identity['sid'],
    });
  });

  test('P9 a portal that the session never visited is not told', async () => {
    const before = alive().received.length;
    await signOut(await stage.signedIn());
    expect(await pending()).toBe(0);
    expect(alive().received).toHaveLength(before);
  });

  test.each([
    ['answers 500', 500],
    ['hangs', 0],
  ])(
    'P9 a portal that %s does not delay the sign-out, is tried again, and is told once when it is back',
    async (_how, status) => {
      const portalEnd = failing();
      portalEnd.status = status;
      portalEnd.received.length = 0;
      const agent = await stage.signedIn();
      const identity = payloadOf(textOf(await stage.tokens('unreachable', {}, agent), 'id_token'));
      expect(await signOut(agent)).toBeLessThan(1500);
      expect(await pending()).toBe(1);
      // Back before the next try; the notice is stored, so the clock decides when that is.
      portalEnd.status = 200;
      for (let turn = 0; turn < 4 && portalEnd.received.length === 0; turn += 1) {
        passSeconds(70);
        await until(() => portalEnd.received.length > 0);
      }
      expect(portalEnd.received).toHaveLength(1);
      expect(payloadOf(portalEnd.received[0]?.token ?? '')['sub']).toBe(identity['sub']);
      for (let turn = 0; turn < 100 && (await pending()) > 0; turn += 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
      expect(await pending()).toBe(0);
    },
  );

  test('P9 S6 an address that the operator allowed is reached whatever the library’s dispatcher says, and no other', async () => {
    failing().status = 200;
    const dispatcher = {
      dispatch: () => {
        throw new Error('special-use address');
      },
    };
    const init = {
      method: 'POST',
      body: new URLSearchParams({ logout_token: 'x' }),
      dispatcher,
    } as unknown as RequestInit;
    const { host } = new URL(failing().address);
    const allowed = createOutboundFetch({ allow: [host], allowLoopback: false });
    expect((await allowed(failing().address, init)).status).toBe(200);
    await expect(createOutboundFetch({ allow: [], allowLoopback: false })(failing().address, init)).rejects.toThrow(
      /private/,
    );
  });
}

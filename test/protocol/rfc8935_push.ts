/** RFC 8935, Push-Based Security Event Token (SET) Delivery Using HTTP: to receivers of all kinds (S8). */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { passSeconds } from '../harness/moving_time.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import type { Receiver } from './signal_receiver.js';
import { CHANGED, REVOKED, receiverClient, signalStage } from './signal_stage.js';
import { payloadOf, type Stage } from './stage.js';

export const clients = [receiverClient('push-a')];
const WORD = 'Bearer word-that-the-portal-chose';

export function specify(stage: Stage, receiverOf: () => Receiver): void {
  const signals = signalStage(stage);
  let streamId: string;
  const send = () => stage.poterne.service.sendSignals();
  const statusOf = async () => (await signals.call('push-a', 'GET', `/status?stream_id=${streamId}`)).body;
  const jtis = () => receiverOf().received.map(({ token }) => String(payloadOf(token)['jti']));
  const standing = async () => {
    const rows = await stage.poterne.service.database.sql.rows<Array<{ state: string; why: string | null }>>`
      SELECT state, why FROM signal_event WHERE stream_id = ${streamId}::uuid`;
    return rows.map(({ state, why }) => (why === null ? state : `${state}: ${why}`)).sort();
  };
  beforeAll(() => {
    recordSecret('token', WORD);
    return signals.prepare(['push-a']);
  });
  beforeEach(async () => {
    receiverOf().answer = 202;
    const delivery = {
      method: 'urn:ietf:rfc:8935',
      endpoint_url: receiverOf().address,
      authorization_header: WORD,
    };
    streamId = await signals.stream('push-a', { delivery });
    receiverOf().received.length = 0;
    passSeconds(1);
  });

  test('§2.1 one token a request, as application/secevent+jwt, with the header that the receiver asked for', async () => {
    await signals.happens(REVOKED, CHANGED);
    expect(await send()).toBe(2);
    expect(receiverOf().received).toHaveLength(2);
    for (const { token, type, authorization } of receiverOf().received) {
      expect(type).toBe('application/secevent+jwt');
      expect(authorization).toBe(WORD);
      expect(payloadOf(token)).toMatchObject({ iss: stage.issuer, aud: 'push-a' });
    }
    expect(new Set(jtis()).size).toBe(2);
  });

  test('§2.2 202 says that the receiver has it: it is never sent again', async () => {
    await signals.happens(REVOKED);
    await send();
    passSeconds(3_600);
    expect(await send()).toBe(0);
    expect(jtis()).toHaveLength(1);
    expect(await standing()).toEqual(['delivered']);
  });

  test('§2.3 400 with an error that speaks of the token ends that token, and the next one goes out', async () => {
    receiverOf().answer = { status: 400, body: JSON.stringify({ err: 'invalid_audience', description: 'whatever' }) };
    await signals.happens(REVOKED);
    await send();
    receiverOf().answer = 202;
    await signals.happens(CHANGED);
    await send();
    expect(await standing()).toEqual(['dead: invalid_audience', 'delivered']);
  });

  test.each<[string, Receiver['answer'], string]>([
    ['400 with invalid_key', { status: 400, body: '{"err":"invalid_key"}' }, 'invalid_key'],
    ['400 with words of its own', { status: 400, body: '{"err":"nom: Claire MARTIN"}' }, 'status 400'],
    ['400 that never ends', 'huge', 'status 400'],
    ['200', 200, 'status 200'],
    ['a redirect', 302, 'status 302'],
  ])('§2.4 after %s the same token is sent again, later and later, one at a time', async (_, answer, why) => {
    receiverOf().answer = answer;
    await signals.happens(REVOKED);
    await send();
    expect(await send()).toBe(0);
    expect(await statusOf()).toMatchObject({ status: 'enabled', reason: why });
    passSeconds(1);
    await signals.happens(CHANGED);
    await send();
    expect(jtis()).toHaveLength(2);
    expect(new Set(jtis()).size).toBe(1);
    receiverOf().answer = 202;
    passSeconds(1);
    expect(await send()).toBe(0);
    passSeconds(1);
    expect(await send()).toBe(2);
    expect(await standing()).toEqual(['delivered', 'delivered']);
    expect(await statusOf()).toEqual({ stream_id: streamId, status: 'enabled' });
  });

  test('S8 a portal that was down for a minute is told once after it is back', async () => {
    const url = receiverOf().address;
    const delivery = { method: 'urn:ietf:rfc:8935', endpoint_url: url.replace(/:\d+/, ':9') };
    await signals.call('push-a', 'PATCH', '/streams', { stream_id: streamId, delivery });
    await signals.happens(REVOKED);
    for (let second = 0; second < 60; second += 5) {
      await send();
      passSeconds(5);
    }
    expect(await statusOf()).toMatchObject({ status: 'enabled', reason: 'no connection' });
    // It is back where it was: the stream is not touched, only the name leads somewhere again.
    await stage.poterne.service.database.sql.count`
      UPDATE signal_stream SET endpoint_url = ${url} WHERE id = ${streamId}::uuid`;
    passSeconds(30);
    await send();
    await send();
    expect(jtis()).toHaveLength(1);
    passSeconds(3_600);
    await send();
    expect(jtis()).toHaveLength(1);
  });

  test('SSF §8.1.5 after a day of failures the stream is paused, says so on itself, and holds what happens until it is enabled', async () => {
    receiverOf().answer = 503;
    await signals.happens(REVOKED);
    for (let hour = 0; hour <= 25; hour += 1) {
      await send();
      passSeconds(3_600);
    }
    expect(await statusOf()).toEqual({ stream_id: streamId, status: 'paused', reason: 'status 503' });
    expect(payloadOf(receiverOf().received.at(-1)?.token ?? '')['events']).toEqual({
      'https://schemas.openid.net/secevent/ssf/event-type/stream-updated': { status: 'paused', reason: 'status 503' },
    });
    receiverOf().answer = 202;
    receiverOf().received.length = 0;
    await signals.happens(CHANGED);
    expect(await send()).toBe(0);
    await signals.call('push-a', 'POST', '/status', { stream_id: streamId, status: 'enabled' });
    expect(await send()).toBe(2);
  });

  test('S8 a token that its portal took from a process that died before it could note it is sent again under the same jti', async () => {
    await signals.happens(REVOKED);
    const { sql } = stage.poterne.service.database;
    await send();
    // As the process would have left it: sent, the lease running, nothing noted.
    await sql.count`UPDATE signal_event SET state = 'queued', settled_at = NULL WHERE stream_id = ${streamId}::uuid`;
    await sql.count`
      UPDATE signal_stream SET owner = gen_random_uuid(), lease_until = to_timestamp(${Date.now() + 30_000}::bigint / 1000.0)
      WHERE id = ${streamId}::uuid`;
    expect(await send()).toBe(0);
    passSeconds(30);
    expect(await send()).toBe(1);
    expect(jtis()).toHaveLength(2);
    expect(new Set(jtis()).size).toBe(1);
    passSeconds(3_600);
    expect(await send()).toBe(0);
  });

  test('S8 a client that may have no stream any more is told that, and nothing of anybody', async () => {
    await signals.happens(REVOKED);
    const { sql } = stage.poterne.service.database;
    await sql.count`UPDATE client SET metadata = metadata || '{"resources":[]}' WHERE client_id = 'push-a'`;
    passSeconds(11);
    expect(await send()).toBe(0);
    const rows = await sql.rows`SELECT status FROM signal_stream WHERE id = ${streamId}::uuid`;
    expect(rows).toEqual([{ status: 'disabled' }]);
    expect(receiverOf().received.map(({ token }) => Object.keys(payloadOf(token)['events'] as object))).toEqual([
      ['https://schemas.openid.net/secevent/ssf/event-type/stream-updated'],
    ]);
    await signals.prepare(['push-a'], []);
    passSeconds(11);
  });

  test('S6 a name that leads to a private address is not connected to; one that hangs is left', async () => {
    const { createSignalPush } = await import('../../src/adapters/system/outbound/signal_push.js');
    const guarded = createSignalPush({ allow: [], allowLoopback: false });
    const to = (url: string) => guarded.push({ url, authorization: null }, 'a.b.c');
    receiverOf().received.length = 0;
    const { port } = new URL(receiverOf().address);
    for (const url of [`http://localhost:${port}/`, `http://127.0.0.1:${port}/`, `http://[::1]:${port}/`])
      expect(await to(url)).toEqual({ outcome: 'unavailable', why: 'private address' });
    expect(receiverOf().received).toEqual([]);
    for (const url of ['https://localhost/', 'https://0x7f000001/', 'https://[::1]/', 'https://192.168.0.1/'])
      expect(guarded.mayReach(url)).toBe(false);
    expect(await to('https://portal.invalid:0/')).toMatchObject({ outcome: 'unavailable' });
    // One that never answers costs what a push may cost, and no more.
    receiverOf().answer = 0;
    const impatient = createSignalPush({ allow: [], allowLoopback: true, timeoutMs: 20 });
    const given = await impatient.push({ url: receiverOf().address, authorization: null }, 'a.b.c');
    expect(given).toEqual({ outcome: 'unavailable', why: 'timeout' });
    receiverOf().answer = 202;
    const named = createSignalPush({ allow: [`localhost:${port}`], allowLoopback: false });
    expect(await named.push({ url: receiverOf().address, authorization: null }, 'a.b.c')).toEqual({
      outcome: 'accepted',
    });
  });
}

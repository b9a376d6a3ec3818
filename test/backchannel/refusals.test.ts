/** Who may ask for a person, how, and how often; and that nothing says whether there is such a person (CIBA Core §7, §13; S1). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPostgresClientStore } from '../../src/adapters/postgres/protocol/client_store.js';
import type { Sql, TransactionalSql } from '../../src/adapters/postgres/sql.js';
import { passSeconds } from '../harness/moving_time.js';
import { CLAIRE, HELENE, LUCIEN, SECRET } from '../harness/scenario.js';
import { OTHER_CERTIFICATE, PORTAL_CERTIFICATE } from '../protocol/certificates.js';
import { asserting, proofKey, signAsClient } from '../protocol/keys.js';
import { certificateHeaders } from '../protocol/rfc8705_mutual_tls.js';
import { type Answer, basic, type Fields } from '../protocol/stage.js';
import { CIBA, createCallStage, MARTHE, NOBODY, NUMBER, WORDS } from './stage.js';

const stage = createCallStage('backchannel_refusals');
beforeAll(() => stage.start());
afterAll(() => stage.close());
beforeEach(() => passSeconds(25 * 3600));

const told = ({ status, body }: Answer) => [status, body['error']];
const request = (fields: Fields = {}) => ({ scope: 'openid', login_hint: NUMBER, binding_message: WORDS, ...fields });
const send = (fields: Fields, headers: Fields = {}) => stage.post('backchannel_authentication', fields, headers);

describe('CIBA §7.1 the client', () => {
  test('P2 each way of proving itself is taken, and nothing else: no secret, a wrong one, a stranger’s key, certificate or none', async () => {
    const good: ReadonlyArray<() => Promise<Answer>> = [
      () => send(request(), basic('calls')),
      () => send(request({ client_id: 'calls-post', client_secret: SECRET })),
      async () =>
        send(request({ ...(await asserting('calls-key', stage.issuer)), login_hint: MARTHE.allocataire ?? '' })),
      () =>
        send(
          request({ client_id: 'calls-mtls', login_hint: MARTHE.allocataire ?? '' }),
          certificateHeaders(PORTAL_CERTIFICATE),
        ),
    ];
    for (const each of good) expect((await each()).status).toBe(200);
    const stranger = await proofKey();
    const forged = await stranger.proof('POST', stage.issuer, {
      iss: 'calls-key',
      sub: 'calls-key',
      aud: stage.issuer,
      exp: Math.floor(Date.now() / 1000) + 60,
    });
    const replayed = await asserting('calls-key', stage.issuer);
    await send(request({ ...replayed, login_hint: NOBODY }));
    const bad: ReadonlyArray<() => Promise<Answer>> = [
      () => send(request({ client_id: 'calls' })),
      () => send(request(), basic('calls', 'a wrong secret')),
      () => send(request(), basic('unheard-of')),
      () => send(request({ ...replayed, client_assertion: forged })),
      () => send(request(replayed)),
      async () => send(request(await asserting('calls-key', stage.issuer, { exp: 1 }))),
      async () => send(request(await asserting('calls-key', 'https://elsewhere.example.test'))),
      () => send(request({ client_id: 'calls-mtls' }), certificateHeaders(OTHER_CERTIFICATE)),
      () => send(request({ client_id: 'calls-mtls' }), certificateHeaders(PORTAL_CERTIFICATE, 'FAILED')),
      () => send(request({ client_id: 'calls-mtls' })),
    ];
    for (const each of bad) expect(told(await each())).toEqual([401, 'invalid_client']);
    expect(told(await send(request(), basic('web')))).toEqual([400, 'unauthorized_client']);
  });

  test('§10.2, RFC 7591 push is not registered, nor a client that cannot prove itself, nor one by itself', async () => {
    const calls = { grant_types: [CIBA], response_types: [], redirect_uris: [] };
    const poll = { ...calls, backchannel_token_delivery_mode: 'poll', client_secret: SECRET };
    const ping = (address: string) => ({
      ...poll,
      backchannel_token_delivery_mode: 'ping',
      backchannel_client_notification_endpoint: address,
    });
    const clients = createPostgresClientStore(stage.poterne.service.database);
    const said = async (metadata: Readonly<Record<string, unknown>>, at: number) => {
      const client_id = `registered-${at}`;
      await clients.merge([{ realm: 'allocataires', metadata: { ...metadata, client_id } }]);
      const answer = await stage.call(client_id, { login_hint: NOBODY, client_notification_token: 'n'.repeat(22) });
      return answer.body['error'] ?? answer.status;
    };
    const refused = [
      { ...ping('https://a.example.test/'), backchannel_token_delivery_mode: 'push' },
      { ...poll, backchannel_token_delivery_mode: undefined },
      { ...poll, token_endpoint_auth_method: 'none', client_secret: undefined },
      { ...poll, backchannel_user_code_parameter: true },
      { ...poll, backchannel_token_delivery_mode: 'ping' },
      ping('http://a.example.test/'),
      ping('http://localhost.example.test/'),
      ping('javascript:alert(1)'),
    ];
    for (const [at, metadata] of refused.entries()) {
      expect([metadata, await said(metadata, at)]).toEqual([metadata, 'invalid_client_metadata']);
    }
    expect(await said(poll, 100)).toBe(200);
    expect(await said(ping('https://a.example.test/ping'), 101)).toBe(200);
    const own = await fetch(stage.endpoint('registration'), {
      method: 'POST',
      headers: { authorization: `Bearer ${'r'.repeat(40)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...calls,
        backchannel_token_delivery_mode: 'poll',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks_uri: 'https://a.example.test/jwks',
      }),
    });
    expect([own.status, ((await own.json()) as { error: string }).error]).toEqual([400, 'invalid_client_metadata']);
  });

  test('§7.1.1 a client that signs its requests is heard when it does, and only then', async () => {
    const claims = () => {
      const now = Math.floor(Date.now() / 1000);
      return {
        ...request(),
        iss: 'calls-signed',
        aud: stage.issuer,
        jti: randomUUID(),
        iat: now,
        nbf: now,
        exp: now + 60,
      };
    };
    const sent = await send({ request: await signAsClient(claims()) }, basic('calls-signed'));
    expect(sent.status).toBe(200);
    expect(told(await send(request(), basic('calls-signed')))).toEqual([400, 'invalid_request']);
    const altered = `${(await signAsClient(claims())).slice(0, -8)}AAAAAAAA`;
    expect(told(await send({ request: altered }, basic('calls-signed')))).toEqual([400, 'invalid_request']);
    const old = await signAsClient({ ...claims(), exp: 1 });
    expect(told(await send({ request: old }, basic('calls-signed')))).toEqual([400, 'invalid_request']);
  });
});

describe('CIBA §7.1 the request', () => {
  test.each([
    ['none', ''],
    ['too short', '47'],
    ['too long', 'v'.repeat(33)],
    ['a link', 'voyez caf.example/47'],
    ['an address', 'ecrivez@example'],
    ['a telephone number', 'rappelez 0639980001'],
    ['a number in words of digits', '06 39 98 00 01'],
    ['a code', 'code 123456'],
    ['another line', '47\nViolette'],
    ['another direction', '47 \u202eettoiv'],
    ['letters that look like others', '47 — Viоlette'],
    ['markup', '<b>47</b>'],
    ['spaces in a row', '47  Violette'],
  ])('binding_message with %s is invalid_binding_message', async (_what, message) => {
    expect(told(await stage.call('calls', { binding_message: message }))).toEqual([400, 'invalid_binding_message']);
  });

  test('P3 a NIR is no login_hint, nor what has no possible form; a code is never asked, and no link is a hint', async () => {
    for (const fields of [
      { login_hint: CLAIRE.identifier },
      { login_hint: 'somebody' },
      { user_code: '1234' },
      { login_hint: '', login_hint_token: 'a.b.c' },
      { id_token_hint: 'a.b.c', login_hint: '' },
      { login_hint: '' },
      { scope: 'profile' },
      { requested_expiry: '0' },
      { request_context: 'poste 12' },
      { request_context: JSON.stringify({ adviser: 'Mme Durand' }) },
    ]) {
      passSeconds(61);
      expect([fields, ...told(await stage.call('calls', fields))]).toEqual([fields, 400, 'invalid_request']);
    }
    expect(stage.metadata['backchannel_user_code_parameter_supported']).toBe(false);
    expect(stage.metadata['backchannel_token_delivery_modes_supported']).toEqual(['poll', 'ping']);
    expect(stage.metadata['subject_types_supported']).toEqual(['pairwise']);
  });

  test('§7.1 requested_expiry shortens a request, and never makes it longer than five minutes', async () => {
    const lives = [];
    for (const requested_expiry of ['60', '3600', '1']) {
      lives.push((await stage.call('calls', { requested_expiry })).body['expires_in']);
      passSeconds(301);
    }
    expect(lives).toEqual([60, 300, 30]);
  });
});

describe('S1 no oracle', () => {
  test('nobody, a closed account and a person without means get the same answers for the same work', async () => {
    const { database } = stage.poterne.service;
    await database.account.updateMany({ where: { familyName: MARTHE.familyName }, data: { status: 'closed' } });
    const seen = [];
    for (const hint of [NUMBER, NOBODY, MARTHE.allocataire ?? '', LUCIEN.allocataire ?? '8888888']) {
      // The client's own registration is read now.
      await stage.call('calls', { login_hint: '5555555', request_context: JSON.stringify({ adviser: 'poste-0' }) });
      const statements = counting(database.sql);
      const before = stage.poterne.verifications();
      const answer = await stage.call('calls', { login_hint: hint });
      const { auth_req_id: handle, ...body } = answer.body;
      const taken = statements();
      const pending = await stage.poll('calls', String(handle));
      const again = await stage.call('calls', { login_hint: hint });
      passSeconds(301);
      const expired = await stage.poll('calls', String(handle));
      seen.push({
        status: answer.status,
        body,
        headers: [...answer.headers.keys()].sort(),
        length: String(handle).length,
        taken,
        hashes: stage.poterne.verifications() - before,
        pending: pending.body,
        again: [again.status, again.body, again.headers.get('retry-after')],
        expired: expired.body,
      });
    }
    const [first, ...others] = seen;
    expect(first).toMatchObject({
      status: 200,
      body: { expires_in: 300, interval: 1 },
      hashes: 0,
      // looked up, locked, counted, kept
      taken: 4,
      pending: { error: 'authorization_pending' },
      again: [429, { error: 'slow_down' }, '300'],
      expired: { error: 'expired_token' },
    });
    for (const other of others) expect(other).toEqual(first);
    await database.account.updateMany({ where: { familyName: MARTHE.familyName }, data: { status: 'active' } });
  });
});

describe('S1 against fatigue', () => {
  test('one open request a client, three in a quarter of an hour and ten a day whoever asks, for nobody too', async () => {
    for (const login_hint of [NUMBER, NOBODY]) {
      const statuses: number[] = [];
      for (let at = 0; at < 4; at += 1) {
        const client = at % 2 === 0 ? 'calls' : 'calls-other';
        statuses.push((await stage.call(client, { login_hint, requested_expiry: '30' })).status);
        passSeconds(20);
      }
      expect(statuses).toEqual([200, 200, 200, 429]);
      let more = 0;
      for (let at = 0; at < 14; at += 1) {
        passSeconds(400);
        if ((await stage.call('calls', { login_hint, requested_expiry: '30' })).status === 200) more += 1;
      }
      expect(more).toBe(7);
      expect((await stage.call('calls', { login_hint })).headers.get('retry-after')).toMatch(/^\d{4,5}$/);
    }
  });

  test('P6 of ten at once one is open', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        stage.call('calls', { request_context: JSON.stringify({ adviser: `poste-${at}` }) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 429)]);
  });

  test('twenty requests in a minute are held up, for twenty people too, and another adviser is not', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 20; at += 1) {
      statuses.push((await stage.call('calls', { login_hint: String(6_000_000 + at) })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 5 }, () => 200), ...Array.from({ length: 15 }, () => 429)]);
    const held = await stage.call('calls', { login_hint: '6000100' });
    expect(told(held)).toEqual([429, 'slow_down']);
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(50);
    const request_context = JSON.stringify({ adviser: 'poste-2' });
    expect((await stage.call('calls', { login_hint: '6000100', request_context })).status).toBe(200);
    expect((await stage.call('calls-other', { login_hint: '6000101' })).status).toBe(200);
  });

  test('CIBA §11 polls faster than the interval are told to slow down, and the answer still comes', async () => {
    const post = async (name: string, fields: Fields): Promise<Answer> => {
      const address = stage.endpoint(name).replace('/allocataires/', '/employeurs/');
      const response = await fetch(address, {
        method: 'POST',
        headers: basic('calls-slowly'),
        body: new URLSearchParams(fields),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Answer['body'],
        text: '',
      };
    };
    const asked = await post('backchannel_authentication', request({ login_hint: HELENE.identifier }));
    expect(asked.body).toMatchObject({ interval: 5 });
    const poll = async () =>
      (await post('token', { grant_type: CIBA, auth_req_id: String(asked.body['auth_req_id']) })).body['error'];
    expect(await poll()).toBe('authorization_pending');
    expect([await poll(), await poll()]).toEqual(['slow_down', 'slow_down']);
    passSeconds(5);
    expect(await poll()).toBe('authorization_pending');
  });

  test('CIBA §11 a request is its own client’s, and an unheard-of one is nothing', async () => {
    const handle = await stage.asked('calls');
    expect((await stage.poll('calls-other', handle)).body['error']).toBe('invalid_grant');
    expect((await stage.poll('calls', 'unheard-of')).body['error']).toBe('invalid_grant');
    expect((await stage.poll('calls', handle)).body['error']).toBe('authorization_pending');
  });
});

/**
 * Counts the statements of requests from now on: not those of the audit, which is written behind the answer, nor those of
 * rounds.
 *
 * @returns what stops counting and tells
 */
function counting(sql: TransactionalSql): () => number {
  const own = { ...sql };
  let statements = 0;
  const counted = (inner: Sql): Sql => {
    const count = (parts: TemplateStringsArray) => {
      if (!/audit_|SKIP LOCKED/.test(parts.join(' '))) statements += 1;
    };
    return {
      rows(parts, ...values) {
        count(parts);
        return inner.rows(parts, ...values);
      },
      count(parts, ...values) {
        count(parts);
        return inner.count(parts, ...values);
      },
    };
  };
  Object.assign(sql, counted(own), {
    transaction: (work: (inner: Sql) => Promise<unknown>) => own.transaction((inner) => work(counted(inner))),
  });
  return () => {
    Object.assign(sql, own);
    return statements;
  };
}

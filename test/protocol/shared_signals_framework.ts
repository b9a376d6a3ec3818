/** OpenID Shared Signals Framework 1.0: discovery, streams, status, subjects, verification; and who may do what (S8). */
import { beforeAll, expect, test } from '@jest/globals';
import { passSeconds } from '../harness/moving_time.js';
import { CHANGED, REVOKED, receiverClient, signalStage } from './signal_stage.js';
import { bearer, type Json, payloadOf, portal, type Stage, textOf } from './stage.js';

const CAEP = 'https://schemas.openid.net/secevent/caep/event-type';
export const clients = [
  receiverClient('ssf-a'),
  receiverClient('ssf-b'),
  receiverClient('ssf-reader', { scope: 'openid ssf.read' }),
  portal('ssf-none', { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }),
];

export function specify(stage: Stage): void {
  const signals = signalStage(stage);
  const { call } = signals;
  beforeAll(() => signals.prepare(['ssf-a', 'ssf-b', 'ssf-reader'], ['ssf-a', 'ssf-b']));

  const polled = async (clientId: string, streamId: string, ack: readonly string[] = []) => {
    const { body } = await call(clientId, 'POST', `/poll/${streamId}`, { returnImmediately: true, ack });
    return Object.values(body['sets'] as Record<string, string>).map(payloadOf);
  };

  test('§7.1 metadata stands where the well-known part goes before the issuer’s path, and names what exists', async () => {
    const origin = stage.poterne.origin;
    const { status, body, headers } = await stage.get(`${origin}/.well-known/ssf-configuration/allocataires`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('max-age');
    expect(body).toMatchObject({
      spec_version: '1_0',
      issuer: stage.issuer,
      jwks_uri: stage.metadata['jwks_uri'],
      delivery_methods_supported: ['urn:ietf:rfc:8935', 'urn:ietf:rfc:8936'],
      default_subjects: 'ALL',
      authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
    });
    for (const name of ['configuration', 'status', 'add_subject', 'remove_subject', 'verification']) {
      const { status } = await stage.get(textOf(body, `${name}_endpoint`));
      expect([401, 405]).toContain(status);
    }
    expect((await stage.get(`${stage.issuer}/.well-known/ssf-configuration`)).body).toEqual(body);
    expect((await stage.get(`${origin}/.well-known/ssf-configuration/nobody`)).status).toBe(404);
  });

  test('§7.1.1 a stream is created, read, updated, replaced and deleted; the header it has us send is never given back', async () => {
    const delivery = {
      method: 'urn:ietf:rfc:8935',
      endpoint_url: 'https://portal.example.test/signals',
      authorization_header: 'Bearer word-of-the-portal',
    };
    const events = [`${CAEP}/session-revoked`, 'https://example.test/unknown'];
    await signals.stream('ssf-a');
    const [kept] = (await call('ssf-a', 'GET', '/streams')).body as unknown as Array<{ stream_id: string }>;
    await call('ssf-a', 'DELETE', `/streams?stream_id=${kept?.stream_id}`);
    expect((await call('ssf-a', 'GET', '/streams')).body).toEqual([]);
    const created = await call('ssf-a', 'POST', '/streams', {
      delivery,
      events_requested: events,
      description: 'Portail',
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      iss: stage.issuer,
      aud: 'ssf-a',
      events_requested: events,
      events_delivered: [`${CAEP}/session-revoked`],
      delivery: { method: 'urn:ietf:rfc:8935', endpoint_url: 'https://portal.example.test/signals' },
      min_verification_interval: 60,
      description: 'Portail',
    });
    expect(JSON.stringify(created.body)).not.toContain('word-of-the-portal');
    const id = textOf(created.body, 'stream_id');
    expect((await call('ssf-a', 'POST', '/streams', {})).status).toBe(409);
    expect((await call('ssf-a', 'GET', `/streams?stream_id=${id}`)).body).toEqual(created.body);
    expect((await call('ssf-a', 'GET', '/streams')).body).toEqual([created.body]);

    const patched = await call('ssf-a', 'PATCH', '/streams', {
      stream_id: id,
      iss: stage.issuer,
      description: 'Autre',
    });
    expect(patched.body).toEqual({ ...created.body, description: 'Autre' });
    const replaced = await call('ssf-a', 'PUT', '/streams', { stream_id: id });
    expect(replaced.body).toMatchObject({
      delivery: { method: 'urn:ietf:rfc:8936', endpoint_url: `${stage.issuer}/ssf/poll/${id}` },
      events_delivered: ['session-revoked', 'credential-change', 'assurance-level-change'].map(
        (type) => `${CAEP}/${type}`,
      ),
    });
    expect(replaced.body['description']).toBeUndefined();
    for (const wrong of [
      { stream_id: id, iss: 'https://elsewhere.example.test' },
      { stream_id: id, aud: 'ssf-b' },
      { stream_id: id, delivery: { method: 'carrier-pigeon' } },
      { stream_id: id, events_requested: 'all' },
    ])
      expect((await call('ssf-a', 'PATCH', '/streams', wrong)).status).toBe(400);
    expect((await call('ssf-a', 'DELETE', `/streams?stream_id=${id}`)).status).toBe(204);
    expect((await call('ssf-a', 'GET', `/streams?stream_id=${id}`)).status).toBe(404);
  });

  test.each([
    'http://portal.example.test/signals',
    'https://10.0.0.8/signals',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:10.0.0.8]/signals',
    'file:///etc/passwd',
    'https://name:word@portal.example.test/',
    'https://portal.example.test/#there',
    'not an address',
  ])('S6 a stream to %s is refused', async (endpoint_url) => {
    const delivery = { method: 'urn:ietf:rfc:8935', endpoint_url };
    const { status } = await call('ssf-a', 'POST', '/streams', { delivery });
    expect(status).toBe(400);
  });

  test('§7.1.2 a paused stream holds events, a disabled one keeps none', async () => {
    const id = await signals.stream('ssf-a');
    const set = (status: string) => call('ssf-a', 'POST', '/status', { stream_id: id, status, reason: 'travaux' });
    expect((await call('ssf-a', 'GET', `/status?stream_id=${id}`)).body).toEqual({ stream_id: id, status: 'enabled' });
    expect((await set('paused')).body).toEqual({ stream_id: id, status: 'paused', reason: 'travaux' });
    await signals.happens(REVOKED);
    expect(await polled('ssf-a', id)).toEqual([]);
    await set('enabled');
    expect(await polled('ssf-a', id)).toHaveLength(1);
    await set('disabled');
    await signals.happens(CHANGED);
    await set('enabled');
    expect(await polled('ssf-a', id)).toEqual([]);
    expect((await set('asleep')).status).toBe(400);
  });

  test('§8.1.2 S8 what an operator reads of a stream in a terminal is one line, and moves no cursor', async () => {
    const id = await signals.stream('ssf-a');
    for (const word of ['\u001b[2J', 'one\nallocataires/ssf-b push enabled', '\u0085', '\r']) {
      const status = { stream_id: id, status: 'paused', reason: word };
      expect((await call('ssf-a', 'POST', '/status', status)).status).toBe(400);
      for (const change of [{ description: word }, { events_requested: [word] }])
        expect((await call('ssf-a', 'PATCH', '/streams', { stream_id: id, ...change })).status).toBe(400);
    }
    const words = { description: 'Événements « à la main »' };
    expect((await call('ssf-a', 'PATCH', '/streams', { stream_id: id, ...words })).body).toMatchObject(words);
  });

  test('§7.1.3 whoever has been to the portal is its subject; removed, nothing is told; unknown, the answer is the same', async () => {
    const id = await signals.stream('ssf-a');
    const sub = await signals.subjectAt('ssf-a');
    const subject = (name: string, iss = stage.issuer) => ({
      stream_id: id,
      subject: { format: 'iss_sub', iss, sub: name },
    });
    expect((await call('ssf-a', 'POST', '/subjects/remove', subject(sub))).status).toBe(204);
    await signals.happens(REVOKED);
    expect(await polled('ssf-a', id)).toEqual([]);
    expect((await call('ssf-a', 'POST', '/subjects/add', subject(sub))).status).toBe(200);
    passSeconds(1);
    await signals.happens(REVOKED);
    expect(await polled('ssf-a', id)).toMatchObject([{ sub_id: { format: 'iss_sub', iss: stage.issuer, sub } }]);
    // The sub of another sector says no more here than one that nobody has.
    for (const name of [await signals.subjectAt('ssf-b'), 'nobody']) {
      expect((await call('ssf-a', 'POST', '/subjects/add', subject(name))).status).toBe(200);
      expect((await call('ssf-a', 'POST', '/subjects/remove', subject(name))).status).toBe(204);
    }
    expect(
      (await call('ssf-a', 'POST', '/subjects/remove', subject(sub, 'https://elsewhere.example.test'))).status,
    ).toBe(204);
    passSeconds(1);
    await signals.happens(CHANGED);
    expect(await polled('ssf-a', id)).toHaveLength(2);
    const unreadable = { stream_id: id, subject: { format: 'email', email: 'claire@example.test' } };
    expect((await call('ssf-a', 'POST', '/subjects/add', unreadable)).status).toBe(400);
  });

  test('§7.1.4 a verification comes back with its state, once a minute', async () => {
    const id = await signals.stream('ssf-a');
    const ask = () => call('ssf-a', 'POST', '/verify', { stream_id: id, state: 'VGhlIHN0YXRl' });
    expect((await ask()).status).toBe(204);
    expect(await polled('ssf-a', id)).toMatchObject([
      {
        sub_id: { format: 'opaque', id },
        events: { 'https://schemas.openid.net/secevent/ssf/event-type/verification': { state: 'VGhlIHN0YXRl' } },
      },
    ]);
    const flood = await Promise.all(Array.from({ length: 20 }, ask));
    expect(flood.map(({ status }) => status)).toEqual(Array(20).fill(429));
    expect(Number(flood[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await polled('ssf-a', id)).toHaveLength(1);
    passSeconds(60);
    expect((await ask()).status).toBe(204);
  });

  test('§8.1 RFC 8417 a token is typed, signed by a published key, has sub_id and neither sub nor exp, and one event', async () => {
    const id = await signals.stream('ssf-a');
    await signals.happens(CHANGED);
    const { body } = await call('ssf-a', 'POST', `/poll/${id}`, { returnImmediately: true });
    const [[jti, token] = ['', '']] = Object.entries(body['sets'] as Record<string, string>);
    const { createLocalJWKSet, jwtVerify } = await import('jose');
    const jwks = (await stage.get(textOf(stage.metadata, 'jwks_uri'))).body;
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(jwks as never), {
      issuer: stage.issuer,
      audience: 'ssf-a',
      typ: 'secevent+jwt',
    });
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({ jti, iat: expect.any(Number) });
    expect(Object.keys(payload).sort()).toEqual(['aud', 'events', 'iat', 'iss', 'jti', 'sub_id']);
    expect(Object.entries(payload['events'] as object)).toEqual([
      [
        `${CAEP}/credential-change`,
        {
          event_timestamp: expect.any(Number),
          initiating_entity: 'user',
          reason_admin: { en: 'password-chosen' },
          reason_user: { fr: 'Un nouveau mot de passe a été choisi.', en: 'A new password was chosen.' },
          credential_type: 'password',
          change_type: 'update',
        },
      ],
    ]);
  });

  test('§9 nobody reaches another’s stream, by whatever operation, nor learns that it exists', async () => {
    const id = await signals.stream('ssf-a');
    await signals.stream('ssf-b');
    await signals.happens(REVOKED);
    const sub = await signals.subjectAt('ssf-a');
    const subject = { format: 'iss_sub', iss: stage.issuer, sub };
    for (const streamId of [id, '00000000-0000-4000-8000-000000000000']) {
      const answers = await Promise.all([
        call('ssf-b', 'GET', `/streams?stream_id=${streamId}`),
        call('ssf-b', 'PATCH', '/streams', { stream_id: streamId, description: 'mine' }),
        call('ssf-b', 'PUT', '/streams', { stream_id: streamId }),
        call('ssf-b', 'DELETE', `/streams?stream_id=${streamId}`),
        call('ssf-b', 'GET', `/status?stream_id=${streamId}`),
        call('ssf-b', 'POST', '/status', { stream_id: streamId, status: 'disabled' }),
        call('ssf-b', 'POST', '/subjects/remove', { stream_id: streamId, subject }),
        call('ssf-b', 'POST', '/subjects/add', { stream_id: streamId, subject }),
        call('ssf-b', 'POST', '/verify', { stream_id: streamId }),
        call('ssf-b', 'POST', `/poll/${streamId}`, { returnImmediately: true }),
      ]);
      expect(answers.map(({ status, body }) => [status, body['code']])).toEqual(
        Array(10).fill([404, 'unknown-stream']),
      );
    }
    expect(await polled('ssf-a', id)).toHaveLength(1);
  });

  test('§9 a token is asked for: of this API, this realm, this client alone, with the scope', async () => {
    const streams = `${stage.issuer}/ssf/streams`;
    const asked = async (token: string | undefined, address = streams, method = 'GET') => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const answer = await fetch(address, { method, headers });
      await answer.text();
      return [answer.status, answer.headers.get('www-authenticate')];
    };
    expect(await asked(undefined)).toEqual([401, 'Bearer realm="poterne"']);
    expect(await asked('nonsense')).toEqual([401, 'Bearer realm="poterne", error="invalid_token"']);
    const own = await signals.token('ssf-a');
    expect((await asked(own))[0]).toBe(200);
    expect((await asked(own, `${stage.poterne.issuer('employeurs')}/ssf/streams`))[0]).toBe(401);
    const reader = await signals.token('ssf-reader', 'ssf.read');
    expect((await asked(reader))[0]).toBe(200);
    expect((await asked(reader, streams, 'POST'))[0]).toBe(403);
    // A person's token names the person, and one of userinfo is for userinfo.
    const { access_token: persons } = await stage.tokens('ssf-a');
    expect((await asked(String(persons)))[0]).toBe(401);
    const fields = { grant_type: 'client_credentials', resource: `${stage.issuer}/ssf`, scope: 'ssf.manage' };
    const { basic } = await import('./stage.js');
    expect((await stage.post('token', fields, basic('ssf-none'))).body).toMatchObject({ error: 'invalid_target' });
  });

  test('§7 whatever is sent, what is answered is a refusal that says why, and never a fault of ours', async () => {
    const id = await signals.stream('ssf-a');
    const deep = '['.repeat(40) + ']'.repeat(40);
    const bodies: ReadonlyArray<readonly [string, number]> = [
      ['null', 400],
      ['[]', 400],
      ['"text"', 400],
      ['{', 400],
      [`{"stream_id":${deep}}`, 400],
      ['{"stream_id":"\\u0000"}', 400],
      ['{"stream_id":"a","stream_id":"b"}', 400],
      [`{"stream_id":"${'x'.repeat(70_000)}"}`, 413],
      [`{"stream_id":"${id}","status":null,"subject":7,"delivery":{"method":[]},"events_requested":[{}]}`, 400],
    ];
    const send = async (method: string, path: string, body: string, type = 'application/json') => {
      const headers = { ...bearer(await signals.token('ssf-a')), 'content-type': type };
      const answer = await fetch(`${stage.issuer}/ssf${path}`, { method, headers, body });
      return { status: answer.status, problem: (await answer.json()) as Json };
    };
    for (const [method, path] of [
      ['POST', '/status'],
      ['PATCH', '/streams'],
      ['POST', '/subjects/add'],
    ] as const) {
      for (const [body, status] of bodies) {
        const answer = await send(method, path, body);
        expect([path, body.slice(0, 40), answer.status]).toEqual([path, body.slice(0, 40), status]);
        expect(answer.problem).toMatchObject({ status, title: expect.any(String), code: expect.any(String) });
      }
    }
    expect((await send('POST', '/verify', '{}', 'text/plain')).status).toBe(415);
    expect((await send('PATCH', '/status', '{}')).status).toBe(405);
    expect((await send('POST', '/nowhere', '{}')).status).toBe(404);
    expect((await send('POST', `/poll/${'-'.repeat(36)}`, '{}')).status).toBe(404);
    expect((await call('ssf-a', 'GET', '/streams?stream_id=%00%ff')).status).toBe(404);
  });

  test('S8 a client that may have a stream knows its sessions by name', async () => {
    const { id_token: idToken } = await stage.tokens('ssf-a');
    expect(payloadOf(String(idToken))['sid']).toEqual(expect.any(String));
    const { id_token: another } = await stage.tokens('keeper-of-the-session');
    expect(payloadOf(String(another))['sid']).toBeUndefined();
  });
}

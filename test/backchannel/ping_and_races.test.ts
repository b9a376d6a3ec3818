/** Ping mode (CIBA Core §10.2) with a client that listens, or not yet; and answers that race, over two processes (P6). */
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { formsOf, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { SECRET } from '../harness/scenario.js';
import { createCallStage, NUMBER, until, WORDS } from './stage.js';

const TOKEN = 'ping-token-of-the-tests-0001';
const heard: Array<{ readonly authorization: string | undefined; readonly body: string }> = [];
let [status, tries] = [204, 0];
const listener = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    tries += 1;
    if (status === 204) heard.push({ authorization: request.headers.authorization, body });
    response.writeHead(status, status === 302 ? { location: 'http://localhost:9/' } : {}).end();
  });
});
const port = await new Promise<number>((resolve) =>
  listener.listen(0, '127.0.0.1', () => {
    const bound = listener.address();
    resolve(typeof bound === 'object' && bound ? bound.port : 0);
  }),
);

const stage = createCallStage('backchannel_ping', `http://localhost:${port}/ping`, 'redis');
beforeAll(() => stage.start());
afterAll(async () => {
  await stage.close();
  await new Promise((resolve) => listener.close(resolve));
});
beforeEach(() => {
  passSeconds(25 * 3600);
  heard.length = 0;
  [status, tries] = [204, 0];
});

describe('CIBA §10.2 ping', () => {
  test('openid-client is told with its own token once the person confirmed, and fetches what it asked for', async () => {
    const config = await client.discovery(new URL(stage.issuer), 'calls-ping', {}, client.ClientSecretBasic(SECRET), {
      execute: [client.allowInsecureRequests],
    });
    const asked = await client.initiateBackchannelAuthentication(config, {
      scope: 'openid',
      login_hint: NUMBER,
      binding_message: WORDS,
      client_notification_token: TOKEN,
    });
    const { visitor, page } = await stage.atHome();
    expect(heard).toEqual([]);
    await visitor.prove(await stage.press(visitor, page, 'confirm'));
    expect(await until(() => heard.length > 0)).toBe(true);
    expect(heard).toEqual([
      { authorization: `Bearer ${TOKEN}`, body: JSON.stringify({ auth_req_id: asked.auth_req_id }) },
    ]);
    const tokens = await client.pollBackchannelAuthenticationGrant(config, asked);
    expect(tokens.claims()?.['acr']).toBe('two-step');
  });

  test('O2 a client that does not listen yet is told again, one that redirects is not followed, and a refusal is told too', async () => {
    status = 503;
    const handle = await stage.asked('calls-ping', { client_notification_token: TOKEN });
    const { visitor, page } = await stage.atHome();
    const done = await stage.press(visitor, page, 'refuse');
    expect(wordsOf(done)).toContain('Vous avez refusé');
    expect(await until(() => tries === 1)).toBe(true);
    status = 302;
    const waiting = () => stage.poterne.service.database.backchannelRequest.count({ where: { pings: tries } });
    expect(await until(async () => (await waiting()) > 0)).toBe(true);
    passSeconds(5);
    expect(await until(() => tries === 2)).toBe(true);
    expect(heard).toEqual([]);
    status = 204;
    expect(await until(async () => (await waiting()) > 0)).toBe(true);
    passSeconds(15);
    expect(await until(() => heard.length > 0)).toBe(true);
    expect(heard[0]?.body).toBe(JSON.stringify({ auth_req_id: handle }));
    expect((await stage.poll('calls-ping', handle)).body['error']).toBe('access_denied');
    passSeconds(40);
    expect(
      await until(
        async () =>
          (await stage.poterne.service.database.backchannelRequest.count({ where: { pingDueAt: { not: null } } })) ===
          0,
      ),
    ).toBe(true);
    expect(heard).toHaveLength(1);
  });

  test('CIBA §7.1 without its token, or with one that is no bearer token, a client in ping mode is refused', async () => {
    for (const fields of [
      {},
      { client_notification_token: 'two words' },
      { client_notification_token: 'x'.repeat(1025) },
    ]) {
      const { body } = await stage.call('calls-ping', { ...fields, request_context: '{"adviser":"a"}' });
      expect(body['error']).toBe('invalid_request');
    }
  });
});

describe('P6 answers that race', () => {
  test('of ten refusals, contests and a confirmation at once, one is the answer', async () => {
    const handle = await stage.asked('calls');
    const { visitor, page } = await stage.atHome();
    const code = await stage.press(visitor, page, 'confirm');
    const [contact] = [...code.html.matchAll(/value="(email\.[^"]+)"/g)].map(([, id]) => id ?? '');
    const enter = await visitor.agent.submit(code, '/one_time_code/send', { contact: contact ?? '' });
    const form = (ends: string) => {
      const found = formsOf(page).find(({ action }) => action.endsWith(ends));
      return () => visitor.agent.post(new URL(found?.action ?? '', page.url), { ...found?.fields });
    };
    const [refuse, contest] = [form('/requests/refuse'), form('/requests/contest')];
    const answers = await Promise.all([
      visitor.agent.submit(enter, '/one_time_code/verify', { code: stage.poterne.outbox.code() }),
      ...Array.from({ length: 5 }, refuse),
      ...Array.from({ length: 5 }, contest),
    ]);
    const said = answers.map(wordsOf);
    const ended = said.filter((words) => words.includes('Cette demande n’attend plus'));
    expect(ended).toHaveLength(10);
    const isConfirmed = said.some((words) => words.includes('Vous avez confirmé'));
    const { body } = await stage.poll('calls', handle);
    expect(isConfirmed ? typeof body['id_token'] : body['error']).toBe(isConfirmed ? 'string' : 'access_denied');
  });

  test('of ten polls at once one gets the tokens, and a replay revokes them', async () => {
    const handle = await stage.confirmed('calls');
    const polls = await Promise.all(Array.from({ length: 10 }, () => stage.poll('calls', handle)));
    expect(polls.filter(({ status: each }) => each === 200).length).toBeLessThanOrEqual(1);
    expect(new Set(polls.map(({ status: each }) => each))).toContain(400);
    const access = polls.find(({ status: each }) => each === 200)?.body['access_token'];
    if (access) {
      const answer = await stage.get(stage.endpoint('userinfo'), { authorization: `Bearer ${access}` });
      expect(answer.status).toBe(401);
    }
  });

  test('P6 pitfall 25 what Redis forgets stays used', async () => {
    const handle = await stage.confirmed('calls');
    expect((await stage.poll('calls', handle)).status).toBe(200);
    await forgetConsumption();
    expect((await stage.poll('calls', handle)).body['error']).toBe('invalid_grant');
  });
});

/** As a replica that lagged behind would: the request is there, that it was used is not. */
async function forgetConsumption(): Promise<void> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(process.env['POTERNE_TEST_REDIS_URL'] ?? '');
  const keys = await redis.keys(`${stage.poterne.prefix.slice(0, 40)}*BackchannelAuthenticationRequest*`);
  const forgotten = await Promise.all(keys.map((key) => redis.hdel(key, 'consumed')));
  expect(forgotten.some((each) => each === 1)).toBe(true);
  await redis.quit();
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Agent, type AgentPage, formsOf, headingOf, openAgent, titleOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL } from '../harness/scenario.js';

describe('doors of a sign-in', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'doors' });
    caf = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const open = async (agent: Agent, parameters = {}) => agent.get((await caf.request(parameters)).url);
  const linksOf = (page: AgentPage) =>
    [...page.html.matchAll(/<a class="button" href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

  test('S6 a form without our token, or posted from another site, is refused and costs nothing', async () => {
    const agent = openAgent(poterne.origin);
    const page = await open(agent);
    const action = new URL(formsOf(page)[0]?.action ?? '', page.url);
    const fields = { identifier: CLAIRE.identifier, password: CLAIRE.password };
    const before = poterne.verifications();
    expect((await agent.post(action, fields)).status).toBe(403);
    expect((await agent.post(action, { ...fields, csrf: 'x'.repeat(43) })).status).toBe(403);
    const own = { ...fields, ...formsOf(page)[0]?.fields };
    expect((await agent.post(action, own, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await agent.post(action, own, { origin: 'https://evil.example' })).status).toBe(403);
    expect(poterne.verifications()).toBe(before);
    expect((await agent.post(action, own, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  test('S6 the token of one interaction is no good in another', async () => {
    const agent = openAgent(poterne.origin);
    const [first, second] = [await open(agent), await open(agent)];
    const action = new URL(formsOf(second)[0]?.action ?? '', second.url);
    const fields = { identifier: CLAIRE.identifier, password: CLAIRE.password, ...formsOf(first)[0]?.fields };
    expect((await agent.post(action, fields)).status).toBe(403);
  });

  test('S6 pages carry the headers of a public service, and name the portal in form-action', async () => {
    const page = await open(openAgent(poterne.origin));
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:9");
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.html).not.toMatch(/<script(?![^>]*src=)|\sstyle="|\son\w+="/);
  });

  test('S6 cookies are HttpOnly and SameSite, named by realm, and the session’s changes at each authentication', async () => {
    const { request } = await signIn(poterne, caf, CLAIRE);
    const answer = await fetch(request.url, { redirect: 'manual' });
    const lines = answer.headers.getSetCookie();
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatch(/; ?httponly/i);
      expect(line).toMatch(/; ?samesite=lax/i);
      expect(line).toMatch(/^poterne\.allocataires\./);
    }
    const { agent } = await signIn(poterne, caf, CLAIRE);
    const idOf = () => agent.cookies().find(({ name }) => name.endsWith('.session'))?.value;
    const before = idOf();
    const login = await open(agent, { prompt: 'login' });
    await giveCredentials(agent, login, CLAIRE);
    expect(idOf()).toBeDefined();
    expect(idOf()).not.toBe(before);
  });

  test('S6 another Host is refused in development, and forwarded headers of a stranger are ignored', async () => {
    const page = await open(openAgent(poterne.origin), {});
    expect(page.status).toBe(200);
    const port = new URL(poterne.origin).port;
    const { request } = await import('node:http');
    const statusFor = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        request(
          { host: '127.0.0.1', port, path: '/allocataires/.well-known/openid-configuration', headers },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          },
        )
          .on('error', reject)
          .end();
      });
    expect(await statusFor({ host: 'evil.example' })).toBe(421);
    expect(await statusFor({ host: new URL(poterne.origin).host, 'x-forwarded-host': 'evil.example' })).toBe(200);
  });

  test('I2 going back to the login address after the password leads to the code', async () => {
    const agent = openAgent(poterne.origin);
    const login = await open(agent);
    const choice = await giveCredentials(agent, login, PAUL);
    const back = await agent.get(login.url);
    expect(back.url.href).toBe(choice.url.href);
  });

  test('I1 E2 a password that was copied with spaces at its ends, or typed with another keyboard’s digits, is the password', async () => {
    const peps = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    const choiceOf = async (party: RelyingParty, person: typeof HELENE, password: string) => {
      const agent = openAgent(poterne.origin);
      const before = poterne.verifications();
      const page = await giveCredentials(agent, await agent.get((await party.request()).url), { ...person, password });
      return [page.html.includes('/one_time_code/send'), poterne.verifications() - before];
    };
    const eastern = PAUL.password.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    expect(await choiceOf(peps, HELENE, `${HELENE.password} \n`)).toEqual([true, 2]);
    expect(await choiceOf(peps, HELENE, HELENE.password.replace('-', ' -'))).toEqual([false, 1]);
    expect(await choiceOf(caf, PAUL, ` ${PAUL.password.slice(0, 4)} ${PAUL.password.slice(4)}`)).toEqual([true, 1]);
    expect(await choiceOf(caf, PAUL, eastern)).toEqual([true, 1]);
    // No more work for an identifier that somebody has.
    expect(await choiceOf(peps, HELENE, 'Faux-Mot-12 ')).toEqual([false, 2]);
    expect(await choiceOf(peps, { ...HELENE, identifier: 'personne.ici' }, 'Faux-Mot-12 ')).toEqual([false, 2]);
  });

  test('I2 an answer that is lost on its way: who comes back is led on, and neither password nor code is asked again', async () => {
    const agent = openAgent(poterne.origin);
    /** Posts a form of the page as a browser does whose connection breaks before the answer. */
    const lose = async (page: AgentPage, actionEnds: string, fields: Record<string, string>) => {
      const form = formsOf(page).find(({ action }) => action.endsWith(actionEnds));
      const action = new URL(form?.action ?? '', page.url);
      const cookie = agent
        .cookies()
        .filter(({ path }) => action.pathname.startsWith(path))
        .map(({ name, value }) => `${name}=${value}`)
        .join('; ');
      const body = new URLSearchParams({ ...form?.fields, ...fields });
      expect((await fetch(action, { method: 'POST', body, headers: { cookie }, redirect: 'manual' })).status).toBe(303);
    };
    const login = await open(agent);
    await lose(login, '/login', { identifier: PAUL.identifier, password: PAUL.password });
    const entry = await askForCode(agent, await agent.get(login.url));
    const sent = poterne.outbox.messages.length;
    await lose(entry, '/one_time_code/verify', { code: poterne.outbox.code(PAUL.email) });
    const ahead = await agent.submit(entry, '/one_time_code/resend');
    expect(ahead.left?.searchParams.get('code')).toBeTruthy();
    expect(poterne.outbox.messages).toHaveLength(sent);
  });

  test('I2 reloading the code page sends nothing and loses nothing', async () => {
    const agent = openAgent(poterne.origin);
    const page = await askForCode(agent, await giveCredentials(agent, await open(agent), PAUL));
    const sent = poterne.outbox.messages.length;
    const code = poterne.outbox.code(PAUL.email);
    const reloaded = await agent.get(page.url);
    expect(reloaded.html).toContain('name="code"');
    expect(poterne.outbox.messages).toHaveLength(sent);
    expect((await typeCode(agent, reloaded, code)).left).toBeDefined();
  });

  test('I2 back after the end: the page says it is done and leads to the portal', async () => {
    const agent = openAgent(poterne.origin);
    const page = await askForCode(agent, await giveCredentials(agent, await open(agent), PAUL));
    await typeCode(agent, page, poterne.outbox.code(PAUL.email));
    const back = await agent.get(page.url);
    expect(back.status).toBe(409);
    expect(linksOf(back)).toEqual(['http://localhost:9']);
  });

  test('I2 a sign-in left for more than an hour starts again with one press, the portal’s request kept', async () => {
    const agent = openAgent(poterne.origin);
    const request = await caf.request({ acr_values: 'two-step' });
    const login = await agent.get(request.url);
    passSeconds(3700);
    const late = await giveCredentials(agent, login, PAUL);
    expect(headingOf(late)).not.toBe('');
    const [restart = ''] = linksOf(late);
    const again = await agent.get(new URL(restart, poterne.origin));
    expect(again.html).toContain('name="password"');
    const page = await askForCode(agent, await giveCredentials(agent, again, PAUL));
    const done = await typeCode(agent, page, poterne.outbox.code(PAUL.email));
    expect((await caf.redeem(request, done.left ?? done.url)).access_token).toBeTruthy();
  });

  test('I2 a browser that keeps no cookie is told so, and an address nobody knows has a way on', async () => {
    const agent = openAgent(poterne.origin);
    const page = await open(agent);
    const bare = await openAgent(poterne.origin).get(page.url);
    expect(bare.status).toBe(400);
    expect(bare.html).toMatch(/cookies/i);
    const unknown = await openAgent(poterne.origin).get(
      `${poterne.issuer('allocataires')}/interaction/nobody-knows-this-one`,
    );
    expect(unknown.status).toBe(400);
  });

  test('I2 « Revenir au portail » ends with access_denied at the portal', async () => {
    const agent = openAgent(poterne.origin);
    const page = await open(agent);
    const gone = await agent.get(`${page.url.href}/cancel`);
    expect(gone.left?.searchParams.get('error')).toBe('access_denied');
    expect(gone.left?.searchParams.get('iss')).toBe(poterne.issuer('allocataires'));
  });

  test('I2 I5 a provider that refuses: the person is told, chooses another channel, and nothing is charged', async () => {
    const agent = openAgent(poterne.origin);
    const choice = await giveCredentials(agent, await open(agent), CLAIRE);
    poterne.outbox.answerWith(async ({ channel }) =>
      channel === 'email' ? { accepted: false, why: 'down' } : { accepted: true },
    );
    const failed = await askForCode(agent, choice, 'email');
    expect(failed.status).toBe(502);
    const page = await askForCode(agent, failed, 'sms');
    poterne.outbox.answerWith(undefined);
    const sms = poterne.outbox.messages.at(-1);
    expect(sms?.channel).toBe('sms');
    expect(sms?.text).toMatch(/\n@localhost #\d{6}$/);
    expect(sms?.text).not.toMatch(/https?:/);
    expect((await typeCode(agent, page, poterne.outbox.code(CLAIRE.mobile))).left).toBeDefined();
  });

  test('I5 a code for one request is not good in another', async () => {
    const one = openAgent(poterne.origin);
    const two = openAgent(poterne.origin);
    const first = await askForCode(one, await giveCredentials(one, await open(one), PAUL));
    const code = poterne.outbox.code(PAUL.email);
    const second = await askForCode(two, await giveCredentials(two, await open(two), PAUL));
    expect((await typeCode(two, second, code)).left).toBeUndefined();
    expect((await typeCode(one, first, code)).left).toBeDefined();
  });

  test('O2 bad bodies get a 4xx page, never a 5xx', async () => {
    const agent = openAgent(poterne.origin);
    const page = await open(agent);
    const action = formsOf(page)[0]?.action ?? '';
    const cookie = agent
      .cookies()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const form = 'application/x-www-form-urlencoded';
    const bodies: ReadonlyArray<readonly [string, string, number]> = [
      [form, `identifier=%00&password=a`, 400],
      [form, `identifier=%E0%A4&password=a`, 400],
      [form, 'identifier=a&identifier=b', 400],
      [form, `identifier=${'a'.repeat(20_000)}`, 413],
      ['application/json', '{"identifier":1}', 415],
      ['multipart/form-data; boundary=x', '--x--', 415],
    ];
    for (const [type, body, status] of bodies) {
      const answer = await fetch(new URL(action, page.url), {
        method: 'POST',
        body,
        headers: { 'content-type': type, cookie },
      });
      expect({ type, body: String(body).slice(0, 24), status: answer.status }).toMatchObject({ status });
      expect(await answer.text()).not.toMatch(/\bat .*\.[jt]s:/);
    }
  });

  test('P1 an unregistered redirect or client never redirects, and says it in words', async () => {
    for (const parameters of [{ redirect_uri: 'https://evil.example/' }, { client_id: 'nobody' }]) {
      const page = await open(openAgent(poterne.origin), parameters);
      expect(page.left).toBeUndefined();
      expect(page.status).toBe(400);
      expect(titleOf(page)).not.toBe('');
    }
  });

  test('P9 a session of one realm is nothing in the other', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE);
    const peps = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    const page = await agent.get((await peps.request({ prompt: 'none' })).url);
    expect(page.left?.searchParams.get('error')).toBe('login_required');
  });

  test('X1 the language switch keeps the step and is remembered', async () => {
    const agent = openAgent(poterne.origin);
    const page = await open(agent);
    const english = await agent.get(`${page.url.href}?lang=en`);
    expect(english.url.href).toBe(page.url.href);
    expect(english.html).toContain('<html lang="en">');
    expect((await open(agent)).html).toContain('<html lang="en">');
  });

  test('X1 styles and scripts travel compressed to whoever takes it, and are the same without', async () => {
    const { html } = await open(openAgent(poterne.origin));
    const path = /href="(\/assets\/[^"]+\.css)"/.exec(html)?.[1] ?? '';
    const ask = async (encoding: string) => {
      const answer = await fetch(`${poterne.origin}${path}`, { headers: { 'accept-encoding': encoding } });
      expect(answer.headers.get('vary')).toContain('Accept-Encoding');
      expect(answer.headers.get('cache-control')).toContain('immutable');
      return { encoding: answer.headers.get('content-encoding'), body: await answer.text() };
    };
    const [zipped, plain] = [await ask('gzip, br'), await ask('identity')];
    expect(zipped).toEqual({ encoding: 'gzip', body: plain.body });
    expect(plain.encoding).toBeNull();
  });

  test('O2 health and readiness answer, and draining turns readiness red', async () => {
    expect((await fetch(`${poterne.origin}/healthz`)).status).toBe(200);
    expect((await fetch(`${poterne.origin}/readyz`)).status).toBe(200);
    poterne.service.startDraining();
    expect((await fetch(`${poterne.origin}/readyz`)).status).toBe(503);
    expect((await fetch(`${poterne.origin}/healthz`)).status).toBe(200);
  });
});

describe('a restart', () => {
  test('O1 P5 accounts, grants and refresh tokens outlive it; sessions need not', async () => {
    const first = await startPoterne({ name: 'restart' });
    const party = await relyingParty(first);
    const { request, callback } = await signIn(first, party, CLAIRE);
    const tokens = await party.redeem(request, callback);
    await first.close();
    const second = await startPoterne({ name: 'restart', after: first });
    const again = await relyingParty(second);
    const refreshed = await again.refreshRaw(tokens.refresh_token ?? '');
    expect(refreshed.status).toBe(200);
    const renewed = await signIn(second, again, CLAIRE);
    expect((await again.redeem(renewed.request, renewed.callback)).claims()?.sub).toBe(tokens.claims()?.sub);
    await second.close();
  });

  test('S5 every security event is written and chained', async () => {
    const poterne = await startPoterne({ name: 'audit' });
    const party = await relyingParty(poterne);
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    await party.redeem(request, callback);
    await poterne.close();
    const { withClient } = await import('../infrastructure/database.js');
    const rows = await withClient(
      poterne.database.url,
      async (client) =>
        (
          await client.query(
            'SELECT process_id, type, outcome, data::text, previous_hash, hash FROM audit_event ORDER BY process_id, seq',
          )
        ).rows,
    );
    expect(rows.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['password', 'code_sent', 'code_entered', 'sign_in', 'token_issued']),
    );
    for (const [i, row] of rows.entries()) {
      const before = rows[i - 1];
      if (before?.process_id === row.process_id) expect(row.previous_hash.equals(before.hash)).toBe(true);
    }
    expect(JSON.stringify(rows.map(({ data }) => data))).not.toContain(CLAIRE.identifier);
  });
});

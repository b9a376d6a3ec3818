import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { headingOf, openAgent } from '../harness/agent.js';
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
import { CLAIRE, LUCIEN, PAUL } from '../harness/scenario.js';

describe('step-up', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'step_up' });
    caf = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const isLogin = (html: string) => html.includes('name="password"');
  const isChoice = (html: string) => html.includes('/one_time_code/send');
  const errorOf = (page: { left: URL | undefined }) => page.left?.searchParams.get('error');

  test('P9 a second portal of the realm needs nothing more when the session proves enough', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE);
    const other = await relyingParty(poterne, { clientId: 'caf-other' });
    const request = await other.request();
    const page = await agent.get(request.url);
    expect((await other.redeem(request, page.left ?? page.url)).claims()).toMatchObject({ acr: 'two-step' });
  });

  test('A4 a second portal that asks for two factors gets the missing SMS code only', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE, { channel: 'email' });
    const other = await relyingParty(poterne, { clientId: 'caf-other' });
    const request = await other.request({ acr_values: 'two-factor' });
    const page = await agent.get(request.url);
    expect(isLogin(page.html)).toBe(false);
    expect(page.html).not.toMatch(/value="email\./);
    const done = await typeCode(agent, await askForCode(agent, page, 'sms'), poterne.outbox.code(CLAIRE.mobile));
    const claims = (await other.redeem(request, done.left ?? done.url)).claims();
    expect(claims).toMatchObject({ acr: 'two-factor', amr: ['pwd', 'otp', 'mail', 'sms', 'mfa'] });
  });

  test('A4 a later, weaker value does not suppress the prompt of the first reachable one', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE, { channel: 'email' });
    const page = await agent.get((await caf.request({ acr_values: 'two-factor two-step' })).url);
    expect(isChoice(page.html)).toBe(true);
  });

  test('A4 somebody without a mobile reaches the second value asked for', async () => {
    const { request, callback } = await signIn(poterne, caf, PAUL, {
      parameters: { acr_values: 'two-factor two-step' },
    });
    expect((await caf.redeem(request, callback)).claims()?.['acr']).toBe('two-step');
  });

  test('A1 A4 a sensitive action asks a code in this very request, and the level does not outlive it', async () => {
    const { agent, request: first, callback } = await signIn(poterne, caf, CLAIRE);
    const before = (await caf.redeem(first, callback)).claims();
    passSeconds(20);
    const request = await caf.request({ acr_values: 'two-step-fresh' });
    const page = await agent.get(request.url);
    expect(isChoice(page.html)).toBe(true);
    const done = await typeCode(agent, await askForCode(agent, page), poterne.outbox.code(CLAIRE.email));
    const tokens = await caf.redeem(request, done.left ?? done.url);
    const claims = tokens.claims();
    expect(claims?.['acr']).toBe('two-step-fresh');
    expect(tokens.expires_in).toBeLessThanOrEqual(300);
    // A code never moves auth_time.
    expect(claims?.auth_time).toBe(before?.auth_time);
    const refreshed = await client.refreshTokenGrant(caf.config, tokens.refresh_token ?? '');
    expect(refreshed.claims()?.['acr']).toBe('two-step');
    const again = await agent.get((await caf.request({ acr_values: 'two-step-fresh' })).url);
    expect(isChoice(again.html)).toBe(true);
  });

  test('A1 a password older than 15 minutes is asked again before a fresh level', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE);
    passSeconds(16 * 60);
    const page = await agent.get((await caf.request({ acr_values: 'two-step-fresh' })).url);
    expect(isLogin(page.html)).toBe(true);
  });

  test('A4 prompt=login voids earlier proofs for this request', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE);
    const login = await agent.get((await caf.request({ prompt: 'login' })).url);
    expect(isLogin(login.html)).toBe(true);
    expect(isChoice((await giveCredentials(agent, login, CLAIRE)).html)).toBe(true);
  });

  test('A4 max_age asks for the password again and moves auth_time, the code of the session still counts', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE);
    passSeconds(120);
    const request = await caf.request({ max_age: '60' });
    const login = await agent.get(request.url);
    expect(isLogin(login.html)).toBe(true);
    const done = await giveCredentials(agent, login, CLAIRE);
    const claims = (await caf.redeem(request, done.left ?? done.url)).claims();
    expect(Date.now() / 1000 - Number(claims?.auth_time)).toBeLessThan(30);
  });

  test('A4 a known level that cannot be reached ends in unmet_authentication_requirements', async () => {
    const fresh = await openAgent(poterne.origin).get((await caf.request({ acr_values: 'eidas3' })).url);
    expect(errorOf(fresh)).toBe('unmet_authentication_requirements');
    const { agent } = await signIn(poterne, caf, PAUL);
    expect(errorOf(await agent.get((await caf.request({ acr_values: 'two-factor' })).url))).toBe(
      'unmet_authentication_requirements',
    );
  });

  test('A4 prompt=none answers login_required, interaction_required, or a code', async () => {
    expect(errorOf(await openAgent(poterne.origin).get((await caf.request({ prompt: 'none' })).url))).toBe(
      'login_required',
    );
    const { agent } = await signIn(poterne, caf, CLAIRE, { channel: 'email' });
    const more = await agent.get((await caf.request({ prompt: 'none', acr_values: 'two-factor' })).url);
    expect(errorOf(more)).toBe('interaction_required');
    expect((await agent.get((await caf.request({ prompt: 'none' })).url)).left?.searchParams.get('code')).toBeTruthy();
  });

  test('A4 unknown values are ignored; an essential acr decides; only unknown essential ones are unmet', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE, { channel: 'email' });
    const ignored = await agent.get((await caf.request({ acr_values: 'urn:other:gold' })).url);
    expect(ignored.left?.searchParams.get('code')).toBeTruthy();
    const claims = (values: readonly string[]) => JSON.stringify({ id_token: { acr: { essential: true, values } } });
    const essential = await agent.get((await caf.request({ claims: claims(['two-factor']) })).url);
    expect(isChoice(essential.html)).toBe(true);
    const unknown = await agent.get((await caf.request({ claims: claims(['urn:other:gold']) })).url);
    expect(errorOf(unknown)).toBe('unmet_authentication_requirements');
  });

  test('A4 a client registered for one-step is served with the password alone, and another portal then asks the code', async () => {
    const simple = await relyingParty(poterne, { clientId: 'simple' });
    const agent = openAgent(poterne.origin);
    const request = await simple.request();
    const done = await giveCredentials(agent, await agent.get(request.url), CLAIRE);
    expect((await simple.redeem(request, done.left ?? done.url)).claims()).toMatchObject({
      acr: 'one-step',
      amr: ['pwd'],
    });
    expect(isChoice((await agent.get((await caf.request()).url)).html)).toBe(true);
  });

  test('A4 a client that is not registered for one-step gets no token below the floor', async () => {
    const agent = openAgent(poterne.origin);
    const page = await giveCredentials(
      agent,
      await agent.get((await caf.request({ acr_values: 'one-step' })).url),
      CLAIRE,
    );
    expect(isChoice(page.html)).toBe(true);
  });

  test('I2 between password and code, a second tab at another portal skips nothing', async () => {
    const agent = openAgent(poterne.origin);
    await giveCredentials(agent, await agent.get((await caf.request()).url), CLAIRE);
    const other = await relyingParty(poterne, { clientId: 'caf-other' });
    const tab = await agent.get((await other.request()).url);
    expect(isChoice(tab.html)).toBe(true);
    expect(errorOf(await agent.get((await other.request({ prompt: 'none' })).url))).toBe('interaction_required');
  });

  test('I3 somebody without a usable channel is told whom to call, and can go back to the portal', async () => {
    const agent = openAgent(poterne.origin);
    const page = await giveCredentials(agent, await agent.get((await caf.request()).url), LUCIEN);
    expect(page.status).toBe(403);
    expect(page.html).toContain('tel:');
    const back = await agent.get(`${page.url.href}/cancel`);
    expect(errorOf(back)).toBe('access_denied');
  });

  test('P9 the session ends after 30 idle minutes, and after 12 hours however busy', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE);
    const none = async () => errorOf(await agent.get((await caf.request({ prompt: 'none' })).url));
    passSeconds(29 * 60);
    expect(await none()).toBeNull();
    for (let minutes = 29; minutes < 12 * 60 - 25; minutes += 25) {
      passSeconds(25 * 60);
      expect(await none()).toBeNull();
    }
    passSeconds(26 * 60);
    expect(await none()).toBe('login_required');
  });

  test('P9 somebody else signing in on the same browser ends the first person’s session without a scripted form', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE);
    const request = await caf.request({ prompt: 'login' });
    const choice = await giveCredentials(agent, await agent.get(request.url), PAUL);
    const done = await typeCode(agent, await askForCode(agent, choice), poterne.outbox.code(PAUL.email));
    const tokens = await caf.redeem(request, done.left ?? done.url);
    const userinfo = await client.fetchUserInfo(caf.config, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(userinfo.sub).toBe(tokens.claims()?.sub);
  });

  test('P7 prompt=consent shows the page to a first party too, and a third party is asked once', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE);
    expect(headingOf(await agent.get((await caf.request({ prompt: 'consent' })).url))).toContain('Mon Compte');
    const third = await relyingParty(poterne, { clientId: 'third', scope: 'openid email' });
    const request = await third.request();
    const asked = await agent.get(request.url);
    expect(headingOf(asked)).toContain('Partenaire');
    const done = await agent.submit(asked, '/consent', { decision: 'allow' });
    expect({ status: done.status, title: headingOf(done), left: done.left?.search }).toMatchObject({
      left: expect.stringContaining('code='),
    });
    const tokens = await third.redeem(request, done.left ?? done.url);
    expect(tokens.refresh_token).toBeUndefined();
    expect((await agent.get((await third.request()).url)).left?.searchParams.get('code')).toBeTruthy();
    const fresh = await signIn(poterne, caf, PAUL);
    const refused = await fresh.agent.submit(await fresh.agent.get((await third.request()).url), '/consent', {
      decision: 'deny',
    });
    expect(errorOf(refused)).toBe('access_denied');
  });

  test('P3 clients of one sector see one sub, others another, and it tells nothing', async () => {
    const subs: string[] = [];
    for (const clientId of ['caf', 'caf-same-sector', 'caf-other']) {
      const party = await relyingParty(poterne, { clientId });
      const { request, callback } = await signIn(poterne, party, CLAIRE);
      subs.push((await party.redeem(request, callback)).claims()?.sub ?? '');
    }
    expect(subs[0]).toBe(subs[1]);
    expect(subs[2]).not.toBe(subs[0]);
    for (const sub of subs) expect(sub).toMatch(/^[\w-]{43}$/);
  });

  test('P4 ES256 by default, RS256 for the client that registered it', async () => {
    for (const [clientId, alg] of [
      ['caf', 'ES256'],
      ['rsa', 'RS256'],
    ] as const) {
      const party = await relyingParty(poterne, { clientId });
      const { request, callback } = await signIn(poterne, party, CLAIRE);
      const { id_token: token = '' } = await party.redeem(request, callback);
      expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).toMatchObject({ alg });
    }
  });
});

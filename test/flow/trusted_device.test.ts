/** I3, A1, A3: a code once a week on a workstation, and every way around it refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Agent, type AgentPage, formsOf, headingOf, openAgent } from '../harness/agent.js';
import { FEDERATED_PEOPLE, HELENE } from '../harness/federated_people.js';
import { type FederatedPoterne, goThrough, startFederatedPoterne } from '../harness/federation.js';
import { until } from '../harness/key_commands.js';
import { passSeconds } from '../harness/moving_time.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  type Request,
  relyingParty,
  typeCode,
} from '../harness/relying_party.js';
import { CLAIRE, CLIENTS, PORTAL, SECRET, seedOf, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const DAY = 86_400;
const COOKIE = 'poterne.employeurs.trust';
const KIOSK = {
  realm: 'employeurs',
  metadata: {
    client_id: 'kiosk',
    client_name: 'Borne',
    client_secret: SECRET,
    redirect_uris: [PORTAL],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    sector: 'peps',
    shared_device: true,
  },
};
const colleague = (at: number): TestPerson => ({
  realm: 'employeurs',
  identifier: `agent.bureau${at}`,
  password: `Fougere-Marteau-${at}7`,
  familyName: `BUREAU${at}`,
  givenNames: ['Luc'],
  mobile: `+3363998004${at}`,
});
const [JEANNE, LUC, MARC] = [colleague(1), colleague(2), colleague(3)] as const;

describe('a trusted workstation', () => {
  let poterne: FederatedPoterne;
  let peps: RelyingParty;
  let kiosk: RelyingParty;
  beforeAll(async () => {
    poterne = await startFederatedPoterne({
      name: 'trusted_device',
      accounts: [...FEDERATED_PEOPLE, ...[JEANNE, LUC, MARC].map(seedOf)],
      clients: [...CLIENTS, KIOSK],
      // Only the test's own clock rules; a proxy in front says where browsers are.
      environment: { TRUSTED_PROXIES: '127.0.0.1', PLACE_HEADER: 'x-place' },
    });
    peps = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    kiosk = await relyingParty(poterne, { realm: 'employeurs', clientId: 'kiosk' });
  });
  afterAll(() => poterne.close());
  // Messages to one number are few within a quarter of an hour.
  beforeEach(() => passSeconds(1000));

  const newBrowser = () => openAgent(poterne.origin, { 'x-place': 'Agen' });
  const ask = async (agent: Agent, parameters: Record<string, string> = {}, party = peps) => {
    const request = await party.request(parameters);
    return { agent, request, page: await agent.get(request.url) };
  };
  /** A sign-in begun: what comes after the password, in a browser without a session. */
  const begin = async (agent: Agent, person: TestPerson, parameters = {}, party = peps) => {
    agent.dropCookies(/\.session/);
    const asked = await ask(agent, parameters, party);
    return { ...asked, page: await giveCredentials(agent, asked.page, person) };
  };
  const finishByCode = async (agent: Agent, page: AgentPage, person: TestPerson, trust?: 'yes') => {
    const entry = await askForCode(agent, page, 'sms');
    const code = poterne.outbox.code(person.mobile);
    return agent.submit(entry, '/one_time_code/verify', { code, ...(trust ? { trust } : {}) });
  };
  /** A browser in which this person typed a code and ticked the box. */
  const trustedBrowser = async (person: TestPerson, agent = newBrowser()) => {
    const { page } = await begin(agent, person);
    const done = await finishByCode(agent, page, person, 'yes');
    expect(done.left).toBeDefined();
    passSeconds(60);
    return agent;
  };
  const claimsOf = async (request: Request, page: AgentPage) => {
    if (!page.left) throw new Error(`the sign-in stopped at: ${headingOf(page)}`);
    return ((await peps.redeem(request, page.left)).claims() ?? {}) as Record<string, unknown>;
  };
  const asksForCode = (page: AgentPage) => page.left === undefined && /\/one_time_code\/send/.test(page.html);
  const trustOf = (agent: Agent) => agent.cookies().find(({ name }) => name === COOKIE);
  const audited = (outcome: string) =>
    poterne.service.database.auditEvent.count({ where: { type: 'trusted_device', outcome } });

  test('I3 the first sign-in asks for a code, the next ones within 7 days do not, the one after 7 days does', async () => {
    const agent = newBrowser();
    const first = await begin(agent, JEANNE);
    const entry = await askForCode(agent, first.page, 'sms');
    expect(entry.html).toMatch(/<input[^>]*name="trust"[^>]*checked/);
    const done = await agent.submit(entry, '/one_time_code/verify', {
      code: poterne.outbox.code(JEANNE.mobile),
      trust: 'yes',
    });
    expect(await claimsOf(first.request, done)).toMatchObject({ acr: 'two-factor', amr: ['pwd', 'otp', 'sms', 'mfa'] });
    for (const _day of [1, 2, 3, 4, 5, 6]) {
      passSeconds(DAY);
      const again = await begin(agent, JEANNE);
      expect(await claimsOf(again.request, again.page)).toMatchObject({ acr: 'two-step', amr: ['pwd'] });
    }
    passSeconds(DAY);
    expect(asksForCode((await begin(agent, JEANNE)).page)).toBe(true);
    expect(trustOf(agent)).toBeUndefined();
  });

  test('I3 another browser asks for a code; so does this one where the box was not ticked', async () => {
    await trustedBrowser(JEANNE);
    const other = newBrowser();
    const { page } = await begin(other, JEANNE);
    expect((await finishByCode(other, page, JEANNE)).left).toBeDefined();
    expect(trustOf(other)).toBeUndefined();
    passSeconds(60);
    expect(asksForCode((await begin(other, JEANNE)).page)).toBe(true);
  });

  test('I3 F3 Net-entreprises, then the code, then trusted: the next time Net-entreprises is enough', async () => {
    const visit = { platform: 'net-entreprises', person: 'helene-leroy' } as const;
    const agent = newBrowser();
    const first = await goThrough(agent, (await ask(agent)).page, visit);
    expect(asksForCode(first)).toBe(true);
    expect((await finishByCode(agent, first, HELENE, 'yes')).left).toBeDefined();
    passSeconds(DAY);
    agent.dropCookies(/\.session/);
    const next = await ask(agent);
    const page = await goThrough(agent, next.page, visit);
    expect(await claimsOf(next.request, page)).toMatchObject({ acr: 'two-step', amr: ['pwd'] });
  });

  test('A1 I3 two factors, a fresh level and a session’s step-up ask for a code on a trusted workstation, and offer no trust', async () => {
    const agent = await trustedBrowser(JEANNE);
    for (const acr_values of ['two-factor', 'two-step-fresh', 'two-factor-fresh']) {
      expect(asksForCode((await begin(agent, JEANNE, { acr_values })).page)).toBe(true);
      passSeconds(60);
    }
    const signedIn = await begin(agent, JEANNE);
    expect(await claimsOf(signedIn.request, signedIn.page)).toMatchObject({ acr: 'two-step' });
    const stepUp = await ask(agent, { acr_values: 'two-step-fresh' });
    expect(asksForCode(stepUp.page)).toBe(true);
    const entry = await askForCode(agent, stepUp.page, 'sms');
    expect(entry.html).not.toContain('name="trust"');
    // A form that says so all the same earns nothing.
    const before = await poterne.service.database.trustedDevice.findMany();
    const code = poterne.outbox.code(JEANNE.mobile);
    expect((await agent.submit(entry, '/one_time_code/verify', { code, trust: 'yes' })).left).toBeDefined();
    expect(await poterne.service.database.trustedDevice.findMany()).toEqual(before);
  });

  test('A4 I3 prompt=login takes the workstation only with the password of this very request', async () => {
    const agent = await trustedBrowser(JEANNE);
    const first = await begin(agent, JEANNE);
    await claimsOf(first.request, first.page);
    passSeconds(60);
    const again = await ask(agent, { prompt: 'login' });
    const page = await giveCredentials(agent, again.page, JEANNE);
    expect(await claimsOf(again.request, page)).toMatchObject({ acr: 'two-step', amr: ['pwd'] });
    // Without the cookie, what the session held of it is worth nothing to a new sign-in.
    agent.dropCookies(/\.trust$/);
    for (const parameters of [{ prompt: 'login' }, { max_age: '1' }]) {
      passSeconds(60);
      const other = await ask(agent, parameters);
      expect(asksForCode(await giveCredentials(agent, other.page, JEANNE))).toBe(true);
    }
  });

  test('I3 a cookie copied to another browser: once the owner came again it is refused, and ends the trust with an audit event', async () => {
    const owner = await trustedBrowser(LUC);
    const thief = newBrowser();
    for (const cookie of owner.cookies().filter(({ name }) => /\.(device|trust)$/.test(name))) thief.setCookie(cookie);
    const visit = await begin(owner, LUC);
    expect(visit.page.left).toBeDefined();
    passSeconds(31);
    const before = await audited('refused_copied');
    expect(asksForCode((await begin(thief, LUC)).page)).toBe(true);
    expect(asksForCode((await begin(owner, LUC)).page)).toBe(true);
    await until(async () => (await audited('refused_copied')) === before + 1, 'the audit of the copied cookie');
  });

  test('I3 the cookie alone, without the browser’s own, is a copy too', async () => {
    const owner = await trustedBrowser(LUC);
    const thief = newBrowser();
    for (const cookie of owner.cookies().filter(({ name }) => name === COOKIE)) thief.setCookie(cookie);
    expect(asksForCode((await begin(thief, LUC)).page)).toBe(true);
    expect(asksForCode((await begin(owner, LUC)).page)).toBe(true);
  });

  test('I3 a cookie of another account, or put under the other realm’s name, is worth nothing', async () => {
    const agent = await trustedBrowser(JEANNE);
    expect(asksForCode((await begin(agent, MARC)).page)).toBe(true);
    const cookie = trustOf(agent);
    const caf = await relyingParty(poterne, { realm: 'allocataires' });
    const elsewhere = newBrowser();
    elsewhere.setCookie({ name: 'poterne.allocataires.trust', value: cookie?.value ?? '', path: '/' });
    const asked = await ask(elsewhere, {}, caf);
    const page = await giveCredentials(elsewhere, asked.page, { ...CLAIRE, ...claireOfDemo() });
    expect(asksForCode(page)).toBe(true);
    // Still Jeanne's own.
    passSeconds(60);
    expect((await begin(agent, JEANNE)).page.left).toBeDefined();
  });

  test('I3 two people share a workstation and are both trusted; with a third nobody is, and the page offers it no more', async () => {
    const agent = await trustedBrowser(JEANNE);
    await trustedBrowser(LUC, agent);
    for (const person of [JEANNE, LUC, JEANNE]) {
      expect((await begin(agent, person)).page.left).toBeDefined();
      passSeconds(60);
    }
    const { page } = await begin(agent, MARC);
    const entry = await askForCode(agent, page, 'sms');
    expect(entry.html).not.toContain('name="trust"');
    const code = poterne.outbox.code(MARC.mobile);
    expect((await agent.submit(entry, '/one_time_code/verify', { code, trust: 'yes' })).left).toBeDefined();
    passSeconds(60);
    for (const person of [MARC, LUC, JEANNE]) expect(asksForCode((await begin(agent, person)).page)).toBe(true);
  });

  test('I3 what tab A earned spares tab B nothing: its code is still asked, and the box ticked with a wrong code earns nothing', async () => {
    const agent = newBrowser();
    const tabB = await begin(agent, MARC);
    expect(asksForCode(tabB.page)).toBe(true);
    const other = newBrowser();
    const wrong = await begin(other, LUC);
    const entry = await askForCode(other, wrong.page, 'sms');
    const refused = await typeCode(other, entry, poterne.outbox.code(LUC.mobile) === '000000' ? '111111' : '000000');
    const stillAsked = await other.submit(refused, '/one_time_code/verify', { code: '12', trust: 'yes' });
    expect(stillAsked.status).toBe(422);
    expect(stillAsked.html).toMatch(/<input[^>]*name="trust"[^>]*checked/);
    expect(refused.html).not.toMatch(/<input[^>]*name="trust"[^>]*checked/);
    expect(trustOf(other)).toBeUndefined();
    // Tab A: the same browser as tab B, another account, up to its code.
    const tabA = await begin(agent, LUC);
    expect((await finishByCode(agent, tabA.page, LUC, 'yes')).left).toBeDefined();
    const reloaded = await agent.get(tabB.page.url);
    expect(reloaded.left).toBeUndefined();
  });

  test('I3 I9 a kiosk never offers, earns or takes it', async () => {
    const agent = newBrowser();
    const { page } = await begin(agent, JEANNE, {}, kiosk);
    const entry = await askForCode(agent, page, 'sms');
    expect(entry.html).not.toContain('name="trust"');
    await agent.submit(entry, '/one_time_code/verify', { code: poterne.outbox.code(JEANNE.mobile), trust: 'yes' });
    expect(trustOf(agent)).toBeUndefined();
    passSeconds(1000);
    await trustedBrowser(JEANNE, agent);
    expect(asksForCode((await begin(agent, JEANNE, {}, kiosk)).page)).toBe(true);
  });

  test('I3 it is dead after another password, and the place a proxy tells is kept, cleaned', async () => {
    const agent = openAgent(poterne.origin, { 'x-place': Buffer.from('Nérac <b>', 'utf8').toString('latin1') });
    await trustedBrowser(LUC, agent);
    const [device] = await poterne.service.database.trustedDevice.findMany({
      where: { account: { familyName: LUC.familyName } },
      orderBy: { trustedAt: 'desc' },
    });
    expect(device).toMatchObject({ place: 'Nérac b', browser: 'autre' });
    await poterne.service.database.credential.updateMany({
      where: { account: { familyName: LUC.familyName }, kind: 'password' },
      data: { state: 'compromised' },
    });
    passSeconds(60);
    // The password must be replaced, on the trusted workstation too; whoever replaced it types a code the next time.
    const forced = await begin(agent, LUC);
    const password = 'Cascade-Lanterne-88';
    const done = await agent.submit(forced.page, '/change_password', {
      new_password: password,
      repeated_password: password,
    });
    expect(done.left).toBeDefined();
    passSeconds(60);
    expect(asksForCode((await begin(agent, { ...LUC, password })).page)).toBe(true);
  });

  test('S1 a browser that nobody used for 400 days is known no more, and the others are', async () => {
    const { knownDevice } = poterne.service.database;
    const account = await poterne.service.database.account.findFirstOrThrow({
      where: { familyName: JEANNE.familyName },
    });
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
    for (const [secretHash, days] of [
      ['left', 401],
      ['used', 399],
    ] as const) {
      const seen = { firstSeenAt: ago(900), lastSeenAt: ago(days) };
      await knownDevice.create({ data: { secretHash, accountId: account.id, realm: 'employeurs', ...seen } });
    }
    passSeconds(3600);
    await poterne.service.runJobs();
    const left = await knownDevice.findMany({ where: { secretHash: { in: ['left', 'used'] } } });
    expect(left.map(({ secretHash }) => secretHash)).toEqual(['used']);
  });

  test('S6 the cookie is HttpOnly, of the whole host, SameSite, and lasts a week', async () => {
    const agent = newBrowser();
    const { page } = await begin(agent, JEANNE);
    const entry = await askForCode(agent, page, 'sms');
    const form = formsOf(entry).find(({ action }) => action.endsWith('/one_time_code/verify'));
    const ours = agent.cookies().filter(({ path }) => path === '/' || entry.url.pathname.startsWith(path));
    const sent = ours.map(({ name, value }) => `${name}=${value}`);
    const answer = await fetch(new URL(form?.action ?? '', entry.url), {
      method: 'POST',
      body: new URLSearchParams({ ...form?.fields, code: poterne.outbox.code(JEANNE.mobile), trust: 'yes' }),
      headers: { cookie: sent.join('; ') },
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    const line = answer.headers.getSetCookie().find((each) => each.startsWith(`${COOKIE}=`)) ?? '';
    recordSecret('token', /=([^;]*)/.exec(line)?.[1] ?? '');
    expect(line).toMatch(/; path=\/;/);
    expect(line).toMatch(/httponly/i);
    expect(line).toMatch(/samesite=lax/i);
    const days = (Date.parse(/expires=([^;]*)/i.exec(line)?.[1] ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });

  function claireOfDemo() {
    const account = FEDERATED_PEOPLE.find(
      ({ familyName, realm }) => familyName === 'MARTIN' && realm === 'allocataires',
    );
    return { identifier: account?.identifiers[0]?.value ?? '', password: account?.password ?? '' };
  }
});

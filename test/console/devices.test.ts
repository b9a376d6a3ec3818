/** « Appareils et connexions » (U1), and signing out everywhere with portals that answer, or not yet (P9, I3). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Agent, type AgentPage, formsOf, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, type RelyingParty, relyingParty } from '../harness/relying_party.js';
import { CLIENTS, HELENE, PORTAL, SECRET, seedOf, type TestPerson } from '../harness/scenario.js';
import { type Listener, listen } from '../protocol/openid_backchannel_logout.js';

const LUC: TestPerson = { ...HELENE, identifier: 'agent.luc', familyName: 'LUCAS', mobile: '+33639980047' };
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const EDGE = 'Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0';

describe('devices and sign-ins', () => {
  let poterne: Restartable;
  let [near, other, dead] = [] as unknown as [Listener, Listener, Listener];
  let parties: Record<'near' | 'other' | 'dead', RelyingParty>;
  const portal = (clientId: string, name: string, listener: Listener) => ({
    realm: 'employeurs',
    metadata: {
      client_id: clientId,
      client_name: name,
      client_secret: SECRET,
      redirect_uris: [PORTAL],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'openid offline_access',
      backchannel_logout_uri: listener.address,
      backchannel_logout_session_required: true,
    },
  });
  beforeAll(async () => {
    [near, other, dead] = await Promise.all([listen(), listen(), listen()]);
    poterne = await startPoterne({
      name: 'account_devices',
      accounts: [HELENE, LUC].map(seedOf),
      clients: [
        ...CLIENTS,
        portal('near', 'Portail proche', near),
        portal('other', 'Autre portail', other),
        portal('dead', 'Portail muet', dead),
      ],
      environment: { TRUSTED_PROXIES: '127.0.0.1', PLACE_HEADER: 'x-place' },
    });
    const open = (clientId: string) =>
      relyingParty(poterne, { realm: 'employeurs', clientId, scope: 'openid offline_access' });
    parties = { near: await open('near'), other: await open('other'), dead: await open('dead') };
  });
  afterAll(async () => {
    await poterne.close();
    await Promise.all([near, other, dead].map((listener) => listener.close()));
  });

  const home = () => `${poterne.issuer('employeurs')}/account`;
  const browser = (userAgent: string, place: string) =>
    openAgent(poterne.origin, { 'user-agent': userAgent, 'x-place': place });
  /** Through whatever the sign-in asks, the box of trust ticked. */
  const prove = async (agent: Agent, start: AgentPage, person: TestPerson) => {
    let page = start;
    if (page.html.includes('name="password"')) page = await giveCredentials(agent, page, person);
    if (!page.html.includes('/one_time_code/send')) return page;
    page = await askForCode(agent, page, 'sms');
    return agent.submit(page, '/one_time_code/verify', { code: poterne.outbox.code(person.mobile), trust: 'yes' });
  };
  const signInAt = async (party: RelyingParty, agent: Agent, person = HELENE) => {
    const request = await party.request();
    const page = await prove(agent, await agent.get(request.url), person);
    if (!page.left) throw new Error(`stopped at ${headingOf(page)}`);
    return party.redeem(request, page.left);
  };
  const devicesOf = async (agent: Agent, person = HELENE) => prove(agent, await agent.get(`${home()}/devices`), person);
  const refs = (page: AgentPage, ends: string) =>
    formsOf(page).flatMap(({ action, fields }) => (action.endsWith(ends) ? [fields['ref'] ?? ''] : []));
  /** Deliveries are in the background: waits for what must come, never for a fixed time. */
  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let turn = 0; turn < 500 && !(await holds()); turn += 1) await new Promise((done) => setTimeout(done, 10));
    return holds();
  };
  const refresh = async (party: RelyingParty, tokens: { refresh_token?: string | undefined }) =>
    (await party.refreshRaw(tokens.refresh_token ?? '')).body['error'];
  const asksPassword = async (agent: Agent, party = parties.near) =>
    (await agent.get((await party.request()).url)).html.includes('name="password"');

  let here: Agent;
  let away: Agent;
  let awayTokens: Awaited<ReturnType<typeof signInAt>>;
  let hereTokens: Awaited<ReturnType<typeof signInAt>>;

  test('U1 the page lists sessions with browser, place, moments and portals, this one marked, and each browser once', async () => {
    [here, away] = [browser(FIREFOX, 'Agen'), browser(EDGE, 'Auch')];
    hereTokens = await signInAt(parties.near, here);
    await signInAt(parties.dead, here);
    passSeconds(1000);
    awayTokens = await signInAt(parties.other, away);
    const page = await devicesOf(here);
    expect(headingOf(page)).toBe('Appareils et connexions');
    const words = wordsOf(page);
    expect(words).toMatch(/Firefox Celle-ci Ouverte le .* Lieu Agen Portails Portail proche, Portail muet/);
    expect(words).toMatch(/Edge Ouverte le .* Lieu Auch Portails Autre portail/);
    expect(words).toMatch(/Firefox Celui-ci Reconnu depuis le .* Code Pas demandé avant le/);
    expect(refs(page, '/devices/end')).toHaveLength(2);
    expect(refs(page, '/devices/forget')).toHaveLength(2);
    expect(wordsOf(await here.get(home()))).toContain('2 connexions ouvertes, 2 appareils reconnus');
  });

  test('U1 S1 whoever has the password alone opened nothing: told apart, however often, and hiding no session', async () => {
    const strangers = Array.from({ length: 9 }, () => browser(EDGE, 'Nulle part'));
    for (const stranger of strangers) {
      const asked = await giveCredentials(stranger, await stranger.get((await parties.near.request()).url), HELENE);
      expect(asked.html).toContain('/one_time_code/send');
    }
    const page = await devicesOf(here);
    expect(wordsOf(page)).toContain('9 connexions ont été commencées avec vos accès, la dernière le');
    expect(wordsOf(page)).toMatch(/Firefox Celle-ci .*Edge Ouverte le .* Lieu Auch Portails Autre portail/);
    expect(refs(page, '/devices/end')).toHaveLength(2);
    expect(wordsOf(await here.get(home()))).toContain('2 connexions ouvertes');
  });

  test('U1 P9 ending one session ends its tokens and tells its portals; this one goes on, and nobody else’s is touched', async () => {
    const page = await devicesOf(here);
    const [, awayRef = ''] = [...refs(page, '/devices/end')].sort((a) =>
      page.html.indexOf(a) < page.html.indexOf('Edge') ? -1 : 1,
    );
    const luc = browser(EDGE, 'Auch');
    const foreign = await devicesOf(luc, LUC);
    const end = (agent: Agent, from: AgentPage, ref: string) => {
      const form = formsOf(from).find(({ action }) => action.endsWith('/devices/end'));
      return agent.post(new URL(form?.action ?? '', from.url), { ...form?.fields, ref });
    };
    expect(wordsOf(await end(luc, foreign, awayRef))).toContain('n’était déjà plus dans la liste');
    expect(await refresh(parties.other, awayTokens)).toBeUndefined();
    const forged = await here.post(`${home()}/devices/end`, { ref: awayRef });
    expect(forged.status).toBeGreaterThanOrEqual(400);
    const done = await end(here, page, awayRef);
    expect(wordsOf(done)).toContain('Cette connexion est fermée');
    expect(refs(done, '/devices/end')).toHaveLength(1);
    expect(await until(() => other.received.length === 1)).toBe(true);
    expect(near.received).toHaveLength(0);
    expect(await refresh(parties.other, awayTokens)).toBe('invalid_grant');
    expect(await asksPassword(away)).toBe(true);
    expect(await asksPassword(here)).toBe(false);
  });

  test('U1 I3 a device that is forgotten asks for a code again', async () => {
    away.dropCookies(/\.(session|account)/);
    passSeconds(1000);
    const before = await parties.other.request();
    const trusted = await giveCredentials(away, await away.get(before.url), HELENE);
    expect(trusted.left).toBeDefined();
    const page = await devicesOf(here);
    const edge = page.html.lastIndexOf('>Edge<');
    const ref = refs(page, '/devices/forget').find((each) => page.html.lastIndexOf(each) > edge) ?? '';
    const form = formsOf(page).find(({ action }) => action.endsWith('/devices/forget'));
    const done = await here.post(new URL(form?.action ?? '', page.url), { ...form?.fields, ref });
    expect(wordsOf(done)).toContain('Cet appareil est oublié');
    away.dropCookies(/\.session/);
    const again = await parties.other.request();
    const asked = await giveCredentials(away, await away.get(again.url), HELENE);
    expect(asked.html).toContain('/one_time_code/send');
    await prove(away, asked, HELENE);
  });

  test('P9 signed out everywhere with one portal down: the others are told at once, the dead one when it returns', async () => {
    for (const listener of [near, other, dead]) listener.received.length = 0;
    dead.status = 503;
    const question = await here.get(`${home()}/devices/everywhere`);
    expect(headingOf(question)).toBe('Vous déconnecter partout\u00a0?');
    const begun = performance.now();
    const done = await here.submit(question, '/devices/everywhere');
    expect(headingOf(done)).toBe('Vous êtes déconnecté partout');
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(await until(() => near.received.length > 0 && other.received.length > 0)).toBe(true);
    expect(dead.received).toHaveLength(0);
    // It was tried, and waits for its next turn.
    const notices = poterne.service.database.logoutNotice;
    expect(
      await until(async () => (await notices.count({ where: { clientId: 'dead', attempts: { gt: 0 } } })) > 0),
    ).toBe(true);
    dead.status = 200;
    passSeconds(3600);
    expect(await until(() => dead.received.length > 0)).toBe(true);
    expect(await until(async () => (await notices.count({ where: { clientId: 'dead' } })) === 0)).toBe(true);
  });

  test('P9 I3 then every session, refresh token and trusted workstation is over, here too, and the person was told', async () => {
    expect(await refresh(parties.near, hereTokens)).toBe('invalid_grant');
    for (const agent of [here, away]) {
      expect(await asksPassword(agent)).toBe(true);
      const asked = await giveCredentials(agent, await agent.get((await parties.near.request()).url), HELENE);
      expect(asked.html).toContain('/one_time_code/send');
    }
    expect((await here.get(`${home()}/devices`)).html).not.toContain('/devices/forget');
    const { database } = poterne.service;
    expect(await database.notice.count({ where: { kind: 'signed_out_everywhere', channel: 'sms' } })).toBe(1);
    expect(await database.trustedDevice.count({ where: { account: { familyName: HELENE.familyName } } })).toBe(0);
  });
});

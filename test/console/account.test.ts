import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, relyingParty, signIn, typeCode } from '../harness/relying_party.js';
import { CLAIRE, HELENE, LUCIEN, PAUL, PORTAL } from '../harness/scenario.js';
import { linksIn, visitorOf } from './visitor.js';

const HOME = 'Gérer mon compte';

describe('« Gérer mon compte »', () => {
  let poterne: Restartable;
  let links: ReturnType<typeof linksIn>;
  let link: string;
  let subjects = 0;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'account_console' });
    links = linksIn(poterne);
  });
  afterAll(() => poterne.close());
  /** Each test finds one active link on Claire's account. */
  beforeEach(async () => {
    subjects += 1;
    link = await links.make(CLAIRE, `claire-${subjects}`, 'local_proof');
  });
  const statusOfLink = () => links.statusOf(CLAIRE, link);
  const isCodePage = (page: AgentPage) => page.html.includes('/one_time_code/send');
  const auditOf = async (outcome: string) => {
    const type = outcome === 'refused' ? 'account_change' : 'identity_link';
    const where = { type, outcome, accountId: await links.accountIdOf(CLAIRE) };
    return poterne.service.database.auditEvent.count({ where });
  };
  /** The audit is written behind, within 200 ms. */
  const auditReaches = async (outcome: string, count: number) => {
    for (let tries = 0; tries < 100 && (await auditOf(outcome)) < count; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return (await auditOf(outcome)) === count;
  };

  test('U1 A4 a visitor goes straight to a sign-in at two-step, and finds whose account it is, masked', async () => {
    const { enter, agent, home } = visitorOf(poterne, PAUL);
    const page = await enter();
    expect(headingOf(page)).toBe(HOME);
    expect(page.url.href).toBe(home);
    expect(wordsOf(page)).toContain('P••••• D•••••');
    expect(page.html).not.toContain(PAUL.familyName);
    expect(wordsOf(page)).toContain('Identités rattachées aucune');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self';");
    expect(page.headers.get('cache-control')).toBe('no-store');
    const fresh = await openAgent(poterne.origin).get(home);
    expect(fresh.html).toContain('name="password"');
    expect(agent.cookies().map(({ name }) => name)).toContain('poterne.allocataires.account');
  });

  test('P9 U1 a portal’s session opens it without asking again, and it leads back to the portal', async () => {
    const { agent } = await signIn(poterne, await relyingParty(poterne), CLAIRE);
    const { home } = visitorOf(poterne, CLAIRE, agent);
    const page = await agent.get(`${home}?portal=caf`);
    expect(headingOf(page)).toBe(HOME);
    expect(page.url.href).toBe(home);
    expect(page.html).toContain(`href="${new URL(PORTAL).origin}"`);
    expect((await agent.get(`${home}?portal=nobody`)).html).not.toContain(new URL(PORTAL).origin);
  });

  test('P3 its sub is its own, and the account’s id is in no page, address, cookie or token that leaves the server', async () => {
    const { enter, agent, askUndo, prove } = visitorOf(poterne, CLAIRE);
    const pages = [await enter(), await askUndo(link)];
    pages.push(await prove(pages[1] as AgentPage));
    const accountId = await links.accountIdOf(CLAIRE);
    const seen = pages.map(({ html, url, headers }) => `${html}${url.href}${[...headers].join()}`).join();
    expect(seen + JSON.stringify(agent.cookies())).not.toContain(accountId);
    const { agent: other, request, callback } = await signIn(poterne, await relyingParty(poterne), CLAIRE);
    expect(JSON.stringify(other.cookies()) + request.url.href + callback.href).not.toContain(accountId);
  });

  test('U1 F4 a link is shown with its name, days and proof; former ones are folded', async () => {
    const { enter } = visitorOf(poterne, CLAIRE);
    const words = wordsOf(await enter('/identities'));
    const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(Date.now());
    expect(words).toContain(`Depuis le ${day} Dernière utilisation ${day}`);
    expect(words).toContain('Vous avez donné votre numéro, votre mot de passe et un code.');
    expect(words).toContain('Ne plus utiliser franceconnect-plus');
    expect(words).toMatch(/Anciens? liens? \(\d+\)/);
  });

  test('U1 F4 undoing says what it will do, takes a new code, then says what changed and who was told', async () => {
    const { enter, askUndo, agent, undoAddress, home } = visitorOf(poterne, CLAIRE);
    await enter();
    const question = await agent.get(undoAddress(link));
    expect(wordsOf(question)).toContain('Vous vous connecterez avec votre numéro, votre mot de passe et un code.');
    const choice = await askUndo(link);
    expect(choice.url.pathname).toMatch(/\/interaction\//);
    expect(isCodePage(choice)).toBe(true);
    expect(await statusOfLink()).toBe('active');
    passSeconds(301);
    await poterne.service.sendNotices();
    const before = poterne.outbox.messages.length;
    const undoneBefore = await auditOf('undone');
    const typed = await typeCode(agent, await askForCode(agent, choice), poterne.outbox.code());
    expect(headingOf(typed)).toBe('franceconnect-plus n’ouvre plus votre compte');
    expect(typed.url.search).toBe('');
    expect(wordsOf(typed)).toContain('c•••••@example.test');
    expect(wordsOf(typed)).toContain('06 •• •• •• 01');
    expect(await statusOfLink()).toBe('undone');
    passSeconds(301);
    await poterne.service.sendNotices();
    const notices = poterne.outbox.messages.slice(before + 1);
    expect(notices.map(({ to }) => to).sort()).toEqual([CLAIRE.mobile, CLAIRE.email].sort());
    expect(notices[0]?.text).toContain('franceconnect-plus');
    expect(await auditReaches('undone', undoneBefore + 1)).toBe(true);
    // Reloading, coming back and pressing again change nothing more.
    expect(headingOf(await agent.get(typed.url))).toBe(headingOf(typed));
    expect(headingOf(await agent.get(undoAddress(link)))).toContain('n’ouvrait déjà plus');
    expect(wordsOf(await agent.get(`${home}/identities`))).toContain('Aucune identité n’est rattachée');
  });

  test('U1 A4 the code of the session is not enough: an ordinary two-step answer undoes nothing', async () => {
    const { enter, agent, leaveToUndo } = visitorOf(poterne, CLAIRE);
    await enter();
    const leaving = await leaveToUndo(link);
    expect([...leaving.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    leaving.searchParams.set('acr_values', 'two-step');
    leaving.searchParams.set('authorization_details', '[]');
    const page = await agent.get(leaving);
    expect(headingOf(page)).toBe('Confirmez cette action');
    expect(wordsOf(page)).toContain('Identité franceconnect-plus');
    expect(await statusOfLink()).toBe('active');
  });

  test('U1 a new code for one link never undoes a second one, nor the same one twice', async () => {
    const { enter, agent, undoAddress, leaveToUndo, home, prove } = visitorOf(poterne, CLAIRE);
    await enter();
    const leaving = await leaveToUndo(link);
    const { through } = await prove(await agent.get(leaving));
    const state = through.flatMap(({ searchParams }) => searchParams.get('state') ?? []).at(-1);
    expect(await statusOfLink()).toBe('undone');
    const second = await links.make(CLAIRE, `second-${subjects}`, 'local_proof');
    const replayed = await agent.get(`${home}/callback?state=${state}&code=anything`);
    expect(wordsOf(replayed)).toContain('Cette demande avait déjà servi');
    const again = await agent.get(undoAddress(second));
    expect(isCodePage(await agent.submit(again, '/undo'))).toBe(true);
    expect(await links.statusOf(CLAIRE, second)).toBe('active');
  });

  test('U1 a code given for another account changes neither, and the first person’s pages close', async () => {
    const theirs = await links.make(PAUL, `paul-${subjects}`, 'local_proof');
    const { enter, agent, leaveToUndo, home, prove } = visitorOf(poterne, CLAIRE);
    await enter();
    const leaving = await leaveToUndo(link);
    agent.dropCookies(/\.session/);
    const refusedBefore = await auditOf('refused');
    const login = await agent.get(leaving);
    const back = await prove(await giveCredentials(agent, login, PAUL), PAUL);
    expect(headingOf(back)).toBe('Vous avez ouvert un autre compte');
    expect(await statusOfLink()).toBe('active');
    expect(await links.statusOf(PAUL, theirs)).toBe('active');
    expect(wordsOf(await agent.get(home))).toContain('P••••• D•••••');
    expect(await auditReaches('refused', refusedBefore + 1)).toBe(true);
  });

  test('F4 nobody undoes a link that is not theirs, even with its address', async () => {
    const { enter, agent, undoAddress } = visitorOf(poterne, PAUL);
    await enter();
    const page = await agent.get(undoAddress(link));
    expect(wordsOf(page)).toContain('Ce lien n’est pas, ou n’est plus, sur votre compte.');
    expect(page.html).not.toContain(`/${link}/undo`);
  });

  test('S6 a form without its value, or posted from elsewhere, does nothing', async () => {
    const { enter, agent, undoAddress, home } = visitorOf(poterne, CLAIRE);
    await enter();
    expect((await agent.post(undoAddress(link), {})).status).toBe(403);
    const page = await agent.get(undoAddress(link));
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const foreign = await agent.post(undoAddress(link), { csrf }, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect(foreign.html).toContain('href="/allocataires/account"');
    expect((await agent.post(`${home}/sign-out`, { csrf: 'x' })).status).toBe(403);
    expect(headingOf(await agent.get(home))).toBe(HOME);
  });

  test('P9 the session idles out, and the wish is kept over the new sign-in', async () => {
    const { enter, agent, undoAddress, home, prove } = visitorOf(poterne, CLAIRE);
    await enter();
    const page = await agent.get(undoAddress(link));
    passSeconds(29 * 60);
    expect(headingOf(await agent.get(home))).toBe(HOME);
    passSeconds(31 * 60);
    const login = await agent.submit(page, '/undo');
    expect(login.html).toContain('name="password"');
    const question = await prove(login);
    expect(headingOf(question)).toContain('Ne plus utiliser franceconnect-plus');
    expect(await statusOfLink()).toBe('active');
  });

  test('A5 P9 a session that ends while the code is awaited leads back here, and what to confirm is in no address', async () => {
    const { enter, askUndo, prove, agent } = visitorOf(poterne, CLAIRE);
    await enter();
    const choice = await askUndo(link);
    passSeconds(40 * 60);
    const late = await agent.get(choice.url);
    expect(late.html).not.toMatch(/authorization_details|undo_identity_link/);
    const again = /class="button" href="([^"]+)"/.exec(late.html)?.[1] ?? '';
    expect(headingOf(await prove(await agent.get(new URL(again, late.url))))).toBe(HOME);
    expect(await statusOfLink()).toBe('active');
  });

  test('U1 giving up leads back with a sentence, signed in or not', async () => {
    const { enter, askUndo, agent, home } = visitorOf(poterne, CLAIRE);
    await enter();
    const choice = await askUndo(link);
    const back = await agent.get(`${choice.url.href}/cancel`);
    expect(wordsOf(back)).toContain('Vous avez arrêté avant la fin : rien n’a changé.');
    expect(await statusOfLink()).toBe('active');
    const stranger = openAgent(poterne.origin);
    const login = await stranger.get(home);
    const stopped = await stranger.get(`${login.url.href}/cancel`);
    expect(headingOf(stopped)).toBe('Vous avez arrêté la connexion');
    expect(stopped.html).toContain('href="/allocataires/account"');
  });

  test('U1 two tabs: each has its own request, and the second is told that the link is gone', async () => {
    const { enter, askUndo, agent, prove } = visitorOf(poterne, CLAIRE);
    await enter();
    const [one, two] = [await askUndo(link), await askUndo(link)];
    expect(headingOf(await prove(one))).toContain('n’ouvre plus votre compte');
    const second = await prove(await agent.get(two.url));
    expect(headingOf(second)).toContain('n’ouvrait déjà plus');
  });

  test('S6 an answer brought to another browser opens nothing there', async () => {
    const { leave, home } = visitorOf(poterne, CLAIRE);
    const state = (await leave(home)).searchParams.get('state');
    const victim = openAgent(poterne.origin);
    const page = await victim.get(`${home}/callback?state=${state}&code=anything`);
    expect(headingOf(page)).toBe('Cette connexion ne peut plus servir');
    expect(victim.cookies().map(({ name }) => name)).not.toContain('poterne.allocataires.account');
  });

  test('P9 signing out ends the session here, then asks at the provider, and comes back', async () => {
    const { enter, agent, home } = visitorOf(poterne, CLAIRE);
    const page = await enter();
    const kept = agent.cookies();
    const asked = await agent.submit(page, '/account/sign-out');
    expect(headingOf(asked)).toMatch(/déconnecter/i);
    const done = await agent.submit(asked, '/session/end/confirm', { logout: 'yes' });
    expect(headingOf(done)).toBe('Vous êtes déconnecté');
    for (const cookie of kept) agent.setCookie(cookie);
    expect((await agent.get(home)).html).toContain('name="password"');
  });

  test('P9 who chooses to stay signed in is told so, and no page of a sign-out says otherwise to who is signed in', async () => {
    const { enter, agent, home } = visitorOf(poterne, CLAIRE);
    const success = `${poterne.issuer('allocataires')}/session/end/success`;
    const asked = await agent.submit(await enter(), '/account/sign-out');
    const stayed = await agent.submit(asked, '/session/end/confirm');
    expect(headingOf(stayed)).toBe('Vous restez connecté');
    expect(stayed.html).toContain(`href="${home}"`);
    expect(headingOf(await agent.get(home))).toBe(HOME);
    for (const address of ['signed-out', 'devices/everywhere/done']) {
      expect(wordsOf(await agent.get(`${home}/${address}`))).not.toMatch(/[Vv]ous êtes déconnecté/);
    }
    expect(headingOf(await agent.get(success))).toBe('Vous restez connecté');
    // By the page's own way, it ends after all.
    const leaving = await agent.get(`${poterne.issuer('allocataires')}/session/end`);
    expect(headingOf(await agent.submit(leaving, '/session/end/confirm', { logout: 'yes' }))).toBe(
      'Déconnexion réussie',
    );
    expect(headingOf(await agent.get(success))).toBe('Déconnexion réussie');
    expect((await openAgent(poterne.origin).get(success)).status).toBe(200);
  });

  test('P9 a sign-out at a portal ends the session here by back-channel, and the next sign-in works', async () => {
    const { enter, agent, home, prove } = visitorOf(poterne, CLAIRE);
    await enter();
    const asked = await agent.get(`${poterne.issuer('allocataires')}/session/end`);
    await agent.submit(asked, '/session/end/confirm', { logout: 'yes' });
    const delivered = async () => (await agent.get(home)).html.includes('name="password"');
    for (let tries = 0; tries < 40 && !(await delivered()); tries += 1) await new Promise((r) => setTimeout(r, 50));
    expect(await delivered()).toBe(true);
    expect(headingOf(await prove(await agent.get(home)))).toBe(HOME);
  });

  test('P9 a logout token that is forged, or another kind of token, ends nothing', async () => {
    const { enter, agent, home } = visitorOf(poterne, CLAIRE);
    await enter();
    const party = await relyingParty(poterne);
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const { id_token: idToken = '' } = await party.redeem(request, callback);
    for (const logout_token of ['', 'a.b.c', idToken]) {
      const refused = await agent.post(`${home}/backchannel-logout`, { logout_token });
      expect(refused.status).toBe(400);
    }
    expect(headingOf(await agent.get(home))).toBe(HOME);
  });

  test('P9 the session id changes at each proof, and the old one is worth nothing', async () => {
    const { enter, agent, askUndo, prove, home } = visitorOf(poterne, CLAIRE);
    await enter();
    const cookieOf = () => agent.cookies().find(({ name }) => name === 'poterne.allocataires.account');
    const before = cookieOf();
    await prove(await askUndo(link));
    expect(cookieOf()?.value).not.toBe(before?.value);
    expect(cookieOf()?.value).toMatch(/^[\w-]{43}$/);
    const thief = openAgent(poterne.origin);
    if (before) thief.setCookie(before);
    expect((await thief.get(home)).html).toContain('name="password"');
  });

  test('E4 the realm of employers has the same pages, in its own words', async () => {
    const theirs = await links.make(HELENE, `helene-${subjects}`);
    const { enter, askUndo, prove } = visitorOf(poterne, HELENE);
    expect(wordsOf(await enter('/identities'))).toContain('Votre établissement et votre nom sont les mêmes');
    const page = await prove(await askUndo(theirs));
    expect(wordsOf(page)).toContain('Connectez-vous avec votre identifiant');
    expect(await links.statusOf(HELENE, theirs)).toBe('undone');
  });

  test('X1 English for who reads English, and the language stays over the sign-in', async () => {
    const { agent, home, prove } = visitorOf(poterne, CLAIRE);
    const page = await prove(
      await agent.get(home, { 'accept-language': 'en' }).then(() => agent.get(`${home}?lang=en`)),
    );
    expect(headingOf(page)).toBe('Manage my account');
    expect(page.html).toContain('<html lang="en">');
  });

  test('I3 somebody who can receive no code comes back to a page with a way on', async () => {
    const { agent, home } = visitorOf(poterne, LUCIEN);
    const page = await giveCredentials(agent, await agent.get(home), LUCIEN);
    expect(page.status).toBe(403);
    const stopped = await agent.get(`${page.url.href}/cancel`);
    expect(headingOf(stopped)).toBe('Vous avez arrêté la connexion');
  });
});

/** The invitation to a passkey at the end of a sign-in (I6): seldom, by the browser's word, on the code that was just given. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Agent, type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { createdOn } from '../harness/passkey_page.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, type RelyingPartyOptions, relyingParty } from '../harness/relying_party.js';
import { CLAIRE, CLIENTS, PAUL, PORTAL, SECRET, type TestPerson } from '../harness/scenario.js';

const INVITATION = 'Se connecter plus vite la prochaine fois ?';
const ACCEPT = '/invite_passkey';
const LATER = '/invite_passkey/later';
const DAY_SECONDS = 86_400;
const RELATED = 'https://compte.example.org';
const KIOSK = {
  realm: 'allocataires',
  metadata: {
    ...{ client_id: 'kiosk', client_name: 'Borne', client_secret: SECRET, redirect_uris: [PORTAL] },
    ...{ grant_types: ['authorization_code'], response_types: ['code'], shared_device: true },
  },
};

describe('I6 « Se connecter plus vite la prochaine fois »', () => {
  let poterne: Restartable;
  beforeAll(async () => {
    poterne = await startPoterne({
      name: 'passkey_invitation',
      clients: [...CLIENTS, KIOSK],
      environment: { PASSKEY_ORIGINS_ALLOCATAIRES: RELATED },
    });
  });
  afterAll(() => poterne.close());

  interface Wishes {
    readonly parameters?: Record<string, string>;
    readonly party?: RelyingPartyOptions;
    /** what the browser's script says with the code; nothing where there is none */
    readonly platform?: string;
  }
  /** Password and code in a browser, as far as what follows the code. */
  const signIn = async (
    agent: Agent,
    person: TestPerson,
    { parameters, party, platform = 'passkeys' }: Wishes = {},
  ) => {
    passSeconds(60);
    const portal = await relyingParty(poterne, party);
    const request = await portal.request({ prompt: 'login', ...parameters });
    let page = await giveCredentials(agent, await agent.get(request.url), person);
    page = await askForCode(agent, page);
    return agent.submit(page, '/one_time_code/verify', { code: poterne.outbox.code(), platform });
  };
  const isInvited = (page: AgentPage) => headingOf(page).replace(/\u00a0/g, ' ') === INVITATION;
  const database = () => poterne.service.database;
  const accountOf = ({ familyName, realm }: TestPerson) =>
    database().account.findFirstOrThrow({ where: { familyName, realm } });
  const keysOf = async (person: TestPerson) =>
    database().passkey.count({ where: { accountId: (await accountOf(person)).id } });
  /** A browser in which this person signed in before. */
  const knownBrowser = async (person: TestPerson) => {
    const agent = openAgent(poterne.origin);
    const first = await signIn(agent, person);
    expect(first.left).toBeDefined();
    return agent;
  };

  test('I6 the host says where its passkeys may be used, and that alone', async () => {
    const answer = await fetch(`${poterne.origin}/.well-known/webauthn`, { redirect: 'manual' });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(await answer.json()).toEqual({ origins: [poterne.origin, RELATED] });
    expect((await fetch(`${poterne.origin}/allocataires/.well-known/webauthn`)).status).toBe(404);
  });

  test('I6 at the second sign-in in a browser that can: « Plus tard » leads on, and it is not said again for 30 days', async () => {
    const agent = await knownBrowser(CLAIRE);
    const page = await signIn(agent, CLAIRE);
    expect(isInvited(page)).toBe(true);
    expect((await accountOf(CLAIRE)).passkeyInvitedAt).not.toBeNull();
    // Reloading and the other language are the same page; nothing left for the portal yet.
    expect(isInvited(await agent.get(page.url))).toBe(true);
    expect(headingOf(await agent.get(`${page.url}?lang=en`))).toBe('Sign in faster next time?');
    await agent.get(`${page.url}?lang=fr`);
    const forged = await agent.post(`${page.url}${LATER}`, { csrf: 'forged' });
    expect(forged.left).toBeUndefined();
    const left = await agent.submit(await agent.get(page.url), LATER);
    expect(left.left?.searchParams.get('code')).toBeTruthy();
    expect((await signIn(agent, CLAIRE)).left).toBeDefined();
    passSeconds(30 * DAY_SECONDS);
    const again = await signIn(agent, CLAIRE);
    expect(isInvited(again)).toBe(true);
    // Whoever leaves it is signed in at the next asking, without the page.
    const portal = await relyingParty(poterne);
    expect((await agent.get((await portal.request()).url)).left?.searchParams.get('code')).toBeTruthy();
  });

  test('I6 U2 the passkey is made there, on the code that was just given, told, and leads to the portal', async () => {
    const agent = await knownBrowser(PAUL);
    const page = await signIn(agent, PAUL);
    const cancelled = await agent.submit(page, ACCEPT, { passkey: '', failure: 'cancelled' });
    expect(cancelled.status).toBe(422);
    expect(wordsOf(cancelled)).toContain('Rien n’a été créé');
    const unverified = await agent.submit(cancelled, ACCEPT, createdOn(cancelled, { userVerified: false }).fields);
    expect(wordsOf(unverified)).toContain('n’a pas pu être vérifiée');
    // An answer to another page's question is none here.
    const stolen = await agent.submit(unverified, ACCEPT, createdOn(page, { challenge: 'x'.repeat(43) }).fields);
    expect(wordsOf(stolen)).toContain('a déjà servi');
    expect(await keysOf(PAUL)).toBe(0);
    const made = await agent.submit(stolen, ACCEPT, createdOn(stolen).fields);
    expect(made.left?.searchParams.get('code')).toBeTruthy();
    expect(await keysOf(PAUL)).toBe(1);
    const { id } = await accountOf(PAUL);
    expect(await database().notice.count({ where: { accountId: id, kind: 'passkey_added' } })).toBe(1);
    passSeconds(31 * DAY_SECONDS);
    expect((await signIn(agent, PAUL)).left).toBeDefined();
  });

  test('A5 I6 one code makes one passkey, however many pages of the invitation answer at once', async () => {
    await database().passkeyUser.deleteMany();
    await database().account.updateMany({ data: { passkeyInvitedAt: null } });
    const agent = await knownBrowser(PAUL);
    const pages = [await signIn(agent, PAUL)];
    while (pages.length < 4) pages.push(await agent.get(pages[0]?.url ?? poterne.origin));
    await Promise.all(pages.map((page) => agent.submit(page, ACCEPT, createdOn(page).fields)));
    expect(await keysOf(PAUL)).toBe(1);
  });

  test('P9 I6 who signed out in another tab leaves an invitation on which nothing is made', async () => {
    await database().passkeyUser.deleteMany();
    await database().account.updateMany({ data: { passkeyInvitedAt: null } });
    const agent = await knownBrowser(PAUL);
    const page = await signIn(agent, PAUL);
    const signingOut = `${poterne.issuer('allocataires')}/session/end`;
    await agent.submit(await agent.get(signingOut), '/session/end/confirm', { logout: 'yes' });
    const made = await agent.submit(page, ACCEPT, createdOn(page).fields);
    expect(made.left).toBeUndefined();
    expect(await keysOf(PAUL)).toBe(0);
  });

  test('I6 ten minutes after the code nothing is made there: « Gérer mon compte » does, with a new code', async () => {
    await database().passkeyUser.deleteMany();
    await database().account.updateMany({ data: { passkeyInvitedAt: null } });
    const agent = await knownBrowser(PAUL);
    const page = await signIn(agent, PAUL);
    passSeconds(10 * 60 + 1);
    const late = await agent.submit(page, ACCEPT, createdOn(page).fields);
    expect(wordsOf(late)).toContain('avec un nouveau code');
    expect(late.html).toContain('href="/allocataires/account/passkeys"');
    expect(await keysOf(PAUL)).toBe(0);
    expect((await agent.submit(late, LATER)).left).toBeDefined();
  });

  const QUIET: ReadonlyArray<readonly [string, Wishes]> = [
    ['without script', { platform: '' }],
    ['at a third party', { party: { clientId: 'third' } }],
    ['at a shared device', { party: { clientId: 'kiosk' } }],
    ['at a step-up', { parameters: { acr_values: 'two-step-fresh' } }],
  ];
  test('I6 never in a new browser, without script, at a kiosk, a third party or a step-up', async () => {
    await database().passkeyUser.deleteMany();
    const agent = await knownBrowser(CLAIRE);
    for (const [where, wishes] of QUIET) {
      await database().account.updateMany({ data: { passkeyInvitedAt: null } });
      passSeconds(900);
      expect([where, isInvited(await signIn(agent, CLAIRE, wishes))]).toEqual([where, false]);
    }
    expect((await accountOf(CLAIRE)).passkeyInvitedAt).toBeNull();
    const portal = await relyingParty(poterne);
    const silent = await agent.get((await portal.request({ prompt: 'none' })).url);
    expect(silent.left?.searchParams.get('code')).toBeTruthy();
    expect(isInvited(await signIn(agent, CLAIRE))).toBe(true);
  });
});

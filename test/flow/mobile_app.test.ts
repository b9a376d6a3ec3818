/** The mobile app's life (P2, P5, P9): a sign-in that survives everything, tokens worth nothing without their key, and its end. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { type AgentPage, formsOf, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { type App, openApp, refreshWithLosses } from '../harness/app_client.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, typeCode } from '../harness/relying_party.js';
import { CLAIRE, PAUL, type TestPerson } from '../harness/scenario.js';
import { proofKey } from '../protocol/keys.js';
import { type Listener, listen } from '../protocol/openid_backchannel_logout.js';

const PRIVATE = 'fr.example.moncompte:/signed-in';
const SIGNED_OUT = 'fr.example.moncompte:/signed-out';
const CLAIMED = 'https://app.example.test/signed-in';
const REFRESHES = Number(process.env['POTERNE_TEST_REFRESHES'] ?? 100);
const NAME = 'Mon Compte, l’application';

const LINKS = join(mkdtempSync(join(tmpdir(), 'poterne-app-links-')), 'app_links.json');
writeFileSync(
  LINKS,
  JSON.stringify([
    { realm: 'allocataires', ios: [{ app_id: 'ABCDE12345.fr.example.moncompte' }] },
    { realm: 'employeurs', ios: [{ app_id: 'ABCDE12345.fr.example.peps', paths: [] }] },
  ]),
);

describe('the mobile app', () => {
  let poterne: Restartable;
  let backend: Listener;
  const start = (after?: Restartable) =>
    startPoterne({
      name: 'mobile_app',
      ephemeral: 'redis',
      environment: { APP_LINKS_FILE: LINKS },
      clients: [
        {
          realm: 'allocataires',
          metadata: {
            client_id: 'mobile',
            client_name: NAME,
            application_type: 'native',
            token_endpoint_auth_method: 'none',
            dpop_bound_access_tokens: true,
            redirect_uris: [PRIVATE, CLAIMED, 'http://127.0.0.1/signed-in'],
            post_logout_redirect_uris: [SIGNED_OUT],
            grant_types: ['authorization_code', 'refresh_token'],
            response_types: ['code'],
            scope: 'openid profile',
            sector: 'caf',
            backchannel_logout_uri: backend.address,
          },
        },
      ],
      ...(after ? { after, port: Number(new URL(after.origin).port) } : {}),
    });
  beforeAll(async () => {
    backend = await listen();
    poterne = await start();
  });
  afterAll(async () => {
    await poterne.close();
    await backend.close();
  });

  const open = (): Promise<App> =>
    openApp({
      issuer: poterne.issuer('allocataires'),
      clientId: 'mobile',
      redirectUri: PRIVATE,
      code: (person) => poterne.outbox.code(person.email),
    });
  const signedIn = async (person: TestPerson = CLAIRE) => {
    const app = await open();
    return { app, tokens: await app.signIn(person) };
  };
  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let turn = 0; turn < 500 && !(await holds()); turn += 1) await new Promise((done) => setTimeout(done, 10));
    return holds();
  };
  const told = ({ status, body }: { status: number; body: Readonly<Record<string, unknown>> }) => [
    status,
    body['error'],
  ];
  const noticesOf = () =>
    poterne.service.database.notice.findMany({ where: { kind: 'app_signed_out' }, orderBy: { channel: 'asc' } });

  test.each([
    [PRIVATE, PRIVATE],
    [CLAIMED, CLAIMED],
    ['http://127.0.0.1/signed-in', 'http://127.0.0.1:51004/signed-in'],
  ])('P2 RFC 8252 §7 the app is answered where it registered, on any loopback port: %s', async (_registered, used) => {
    const app = await open();
    const tokens = await app.signIn(CLAIRE, { redirect_uri: used });
    expect((await app.userinfo(tokens.access)).status).toBe(200);
  });

  test('P2 RFC 8252 §8.4 nobody else’s scheme, path or host gets the answer', async () => {
    const app = await open();
    for (const redirect_uri of [
      'fr.example.other:/signed-in',
      'fr.example.moncompte:/other',
      'https://app.example.test:8443/signed-in',
      'http://localhost:51004/signed-in',
      'http://127.0.0.1:51004/other',
    ]) {
      const page = await app.browser.get(app.address({ redirect_uri }));
      expect([redirect_uri, page.status, page.left]).toEqual([redirect_uri, 400, undefined]);
    }
  });

  test('I6 P2 the host names its apps to iOS in one file for all its realms; without an app, as for Android here, there is none', async () => {
    const address = `${poterne.origin}/.well-known/apple-app-site-association`;
    const answer = await fetch(address, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'application/json; charset=utf-8',
      'public, max-age=3600',
    ]);
    expect(await answer.json()).toMatchObject({
      applinks: { details: [{ appIDs: ['ABCDE12345.fr.example.moncompte'] }] },
      webcredentials: { apps: ['ABCDE12345.fr.example.moncompte', 'ABCDE12345.fr.example.peps'] },
    });
    expect((await fetch(address, { method: 'HEAD' })).headers.get('content-length')).toMatch(/^\d{3}$/);
    for (const path of ['/.well-known/assetlinks.json', '/allocataires/.well-known/apple-app-site-association'])
      expect([path, (await fetch(`${poterne.origin}${path}`)).status]).toEqual([path, 404]);
    expect((await fetch(address, { method: 'POST' })).status).toBe(404);
  });

  test('I2 S6 a telephone that does not open the app shows a page that says so, and the answer leaves the address', async () => {
    const page = await openAgent(poterne.origin).get(`${poterne.origin}/app/signed-in?code=a-code-of-nobody&state=s`);
    expect([page.status, headingOf(page), page.url.href]).toEqual([
      200,
      'Revenez dans l’application',
      `${poterne.origin}/app/`,
    ]);
    expect(page.html).not.toContain('a-code-of-nobody');
    const english = await openAgent(poterne.origin).get(`${poterne.origin}/app/?lang=en`);
    expect(headingOf(english)).toBe('Go back to the app');
    expect((await openAgent(poterne.origin).get(`${poterne.origin}/application`)).status).toBe(404);
  });

  test('P5 of 100 refreshes (1,000 by npm run lost-responses) with each tenth answer lost, none signs the person out', async () => {
    const { app, tokens } = await signedIn();
    const begun = performance.now();
    const losses = await refreshWithLosses(app, tokens.refresh, REFRESHES, () => passSeconds(29));
    expect(losses).toEqual({ refreshes: REFRESHES + REFRESHES / 10, lost: REFRESHES / 10, signedOut: 0 });
    const seconds = (performance.now() - begun) / 1000;
    if (REFRESHES > 100) process.stdout.write(`${JSON.stringify({ ...losses, seconds: Math.round(seconds) })}\n`);
  }, 600_000);

  test('P5 a refresh token stolen without its key is refused, also one that was used, and the owner goes on', async () => {
    const { app, tokens } = await signedIn();
    const thief = await proofKey();
    expect(told(await app.refresh(tokens.refresh, null))).toEqual([400, 'invalid_grant']);
    expect(told(await app.refresh(tokens.refresh, thief))).toEqual([400, 'invalid_grant']);
    const forged = await app.refresh(tokens.refresh, app.key, { htu: 'https://elsewhere.example.test/token' });
    expect(told(forged)).toEqual([400, 'invalid_dpop_proof']);
    const next = String((await app.refresh(tokens.refresh)).body['refresh_token']);
    passSeconds(120);
    expect(told(await app.refresh(tokens.refresh, thief))).toEqual([400, 'invalid_grant']);
    expect(told(await app.refresh(tokens.refresh, null))).toEqual([400, 'invalid_grant']);
    const last = await app.refresh(next);
    expect(last.status).toBe(200);
    expect((await app.userinfo(String(last.body['access_token']))).status).toBe(200);
    expect(await noticesOf()).toEqual([]);
  });

  test('P5 two refreshes at once give one successor, whichever answer arrives, and the app goes on', async () => {
    const { app, tokens } = await signedIn();
    const answers = await Promise.all([app.refresh(tokens.refresh), app.refresh(tokens.refresh)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const successors = new Set(answers.map(({ body }) => body['refresh_token']));
    expect(successors.size).toBe(1);
    expect((await app.refresh(String([...successors][0]))).status).toBe(200);
  });

  test('P5 a token that is truly replayed ends the grant: the client is told by error and back channel, the person on each contact', async () => {
    const { app, tokens } = await signedIn();
    const next = await app.refresh(tokens.refresh);
    passSeconds(31);
    backend.received.length = 0;
    const replays = await Promise.all(Array.from({ length: 5 }, () => app.refresh(tokens.refresh)));
    expect(replays.map(told)).toEqual(replays.map(() => [400, 'invalid_grant']));
    expect(told(await app.refresh(String(next.body['refresh_token'])))).toEqual([400, 'invalid_grant']);
    expect(told(await app.userinfo(String(next.body['access_token'])))).toEqual([401, 'invalid_token']);
    const notices = await noticesOf();
    expect(notices.map(({ channel }) => channel)).toEqual(['email', 'sms']);
    expect(notices[0]?.data).toMatchObject({ portal: NAME });
    await poterne.service.settled();
    passSeconds(60);
    expect(await until(() => backend.received.length > 0)).toBe(true);
    expect(decodeJwt(backend.received[0]?.token ?? '')).toMatchObject({ aud: 'mobile', sub: decodeJwt(tokens.id).sub });
  });

  test('P5 RFC 9449 §5 the key is the code’s own: another one redeems nothing, and the code is not lost by it', async () => {
    const app = await open();
    const page = await app.walk(await app.browser.get(app.address()), CLAIRE);
    const code = page.left?.searchParams.get('code') ?? '';
    const fields = { grant_type: 'authorization_code', code, redirect_uri: PRIVATE, code_verifier: 'x'.repeat(43) };
    expect(told(await app.token(fields))).toEqual([400, 'invalid_grant']);
    expect(told(await app.token(fields, null))).toEqual([400, 'invalid_grant']);
    expect((await app.userinfo((await app.redeem(page.left)).access)).status).toBe(200);
    const other = await app.walk(
      await app.browser.get(app.address({ dpop_jkt: (await proofKey()).thumbprint })),
      CLAIRE,
    );
    await expect(app.redeem(other.left)).rejects.toThrow('invalid_grant');
  });

  test('RFC 9449 §7.1, §4.3 at userinfo: no Bearer, no other key, ath, htu, htm; each proof once', async () => {
    const { app, tokens } = await signedIn();
    const attempts = [
      app.userinfo(tokens.access, null),
      app.userinfo(tokens.access, await proofKey()),
      app.userinfo(tokens.access, app.key, { ath: 'wrong' }),
      app.userinfo(tokens.access, app.key, { htu: `${poterne.issuer('employeurs')}/userinfo` }),
      app.userinfo(tokens.access, app.key, { htm: 'POST' }),
    ];
    for (const answer of await Promise.all(attempts)) expect(answer.status).toBe(401);
    const jti = 'one-proof-one-use';
    expect((await app.userinfo(tokens.access, app.key, { jti })).status).toBe(200);
    expect(told(await app.userinfo(tokens.access, app.key, { jti }))).toEqual([401, 'invalid_token']);
  });

  test('RFC 9449 §8, §9 a telephone whose clock is wrong is given a nonce, at token and userinfo, and goes on with it', async () => {
    const { app, tokens } = await signedIn();
    const iat = Math.floor(Date.now() / 1000) - 3600;
    const asked = await app.refresh(tokens.refresh, app.key, { iat });
    expect(told(asked)).toEqual([400, 'use_dpop_nonce']);
    const nonce = asked.headers.get('dpop-nonce') ?? '';
    const renewed = await app.refresh(tokens.refresh, app.key, { iat, nonce });
    expect(renewed.status).toBe(200);
    const access = String(renewed.body['access_token']);
    const refused = await app.userinfo(access, app.key, { iat });
    expect(told(refused)).toEqual([401, 'use_dpop_nonce']);
    expect(refused.headers.get('www-authenticate')).toMatch(/^DPoP .*use_dpop_nonce/);
    const again = refused.headers.get('dpop-nonce') ?? '';
    expect((await app.userinfo(access, app.key, { iat, nonce: again })).status).toBe(200);
  });

  test('P9 once signed in the app asks silently; max_age, another person’s hint and prompt=login bring the page back', async () => {
    const { app, tokens } = await signedIn();
    const errorOf = async (parameters: Record<string, string>) =>
      (await app.browser.get(app.address({ prompt: 'none', ...parameters }))).left?.searchParams.get('error');
    expect((await app.redeem((await app.browser.get(app.address({ prompt: 'none' }))).left)).id).toBeTruthy();
    expect(await errorOf({ id_token_hint: tokens.id })).toBeNull();
    const paul = await signedIn(PAUL);
    expect(await errorOf({ id_token_hint: paul.tokens.id })).toBe('login_required');
    passSeconds(120);
    expect(await errorOf({ max_age: '60' })).toBe('login_required');
    expect(await errorOf({ acr_values: 'two-step-fresh' })).toBe('interaction_required');
    const shown = await app.browser.get(app.address({ prompt: 'login', login_hint: 'claire.martin@example.test' }));
    expect(shown.html).toContain('name="password"');
    expect((await openAgent(poterne.origin).get(app.address({ prompt: 'none' }))).left?.searchParams.get('error')).toBe(
      'login_required',
    );
  });

  test('A4 the app steps up for a sensitive action: one code, a fresh level, and the next refresh has it no more', async () => {
    const { app } = await signedIn();
    passSeconds(60);
    const page = await app.browser.get(app.address({ acr_values: 'two-step-fresh' }));
    expect(page.html).not.toContain('name="password"');
    const fresh = await app.redeem((await app.walk(page, CLAIRE)).left);
    expect(decodeJwt(fresh.id)).toMatchObject({ acr: 'two-step-fresh' });
    const { body } = await app.refresh(fresh.refresh);
    expect(decodeJwt(String(body['id_token']))).toMatchObject({ acr: 'two-step' });
  });

  test('P9 signing out from the app closes the browser’s session and comes back to its scheme', async () => {
    const { app, tokens } = await signedIn();
    const query = new URLSearchParams({
      id_token_hint: tokens.id,
      post_logout_redirect_uri: SIGNED_OUT,
      state: 'out',
    });
    const address = `${poterne.issuer('allocataires')}/session/end?${query}`;
    const asked = await app.browser.get(address);
    expect(asked.headers.get('content-security-policy')).toContain("form-action 'self' fr.example.moncompte:");
    const form = formsOf(asked).find(({ action }) => action.includes('/session/end'));
    const done = await app.browser.post(new URL(form?.action ?? '', asked.url), { ...form?.fields, logout: 'yes' });
    expect(done.left?.href).toBe(`${SIGNED_OUT}?state=out`);
    const silent = await app.browser.get(app.address({ prompt: 'none' }));
    expect(silent.left?.searchParams.get('error')).toBe('login_required');
    const foreign = query.toString().replace('moncompte', 'other');
    const refused = await app.browser.get(`${poterne.issuer('allocataires')}/session/end?${foreign}`);
    expect([refused.status, refused.left]).toEqual([400, undefined]);
  });

  test('U1 a lost telephone: its owner ends the app by its name, elsewhere; its tokens and its browser’s session are dead at once', async () => {
    const { app, tokens } = await signedIn(PAUL);
    const elsewhere = openAgent(poterne.origin);
    const home = `${poterne.issuer('allocataires')}/account`;
    let page = await giveCredentials(elsewhere, await elsewhere.get(`${home}/devices`), PAUL);
    page = await askForCode(elsewhere, page);
    page = await typeCode(elsewhere, page, poterne.outbox.code(PAUL.email));
    expect(headingOf(page)).toBe('Appareils et connexions');
    expect(wordsOf(page)).toMatch(new RegExp(`Applications connectées .* ${NAME} Connectée depuis le`));
    const form = formsOf(page).find(({ action }) => action.endsWith('/devices/end-app'));
    const stranger = await signedIn(CLAIRE);
    const foreign = await stranger.app.browser.get(`${home}/devices`);
    const theirs = formsOf(foreign).find(({ action }) => action.endsWith('/devices/end-app'));
    const post = new URL(form?.action ?? '', poterne.origin);
    const missed = await stranger.app.browser.post(post, { ...theirs?.fields, ref: form?.fields['ref'] ?? '' });
    expect(wordsOf(missed)).toContain('n’était déjà plus dans la liste');
    expect((await app.userinfo(tokens.access)).status).toBe(200);

    backend.received.length = 0;
    const done = await elsewhere.submit(page, '/devices/end-app');
    expect(wordsOf(done)).toContain('Cette application est déconnectée');
    const apps = (from: AgentPage) => formsOf(from).filter(({ action }) => action.endsWith('/devices/end-app')).length;
    expect(apps(done)).toBe(apps(page) - 1);
    expect(told(await app.refresh(tokens.refresh))).toEqual([400, 'invalid_grant']);
    expect(told(await app.userinfo(tokens.access))).toEqual([401, 'invalid_token']);
    const silent = await app.browser.get(app.address({ prompt: 'none' }));
    expect(silent.left?.searchParams.get('error')).toBe('login_required');
    const history = async () => wordsOf(await elsewhere.get(`${home}/history`));
    expect(await until(async () => (await history()).includes(`Application déconnectée : ${NAME}`))).toBe(true);
    passSeconds(60);
    expect(await until(() => backend.received.length > 0)).toBe(true);
    expect((await stranger.app.refresh(stranger.tokens.refresh)).status).toBe(200);
  });

  test('U1 the app outlives its browser’s session, and is still listed and ended when that is long over', async () => {
    const { app, tokens } = await signedIn(PAUL);
    passSeconds(13 * 3600);
    const renewed = await app.refresh(tokens.refresh);
    expect(renewed.status).toBe(200);
    const home = `${poterne.issuer('allocataires')}/account`;
    const page = await app.walk(await app.browser.get(`${home}/devices`), PAUL);
    expect(wordsOf(await app.browser.submit(page, '/devices/end-app'))).toContain('Cette application est déconnectée');
    expect(told(await app.refresh(String(renewed.body['refresh_token'])))).toEqual([400, 'invalid_grant']);
    // The browser that asked goes on.
    expect(headingOf(await app.browser.get(`${home}/devices`))).toBe('Appareils et connexions');
  });

  test('I2 leaving for the mailbox loses nothing: reload, the system’s new tab, and a restart of the service in between', async () => {
    const app = await open();
    let page = await app.browser.get(app.address());
    page = await giveCredentials(app.browser, page, CLAIRE);
    page = await askForCode(app.browser, page);
    const code = poterne.outbox.code(CLAIRE.email);
    expect((await app.browser.get(page.url)).html).toContain('/one_time_code/verify');
    const tab = openAgent(poterne.origin);
    for (const cookie of app.browser.cookies()) tab.setCookie(cookie);
    const before = poterne;
    await before.close();
    poterne = await start(before);
    const back = await tab.get(page.url);
    expect(back.html).toContain('/one_time_code/verify');
    const done = await typeCode(tab, back, code);
    expect(done.left?.href).toMatch(/^fr\.example\.moncompte:\/signed-in\?code=/);
    const tokens = await app.redeem(done.left);
    expect((await app.refresh(tokens.refresh)).status).toBe(200);
  });
});

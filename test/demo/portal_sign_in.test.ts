/** A portal as a relying party of a standard provider: code flow, step-up, refresh, sign-out (P1, A4). */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { portalClientMetadata } from '../../demo/portal/client_metadata.js';
import { type RunningPortal, startPortal } from '../../demo/portal/portal.js';
import { openBrowser, type SmallBrowser } from './small_browser.js';
import { freePort, type SmallProvider, startSmallProvider } from './small_provider.js';

let provider: SmallProvider;
let portal: RunningPortal;
let browser: SmallBrowser;

beforeAll(async () => {
  const [providerPort, port] = [await freePort(), await freePort()];
  const baseUrl = `http://localhost:${port}`;
  const clientSecret = 'a secret of this test only, long enough';
  // the portal starts first: it discovers the provider when somebody signs in
  portal = await startPortal({
    port,
    baseUrl,
    clientSecret,
    issuer: `http://localhost:${providerPort}`,
    clientId: 'demo-caf',
    kind: 'caf',
    people: [],
    inboxUrl: 'http://localhost:3004',
  });
  expect((await openBrowser().get(`${portal.url}/connexion`)).status).toBe(503);
  provider = await startSmallProvider(providerPort, portalClientMetadata({ kind: 'caf', baseUrl, clientSecret }));
});
beforeEach(() => {
  browser = openBrowser();
  provider.next = { accountId: 'person-1', acr: 'two-step', amr: ['pwd', 'otp', 'mail'] };
  provider.nextError = undefined;
});
afterAll(async () => {
  await Promise.all([portal.close(), provider.close()]);
});

const signIn = () => browser.get(`${portal.url}/connexion`);
const stepUp = () => browser.get(`${portal.url}/connexion?niveau=two-factor`);

test('P1 a person signs in with code and PKCE S256 and sees what the provider attested', async () => {
  const home = await signIn();
  expect(home.url.href).toBe(`${portal.url}/`);
  expect(home.html).toContain('Bonjour Claire MARTIN');
  expect(home.html).toMatch(/two-step<\/dd>/);
  expect(home.html).toContain('pwd, otp, mail');
  const asked = provider.lastRequest();
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('state')).toBeTruthy();
  expect(asked.get('nonce')).toBeTruthy();
  expect(asked.get('acr_values')).toBeNull();
  expect(asked.get('ui_locales')).toBeNull();
});

test('X1 the language chosen on the portal is passed on with ui_locales', async () => {
  await browser.get(`${portal.url}/?lang=en`);
  expect((await signIn()).html).toContain('Hello Claire MARTIN');
  expect(provider.lastRequest().get('ui_locales')).toBe('en');
});

test('the session has a new id after sign-in, and an answer counts once', async () => {
  const asked = await browser.step(`${portal.url}/connexion`);
  const before = browser.cookie('portail-caf');
  let page = asked;
  while (!page.headers.get('location')?.includes('/callback?')) {
    page = await browser.step(new URL(page.headers.get('location') ?? '', page.url).href);
  }
  const answer = page.headers.get('location') ?? '';
  expect((await browser.get(answer)).html).toContain('Bonjour Claire');
  expect(browser.cookie('portail-caf')).not.toBe(before);
  const again = await browser.get(answer);
  expect(again.status).toBe(400);
  expect(again.html).toContain('ne peut plus servir');
  expect(again.html).toContain('Revenir à l’accueil');
  // somebody else's answer in this browser, and this browser's answer in another
  expect((await openBrowser().get(answer)).status).toBe(400);
});

test('P5 the tokens are refreshed and the page shows the level before and after', async () => {
  expect((await signIn()).html).toContain('Rafraîchir les jetons');
  const home = await browser.post(`${portal.url}/jetons`);
  expect(home.html).toContain('Niveau avant\u00a0: two-step\u00a0; niveau maintenant\u00a0: two-step.');
});

test.each([
  ['access_denied', 'La connexion a été abandonnée', 403],
  ['login_required', 'Il faut vous connecter de nouveau', 403],
  ['unmet_authentication_requirements', 'La vérification demandée n’est pas possible', 403],
  ['server_error', 'Le service de connexion a refusé la demande', 502],
])('an answer with %s has its own page', async (error, title, status) => {
  provider.nextError = error;
  const page = await signIn();
  expect(page.status).toBe(status);
  expect(page.html).toContain(title);
  expect(page.html).toContain(`${error}: as the test wants`);
  expect(page.url.search).toBe(`?raison=${page.url.searchParams.get('raison')}`);
  // refused while stepping up: the person stays signed in
  provider.nextError = undefined;
  await signIn();
  provider.nextError = error;
  await stepUp();
  expect((await browser.get(`${portal.url}/`)).html).toContain('Bonjour Claire');
});

test('P1 signing out ends the portal’s session and goes through the provider with the ID Token as hint', async () => {
  await signIn();
  const page = await browser.post(`${portal.url}/deconnexion`);
  expect(page.url.origin).toBe(provider.issuer);
  expect(page.url.pathname).toBe('/session/end');
  expect(page.url.searchParams.get('id_token_hint')).toMatch(/^ey/);
  expect(page.url.searchParams.get('post_logout_redirect_uri')).toBe(`${portal.url}/deconnecte`);
  // the provider's own confirmation, as a person would press it
  const secret = /name="xsrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const out = await browser.post(`${provider.issuer}/session/end/confirm`, { xsrf: secret, logout: 'yes' });
  expect(out.url.href).toBe(`${portal.url}/deconnecte`);
  expect(out.html).toContain('Vous êtes déconnecté');
  expect((await browser.get(`${portal.url}/`)).html).toContain('Se connecter');
});

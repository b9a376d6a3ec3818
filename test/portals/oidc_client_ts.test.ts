/** A portal that lives in the browser: oidc-client-ts in Chromium, a public client from another origin. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { CLAIRE } from '../harness/scenario.js';
import { launchChromium } from '../infrastructure/chromium.js';
import { openPortalServer, type PortalServer } from './portal_server.js';

const library = readFileSync(
  join(
    dirname(createRequire(import.meta.url).resolve('oidc-client-ts/package.json')),
    'dist/browser/oidc-client-ts.min.js',
  ),
);
const PAGE =
  '<!doctype html><html lang="fr"><title>Portail</title><script src="/library.js"></script><script src="/portal.js"></script>';

let poterne: Restartable;
let portal: PortalServer;
let stranger: PortalServer;
let browser: Browser;

/** The portal's own script; what it learnt is read from `window.learnt`. */
const script = (issuer: string, origin: string) => `
const manager = new oidc.UserManager({
  authority: '${issuer}', client_id: 'in-the-browser', redirect_uri: '${origin}/callback',
  post_logout_redirect_uri: '${origin}/', response_type: 'code', scope: 'openid email offline_access',
  loadUserInfo: true, automaticSilentRenew: false, monitorSession: false,
});
window.portal = {
  signIn: () => manager.signinRedirect(),
  refresh: () => manager.signinSilent().then((user) => ({ access_token: user.access_token })),
  signOut: () => manager.signoutRedirect(),
  user: () => manager.getUser().then((user) => user && { profile: user.profile, access_token: user.access_token, refresh_token: user.refresh_token }),
};
window.ready = location.pathname === '/callback' ? manager.signinRedirectCallback().then(() => 'signed in', (error) => String(error)) : Promise.resolve('here');
`;

const serve = (server: PortalServer) =>
  server.serve((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/library.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(library);
    else if (path === '/portal.js')
      response
        .writeHead(200, { 'content-type': 'text/javascript' })
        .end(script(poterne.issuer('allocataires'), server.origin));
    else response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  });

beforeAll(async () => {
  [portal, stranger, browser] = await Promise.all([openPortalServer(), openPortalServer(), launchChromium()]);
  poterne = await startPoterne({
    name: 'oidc_client_ts',
    clients: [
      {
        realm: 'allocataires',
        metadata: {
          client_id: 'in-the-browser',
          client_name: 'Portail du navigateur',
          token_endpoint_auth_method: 'none',
          redirect_uris: [`${portal.origin}/callback`],
          post_logout_redirect_uris: [`${portal.origin}/`],
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
          cors_origins: [portal.origin],
        },
      },
    ],
  });
  serve(portal);
  serve(stranger);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([portal.close(), stranger.close(), poterne.close()]);
});

interface Learnt {
  readonly profile: Record<string, unknown>;
  readonly access_token: string;
  readonly refresh_token: string;
}
const run = <T>(page: Page, expression: string) => page.evaluate(expression) as Promise<T>;

test('P1 P2 P5 oidc-client-ts signs in with PKCE, reads userinfo, refreshes, and signs out', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(portal.origin);
  await run(page, 'void window.portal.signIn()');
  await page.fill('input[name=identifier]', CLAIRE.identifier);
  await page.fill('input[name=password]', CLAIRE.password);
  await page.click('form[action$="/login"] button[type=submit]');
  await page.check('input[value^="email."]');
  await page.click('form[action$="/one_time_code/send"] button[type=submit]');
  await page.fill('input[name=code]', poterne.outbox.code(CLAIRE.email));
  await page.click('form[action$="/one_time_code/verify"] button[type=submit]');
  await page.waitForURL(`${portal.origin}/callback?**`);
  expect(await run(page, 'window.ready')).toBe('signed in');

  const user = await run<Learnt>(page, 'window.portal.user()');
  expect(user.profile).toMatchObject({ email: CLAIRE.email, sub: expect.any(String) });
  const refreshed = await run<Learnt>(page, 'window.portal.refresh()');
  expect(refreshed.access_token).not.toBe(user.access_token);

  await run(page, 'void window.portal.signOut()');
  await page.waitForURL(/\/session\/end/);
  await page.click('form[action$="/session/end/confirm"] button[type=submit]');
  await page.waitForURL(`${portal.origin}/`);
  expect(await run(page, 'window.portal.user()')).toBeNull();
  await run(page, 'void window.portal.signIn()');
  await page.waitForSelector('input[name=password]');
  await context.close();
}, 60_000);

test('P2 an origin that the client did not register reads nothing from the token endpoint', async () => {
  const page = await (await browser.newContext()).newPage();
  const call = `fetch('${poterne.issuer('allocataires')}/token', { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'in-the-browser', refresh_token: 'x' }) }).then((answer) => answer.status, () => 'blocked')`;
  await page.goto(stranger.origin);
  expect(await run(page, call)).toBe('blocked');
  await page.goto(portal.origin);
  expect(await run(page, call)).toBe(400);
  await page.context().close();
}, 60_000);

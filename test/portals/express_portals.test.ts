/** Portals built on what Express sites use: express-openid-connect, and passport-openidconnect, which knows no PKCE. */
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { openAgent } from '../harness/agent.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { CLAIRE, SECRET } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { signInAt, signOutAt } from './person.js';
import { openPortalServer, type PortalServer } from './portal_server.js';

/** What the test uses of passport 0.7, its strategy and express-session, which come without types. */
interface Passport {
  use(name: string, strategy: unknown): void;
  authenticate(name: string, options?: Record<string, unknown>): RequestHandler;
  session(): RequestHandler;
  serializeUser(write: (user: unknown, done: (error: unknown, written: unknown) => void) => void): void;
  deserializeUser(read: (written: unknown, done: (error: unknown, user: unknown) => void) => void): void;
}
type Verify = (
  issuer: string,
  profile: Record<string, unknown>,
  context: Record<string, unknown>,
  idToken: string,
  done: (error: unknown, user: unknown) => void,
) => void;
const require = createRequire(import.meta.url);
const session = require('express-session') as (options: Record<string, unknown>) => RequestHandler;
const passport = require('passport') as Passport;
const { Strategy } = require('passport-openidconnect') as {
  Strategy: new (options: Record<string, unknown>, verify: Verify) => unknown;
};

let poterne: Restartable;
let connect: PortalServer;
let passported: PortalServer;
const SESSION_SECRET = 'session-secret-of-the-tests-only-000001';

beforeAll(async () => {
  [connect, passported] = await Promise.all([openPortalServer(), openPortalServer()]);
  const portal = (client_id: string, origin: string, more = {}) => ({
    realm: 'allocataires',
    metadata: {
      client_id,
      client_name: client_id,
      client_secret: SECRET,
      redirect_uris: [`${origin}/callback`],
      post_logout_redirect_uris: [origin, `${origin}/`],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      ...more,
    },
  });
  poterne = await startPoterne({
    name: 'express_portals',
    clients: [
      portal('express-openid-connect', connect.origin),
      portal('passport', passported.origin, { require_pkce: false }),
    ],
  });
});
afterAll(() => Promise.all([connect.close(), passported.close(), poterne.close()]));

test('P1 P2 express-openid-connect signs in, reads userinfo, refreshes and signs out', async () => {
  // Imported late: it requires openid-client, which the runner must have finished loading.
  const { default: oidc } = await import('express-openid-connect');
  const app = express();
  app.use(
    oidc.auth({
      issuerBaseURL: poterne.issuer('allocataires'),
      baseURL: connect.origin,
      clientID: 'express-openid-connect',
      clientSecret: SECRET,
      secret: SESSION_SECRET,
      authRequired: false,
      idpLogout: true,
      idTokenSigningAlg: 'ES256',
      authorizationParams: { response_type: 'code', scope: 'openid email offline_access' },
    }),
  );
  app.get('/person', oidc.requiresAuth(), async (request, response) => {
    const userinfo = await request.oidc.fetchUserInfo();
    const before = request.oidc.accessToken?.access_token;
    const refreshed = await request.oidc.accessToken?.refresh();
    for (const token of [before, refreshed?.access_token]) if (token) recordSecret('token', token);
    response.json({
      user: request.oidc.user,
      userinfo,
      refreshed: Boolean(refreshed) && refreshed?.access_token !== before,
    });
  });
  connect.serve(app);

  const browser = openAgent(connect.origin);
  const provider = openAgent(poterne.origin);
  const asked = (await browser.get(`${connect.origin}/login`)).left;
  expect(asked?.searchParams.get('code_challenge_method')).toBe('S256');
  const back = await signInAt(poterne, provider, asked ?? new URL(connect.origin), CLAIRE);
  await browser.get(back);
  const page = await browser.get(`${connect.origin}/person`);
  expect(page.status).toBe(200);
  const told = JSON.parse(page.html) as {
    user: Record<string, unknown>;
    userinfo: Record<string, unknown>;
    refreshed: boolean;
  };
  expect(told.user).toMatchObject({ acr: 'two-step' });
  expect(told.userinfo).toMatchObject({ email: CLAIRE.email, sub: told.user['sub'] });
  expect(told.refreshed).toBe(true);

  const leaving = (await browser.get(`${connect.origin}/logout`)).left;
  expect(leaving?.pathname).toBe('/allocataires/session/end');
  expect((await signOutAt(provider, leaving ?? new URL(connect.origin)))?.origin).toBe(connect.origin);
  const again = await provider.get(asked ?? '');
  expect(again.html).toContain('name="password"');
  expect((await browser.get(`${connect.origin}/person`)).left?.pathname).toBe('/allocataires/auth');
});

test('P2 passport-openidconnect, without PKCE, signs in, reads userinfo and signs out', async () => {
  const issuer = poterne.issuer('allocataires');
  passport.use(
    'poterne',
    new Strategy(
      {
        issuer,
        authorizationURL: `${issuer}/auth`,
        tokenURL: `${issuer}/token`,
        userInfoURL: `${issuer}/userinfo`,
        clientID: 'passport',
        clientSecret: SECRET,
        callbackURL: `${passported.origin}/callback`,
        scope: 'openid profile email',
        skipUserProfile: false,
      },
      (from, profile, _context, idToken, done) => {
        recordSecret('token', idToken);
        done(null, { from, profile, idToken });
      },
    ),
  );
  passport.serializeUser((user, done) => done(null, user));
  passport.deserializeUser((user, done) => done(null, user));
  const app = express();
  app.use(session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false }));
  app.use(passport.session());
  app.get('/login', passport.authenticate('poterne'));
  app.get('/callback', passport.authenticate('poterne', { failureRedirect: '/failed' }), (_request, response) =>
    response.redirect('/person'),
  );
  app.get(
    '/person',
    (request, response) => void response.json((request as unknown as { user?: unknown }).user ?? null),
  );
  passported.serve(app);

  const browser = openAgent(passported.origin);
  const provider = openAgent(poterne.origin);
  const asked = (await browser.get(`${passported.origin}/login`)).left;
  expect(asked?.searchParams.get('code_challenge')).toBeNull();
  const back = await signInAt(poterne, provider, asked ?? new URL(passported.origin), CLAIRE);
  const page = await browser.get(back);
  expect(page.url.pathname).toBe('/person');
  const person = JSON.parse(page.html) as { from: string; idToken: string; profile: Record<string, unknown> };
  expect(person).toMatchObject({
    from: issuer,
    profile: { displayName: 'Claire MARTIN', emails: [{ value: CLAIRE.email }] },
  });

  const leaving = new URL(`${issuer}/session/end`);
  leaving.search = new URLSearchParams({
    id_token_hint: person.idToken,
    post_logout_redirect_uri: passported.origin,
  }).toString();
  expect((await signOutAt(provider, leaving))?.origin).toBe(passported.origin);
  expect((await provider.get(asked ?? '')).html).toContain('name="password"');
});

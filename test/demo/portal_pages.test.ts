/** The portals' pages without a provider: both looks, both languages, every way a sign-in can end badly. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPeople } from '../../demo/people.js';
import { portalClientMetadata } from '../../demo/portal/client_metadata.js';
import { type RunningPortal, startPortal } from '../../demo/portal/portal.js';
import { PROBLEM_STATUS } from '../../demo/portal/problem.js';
import { PORTAL_TEXT } from '../../demo/portal/text.js';
import { freePort } from './small_provider.js';

const people = readPeople();
let caf: RunningPortal;
let peps: RunningPortal;

beforeAll(async () => {
  const [nobody, cafPort, pepsPort] = [await freePort(), await freePort(), await freePort()];
  const shared = { clientSecret: 'a secret of this test only', inboxUrl: 'http://localhost:3004' };
  caf = await startPortal({
    ...shared,
    port: cafPort,
    baseUrl: `http://localhost:${cafPort}`,
    issuer: `http://localhost:${nobody}/allocataires`,
    clientId: 'demo-caf',
    kind: 'caf',
    people: people.allocataires,
    otherPortalUrl: `http://localhost:${pepsPort}`,
  });
  peps = await startPortal({
    ...shared,
    port: pepsPort,
    baseUrl: `http://localhost:${pepsPort}`,
    issuer: `http://localhost:${nobody}/employeurs`,
    clientId: 'demo-peps',
    kind: 'peps',
    people: people.employeurs,
  });
});
afterAll(async () => {
  await Promise.all([caf.close(), peps.close()]);
});

test('X1 each home says what the portal is, who to sign in as and where codes arrive, in French and in English', async () => {
  const french = await (await fetch(`${caf.url}/`)).text();
  expect(french).toContain('<html lang="fr">');
  expect(french).toContain('Se connecter');
  expect(french).toContain('2840588321025');
  expect(french).toContain('70413928');
  expect(french).toContain('href="http://localhost:3004"');
  const english = await (await fetch(`${caf.url}/?lang=en`)).text();
  expect(english).toContain('<html lang="en">');
  expect(english).toContain('Sign in');
  const employers = await (await fetch(`${peps.url}/`)).text();
  expect(employers).toContain('Plateforme employeurs');
  expect(employers).toContain('agent.mairie');
  expect(employers).not.toContain('2840588321025');
});

test('no page needs script, and each portal has cookies of its own', async () => {
  const home = await fetch(`${caf.url}/?lang=en`);
  expect(await home.text()).not.toContain('<script');
  expect(home.headers.get('content-security-policy')).not.toContain('script-src');
  expect(home.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(home.headers.get('access-control-allow-origin')).toBeNull();
  expect(home.headers.get('set-cookie')).toMatch(/^portail-caf-langue=en/);
  expect((await fetch(`${peps.url}/?lang=en`)).headers.get('set-cookie')).toMatch(/^portail-peps-langue=en/);
});

test('a foreign Host is refused with 421, and 127.0.0.1 moves to the registered name', async () => {
  const { port } = new URL(caf.url);
  const asked = (host: string) =>
    new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/', headers: { host } }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode, location: answer.headers.location });
      })
        .on('error', reject)
        .end();
    });
  expect((await asked(`portal.example.test:${port}`)).status).toBe(421);
  expect((await asked('localhost:1')).status).toBe(421);
  expect(await asked(`127.0.0.1:${port}`)).toEqual({ status: 302, location: `${caf.url}/` });
});

describe.each(Object.entries(PROBLEM_STATUS))('problem %s', (reason, status) => {
  test.each(['fr', 'en'] as const)('has a plain page and a way on, in %s', async (language) => {
    const answer = await fetch(`${caf.url}/probleme?raison=${reason}&lang=${language}`);
    expect(answer.status).toBe(status);
    const html = await answer.text();
    const { title } = PORTAL_TEXT[language].problems[reason as keyof typeof PROBLEM_STATUS];
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(html).toContain(`<title>${PORTAL_TEXT[language].problemPrefix}${title} | `);
    expect(html).toContain('href="/connexion"');
  });
});

test('a provider that does not answer gives its own page, and the portal still stands', async () => {
  const started = await fetch(`${caf.url}/connexion`, { redirect: 'manual' });
  expect(started.status).toBe(303);
  expect(started.headers.get('location')).toBe('/probleme?raison=provider_unreachable');
});

test('an answer without a known state is refused and leaves the address bar', async () => {
  const answer = await fetch(`${caf.url}/callback?code=abc&state=never-asked`, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe('/probleme?raison=unknown_state');
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test('what needs a session leads home, an unknown address says so, and a foreign page may post nothing', async () => {
  for (const [method, path] of [
    ['POST', '/jetons'],
    ['GET', '/action'],
    ['POST', '/deconnexion'],
  ] as const) {
    const answer = await fetch(`${caf.url}${path}`, { method, redirect: 'manual' });
    expect(answer.status).toBe(303);
  }
  expect((await fetch(`${caf.url}/nowhere`)).status).toBe(404);
  const foreign = await fetch(`${caf.url}/deconnexion`, { method: 'POST', headers: { origin: peps.url } });
  expect(foreign.status).toBe(403);
});

test('P2 the registration is RFC 7591 metadata with our own fields', () => {
  expect(portalClientMetadata({ kind: 'peps', baseUrl: 'http://localhost:3002', clientSecret: 's' })).toMatchObject({
    realm: 'employeurs',
    client_id: 'demo-peps',
    redirect_uris: ['http://localhost:3002/callback'],
    post_logout_redirect_uris: ['http://localhost:3002/deconnecte', 'http://localhost:3002/'],
    token_endpoint_auth_method: 'client_secret_basic',
    first_party: true,
    sector: 'peps-demo',
  });
});

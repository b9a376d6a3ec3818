/**
 * What the requests of a batch hold to get behind the doors: a signed-in browser, sign-ins stopped at each step with
 * their cookies and form tokens, tokens, a code, a registered client. People are used in turn, so that none is throttled.
 */
import type { SeedAccount } from '../../src/domain/account/seed_account.js';
import { assetFiles } from '../../src/http/assets/asset_files.js';
import { type Agent, type AgentPage, formsOf, openAgent } from '../harness/agent.js';
import type { Restartable } from '../harness/poterne.js';
import { askForCode, giveCredentials, typeCode } from '../harness/relying_party.js';
import { CLIENTS, PORTAL, seedOf, type TestPerson } from '../harness/scenario.js';
import { PORTAL_CERTIFICATE, PORTAL_SUBJECT } from '../protocol/certificates.js';
import { CLIENT_JWKS } from '../protocol/keys.js';
import { basic, CHALLENGE, machine, portal, textOf, VERIFIER } from '../protocol/stage.js';
import type { World } from './placeholders.js';

const KEYED = { token_endpoint_auth_method: 'private_key_jwt', client_secret: undefined, jwks: CLIENT_JWKS };

export const FUZZ_CLIENTS = [
  ...CLIENTS,
  portal('keyed', { ...KEYED, grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] }),
  machine('machine', { resources: ['urn:example:api'] }),
  machine('calls', {
    grant_types: ['urn:openid:params:grant-type:ciba'],
    backchannel_token_delivery_mode: 'poll',
  }),
  machine('tls', {
    token_endpoint_auth_method: 'tls_client_auth',
    client_secret: undefined,
    tls_client_auth_subject_dn: PORTAL_SUBJECT,
  }),
];

export const INITIAL_TOKEN = 'an-initial-access-token-of-the-fuzzing-only';

const PEOPLE = 60;

/** Made-up people: numbers that nobody bears, one contact each. */
const PERSONS: readonly TestPerson[] = Array.from({ length: PEOPLE }, (_, at) => ({
  realm: 'allocataires',
  identifier: `2840588321${String(at + 100).padStart(3, '0')}`,
  password: '70413928',
  familyName: 'ESSAI',
  givenNames: ['Une'],
  email: `essai.${at}@example.test`,
}));

export const FUZZ_ACCOUNTS: readonly SeedAccount[] = PERSONS.map(seedOf);

/** @param batch which people are used */
export async function buildWorld(poterne: Restartable, batch: number): Promise<World> {
  const issuer = poterne.issuer('allocataires');
  const person = (offset: number) => PERSONS[(batch * 2 + offset) % PEOPLE] as TestPerson;
  const [claire, paul] = [person(0), person(1)];
  const cookieOf = (agent: Agent, path = '/allocataires/interaction') =>
    agent
      .cookies()
      .filter((cookie) => cookie.path === '/' || cookie.path.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  const ask = (agent: Agent, parameters: Record<string, string> = {}) =>
    agent.get(
      `${issuer}/auth?${new URLSearchParams({ client_id: 'caf', response_type: 'code', redirect_uri: PORTAL, scope: 'openid profile offline_access', state: 's', nonce: 'n', code_challenge: CHALLENGE, code_challenge_method: 'S256', ...parameters })}`,
    );
  const stage = (name: string, agent: Agent, page: AgentPage): World => ({
    [`${name}_uid`]: /interaction\/([\w-]+)/.exec(page.url.pathname)?.[1] ?? '',
    [`${name}_csrf`]: formsOf(page)[0]?.fields['csrf'] ?? '',
    [`${name}_cookie`]: cookieOf(agent),
  });

  const signedIn = openAgent(poterne.origin);
  let page = await giveCredentials(signedIn, await ask(signedIn), claire);
  page = await askForCode(signedIn, page);
  page = await typeCode(signedIn, page, poterne.outbox.code(claire.email));
  const spent = page.left?.searchParams.get('code');
  if (!spent) throw new Error(`the sign-in of the fuzzing stopped at ${page.url.pathname}, status ${page.status}`);
  const tokens = await posted(
    `${issuer}/token`,
    { grant_type: 'authorization_code', code: spent, redirect_uri: PORTAL, code_verifier: VERIFIER },
    basic('caf'),
  );
  const code = (await ask(signedIn, { prompt: 'none' })).left?.searchParams.get('code') ?? '';
  const consent = await ask(signedIn, { client_id: 'third', scope: 'openid email' });
  const consentStage = stage('consent', signedIn, consent);
  const pushed = await posted(
    `${issuer}/request`,
    {
      client_id: 'caf',
      response_type: 'code',
      redirect_uri: PORTAL,
      scope: 'openid',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
    },
    basic('caf'),
  );
  const registered = await registeredClient(issuer);

  const leaving = openAgent(poterne.origin);
  for (const cookie of signedIn.cookies()) leaving.setCookie(cookie);
  const logout = await leaving.get(`${issuer}/session/end?client_id=caf`);

  const atLogin = openAgent(poterne.origin);
  const login = await ask(atLogin);
  const atChoice = openAgent(poterne.origin);
  const choice = await giveCredentials(atChoice, await ask(atChoice), paul);
  const atEntry = openAgent(poterne.origin);
  const entry = await askForCode(atEntry, await giveCredentials(atEntry, await ask(atEntry), paul));

  return {
    host: new URL(poterne.origin).host,
    issuer,
    challenge: CHALLENGE,
    initial_token: INITIAL_TOKEN,
    certificate: encodeURIComponent(PORTAL_CERTIFICATE),
    asset: [...assetFiles().keys()][0] ?? '',
    uid: /interaction\/([\w-]+)/.exec(login.url.pathname)?.[1] ?? '',
    expired_uid: /interaction\/([\w-]+)/.exec(choice.url.pathname)?.[1] ?? '',
    access_token: textOf(tokens, 'access_token'),
    refresh_token: textOf(tokens, 'refresh_token'),
    id_token: textOf(tokens, 'id_token'),
    code,
    request_uri: textOf(pushed, 'request_uri'),
    client_id: textOf(registered, 'client_id'),
    // Clients that registered themselves are not managed (RFC 7592 is off): its doors stay, with a token of nobody.
    client_token: String(registered['registration_access_token'] ?? 'nobody'),
    session_cookie: cookieOf(signedIn, '/never'),
    logout_xsrf: formsOf(logout)[0]?.fields['xsrf'] ?? '',
    logout_cookie: cookieOf(leaving, '/never'),
    ...consentStage,
    ...stage('login', atLogin, login),
    ...stage('code', atChoice, choice),
    ...stage('sent', atEntry, entry),
  };
}

async function posted(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string>,
): Promise<Record<string, unknown>> {
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
  return (await answer.json()) as Record<string, unknown>;
}

async function registeredClient(issuer: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${issuer}/reg`, {
    method: 'POST',
    headers: { authorization: `Bearer ${INITIAL_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Essai',
      redirect_uris: ['https://client.example.test/callback'],
      scope: 'openid',
    }),
  });
  if (answer.status !== 201) throw new Error(`no client was registered: ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}

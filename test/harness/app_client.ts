/**
 * A mobile app as it is on the wire: a public client with PKCE and a DPoP key (RFC 8252, RFC 9449). It sends exactly what it
 * is told, so that a test can lose an answer, steal a token or take another key.
 */
import { createHash, randomBytes } from 'node:crypto';
import { recordSecret } from '../infrastructure/log_watch.js';
import { type ProofKey, proofKey } from '../protocol/keys.js';
import { type Agent, type AgentPage, openAgent } from './agent.js';
import { askForCode, giveCredentials, typeCode } from './relying_party.js';
import type { TestPerson } from './scenario.js';

export interface AppAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface AppTokens {
  readonly access: string;
  readonly refresh: string;
  readonly id: string;
}

export interface App {
  readonly key: ProofKey;
  /** the system's browser that the app opens */
  readonly browser: Agent;
  /** Where the app sends the browser; an empty string leaves a parameter out. */
  address(parameters?: Readonly<Record<string, string>>): URL;
  /** Through password and code, as far as they are asked. */
  walk(page: AgentPage, person: TestPerson): Promise<AgentPage>;
  signIn(person: TestPerson, parameters?: Readonly<Record<string, string>>): Promise<AppTokens>;
  /** @throws when the answer has no code, or is refused */
  redeem(left: URL | undefined, redirectUri?: string): Promise<AppTokens>;
  token(fields: Readonly<Record<string, string>>, key?: ProofKey | null, changes?: Claims): Promise<AppAnswer>;
  refresh(token: string, key?: ProofKey | null, changes?: Claims): Promise<AppAnswer>;
  userinfo(token: string, key?: ProofKey | null, changes?: Claims): Promise<AppAnswer>;
}

type Claims = Readonly<Record<string, unknown>>;

export interface AppOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope?: string;
  /** the digits that the person reads in a message */
  readonly code: (person: TestPerson) => string;
}

export async function openApp({ issuer, clientId, redirectUri, scope = 'openid', code }: AppOptions): Promise<App> {
  const key = await proofKey();
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const browser = openAgent(new URL(issuer).origin);
  const send = async (path: string, init: RequestInit): Promise<AppAnswer> => {
    const answer = await fetch(`${issuer}/${path}`, { ...init, redirect: 'manual' });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
    for (const name of ['access_token', 'refresh_token', 'id_token']) {
      const value = body[name];
      if (typeof value === 'string') recordSecret('token', value);
    }
    return { status: answer.status, headers: answer.headers, body };
  };

  const app: App = {
    key,
    browser,
    address(parameters = {}) {
      const all = {
        client_id: clientId,
        response_type: 'code',
        redirect_uri: redirectUri,
        scope,
        state: 'app-state',
        nonce: 'app-nonce',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        dpop_jkt: key.thumbprint,
        ...parameters,
      };
      const sent = Object.entries(all).filter(([, value]) => value !== '');
      return new URL(`${issuer}/auth?${new URLSearchParams(sent)}`);
    },
    async walk(first, person) {
      let page = first;
      if (!page.left && page.html.includes('name="password"')) page = await giveCredentials(browser, page, person);
      if (!page.left && page.html.includes('/one_time_code/send')) page = await askForCode(browser, page);
      if (!page.left && page.html.includes('/one_time_code/verify')) page = await typeCode(browser, page, code(person));
      return page;
    },
    async signIn(person, parameters = {}) {
      const page = await app.walk(await browser.get(app.address(parameters)), person);
      return app.redeem(page.left, parameters['redirect_uri']);
    },
    async redeem(left, redirect = redirectUri) {
      const given = left?.searchParams.get('code');
      if (!given) throw new Error(`no code: ${left?.searchParams.get('error') ?? 'the browser did not come back'}`);
      recordSecret('token', given);
      const fields = { grant_type: 'authorization_code', code: given, redirect_uri: redirect, code_verifier: verifier };
      const { status, body } = await app.token(fields);
      if (status !== 200) throw new Error(`no tokens: ${body['error']}`);
      return {
        access: String(body['access_token']),
        refresh: String(body['refresh_token']),
        id: String(body['id_token']),
      };
    },
    async token(fields, by = key, changes = {}) {
      const proof: Record<string, string> = by ? { dpop: await by.proof('POST', `${issuer}/token`, changes) } : {};
      return send('token', {
        method: 'POST',
        headers: proof,
        body: new URLSearchParams({ client_id: clientId, ...fields }),
      });
    },
    refresh: (token, by, changes) => app.token({ grant_type: 'refresh_token', refresh_token: token }, by, changes),
    async userinfo(token, by = key, changes = {}) {
      const ath = createHash('sha256').update(token).digest('base64url');
      const headers = by
        ? { authorization: `DPoP ${token}`, dpop: await by.proof('GET', `${issuer}/userinfo`, { ath, ...changes }) }
        : { authorization: `Bearer ${token}` };
      return send('userinfo', { headers });
    },
  };
  return app;
}

export interface Losses {
  readonly refreshes: number;
  readonly lost: number;
  /** refreshes after which the app would have had to ask for the password */
  readonly signedOut: number;
}

/**
 * Refreshes over and over, each tenth answer lost on its way: the app then has its old token only, and asks again.
 *
 * @param meanwhile called between a lost answer and the next try, such as to let time pass
 */
export async function refreshWithLosses(
  app: Pick<App, 'refresh'>,
  first: string,
  times: number,
  meanwhile: () => void = () => {},
): Promise<Losses> {
  let token = first;
  let lost = 0;
  let signedOut = 0;
  for (let turn = 1; turn <= times; turn += 1) {
    if (turn % 10 === 0) {
      await app.refresh(token);
      lost += 1;
      meanwhile();
    }
    const { status, body } = await app.refresh(token);
    if (status !== 200) signedOut += 1;
    else token = String(body['refresh_token']);
  }
  return { refreshes: times + lost, lost, signedOut };
}

/** A portal in a few lines, on openid-client: code flow with PKCE, refresh, userinfo, sign-out. */
import * as client from 'openid-client';
import type { Channel } from '../../src/domain/realm.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { type Agent, type AgentPage, openAgent } from './agent.js';
import type { Poterne } from './poterne.js';
import { PORTAL, SECRET, type TestPerson } from './scenario.js';

export interface RelyingPartyOptions {
  readonly realm?: 'allocataires' | 'employeurs';
  readonly clientId?: string;
  readonly redirectUri?: string;
  /** how the client authenticates; client_secret_basic unless told */
  readonly authentication?: client.ClientAuth;
  readonly pkce?: boolean;
  readonly scope?: string;
}

export interface Request {
  readonly url: URL;
  readonly verifier: string | undefined;
  readonly state: string;
  readonly nonce: string;
}

export interface RelyingParty {
  readonly config: client.Configuration;
  request(parameters?: Record<string, string>): Promise<Request>;
  /** Redeems the code that the browser brought back. */
  redeem(request: Request, callback: URL, options?: client.DPoPOptions): Promise<Tokens>;
  /** Without openid-client's checks: as many times as one likes. */
  redeemRaw(request: Request, callback: URL): Promise<{ status: number; body: Record<string, unknown> }>;
  refreshRaw(refreshToken: string): Promise<{ status: number; body: Record<string, unknown> }>;
}

export type Tokens = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

export async function relyingParty(poterne: Poterne, options: RelyingPartyOptions = {}): Promise<RelyingParty> {
  const { realm = 'allocataires', clientId = 'caf', redirectUri = PORTAL, pkce = true, scope = 'openid' } = options;
  const authentication = options.authentication ?? client.ClientSecretBasic(SECRET);
  const config = await client.discovery(new URL(poterne.issuer(realm)), clientId, {}, authentication, {
    execute: [client.allowInsecureRequests],
  });
  const endpoint = config.serverMetadata().token_endpoint ?? '';
  const post = async (fields: Record<string, string>) => {
    const authorization = `Basic ${Buffer.from(`${clientId}:${SECRET}`).toString('base64')}`;
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams(fields),
    });
    const body = (await answer.json()) as Record<string, unknown>;
    recordTokens(body);
    return { status: answer.status, body };
  };

  return {
    config,
    async request(parameters = {}) {
      const verifier = pkce ? client.randomPKCECodeVerifier() : undefined;
      const state = client.randomState();
      const nonce = client.randomNonce();
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        ...(verifier
          ? { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
          : {}),
        ...parameters,
      });
      return { url, verifier, state, nonce };
    },
    async redeem({ verifier, state, nonce }, callback, dpop) {
      recordSecret('token', callback.searchParams.get('code') ?? '');
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        ...(verifier ? { pkceCodeVerifier: verifier } : {}),
      };
      const tokens = await client.authorizationCodeGrant(config, callback, checks, undefined, dpop);
      recordTokens(tokens);
      return tokens;
    },
    redeemRaw: ({ verifier }, callback) =>
      post({
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: redirectUri,
        ...(verifier ? { code_verifier: verifier } : {}),
      }),
    refreshRaw: (refreshToken) => post({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  };
}

function recordTokens(tokens: Readonly<Record<string, unknown>>): void {
  for (const name of ['access_token', 'refresh_token', 'id_token']) {
    const value = tokens[name];
    if (typeof value === 'string') recordSecret('token', value);
  }
}

/** Types identifier and password on a login page. */
export function giveCredentials(
  agent: Agent,
  page: AgentPage,
  person: TestPerson,
  password = person.password,
): Promise<AgentPage> {
  return agent.submit(page, '/login', { identifier: person.identifier, password });
}

/** Chooses a channel and sends the code; the page that comes back takes it. */
export function askForCode(agent: Agent, page: AgentPage, channel: Channel = 'email'): Promise<AgentPage> {
  const id = new RegExp(`value="(${channel}\\.[^"]+)"`).exec(page.html)?.[1];
  if (!id) throw new Error(`the page offers no ${channel}`);
  return agent.submit(page, '/one_time_code/send', { contact: id });
}

export function typeCode(agent: Agent, page: AgentPage, code: string): Promise<AgentPage> {
  return agent.submit(page, '/one_time_code/verify', { code });
}

export interface SignInOptions {
  readonly agent?: Agent;
  readonly channel?: Channel;
  readonly parameters?: Record<string, string>;
}

export interface SignedIn {
  readonly agent: Agent;
  readonly request: Request;
  /** the address at the portal, with code and state */
  readonly callback: URL;
}

/** A whole sign-in up to the portal's door. */
export async function signIn(
  poterne: Poterne,
  party: RelyingParty,
  person: TestPerson,
  { agent = openAgent(poterne.origin), channel = person.email ? 'email' : 'sms', parameters = {} }: SignInOptions = {},
): Promise<SignedIn> {
  const request = await party.request(parameters);
  let page = await agent.get(request.url);
  if (!page.left && page.html.includes('name="password"')) page = await giveCredentials(agent, page, person);
  if (!page.left && page.html.includes('/one_time_code/send')) page = await askForCode(agent, page, channel);
  if (!page.left && page.html.includes('/one_time_code/verify'))
    page = await typeCode(agent, page, poterne.outbox.code());
  if (!page.left) throw new Error(`the sign-in stopped at ${page.url.pathname}, status ${page.status}`);
  return { agent, request, callback: page.left };
}

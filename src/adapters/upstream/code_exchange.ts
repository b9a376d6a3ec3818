/**
 * A code becomes what the upstream vouches for: tokens, then userinfo at once, since FranceConnect's tokens live a
 * minute (F1, facts §1.3, §1.6). openid-client speaks and checks; each token is opened on its way in.
 */
import type { JWK } from 'jose';
import * as client from 'openid-client';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import type { UpstreamAnswer, UpstreamChecks } from '../../ports/federation/upstream_provider.js';
import { failureOf, type Stage, UpstreamRefusal } from './refusal.js';
import { openToken } from './sealed_token.js';
import { readIdentity } from './upstream_identity.js';
import type { UpstreamKeySet } from './upstream_key_set.js';
import { readVouchedClaims } from './vouched_claims.js';
import type { Ask } from './whole_answer.js';

export interface CodeExchange {
  readonly settings: UpstreamSettings;
  readonly relyingParty: client.Configuration;
  readonly decryptionKeys: readonly JWK[];
  readonly upstreamKeys: UpstreamKeySet;
  /** requests within this exchange's deadline */
  readonly ask: Ask;
  /** milliseconds since the epoch */
  readonly now: () => number;
  /** told of the access token as soon as there is one, whatever follows */
  readonly onAccessToken: (accessToken: string) => void;
}

/**
 * @param parameters the callback's, already checked
 * @throws UpstreamRefusal
 */
export async function exchangeCode(
  exchange: CodeExchange,
  parameters: URLSearchParams,
  checks: UpstreamChecks,
): Promise<UpstreamAnswer> {
  const { settings, relyingParty } = exchange;
  const { accessToken, idToken, claims } = await redeem(exchange, parameters, checks);
  const vouched = readVouchedClaims(settings, { claims, accessToken, asked: checks.level, now: exchange.now() });

  relyingParty[client.customFetch] = async (address, request) =>
    openUserinfo(exchange, await exchange.ask(address, request as RequestInit));
  const userinfo = await telling('userinfo', () => client.fetchUserInfo(relyingParty, accessToken, vouched.subject));
  if (settings.protection.userinfo === 'jwt') {
    // openid-client checks both when they are there; a signed answer must have them (OpenID Connect Core §5.3.2).
    if (userinfo['iss'] === undefined) throw new UpstreamRefusal('issuer', 'userinfo without iss');
    if (userinfo['aud'] === undefined) throw new UpstreamRefusal('audience', 'userinfo without aud');
  }
  return { ...vouched, identity: readIdentity(userinfo, settings.claims), idToken };
}

async function redeem(exchange: CodeExchange, parameters: URLSearchParams, checks: UpstreamChecks) {
  const { relyingParty } = exchange;
  relyingParty[client.customFetch] = async (address, request) =>
    openIdTokenIn(exchange, await exchange.ask(address, request as RequestInit));
  // The address as it was registered, whatever a proxy made of it on the way in.
  const callback = new URL(checks.redirectUri);
  callback.search = parameters.toString();
  const tokens = await telling('token', () =>
    client.authorizationCodeGrant(relyingParty, callback, {
      expectedState: checks.state,
      expectedNonce: checks.nonce,
      pkceCodeVerifier: checks.codeVerifier,
      idTokenExpected: true,
    }),
  );
  const claims = tokens.claims();
  if (!claims || tokens.id_token === undefined) throw new UpstreamRefusal('malformed', 'no id_token');
  return { accessToken: tokens.access_token, idToken: tokens.id_token, claims };
}

/** The token endpoint's answer, its id_token replaced by the signed token inside. */
async function openIdTokenIn(exchange: CodeExchange, response: Response): Promise<Response> {
  const text = await response.text();
  const again = (body: string) => new Response(body, { status: response.status, headers: response.headers });
  const body = response.status === 200 ? parsed(text) : undefined;
  if (!body) return again(text);
  if (typeof body['access_token'] === 'string') exchange.onAccessToken(body['access_token']);
  if (typeof body['id_token'] !== 'string') return again(text);
  return again(JSON.stringify({ ...body, id_token: await open(exchange, body['id_token']) }));
}

/** The userinfo endpoint's answer, of the one kind that is registered. */
async function openUserinfo(exchange: CodeExchange, response: Response): Promise<Response> {
  if (response.status !== 200) return response;
  const type = mediaType(response);
  if (exchange.settings.protection.userinfo === 'json') {
    if (type !== 'application/json') throw new UpstreamRefusal('malformed', 'userinfo is not JSON');
    return response;
  }
  if (type === 'application/json') throw new UpstreamRefusal('signature', 'userinfo is not signed');
  if (type !== 'application/jwt') throw new UpstreamRefusal('malformed', 'userinfo is not a token');
  const token = await open(exchange, (await response.text()).trim());
  return new Response(token, { status: 200, headers: response.headers });
}

function open({ settings, decryptionKeys, upstreamKeys }: CodeExchange, token: string): Promise<string> {
  return openToken(token, settings.protection, decryptionKeys, upstreamKeys);
}

function mediaType(response: Response): string | undefined {
  return response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : undefined;
  } catch {
    return undefined;
  }
}

async function telling<Result>(stage: Stage, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    const { code, detail } = failureOf(error, stage);
    throw new UpstreamRefusal(code, detail);
  }
}

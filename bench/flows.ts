/** What people and portals do, over HTTP, step by step: the same against Poterne and against the bare library. */
import { type Answer, type Browser, openBrowser, send } from './browser.js';
import type { Gateway } from './gateway.js';
import { type BenchPerson, PASSWORD } from './people.js';
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, SCOPE, SERVICE_ID } from './portals.js';

export interface Target {
  readonly issuer: URL;
  /** path of the issuer, without a trailing slash */
  readonly prefix: string;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

/** RFC 7636 appendix B: computing one costs the client, not the server. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

const basic = (id: string) => `Basic ${Buffer.from(`${id}:${CLIENT_SECRET}`).toString('base64')}`;

export function authorizationPath({ prefix }: Target, clientId = CLIENT_ID): string {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state: 'state-0123456789',
    nonce: 'nonce-0123456789',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  });
  return `${prefix}/auth?${query}`;
}

/** Visits of different networks: no throttle of one falls on another. */
export function addressOf(visit: number): string {
  return `198.${18 + ((visit >> 16) % 2)}.${(visit >> 8) & 255}.${visit & 255}`;
}

export function newBrowser(target: Target, visit: number): Browser {
  return openBrowser(target.issuer, addressOf(visit));
}

/** The code that a browser brings to the portal's door. */
function codeOf(answer: Answer): string {
  const { location } = answer.headers;
  const code = location ? new URL(location).searchParams.get('code') : null;
  if (!code)
    throw new Error(`no code: status ${answer.status} at ${answer.path.split('?')[0]}\n${answer.body.slice(0, 300)}`);
  return code;
}

/** Everything from the portal's redirect to its door: single sign-on when the browser has a session. */
export async function authorize(target: Target, browser: Browser, clientId = CLIENT_ID): Promise<string> {
  return codeOf(await browser.get(authorizationPath(target, clientId)));
}

/** A form's action and hidden fields, read from the page. */
export function formOf({ body }: Answer, actionEnds: string): { action: string; fields: Record<string, string> } {
  const [, head = '', inside = ''] =
    [...body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].find(([, head]) => head?.includes(`${actionEnds}"`)) ?? [];
  const action = /action="([^"]*)"/.exec(head)?.[1];
  if (!action) throw new Error(`the page has no form for ${actionEnds}`);
  const fields: Record<string, string> = {};
  for (const [input] of inside.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
    fields[/name="([^"]*)"/.exec(input)?.[1] ?? ''] = /value="([^"]*)"/.exec(input)?.[1] ?? '';
  }
  return { action, fields };
}

/**
 * NIR, password, SMS, code, in Poterne's pages.
 *
 * @param pauseMs before each form is sent, as a person reads and types
 */
export async function signIn(
  target: Target,
  browser: Browser,
  person: BenchPerson,
  gateway: Gateway,
  pauseMs = 0,
): Promise<string> {
  const think = () => (pauseMs > 0 ? new Promise((resolve) => setTimeout(resolve, pauseMs)) : undefined);
  const login = await browser.get(authorizationPath(target));
  const credentials = formOf(login, '/login');
  await think();
  const choice = await browser.post(credentials.action, {
    ...credentials.fields,
    identifier: person.nir,
    password: PASSWORD,
  });
  const contact = /value="(sms\.[^"]+)"/.exec(choice.body)?.[1];
  if (!contact) throw new Error(`no SMS is offered (status ${choice.status})`);
  const sending = formOf(choice, '/one_time_code/send');
  await think();
  const entry = await browser.post(sending.action, { ...sending.fields, contact });
  const typing = formOf(entry, '/one_time_code/verify');
  await think();
  return codeOf(await browser.post(typing.action, { ...typing.fields, code: gateway.take(person.mobile) }));
}

async function postToken(
  target: Target,
  below: string,
  fields: Readonly<Record<string, string>>,
  clientId = CLIENT_ID,
) {
  const headers = { authorization: basic(clientId), 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(fields).toString();
  const answer = await send(target.issuer, 'POST', `${target.prefix}${below}`, headers, body);
  if (answer.status !== 200) throw new Error(`${below}: ${answer.status} ${answer.body.slice(0, 300)}`);
  return JSON.parse(answer.body) as Record<string, unknown>;
}

export async function redeem(target: Target, code: string, clientId = CLIENT_ID): Promise<Tokens> {
  const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: VERIFIER };
  return (await postToken(target, '/token', fields, clientId)) as unknown as Tokens;
}

export async function refresh(target: Target, token: string): Promise<Tokens> {
  return (await postToken(target, '/token', {
    grant_type: 'refresh_token',
    refresh_token: token,
  })) as unknown as Tokens;
}

export async function clientCredentials(target: Target): Promise<void> {
  await postToken(target, '/token', { grant_type: 'client_credentials' }, SERVICE_ID);
}

export async function introspect(target: Target, token: string): Promise<void> {
  const { active } = await postToken(target, '/token/introspection', { token });
  if (active !== true) throw new Error('the token is not active');
}

export async function userinfo(target: Target, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await send(target.issuer, 'GET', `${target.prefix}/userinfo`, headers);
  if (answer.status !== 200) throw new Error(`userinfo: ${answer.status}`);
}

export async function discovery(target: Target): Promise<void> {
  const path = `${target.prefix}/.well-known/openid-configuration`;
  const answer = await send(target.issuer, 'GET', path, {});
  if (answer.status !== 200) throw new Error(`discovery: ${answer.status}`);
}

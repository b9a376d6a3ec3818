/** One platform at work: its rules, its relying party, its provider of the moment, and how it behaves. */
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { chooseLanguage, sameAddressIn } from '../web/language.js';
import type { Proved } from './identity.js';
import type { PageFrame } from './layout.js';
import type { Misbehaviour } from './misbehaviours.js';
import type { Platform, PlatformRules } from './platforms.js';
import type { SimulatedRelyingParty } from './relying_party.js';

export interface RunningPlatform {
  readonly id: Platform;
  readonly rules: PlatformRules;
  readonly issuer: string;
  readonly relyingParty: SimulatedRelyingParty | undefined;
  /** who proved themselves, by the hash of their identity */
  readonly people: Map<string, Proved>;
  /** replaced when its keys are */
  provider: Provider;
  misbehaviour: Misbehaviour | undefined;
}

const LANGUAGE_COOKIE = 'simulateur-langue';

/** @param platform undefined on the simulator's own pages */
export function frameOf(ctx: Context, platform: Pick<RunningPlatform, 'rules'> | undefined): PageFrame {
  const language = chooseLanguage(ctx, LANGUAGE_COOKIE);
  return {
    language,
    languageAddresses: { fr: addressIn(ctx, platform, 'fr'), en: addressIn(ctx, platform, 'en') },
    platformName: platform?.rules.name[language],
  };
}

/** An answer to a form has no address of its own: the way there is the request's first page. */
function addressIn(ctx: Context, platform: Pick<RunningPlatform, 'rules'> | undefined, language: 'fr' | 'en'): string {
  const prefix = platform?.rules.prefix ?? '';
  if (ctx.method === 'GET') return `${prefix}${sameAddressIn(ctx, language)}`;
  const interaction = /^\/interaction\/[^/]+/.exec(ctx.path)?.[0] ?? '/';
  return `${prefix}${interaction}?lang=${language}`;
}

export function show(ctx: Context, status: number, html: string): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = html;
}

export function seeOther(ctx: Context, address: string): void {
  ctx.redirect(address);
  ctx.status = 303;
}

/** The address of an error answer, or undefined when the request names no registered client and redirect URI. */
export function errorAnswer(
  { relyingParty, issuer }: Pick<RunningPlatform, 'relyingParty' | 'issuer'>,
  asked: URLSearchParams,
  error: string,
  description: string,
): URL | undefined {
  const redirectUri = asked.get('redirect_uri') ?? '';
  if (!relyingParty || asked.get('client_id') !== relyingParty.clientId) return undefined;
  if (!relyingParty.redirectUris.includes(redirectUri)) return undefined;
  const answer = new URL(redirectUri);
  answer.searchParams.set('error', error);
  answer.searchParams.set('error_description', description);
  const state = asked.get('state');
  if (state !== null) answer.searchParams.set('state', state);
  answer.searchParams.set('iss', issuer);
  return answer;
}

/**
 * What FranceConnect asks of an authorization request beyond OpenID Connect (france.md §1.2), as one pure function over
 * its parameters. What it lets through is what oidc-provider then judges: client, redirect URI, scope, PKCE.
 */
import { EIDAS_LEVELS, type EidasLevel } from '../../src/domain/federation/upstream.js';
import { isLevel, type PlatformRules } from './platforms.js';

/** Seen on a page of the platform: the answer's address cannot be trusted, or the rule says so. */
export type PageCode = 'Y030007' | 'Y100009';

export type AuthorizationVerdict =
  | { readonly verdict: 'let_through'; readonly parameters: URLSearchParams }
  | { readonly verdict: 'page'; readonly code: PageCode; readonly detail: string }
  | { readonly verdict: 'redirect'; readonly error: string; readonly detail: string };

/** Identity providers that `idp_hint` may name. */
const IDENTITY_PROVIDERS = ['simulateur-eidas1', 'simulateur-eidas2', 'simulateur-eidas3', 'eidas-bridge'] as const;

const SHORTEST = { GET: 22, POST: 32 } as const;
const PROMPTS = ['login', 'consent'];
/** FranceConnect reads these; whatever else is sent is left aside. */
const READ = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'claims',
  'idp_hint',
  'ui_locales',
  'code_challenge',
  'code_challenge_method',
] as const;

/**
 * @param mayAskAmr the relying party was granted `amr`
 * @returns let_through with the parameters as oidc-provider shall see them: one level, no prompt
 */
export function judgeAuthorization(
  method: 'GET' | 'POST',
  asked: URLSearchParams,
  rules: PlatformRules,
  mayAskAmr: boolean,
): AuthorizationVerdict {
  const page = (code: PageCode, detail: string): AuthorizationVerdict => ({ verdict: 'page', code, detail });
  const redirect = (error: string, detail: string): AuthorizationVerdict => ({ verdict: 'redirect', error, detail });

  if (asked.get('response_type') !== 'code') return page('Y030007', 'response_type must be code');
  for (const name of ['state', 'nonce'] as const) {
    if ((asked.get(name) ?? '').length < SHORTEST[method])
      return page('Y030007', `${name} must have ${SHORTEST[method]} characters or more`);
  }
  const prompts = asked.get('prompt')?.split(' ') ?? [];
  if (!prompts.every((prompt) => PROMPTS.includes(prompt))) return page('Y030007', 'prompt may be login and consent');
  const hint = asked.get('idp_hint');
  if (hint !== null && !IDENTITY_PROVIDERS.some((known) => known === hint))
    return redirect('invalid_idp_hint', 'idp_hint is not allowed');
  if (asksAmr(asked.get('claims')) && !mayAskAmr) return page('Y100009', 'amr was not granted');
  const level = askedLevel(asked.get('acr_values'), rules);
  if (level === undefined) return redirect('invalid_acr', 'acr_value is not valid');

  const parameters = new URLSearchParams([...asked].filter(([name]) => READ.some((read) => read === name)));
  parameters.set('acr_values', level);
  return { verdict: 'let_through', parameters };
}

/**
 * The lowest of the levels that the platform has; its highest when no known one is named.
 *
 * @returns undefined when only levels of another platform are named
 */
function askedLevel(acrValues: string | null, rules: PlatformRules): EidasLevel | undefined {
  const known = (acrValues ?? '').split(' ').filter(isLevel);
  if (known.length === 0) return rules.defaultLevel;
  return EIDAS_LEVELS.find((level) => known.includes(level) && rules.levels.includes(level));
}

/** An unreadable `claims` asks nothing here: oidc-provider refuses it. */
function asksAmr(claims: string | null): boolean {
  if (claims === null) return false;
  try {
    const { id_token } = JSON.parse(claims) as { id_token?: unknown };
    return typeof id_token === 'object' && id_token !== null && 'amr' in id_token;
  } catch {
    return false;
  }
}

/**
 * An upstream: an OpenID provider that this realm trusts for a person's identity (F1 to F3). Everything in which
 * FranceConnect+, FranceConnect and Net-entreprises differ is a value here.
 */
import type { Localized } from '../realm.js';

/** The levels an upstream may vouch for, weakest first (eIDAS, UE 2015/1502). */
export const EIDAS_LEVELS = ['eidas1', 'eidas2', 'eidas3'] as const;
export type EidasLevel = (typeof EIDAS_LEVELS)[number];

export type UpstreamSigningAlgorithm = 'ES256' | 'RS256';

/** Static metadata (RFC 8414 names): FranceConnect+ serves no discovery to anonymous clients in production. */
export interface UpstreamEndpoints {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
  readonly jwks_uri: string;
  readonly end_session_endpoint?: string | undefined;
  readonly revocation_endpoint?: string | undefined;
}

/** How an answer's parts are protected; anything else is refused. */
export interface UpstreamProtection {
  readonly signingAlg: UpstreamSigningAlgorithm;
  /** a JWE around the JWS of id_token and userinfo, exactly as registered; undefined: none is accepted */
  readonly encryption: { readonly alg: 'ECDH-ES' | 'RSA-OAEP-256'; readonly enc: 'A256GCM' } | undefined;
  /** what the userinfo endpoint answers: a JWT protected like the id_token, or plain JSON */
  readonly userinfo: 'jwt' | 'json';
}

/** Where each field of an identity stands among the upstream's claims, tried in order. */
export interface ClaimsMapping {
  readonly familyName: readonly string[];
  readonly givenNames: readonly string[];
  readonly gender: readonly string[];
  readonly birthdate: readonly string[];
  readonly birthplace: readonly string[];
  readonly birthcountry: readonly string[];
  readonly siret: readonly string[];
}

export interface UpstreamSettings {
  /** names it in addresses, configuration and audit: `franceconnect-plus` */
  readonly id: string;
  readonly realm: string;
  readonly issuer: string;
  readonly endpoints: UpstreamEndpoints;
  readonly clientId: string;
  readonly authentication:
    | { readonly method: 'client_secret_post'; readonly secret: string }
    | { readonly method: 'private_key_jwt' };
  readonly protection: UpstreamProtection;
  readonly scope: string;
  /** levels this platform can vouch for, weakest first; empty: it has none, `acr` is neither asked nor believed */
  readonly levels: readonly EidasLevel[];
  /** asks for `amr` by the `claims` parameter */
  readonly asksAmr: boolean;
  /** one factor only, which this realm treats as a password (F3); else what the levels say */
  readonly countsAsPassword: boolean;
  /** how an identity finds its account (F3, F4) */
  readonly reconciliation: 'pivot_identity' | 'siret_and_person';
  readonly claims: ClaimsMapping;
  /** the last moment at which it can be used, milliseconds since the epoch (F2) */
  readonly endsAt: number | undefined;
  /** how long before the end a notice is shown */
  readonly noticeSeconds: number;
  /** seconds by which its clock may differ from ours */
  readonly clockToleranceSeconds: number;
  readonly timeoutSeconds: number;
  readonly name: string;
  /** the sentence above the button, and where « Qu'est-ce que … » leads */
  readonly sentence: Localized | undefined;
  readonly about: { readonly label: Localized; readonly href: string } | undefined;
  /** file of the official button (an SVG given by the upstream's owner), or none: a plain button with the name */
  readonly buttonFile: string | undefined;
}

/** The six pivot fields of the civil identity, and what employers' platforms add. Raw: normalising is the matcher's. */
export interface UpstreamIdentity {
  /** birth name */
  readonly familyName: string | undefined;
  /** as an array if the upstream gave one, else one string of all first names */
  readonly givenNames: string | readonly string[] | undefined;
  readonly gender: string | undefined;
  /** YYYY-MM-DD; unknown parts may be 00 */
  readonly birthdate: string | undefined;
  /** COG code, empty when born abroad; free text through the eIDAS bridge */
  readonly birthplace: string | undefined;
  /** COG code, France 99100 */
  readonly birthcountry: string | undefined;
  readonly siret: string | undefined;
}

/** Why an upstream's answer, or its absence, is refused: each has its page and its audit outcome (F5). */
export const UPSTREAM_FAULTS = [
  /** the person pressed cancel */
  'cancelled',
  /** the upstream refused the person, and does not say why */
  'refused',
  /** it is down, slow, or says so */
  'unavailable',
  /** it refuses our request: our registration is wrong */
  'misconfigured',
  /** its answer cannot be read */
  'malformed',
  /** expired, or not yet valid, beyond the tolerance */
  'clock',
  /** wrong, missing or not-registered signature */
  'signature',
  /** not encrypted as registered, or for another key */
  'encryption',
  /** `iss` of the response or of a token is another's */
  'issuer',
  'audience',
  /** missing or foreign nonce, or an answer to another request */
  'nonce',
  /** the code is not, or no longer, good */
  'code',
  /** a level below what was asked, or that this platform cannot vouch for */
  'acr',
  /** userinfo without a `sub`, or with somebody else's */
  'subject',
  /** `state` is unknown, used, or another browser's */
  'state',
] as const;
export type UpstreamFault = (typeof UPSTREAM_FAULTS)[number];

export function isEidasLevel(value: unknown): value is EidasLevel {
  return (EIDAS_LEVELS as readonly unknown[]).includes(value);
}

/** Does `given` reach `asked`? Levels compare by their order only (eIDAS). */
export function reachesEidas(given: EidasLevel, asked: EidasLevel): boolean {
  return EIDAS_LEVELS.indexOf(given) >= EIDAS_LEVELS.indexOf(asked);
}

/** Is the upstream still in use at `now`, in milliseconds since the epoch? (F2) */
export function isInUse(upstream: Pick<UpstreamSettings, 'endsAt'>, now: number): boolean {
  return upstream.endsAt === undefined || now <= upstream.endsAt;
}

/** The end to announce, in milliseconds since the epoch, once its notice period began and while it is in use (F2). */
export function announcedEnd(
  upstream: Pick<UpstreamSettings, 'endsAt' | 'noticeSeconds'>,
  now: number,
): number | undefined {
  const { endsAt, noticeSeconds } = upstream;
  return endsAt !== undefined && now <= endsAt && now >= endsAt - noticeSeconds * 1000 ? endsAt : undefined;
}

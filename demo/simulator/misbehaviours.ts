/**
 * The ways in which a platform can be made to answer wrongly, for tests of the relying party: each is one difference
 * from an honest answer, and everything else in that answer stays honest, signature and encryption included.
 */
import { EIDAS_LEVELS } from '../../src/domain/federation/upstream.js';
import { isLevel } from './platforms.js';

/** Where a misbehaviour acts: on every connection, or on one of the four answers. */
export type Place = 'connection' | 'authorization' | 'token' | 'id_token' | 'userinfo';

export const MISBEHAVIOURS = [
  { id: 'down', place: 'connection', says: 'every connection is reset' },
  { id: 'unavailable', place: 'connection', says: 'every request is answered by a page of HTML and status 503' },
  { id: 'wrong-iss', place: 'authorization', says: 'the authorization response names another issuer' },
  { id: 'no-iss', place: 'authorization', says: 'the authorization response names no issuer' },
  { id: 'foreign-state', place: 'authorization', says: 'the authorization response brings a state that nobody sent' },
  { id: 'slow', place: 'token', says: 'the token endpoint answers after a long time' },
  { id: 'garbage-token', place: 'token', says: 'the token endpoint answers 200 and a page of HTML' },
  { id: 'garbage-id-token', place: 'token', says: 'the id_token is no JWT' },
  { id: 'wrong-token-iss', place: 'id_token', says: 'the id_token names another issuer' },
  { id: 'wrong-aud', place: 'id_token', says: 'the id_token is for another client' },
  { id: 'no-nonce', place: 'id_token', says: 'the id_token has no nonce' },
  { id: 'foreign-nonce', place: 'id_token', says: 'the id_token has a nonce that nobody sent' },
  { id: 'lower-acr', place: 'id_token', says: 'acr is one level below the one proved, or absent below the first' },
  { id: 'acr-of-other-platform', place: 'id_token', says: 'acr is a level that only another platform vouches for' },
  { id: 'no-acr', place: 'id_token', says: 'the id_token has no acr' },
  { id: 'expired', place: 'id_token', says: 'the id_token expired an hour ago' },
  { id: 'not-yet-valid', place: 'id_token', says: 'the id_token is issued, and valid (nbf), in an hour' },
  { id: 'no-auth-time', place: 'id_token', says: 'the id_token has no auth_time' },
  { id: 'old-auth-time', place: 'id_token', says: 'auth_time is a day ago' },
  { id: 'wrong-at-hash', place: 'id_token', says: 'at_hash is that of another access token' },
  { id: 'no-at-hash', place: 'id_token', says: 'the id_token has no at_hash' },
  { id: 'alg-none', place: 'id_token', says: 'the id_token is not signed: alg none' },
  {
    id: 'hs256-with-public-key',
    place: 'id_token',
    says: 'the id_token is signed HS256 with the PEM of the public key',
  },
  {
    id: 'rs256',
    place: 'id_token',
    says: 'the id_token is signed with a published key of the algorithm not registered',
  },
  {
    id: 'foreign-key',
    place: 'id_token',
    says: 'the id_token is signed with an unpublished key under a published kid',
  },
  { id: 'unknown-key', place: 'id_token', says: 'the id_token is signed with a key that is never published' },
  { id: 'not-encrypted', place: 'id_token', says: 'the id_token is signed and not encrypted' },
  { id: 'jwe-for-another-key', place: 'id_token', says: 'the id_token is encrypted to a key that nobody has' },
  { id: 'other-enc', place: 'id_token', says: 'the id_token is encrypted with A128GCM' },
  { id: 'garbage-userinfo', place: 'userinfo', says: 'userinfo is no JWT and no JSON' },
  { id: 'other-userinfo-sub', place: 'userinfo', says: 'userinfo is about somebody else' },
  { id: 'no-userinfo-sub', place: 'userinfo', says: 'userinfo has no sub' },
  { id: 'wrong-userinfo-iss', place: 'userinfo', says: 'userinfo names another issuer' },
  { id: 'wrong-userinfo-aud', place: 'userinfo', says: 'userinfo is for another client' },
  { id: 'unsigned-userinfo', place: 'userinfo', says: 'userinfo is plain JSON' },
  { id: 'userinfo-alg-none', place: 'userinfo', says: 'userinfo is a JWT that is not signed: alg none' },
  {
    id: 'userinfo-foreign-key',
    place: 'userinfo',
    says: 'userinfo is signed with an unpublished key under a published kid',
  },
  { id: 'userinfo-not-encrypted', place: 'userinfo', says: 'userinfo is signed and not encrypted' },
] as const satisfies ReadonlyArray<{ readonly id: string; readonly place: Place; readonly says: string }>;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number]['id'];

export function isMisbehaviour(value: unknown): value is Misbehaviour {
  return MISBEHAVIOURS.some(({ id }) => id === value);
}

export type Claims = Readonly<Record<string, unknown>>;

/** How a JWT is protected; `own` and `registered` are the honest ways. */
export interface Protection {
  readonly signature: 'own' | 'none' | 'hs256' | 'other-algorithm' | 'foreign-key' | 'unknown-key';
  readonly encryption: 'registered' | 'none' | 'another-key' | 'other-enc';
}

const HOUR_SECONDS = 3600;
export const OTHER_ISSUER = 'https://autre-emetteur.example.test/api/v2';
const OTHER_CLIENT = 'autre-client';
const OTHER_VALUE = 'valeur-que-personne-n-a-envoyee-0000000000000';

/** The id_token's claims as this misbehaviour changes them. */
export function changeIdToken(how: Misbehaviour | undefined, claims: Claims): Claims {
  const at = (name: string, seconds: number) => Number(claims[name]) + seconds;
  switch (how) {
    case 'wrong-token-iss':
      return { ...claims, iss: OTHER_ISSUER };
    case 'wrong-aud':
      return { ...claims, aud: OTHER_CLIENT };
    case 'foreign-nonce':
      return { ...claims, nonce: OTHER_VALUE };
    case 'no-nonce':
      return without(claims, 'nonce');
    case 'lower-acr':
      return { ...without(claims, 'acr'), ...levelBelow(claims['acr']) };
    case 'acr-of-other-platform':
      return { ...claims, acr: claims['acr'] === 'eidas1' ? 'eidas2' : 'eidas1' };
    case 'no-acr':
      return without(claims, 'acr');
    case 'expired':
      return { ...claims, iat: at('iat', -2 * HOUR_SECONDS), exp: at('iat', -HOUR_SECONDS) };
    case 'not-yet-valid':
      return {
        ...claims,
        iat: at('iat', HOUR_SECONDS),
        nbf: at('iat', HOUR_SECONDS),
        exp: at('exp', HOUR_SECONDS),
      };
    case 'no-auth-time':
      return without(claims, 'auth_time');
    case 'old-auth-time':
      return { ...claims, auth_time: at('iat', -24 * HOUR_SECONDS) };
    case 'wrong-at-hash':
      return { ...claims, at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' };
    case 'no-at-hash':
      return without(claims, 'at_hash');
    default:
      return claims;
  }
}

/** Userinfo's claims as this misbehaviour changes them. */
export function changeUserinfo(how: Misbehaviour | undefined, claims: Claims): Claims {
  switch (how) {
    case 'other-userinfo-sub':
      return { ...claims, sub: `${'0'.repeat(64)}v1` };
    case 'no-userinfo-sub':
      return without(claims, 'sub');
    case 'wrong-userinfo-iss':
      return { ...claims, iss: OTHER_ISSUER };
    case 'wrong-userinfo-aud':
      return { ...claims, aud: OTHER_CLIENT };
    default:
      return claims;
  }
}

const ID_TOKEN_SIGNATURES: Partial<Record<Misbehaviour, Protection['signature']>> = {
  'alg-none': 'none',
  'hs256-with-public-key': 'hs256',
  rs256: 'other-algorithm',
  'foreign-key': 'foreign-key',
  'unknown-key': 'unknown-key',
};
const ID_TOKEN_ENCRYPTIONS: Partial<Record<Misbehaviour, Protection['encryption']>> = {
  'not-encrypted': 'none',
  'jwe-for-another-key': 'another-key',
  'other-enc': 'other-enc',
};
const USERINFO_SIGNATURES: Partial<Record<Misbehaviour, Protection['signature']>> = {
  'userinfo-alg-none': 'none',
  'userinfo-foreign-key': 'foreign-key',
};
const USERINFO_ENCRYPTIONS: Partial<Record<Misbehaviour, Protection['encryption']>> = {
  'userinfo-not-encrypted': 'none',
};

export function protectionOf(how: Misbehaviour | undefined, part: 'id_token' | 'userinfo'): Protection {
  const signatures = part === 'id_token' ? ID_TOKEN_SIGNATURES : USERINFO_SIGNATURES;
  const encryptions = part === 'id_token' ? ID_TOKEN_ENCRYPTIONS : USERINFO_ENCRYPTIONS;
  return {
    signature: (how && signatures[how]) ?? 'own',
    encryption: (how && encryptions[how]) ?? 'registered',
  };
}

/** The authorization response's parameters as this misbehaviour changes them. */
export function changeResponse(how: Misbehaviour | undefined, answer: URL): URL {
  const changed = new URL(answer);
  if (how === 'wrong-iss') changed.searchParams.set('iss', OTHER_ISSUER);
  if (how === 'no-iss') changed.searchParams.delete('iss');
  if (how === 'foreign-state') changed.searchParams.set('state', OTHER_VALUE);
  return changed;
}

function without(claims: Claims, name: string): Claims {
  const { [name]: left, ...rest } = claims;
  return rest;
}

function levelBelow(acr: unknown): { acr?: string } {
  if (typeof acr !== 'string' || !isLevel(acr)) return {};
  const below = EIDAS_LEVELS[EIDAS_LEVELS.indexOf(acr) - 1];
  return below ? { acr: below } : {};
}

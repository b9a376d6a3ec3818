/** The secrets Poterne runs on, each its own ring, and how configuration gives them (architecture: Secrets; O2). */
import { createPrivateKey } from 'node:crypto';
import type { KeyRing } from '../domain/keys/key_ring.js';
import { readKeyRing, weaknessOf } from './key_ring.js';

/** A private JSON Web Key that signs (RFC 7517). */
export interface SigningJwk extends Readonly<Record<string, unknown>> {
  readonly kid: string;
  readonly alg: 'ES256' | 'RS256';
}

export interface Secrets {
  readonly cookies: KeyRing;
  readonly pepper: KeyRing;
  readonly identifierEncryption: KeyRing;
  readonly identifierIndex: KeyRing;
  readonly counterIndex: KeyRing;
  readonly codeDerivation: KeyRing;
  readonly refreshSuccession: KeyRing;
  /** what messages carry to be contested by is derived from it (U2) */
  readonly noticeTokens: KeyRing;
  /** seals the signing and upstream keys that lie in the database (S7) */
  readonly keyEncryption: KeyRing;
  /** never rotates (P3) */
  readonly pairwiseSalt: Buffer;
  readonly dpopNonce: Buffer;
  /** to take over into the database, newest first; empty unless SIGNING_JWKS brings some */
  readonly signing: readonly SigningJwk[];
}

export const RING_VARIABLES = {
  cookies: 'COOKIE_KEYS',
  pepper: 'PEPPER_KEYS',
  identifierEncryption: 'IDENTIFIER_ENCRYPTION_KEYS',
  identifierIndex: 'IDENTIFIER_INDEX_KEYS',
  counterIndex: 'COUNTER_INDEX_KEYS',
  codeDerivation: 'CODE_KEYS',
  refreshSuccession: 'REFRESH_SUCCESSION_KEYS',
  noticeTokens: 'NOTICE_TOKEN_KEYS',
  keyEncryption: 'KEY_ENCRYPTION_KEYS',
} as const;

type RingName = keyof typeof RING_VARIABLES;

/** Problems are sentences for the operator that name the variable and never show its value. */
export type SecretsReading =
  | { readonly ok: true; readonly secrets: Secrets }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads every secret, and reports all that is missing, weak or malformed at once.
 *
 * @param values environment values by variable name
 */
export function readSecrets(values: Readonly<Record<string, string | undefined>>): SecretsReading {
  const problems: string[] = [];
  const rings = {} as Record<RingName, KeyRing>;
  for (const [name, variable] of Object.entries(RING_VARIABLES) as [RingName, string][]) {
    const value = values[variable];
    if (!value) {
      problems.push(`${variable} is missing`);
      continue;
    }
    const reading = readKeyRing(value);
    if (reading.ok) rings[name] = reading.ring;
    else problems.push(`${variable}: ${reading.why}`);
  }
  const pairwiseSalt = readSecret(values, 'PAIRWISE_SALT', problems);
  const dpopNonce = readSecret(values, 'DPOP_NONCE_KEY', problems);
  const signing = readJwks(values['SIGNING_JWKS'], problems);
  problems.push(...reused(values));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, secrets: { ...rings, pairwiseSalt, dpopNonce, signing } };
}

function readSecret(values: Readonly<Record<string, string | undefined>>, name: string, problems: string[]): Buffer {
  const value = values[name];
  if (!value) {
    problems.push(`${name} is missing`);
    return Buffer.alloc(0);
  }
  const secret = Buffer.from(value, 'base64url');
  const weakness = weaknessOf(secret, value);
  if (weakness) problems.push(`${name} ${weakness}`);
  return secret;
}

const SHORTEST_RSA_BITS = 2048;

function readJwks(text: string | undefined, problems: string[]): readonly SigningJwk[] {
  if (!text) return [];
  let keys: unknown;
  try {
    ({ keys } = JSON.parse(text) as { keys?: unknown });
  } catch {
    problems.push('SIGNING_JWKS: is not JSON');
    return [];
  }
  const read = Array.isArray(keys) ? keys.map(readSigningJwk) : [undefined];
  const good = read.filter((key) => key !== undefined);
  if (good.length < read.length) {
    problems.push(
      `SIGNING_JWKS: every key must be a private JWK with a kid, P-256 or RSA of ${SHORTEST_RSA_BITS} bits or more`,
    );
  }
  return good;
}

function readSigningJwk(given: unknown): SigningJwk | undefined {
  const jwk = given as Record<string, unknown> | null;
  if (typeof jwk?.['kid'] !== 'string' || !jwk['kid']) return undefined;
  try {
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
    const parts = { ...key.export({ format: 'jwk' }), kid: jwk['kid'], use: 'sig' };
    if (namedCurve === 'prime256v1') return { ...parts, alg: 'ES256' };
    if (key.asymmetricKeyType === 'rsa' && modulusLength >= SHORTEST_RSA_BITS) return { ...parts, alg: 'RS256' };
  } catch {
    // Not a private key; the message names no part of it.
  }
  return undefined;
}

/** One value for two purposes would let one leak open both. */
function reused(values: Readonly<Record<string, string | undefined>>): readonly string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const variable of [...Object.values(RING_VARIABLES), 'PAIRWISE_SALT', 'DPOP_NONCE_KEY']) {
    for (const part of values[variable]?.split(',') ?? []) {
      const secret = part.slice(part.indexOf(':') + 1).trim();
      const other = seen.get(secret);
      if (other && other !== variable) problems.push(`${variable} repeats a key of ${other}`);
      seen.set(secret, variable);
    }
  }
  return problems;
}

/** The secrets Poterne runs on, each its own ring, and how configuration gives them (architecture: Secrets; O2). */
import type { KeyRing } from '../domain/key_ring.js';
import { readKeyRing, weaknessOf } from './key_ring.js';

/** A JSON Web Key set with private keys, as oidc-provider takes it (RFC 7517). */
export interface PrivateJwks {
  readonly keys: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

export interface Secrets {
  readonly cookies: KeyRing;
  readonly pepper: KeyRing;
  readonly identifierEncryption: KeyRing;
  readonly identifierIndex: KeyRing;
  readonly counterIndex: KeyRing;
  readonly codeDerivation: KeyRing;
  readonly refreshSuccession: KeyRing;
  /** never rotates (P3) */
  readonly pairwiseSalt: Buffer;
  readonly dpopNonce: Buffer;
  readonly signing: PrivateJwks;
}

export const RING_VARIABLES = {
  cookies: 'COOKIE_KEYS',
  pepper: 'PEPPER_KEYS',
  identifierEncryption: 'IDENTIFIER_ENCRYPTION_KEYS',
  identifierIndex: 'IDENTIFIER_INDEX_KEYS',
  counterIndex: 'COUNTER_INDEX_KEYS',
  codeDerivation: 'CODE_KEYS',
  refreshSuccession: 'REFRESH_SUCCESSION_KEYS',
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
  if (problems.length > 0 || !signing) return { ok: false, problems };
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

function readJwks(text: string | undefined, problems: string[]): PrivateJwks | undefined {
  if (!text) {
    problems.push('SIGNING_JWKS is missing');
    return undefined;
  }
  try {
    const parsed = JSON.parse(text) as { keys?: unknown };
    const keys = Array.isArray(parsed.keys) ? (parsed.keys as Record<string, unknown>[]) : [];
    const isPrivate = (key: Record<string, unknown>) => typeof key['d'] === 'string' && typeof key['kid'] === 'string';
    if (keys.length === 0 || !keys.every(isPrivate)) {
      problems.push('SIGNING_JWKS: every key must be a private JWK with a kid');
    } else if (!keys.some((key) => key['kty'] === 'EC' && key['crv'] === 'P-256')) {
      problems.push('SIGNING_JWKS: a P-256 key for ES256 is missing');
    }
    return { keys };
  } catch {
    problems.push('SIGNING_JWKS: is not JSON');
    return undefined;
  }
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

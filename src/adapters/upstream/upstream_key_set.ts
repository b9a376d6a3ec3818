/**
 * The keys that an upstream signs with (F1). They are kept: an outage of its `jwks_uri` stops no sign-in. An unknown
 * `kid` has them fetched once more, and not again within seconds, however many answers name unknown keys.
 */
import { importJWK, type JWK } from 'jose';
import type { UpstreamSigningAlgorithm } from '../../domain/federation/upstream.js';
import type { Clock } from '../../ports/clock.js';
import { UpstreamRefusal } from './refusal.js';
import { type Ask, askWithin } from './whole_answer.js';

const FRESH_MS = 5 * 60_000;
const BETWEEN_REFETCHES_MS = 5_000;

export interface UpstreamKeySet {
  /**
   * The public key for a token's header; its `jku`, `jwk`, `x5u` and `x5c` are never looked at.
   *
   * @throws UpstreamRefusal `signature` when no single key fits, `unavailable` or `malformed` when none was ever fetched
   */
  find(kid: string | undefined, alg: UpstreamSigningAlgorithm): Promise<CryptoKey>;
}

interface KeySetOptions {
  readonly jwksUri: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeoutSeconds: number;
}

export function createUpstreamKeySet({ jwksUri, fetch, clock, timeoutSeconds }: KeySetOptions): UpstreamKeySet {
  let known: { readonly keys: readonly JWK[]; readonly at: number } | undefined;
  let underWay: Promise<readonly JWK[]> | undefined;
  let lastRefetch = Number.NEGATIVE_INFINITY;

  /** Fetches the keys; callers at the same time share one request. */
  function fetchKeys(): Promise<readonly JWK[]> {
    underWay ??= readKeys(askWithin(fetch, AbortSignal.timeout(timeoutSeconds * 1000)), jwksUri)
      .then((keys) => {
        known = { keys, at: clock.now() };
        return keys;
      })
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  }

  function mayRefetch(): boolean {
    if (clock.now() - lastRefetch < BETWEEN_REFETCHES_MS) return false;
    lastRefetch = clock.now();
    return true;
  }

  return {
    async find(kid, alg) {
      const before = known;
      const found = select(before?.keys ?? (await fetchKeys()), kid, alg);
      // Keys that went stale serve this answer, and are renewed behind it: their server may be slow, or gone.
      if (found && before && clock.now() - before.at > FRESH_MS && mayRefetch()) fetchKeys().catch(() => undefined);
      if (found) return imported(found, alg);
      if (!before) throw new UpstreamRefusal('signature', 'unknown key');
      // A refetch under way is shared; one just done is not repeated.
      const renewed = underWay || mayRefetch() ? await fetchKeys().catch(() => before.keys) : (known?.keys ?? []);
      const rotated = select(renewed, kid, alg);
      if (!rotated) throw new UpstreamRefusal('signature', 'unknown key');
      return imported(rotated, alg);
    },
  };
}

async function readKeys(ask: Ask, jwksUri: string): Promise<readonly JWK[]> {
  const response = await ask(jwksUri, { headers: { accept: 'application/json, application/jwk-set+json' } });
  if (response.status !== 200) throw new UpstreamRefusal('malformed', `keys http ${response.status}`);
  const body: unknown = await response.json().catch(() => undefined);
  const keys = (body as { keys?: unknown } | undefined | null)?.keys;
  if (!Array.isArray(keys)) throw new UpstreamRefusal('malformed', 'keys are no key set');
  return keys.filter((key): key is JWK => typeof key === 'object' && key !== null && !Array.isArray(key));
}

/** The one key that fits; undefined when none does, or several do. */
function select(keys: readonly JWK[], kid: string | undefined, alg: UpstreamSigningAlgorithm): JWK | undefined {
  const fitting = keys.filter(
    (key) =>
      (kid === undefined || key.kid === kid) &&
      (key.alg === undefined || key.alg === alg) &&
      (key.use === undefined || key.use === 'sig') &&
      (alg === 'ES256' ? key.kty === 'EC' && key.crv === 'P-256' : key.kty === 'RSA'),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Public parts only, whatever the upstream published. */
async function imported({ kty, crv, x, y, n, e }: JWK, alg: UpstreamSigningAlgorithm): Promise<CryptoKey> {
  const parts = alg === 'ES256' ? { kty, crv, x, y } : { kty, n, e };
  try {
    return (await importJWK(parts as JWK, alg)) as CryptoKey;
  } catch {
    throw new UpstreamRefusal('signature', 'unusable key');
  }
}

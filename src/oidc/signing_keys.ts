/**
 * Signing keys that change while a provider runs (S7, P4). oidc-provider reads its keys once, into a store that it keeps to
 * itself and selects from at each signature and verification: that store's content is replaced here, all at once
 * (docs/adr/0012_keys_in_the_database.md).
 */
import type Provider from 'oidc-provider';
import internals from 'oidc-provider/lib/helpers/weak_cache.js';
import type { UsableKey } from '../ports/keys/key_store.js';

type Jwk = Readonly<Record<string, unknown>>;

interface Internals {
  readonly keystore: Iterable<Jwk> & { clear(): void; add(key: Jwk): void };
  /** what the JWKS endpoint answers */
  jwks: { readonly keys: readonly Jwk[] };
}

/** What a provider starts with: it derives its algorithms from them. */
export function startingKeys(keys: readonly UsableKey[]): { keys: Jwk[] } {
  return { keys: signingOrder(keys).map(({ privateJwk }) => structuredClone(privateJwk)) };
}

/**
 * From now on the active keys sign, and the others verify only.
 *
 * @throws Error when no key is active, or the library no longer holds its keys so
 */
export function installSigningKeys(provider: Provider, keys: readonly UsableKey[]): void {
  const held = internals(provider) as Internals | undefined;
  if (typeof held?.keystore?.clear !== 'function' || !Array.isArray(held.jwks?.keys)) {
    throw new Error('oidc-provider no longer holds its keys as expected');
  }
  const ordered = signingOrder(keys);
  if (!ordered.some(({ state }) => state === 'active')) throw new Error('no signing key is active');
  held.keystore.clear();
  for (const { state, publicJwk, privateJwk } of ordered) {
    // Without its private part a key can be selected for verification alone: `key_ops` says so to the library.
    held.keystore.add(state === 'active' ? privateJwk : { ...publicJwk, key_ops: ['verify'] });
  }
  held.jwks = { keys: ordered.map(({ publicJwk }) => publicJwk) };
}

/** The library signs with the first that fits. */
function signingOrder(keys: readonly UsableKey[]): readonly UsableKey[] {
  const signing = keys.filter(({ purpose }) => purpose === 'signing');
  const rank = ({ state }: UsableKey) => (state === 'active' ? 0 : state === 'published' ? 1 : 2);
  return [...signing].sort((a, b) => rank(a) - rank(b));
}

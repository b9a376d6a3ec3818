/** Our keys towards upstreams, as they are at each use (F1, S7). */
import type { JWK } from 'jose';
import { isOffered, type KeyRules, newestFirst } from '../../domain/keys/provider_key.js';
import type { Clock } from '../../ports/clock.js';
import type { UsableKey } from '../../ports/keys/key_store.js';
import type { CurrentKeys } from '../../services/keys/current_keys.js';
import type { UpstreamKeySource } from '../realm/federation.js';

export function createUpstreamKeys(
  current: Pick<CurrentKeys, 'all'>,
  rules: KeyRules,
  clock: Pick<Clock, 'now'>,
): UpstreamKeySource {
  const of = (purpose: UsableKey['purpose']) =>
    current
      .all()
      .filter((key) => key.purpose === purpose)
      .sort(newestFirst);
  return {
    keys: () => ({
      // An upstream that has not fetched the new key yet encrypts to the old one.
      decryption: of('upstream_decryption').map(({ privateJwk }) => privateJwk as JWK),
      authentication: of('upstream_authentication').find(({ state }) => state === 'active')?.privateJwk as
        | JWK
        | undefined,
    }),
    publicKeys() {
      const all = current.all();
      const offered = of('upstream_decryption').filter((key) => isOffered(key, all, clock.now(), rules));
      return [...offered, ...of('upstream_authentication')].map(({ publicJwk }) => publicJwk as JWK);
    },
  };
}

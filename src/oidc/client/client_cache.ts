/** Clients change seldom and are read at every request: kept for a few seconds a process. */
import type { AdapterPayload } from 'oidc-provider';
import type { Clock } from '../../ports/clock.js';
import type { ClientStore } from '../../ports/protocol/oidc_store.js';
import { providerMetadata } from './client_metadata.js';

/** RFC 6749 Appendix A.1: visible characters; nothing else is asked of the database, which would refuse some. */
const CLIENT_ID = /^[\x20-\x7e]{1,255}$/;
const KEPT_MS = 10_000;
const LARGEST = 5_000;

/** Provider-ready metadata by client_id; an unknown id is not remembered, so that nobody fills the cache. */
export function cachedClients(
  clients: ClientStore,
  realm: string,
  clock: Clock,
): (clientId: string) => Promise<AdapterPayload | undefined> {
  const known = new Map<string, { readonly metadata: AdapterPayload; readonly until: number }>();
  return async (clientId) => {
    if (typeof clientId !== 'string' || !CLIENT_ID.test(clientId)) return undefined;
    const cached = known.get(clientId);
    if (cached && cached.until > clock.now()) return cached.metadata;
    const stored = await clients.find(realm, clientId);
    if (!stored) {
      known.delete(clientId);
      return undefined;
    }
    if (known.size >= LARGEST) known.clear();
    const metadata = providerMetadata(stored);
    known.set(clientId, { metadata, until: clock.now() + KEPT_MS });
    return metadata;
  };
}

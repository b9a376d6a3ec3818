/**
 * An identity that an upstream proved and whose account is not known yet: it waits, for one authorization request, until
 * the person proved the account or gave up (F4). Personal data: it lives an hour at most and goes as soon as it is used.
 */

import type { UpstreamAnswer } from '../../ports/federation/upstream_provider.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';

export interface PendingIdentity {
  /** id of the upstream */
  readonly upstream: string;
  readonly answer: UpstreamAnswer;
  readonly recent: boolean;
}

export interface PendingIdentities {
  put(request: string, identity: PendingIdentity): Promise<void>;
  find(request: string): Promise<PendingIdentity | undefined>;
  discard(request: string): Promise<void>;
}

const MODEL = 'PendingIdentity';

export function createPendingIdentities(
  ephemeral: EphemeralStore,
  realm: string,
  lifeSeconds: number,
): PendingIdentities {
  const nameOf = (request: string) => `${realm}:${request}`;
  return {
    put: (request, identity) => ephemeral.put(MODEL, nameOf(request), { ...identity }, lifeSeconds),
    find: async (request) => (await ephemeral.find(MODEL, nameOf(request))) as PendingIdentity | undefined,
    discard: (request) => ephemeral.destroy(MODEL, nameOf(request)),
  };
}

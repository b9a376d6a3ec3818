/**
 * Where recoveries under way are kept: one for each authorization request, in the browser that holds the interaction's
 * cookie; an hour at most (C4, C5). A step that may not follow is a fault of ours, never a person's.
 */
import type { LegacyAccess } from '../../domain/recovery/legacy_access.js';
import { mayFollow, type Recovery } from '../../domain/recovery/recovery.js';
import type { Artifact, EphemeralStore } from '../../ports/protocol/oidc_store.js';

export interface Recoveries {
  find(request: string): Promise<Recovery | undefined>;
  /** @param before what this request saw when it began */
  put(request: string, before: Recovery | undefined, next: Recovery): Promise<void>;
}

export interface LegacyAccesses {
  find(request: string): Promise<LegacyAccess | undefined>;
  put(request: string, next: LegacyAccess): Promise<void>;
}

const LIFE_SECONDS = 3600;

export function createRecoveries(ephemeral: EphemeralStore, realm: string): Recoveries {
  const kept = keeping<Recovery>(ephemeral, 'Recovery', realm);
  return {
    find: kept.find,
    async put(request, before, next) {
      if (!mayFollow(before?.step ?? 'nothing', next.step))
        throw new Error(`${next.step} cannot follow ${before?.step}`);
      await kept.put(request, next);
    },
  };
}

export function createLegacyAccesses(ephemeral: EphemeralStore, realm: string): LegacyAccesses {
  return keeping<LegacyAccess>(ephemeral, 'LegacyAccess', realm);
}

function keeping<Kept extends object>(ephemeral: EphemeralStore, model: string, realm: string) {
  const nameOf = (request: string) => `${realm}:${request}`;
  return {
    find: async (request: string) => (await ephemeral.find(model, nameOf(request))) as Kept | undefined,
    put: (request: string, next: Kept) =>
      ephemeral.put(model, nameOf(request), { ...next } as unknown as Artifact, LIFE_SECONDS),
  };
}

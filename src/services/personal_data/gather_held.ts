/** Everything that is held about a person, for an agent's export (API) and for their own download (S5, U1): one content. */
import type { AccountFileStore } from '../../ports/account/account_file_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';

export interface GatherHeldDependencies {
  readonly files: Pick<AccountFileStore, 'held'>;
  /** what the audit says of the person, by time */
  readonly auditEventsOf: (accountId: string) => Promise<readonly object[]>;
  readonly audit: Pick<AuditLog, 'flush'>;
  readonly clock: Clock;
}

/** @returns by section; null: no such account in the realm */
export type GatherHeld = (realm: string, accountId: string) => Promise<Readonly<Record<string, unknown>> | null>;

export function createGatherHeld({ files, auditEventsOf, audit, clock }: GatherHeldDependencies): GatherHeld {
  return async (realm, accountId) => {
    // What was just done belongs to it.
    await audit.flush();
    const held = await files.held(realm, accountId);
    if (!held) return null;
    return { exported_at: new Date(clock.now()).toISOString(), ...held, events: await auditEventsOf(accountId) };
  };
}

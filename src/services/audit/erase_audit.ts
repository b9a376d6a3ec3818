/** Makes what the audit says of one person unreadable for good, and leaves its chain as it is (S5). */
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { AuditVault } from '../../ports/audit/audit_vault.js';
import type { Clock } from '../../ports/clock.js';

export interface AuditErasure {
  /**
   * Destroys the person's key. The account's id stays in the events: a random number that names nobody once the account is
   * gone.
   *
   * @returns false when it was done before
   */
  erase(accountId: string): Promise<boolean>;
}

export function createAuditErasure({
  vault,
  audit,
  clock,
  client,
}: {
  readonly vault: Pick<AuditVault, 'destroy'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Pick<Clock, 'now'>;
  /** who asks, where the audit learns it from nobody else */
  readonly client?: string;
}): AuditErasure {
  return {
    async erase(accountId) {
      const isNew = await vault.destroy(accountId, clock.now());
      audit.record({
        type: 'audit_erasure',
        outcome: isNew ? 'erased' : 'was_erased',
        realm: 'all',
        accountId,
        data: { client },
      });
      return isNew;
    },
  };
}

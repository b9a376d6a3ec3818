/** An audit log that also counts what it records, so that metrics and audit never disagree (S2, S5). */
import type { AuditLog } from '../../../ports/audit/audit_log.js';
import type { Metrics } from '../../../ports/metrics.js';

export function createMeasuredAuditLog<Log extends AuditLog>(log: Log, metrics: Pick<Metrics, 'securityEvent'>): Log {
  return {
    ...log,
    record(event) {
      metrics.securityEvent(event);
      log.record(event);
    },
  };
}

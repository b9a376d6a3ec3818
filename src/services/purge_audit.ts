/** Drops sealed segments of the audit that are older than the retention, whole, and keeps their anchors (S5). */
import type { AuditChains } from '../ports/audit_chains.js';
import type { AuditLog } from '../ports/audit_log.js';

export interface PurgeAuditDependencies {
  readonly chains: Pick<AuditChains, 'purgeable' | 'countPurgeable' | 'purge'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly retentionMs: number;
}

export interface Purged {
  readonly segments: number;
  readonly events: number;
}

export interface PurgeAudit {
  /** @param now milliseconds since the epoch */
  run(now: number): Promise<Purged>;
  /** What `run` would drop. */
  preview(now: number): Promise<Purged>;
}

const SEGMENTS_AT_ONCE = 100;

export function createPurgeAudit({ chains, audit, retentionMs }: PurgeAuditDependencies): PurgeAudit {
  return {
    async run(now) {
      let segments = 0;
      let events = 0;
      for (;;) {
        const due = await chains.purgeable(now - retentionMs, SEGMENTS_AT_ONCE);
        for (const segment of due) {
          events += await chains.purge(segment, now);
          segments += 1;
        }
        if (due.length < SEGMENTS_AT_ONCE) break;
      }
      if (segments > 0) {
        audit.record({ type: 'audit_purge', outcome: 'purged', realm: 'all', data: { segments, events } });
      }
      return { segments, events };
    },
    preview: (now) => chains.countPurgeable(now - retentionMs),
  };
}

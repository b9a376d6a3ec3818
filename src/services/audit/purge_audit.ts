/** Drops sealed segments of the audit that are older than the retention, whole, and keeps their anchors (S5). */
import type { AuditChains } from '../../ports/audit/audit_chains.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';

export interface PurgeAuditDependencies {
  readonly chains: Pick<AuditChains, 'purgeable' | 'countPurgeable' | 'purge'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly retentionMs: number;
  /** who asks, if it is not the service itself */
  readonly client?: string;
}

export interface Purged {
  readonly segments: number;
  readonly events: number;
}

export interface PurgeAudit {
  /** Drops a bounded number of segments. @param now milliseconds since the epoch */
  piece(now: number): Promise<Purged & { readonly isMore: boolean }>;
  /** Drops all that are due. */
  run(now: number): Promise<Purged>;
  /** What `run` would drop. */
  preview(now: number): Promise<Purged>;
}

const SEGMENTS_A_PIECE = 10;

export function createPurgeAudit({ chains, audit, retentionMs, client }: PurgeAuditDependencies): PurgeAudit {
  const piece: PurgeAudit['piece'] = async (now) => {
    const due = await chains.purgeable(now - retentionMs, SEGMENTS_A_PIECE);
    let events = 0;
    for (const segment of due) events += await chains.purge(segment, now);
    const segments = due.length;
    if (segments > 0)
      audit.record({ type: 'audit_purge', outcome: 'purged', realm: 'all', data: { segments, events, client } });
    return { segments, events, isMore: segments === SEGMENTS_A_PIECE };
  };
  return {
    piece,
    async run(now) {
      let segments = 0;
      let events = 0;
      for (;;) {
        const purged = await piece(now);
        segments += purged.segments;
        events += purged.events;
        if (!purged.isMore) return { segments, events };
      }
    },
    preview: (now) => chains.countPurgeable(now - retentionMs),
  };
}

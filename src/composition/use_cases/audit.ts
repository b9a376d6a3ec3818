/** Keeps the audit while the service runs (S5): its own chain sealed hourly and at the end, what its jobs and pages need of it. */
import type { ChainedAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { errorForLog, type Logger } from '../../http/log.js';
import type { AuditChains } from '../../ports/audit/audit_chains.js';
import type { AuditVault } from '../../ports/audit/audit_vault.js';
import type { Clock } from '../../ports/clock.js';
import { createSignAnchor } from '../../services/audit/anchor_signature.js';
import { type AuditErasure, createAuditErasure } from '../../services/audit/erase_audit.js';
import { createPurgeAudit } from '../../services/audit/purge_audit.js';
import { createReadAudit, type ReadAudit } from '../../services/audit/read_audit.js';
import { createSealAudit } from '../../services/audit/seal_audit.js';
import type { CurrentKeys } from '../../services/keys/current_keys.js';
import type { Job } from '../../services/schedule/scheduler.js';

const HOUR_SECONDS = 3_600;
const SEAL_EVERY_MS = HOUR_SECONDS * 1000;
/** A sealing that failed is tried again at the next look. */
const LOOK_EVERY_MS = 5 * 60_000;
export const DAY_MS = 86_400_000;

export interface AuditKeepingDependencies {
  readonly audit: ChainedAuditLog;
  readonly auditChains: AuditChains;
  readonly auditVault: AuditVault;
  readonly keys: Pick<CurrentKeys, 'all'>;
  readonly retentionDays: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

export interface AuditKeeping {
  readonly erasure: AuditErasure;
  readonly read: ReadAudit;
  /** the chains of processes that are no more sealed hourly, what is past the retention dropped daily */
  readonly jobs: readonly Job[];
  /** how long ago this process last sealed its chain, or had nothing to seal, or started */
  secondsSinceSealed(): number;
  /** Writes what waits, seals it, and stops. */
  close(): Promise<void>;
}

export function createAuditKeeping(dependencies: AuditKeepingDependencies): AuditKeeping {
  const { audit, auditChains: chains, auditVault: vault, keys, clock, logger } = dependencies;
  const sealing = createSealAudit({
    chains,
    sign: createSignAnchor(() => keys.all()),
    onSealed: (anchor) => logger.info(anchor, 'audit sealed'),
    onBreak: (chain) => logger.error(chain, 'audit chain broken'),
  });
  const purging = createPurgeAudit({ chains, audit, retentionMs: dependencies.retentionDays * DAY_MS });
  let sealedAt = clock.now();

  async function sealOwn(): Promise<void> {
    const head = audit.written();
    if (head) await sealing.own(head, clock.now());
    sealedAt = clock.now();
  }
  const timer = setInterval(() => {
    if (clock.now() - sealedAt < SEAL_EVERY_MS) return;
    sealOwn().catch((error: unknown) => logger.warn({ error: errorForLog(error) }, 'audit not sealed'));
  }, LOOK_EVERY_MS).unref();

  return {
    erasure: createAuditErasure({ vault, audit, clock }),
    read: createReadAudit(chains, vault),
    jobs: [
      {
        name: 'seal_audit',
        intervalSeconds: HOUR_SECONDS,
        async run(_from, to) {
          await sealing.dead(to);
          return null;
        },
      },
      {
        name: 'purge_audit',
        intervalSeconds: 24 * HOUR_SECONDS,
        async run(_from, to) {
          const { segments, events, isMore } = await purging.piece(to);
          if (segments > 0) logger.info({ segments, events }, 'audit purged');
          return isMore ? 'more' : null;
        },
      },
    ],
    secondsSinceSealed: () => Math.max(0, (clock.now() - sealedAt) / 1000),
    async close() {
      clearInterval(timer);
      await audit.close().catch((error: unknown) => logger.error({ error: errorForLog(error) }, 'audit not written'));
      // Another process seals it later.
      await sealOwn().catch((error: unknown) => logger.warn({ error: errorForLog(error) }, 'audit not sealed'));
    },
  };
}

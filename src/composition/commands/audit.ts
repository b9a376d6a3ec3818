/** What `poterne audit` works with: chains, anchors and keys of persons, without the service (S5, O4). */
import { createPublicKey } from 'node:crypto';
import type { JWK } from 'jose';
import { createPostgresAuditChains } from '../../adapters/postgres/audit/audit_chains.js';
import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { createPostgresAuditVault } from '../../adapters/postgres/audit/audit_vault.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createPostgresKeyStore } from '../../adapters/postgres/keys/key_store.js';
import { systemClock } from '../../adapters/system/clock.js';
import { createKeyVault } from '../../adapters/system/keys/key_vault.js';
import type { CommandSettings } from '../../config/command_settings.js';
import type { SecurityEvent } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyParts, KeyStore } from '../../ports/keys/key_store.js';
import { createCheckAnchor, createSignAnchor } from '../../services/audit/anchor_signature.js';
import { type AuditErasure, createAuditErasure } from '../../services/audit/erase_audit.js';
import { createPurgeAudit, type PurgeAudit } from '../../services/audit/purge_audit.js';
import { createReadAudit, type ReadAudit } from '../../services/audit/read_audit.js';
import { createSealAudit, type SealAudit } from '../../services/audit/seal_audit.js';
import { createVerifyAudit, type VerifyAudit } from '../../services/audit/verify_audit.js';
import { DAY_MS } from '../use_cases/audit.js';
import { operator } from './operator.js';

export type AuditCommandSettings = CommandSettings<'AUDIT_RETENTION_DAYS', 'keyEncryption'>;

export interface AuditCommands {
  readonly verify: VerifyAudit;
  readonly sealing: SealAudit;
  readonly purging: PurgeAudit;
  readonly read: ReadAudit;
  readonly erasure: AuditErasure;
  /** Takes note of an export. */
  noteExport(event: Pick<SecurityEvent, 'accountId' | 'data'> & { readonly realm?: string | undefined }): void;
  readonly retentionMs: number;
  readonly clock: Pick<Clock, 'now'>;
  /** chains that were sealed only as far as they hold, with the first event that does not */
  readonly breaks: ReadonlyArray<{ readonly process: string; readonly seq: number }>;
  /** Writes and seals what the command recorded. @throws Error when it cannot be written */
  close(): Promise<void>;
}

const CONNECTIONS = 2;

/** @throws Error when the keys cannot be read or opened */
export async function openAuditCommands(
  { databaseUrl, rings, values }: AuditCommandSettings,
  clock: Clock = systemClock,
): Promise<AuditCommands> {
  const database = connectDatabase(databaseUrl, CONNECTIONS);
  const keys = createPostgresKeyStore(database, createKeyVault(rings.keyEncryption));
  const usable = await keys.usable().catch(async (error: unknown) => {
    await database.$disconnect();
    throw error;
  });
  const chains = createPostgresAuditChains(database);
  const vault = createPostgresAuditVault(database, rings.keyEncryption, clock, () => {});
  let unwritten = 0;
  const audit = createPostgresAuditLog(database, clock, (lost) => {
    unwritten += lost;
  });
  const client = operator();
  const retentionMs = values.AUDIT_RETENTION_DAYS * DAY_MS;
  const breaks: Array<{ process: string; seq: number }> = [];
  const sealing = createSealAudit({
    chains,
    sign: createSignAnchor(() => usable),
    onSealed() {},
    onBreak: (chain) => breaks.push(chain),
  });
  return {
    verify: async (options) => createVerifyAudit({ chains, check: createCheckAnchor(await anchorKeys(keys)) })(options),
    sealing,
    purging: createPurgeAudit({ chains, audit, retentionMs, client }),
    read: createReadAudit(chains, vault),
    erasure: createAuditErasure({ vault, audit, clock, client }),
    noteExport: ({ realm = 'all', accountId, data }) =>
      audit.record({ type: 'audit_export', outcome: 'exported', realm, accountId, data: { ...data, client } }),
    retentionMs,
    clock,
    breaks,
    async close() {
      await audit.close();
      const head = audit.written();
      // Where it fails, the service's job seals it later.
      if (head) await sealing.own(head, clock.now()).catch(() => {});
      await database.$disconnect();
      if (unwritten > 0) throw new Error(`done, but ${unwritten} events of the audit could not be written`);
    },
  };
}

/**
 * Public parts by kid. Those of a key that lives are taken from its private part, which the ring seals: whoever only writes
 * in the database cannot put his own in their place.
 */
async function anchorKeys(keys: KeyStore): Promise<ReadonlyMap<string, KeyParts>> {
  const parts = new Map(await keys.publicParts('signing'));
  for (const { kid, purpose, privateJwk } of await keys.usable()) {
    if (purpose !== 'signing') continue;
    const open = createPublicKey({ key: privateJwk as JWK, format: 'jwk' }).export({ format: 'jwk' });
    parts.set(kid, open as KeyParts);
  }
  return parts;
}

/** What `poterne keys` works with: the key store and the audit of the service, without the service (S7). */

import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { createPostgresAuditVault } from '../../adapters/postgres/audit/audit_vault.js';
import {
  createAuthenticatorBox,
  createPostgresAuthenticatorStore,
} from '../../adapters/postgres/authenticator/authenticator_store.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createPostgresKeyStore } from '../../adapters/postgres/keys/key_store.js';
import { createPostgresLetterOutbox } from '../../adapters/postgres/letter/letter_outbox.js';
import { createLetterBox } from '../../adapters/postgres/letter/letter_rows.js';
import { createPostgresNoticeOutbox } from '../../adapters/postgres/notice/notice_outbox.js';
import { createNoticeBox } from '../../adapters/postgres/notice/notice_rows.js';
import { createPostgresSignalStreams, createSignalBox } from '../../adapters/postgres/signals/signal_streams.js';
import { systemClock } from '../../adapters/system/clock.js';
import { createKeyMaker } from '../../adapters/system/keys/key_maker.js';
import { createKeyVault } from '../../adapters/system/keys/key_vault.js';
import type { KeyCommandSettings } from '../../config/key_settings.js';
import type { KeyRules } from '../../domain/keys/provider_key.js';
import type { Clock } from '../../ports/clock.js';
import { createRotateKeys, type RotateKeys } from '../../services/keys/rotate_keys.js';
import { keyRules, RSA_BITS } from '../keys/provider_keys.js';

export interface KeyCommands {
  readonly rotateKeys: RotateKeys;
  readonly rules: KeyRules;
  readonly clock: Clock;
  /** Seals every private part, every person's key of the audit, what is secret in letters and notices, and authenticators, with the newest key of the ring; returns how many. */
  reseal(): Promise<number>;
  /** Writes the audit. @throws Error when it cannot be written */
  close(): Promise<void>;
}

const CONNECTIONS = 2;

export function openKeyCommands(settings: KeyCommandSettings, clock: Clock = systemClock): KeyCommands {
  const database = connectDatabase(settings.databaseUrl, CONNECTIONS);
  const keys = createPostgresKeyStore(database, createKeyVault(settings.keyEncryption));
  const vault = createPostgresAuditVault(database, settings.keyEncryption, clock, () => {});
  const letters = createPostgresLetterOutbox(database, createLetterBox(settings.keyEncryption));
  const notices = createPostgresNoticeOutbox(database, createNoticeBox(settings.keyEncryption));
  const authenticators = createPostgresAuthenticatorStore(
    database,
    createAuthenticatorBox(settings.keyEncryption),
    createNoticeBox(settings.keyEncryption),
  );
  const signalStreams = createPostgresSignalStreams(database, createSignalBox(settings.keyEncryption));
  let unwritten = 0;
  const audit = createPostgresAuditLog(database, clock, (lost) => {
    unwritten += lost;
  });
  const rules = keyRules(settings);
  return {
    rotateKeys: createRotateKeys({ keys, makeKey: createKeyMaker(RSA_BITS), audit, clock, rules }),
    rules,
    clock,
    reseal: async () =>
      (await keys.reseal()) +
      (await vault.reseal()) +
      (await letters.reseal()) +
      (await notices.reseal()) +
      (await authenticators.reseal()) +
      (await signalStreams.reseal()),
    async close() {
      await audit.close();
      await database.$disconnect();
      if (unwritten > 0) throw new Error(`done, but ${unwritten} events of the audit could not be written`);
    },
  };
}

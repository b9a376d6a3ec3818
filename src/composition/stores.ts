/** The stores: PostgreSQL for what must last, Redis or this process for what may be lost, and how their health is told. */

import { createMemoryAttemptCounter } from '../adapters/memory/attempt_counter.js';
import { createMemoryChallengeStore } from '../adapters/memory/challenge_store.js';
import { createMemoryEphemeralStore } from '../adapters/memory/ephemeral_store.js';
import { createMemoryTallyStore } from '../adapters/memory/tally_store.js';
import { createPostgresAccountFileStore } from '../adapters/postgres/account/account_file_store.js';
import { createPostgresAccountStore } from '../adapters/postgres/account/account_store.js';
import { createPostgresSubjectStore } from '../adapters/postgres/account/subject_store.js';
import { createPostgresAttemptCounter } from '../adapters/postgres/attempt_counter.js';
import { createPostgresAuditChains } from '../adapters/postgres/audit/audit_chains.js';
import { createPostgresAuditLog } from '../adapters/postgres/audit/audit_log.js';
import { createPostgresAuditVault } from '../adapters/postgres/audit/audit_vault.js';
import {
  createAuthenticatorBox,
  createPostgresAuthenticatorStore,
} from '../adapters/postgres/authenticator/authenticator_store.js';
import {
  createBackchannelBox,
  createPostgresBackchannelRequestStore,
} from '../adapters/postgres/backchannel/backchannel_request_store.js';
import type { Database } from '../adapters/postgres/connection.js';
import { createPostgresContactStore } from '../adapters/postgres/contact/contact_store.js';
import { createPostgresContestStore } from '../adapters/postgres/contest/contest_store.js';
import { createPostgresChannelSwitchStore } from '../adapters/postgres/delivery/channel_switch_store.js';
import { createPostgresDeliveryHistory } from '../adapters/postgres/delivery/delivery_attempts.js';
import { createPostgresDeviceStore } from '../adapters/postgres/device/device_store.js';
import { createPostgresIdentityLinkStore } from '../adapters/postgres/federation/identity_link_store.js';
import { createAnswerBox, createPostgresIdempotencyStore } from '../adapters/postgres/idempotency_store.js';
import { createPostgresKeyStore } from '../adapters/postgres/keys/key_store.js';
import { createPostgresLetterOutbox } from '../adapters/postgres/letter/letter_outbox.js';
import { createLetterBox } from '../adapters/postgres/letter/letter_rows.js';
import { createPostgresNoticeOutbox } from '../adapters/postgres/notice/notice_outbox.js';
import { createNoticeBox } from '../adapters/postgres/notice/notice_rows.js';
import { createPostgresCodeCardStore } from '../adapters/postgres/one_time_code/code_card_store.js';
import { createPostgresOrganisationStore } from '../adapters/postgres/organisation/organisation_store.js';
import { createPostgresPasskeyStore } from '../adapters/postgres/passkey/passkey_store.js';
import { createPostgresCampaignStore } from '../adapters/postgres/password/campaign_store.js';
import { createPostgresCredentialStore } from '../adapters/postgres/password/credential_store.js';
import { createPostgresClientStore } from '../adapters/postgres/protocol/client_store.js';
import { createPostgresGrantStore } from '../adapters/postgres/protocol/grant_store.js';
import { createPostgresLogoutNotices } from '../adapters/postgres/protocol/logout_notices.js';
import { createPostgresSessionEndings } from '../adapters/postgres/protocol/session_endings.js';
import { createPostgresDueChanges } from '../adapters/postgres/schedule/due_changes.js';
import { createPostgresJobStore } from '../adapters/postgres/schedule/job_store.js';
import { createPostgresSignalOutbox } from '../adapters/postgres/signals/signal_outbox.js';
import { createPostgresSignalStreams, createSignalBox } from '../adapters/postgres/signals/signal_streams.js';
import { createRedisAttemptCounter } from '../adapters/redis/attempt_counter.js';
import { createRedisChallengeStore } from '../adapters/redis/challenge_store.js';
import type { RedisConnection } from '../adapters/redis/connection.js';
import { createRedisEphemeralStore } from '../adapters/redis/ephemeral_store.js';
import { createRedisTallyStore } from '../adapters/redis/tally_store.js';
import { createIdentifierVault } from '../adapters/system/keys/identifier_vault.js';
import { createKeyVault } from '../adapters/system/keys/key_vault.js';
import { createMeasuredAuditLog } from '../adapters/system/metrics/measured_audit_log.js';
import { rememberRecentAccounts } from '../adapters/system/recent_accounts.js';
import type { Config } from '../config/environment.js';
import { errorForLog, type Logger } from '../http/log.js';
import type { Clock } from '../ports/clock.js';
import type { HealthProbe } from '../ports/health.js';
import type { Metrics } from '../ports/metrics.js';

export type Stores = ReturnType<typeof createStores>;

export function createStores(
  config: Config,
  database: Database,
  redis: RedisConnection | undefined,
  clock: Clock,
  logger: Logger,
  metrics: Metrics,
) {
  const vault = createIdentifierVault(config.secrets.identifierEncryption, config.secrets.identifierIndex);
  const auditVault = createPostgresAuditVault(database, config.secrets.keyEncryption, clock, (error) =>
    logger.error({ error: errorForLog(error) }, 'key of a person in the audit does not open'),
  );
  return {
    accounts: rememberRecentAccounts(createPostgresAccountStore(database, vault), clock),
    contacts: createPostgresContactStore(database, createNoticeBox(config.secrets.keyEncryption)),
    credentials: createPostgresCredentialStore(
      database,
      createLetterBox(config.secrets.keyEncryption),
      createNoticeBox(config.secrets.keyEncryption),
    ),
    cards: createPostgresCodeCardStore(
      database,
      createLetterBox(config.secrets.keyEncryption),
      createNoticeBox(config.secrets.keyEncryption),
    ),
    authenticators: createPostgresAuthenticatorStore(
      database,
      createAuthenticatorBox(config.secrets.keyEncryption),
      createNoticeBox(config.secrets.keyEncryption),
    ),
    passkeys: createPostgresPasskeyStore(database),
    backchannelRequests: createPostgresBackchannelRequestStore(
      database,
      createBackchannelBox(config.secrets.keyEncryption),
    ),
    contests: createPostgresContestStore(database),
    letters: createPostgresLetterOutbox(database, createLetterBox(config.secrets.keyEncryption)),
    notices: createPostgresNoticeOutbox(database, createNoticeBox(config.secrets.keyEncryption)),
    jobs: createPostgresJobStore(database),
    devices: createPostgresDeviceStore(database),
    due: createPostgresDueChanges(database, createNoticeBox(config.secrets.keyEncryption)),
    campaigns: createPostgresCampaignStore(database),
    organisations: createPostgresOrganisationStore(
      database,
      createNoticeBox(config.secrets.keyEncryption),
      createAnswerBox(config.secrets.keyEncryption),
    ),
    files: createPostgresAccountFileStore(database, vault, {
      letters: createLetterBox(config.secrets.keyEncryption),
      notices: createNoticeBox(config.secrets.keyEncryption),
      answers: createAnswerBox(config.secrets.keyEncryption),
    }),
    idempotency: createPostgresIdempotencyStore(database, createAnswerBox(config.secrets.keyEncryption)),
    deliveries: createPostgresDeliveryHistory(database),
    subjects: createPostgresSubjectStore(database),
    clients: createPostgresClientStore(database),
    grants: createPostgresGrantStore(database),
    identityLinks: createPostgresIdentityLinkStore(database),
    keys: createPostgresKeyStore(database, createKeyVault(config.secrets.keyEncryption)),
    logoutNotices: createPostgresLogoutNotices(database),
    sessionEndings: createPostgresSessionEndings(database),
    signals: createPostgresSignalOutbox(database, createSignalBox(config.secrets.keyEncryption)),
    signalStreams: createPostgresSignalStreams(database, createSignalBox(config.secrets.keyEncryption)),
    lifetimeCounters: createPostgresAttemptCounter(database),
    shortCounters: redis ? createRedisAttemptCounter(redis) : createMemoryAttemptCounter(),
    challenges: redis ? createRedisChallengeStore(redis) : createMemoryChallengeStore(clock),
    tallies: redis ? createRedisTallyStore(redis) : createMemoryTallyStore(clock),
    channelSwitches: createPostgresChannelSwitchStore(database),
    ephemeral: redis ? createRedisEphemeralStore(redis) : createMemoryEphemeralStore(clock),
    audit: createMeasuredAuditLog(
      createPostgresAuditLog(
        database,
        clock,
        (lost, error) => {
          metrics.auditLost(lost);
          logger.fatal({ lost, error: errorForLog(error) }, 'audit events lost');
        },
        auditVault,
      ),
      metrics,
    ),
    auditChains: createPostgresAuditChains(database),
    auditVault,
  };
}

/** What must answer before requests are sent here. A hot standby answers too, yet takes no writes: it is not PostgreSQL. */
export function probes(database: Database, redis: RedisConnection | undefined): readonly HealthProbe[] {
  const postgresql = async () => {
    const rows = await database.$queryRaw<Array<{ standby: boolean }>>`SELECT pg_is_in_recovery() AS standby`;
    if (rows[0]?.standby) throw new Error('PostgreSQL is a standby');
  };
  return [{ name: 'postgresql', probe: postgresql }, ...(redis ? [{ name: 'redis', probe: () => redis.probe() }] : [])];
}

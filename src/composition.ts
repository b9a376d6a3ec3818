/** The only file that creates adapters: configuration in, a running service out. */

import { connectPool, createPool } from './adapters/postgres/connection.js';
import { createPostgresDeliveryLog } from './adapters/postgres/delivery/delivery_attempts.js';
import { migrate } from './adapters/postgres/migrate.js';
import { connectRedis } from './adapters/redis/connection.js';
import { systemClock } from './adapters/system/clock.js';
import { createContestTokens } from './adapters/system/contest_tokens.js';
import { createKeyedHash } from './adapters/system/keys/keyed_hash.js';
import { renderLetterPdf } from './adapters/system/letter_pdf.js';
import { createGatheredMetrics } from './adapters/system/metrics/gathered_metrics.js';
import { createMeasuredDelivery } from './adapters/system/metrics/measured_delivery.js';
import { createPrometheusMetrics } from './adapters/system/metrics/prometheus_metrics.js';
import { createOutboundFetch } from './adapters/system/outbound/outbound_fetch.js';
import { createApp } from './app.js';
import { createDelivery } from './composition/delivery.js';
import { checkClients, readFiles } from './composition/files.js';
import { createHasher } from './composition/hasher.js';
import { keyRules, openProviderKeys } from './composition/keys/provider_keys.js';
import { createUpstreamKeys } from './composition/keys/upstream_keys.js';
import { createRealmFace } from './composition/realm/realm_face.js';
import { startRounds } from './composition/schedule/rounds.js';
import { createScheduledWork } from './composition/schedule/scheduled_work.js';
import type { Overrides, Service } from './composition/service.js';
import { createStores, probes } from './composition/stores.js';
import { createAuditKeeping } from './composition/use_cases/audit.js';
import { createBackOffice } from './composition/use_cases/back_office.js';
import { createOrganisations } from './composition/use_cases/organisations.js';
import { createPasswords } from './composition/use_cases/passwords.js';
import { createRecovery } from './composition/use_cases/recovery.js';
import { createSecondStep } from './composition/use_cases/second_step.js';
import { createSignals } from './composition/use_cases/signals.js';
import { type Config, ConfigurationError } from './config/environment.js';
import { callbackFields } from './config/message_providers.js';
import type { Realm } from './domain/realm.js';
import { serveAppLinks } from './http/app_links.js';
import { serveAppReturn } from './http/app_return.js';
import { createCsrfGuard } from './http/csrf.js';
import { deliveryCallback } from './http/delivery_callback.js';
import { readRanges } from './http/forwarded.js';
import { createLogger, errorForLog } from './http/log.js';
import { createReadiness } from './http/readiness.js';
import { serveRelatedOrigins } from './http/related_origins.js';
import { createSuccessorNames } from './oidc/tokens/refresh_token_succession.js';
import type { Exposition } from './ports/metrics.js';
import { seedAccounts } from './services/account/seed_accounts.js';
import { purgeBackchannelRequestsJob } from './services/backchannel/purge_backchannel_requests.js';
import { createContests } from './services/contest/contests.js';
import { finishContestsJob } from './services/contest/finish_contests.js';
import { createNotMeOf } from './services/contest/not_me_address.js';
import {
  createSwitchedDelivery,
  followChannelSwitches,
  withOpenChannels,
} from './services/delivery/channel_switches.js';
import { deliveryStatusJob } from './services/delivery/delivery_status.js';
import { createBudgetGuard } from './services/delivery/message_budget.js';
import { createPrintLetters } from './services/letter/print_letters.js';
import { createCodeMaker } from './services/one_time_code/one_time_code.js';
import { createVerifyPassword } from './services/password/verify_password.js';
import { createGatherHeld } from './services/personal_data/gather_held.js';
import { createEndSignIns } from './services/session/end_sign_ins.js';
import { finishEndingsJob } from './services/session/finish_endings.js';
import { createVerifyTelephoneCode } from './services/telephone_code/verify_telephone_code.js';

/** How soon a channel that the operator turned off carries nothing any more (S3). */
const SWITCHES_REFRESH_SECONDS = 5;

/**
 * Builds the service: migrates, merges clients, seeds accounts, and assembles the application.
 *
 * @throws ConfigurationError, ClientsFileError, AccountsFileError with what to mend
 */
export async function compose(
  config: Config,
  configuredRealms: readonly Realm[],
  overrides: Overrides = {},
): Promise<Service> {
  const { secrets } = config;
  if (!config.DATABASE_URL) throw new ConfigurationError(['DATABASE_URL is missing']);
  const logger = overrides.logger ?? createLogger(config.LOG_LEVEL, config.LOG_FILE);
  const clock = overrides.clock ?? systemClock;
  const files = readFiles(config, configuredRealms);

  if (!overrides.isWorker) await migrate(config.DATABASE_URL);
  const metrics = createPrometheusMetrics({
    realms: configuredRealms,
    processMetrics: config.METRICS_PORT !== undefined,
    now: () => clock.now(),
  });
  const pool = createPool(config.DATABASE_URL, config.DATABASE_POOL);
  const database = connectPool(pool, (error) =>
    logger.warn({ error: errorForLog(error) }, 'connection to PostgreSQL lost'),
  );
  const redis = config.REDIS_URL ? connectRedis(config.REDIS_URL, config.REDIS_PREFIX) : undefined;
  const stores = createStores(config, database, redis, clock, logger, metrics);
  const keyedHash = createKeyedHash(secrets.counterIndex);
  const hasher = await createHasher(config, metrics, overrides.onVerification);
  const deliveryLog = createPostgresDeliveryLog(database, keyedHash, (lost) =>
    logger.warn({ lost }, 'delivery status not written'),
  );
  const {
    delivery: plainDelivery,
    standings,
    closeDelivery,
  } = createDelivery({ config, given: overrides.delivery, log: deliveryLog, metrics, clock });
  const switches = await followChannelSwitches(stores.channelSwitches, config.CHANNELS_OFF, {
    refreshSeconds: SWITCHES_REFRESH_SECONDS,
    onFailure: (error) => logger.warn({ error: errorForLog(error) }, 'channel switches not read'),
  });
  const realms = configuredRealms.map((realm) => withOpenChannels(realm, switches));
  const delivery = createMeasuredDelivery(createSwitchedDelivery(plainDelivery, switches), metrics);
  const budget = createBudgetGuard({
    tallies: stores.tallies,
    clock,
    onFinding(finding) {
      metrics.budgetFinding(finding);
      logger.warn({ finding }, 'budget of messages');
    },
  });
  const codes = createCodeMaker(secrets.codeDerivation);
  const successors = createSuccessorNames(secrets.refreshSuccession);
  const csrf = createCsrfGuard(secrets.cookies);
  const outbound = createOutboundFetch({
    allow: config.OUTBOUND_ALLOW.split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
    allowLoopback: config.mode === 'development',
  });

  const common = { ...stores, keyedHash, clock };
  const timeBoxSeconds = config.DELIVERY_TIMEOUT_SECONDS;
  const passkeyParties = config.passkeys;
  const endSignIns = createEndSignIns(common);
  const secondStep = createSecondStep({
    stores,
    keyedHash,
    delivery,
    budget,
    codes,
    passkeyParties,
    endSignIns,
    timeBoxSeconds,
    clock,
  });
  const keys = await openProviderKeys(config, { keys: stores.keys, audit: stores.audit, clock, logger });
  const auditKeeping = createAuditKeeping({
    ...stores,
    keys,
    retentionDays: config.AUDIT_RETENTION_DAYS,
    clock,
    logger,
  });
  const gatherHeld = createGatherHeld({
    ...common,
    auditEventsOf: (accountId) => auditKeeping.read.eventsOf(accountId),
  });
  const passwords = await createPasswords({
    stores,
    hasher,
    keyedHash,
    endSignIns,
    clock,
    logger,
    refreshSeconds: config.KEYS_REFRESH_SECONDS,
    leakedFile: config.LEAKED_PASSWORDS_FILE,
  });
  const organisations = createOrganisations({
    stores,
    hasher,
    rules: passwords.rules,
    codeCards: secondStep.codeCards,
    endSignIns,
    realms,
    clock,
  });
  const verifyPassword = createVerifyPassword({ ...common, hasher, leaked: passwords.leaked });
  const recovery = createRecovery({
    stores,
    keyedHash,
    hasher,
    delivery,
    budget,
    codes,
    secondStep,
    passwords,
    ring: secrets.cookies,
    clock,
    logger,
  });
  const tokens = createContestTokens(secrets.noticeTokens);
  const contests = createContests({ ...common, tokens, endSignIns });
  const verifyTelephoneCode = createVerifyTelephoneCode({
    ...common,
    hasher,
    campaignsFor: (account) => passwords.campaigns.bearingOn(account),
  });
  const upstreamKeys = createUpstreamKeys(keys, keyRules(config), clock);
  const built = realms.map((realm) =>
    createRealmFace(
      {
        config,
        logger,
        clock,
        stores,
        keyedHash,
        successors,
        outbound,
        csrf,
        endSignIns,
        gatherHeld,
        verifyPassword,
        verifyTelephoneCode,
        secondStep,
        keys,
        upstreamKeys,
        campaignsFor: (account) => passwords.campaigns.bearingOn(account),
        passwords,
        recovery,
        contests,
        administration: organisations.administration,
        resources: [...(overrides.resources ?? []), ...files.resources],
        actions: [...(overrides.actions ?? []), ...files.actions],
        upstreams: [...(overrides.upstreams ?? []), ...files.upstreams],
      },
      realm,
    ),
  );
  const faces = built.map(({ face }) => face);
  const signals = createSignals({ config, stores, faces, keys, clock, logger });
  const backchannels = built.flatMap(({ backchannel, answers }) => [backchannel, answers]);

  for (const realm of realms) {
    if (config.mode === 'production' && (!realm.statements.operator || !realm.statements.dataProtection))
      logger.warn({ realm: realm.id }, 'the pages of the footer name no operator or data protection officer');
  }
  checkClients(files.clients, faces);
  if (!overrides.isWorker) {
    await stores.clients.merge([...(overrides.clients ?? []), ...files.clients]);
    const seeds = [...(overrides.accounts ?? []), ...files.accounts];
    const seeded = await seedAccounts(seeds, stores.accounts, hasher, clock);
    if (seeds.length > 0) logger.info({ seeded, read: seeds.length }, 'accounts seeded');
  }

  let draining = false;
  const stopRounds = startRounds(stores, backchannels, clock, logger);
  const notMeOf = createNotMeOf({ tokens, notices: stores.notices, issuers: config.issuers });
  const scheduled = createScheduledWork({ stores, delivery, realms, notMeOf, clock, logger }, [
    // jobs of other chapters, one line each
    finishContestsJob({ ...common, endSignIns }),
    finishEndingsJob(stores),
    ...auditKeeping.jobs,
    ...passwords.jobs,
    deliveryStatusJob(stores.deliveries),
    purgeBackchannelRequestsJob(stores.backchannelRequests),
    ...organisations.jobs,
    ...signals.jobs,
  ]);
  if (overrides.worksByItself !== false) {
    scheduled.start();
    signals.start();
  }
  if (overrides.isWorker) metrics.answerGathering();
  const storeProbes = probes(database, redis);
  const notReady = createReadiness(storeProbes);
  metrics.observe({
    hashing: () => hasher.load(),
    auditWaiting: () => stores.audit.waiting(),
    secondsSinceAuditWasSealed: () => auditKeeping.secondsSinceSealed(),
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    stores: storeProbes.map(({ name }) => name),
    missingStores: notReady,
    isDraining: () => draining,
    keyAges: () => keys.ages(),
    secondsSinceKeysWereRead: () => keys.secondsSinceRead(),
    campaigns: () => passwords.campaigns.living(),
    providers: standings,
    outboxes: () => scheduled.observe(),
  });
  const api = createBackOffice({
    stores,
    faces,
    keys,
    hasher,
    rules: passwords.rules,
    codeCards: secondStep.codeCards,
    organisations: organisations.backOffice,
    endSignIns,
    auditErasure: auditKeeping.erasure,
    gatherHeld,
    requestsPerMinute: config.API_REQUESTS_PER_MINUTE,
    clock,
    logger,
  });
  const app = createApp({
    faces,
    realms,
    api,
    signals: signals.api,
    deliveryCallback: deliveryCallback({
      token: config.DELIVERY_CALLBACK_TOKEN,
      fields: callbackFields(config),
      providers: standings().map(({ provider }) => provider),
      log: deliveryLog,
      onReceipt: (receipt) => metrics.receiptReceived(receipt),
      now: () => clock.now(),
    }),
    appLinks: serveAppLinks(files.appLinks, config.issuers),
    appReturn: serveAppReturn(
      files.appLinks,
      faces.map(({ site }) => site),
    ),
    relatedOrigins: serveRelatedOrigins(
      [...config.issuers].flatMap(([realm, issuer]) => {
        const party = config.passkeys.get(realm);
        return party ? [{ issuer, party }] : [];
      }),
    ),
    logger,
    metrics,
    cookieKeys: secrets.cookies.keys.map(({ secret }) => secret.toString('base64url')),
    trustedProxies: readRanges(config.TRUSTED_PROXIES),
    placeHeader: config.PLACE_HEADER,
    strictHosts: config.mode === 'development',
    notReady,
    isDraining: () => draining,
  });

  return {
    callback: app.callback(),
    logger,
    database,
    metrics,
    letters: createPrintLetters({
      ...stores,
      codesOf: secondStep.codeCards.codesOf,
      render: renderLetterPdf,
      realms,
      clock,
    }),
    organisations,
    sendNotices: () => scheduled.sendNotices(),
    sendSignals: () => signals.send(),
    runJobs: () => scheduled.runJobs(),
    followChannels: () => switches.refresh(),
    settled: async () => {
      await recovery.settled();
      await deliveryLog.settled();
    },
    startDraining() {
      draining = true;
    },
    async close() {
      stopRounds();
      await scheduled.stop();
      await signals.stop();
      keys.close();
      await passwords.close();
      await Promise.all(backchannels.map((backchannel) => backchannel.settled()));
      await recovery.settled();
      switches.close();
      await closeDelivery();
      await deliveryLog.close();
      await auditKeeping.close();
      await Promise.all([database.$disconnect(), redis?.close()]);
    },
  };
}

/** What all workers counted, for the first process to show. */
export function gatherMetrics(): Exposition {
  return createGatheredMetrics();
}

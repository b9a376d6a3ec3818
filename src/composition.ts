/** The only file that creates adapters: configuration in, a running service out. */
import { availableParallelism } from 'node:os';
import { connectPool, createPool, type Database } from './adapters/postgres/connection.js';
import { migrate } from './adapters/postgres/migrate.js';
import { connectRedis } from './adapters/redis/connection.js';
import { systemClock } from './adapters/system/clock.js';
import { createGatheredMetrics } from './adapters/system/gathered_metrics.js';
import { createKeyedHash } from './adapters/system/keyed_hash.js';
import { renderLetterPdf } from './adapters/system/letter_pdf.js';
import { createMeasuredDelivery } from './adapters/system/measured_delivery.js';
import { createOutboundFetch } from './adapters/system/outbound_fetch.js';
import { createPasswordHasher, type MeasuredHasher } from './adapters/system/password_hasher.js';
import { createPrometheusMetrics } from './adapters/system/prometheus_metrics.js';
import { createApp, type RealmFace } from './app.js';
import { createAuditKeeping } from './composition/audit.js';
import { createBackOffice } from './composition/back_office.js';
import { createDelivery } from './composition/delivery.js';
import { createPasswords } from './composition/passwords.js';
import { keyRules, openProviderKeys } from './composition/provider_keys.js';
import { createRealmFace } from './composition/realm_face.js';
import { createRecovery } from './composition/recovery.js';
import { createScheduledWork } from './composition/scheduled_work.js';
import { createStores, probes } from './composition/stores.js';
import { createUpstreamKeys } from './composition/upstream_keys.js';
import { readAccountsFile } from './config/accounts_file.js';
import { ClientsFileError, type RegisteredClient, readClientsFile } from './config/clients_file.js';
import { type Config, ConfigurationError } from './config/environment.js';
import { readResourcesFile } from './config/resources_file.js';
import { readUpstreamsFile } from './config/upstreams.js';
import type { UpstreamSettings } from './domain/federation/upstream.js';
import type { Realm } from './domain/realm.js';
import type { SeedAccount } from './domain/seed_account.js';
import { createCsrfGuard } from './http/csrf.js';
import { readRanges } from './http/forwarded.js';
import { createLogger, errorForLog, type Logger } from './http/log.js';
import { createReadiness } from './http/readiness.js';
import { providerMetadata } from './oidc/client_metadata.js';
import { createSuccessorNames } from './oidc/refresh_token_succession.js';
import type { Clock } from './ports/clock.js';
import type { Delivery } from './ports/delivery.js';
import type { Exposition, Metrics } from './ports/metrics.js';
import { createAnnounceClosure } from './services/announce_closure.js';
import { createCodeCards } from './services/code_cards.js';
import { createConfirmContact } from './services/confirm_contact.js';
import { createEndSignIns } from './services/end_sign_ins.js';
import { createIssueCode } from './services/issue_code.js';
import { createCodeMaker } from './services/one_time_code.js';
import { createPrintLetters, type PrintLetters } from './services/print_letters.js';
import { seedAccounts } from './services/seed_accounts.js';
import { createVerifyCardCode } from './services/verify_card_code.js';
import { createVerifyCode } from './services/verify_code.js';
import { createVerifyPassword } from './services/verify_password.js';
import { createVerifyTelephoneCode } from './services/verify_telephone_code.js';

/** What tests put in place of the world. */
export interface Overrides {
  readonly clock?: Clock;
  readonly delivery?: Delivery;
  readonly logger?: Logger;
  /** told of every Argon2 verification */
  readonly onVerification?: () => void;
  /** one of several workers: the first process has migrated, merged clients and seeded, and asks for the metrics */
  readonly isWorker?: boolean;
  /** registered beneath those of CLIENTS_FILE, which win */
  readonly clients?: readonly RegisteredClient[];
  /** seeded besides those of ACCOUNTS_FILE */
  readonly accounts?: readonly SeedAccount[];
  /** trusted besides those of UPSTREAMS_FILE */
  readonly upstreams?: readonly UpstreamSettings[];
  /** false: notices and jobs wait until `sendNotices` and `runJobs` are called */
  readonly worksByItself?: boolean;
}

export interface Service {
  readonly callback: ReturnType<ReturnType<typeof createApp>['callback']>;
  readonly logger: Logger;
  readonly database: Database;
  readonly metrics: Exposition;
  /** The print room's work, for a program beside the command line. */
  readonly letters: PrintLetters;
  /** Sends the notices that are due, until none is; by itself every second. */
  sendNotices(): Promise<number>;
  /** Does the scheduler's jobs that are due, once; by itself several times a minute. @returns the names of those done */
  runJobs(): Promise<readonly string[]>;
  /** Resolves when what left behind the answers has been sent. */
  settled(): Promise<void>;
  /** From now on, readiness says no. */
  startDraining(): void;
  /** Writes what waits and closes every connection. */
  close(): Promise<void>;
}

const PURGE_EVERY_MS = 10 * 60 * 1000;
const NOTIFY_EVERY_MS = 1_000;

/**
 * Builds the service: migrates, merges clients, seeds accounts, and assembles the application.
 *
 * @throws ConfigurationError, ClientsFileError, AccountsFileError with what to mend
 */
export async function compose(config: Config, realms: readonly Realm[], overrides: Overrides = {}): Promise<Service> {
  const { secrets } = config;
  if (!config.DATABASE_URL) throw new ConfigurationError(['DATABASE_URL is missing']);
  const logger = overrides.logger ?? createLogger(config.LOG_LEVEL, config.LOG_FILE);
  const clock = overrides.clock ?? systemClock;
  const realmIds = realms.map(({ id }) => id);
  const fileClients = config.CLIENTS_FILE ? readClientsFile(config.CLIENTS_FILE, realmIds) : [];
  const resources = config.RESOURCES_FILE ? readResourcesFile(config.RESOURCES_FILE, realmIds) : [];
  const upstreams = [
    ...(overrides.upstreams ?? []),
    ...(config.UPSTREAMS_FILE ? readUpstreamsFile(config.UPSTREAMS_FILE, realmIds, config.variable) : []),
  ];
  const fileAccounts = config.ACCOUNTS_FILE ? readAccountsFile(config.ACCOUNTS_FILE, realms) : [];

  if (!overrides.isWorker) await migrate(config.DATABASE_URL);
  const metrics = createPrometheusMetrics({
    realms,
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
  const hasher = await createHasher(config, overrides, metrics);
  const { delivery: plainDelivery, closeDelivery } = createDelivery(config, overrides.delivery);
  const delivery = createMeasuredDelivery(plainDelivery, metrics);
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
  const issueCode = createIssueCode({ ...common, delivery, codes, timeBoxSeconds: config.DELIVERY_TIMEOUT_SECONDS });
  const announceClosure = createAnnounceClosure(delivery, (why) => logger.warn({ why }, 'closure notice not accepted'));
  const verifyCode = createVerifyCode({ ...common, codes, announceClosure });
  const confirmContact = createConfirmContact({ ...common, verifyCode });
  const codeCards = createCodeCards({ ...common, codes });
  const verifyCardCode = createVerifyCardCode({ ...common, cards: codeCards, announceClosure });

  const announceFailure = (why: string) => logger.warn({ why }, 'notice not accepted');
  const keys = await openProviderKeys(config, { keys: stores.keys, audit: stores.audit, clock, logger });
  const auditKeeping = createAuditKeeping({
    ...stores,
    keys,
    retentionDays: config.AUDIT_RETENTION_DAYS,
    clock,
    logger,
  });
  const endSignIns = createEndSignIns(common);
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
  const verifyPassword = createVerifyPassword({ ...common, hasher, leaked: passwords.leaked });
  const recovery = createRecovery({
    stores,
    keyedHash,
    hasher,
    delivery,
    codes,
    issueCode,
    verifyCode,
    cards: codeCards,
    verifyCardCode,
    passwords,
    ring: secrets.cookies,
    clock,
    logger,
  });
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
        delivery,
        announceFailure,
        verifyPassword,
        verifyTelephoneCode,
        issueCode,
        verifyCode,
        codeCards,
        confirmContact,
        verifyCardCode,
        keys,
        upstreamKeys,
        campaignsFor: (account) => passwords.campaigns.bearingOn(account),
        passwords,
        recovery,
        resources,
        upstreams,
      },
      realm,
    ),
  );
  const faces = built.map(({ face }) => face);
  const backchannels = built.map(({ backchannel }) => backchannel);

  for (const realm of realms) {
    if (config.mode === 'production' && (!realm.statements.operator || !realm.statements.dataProtection))
      logger.warn({ realm: realm.id }, 'the pages of the footer name no operator or data protection officer');
  }
  checkClients(fileClients, faces);
  if (!overrides.isWorker) {
    await stores.clients.merge([...(overrides.clients ?? []), ...fileClients]);
    const seeds = [...(overrides.accounts ?? []), ...fileAccounts];
    const seeded = await seedAccounts(seeds, stores.accounts, hasher, clock);
    if (seeds.length > 0) logger.info({ seeded, read: seeds.length }, 'accounts seeded');
  }

  let draining = false;
  const notify = setInterval(() => {
    for (const backchannel of backchannels) {
      backchannel
        .deliverDue()
        .catch((error: unknown) => logger.warn({ error: errorForLog(error) }, 'logout notices not read'));
    }
  }, NOTIFY_EVERY_MS).unref();
  const purge = setInterval(() => {
    stores.grants
      .purge(clock.now())
      .catch((error: unknown) => logger.warn({ error: errorForLog(error) }, 'purge failed'));
  }, PURGE_EVERY_MS).unref();
  const scheduled = createScheduledWork({ stores, delivery, realms, clock, logger }, [
    // jobs of other chapters, one line each
    ...auditKeeping.jobs,
    ...passwords.jobs,
  ]);
  if (overrides.worksByItself !== false) scheduled.start();
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
    outboxes: () => scheduled.observe(),
  });
  const api = createBackOffice({
    stores,
    faces,
    keys,
    hasher,
    rules: passwords.rules,
    codeCards,
    endSignIns,
    auditErasure: auditKeeping.erasure,
    readAudit: auditKeeping.read,
    requestsPerMinute: config.API_REQUESTS_PER_MINUTE,
    clock,
    logger,
  });
  const app = createApp({
    faces,
    realms,
    api,
    logger,
    metrics,
    cookieKeys: secrets.cookies.keys.map(({ secret }) => secret.toString('base64url')),
    trustedProxies: readRanges(config.TRUSTED_PROXIES),
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
      codesOf: codeCards.codesOf,
      render: renderLetterPdf,
      realms,
      clock,
    }),
    sendNotices: () => scheduled.sendNotices(),
    runJobs: () => scheduled.runJobs(),
    settled: () => recovery.settled(),
    startDraining() {
      draining = true;
    },
    async close() {
      clearInterval(purge);
      clearInterval(notify);
      await scheduled.stop();
      keys.close();
      await passwords.close();
      await Promise.all(backchannels.map((backchannel) => backchannel.settled()));
      await recovery.settled();
      closeDelivery();
      await auditKeeping.close();
      await Promise.all([database.$disconnect(), redis?.close()]);
    },
  };
}

/** What all workers counted, for the first process to show. */
export function gatherMetrics(): Exposition {
  return createGatheredMetrics();
}

/** @throws ClientsFileError with the index of a client that the provider refuses, and why */
function checkClients(clients: readonly RegisteredClient[], faces: readonly RealmFace[]): void {
  for (const [index, { realm, metadata }] of clients.entries()) {
    const face = faces.find(({ site }) => site.realm.id === realm);
    if (!face) throw new ClientsFileError(index, 'unknown realm');
    const { Client } = face.provider as unknown as { Client: new (metadata: unknown) => unknown };
    try {
      new Client(providerMetadata(metadata));
    } catch (error) {
      throw new ClientsFileError(index, (error as { error_description?: string }).error_description ?? 'refused');
    }
  }
}

function createHasher(config: Config, overrides: Overrides, metrics: Metrics): Promise<MeasuredHasher> {
  const cost = {
    memoryKib: config.ARGON2_MEMORY_KIB,
    iterations: config.ARGON2_ITERATIONS,
    parallelism: config.ARGON2_PARALLELISM,
  };
  const share = Math.max(1, Math.floor(availableParallelism() / config.WORKERS));
  const limits = { concurrency: config.ARGON2_CONCURRENCY ?? share, queue: config.ARGON2_QUEUE };
  return createPasswordHasher(config.secrets.pepper, cost, limits, overrides.onVerification, (seconds) =>
    metrics.hashComputed(seconds),
  );
}

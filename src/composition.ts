/** The only file that creates adapters, with its parts in composition/: configuration in, a running service out. */
import { renderLetterPdf } from './adapters/system/letter_pdf.js';
import { createGatheredMetrics } from './adapters/system/metrics/gathered_metrics.js';
import { createOutboundFetch } from './adapters/system/outbound/outbound_fetch.js';
import { createApp } from './app.js';
import { readFiles } from './composition/files.js';
import { openFoundations } from './composition/foundations.js';
import { keyRules, openProviderKeys } from './composition/keys/provider_keys.js';
import { createUpstreamKeys } from './composition/keys/upstream_keys.js';
import { openMessages } from './composition/messages.js';
import { createRealmFace } from './composition/realm/realm_face.js';
import { registerConfigured } from './composition/registered.js';
import { startRounds } from './composition/schedule/rounds.js';
import { createScheduledWork } from './composition/schedule/scheduled_work.js';
import type { Overrides, Service } from './composition/service.js';
import { createBackOffice } from './composition/use_cases/back_office.js';
import { createSignals } from './composition/use_cases/signals.js';
import { createUseCases } from './composition/use_cases/use_cases.js';
import type { Config } from './config/environment.js';
import { callbackFields } from './config/message_providers.js';
import type { Realm } from './domain/realm.js';
import { serveAppLinks } from './http/app_links.js';
import { serveAppReturn } from './http/app_return.js';
import { createCookieSignatures } from './http/cookie_signatures.js';
import { createCsrfGuard } from './http/csrf.js';
import { deliveryCallback } from './http/delivery_callback.js';
import { readRanges } from './http/forwarded.js';
import { createReadiness } from './http/readiness.js';
import { serveRelatedOrigins } from './http/related_origins.js';
import { createSuccessorNames } from './oidc/tokens/refresh_token_succession.js';
import type { Exposition } from './ports/metrics.js';
import { purgeBackchannelRequestsJob } from './services/backchannel/purge_backchannel_requests.js';
import { finishContestsJob } from './services/contest/finish_contests.js';
import { createNotMeOf } from './services/contest/not_me_address.js';
import { deliveryStatusJob } from './services/delivery/delivery_status.js';
import { createPrintLetters } from './services/letter/print_letters.js';
import { finishEndingsJob } from './services/session/finish_endings.js';

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
  const files = readFiles(config, configuredRealms);
  const foundations = await openFoundations(config, configuredRealms, overrides);
  const { logger, clock, metrics, stores, hasher } = foundations;
  const messages = await openMessages(config, foundations, overrides.delivery);
  const realms = configuredRealms.map(messages.withOpenChannels);
  const keys = await openProviderKeys(config, { keys: stores.keys, audit: stores.audit, clock, logger });
  const useCases = await createUseCases(config, foundations, messages, keys, realms);
  const { endSignIns, secondStep, auditKeeping, passwords, organisations, recovery } = useCases;

  const shared = {
    ...foundations,
    ...useCases,
    config,
    keys,
    successors: createSuccessorNames(secrets.refreshSuccession),
    csrf: createCsrfGuard(secrets.cookies),
    outbound: createOutboundFetch({
      allow: config.OUTBOUND_ALLOW.split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
      allowLoopback: config.mode === 'development',
    }),
    upstreamKeys: createUpstreamKeys(keys, keyRules(config), clock),
    administration: organisations.administration,
    resources: [...(overrides.resources ?? []), ...files.resources],
    actions: [...(overrides.actions ?? []), ...files.actions],
    upstreams: [...(overrides.upstreams ?? []), ...files.upstreams],
  };
  const built = realms.map((realm) => createRealmFace(shared, realm));
  const faces = built.map(({ face }) => face);
  const signals = createSignals({ config, stores, faces, keys, clock, logger });
  const backchannels = built.flatMap(({ backchannel, answers }) => [backchannel, answers]);

  for (const realm of realms) {
    if (config.mode === 'production' && (!realm.statements.operator || !realm.statements.dataProtection))
      logger.warn({ realm: realm.id }, 'the pages of the footer name no operator or data protection officer');
  }
  await registerConfigured(files, overrides, foundations, faces);

  let draining = false;
  const stopRounds = startRounds(stores, backchannels, clock, logger);
  const notMeOf = createNotMeOf({ tokens: useCases.contestTokens, notices: stores.notices, issuers: config.issuers });
  const { delivery } = messages;
  const scheduled = createScheduledWork({ stores, delivery, realms, notMeOf, clock, logger }, [
    // jobs of other chapters, one line each
    finishContestsJob({ ...stores, clock, endSignIns }),
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
  const notReady = createReadiness(foundations.probes);
  metrics.observe({
    hashing: () => hasher.load(),
    auditWaiting: () => stores.audit.waiting(),
    secondsSinceAuditWasSealed: () => auditKeeping.secondsSinceSealed(),
    pool: foundations.poolUse,
    stores: foundations.probes.map(({ name }) => name),
    missingStores: notReady,
    isDraining: () => draining,
    keyAges: () => keys.ages(),
    secondsSinceKeysWereRead: () => keys.secondsSinceRead(),
    campaigns: () => passwords.campaigns.living(),
    providers: messages.standings,
    outboxes: () => scheduled.observe(),
  });
  const api = createBackOffice({
    ...{ stores, faces, keys, hasher, endSignIns, clock, logger },
    rules: passwords.rules,
    codeCards: secondStep.codeCards,
    organisations: organisations.backOffice,
    auditErasure: auditKeeping.erasure,
    gatherHeld: useCases.gatherHeld,
    requestsPerMinute: config.API_REQUESTS_PER_MINUTE,
  });
  const app = createApp({
    faces,
    realms,
    api,
    signals: signals.api,
    deliveryCallback: deliveryCallback({
      token: config.DELIVERY_CALLBACK_TOKEN,
      fields: callbackFields(config),
      providers: messages.standings().map(({ provider }) => provider),
      log: messages.log,
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
    cookieSignatures: createCookieSignatures(secrets.cookies),
    trustedProxies: readRanges(config.TRUSTED_PROXIES),
    placeHeader: config.PLACE_HEADER,
    strictHosts: config.mode === 'development',
    notReady,
    isDraining: () => draining,
  });

  return {
    callback: app.callback(),
    logger,
    database: foundations.database,
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
    followChannels: messages.followChannels,
    settled: async () => {
      await recovery.settled();
      await messages.log.settled();
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
      await messages.close();
      await auditKeeping.close();
      await foundations.close();
    },
  };
}

/** What all workers counted, for the first process to show. */
export function gatherMetrics(): Exposition {
  return createGatheredMetrics();
}

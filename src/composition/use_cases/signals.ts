/** Shared Signals put together (S8): the transmitter of each realm, who may have a stream, and what leaves by itself. */
import type { Middleware } from 'koa';
import { createSignalPush } from '../../adapters/system/outbound/signal_push.js';
import { createTokenReader } from '../../api/access_token.js';
import { createSignalOperations } from '../../api/signals/operations.js';
import { createSignalsApi } from '../../api/signals/router.js';
import type { RealmFace } from '../../app.js';
import type { Config } from '../../config/environment.js';
import { signalsAudience } from '../../domain/client/own_resource.js';
import { errorForLog, type Logger } from '../../http/log.js';
import { cachedClients } from '../../oidc/client/client_cache.js';
import type { Clock } from '../../ports/clock.js';
import type { CurrentKeys } from '../../services/keys/current_keys.js';
import type { Job } from '../../services/schedule/scheduler.js';
import { createDeliverSignals, type ReceiverOf } from '../../services/signals/deliver_signals.js';
import { createPollSignals } from '../../services/signals/poll_signals.js';
import { createSignSignal } from '../../services/signals/sign_signal.js';
import { tidySignalsJob } from '../../services/signals/tidy_signals.js';
import type { Stores } from '../stores.js';

export interface SignalsDependencies {
  readonly config: Config;
  readonly stores: Stores;
  readonly faces: readonly RealmFace[];
  readonly keys: Pick<CurrentKeys, 'all'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Signals {
  readonly api: Middleware;
  readonly jobs: readonly Job[];
  /** From now on, several times a second. */
  start(): void;
  /** Sends what is due, until nothing is, and wakes polls. @returns how many tokens were tried */
  send(): Promise<number>;
  /** What was begun is brought to its end. */
  stop(): Promise<void>;
}

/** Show 6 wants a signal with the portal within two seconds: half of them at most pass until it leaves. */
const EVERY_MS = 500;
const HOUR_MS = 3_600_000;

export function createSignals(dependencies: SignalsDependencies): Signals {
  const { config, stores, faces, keys, clock, logger } = dependencies;
  const sites = faces.map(({ site }) => site);
  const issuers = new Map(sites.map(({ realm, issuer }) => [realm.id, issuer]));
  const findClient = new Map(sites.map(({ realm }) => [realm.id, cachedClients(stores.clients, realm.id, clock)]));
  const isRegistered = async (realm: string, clientId: string, audience: string) => {
    const resources = (await findClient.get(realm)?.(clientId))?.['resources'];
    return Array.isArray(resources) && resources.includes(audience);
  };
  const receiverOf: ReceiverOf = async (realm, clientId) => {
    if (!(await isRegistered(realm, clientId, signalsAudience(issuers.get(realm) ?? '')))) return undefined;
    const sector = (await findClient.get(realm)?.(clientId))?.['sector'];
    return { sector: typeof sector === 'string' ? sector : clientId };
  };
  const push = createSignalPush({
    allow: config.OUTBOUND_ALLOW.split(',').map((entry) => entry.trim()),
    allowLoopback: config.mode === 'development',
  });
  const common = {
    outbox: stores.signals,
    streams: stores.signalStreams,
    audit: stores.audit,
    receiverOf,
    push,
    clock,
  };
  const warn = (error: unknown) => logger.warn({ error: errorForLog(error) }, 'security events not sent');
  const sign = createSignSignal(() => keys.all());
  const polling = createPollSignals({ ...common, sign, issuers });
  const deliver = createDeliverSignals({
    ...common,
    sign,
    issuers,
    pauseAfterMs: config.SIGNALS_PAUSE_AFTER_HOURS * HOUR_MS,
    onFault: warn,
  });

  let stopped = false;
  async function send(): Promise<number> {
    await polling.wake();
    let tried = 0;
    while (!stopped && (await deliver.begin()) > 0) tried += await deliver.settled();
    return tried;
  }
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const round = () => {
    // Not at the same moment in every process.
    const pause = EVERY_MS * (0.5 + Math.random());
    timer = setTimeout(() => {
      running = Promise.all([polling.wake(), deliver.begin()])
        .catch(warn)
        .then(() => (stopped ? undefined : round()));
    }, pause).unref();
  };

  return {
    api: createSignalsApi({
      transmitters: sites.map(({ realm, issuer }) => ({ realm: realm.id, issuer })),
      tokens: createTokenReader({
        issuers: new Map(sites.map(({ realm, issuer }) => [issuer, { realm, audience: signalsAudience(issuer) }])),
        publicKeys: () => ({
          keys: keys
            .all()
            .filter(({ purpose }) => purpose === 'signing')
            .map(({ kid, alg, publicJwk }) => ({ kty: '', ...publicJwk, kid, alg })),
        }),
        isRegistered: (realm, clientId, audience) => isRegistered(realm.id, clientId, audience),
        now: () => clock.now(),
      }),
      operations: createSignalOperations({ ...common, polling }),
      shortCounters: stores.shortCounters,
      requestsPerMinute: config.API_REQUESTS_PER_MINUTE,
      clock,
      logger,
    }),
    jobs: [tidySignalsJob({ ...common, issuers }, config.SIGNALS_KEPT_DAYS)],
    start: round,
    send,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      polling.close();
      await running;
      await deliver.settled();
    },
  };
}

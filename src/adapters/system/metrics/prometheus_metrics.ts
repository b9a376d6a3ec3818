/** Metrics for Prometheus (O2, S2), in a registry of their own: several services in one process do not mix. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Exposition, Metrics, Observed, ObservedOutboxes } from '../../../ports/metrics.js';
import { createBusiestNetwork } from './busiest_network.js';
import { answerGathering } from './gathered_metrics.js';
import { type CountedRealm, createSignInCounters } from './sign_in_counters.js';

export interface PrometheusMetrics extends Metrics, Exposition {
  /** Says where the gauges look; until then they are absent. */
  observe(observed: Observed): void;
  /** One of several processes: the first one may ask for these and show them beside the others'. */
  answerGathering(): void;
}

export interface PrometheusOptions {
  readonly realms: readonly CountedRealm[];
  /** also measure the process and its event loop; it costs a timer and an observer of garbage collection */
  readonly processMetrics: boolean;
  /** milliseconds since the epoch */
  readonly now: () => number;
}

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const HASH_SECONDS = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1];
const DELIVERY_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createPrometheusMetrics({ realms, processMetrics, now }: PrometheusOptions): PrometheusMetrics {
  const registry = new Registry();
  const registers = [registry];
  if (processMetrics) collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'poterne_http_request_duration_seconds',
    help: 'Time to answer a request, by pattern of its route',
    labelNames: ['realm', 'route', 'status_class'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const hashes = new Histogram({
    name: 'poterne_argon2_duration_seconds',
    help: 'Time of one Argon2 computation, without the wait for its turn',
    buckets: HASH_SECONDS,
    registers,
  });
  const deliveries = new Histogram({
    name: 'poterne_delivery_duration_seconds',
    help: 'Time in which a provider accepted or failed to accept a message',
    labelNames: ['channel', 'outcome'],
    buckets: DELIVERY_SECONDS,
    registers,
  });
  for (const channel of new Set(realms.flatMap(({ channels }) => channels))) {
    for (const outcome of ['accepted', 'failed']) deliveries.zero({ channel, outcome });
  }
  const attempts = new Counter({
    name: 'poterne_delivery_attempts_total',
    help: 'Messages handed to a provider, by what it answered',
    labelNames: ['channel', 'provider', 'outcome'],
    registers,
  });
  const receipts = new Counter({
    name: 'poterne_delivery_receipts_total',
    help: 'What providers said later of messages that they had accepted',
    labelNames: ['provider', 'outcome'],
    registers,
  });
  const findings = new Counter({
    name: 'poterne_message_budget_findings_total',
    help: 'What the budget of SMS and calls stopped or found odd, once an hour for each subject',
    labelNames: ['realm', 'channel', 'kind'],
    registers,
  });
  const lost = new Counter({ name: 'poterne_audit_lost_total', help: 'Events that were never written', registers });
  const busiest = createBusiestNetwork();
  const countEvent = createSignInCounters(registry, realms);
  new Gauge({
    name: 'poterne_busiest_network_wrong_passwords',
    help: 'Wrong passwords of one network within five to ten minutes, the largest number',
    registers,
    collect() {
      this.set(busiest.read(now()));
    },
  });

  return {
    contentType: registry.contentType,
    read: () => registry.metrics(),
    observe: (observed) => observeState(registry, observed),
    answerGathering: () => answerGathering(registry),
    requestAnswered({ realm = 'none', route, status, seconds }) {
      requests.observe({ realm, route, status_class: `${Math.floor(status / 100)}xx` }, seconds);
    },
    securityEvent(event) {
      countEvent(event);
      const network = event.data?.['network'];
      if (event.type === 'password' && event.outcome === 'wrong' && typeof network === 'string')
        busiest.note(network, now());
    },
    messageHandedOver({ channel, accepted, seconds }) {
      deliveries.observe({ channel, outcome: accepted ? 'accepted' : 'failed' }, seconds);
    },
    deliveryAttempted: ({ channel, provider, outcome }) => attempts.inc({ channel, provider, outcome }),
    receiptReceived: ({ provider, outcome }) => receipts.inc({ provider, outcome }),
    budgetFinding: ({ realm, channel, kind }) => findings.inc({ realm, channel, kind }),
    hashComputed: (seconds) => hashes.observe(seconds),
    auditLost: (events) => lost.inc(events),
  };
}

/** One question to the database for all of them, and at most one in some seconds. */
const OUTBOXES_KEPT_MS = 5_000;

function observeOutboxes(registry: Registry, read: Observed['outboxes']): void {
  let asked: { readonly at: number; readonly answer: ReturnType<Observed['outboxes']> } | undefined;
  const current = () => {
    const at = performance.now();
    if (!asked || at - asked.at > OUTBOXES_KEPT_MS) asked = { at, answer: read() };
    return asked.answer;
  };
  const gauge = (
    name: string,
    help: string,
    labelNames: readonly string[],
    write: (gauge: Gauge, outboxes: ObservedOutboxes) => void,
  ) =>
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      async collect() {
        this.reset();
        const outboxes = await current();
        if (outboxes) write(this, outboxes);
      },
    });
  gauge(
    'poterne_letters_waiting',
    'Letters to print, and those whose person has no address',
    ['realm', 'state'],
    (to, { letters }) => {
      for (const { realm, ready, withoutAddress } of letters) {
        to.set({ realm, state: 'ready' }, ready);
        to.set({ realm, state: 'without_address' }, withoutAddress);
      }
    },
  );
  gauge(
    'poterne_letter_batches_stale',
    'Batches claimed days ago, and neither printed nor handed back',
    [],
    (to, { staleBatches }) => to.set(staleBatches),
  );
  gauge('poterne_notices', 'Messages that nobody waits for, until they are sent', ['state'], (to, { notices }) => {
    for (const [state, count] of Object.entries(notices)) to.set({ state }, count);
  });
  gauge(
    'poterne_signals',
    'Security events that wait for a portal, and those given up',
    ['realm', 'client', 'state'],
    (to, { signals }) => {
      for (const { realm, client, queued, dead } of signals) {
        to.set({ realm, client, state: 'queued' }, queued);
        to.set({ realm, client, state: 'dead' }, dead);
      }
    },
  );
  gauge(
    'poterne_signal_oldest_seconds',
    'How long the oldest security event has waited for a portal',
    ['realm', 'client'],
    (to, { signals }) => {
      for (const { realm, client, oldestSeconds } of signals) to.set({ realm, client }, oldestSeconds);
    },
  );
  gauge(
    'poterne_signal_stream_up',
    'Does the portal’s stream carry security events? 0 while it is paused or disabled',
    ['realm', 'client'],
    (to, { signals }) => {
      for (const { realm, client, status } of signals) to.set({ realm, client }, status === 'enabled' ? 1 : 0);
    },
  );
  gauge(
    'poterne_logout_notices_waiting',
    'Ended sessions that a portal must still be told of',
    ['realm', 'client'],
    (to, { logouts }) => {
      for (const { realm, client, waiting } of logouts) to.set({ realm, client }, waiting);
    },
  );
  gauge(
    'poterne_logout_notice_oldest_seconds',
    'How long the oldest logout notice has waited for a portal',
    ['realm', 'client'],
    (to, { logouts }) => {
      for (const { realm, client, oldestSeconds } of logouts) to.set({ realm, client }, oldestSeconds);
    },
  );
  gauge('poterne_job_late_seconds', 'How long a job of the scheduler has been due', ['job'], (to, { jobs }) => {
    for (const { job, lateSeconds } of jobs) to.set({ job }, lateSeconds);
  });
}

/** Gauges read when somebody asks. */
function observeState(registry: Registry, observed: Observed): void {
  const { hashing, auditWaiting, pool, stores, missingStores, isDraining, keyAges, secondsSinceKeysWereRead } =
    observed;
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('poterne_argon2_in_flight', 'Argon2 computations under way', () => hashing().inFlight);
  gauge('poterne_argon2_waiting', 'Argon2 computations that wait for their turn', () => hashing().waiting);
  gauge('poterne_audit_waiting', 'Events that the audit has not written yet', auditWaiting);
  gauge(
    'poterne_audit_anchor_age_seconds',
    'How long ago this process last sealed its chain of the audit, or started',
    observed.secondsSinceAuditWasSealed,
  );
  gauge('poterne_draining', 'Is this process stopping?', () => (isDraining() ? 1 : 0));
  gauge('poterne_database_waiting', 'Statements that wait for a connection', () => pool().waiting);
  gauge(
    'poterne_keys_read_age_seconds',
    'How long ago this process last read the signing and upstream keys',
    secondsSinceKeysWereRead,
  );
  new Gauge({
    name: 'poterne_active_key_age_seconds',
    help: 'How long the key has been the active one of its purpose and algorithm',
    labelNames: ['purpose', 'alg'],
    registers,
    collect() {
      for (const { purpose, alg, seconds } of keyAges()) this.set({ purpose, alg }, seconds);
    },
  });
  new Gauge({
    name: 'poterne_campaign_people',
    help: 'People of a campaign for new passwords, by whether theirs is replaced, as last counted',
    labelNames: ['realm', 'campaign', 'state'],
    registers,
    collect() {
      this.reset();
      for (const { realm, name, progress } of observed.campaigns()) {
        this.set({ realm, campaign: name, state: 'done' }, progress?.done ?? 0);
        this.set({ realm, campaign: name, state: 'remaining' }, progress?.remaining ?? 0);
      }
    },
  });
  new Gauge({
    name: 'poterne_delivery_provider_up',
    help: 'Is the provider of messages in use? 0 while it rests after faults',
    labelNames: ['channel', 'provider'],
    registers,
    collect() {
      for (const { channel, provider, standing } of observed.providers())
        this.set({ channel, provider }, standing === 'in-use' ? 1 : 0);
    },
  });
  observeOutboxes(registry, observed.outboxes);
  new Gauge({
    name: 'poterne_database_connections',
    help: 'Connections to PostgreSQL',
    labelNames: ['state'],
    registers,
    collect() {
      const { total, idle } = pool();
      this.set({ state: 'busy' }, total - idle);
      this.set({ state: 'idle' }, idle);
    },
  });
  new Gauge({
    name: 'poterne_store_up',
    help: 'Does the store answer? Readiness asks the same',
    labelNames: ['store'],
    registers,
    async collect() {
      const missing = await missingStores();
      for (const store of stores) this.set({ store }, missing.includes(store) ? 0 : 1);
    },
  });
}

/**
 * What is counted and timed while Poterne runs (O2, S2). Labels are few and known in advance: a realm, a step, a
 * channel, an outcome, a registered client; never a person, a device or an address.
 */
import type { Channel } from '../domain/realm.js';
import type { SecurityEvent } from './audit/audit_log.js';
import type { DeliveryOutcome } from './delivery/delivery_status.js';

export interface AnsweredRequest {
  /** undefined for what belongs to no realm: health, assets, unknown addresses */
  readonly realm: string | undefined;
  /** the route's pattern, as the access log names it */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Told of each thing as it happens. None of these fails, waits or touches the network. */
export interface Metrics {
  requestAnswered(request: AnsweredRequest): void;
  /** An event that the audit records: both count the same. */
  securityEvent(event: SecurityEvent): void;
  messageHandedOver(message: { channel: Channel; accepted: boolean; seconds: number }): void;
  /** One provider's part in it (O3). */
  deliveryAttempted(attempt: { channel: Channel; provider: string; outcome: DeliveryOutcome }): void;
  receiptReceived(receipt: { provider: string; outcome: 'delivered' | 'undelivered' }): void;
  /** Once an hour for its subject (S3). */
  budgetFinding(finding: { realm: string; channel: Channel; kind: string }): void;
  /** One Argon2 computation, without the time it waited for its turn. */
  hashComputed(seconds: number): void;
  auditLost(events: number): void;
}

/** How a provider of messages stands in this process. */
export interface ObservedProvider {
  readonly channel: Channel;
  readonly provider: string;
  readonly standing: 'in-use' | 'due' | 'resting';
}

/** Looked at each time somebody reads the metrics. */
export interface Observed {
  /** Argon2 computations */
  readonly hashing: () => { readonly inFlight: number; readonly waiting: number };
  /** events that the audit has not written yet */
  readonly auditWaiting: () => number;
  /** how long ago this process last sealed its chain of the audit */
  readonly secondsSinceAuditWasSealed: () => number;
  /** connections to PostgreSQL, and statements that wait for one */
  readonly pool: () => { readonly total: number; readonly idle: number; readonly waiting: number };
  /** names of the stores that Poterne stands on */
  readonly stores: readonly string[];
  /** names of those that do not answer now, as readiness says */
  readonly missingStores: () => Promise<readonly string[]>;
  readonly isDraining: () => boolean;
  /** how long each signing and upstream key has been the active one */
  readonly keyAges: () => ReadonlyArray<{ readonly purpose: string; readonly alg: string; readonly seconds: number }>;
  /** how long ago this process last read the keys */
  readonly secondsSinceKeysWereRead: () => number;
  /** those that have not ended, with how far each has come where it was counted */
  readonly campaigns: () => ReadonlyArray<{
    readonly realm: string;
    readonly name: string;
    readonly progress: { readonly done: number; readonly remaining: number } | null;
  }>;
  readonly providers: () => readonly ObservedProvider[];
  /** letters, notices and jobs, as the database has them: every process says the same; null: it does not answer */
  readonly outboxes: () => Promise<ObservedOutboxes | null>;
}

export interface ObservedOutboxes {
  readonly letters: ReadonlyArray<{ readonly realm: string; readonly ready: number; readonly withoutAddress: number }>;
  /** batches claimed long ago, and neither printed nor handed back */
  readonly staleBatches: number;
  readonly notices: { readonly queued: number; readonly sending: number; readonly failed: number };
  /** security events of each portal's stream (S8) */
  readonly signals: ReadonlyArray<{
    readonly realm: string;
    readonly client: string;
    readonly status: 'enabled' | 'paused' | 'disabled';
    readonly queued: number;
    readonly dead: number;
    readonly oldestSeconds: number;
  }>;
  /** portals that must still be told of an ended session (P9) */
  readonly logouts: ReadonlyArray<{
    readonly realm: string;
    readonly client: string;
    readonly waiting: number;
    readonly oldestSeconds: number;
  }>;
  /** how long each job of the scheduler has been due */
  readonly jobs: ReadonlyArray<{ readonly job: string; readonly lateSeconds: number }>;
}

/** The metrics as Prometheus reads them. */
export interface Exposition {
  readonly contentType: string;
  read(): Promise<string>;
}

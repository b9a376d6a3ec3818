/** What composing gives, and what tests put in place of the world. */
import type { Database } from '../adapters/postgres/connection.js';
import type { createApp } from '../app.js';
import type { RegisteredClient } from '../config/clients_file.js';
import type { SeedAccount } from '../domain/account/seed_account.js';
import type { RegisteredResource } from '../domain/client/resource.js';
import type { UpstreamSettings } from '../domain/federation/upstream.js';
import type { RegisteredAction } from '../domain/sensitive_action/sensitive_action.js';
import type { Logger } from '../http/log.js';
import type { Clock } from '../ports/clock.js';
import type { Delivery } from '../ports/delivery/delivery.js';
import type { Exposition } from '../ports/metrics.js';
import type { PrintLetters } from '../services/letter/print_letters.js';
import type { Organisations } from './use_cases/organisations.js';

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
  /** registered besides those of RESOURCES_FILE */
  readonly resources?: readonly RegisteredResource[];
  /** registered besides those of ACTIONS_FILE */
  readonly actions?: readonly RegisteredAction[];
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
  /** What administrators and the back office do in organisations (E1). */
  readonly organisations: Pick<Organisations, 'administration' | 'backOffice'>;
  /** Sends the notices that are due, until none is; by itself every second. */
  sendNotices(): Promise<number>;
  /** Pushes the security events that are due, until none is, and wakes polls (S8); by itself several times a second. */
  sendSignals(): Promise<number>;
  /** Does the scheduler's jobs that are due, once; by itself several times a minute. @returns the names of those done */
  runJobs(): Promise<readonly string[]>;
  /** Reads at once which channels are off; by itself every few seconds. */
  followChannels(): Promise<void>;
  /** Resolves when what left behind the answers has been sent. */
  settled(): Promise<void>;
  /** From now on, readiness says no. */
  startDraining(): void;
  /** Writes what waits and closes every connection. */
  close(): Promise<void>;
}

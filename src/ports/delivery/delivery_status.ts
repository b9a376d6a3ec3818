/**
 * What became of each attempt to hand a message to a provider (O3): enough to answer « je ne reçois pas le code », and
 * neither the number nor the text.
 */
import type { Channel } from '../../domain/realm.js';

/** `refused`: this message; `failed`, `timeout`: the provider; the last two are told by a receipt. */
export const DELIVERY_OUTCOMES = ['accepted', 'refused', 'failed', 'timeout', 'delivered', 'undelivered'] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

export interface DeliveryAttempt {
  /** the same when an attempt that was given up is answered after all */
  readonly id: string;
  readonly messageId: string;
  readonly channel: Channel;
  /** as the configuration names it: `smtp`, `http-second`, `smpp` */
  readonly provider: string;
  readonly outcome: DeliveryOutcome;
  /** without address or text; null where it was accepted */
  readonly why: string | null;
  /** milliseconds since the epoch */
  readonly at: number;
  readonly milliseconds: number;
  readonly realm: string | null;
  readonly accountId: string | null;
  /** in clear: kept as a keyed hash only */
  readonly destination: string;
  /** what the provider calls it */
  readonly reference: string | null;
}

/** What a provider says later of a message that it had accepted. */
export interface DeliveryReceipt {
  readonly provider: string;
  /** the provider's reference, or our id of the message */
  readonly reference: string;
  readonly outcome: 'delivered' | 'undelivered';
  readonly why: string | null;
  /** milliseconds since the epoch */
  readonly at: number;
}

/** Writes behind: neither waits nor fails. */
export interface DeliveryLog {
  attempted(attempt: DeliveryAttempt): void;
  receipt(receipt: DeliveryReceipt): void;
}

/** An attempt as it is kept: neither where it went nor what the provider calls it. */
export type KeptAttempt = Omit<DeliveryAttempt, 'id' | 'destination' | 'reference'>;

export interface ProviderCounts {
  readonly channel: Channel;
  readonly provider: string;
  readonly outcomes: Readonly<Partial<Record<DeliveryOutcome, number>>>;
}

export interface DeliveryHistory {
  /** Newest first. */
  ofAccount(accountId: string, most: number): Promise<readonly KeptAttempt[]>;
  ofMessage(messageId: string): Promise<readonly KeptAttempt[]>;
  /** Those that did not arrive, newest first. @param since milliseconds since the epoch */
  failures(since: number, most: number): Promise<readonly KeptAttempt[]>;
  counts(since: number): Promise<readonly ProviderCounts[]>;
  /** @returns how many were deleted, at most `most` */
  purge(before: number, most: number): Promise<number>;
}

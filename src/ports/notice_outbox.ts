/**
 * A durable outbox of messages that nobody waits for on a page: changes, reminders, provisional passwords (U2, C3, C4).
 * Written in the transaction of what they tell; sent once each, whatever process dies.
 */
import type { Channel, Locale } from '../domain/realm.js';

export type NoticeKind =
  /** chosen by the person, after signing in */
  | 'password_changed'
  /** chosen by way of « Mot de passe oublié » or of the legacy access (C4, C5) */
  | 'password_recovered'
  /** carries the provisional password itself, by SMS only (C3) */
  | 'provisional_password'
  /** told to the other contacts: one was sent */
  | 'provisional_password_sent'
  /** told to the other contacts: it was used, and is to be replaced */
  | 'provisional_used'
  /** `data.days`: 30 or 7 (C3) */
  | 'password_expires'
  | 'password_expired'
  | 'campaign_invitation'
  /** a contact was added, or set by an agent and waits: `data.masked`, `data.hours` (E1, I7) */
  | 'contact_added'
  | 'contact_pending'
  /** an agent took one away: `data.masked`; told there too (E1) */
  | 'contact_removed'
  /** a card of codes was ordered by letter, or a code given at a desk (I10) */
  | 'code_card_ordered'
  /** `data.event`: separation, mutation, suspended, reinstated, death, closed, unlocked (C7) */
  | 'account_event';

export interface NewNotice {
  readonly realm: string;
  readonly accountId: string;
  readonly kind: NoticeKind;
  readonly locale: Locale;
  readonly channel: Channel;
  /** an e-mail address, or a number in E.164 */
  readonly destination: string;
  /** what the message says; nothing secret */
  readonly data: Readonly<Record<string, string | number>>;
  /** the provisional password, sealed until it is sent; null otherwise */
  readonly secret: string | null;
  /** the same notice to the same destination is one */
  readonly dedupeKey: string;
}

export interface ClaimedNotice extends NewNotice {
  readonly id: string;
  /** attempts, this one included */
  readonly attempts: number;
}

export interface NoticeOutbox {
  /**
   * @param now milliseconds since the epoch
   * @returns how many were queued: those whose dedupe key is there are left out
   */
  add(notices: readonly NewNotice[], now: number): Promise<number>;
  /** Takes due notices for `leaseSeconds`, marked as being sent; another process takes them only after that. */
  claim(limit: number, leaseSeconds: number, now: number): Promise<readonly ClaimedNotice[]>;
  /** It was accepted; its secret is wiped. */
  sent(id: string, now: number): Promise<void>;
  /** It was not; `retryAt` null: given up. */
  failed(id: string, why: string, retryAt: number | null): Promise<void>;
  /** Deletes up to `limit` of those that were sent or given up, last due before `before`. @returns how many */
  purge(before: number, limit: number): Promise<number>;
  /** Where notices of a kind about an account were queued for, since a moment; each place once. */
  destinations(
    accountId: string,
    kind: NoticeKind,
    since: number,
  ): Promise<ReadonlyArray<Pick<NewNotice, 'channel' | 'destination'>>>;
  /** How many wait, are being sent, and were given up. */
  counts(): Promise<{ readonly queued: number; readonly sending: number; readonly failed: number }>;
}

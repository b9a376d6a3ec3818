/**
 * A durable outbox of messages that nobody waits for on a page: changes, reminders, provisional passwords (U2, C3, C4).
 * Written in the transaction of what they tell; sent once each, whatever process dies.
 */
import type { Channel, Locale } from '../../domain/realm.js';

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
  /** one that « Ce n’est pas moi » froze counts again, by its owner or an agent: `data.masked` (U2) */
  | 'contact_given_back'
  /** a card of codes was ordered by letter, or a code given at a desk (I10) */
  | 'code_card_ordered'
  /** a sign-in from a browser that the account did not know: `data.browser`, `data.at`, `data.portal` (U2) */
  | 'device_new'
  /** a sign-in at a kiosk: `data.at`, `data.portal`, `data.place` (U2, I9) */
  | 'kiosk_sign_in'
  /** by the person, an administrator or an agent: `data.at` (P9) */
  | 'signed_out_everywhere'
  /** an app's refresh token came a second time, and its access is over: `data.portal`, `data.at` (P5) */
  | 'app_signed_out'
  /** an identity of an upstream opens the account, or no longer does: `data.upstream`, `data.replaced` 1 (F4) */
  | 'link_added'
  | 'link_removed'
  /** too many wrong codes: entry is closed on unknown devices (I2), or recovery codes are suspended (C4) */
  | 'code_entry_closed'
  | 'recovery_closed'
  /** a passkey has a copy, by its counter, and signs in no more (I6) */
  | 'passkey_cloned'
  /** somebody said « Ce n’est pas moi »; `data.by` `agent`: an agent takes it up (U2) */
  | 'contested'
  /** an authenticator app was enrolled, or removed, by the person or an agent (I5, U1) */
  | 'authenticator_added'
  | 'authenticator_removed'
  /** a passkey was enrolled, or removed, by the person or an agent (I6, U1): `data.browser` of the page it was done on */
  | 'passkey_added'
  | 'passkey_removed'
  /** the recovery codes beside one were made anew (I5) */
  | 'recovery_codes_renewed'
  /** all that is held about the account was downloaded: `data.at` (S5) */
  | 'data_downloaded'
  /** `data.event`: separation, mutation, suspended, reinstated, death, closed, unlocked (C7) */
  | 'account_event'
  /** to whom an administrator created an account: `data.login`, `data.organisation`; carries the provisional password (E1) */
  | 'invitation'
  /** `data.organisation`, `data.right` in words (E1) */
  | 'right_granted'
  | 'right_revoked'
  /** `data.organisation` (E1) */
  | 'administrator_named'
  /** `data.event`: joined, left, suspended, reactivated, renewed, administrator_unnamed; `data.organisation` (E1, E3) */
  | 'membership_event'
  /** to the person: `data.organisation`, `data.days`, `data.expiresAt` (E3) */
  | 'access_expires'
  | 'access_expired'
  /** to administrators: `data.organisation`, `data.days`, `data.count` (E3) */
  | 'access_review_due';

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
  /** names what happened, the same in all copies; none: it cannot be contested */
  readonly event?: string | undefined;
}

export interface ClaimedNotice extends NewNotice {
  readonly id: string;
  /** attempts, this one included */
  readonly attempts: number;
  /** of the message that it leaves in, the same at each attempt: the id of the first in it */
  readonly batchId: string;
}

export interface NoticeOutbox {
  /**
   * @param now milliseconds since the epoch
   * @returns how many were queued: those whose dedupe key is there are left out
   */
  add(notices: readonly NewNotice[], now: number): Promise<number>;
  /**
   * Takes up to `limit` due messages for `leaseSeconds`, marked as being sent; another process takes them only after that.
   * With the first that is due of those that may wait leave all others that wait to the same place about the account
   * (U2): what a message holds is settled here, once, and stays so at each further attempt.
   *
   * @returns the notices in them, in the order in which they happened
   */
  claim(limit: number, leaseSeconds: number, now: number): Promise<readonly ClaimedNotice[]>;
  /** A message was accepted: `id` is its batch's. Secrets are wiped. */
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
  /** Keeps what a reference that is about to be told is found by (keyed, never itself), before it leaves. */
  noteReferences(references: ReadonlyArray<{ readonly id: string; readonly index: Buffer }>): Promise<void>;
  /** How many wait, are being sent, and were given up. */
  counts(): Promise<{ readonly queued: number; readonly sending: number; readonly failed: number }>;
}

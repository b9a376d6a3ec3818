/**
 * A durable outbox of letters (C8): written in the transaction of what they tell, claimed by the print room in batches,
 * never lost and never twice.
 */
import type { Locale } from '../../domain/realm.js';

/**
 * `identifier`: what to type to sign in · `provisional_password`: the secret that goes with it, never in the same
 * envelope · `code_card`: a card of one-time codes (I10) · `password_expires`, `account_event`: what a person without
 * mailbox and telephone must know.
 */
export type LetterKind = 'identifier' | 'provisional_password' | 'code_card' | 'password_expires' | 'account_event';

export interface NewLetter {
  readonly realm: string;
  readonly accountId: string;
  readonly kind: LetterKind;
  readonly locale: Locale;
  /** what the letter says beside the person's name and address; nothing secret: `{ cardId }`, `{ event }`, `{ expiresAt }` */
  readonly data: Readonly<Record<string, string | number>>;
  /** what only the person may read, sealed until it is printed; null where nothing is */
  readonly secret: string | null;
  /** the same letter asked for twice is one: `provisional_password:<account>:<moment>` */
  readonly dedupeKey: string;
}

export interface QueuedLetter extends NewLetter {
  readonly id: string;
  /** milliseconds since the epoch */
  readonly createdAt: number;
}

export interface LetterBatch {
  readonly id: string;
  readonly realm: string;
  readonly state: 'claimed' | 'printed' | 'handed_back';
  readonly claimedBy: string;
  /** milliseconds since the epoch */
  readonly claimedAt: number;
  readonly closedAt: number | null;
  /** that it holds: none once handed back */
  readonly letters: number;
}

export interface WaitingLetters {
  readonly realm: string;
  /** that can be claimed */
  readonly ready: number;
  /** whose person has no postal address on file: they wait for one */
  readonly withoutAddress: number;
  /** milliseconds since the epoch */
  readonly oldestAt: number;
}

export interface LetterOutbox {
  /**
   * @param now milliseconds since the epoch
   * @returns whether this call queued it: false when one with its dedupe key is there
   */
  add(letter: NewLetter, now: number): Promise<boolean>;
  /**
   * Claims queued letters of a realm, the oldest first, into a new batch: those of people with an address. Of an
   * identifier, a provisional password and a card of codes for one person, a batch holds one. What is queued for an
   * erased account, or for a closed one unless it tells of the closing, is cancelled first.
   *
   * @returns null when none waits
   */
  claim(
    realm: string,
    claimedBy: string,
    limit: number,
    now: number,
  ): Promise<{ readonly batch: LetterBatch; readonly letters: readonly QueuedLetter[] } | null>;
  find(batchId: string): Promise<LetterBatch | null>;
  /** The letters of a claimed batch, to render it again. Empty once printed: their secrets are gone. */
  lettersOf(batchId: string): Promise<readonly QueuedLetter[]>;
  /** Cancels letters of a claimed batch that say nothing any more: their card has expired. */
  drop(batchId: string, letterIds: readonly string[]): Promise<void>;
  /** @returns whether this call closed it; false for one that is closed or unknown. Wipes the secrets. */
  markPrinted(batchId: string, now: number): Promise<boolean>;
  /** Puts a claimed batch's letters back in the queue. @returns whether this call did */
  handBack(batchId: string, now: number): Promise<boolean>;
  /** The newest first. */
  batches(realm: string | undefined, limit: number): Promise<readonly LetterBatch[]>;
  /** Batches claimed before a moment, and neither printed nor handed back: the oldest first. */
  stale(claimedBefore: number): Promise<readonly LetterBatch[]>;
  /** How many letters wait, by realm. */
  waiting(): Promise<readonly WaitingLetters[]>;
  /** Cancels what is queued for an account: it was closed or erased. */
  cancelOf(accountId: string, kinds?: readonly LetterKind[]): Promise<number>;
  /** Deletes up to `limit` letters printed or cancelled before `before`, and batches left empty. @returns how many letters */
  purge(before: number, limit: number): Promise<number>;
}

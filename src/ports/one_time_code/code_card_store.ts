/** Cards of one-time codes and desk codes (I10); the codes themselves are derived and stored nowhere (I5). */
import type { CodeCard } from '../../domain/one_time_code/code_card.js';
import type { NewLetter } from '../letter/letter_outbox.js';
import type { NewNotice } from '../notice/notice_outbox.js';
import type { ActingFor } from '../organisation/organisation_store.js';

export interface IssuedCard {
  readonly accountId: string;
  readonly realm: string;
  readonly card: CodeCard;
}

export interface NewCard {
  readonly accountId: string;
  readonly card: CodeCard;
  /** the envelope that takes it to the person; null at a desk, and for recovery codes */
  readonly letter: NewLetter | null;
  readonly notices: readonly NewNotice[];
  /** no letter card may have been issued since, in milliseconds since the epoch; null: whenever it was */
  readonly unlessSince: number | null;
  /**
   * an administrator's order: only for an account that their organisation created, that is in no other, and that nobody
   * ever signed in to (I7, E1)
   */
  readonly untouchedFor?: ActingFor;
}

export interface CodeCardStore {
  /**
   * Keeps a card with its letter and notices, in one statement. A new desk code takes the place of the one before,
   * new recovery codes that of theirs.
   *
   * @returns false, and nothing changed: a card was issued since `unlessSince`, the account is gone or not active, or
   * recovery codes would stand in for no authenticator
   */
  issue(issue: NewCard): Promise<boolean>;
  find(cardId: string): Promise<IssuedCard | null>;
  /** No code of any card of the account is taken any more. @returns how many cards were revoked */
  revokeOf(accountId: string, at: number): Promise<number>;
}

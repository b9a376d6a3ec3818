/** Contacts as their owner looks after them (I7, U1): nothing is sent to one for signing in before it was verified. */
import type { ContactKind } from '../account/account_store.js';
import type { NewNotice } from '../notice/notice_outbox.js';

export interface OwnContact {
  readonly id: string;
  readonly kind: ContactKind;
  readonly value: string;
  /** it counts */
  readonly verified: boolean;
  /** somebody said « Ce n'est pas moi » of it: it counts for nothing (U2); milliseconds since the epoch */
  readonly frozenAt: number | null;
  /** an agent or an administrator set it: it counts from then on, unless refused (E1) */
  readonly pendingUntil: number | null;
  /** an administrator of an organisation set it, and the person never confirmed it: it recovers nothing (E1) */
  readonly setBy: 'administrator' | null;
  /** carries no second step until then, on unknown devices (C4) */
  readonly barredUntil: number | null;
}

/** `last`: nothing else could receive a code; `unknown`: it is not there, or another account's */
export type Removal = 'removed' | 'last' | 'unknown';

/** What was proved where a contact comes to count: it holds as long as the sign-ins that it rests on do (C7). */
export interface Footing {
  /** when the oldest of it was proved, in milliseconds since the epoch: refused where sign-ins were ended since */
  readonly begunAt: number;
  /** uid of the provider's session, which may be the one that was kept when the others ended; undefined: not known */
  readonly session: string | undefined;
}

export interface ContactStore {
  /** All contacts of an account, the oldest first. */
  contactsOf(accountId: string): Promise<readonly OwnContact[]>;
  /**
   * Keeps a contact that the person typed, unverified; one typed before and never verified goes. One that an agent set
   * stays.
   *
   * @param at milliseconds since the epoch
   * @returns its id: that of the row which is there, if the account has this contact, the same mailbox spelled otherwise
   *   included
   */
  addUnverified(accountId: string, contact: { kind: ContactKind; value: string }, at: number): Promise<string>;
  /**
   * The person received a code there, or vouched for it: it counts from now on.
   *
   * @param at milliseconds since the epoch
   * @returns false when it is gone, was verified already, its mailbox too, or is another account's; when what it rests on
   *   was ended meanwhile, or the account is not active (I7, C7)
   */
  verify(
    accountId: string,
    contactId: string,
    footing: Footing,
    at: number,
    notices: readonly NewNotice[],
  ): Promise<boolean>;
  /** Removes one that never counted and waits for nothing. False: it is not such a one, or another account's. */
  drop(accountId: string, contactId: string): Promise<boolean>;
  /**
   * Removes a contact, unless that would leave none of `carriers`. Of two that remove the last two, one is refused.
   *
   * @param carriers ids of the contacts that can receive codes; null: another second step remains, whatever goes
   * @param at milliseconds since the epoch
   */
  remove(
    accountId: string,
    contactId: string,
    carriers: readonly string[] | null,
    at: number,
    notices: readonly NewNotice[],
  ): Promise<Removal>;
}

/** Contacts that people add themselves (I7, U1): nothing is sent to one for signing in before it was verified. */
import type { ContactKind } from './account_store.js';
import type { NewNotice } from './notice_outbox.js';

export interface ContactStore {
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
   * The person received a code there: it counts from now on.
   *
   * @returns false when it is gone, was verified already, its mailbox too, or is another account's
   */
  verify(accountId: string, contactId: string, at: number, notices: readonly NewNotice[]): Promise<boolean>;
}

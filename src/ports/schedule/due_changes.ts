/** What falls due by itself as time passes: passwords that expire, contacts that begin to count (C3, E1). */

import type { Locale } from '../../domain/realm.js';
import type { Contact } from '../account/account_store.js';
import type { NewNotice } from '../notice/notice_outbox.js';

/** As much of a person as telling them something takes. */
export interface DuePerson {
  readonly id: string;
  readonly realm: string;
  readonly locale: Locale;
  readonly givenNames: readonly string[];
  readonly familyName: string;
  readonly contacts: ReadonlyArray<Pick<Contact, 'id' | 'kind' | 'value' | 'verified'>>;
  readonly hasAddress: boolean;
}

export interface ExpiringPassword {
  readonly person: DuePerson;
  /** milliseconds since the epoch */
  readonly setAt: number;
  readonly expiresAt: number;
  /** names it in the order in which pages follow each other */
  readonly cursor: string;
}

export interface PendingContact {
  readonly person: DuePerson;
  readonly contact: Pick<Contact, 'id' | 'kind' | 'value'>;
}

export interface DueChanges {
  /**
   * Chosen passwords of active accounts that expire within (after, until], by an index, in a stable order.
   *
   * @param after milliseconds since the epoch, as `until`
   * @param cursor of the last one seen, or null
   */
  expiringPasswords(
    after: number,
    until: number,
    cursor: string | null,
    limit: number,
  ): Promise<readonly ExpiringPassword[]>;
  /** Contacts set by an agent whose time to be refused is over. @param now milliseconds since the epoch */
  pendingContacts(now: number, limit: number): Promise<readonly PendingContact[]>;
  /** Makes one count, and tells it in the same statement. @returns false: refused, confirmed or counted meanwhile */
  settleContact(contactId: string, notices: readonly NewNotice[], now: number): Promise<boolean>;
  /** Deletes up to `limit` cards of codes and records of the API that expired before. @returns how many */
  purgeExpired(before: { readonly cards: number; readonly records: number }, limit: number): Promise<number>;
  /** Deletes up to `limit` known browsers of a realm that were last seen before. @returns how many */
  purgeDevices(realm: string, seenBefore: number, limit: number): Promise<number>;
}

/**
 * Contacts as an agent changes them (E1): one that is set waits 48 hours with notices to the others, whose owner can have
 * it refused by the help line; it carries no code and recovers nothing meanwhile. One that counts stays while another
 * waits, so that nobody can take away the contact that would have told.
 */
import { maskEmailAddress, maskTelephone } from '../domain/contact/mask.js';
import type { ContactKind } from '../ports/account_store.js';
import type { ChangeFile, FileOrder, FileOutcome } from './change_file.js';

export const PENDING_HOURS = 48;
const HOUR_MS = 3_600_000;

export interface ChangeContacts {
  add(order: FileOrder, contact: { readonly kind: ContactKind; readonly value: string }): Promise<FileOutcome>;
  remove(order: FileOrder, contactId: string): Promise<FileOutcome>;
}

export function createChangeContacts(changeFile: ChangeFile): ChangeContacts {
  return {
    add: (order, { kind, value }) =>
      changeFile(order, (_account, now) => {
        const pendingUntil = now + PENDING_HOURS * HOUR_MS;
        const masked = kind === 'email' ? maskEmailAddress(value) : maskTelephone(value);
        return {
          event: 'contact_set',
          change: { from: { statuses: ['active', 'suspended'] }, addedContact: { kind, value, pendingUntil } },
          news: { kind: 'contact_pending', data: { masked, hours: PENDING_HOURS } },
          answer: { contact: { kind, masked }, pending_until: new Date(pendingUntil).toISOString() },
        };
      }),

    remove: (order, contactId) =>
      changeFile(order, (account) => {
        if (!account.contacts.some(({ id }) => id === contactId)) return 'unknown-contact';
        return {
          event: 'contact_removed',
          change: { from: { statuses: ['active', 'suspended'] }, removedContact: contactId },
          answer: { removed: contactId },
        };
      }),
  };
}

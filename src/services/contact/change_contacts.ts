/**
 * Contacts as an agent changes them (E1): one that is set waits 48 hours with notices to the others, whose owner can have
 * it refused by the help line; it carries no code and recovers nothing meanwhile. One that counts stays while another
 * waits, so that nobody can take away the contact that would have told. A removal is told everywhere, there too; and where
 * one was removed within the last 48 hours, it is told of what is set. Whoever has no other contact reads it on paper.
 */
import { maskEmailAddress, maskTelephone } from '../../domain/contact/mask.js';
import type { ContactKind } from '../../ports/account/account_store.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import type { ChangeFile, FileOrder, FileOutcome } from '../account/change_file.js';

export const PENDING_HOURS = 48;
const HOUR_MS = 3_600_000;

export interface ChangeContacts {
  add(
    order: FileOrder,
    contact: {
      readonly kind: ContactKind;
      readonly value: string;
      /** it then carries no password and recovers nothing before the person confirmed it */
      readonly setBy?: 'administrator';
    },
  ): Promise<FileOutcome>;
  remove(order: FileOrder, contactId: string): Promise<FileOutcome>;
}

export function createChangeContacts(
  changeFile: ChangeFile,
  notices: Pick<NoticeOutbox, 'destinations'>,
): ChangeContacts {
  return {
    add: (order, { kind, value, setBy }) =>
      changeFile(order, async (account, now) => {
        const pendingUntil = now + PENDING_HOURS * HOUR_MS;
        const masked = maskedContact(kind, value);
        // Read after the account: what is removed in between stands in one of them, if not in both.
        const former = await notices.destinations(account.id, 'contact_removed', now - PENDING_HOURS * HOUR_MS);
        return {
          event: 'contact_set',
          change: {
            from: { statuses: ['active', 'suspended'] },
            addedContact: { kind, value, pendingUntil, ...(setBy ? { setBy } : {}) },
          },
          news: {
            kind: 'contact_pending',
            data: { masked, hours: PENDING_HOURS },
            former,
            onPaper: 'contact_pending',
          },
          answer: { contact: { kind, masked }, pending_until: new Date(pendingUntil).toISOString() },
        };
      }),

    remove: (order, contactId) =>
      changeFile(order, (account) => {
        const contact = account.contacts.find(({ id }) => id === contactId);
        if (!contact) return 'unknown-contact';
        return {
          event: 'contact_removed',
          change: { from: { statuses: ['active', 'suspended'] }, removedContact: contactId },
          news: {
            kind: 'contact_removed',
            data: { masked: maskedContact(contact.kind, contact.value) },
            // A refused one leaves the person as they were.
            ...(contact.verified ? { onPaper: 'contact_removed' as const } : {}),
          },
          answer: { removed: contactId },
        };
      }),
  };
}

function maskedContact(kind: ContactKind, value: string): string {
  return kind === 'email' ? maskEmailAddress(value) : maskTelephone(value);
}

/** Contacts that an agent or an administrator set, and that nobody refused in time, begin to count (E1). */
import { maskContact } from '../../domain/contact/mask.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { DueChanges } from '../../ports/schedule/due_changes.js';
import { noticesTo } from '../notice/tell_person.js';
import type { Job } from '../schedule/scheduler.js';

export interface DueContactsDependencies {
  readonly due: Pick<DueChanges, 'pendingContacts' | 'settleContact'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly clock: { now(): number };
}

const PIECE = 100;

export function dueContactsJob({ due, accounts, clock }: DueContactsDependencies): Job {
  return {
    name: 'pending_contacts',
    intervalSeconds: 60,
    async run() {
      const now = clock.now();
      const found = await due.pendingContacts(now, PIECE);
      for (const { person, contact } of found) {
        const masked = maskContact(contact.kind === 'email' ? 'email' : 'sms', contact.value);
        const told = {
          ...person,
          contacts: person.contacts.map((each) => (each.id === contact.id ? { ...each, verified: true } : each)),
        };
        const notices = noticesTo(told, { kind: 'contact_added', data: { masked }, dedupe: `${contact.id}:${now}` });
        await due.settleContact(contact.id, notices, now);
        accounts.forget(person.id);
      }
      return found.length < PIECE ? null : 'more';
    },
  };
}

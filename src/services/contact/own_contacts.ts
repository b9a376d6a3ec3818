/**
 * A person's own contacts (U1, E1): kept unverified when typed, told to all others when one counts or goes, and never the
 * last that a code can reach. Each is called on a fresh proof that named it.
 */

import { maskContact } from '../../domain/contact/mask.js';
import { contactsThatCarry } from '../../domain/contact/removal.js';
import { askedCodes } from '../../domain/one_time_code/code_card.js';
import type { Realm } from '../../domain/realm.js';
import type { AttemptRule } from '../../domain/throttle/attempt_rule.js';
import type { AccountStore, ContactKind, VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { ContactStore, Footing, OwnContact, Removal } from '../../ports/contact/contact_store.js';
import { noticesTo } from '../notice/tell_person.js';

export interface OwnContactsDependencies {
  readonly contacts: ContactStore;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly shortCounters: AttemptCounter;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** `present`: the account has it, and it counts; `frozen`: « Ce n'est pas moi » was said of it; `too-many`: others were added today */
export type Addition =
  | { readonly outcome: 'added'; readonly contactId: string }
  | { readonly outcome: 'present' | 'pending' | 'frozen' | 'too-many' };

export interface OwnContacts {
  list(accountId: string): Promise<readonly OwnContact[]>;
  /** Keeps a contact that the person typed; it counts for nothing before a code came back from there. */
  add(account: VisitedAccount, contact: { readonly kind: ContactKind; readonly value: string }): Promise<Addition>;
  /** One that an agent or an administrator set counts from now on. False: it is gone, counts already, or may no longer. */
  accept(realm: Realm, account: VisitedAccount, contactId: string, footing: Footing): Promise<boolean>;
  /** One that was typed and never counted goes: nothing changes by it. */
  drop(account: VisitedAccount, contactId: string): Promise<boolean>;
  /** May this one go? What a page says beforehand; `remove` decides. */
  canRemove(realm: Realm, account: VisitedAccount, contactId: string): boolean;
  remove(realm: Realm, account: VisitedAccount, contactId: string): Promise<Removal>;
}

/** Each sends a code to somebody who may not have asked for it. */
const ADDITIONS_RULE: AttemptRule = { windows: [{ seconds: 24 * 3600, limit: 10 }] };

export function createOwnContacts(dependencies: OwnContactsDependencies): OwnContacts {
  const { contacts, accounts, shortCounters, audit, clock } = dependencies;

  const find = async (accountId: string, contactId: string) =>
    (await contacts.contactsOf(accountId)).find(({ id }) => id === contactId);
  const masked = ({ kind, value }: Pick<OwnContact, 'kind' | 'value'>) =>
    maskContact(kind === 'email' ? 'email' : 'sms', value);
  const newsOf = (kind: 'contact_added' | 'contact_removed', realm: Realm, contact: OwnContact) => ({
    kind,
    data: { masked: masked(contact) },
    dedupe: contact.id,
    voice: realm.channels.includes('voice'),
  });
  const record = (
    type: 'contact_added' | 'contact_removed',
    outcome: string,
    account: VisitedAccount,
    contact: OwnContact,
  ) =>
    audit.record({
      type,
      outcome,
      realm: account.realm,
      accountId: account.id,
      data: { kind: contact.kind },
      personal: { contact: masked(contact) },
    });
  const carriersOf = (realm: Realm, account: VisitedAccount) => {
    const now = clock.now();
    const hasApp = realm.authenticators !== null && account.authenticators > 0;
    return hasApp || askedCodes(account.codeCards, now).length > 0
      ? null
      : contactsThatCarry(account.contacts, realm.channels, now);
  };

  return {
    list: (accountId) => contacts.contactsOf(accountId),

    async add(account, contact) {
      const counted = await shortCounters.attempt(`add-contact:${account.id}`, ADDITIONS_RULE, clock.now());
      if (!counted.allowed) return { outcome: 'too-many' };
      const contactId = await contacts.addUnverified(account.id, contact, clock.now());
      accounts.forget(account.id);
      const kept = await find(account.id, contactId);
      if (kept?.verified) return { outcome: 'present' };
      if (kept && kept.frozenAt !== null) return { outcome: 'frozen' };
      return kept?.pendingUntil ? { outcome: 'pending' } : { outcome: 'added', contactId };
    },

    async accept(realm, account, contactId, footing) {
      const contact = await find(account.id, contactId);
      if (!contact || contact.frozenAt !== null) return false;
      // One that an administrator set and that counts by now recovers nothing before that.
      if (contact.verified ? contact.setBy === null : contact.pendingUntil === null) return false;
      const notices = noticesTo(account, newsOf('contact_added', realm, contact));
      const isFirst = await contacts.verify(account.id, contactId, footing, clock.now(), notices);
      accounts.forget(account.id);
      if (isFirst) record('contact_added', 'accepted', account, contact);
      return isFirst;
    },

    async drop(account, contactId) {
      const isDropped = await contacts.drop(account.id, contactId);
      accounts.forget(account.id);
      return isDropped;
    },

    canRemove(realm, account, contactId) {
      const carriers = carriersOf(realm, account);
      return carriers === null || !carriers.includes(contactId) || carriers.length > 1;
    },

    async remove(realm, account, contactId) {
      const contact = await find(account.id, contactId);
      if (!contact) return 'unknown';
      // What never counted was told to nobody, unless it was said to be coming.
      const isKnown = contact.verified || contact.pendingUntil !== null;
      const notices = isKnown ? noticesTo(account, newsOf('contact_removed', realm, contact)) : [];
      const removal = await contacts.remove(account.id, contactId, carriersOf(realm, account), clock.now(), notices);
      accounts.forget(account.id);
      if (removal === 'removed') record('contact_removed', contact.verified ? 'removed' : 'refused', account, contact);
      return removal;
    },
  };
}

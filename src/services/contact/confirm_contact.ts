/** A contact that the person adds, and proves to receive codes at (I7, U1). What it was shown to be is no proof of a sign-in. */
import { maskContact } from '../../domain/contact/mask.js';
import type { AccountStore, ContactKind, VisitedAccount } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { ContactStore, Footing } from '../../ports/contact/contact_store.js';
import { noticesTo } from '../notice/tell_person.js';
import type { CodeAttempt, CodeOutcome, VerifyCode } from '../one_time_code/verify_code.js';

export interface ConfirmContactDependencies {
  readonly contacts: ContactStore;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly verifyCode: VerifyCode;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface ConfirmContact {
  /** Keeps it unverified. @returns its id */
  add(account: VisitedAccount, contact: { readonly kind: ContactKind; readonly value: string }): Promise<string>;
  /**
   * With the right code it counts, and every other contact is told. `gone`: nothing counts by it, since the contact, or the
   * sign-in that vouched for it, is not what it was (I7, C7); what there is now decides how it goes on.
   */
  verify(
    attempt: Omit<CodeAttempt, 'rememberDevice'> & { readonly footing: Footing },
  ): Promise<
    { readonly ok: true } | { readonly ok: false; readonly code: 'gone' } | (CodeOutcome & { readonly ok: false })
  >;
}

export function createConfirmContact(dependencies: ConfirmContactDependencies): ConfirmContact {
  const { contacts, accounts, verifyCode, audit, clock } = dependencies;
  return {
    async add(account, contact) {
      const id = await contacts.addUnverified(account.id, contact, clock.now());
      accounts.forget(account.id);
      return id;
    },

    async verify({ footing, ...attempt }) {
      const outcome = await verifyCode(attempt);
      if (!outcome.ok) return outcome;
      const { account, realm } = attempt;
      const contact = account.contacts.find(({ id }) => id === outcome.proof.contact);
      if (!contact) return { ok: false, code: 'no-code' };
      const masked = maskContact(contact.kind === 'email' ? 'email' : 'sms', contact.value);
      const now = clock.now();
      const voice = realm.channels.includes('voice');
      const notices = noticesTo(account, { kind: 'contact_added', data: { masked }, dedupe: contact.id, voice });
      const isCounting = await contacts.verify(account.id, contact.id, footing, now, notices);
      accounts.forget(account.id);
      if (!isCounting) return { ok: false, code: 'gone' };
      audit.record({
        type: 'contact_added',
        outcome: 'verified',
        realm: realm.id,
        accountId: account.id,
        data: { kind: contact.kind },
        personal: { contact: masked },
      });
      return { ok: true };
    },
  };
}

/**
 * The owner of a contact that « Ce n’est pas moi » froze takes it back (U2): freshly signed in with another factor, since a
 * frozen one carries no code, and with a code sent to that contact itself.
 */
import { maskContact } from '../../domain/contact/mask.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Footing } from '../../ports/contact/contact_store.js';
import type { ContestStore } from '../../ports/contest/contest_store.js';
import { noticesTo } from '../notice/tell_person.js';
import type { CodeIssue, IssueCode, IssueOutcome } from '../one_time_code/issue_code.js';
import type { CodeAttempt, CodeOutcome, VerifyCode } from '../one_time_code/verify_code.js';

export interface TakeBackContactDependencies {
  readonly contests: Pick<ContestStore, 'thaw'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly issueCode: IssueCode;
  readonly verifyCode: VerifyCode;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface TakeBackContact {
  /** Sends the code; for somebody who proved themselves at `two-step-fresh` for this. */
  send(issue: Omit<CodeIssue, 'isNew' | 'takesBack'>): Promise<IssueOutcome>;
  /**
   * With the right code it counts again, and everybody on the account is told. `gone`: it does not, since the contact, or the
   * sign-in that vouched for it, is not what it was (C7).
   */
  verify(
    attempt: Omit<CodeAttempt, 'rememberDevice' | 'takesBack'> & { readonly footing: Footing },
  ): Promise<
    { readonly ok: true } | { readonly ok: false; readonly code: 'gone' } | (CodeOutcome & { readonly ok: false })
  >;
}

export function createTakeBackContact(dependencies: TakeBackContactDependencies): TakeBackContact {
  const { contests, accounts, issueCode, verifyCode, audit, clock } = dependencies;
  return {
    async send(issue) {
      const contact = issue.account.contacts.find(({ id }) => id === issue.contactId);
      if (!contact || contact.frozenAt === null) return { ok: false, code: 'unknown-contact' };
      return issueCode({ ...issue, isNew: true, takesBack: true });
    },

    async verify({ footing, ...attempt }) {
      const outcome = await verifyCode({ ...attempt, takesBack: true });
      if (!outcome.ok) return outcome;
      const { account, realm } = attempt;
      const contact = account.contacts.find(({ id }) => id === outcome.proof.contact);
      if (!contact || contact.frozenAt === null) return { ok: false, code: 'no-code' };
      const masked = maskContact(contact.kind === 'email' ? 'email' : 'sms', contact.value);
      const now = clock.now();
      const voice = realm.channels.includes('voice');
      const news = noticesTo(account, {
        kind: 'contact_given_back',
        data: { masked },
        dedupe: `${contact.id}:${now}`,
        voice,
      });
      const isThawed = await contests.thaw(account.id, contact.id, footing, now, news);
      accounts.forget(account.id);
      if (!isThawed) return { ok: false, code: 'gone' };
      const data = { kind: contact.kind };
      audit.record({ type: 'contest', outcome: 'taken_back', realm: realm.id, accountId: account.id, data });
      return { ok: true };
    },
  };
}

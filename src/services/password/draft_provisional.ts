/**
 * A provisional password drawn and written down as `issue_provisional` does, but not yet stored: it goes into the
 * transaction of what gives rise to it (C3, C6, C7). Nobody but the person ever reads it, not the agent who asked for it.
 */
import type { Outcome } from '../../domain/outcome.js';
import type { Realm } from '../../domain/realm.js';
import type { WrittenWith } from '../../ports/account/account_file_store.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';
import type { SecurityEvent } from '../../ports/audit/audit_log.js';
import type { CredentialStore, IssuedProvisional } from '../../ports/password/credential_store.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import type { IssueProvisional, IssueProvisionalDependencies, ProvisionalIssue } from './issue_provisional.js';

export type ProvisionalWay = 'sms' | 'letter' | 'email';

export interface ProvisionalDraft {
  readonly way: ProvisionalWay;
  readonly provisional: NonNullable<WrittenWith['provisional']>;
  readonly letters: WrittenWith['letters'];
  readonly notices: WrittenWith['notices'];
  /** for the audit, once it is stored */
  readonly events: readonly SecurityEvent[];
}

/** @param way `best`: by SMS to a verified mobile, else by letter */
export type DraftProvisional = (order: {
  readonly realm: Realm;
  readonly account: VisitedAccount;
  readonly way: ProvisionalWay | 'best';
  readonly reason: 'agent' | 'enrolment' | 'administrator';
  readonly actor: string;
  /** as for `issue_provisional` */
  readonly carrier?: string | undefined;
  readonly invitation?: ProvisionalIssue['invitation'];
}) => Promise<
  Outcome<
    ProvisionalDraft,
    { readonly code: 'unreachable' } | { readonly code: 'busy'; readonly retryAfterSeconds: number }
  >
>;

/** @param issueWith `createIssueProvisional`, all but its store and its audit given */
export function createDraftProvisional(
  issueWith: (replaced: Pick<IssueProvisionalDependencies, 'credentials' | 'audit'>) => IssueProvisional,
  credentials: Pick<CredentialStore, 'credentialsOf'>,
  hasher: Pick<PasswordHasher, 'busySeconds'>,
): DraftProvisional {
  return async ({ realm, account, way, reason, actor, carrier, invitation }) => {
    const retryAfterSeconds = hasher.busySeconds();
    if (retryAfterSeconds > 0) return { ok: false, code: 'busy', retryAfterSeconds };
    const drafts: IssuedProvisional[] = [];
    const events: SecurityEvent[] = [];
    const issue = issueWith({
      credentials: {
        credentialsOf: (accountId) => credentials.credentialsOf(accountId),
        issueProvisional: async (draft) => drafts.push(draft) > 0,
      },
      audit: { record: (event) => void events.push(event), flush: async () => {} },
    });
    const issued = await issue({ realm, account, by: way, reason, actor, carrier, invitation });
    const draft = drafts[0];
    if (!issued.ok || !draft) return { ok: false, code: 'unreachable' };
    return {
      ok: true,
      way: issued.by,
      provisional: { password: draft.password, expiresAt: draft.expiresAt, carriedBy: draft.carriedBy },
      letters: draft.letter ? [draft.letter] : [],
      notices: draft.notices,
      events,
    };
  };
}

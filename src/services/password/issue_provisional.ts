/**
 * A provisional password (C3): drawn at random, written in one transaction with the SMS or the letter that carries it and
 * the notices that tell the other contacts. The current password stays good until the other is used.
 */
import { randomInt } from 'node:crypto';
import { mayCarryPassword } from '../../domain/contact/password_carrier.js';
import type { Outcome } from '../../domain/outcome.js';
import { failingRules } from '../../domain/password_policy/policy.js';
import { drawProvisionalPassword } from '../../domain/password_policy/provisional_password.js';
import type { Locale, Realm } from '../../domain/realm.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { CredentialStore } from '../../ports/password/credential_store.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import { noticesTo } from '../notice/tell_person.js';
import type { PasswordRules } from './password_rules.js';

export interface IssueProvisionalDependencies {
  readonly rules: PasswordRules;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly credentials: Pick<CredentialStore, 'credentialsOf' | 'issueProvisional'>;
  readonly hasher: PasswordHasher;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface ProvisionalIssue {
  readonly realm: Realm;
  readonly account: VisitedAccount;
  /** `best`: by SMS to a verified mobile, else by letter; `email` for an organisation's own users alone (E1) */
  readonly by: 'sms' | 'letter' | 'email' | 'best';
  /** id of the contact that carries it, where it is not the first of its kind */
  readonly carrier?: string | undefined;
  /** of a new account: the message says what it was created for, and the login (E1) */
  readonly invitation?: { readonly login: string; readonly organisation: string } | undefined;
  /** for the audit: `forgotten`, `agent`, `enrolment`, `command` */
  readonly reason: string;
  /** for the audit: the client or the operator that asked, never a person's name */
  readonly actor?: string | undefined;
  /** language of the page; the account's unless given */
  readonly locale?: Locale | undefined;
}

export type ProvisionalOutcome = Outcome<
  { readonly by: 'sms' | 'letter' | 'email'; readonly expiresAt: number },
  /** neither way leads to the person, or the wished one does not · the account is not active, or was just changed (C7) */
  { readonly code: 'no-address' | 'no-mobile' | 'no-email' | 'not-active' }
>;

export type IssueProvisional = (issue: ProvisionalIssue) => Promise<ProvisionalOutcome>;

/** One draw in 400 is a date or a pattern; this many in a row are none of them by chance. */
const MOST_DRAWS = 20;

export function createIssueProvisional(dependencies: IssueProvisionalDependencies): IssueProvisional {
  const { rules, accounts, credentials, hasher, audit, clock } = dependencies;

  return async ({ realm, account, by, carrier: wished, invitation, reason, actor, locale = account.locale }) => {
    const carrying = by === 'email' ? 'email' : 'mobile';
    const carrier =
      by === 'letter'
        ? undefined
        : account.contacts.find(
            (each) => each.kind === carrying && mayCarryPassword(each) && (wished === undefined || each.id === wished),
          );
    if (by === 'sms' && !carrier) return { ok: false, code: 'no-mobile' };
    if (by === 'email' && !carrier) return { ok: false, code: 'no-email' };
    if (!carrier && !account.postalAddress) return { ok: false, code: 'no-address' };

    const secret = await draw(realm, account);
    const password = await hasher.hash(secret, (await credentials.credentialsOf(account.id)).find(isPassword) ?? null);
    const at = clock.now();
    const expiresAt = at + realm.provisionalLifeSeconds * 1000;
    const channel = by === 'email' ? 'email' : 'sms';
    const way = carrier ? channel : 'letter';
    const isIssued = await credentials.issueProvisional({
      accountId: account.id,
      voidAsRead: account.signInsVoid?.at ?? null,
      password,
      at,
      expiresAt,
      carriedBy: carrier?.id ?? null,
      letter: carrier
        ? null
        : {
            realm: realm.id,
            accountId: account.id,
            kind: 'provisional_password',
            locale,
            data: { expiresAt },
            secret,
            dedupeKey: `provisional_password:${account.id}:${at}`,
          },
      notices: [
        ...(carrier
          ? noticesTo(account, {
              ...(invitation
                ? { kind: 'invitation' as const, data: { expiresAt, ...invitation } }
                : { kind: 'provisional_password' as const, data: { expiresAt } }),
              dedupe: at,
              locale,
              secret,
              only: { contact: carrier.id, channel },
            })
          : []),
        ...noticesTo(account, {
          kind: 'provisional_password_sent',
          data: { by: way, expiresAt },
          dedupe: at,
          locale,
          except: carrier ? [carrier.id] : [],
          voice: realm.channels.includes('voice'),
        }),
      ],
    });
    accounts.forget(account.id);
    if (!isIssued) return { ok: false, code: 'not-active' };
    audit.record({
      type: 'provisional_issued',
      outcome: way,
      realm: realm.id,
      accountId: account.id,
      data: { reason, actor },
    });
    return { ok: true, by: way, expiresAt };
  };

  /** @throws Error when the policy refuses whatever is drawn: a rule is wrong */
  async function draw(realm: Realm, account: VisitedAccount): Promise<string> {
    const policy = rules.policyOf(realm, account);
    for (let draws = 0; draws < MOST_DRAWS; draws += 1) {
      const drawn = drawProvisionalPassword(policy, (below) => randomInt(below));
      const judged = await rules.judge(realm, account, drawn);
      if (failingRules(judged.rules).length === 0) return drawn;
    }
    throw new Error('the password policy refuses what is drawn at random');
  }
}

function isPassword({ kind }: { readonly kind: string }): boolean {
  return kind === 'password';
}

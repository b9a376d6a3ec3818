/**
 * The end of a recovery or of the legacy access (C4, C5): the chosen password takes its place, all that was signed in ends,
 * and what a stranger's failures had closed opens again. It signs nobody in, and proves nothing.
 */

import type { Visitor } from '../../domain/device/visitor.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Channel, Locale, Realm } from '../../domain/realm.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import { noticesTo } from '../notice/tell_person.js';
import type { ChoiceOutcome, ChoosePassword } from '../password/choose_password.js';
import type { ReopenAfterRecovery } from './reopen_after_recovery.js';

export interface ChooseRecoveredDependencies {
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly choosePassword: ChoosePassword;
  readonly reopen: ReopenAfterRecovery;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface RecoveredChoice {
  readonly realm: Realm;
  readonly accountId: string;
  readonly journey: 'recovery' | 'legacy_access';
  /** id of the contact that carried a recovery code: it carries no second step for a while; null: none is barred */
  readonly carrier: string | null;
  /** when the person proved enough to choose, in milliseconds since the epoch */
  readonly provedAt: number;
  readonly password: string;
  readonly repeated: string | undefined;
  readonly visitor: Visitor;
  readonly locale: Locale;
}

export type RecoveredOutcome = Outcome<
  { readonly told: readonly Channel[] },
  | Extract<ChoiceOutcome, { readonly ok: false }>
  /** the account, or the contact that carried the code, is not what it was: begin anew */
  | { readonly code: 'gone' }
>;

export type ChooseRecovered = (choice: RecoveredChoice) => Promise<RecoveredOutcome>;

export function createChooseRecovered(dependencies: ChooseRecoveredDependencies): ChooseRecovered {
  const { accounts, choosePassword, reopen, audit, clock } = dependencies;

  return async ({ realm, accountId, journey, carrier, provedAt, password, repeated, visitor, locale }) => {
    const account = await accounts.find(accountId, visitor.deviceHash);
    const contact = account?.contacts.find(({ id, verified }) => id === carrier && verified);
    if (account?.status !== 'active' || (carrier !== null && !contact)) return { ok: false, code: 'gone' };
    const until = clock.now() + realm.recovery.barSeconds * 1000;
    const outcome = await choosePassword({
      realm,
      account,
      password,
      repeated,
      reason: 'recovered',
      bar: contact ? { contactValue: contact.value, until } : null,
      visitor,
      keepSessions: false,
      begunAt: provedAt,
      locale,
    });
    if (!outcome.ok) return outcome;
    await reopen(realm, account.id);
    audit.record({
      type: journey,
      outcome: 'password_chosen',
      realm: realm.id,
      accountId: account.id,
      data: { barred: contact?.kind, network: visitor.networkHash },
    });
    return { ok: true, told: toldOn(realm, account) };
  };
}

const IN_WORDS: readonly Channel[] = ['email', 'sms', 'voice'];

/** The channels of the notices that the choice has written. */
function toldOn(realm: Realm, account: VisitedAccount): readonly Channel[] {
  const notices = noticesTo(account, {
    kind: 'password_recovered',
    dedupe: '',
    voice: realm.channels.includes('voice'),
  });
  return IN_WORDS.filter((channel) => notices.some((notice) => notice.channel === channel));
}

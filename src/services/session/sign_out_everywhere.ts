/**
 * Signs a person out everywhere (P9): sessions, trusted workstations, grants and refresh tokens end, every portal is told,
 * and so is the person, on every contact. What decides is one transaction; the rest follows it.
 */
import type { Realm } from '../../domain/realm.js';
import type { AccountFileStore } from '../../ports/account/account_file_store.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { ChangeFile, FileOrder, FileOutcome } from '../account/change_file.js';
import { noticesTo } from '../notice/tell_person.js';
import type { EndSignIns } from './end_sign_ins.js';

export interface SignOutEverywhereDependencies {
  readonly files: Pick<AccountFileStore, 'change'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly endSignIns: EndSignIns;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/**
 * @param by who asks: the person themselves, or an administrator of their organisation
 * @returns `unknown` for an account that is not active any more
 */
export type SignOutEverywhere = (
  realm: Realm,
  account: VisitedAccount,
  by: 'person' | 'administrator',
) => Promise<'done' | 'unknown'>;

const CHANGE = { from: { statuses: ['active'] }, endsSignIns: true } as const;

export function createSignOutEverywhere(dependencies: SignOutEverywhereDependencies): SignOutEverywhere {
  const { files, accounts, endSignIns, audit, clock } = dependencies;

  return async (realm, account, by) => {
    const at = clock.now();
    const voice = realm.channels.includes('voice');
    const answer = await files.change({
      ...CHANGE,
      realm: realm.id,
      accountId: account.id,
      at,
      by: by === 'person' ? 'user' : 'admin',
      provisional: null,
      letters: [],
      notices: noticesTo(account, { kind: 'signed_out_everywhere', data: { at }, dedupe: at, voice }),
      receipt: null,
    });
    accounts.forget(account.id);
    if (answer !== 'done') return 'unknown';
    audit.record({ type: 'sign_out', outcome: 'everywhere', realm: realm.id, accountId: account.id, data: { by } });
    await endSignIns(realm.id, account.id, { at });
    return 'done';
  };
}

/** The same for an agent of the back office, whose write is done once; what is left to do follows its answer. */
export type SignOutByAgent = (order: FileOrder) => Promise<FileOutcome>;

export function createSignOutByAgent(changeFile: ChangeFile): SignOutByAgent {
  return (order) =>
    changeFile(order, (_, at) => ({
      event: 'signed_out_everywhere',
      change: CHANGE,
      news: { kind: 'signed_out_everywhere', data: { at } },
    }));
}

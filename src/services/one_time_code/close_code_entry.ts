/** After a wrong code: when it was the last one that the lane had, code entry is closed there, and the person is told (I2). */

import type { Realm } from '../../domain/realm.js';
import { type AttemptRule, judgeAttempt } from '../../domain/throttle/attempt_rule.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import { noticesTo } from '../notice/tell_person.js';

export interface CloseCodeEntryDependencies {
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly lifetimeCounters: AttemptCounter;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly notices: Pick<NoticeOutbox, 'add'>;
}

/** Where wrong codes of one person and browser count. */
export interface CodeLane {
  readonly key: string;
  readonly rule: AttemptRule;
  /** keyed name of a browser that the account knows, or null: then the owner is told elsewhere */
  readonly device: string | null;
}

export async function closeWhenSpent(
  { accounts, lifetimeCounters, notices, audit, clock }: CloseCodeEntryDependencies,
  realm: Realm,
  account: VisitedAccount,
  lane: CodeLane,
): Promise<void> {
  const seconds = Math.max(...lane.rule.windows.map((window) => window.seconds));
  const hits = await lifetimeCounters.recent(lane.key, seconds, clock.now());
  if (judgeAttempt(hits, lane.rule, clock.now()).allowed) return;
  accounts.forget(account.id);
  audit.record({ type: 'code_entry_closed', outcome: 'closed', realm: realm.id, accountId: account.id });
  if (lane.device !== null) return;
  const now = clock.now();
  const voice = realm.channels.includes('voice');
  await notices.add(noticesTo(account, { kind: 'code_entry_closed', dedupe: now, voice }), now);
}

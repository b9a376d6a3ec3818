/**
 * Checks a recovery code (C4): counted before it is compared, used once. What is told of a wrong one depends on the
 * recovery alone, never on the account: the count over all of an account's recoveries makes every code wrong, in silence,
 * and the person is told on their contacts.
 */

import { sameMailbox } from '../../domain/contact/mailbox.js';
import { mayCarryPassword } from '../../domain/contact/password_carrier.js';
import type { Visitor } from '../../domain/device/visitor.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Channel, Realm } from '../../domain/realm.js';
import { isAccessEnded } from '../../domain/recovery/letter_only.js';
import type { RecoveryAtCode } from '../../domain/recovery/recovery.js';
import { judgeAttempt } from '../../domain/throttle/attempt_rule.js';
import { laneKey, recoveryDestinationKey, wrongRecoveryCodeRule } from '../../domain/throttle/throttle_policy.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import type { ActiveCode, ChallengeStore } from '../../ports/one_time_code/challenge_store.js';
import type { BudgetGuard } from '../delivery/message_budget.js';
import { noticesTo } from '../notice/tell_person.js';
import {
  type CodeMaker,
  isSameCode,
  readTypedCode,
  recoveryCodeScope,
  usedCodeOf,
} from '../one_time_code/one_time_code.js';
import type { Background } from '../schedule/in_background.js';

export interface VerifyRecoveryCodeDependencies {
  readonly accounts: Pick<AccountStore, 'find' | 'recordRightCode'>;
  readonly challenges: ChallengeStore;
  readonly lifetimeCounters: AttemptCounter;
  readonly shortCounters: AttemptCounter;
  readonly budget: Pick<BudgetGuard, 'answered'>;
  readonly codes: CodeMaker;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly background: Background;
  readonly notices: Pick<NoticeOutbox, 'add'>;
}

export interface RecoveryCodeAttempt {
  readonly realm: Realm;
  readonly recovery: RecoveryAtCode;
  /** as typed */
  readonly typed: string;
  readonly visitor: Visitor;
}

export type RecoveryCodeOutcome = Outcome<
  { readonly account: VisitedAccount; readonly contact: string; readonly channel: Channel },
  | { readonly code: 'code-empty' | 'code-format' }
  | { readonly code: 'wrong-code'; readonly triesLeft: number }
  | { readonly code: 'code-expired' | 'tries-exhausted' | 'already-used' }
>;

export type VerifyRecoveryCode = (attempt: RecoveryCodeAttempt) => Promise<RecoveryCodeOutcome>;

const REFUSALS = {
  none: 'code-expired',
  expired: 'code-expired',
  exhausted: 'tries-exhausted',
  used: 'already-used',
} as const;

export function createVerifyRecoveryCode(dependencies: VerifyRecoveryCodeDependencies): VerifyRecoveryCode {
  const { accounts, challenges, lifetimeCounters, shortCounters, budget, codes, keyedHash, audit, clock } =
    dependencies;

  return async ({ realm, recovery, typed, visitor }) => {
    const read = readTypedCode(typed);
    if (!read.ok) return { ok: false, code: read.reason };
    const { id, accountId, subject, knownDevice } = recovery;
    const lane = laneKey('recovery', subject, knownDevice);
    const rule = wrongRecoveryCodeRule(realm.recovery);
    const { triesPerCode } = realm.codeThrottle;
    const record = (outcome: string, channel?: string) =>
      audit.record({
        type: 'code_entered',
        outcome,
        realm: realm.id,
        accountId: accountId ?? undefined,
        data: { channel, for: 'recovery', network: visitor.networkHash, known_device: knownDevice !== null },
      });

    const [counted, answer] = await Promise.all([
      lifetimeCounters.attempt(lane, rule, clock.now()),
      challenges.takeTry(id, triesPerCode, clock.now()),
    ]);
    if (answer.state !== 'try') {
      if (counted.allowed) await lifetimeCounters.giveBack(lane, counted.at);
      record(`refused_${answer.state}`);
      return { ok: false, code: REFUSALS[answer.state] };
    }
    const { code } = answer;
    const wrong = { ok: false, code: 'wrong-code', triesLeft: triesPerCode - code.tries } as const;
    const isRight = isSameCode(read.code, expectedCode(code));
    if (!isRight || accountId === null || !counted.allowed) {
      record(counted.allowed ? 'wrong' : 'refused_closed', code.channel);
      if (counted.allowed && accountId !== null) dependencies.background.begin(() => announceWhenSpent(accountId));
      return wrong;
    }
    const account = await accounts.find(accountId, visitor.deviceHash);
    const contact = account?.contacts.find((each) => each.id === code.contact && mayCarryPassword(each));
    // A separation meanwhile: the mailbox may be somebody else's (C7).
    if (account?.status !== 'active' || !contact || isAccessEnded(account)) {
      record('wrong', code.channel);
      return wrong;
    }
    // PostgreSQL first: it never forgets, and while it is away the code stays good for another try.
    const isFirst = await accounts.recordRightCode({
      code: usedCodeOf(id, code),
      account,
      lane,
      countedAt: counted.at,
      reopened: [],
      carrier: contact.id,
      device: null,
      at: clock.now(),
    });
    const isActive = isFirst && (await challenges.consume(id, code.number));
    if (!isActive) {
      record('refused_used', code.channel);
      return { ok: false, code: 'already-used' };
    }
    record('right', code.channel);
    // Only messages that nobody answers speak of abuse. A counter that is not cleared must not cost the person the code.
    const sendings = [
      laneKey('recovery-send', subject, knownDevice),
      recoveryDestinationKey(keyedHash.of('destination', sameMailbox(contact.value))),
    ];
    const answered = { realm, channel: code.channel, share: 'recovery', to: contact.value, network: null } as const;
    await Promise.allSettled([...sendings.map((key) => shortCounters.clear(key)), budget.answered(answered)]);
    return { ok: true, account, contact: contact.id, channel: code.channel };

    function expectedCode(active: ActiveCode): string {
      // Nobody's code is computed too: the comparison takes the same time, and its result counts for nothing.
      const scope = {
        id,
        accountId: accountId ?? subject,
        realm: realm.id,
        contact: active.contact,
        channel: active.channel,
      };
      return codes.make(recoveryCodeScope(scope), active);
    }

    async function announceWhenSpent(spent: string): Promise<void> {
      const seconds = Math.max(...rule.windows.map((window) => window.seconds));
      const hits = await lifetimeCounters.recent(lane, seconds, clock.now());
      if (judgeAttempt(hits, rule, clock.now()).allowed) return;
      audit.record({ type: 'recovery', outcome: 'closed', realm: realm.id, accountId: spent });
      const account = await accounts.find(spent, null);
      if (!account) return;
      const now = clock.now();
      const voice = realm.channels.includes('voice');
      await dependencies.notices.add(noticesTo(account, { kind: 'recovery_closed', dedupe: now, voice }), now);
    }
  };
}

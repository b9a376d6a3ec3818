/**
 * A person who can receive no code asks for a provisional password (C3, C4): the same answer, statement and Argon2 work
 * for somebody and for nobody, and however many were asked for before. The current password stays good until the other is
 * used, so asking for somebody else's harms nobody.
 */

import { mayCarryPassword } from '../../domain/contact/password_carrier.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Locale, Realm } from '../../domain/realm.js';
import { recoversByLetterOnly } from '../../domain/recovery/letter_only.js';
import type { RecoveryAtProvisional } from '../../domain/recovery/recovery.js';
import { provisionalLetterRule, provisionalRule } from '../../domain/throttle/throttle_policy.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import type { Background } from '../schedule/in_background.js';
import type { IssueProvisional } from './issue_provisional.js';

export interface AskProvisionalDependencies {
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly shortCounters: AttemptCounter;
  readonly lifetimeCounters: AttemptCounter;
  readonly hasher: Pick<PasswordHasher, 'hash' | 'busySeconds'>;
  readonly issueProvisional: IssueProvisional;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly background: Background;
}

export interface ProvisionalAsked {
  readonly realm: Realm;
  readonly recovery: RecoveryAtProvisional;
  readonly by: 'sms' | 'letter';
  readonly locale: Locale;
}

export type AskProvisional = (
  asked: ProvisionalAsked,
) => Promise<Outcome<object, { readonly code: 'busy'; readonly retryAfterSeconds: number }>>;

const FOR_NOBODY = 'nobody is sent this one';

export function createAskProvisional(dependencies: AskProvisionalDependencies): AskProvisional {
  const { accounts, shortCounters, lifetimeCounters, hasher, issueProvisional, audit, clock, background } =
    dependencies;

  return async ({ realm, recovery: { accountId, subject }, by, locale }) => {
    const busySeconds = hasher.busySeconds();
    if (busySeconds > 0) return { ok: false, code: 'busy', retryAfterSeconds: busySeconds };
    const key = `provisional:${subject}`;
    const counted = await lifetimeCounters.attempt(key, provisionalRule(realm.recovery), clock.now());
    const record = (outcome: string) =>
      audit.record({
        type: 'recovery',
        outcome: `provisional_${outcome}`,
        realm: realm.id,
        accountId: accountId ?? undefined,
        data: { by },
      });
    background.begin(async () => {
      const account = accountId === null ? null : await accounts.find(accountId, null);
      if (account?.status !== 'active' || !counted.allowed) {
        await hasher.hash(FOR_NOBODY);
        return record(counted.allowed ? 'nobody' : 'refused_limit');
      }
      // Whoever shared a separated file may hold its telephone (C7); whoever has a 4-digit code never chose a password (C5).
      const way = by === 'sms' && !recoversByLetterOnly(account) ? 'best' : 'letter';
      // All letters of the realm together, behind the answer: nobody reads from a page that there were many.
      const letters = `provisional-letters:${realm.id}`;
      const flood = await shortCounters.attempt(letters, provisionalLetterRule(realm.recovery), clock.now());
      const hasMobile = account.contacts.some((each) => each.kind === 'mobile' && mayCarryPassword(each));
      if (!flood.allowed && !(way === 'best' && hasMobile)) {
        await hasher.hash(FOR_NOBODY);
        await lifetimeCounters.giveBack(key, counted.at);
        return record('refused_flood');
      }
      const outcome = await issueProvisional({ realm, account, by: way, reason: 'forgotten', locale });
      if (!outcome.ok) await lifetimeCounters.giveBack(key, counted.at);
      if (flood.allowed && !(outcome.ok && outcome.by === 'letter')) await shortCounters.giveBack(letters, flood.at);
      record(outcome.ok ? outcome.by : outcome.code);
    });
    return { ok: true };
  };
}

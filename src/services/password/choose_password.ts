/**
 * A person chooses a password (C1, C3 to C5): judged with their file, never the one they have, then written in one
 * transaction with the notices that tell it, and everything that the former one opened ends.
 */

import type { Visitor } from '../../domain/device/visitor.js';
import type { Outcome } from '../../domain/outcome.js';
import { typedEightDigits } from '../../domain/password_policy/eight_digits.js';
import { failingRules } from '../../domain/password_policy/policy.js';
import type { RuleId, RuleState } from '../../domain/password_policy/rule.js';
import type { Locale, Realm } from '../../domain/realm.js';
import type { AttemptRule } from '../../domain/throttle/attempt_rule.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Bar, CredentialStore } from '../../ports/password/credential_store.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import { noticesTo } from '../notice/tell_person.js';
import type { EndSignIns } from '../session/end_sign_ins.js';
import type { PasswordPopularity } from './password_popularity.js';
import type { PasswordRules } from './password_rules.js';

export interface ChoosePasswordDependencies {
  readonly rules: PasswordRules;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly credentials: Pick<CredentialStore, 'credentialsOf' | 'choose'>;
  readonly hasher: PasswordHasher;
  readonly popularity: PasswordPopularity;
  readonly shortCounters: AttemptCounter;
  readonly endSignIns: EndSignIns;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface PasswordChoice {
  readonly realm: Realm;
  readonly account: VisitedAccount;
  /** as typed */
  readonly password: string;
  /** the second typing, where the form asks twice */
  readonly repeated?: string | undefined;
  /** `replaced`: a forced step · `recovered`: without the former one (C4, C5) · `changed`: at the person's own wish */
  readonly reason: 'replaced' | 'recovered' | 'changed';
  /** the contact that carried the recovery, barred from the second step for a while (C4) */
  readonly bar: Bar | null;
  readonly visitor: Visitor;
  /** true: nothing that is signed in ends */
  readonly keepSessions: boolean;
  /** uid of the one session that goes on where the others end: the one in which the person chooses */
  readonly keptSession?: string | undefined;
  /** when the person began, in milliseconds since the epoch: a password set since then is not replaced */
  readonly begunAt?: number | undefined;
  /** language of the page */
  readonly locale?: Locale | undefined;
}

export type ChoiceOutcome = Outcome<
  { readonly at: number },
  | { readonly code: 'password-refused'; readonly failing: readonly RuleId[]; readonly rules: readonly RuleState[] }
  | { readonly code: 'password-same' }
  | { readonly code: 'changed-meanwhile' }
  | { readonly code: 'busy'; readonly retryAfterSeconds: number }
>;

export type ChoosePassword = (choice: PasswordChoice) => Promise<ChoiceOutcome>;

/**
 * « It is the one you have » answers a guess. Whoever recovers by a stolen mailbox must not find the password that way, to
 * sign in with it unnoticed; and each answer costs one Argon2.
 */
const CHOICES_RULE: AttemptRule = {
  windows: [
    { seconds: 3_600, limit: 10 },
    { seconds: 86_400, limit: 30 },
  ],
};

/** Scoring holds the process for up to 0.15 s: far more than anybody types, and too few to hold it up. */
const JUDGED_RULE: AttemptRule = { windows: [{ seconds: 600, limit: 60 }] };

export function createChoosePassword(dependencies: ChoosePasswordDependencies): ChoosePassword {
  const { rules, accounts, credentials, hasher, popularity, shortCounters, endSignIns, audit, clock } = dependencies;

  return async (choice) => {
    const { realm, account, reason, bar, visitor, keepSessions, keptSession, begunAt } = choice;
    const read = rules.rulesOf(realm, account).policy === 'eight-digits' ? typedEightDigits : (typed: string) => typed;
    const password = read(choice.password);
    const repeated = choice.repeated === undefined ? undefined : read(choice.repeated);
    const record = (outcome: string, data: Record<string, string | boolean> = {}) =>
      audit.record({
        type: 'password_chosen',
        outcome,
        realm: realm.id,
        accountId: account.id,
        data: { reason, network: visitor.networkHash, ...data },
      });

    const judging = await shortCounters.attempt(`judge:${account.id}`, JUDGED_RULE, clock.now());
    if (!judging.allowed) {
      record('refused_wait');
      return { ok: false, code: 'busy', retryAfterSeconds: Math.ceil((judging.retryAt - clock.now()) / 1000) };
    }
    const { policy, rules: states } = await rules.judge(realm, account, password, repeated);
    const failing = failingRules(states);
    if (failing.length > 0) return { ok: false, code: 'password-refused', failing, rules: states };

    // Apart for each way here: whoever recovers by a stolen mailbox never holds up the owner, who has the password.
    const lane = `choose:${reason}:${account.id}`;
    const counted = await shortCounters.attempt(lane, CHOICES_RULE, clock.now());
    if (!counted.allowed) {
      record('refused_wait');
      return { ok: false, code: 'busy', retryAfterSeconds: Math.ceil((counted.retryAt - clock.now()) / 1000) };
    }
    const present = await credentials.credentialsOf(account.id);
    const current = present.find(({ kind }) => kind === 'password');
    const provisional = present.find(({ kind }) => kind === 'provisional');
    if (begunAt !== undefined && current && current.setAt > begunAt) {
      record('changed_meanwhile');
      return { ok: false, code: 'changed-meanwhile' };
    }
    const check = await hasher.check(password, current ?? null, provisional ?? null);
    if (check.state === 'busy') {
      await shortCounters.giveBack(lane, counted.at);
      return { ok: false, code: 'busy', retryAfterSeconds: check.retryAfterSeconds };
    }
    if (check.state === 'right') {
      record('same');
      return { ok: false, code: 'password-same' };
    }

    const place = await popularity.take(realm, policy, password);
    if (!place) {
      record('refused_popular');
      const refused = states.map((rule) => (rule.id === 'not-common' ? { ...rule, state: 'not-met' as const } : rule));
      return { ok: false, code: 'password-refused', failing: ['not-common'], rules: refused };
    }
    const hashed = await hasher.hash(password);
    const at = clock.now();
    const isChosen = await credentials.choose({
      accountId: account.id,
      password: hashed,
      policy,
      at,
      expiresAt: realm.passwordLifeSeconds > 0 ? at + realm.passwordLifeSeconds * 1000 : null,
      replaces: current?.hash ?? null,
      bar,
      begunAt: begunAt ?? null,
      endsSignIns: keepSessions ? null : { keptSession: keptSession ?? null },
      notices: noticesTo(account, {
        kind: reason === 'recovered' ? 'password_recovered' : 'password_changed',
        dedupe: at,
        // What a new password leaves as it was.
        ...(reason === 'recovered' ? { data: { count: account.passkeys.length + account.authenticators } } : {}),
        voice: realm.channels.includes('voice'),
        ...(choice.locale ? { locale: choice.locale } : {}),
      }),
    });
    accounts.forget(account.id);
    if (!isChosen) {
      await place.giveBack();
      record('changed_meanwhile');
      return { ok: false, code: 'changed-meanwhile' };
    }
    record('chosen', { policy, sessions_kept: keepSessions });
    await shortCounters.clear(lane);
    if (!keepSessions) await endSignIns(realm.id, account.id, { keptSession, at });
    return { ok: true, at };
  };
}

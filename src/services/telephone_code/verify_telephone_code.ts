/**
 * Checks what a caller keyed in (I8): the 4-digit code of a letter until a password exists, from then on the password
 * itself, or a telephone code of its own where passwords are not digits. Counted before it is compared; the same work and
 * the same answer for nobody. It proves one step on the telephone, and nothing anywhere else. Its failures use up nothing of
 * the web's, and 4 digits wait longer than 8 (ADR 0016).
 */
import { randomUUID } from 'node:crypto';
import { type BearingCampaign, credentialState, credentialUse } from '../../domain/credential/credential_state.js';
import type { Outcome } from '../../domain/outcome.js';
import type { IdentifierKind, Realm } from '../../domain/realm.js';
import { LEGACY_CODE_DIGITS } from '../../domain/recovery/legacy_access.js';
import { laneKey } from '../../domain/throttle/throttle_policy.js';
import { callersLane, judgeTotal, TOTAL_WINDOW_SECONDS } from '../../domain/throttle/voice_throttle.js';
import type { AccountStore, SignInAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { CredentialStore, StoredCredential } from '../../ports/password/credential_store.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';

export interface VerifyTelephoneCodeDependencies {
  readonly accounts: Pick<AccountStore, 'findByIdentifier'>;
  readonly credentials: Pick<CredentialStore, 'credentialsOf'>;
  readonly lifetimeCounters: AttemptCounter;
  readonly hasher: PasswordHasher;
  readonly keyedHash: KeyedHash;
  readonly campaignsFor: (account: SignInAccount) => readonly BearingCampaign[];
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface TelephoneAttempt {
  readonly realm: Realm;
  readonly identifier: { readonly kind: IdentifierKind; readonly value: string };
  /** digits, as keyed in */
  readonly code: string;
  readonly client: string;
}

export type TelephoneOutcome = Outcome<
  { readonly accountId: string },
  { readonly code: 'wrong-pair' } | { readonly code: 'wait' | 'busy'; readonly retryAfterSeconds: number }
>;

export type VerifyTelephoneCode = (attempt: TelephoneAttempt) => Promise<TelephoneOutcome>;

export function createVerifyTelephoneCode(dependencies: VerifyTelephoneCodeDependencies): VerifyTelephoneCode {
  const { accounts, credentials, lifetimeCounters, hasher, keyedHash, campaignsFor, audit, clock } = dependencies;

  return async ({ realm, identifier: { kind, value }, code, client }) => {
    const busySeconds = hasher.busySeconds();
    if (busySeconds > 0) return { ok: false, code: 'busy', retryAfterSeconds: busySeconds };
    const nobody = keyedHash.of('identifier', `${realm.id}:${kind}:${value}`);
    const account = await accounts.findByIdentifier(realm.id, kind, value, null);
    const subject = account?.id ?? nobody;
    const record = (outcome: string) =>
      audit.record({
        type: 'telephone_code',
        outcome,
        realm: realm.id,
        accountId: account?.id,
        data: { client, subject: account ? undefined : nobody },
      });
    const refuse = (retryAt: number) => {
      record('refused_wait');
      return {
        ok: false,
        code: 'wait',
        retryAfterSeconds: Math.max(1, Math.ceil((retryAt - clock.now()) / 1000)),
      } as const;
    };

    const { key: lane, rule, isForgiven } = callersLane(subject, code);
    const now = clock.now();
    const attempt = await lifetimeCounters.attempt(lane, rule, now);
    if (!attempt.allowed) return refuse(attempt.retryAt);
    // As much is read for nobody as for somebody.
    const [web, voice, held] = await Promise.all([
      lifetimeCounters.recent(laneKey('password', subject, null), TOTAL_WINDOW_SECONDS, now),
      lifetimeCounters.recent(lane, TOTAL_WINDOW_SECONDS, now),
      credentials.credentialsOf(account?.id ?? randomUUID()),
    ]);
    const total = judgeTotal(web, withoutOne(voice, attempt.at), now);
    if (!total.allowed) {
      await lifetimeCounters.giveBack(lane, attempt.at);
      return refuse(total.retryAt);
    }

    const compared = account ? telephoneCredential(realm, account, held, campaignsFor, now) : null;
    // A code of another form is no try at the 4 digits, nor counted as one.
    const isOtherForm = compared?.kind === 'legacy_code' && code.length !== LEGACY_CODE_DIGITS;
    const check = await hasher.check(code, isOtherForm ? null : compared);
    if (check.state === 'busy') {
      await lifetimeCounters.giveBack(lane, attempt.at);
      record('shed');
      return { ok: false, code: 'busy', retryAfterSeconds: check.retryAfterSeconds };
    }
    if (check.state === 'wrong' || !account) {
      record('wrong');
      return { ok: false, code: 'wrong-pair' };
    }
    // 4 digits stay the same for years: whoever calls often must not hand a stranger fresh tries.
    await (isForgiven ? lifetimeCounters.clear(lane) : lifetimeCounters.giveBack(lane, attempt.at));
    record('right');
    return { ok: true, accountId: account.id };
  };
}

/** What is compared on the telephone, by the table of the states of a credential; null: nothing opens it. */
function telephoneCredential(
  realm: Realm,
  account: SignInAccount,
  held: readonly StoredCredential[],
  campaignsFor: VerifyTelephoneCodeDependencies['campaignsFor'],
  now: number,
): StoredCredential | null {
  const state = credentialState(account.credentials, account.status === 'active', campaignsFor(account), now);
  const of = (kind: StoredCredential['kind']) => held.find((each) => each.kind === kind) ?? null;
  if (realm.passwordKind !== 'eight-digits') return state === 'disabled' ? null : of('telephone_code');
  if (credentialUse(state, 'voice') !== 'sign-in') return null;
  return of(state === 'legacy-code' ? 'legacy_code' : 'password');
}

function withoutOne(hits: readonly number[], at: number): readonly number[] {
  return hits.toSpliced(hits.lastIndexOf(at), hits.includes(at) ? 1 : 0);
}

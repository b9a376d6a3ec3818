/**
 * Checks what a caller keyed in (I8): the 4-digit code of a letter until a password exists, from then on the password
 * itself, or a telephone code of its own where passwords are not digits. Counted before it is compared; the same work and
 * the same answer for nobody. It proves one step on the telephone, and nothing anywhere else. Failures at the 4 digits are
 * those of the account's life (C5), wherever they are made: beyond them every code is wrong, in silence.
 */
import { randomUUID } from 'node:crypto';
import { type BearingCampaign, credentialState, credentialUse } from '../domain/credential/credential_state.js';
import type { Outcome } from '../domain/outcome.js';
import type { IdentifierKind, Realm } from '../domain/realm.js';
import { laneKey, legacyAccessKey, legacyAccessRule } from '../domain/throttle_policy.js';
import { judgeTotal, TOTAL_WINDOW_SECONDS, VOICE_RULE, voiceLane } from '../domain/voice_throttle.js';
import type { AccountStore, SignInAccount } from '../ports/account_store.js';
import type { AttemptCounter } from '../ports/attempt_counter.js';
import type { AuditLog } from '../ports/audit_log.js';
import type { Clock } from '../ports/clock.js';
import type { CredentialStore, StoredCredential } from '../ports/credential_store.js';
import type { KeyedHash } from '../ports/keyed_hash.js';
import type { PasswordHasher } from '../ports/password_hasher.js';

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

    const lane = voiceLane(subject);
    const now = clock.now();
    const attempt = await lifetimeCounters.attempt(lane, VOICE_RULE, now);
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
    const ofALife = await fourDigits(realm, subject, compared?.kind === 'legacy_code', now);
    const check = await hasher.check(code, ofALife === 'spent' ? null : compared);
    const giveBackOfALife = async () => {
      if (typeof ofALife === 'number') await lifetimeCounters.giveBack(legacyAccessKey(subject), ofALife);
    };
    if (check.state === 'busy') {
      await lifetimeCounters.giveBack(lane, attempt.at);
      await giveBackOfALife();
      record('shed');
      return { ok: false, code: 'busy', retryAfterSeconds: check.retryAfterSeconds };
    }
    if (check.state === 'wrong' || !account) {
      record('wrong');
      return { ok: false, code: 'wrong-pair' };
    }
    await lifetimeCounters.clear(lane);
    await giveBackOfALife();
    record('right');
    return { ok: true, accountId: account.id };
  };

  /** @returns when the try was counted; `spent`: none is left; null: it is none of these, and one statement all the same */
  async function fourDigits(
    realm: Realm,
    subject: string,
    isOne: boolean,
    now: number,
  ): Promise<number | 'spent' | null> {
    const key = legacyAccessKey(subject);
    if (!isOne || !realm.legacyAccess) {
      await lifetimeCounters.recent(key, TOTAL_WINDOW_SECONDS, now);
      return null;
    }
    const counted = await lifetimeCounters.attempt(key, legacyAccessRule(realm.legacyAccess), now);
    return counted.allowed ? counted.at : 'spent';
  }
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

/** Checks an identifier and password (I1, S1, C2): same work and same answer whether or not anybody has the identifier. */
import { randomUUID } from 'node:crypto';
import type { PasswordProof } from '../../domain/assurance/proof.js';
import type { StoredState } from '../../domain/credential/credential_state.js';
import type { Visitor } from '../../domain/device/visitor.js';
import type { ClosedAccess } from '../../domain/organisation/membership.js';
import type { Outcome } from '../../domain/outcome.js';
import type { IdentifierKind, Realm } from '../../domain/realm.js';
import { untilTick } from '../../domain/throttle/answer_tick.js';
import {
  NETWORK_RULE,
  NETWORK_WINDOW_SECONDS,
  networkSlowing,
  passwordRule,
} from '../../domain/throttle/throttle_policy.js';
import type { AccountStore, SignInAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { CredentialStore } from '../../ports/password/credential_store.js';
import type { LeakedPasswords } from '../../ports/password/leaked_passwords.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import { noticesTo } from '../notice/tell_person.js';

export interface VerifyPasswordDependencies {
  readonly accounts: AccountStore;
  readonly credentials: Pick<CredentialStore, 'useProvisional' | 'markCompromised'>;
  /** passwords that leaked somewhere; looked up where passwords are of characters (S2) */
  readonly leaked: Pick<LeakedPasswords, 'has'>;
  readonly lifetimeCounters: AttemptCounter;
  readonly shortCounters: AttemptCounter;
  readonly hasher: PasswordHasher;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface PasswordAttempt {
  readonly realm: Realm;
  readonly identifier: { readonly kind: IdentifierKind; readonly value: string };
  /** exactly as typed */
  readonly password: string;
  readonly visitor: Visitor;
  /** id of the authorization request */
  readonly request: string;
}

export type PasswordOutcome = Outcome<
  { readonly account: SignInAccount; readonly proof: PasswordProof },
  /** `provisional-expired`: it was right, and is too old (C3) */
  | { readonly code: 'wrong-pair' | 'provisional-expired' }
  /** it was right, and none of the person's organisations is open to them any more (E3) */
  | { readonly code: 'access-closed'; readonly why: ClosedAccess }
  | { readonly code: 'wait'; readonly retryAfterSeconds: number }
  | { readonly code: 'closed' }
  | { readonly code: 'busy'; readonly retryAfterSeconds: number }
>;

export type VerifyPassword = (attempt: PasswordAttempt) => Promise<PasswordOutcome>;

/** What is answered alike whether or not anybody has the identifier. */
const SAID_TO_ANYBODY: readonly string[] = ['wrong-pair', 'wait', 'closed'];

/** Refusals say nothing of anybody, by what they take either (I1, S1). */
export function createVerifyPassword(dependencies: VerifyPasswordDependencies): VerifyPassword {
  const { clock } = dependencies;
  const verify = createVerification(dependencies);
  return async (attempt) => {
    const began = clock.now();
    const outcome = await verify(attempt);
    if (!outcome.ok && SAID_TO_ANYBODY.includes(outcome.code)) {
      await clock.pause(untilTick(clock.now() - began));
    }
    return outcome;
  };
}

function createVerification(dependencies: VerifyPasswordDependencies): VerifyPassword {
  const { accounts, credentials, leaked, lifetimeCounters, shortCounters, hasher, keyedHash, audit, clock } =
    dependencies;

  return async ({ realm, identifier, password, visitor, request }) => {
    const busySeconds = hasher.busySeconds();
    if (busySeconds > 0) return { ok: false, code: 'busy', retryAfterSeconds: busySeconds };
    const { kind, value } = identifier;
    const network = `network:${visitor.networkHash}`;
    const nobody = keyedHash.of('identifier', `${realm.id}:${kind}:${value}`);
    const rule = passwordRule(realm.passwordThrottle);
    const knownDeviceRule = passwordRule(realm.passwordThrottle, true);
    const [{ account, lane, answer: attempt }, networkFailures] = await Promise.all([
      accounts.attemptPassword(
        { realm: realm.id, kind, value },
        visitor.deviceHash,
        nobody,
        rule,
        clock.now(),
        knownDeviceRule,
      ),
      shortCounters.recent(network, NETWORK_WINDOW_SECONDS, clock.now()),
    ]);
    const isKnownDevice = account?.deviceKnown === true;
    const record = (outcome: string) =>
      audit.record({
        type: 'password',
        outcome,
        realm: realm.id,
        accountId: account?.id,
        data: { subject: account ? undefined : nobody, network: visitor.networkHash, known_device: isKnownDevice },
      });

    if (!isKnownDevice) {
      const slowing = networkSlowing(networkFailures.length);
      if (slowing > 0) await clock.pause(slowing);
    }
    if (!attempt.allowed) {
      record(attempt.reason === 'limit' ? 'refused_closed' : 'refused_wait');
      if (attempt.reason === 'limit') return { ok: false, code: 'closed' };
      return { ok: false, code: 'wait', retryAfterSeconds: Math.ceil((attempt.retryAt - clock.now()) / 1000) };
    }

    const { check, typed } = await checkTyped(password, account);
    if (check.state === 'busy') {
      await lifetimeCounters.giveBack(lane, attempt.at);
      record('shed');
      return { ok: false, code: 'busy', retryAfterSeconds: check.retryAfterSeconds };
    }
    // Only whoever has the right password learns it, and nothing else comes of it: a provisional one is not used up.
    const closed = check.state === 'wrong' ? null : (account?.closedAccess ?? null);
    if (closed !== null) {
      await lifetimeCounters.clear(lane);
      record('refused_access');
      return { ok: false, code: 'access-closed', why: closed };
    }
    if (check.state === 'wrong' || !account || account.status !== 'active') {
      await shortCounters.attempt(network, NETWORK_RULE, clock.now());
      record('wrong');
      const { closesAfter, closesKnownAfter } = realm.passwordThrottle;
      if (attempt.hits === (isKnownDevice ? closesKnownAfter : closesAfter)) {
        audit.record({ type: 'password_lane_closed', outcome: 'closed', realm: realm.id, accountId: account?.id });
      }
      return { ok: false, code: 'wrong-pair' };
    }

    const isProvisional = check.which === 'other';
    if (hasEnded(account, isProvisional ? 'provisional' : 'password', clock.now())) {
      record('provisional_expired');
      return { ok: false, code: 'provisional-expired' };
    }
    if (isProvisional && !(await turnIntoPassword(realm, account))) {
      record('wrong');
      return { ok: false, code: 'wrong-pair' };
    }
    // Only now: an old letter's password, which yields nothing, must not wipe out what was guessed between.
    await lifetimeCounters.clear(lane);
    const isLeaked = !isProvisional && (await markLeaked(realm, account, typed));
    if (check.upgraded && account.password && !isProvisional)
      await accounts.upgradePassword(account.id, account.password, check.upgraded);
    record('right');
    return {
      ok: true,
      account,
      proof: {
        id: randomUUID(),
        factor: 'password',
        accountId: account.id,
        at: clock.now(),
        request,
        credential: isProvisional ? 'provisional' : isLeaked ? 'compromised' : stateOf(account),
      },
    };
  };

  /**
   * As it was typed; else without the spaces at its ends, which come along when a message's password is copied. The same
   * work whether or not anybody has the identifier.
   */
  async function checkTyped(password: string, account: SignInAccount | null) {
    const check = (typed: string) => hasher.check(typed, account?.password ?? null, account?.provisional ?? null);
    const first = await check(password);
    const bare = password.trim();
    if (first.state !== 'wrong' || bare === password || bare === '') return { check: first, typed: password };
    return { check: await check(bare), typed: bare };
  }

  /** It still proves that the person knows it; the policy asks for another before anything is issued (S2, I7). */
  async function markLeaked(realm: Realm, account: SignInAccount, password: string): Promise<boolean> {
    if (realm.passwordKind !== 'characters' || !account.password || !(await leaked.has(password))) return false;
    if (!(await credentials.markCompromised(account.id, account.password.hash))) return false;
    accounts.forget(account.id);
    audit.record({ type: 'password', outcome: 'found_leaked', realm: realm.id, accountId: account.id });
    return true;
  }

  /** From its first use on it is the only one, and what carried it is no second step for a while (C3, C4). */
  async function turnIntoPassword(realm: Realm, account: SignInAccount): Promise<boolean> {
    const { provisional, contacts } = account;
    if (!provisional) return false;
    const carrier = contacts.find(({ id }) => id === provisional.carriedBy);
    const now = clock.now();
    const bar = carrier ? { contactValue: carrier.value, until: now + realm.recovery.barSeconds * 1000 } : null;
    const notices = noticesTo(account, {
      kind: 'provisional_used',
      dedupe: now,
      except: carrier ? [carrier.id] : [],
      voice: realm.channels.includes('voice'),
    });
    const isFirst = await credentials.useProvisional(account.id, provisional.hash, bar, now, notices);
    accounts.forget(account.id);
    if (isFirst) {
      const data = { barred: carrier?.kind };
      audit.record({ type: 'provisional_used', outcome: 'used', realm: realm.id, accountId: account.id, data });
    }
    return isFirst;
  }
}

/** As stored, of the password that was used. */
function stateOf({ credentials }: SignInAccount): StoredState {
  return credentials.find(({ kind }) => kind === 'password')?.state ?? 'chosen';
}

/** A provisional password lives for a while, used or not (C3); one that the person chose is replaced after its end, not refused. */
function hasEnded({ credentials }: SignInAccount, kind: 'provisional' | 'password', now: number): boolean {
  const credential = credentials.find((each) => each.kind === kind);
  if (credential?.state !== 'provisional') return false;
  return credential.expiresAt !== null && credential.expiresAt <= now;
}

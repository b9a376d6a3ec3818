/**
 * Checks the four things that lead to a first password (C5): allocataire number, postcode, day and month of birth, and the
 * 4-digit code. Four digits are little, so a handful of failures is all that an account ever has; the same statements and
 * the same Argon2 work whether or not anybody has the number.
 */

import type { Visitor } from '../../domain/device/visitor.js';
import { parseBirthdate } from '../../domain/federation/birthdate.js';
import type { Outcome } from '../../domain/outcome.js';
import type { LegacyAccessRules, Realm } from '../../domain/realm.js';
import { hasLegacyCodeOnly } from '../../domain/recovery/legacy_access.js';
import { untilTick } from '../../domain/throttle/answer_tick.js';
import {
  legacyAccessKey,
  legacyAccessRule,
  NETWORK_RULE,
  NETWORK_WINDOW_SECONDS,
  networkSlowing,
} from '../../domain/throttle/throttle_policy.js';
import type { Account, AccountStore } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { CredentialStore } from '../../ports/password/credential_store.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';

export interface VerifyLegacyAccessDependencies {
  readonly accounts: Pick<AccountStore, 'findByIdentifier'>;
  readonly credentials: Pick<CredentialStore, 'credentialsOf'>;
  readonly lifetimeCounters: AttemptCounter;
  readonly shortCounters: AttemptCounter;
  readonly hasher: PasswordHasher;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface LegacyAccessAttempt {
  readonly realm: Realm;
  readonly rules: LegacyAccessRules;
  readonly allocataire: string;
  readonly postcode: string;
  /** two digits each; 00: not on the person's papers */
  readonly birthday: { readonly day: string; readonly month: string };
  /** four digits */
  readonly code: string;
  readonly visitor: Visitor;
}

export type LegacyAccessOutcome = Outcome<
  { readonly accountId: string },
  { readonly code: 'wrong' | 'closed' } | { readonly code: 'busy'; readonly retryAfterSeconds: number }
>;

export type VerifyLegacyAccess = (attempt: LegacyAccessAttempt) => Promise<LegacyAccessOutcome>;

/** Nobody has this id: a look-up that finds nothing costs what one that finds does. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

export function createVerifyLegacyAccess(dependencies: VerifyLegacyAccessDependencies): VerifyLegacyAccess {
  const { clock } = dependencies;
  const verify = createVerification(dependencies);
  return async (attempt) => {
    const began = clock.now();
    const outcome = await verify(attempt);
    if (!outcome.ok && outcome.code !== 'busy') await clock.pause(untilTick(clock.now() - began));
    return outcome;
  };
}

function createVerification(dependencies: VerifyLegacyAccessDependencies): VerifyLegacyAccess {
  const { accounts, credentials, lifetimeCounters, shortCounters, hasher, keyedHash, audit, clock } = dependencies;

  return async ({ realm, rules, allocataire, postcode, birthday, code, visitor }) => {
    const busySeconds = hasher.busySeconds();
    if (busySeconds > 0) return { ok: false, code: 'busy', retryAfterSeconds: busySeconds };
    const network = `network:${visitor.networkHash}`;
    const [account, failures] = await Promise.all([
      accounts.findByIdentifier(realm.id, 'allocataire', allocataire, visitor.deviceHash),
      shortCounters.recent(network, NETWORK_WINDOW_SECONDS, clock.now()),
    ]);
    const slowing = networkSlowing(failures.length);
    if (slowing > 0) await clock.pause(slowing);
    const subject = account?.id ?? keyedHash.of('identifier', `${realm.id}:allocataire:${allocataire}`);
    const key = legacyAccessKey(subject);
    const record = (outcome: string) =>
      audit.record({
        type: 'legacy_access',
        outcome,
        realm: realm.id,
        accountId: account?.id,
        data: { subject: account ? undefined : subject, network: visitor.networkHash },
      });

    const counted = await lifetimeCounters.attempt(key, legacyAccessRule(rules), clock.now());
    if (!counted.allowed) {
      record('refused_closed');
      return { ok: false, code: 'closed' };
    }
    const held = await credentials.credentialsOf(account?.id ?? NOBODY);
    const check = await hasher.check(code, held.find(({ kind }) => kind === 'legacy_code') ?? null);
    if (check.state === 'busy') {
      await lifetimeCounters.giveBack(key, counted.at);
      record('shed');
      return { ok: false, code: 'busy', retryAfterSeconds: check.retryAfterSeconds };
    }
    const isRight = check.state === 'right';
    if (!isRight || !account || !hasLegacyCodeOnly(held) || !isThem(account, postcode, birthday)) {
      await shortCounters.attempt(network, NETWORK_RULE, clock.now());
      record('wrong');
      return { ok: false, code: counted.hits < rules.failuresInALife ? 'wrong' : 'closed' };
    }
    // A right answer gives its own attempt back and no other: failures are counted over the account's life.
    await lifetimeCounters.giveBack(key, counted.at);
    record('right');
    return { ok: true, accountId: account.id };
  };
}

function isThem(account: Account, postcode: string, { day, month }: { day: string; month: string }): boolean {
  const born = parseBirthdate(account.birthdate);
  return (
    account.status === 'active' &&
    account.postalAddress?.postcode === postcode &&
    born !== undefined &&
    (born.month ?? '00') === month &&
    (born.day ?? '00') === day
  );
}

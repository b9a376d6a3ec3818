/**
 * How many people chose the same eight digits (ADR 0016): whoever tries the most likely value on every account finds few
 * people behind each. Nothing stored tells a password, or whose it is: a keyed hash cut so short that two dozen values
 * share each counter, and times no finer than a month.
 */
import type { PasswordPolicyId } from '../../domain/password_policy/rule.js';
import type { Realm } from '../../domain/realm.js';
import { sameChoiceRule } from '../../domain/throttle/throttle_policy.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';

/** Somebody's place among those with one password. */
export interface TakenPlace {
  /** where the password was not chosen after all */
  giveBack(): Promise<void>;
}

export interface PasswordPopularity {
  /** @returns null: as many people as may chose it already */
  take(realm: Realm, policy: PasswordPolicyId, password: string): Promise<TakenPlace | null>;
}

/** 4.2 million counters: with 13.5 million people three a counter, and 24 of the 10⁸ values. */
const COUNTER_BITS = 22;
const MONTH_MS = 30 * 86_400_000;
const UNCOUNTED: TakenPlace = { giveBack: async () => {} };

export function createPasswordPopularity(
  counters: AttemptCounter,
  keyedHash: KeyedHash,
  clock: Clock,
): PasswordPopularity {
  return {
    async take(realm, policy, password) {
      // Longer ones are scored, and looked up among leaked ones.
      if (policy !== 'eight-digits') return UNCOUNTED;
      const name = Buffer.from(keyedHash.of('choice', `${realm.id}:${password}`), 'base64url');
      const key = `choice:${realm.id}:${name.readUInt32BE(0) >>> (32 - COUNTER_BITS)}`;
      const month = Math.floor(clock.now() / MONTH_MS) * MONTH_MS;
      const counted = await counters.attempt(key, sameChoiceRule(realm.passwordThrottle), month);
      return counted.allowed ? { giveBack: () => counters.giveBack(key, counted.at) } : null;
    },
  };
}

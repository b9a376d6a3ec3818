/**
 * What holds back whoever would guess or relay a kiosk's code (I9, S1): codes shown by a client, codes opened by a network,
 * tries at the two digits of a request and of an account, kiosks that an account is signed in at. In short counters: what is
 * counted here is over within a day.
 */

import type { Realm } from '../../domain/realm.js';
import type { AttemptRule } from '../../domain/throttle/attempt_rule.js';
import { NETWORK_RULE, NETWORK_WINDOW_SECONDS, networkSlowing } from '../../domain/throttle/throttle_policy.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { Clock } from '../../ports/clock.js';

export type Counted =
  | { readonly allowed: true; giveBack(): Promise<void> }
  | { readonly allowed: false; readonly retryAfterSeconds: number };

/** `dead`: the request's tries are used up, this one included; `stopped`: the account may try no more today, or this hour. */
export type DigitsOutcome = 'right' | 'wrong' | 'dead' | 'stopped';

export interface PhoneLimits {
  /** @param client id */
  showCode(client: string): Promise<Counted>;
  /** @param code the request's name in the store */
  mayPoll(code: string): Promise<boolean>;
  /**
   * Holds a network back that opened many codes that are none: it slows, it never blocks, since a hall shares one (S1).
   *
   * @param network its keyed name
   */
  holdBack(network: string): Promise<void>;
  /** Somebody of this network opened a code that is none. */
  countWrong(network: string): Promise<void>;
  /** @param code the request's name in the store @param expected what its kiosk shows */
  tryDigits(code: string, accountId: string, typed: string, expected: string): Promise<DigitsOutcome>;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

const rule = (seconds: number, limit: number): AttemptRule => ({ windows: [{ seconds, limit }] });

export function createPhoneLimits(realm: Realm, counters: AttemptCounter, clock: Clock): PhoneLimits {
  const { phone } = realm.kiosk;
  const count = async (key: string, limit: AttemptRule): Promise<Counted> => {
    const name = `phone:${realm.id}:${key}`;
    const now = clock.now();
    const answer = await counters.attempt(name, limit, now);
    if (!answer.allowed) return { allowed: false, retryAfterSeconds: Math.ceil((answer.retryAt - now) / 1000) };
    return { allowed: true, giveBack: () => counters.giveBack(name, answer.at) };
  };

  const wrongCodes = (network: string) => `phone:${realm.id}:open:${network}`;

  return {
    showCode: (client) => count(`show:${client}`, rule(MINUTE, phone.startsPerMinute)),
    // A second less than was told: the way to us takes its time.
    mayPoll: async (code) => (await count(`poll:${code}`, rule(phone.pollSeconds - 1, 1))).allowed,
    async holdBack(network) {
      const recent = await counters.recent(wrongCodes(network), NETWORK_WINDOW_SECONDS, clock.now());
      const slowing = networkSlowing(recent.length);
      if (slowing > 0) await clock.pause(slowing);
    },
    async countWrong(network) {
      await counters.attempt(wrongCodes(network), NETWORK_RULE, clock.now());
    },
    async tryDigits(code, accountId, typed, expected) {
      // Counted before it is compared, by whichever phone: parallel tries are as many tries.
      const ofAccount = await count(`digits:${accountId}`, rule(DAY, phone.wrongDigitsPerDay));
      if (!ofAccount.allowed) return 'stopped';
      const tries = `code:${code}`;
      const ofCode = await count(tries, rule(2 * phone.codeLifeSeconds, phone.digitTries));
      if (!ofCode.allowed) return 'dead';
      if (typed !== expected) {
        const used = await counters.recent(`phone:${realm.id}:${tries}`, 2 * phone.codeLifeSeconds, clock.now());
        return used.length >= phone.digitTries ? 'dead' : 'wrong';
      }
      await ofAccount.giveBack();
      const signIn = await count(`signed-in:${accountId}`, rule(HOUR, phone.signInsPerHour));
      return signIn.allowed ? 'right' : 'stopped';
    },
  };
}

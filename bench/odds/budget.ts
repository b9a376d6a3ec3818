/** How many attempts an attacker's addresses and the installation's hashing allow in a month, all accounts together. */

import { judgeAttempt } from '../../src/domain/throttle/attempt_rule.js';
import { NETWORK_RULE, NETWORK_WINDOW_SECONDS, networkSlowing } from '../../src/domain/throttle/throttle_policy.js';
import { ATTEMPT_SECONDS, CONNECTIONS_AN_ADDRESS, HASHES_A_SECOND, MONTH_MS } from './assumptions.js';

/**
 * Attempts in a second that one address makes once its failures slow it: connections side by side, each waiting as long as
 * `networkSlowing` says for the failures of the window. Played until it is steady, an hour.
 */
export function attemptsASecond(connections = CONNECTIONS_AN_ADDRESS): number {
  const hour = 3_600_000;
  const free = Array.from({ length: connections }, () => 0);
  let counted: number[] = [];
  let lastHour = 0;
  for (;;) {
    const now = Math.min(...free);
    if (now >= 2 * hour) return lastHour / 3_600;
    counted = counted.filter((hit) => hit > now - NETWORK_WINDOW_SECONDS * 1000);
    const end = now + networkSlowing(counted.length) + ATTEMPT_SECONDS * 1000;
    if (judgeAttempt(counted, NETWORK_RULE, now).allowed) counted.push(now);
    if (now >= hour) lastHour += 1;
    free[free.indexOf(now)] = end;
  }
}

let oneAddress: number | undefined;

/** @returns attempts a month: what the addresses send, at most what can be hashed */
export function attemptsAMonth(addresses: number): number {
  oneAddress ??= attemptsASecond();
  return Math.min(addresses * oneAddress, HASHES_A_SECOND) * (MONTH_MS / 1000);
}

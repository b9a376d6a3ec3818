/**
 * Whether somebody may still type codes for an account from this kind of browser (I2), and what opens again for devices
 * nobody knows. Wrong codes are forgiven only so often (ADR 0016): whoever has the password would else get another
 * handful of guesses at each sign-in of its owner, and whoever has the mailbox at each recovery.
 */

import type { Realm } from '../../domain/realm.js';
import { isClosed, judgeAttempt } from '../../domain/throttle/attempt_rule.js';
import { codeEntryReopeningRule, laneKey, wrongCodeRule } from '../../domain/throttle/throttle_policy.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';

/**
 * Told early, before a message is sent in vain; what counts is judged when a code is typed.
 *
 * @param now milliseconds since the epoch
 */
export function isCodeEntryOpen(realm: Realm, { wrongCodes, deviceKnown }: VisitedAccount, now: number): boolean {
  return judgeAttempt(wrongCodes, wrongCodeRule(realm.codeThrottle, deviceKnown), now).allowed;
}

/**
 * What a sign-in proved from a known device, by an upstream or by a recovery opens: the lanes that a stranger's failures
 * had closed (I2, S1). Code entry only where it is closed, and at most so often in 30 days; asking takes one of these.
 *
 * @param now milliseconds since the epoch
 */
export async function lanesToReopen(
  counters: AttemptCounter,
  realm: Realm,
  accountId: string,
  now: number,
): Promise<readonly string[]> {
  const [password, code] = (['password', 'code'] as const).map((purpose) => laneKey(purpose, accountId, null)) as [
    string,
    string,
  ];
  const wrongCodes = await counters.recent(code, Number.POSITIVE_INFINITY, now);
  if (!isClosed(wrongCodes, wrongCodeRule(realm.codeThrottle, false))) return [password];
  const reopening = await counters.attempt(`code-reopening:${accountId}`, codeEntryReopeningRule(realm.recovery), now);
  return reopening.allowed ? [password, code] : [password];
}

/** Opens them at once. */
export async function reopenUnknownDeviceLanes(
  counters: AttemptCounter,
  realm: Realm,
  accountId: string,
  now: number,
): Promise<void> {
  const lanes = await lanesToReopen(counters, realm, accountId, now);
  await Promise.all(lanes.map((lane) => counters.clear(lane)));
}

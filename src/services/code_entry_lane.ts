/** Whether somebody may still type codes for an account from this kind of browser (I2). */
import { judgeAttempt } from '../domain/attempt_rule.js';
import type { Realm } from '../domain/realm.js';
import { laneKey, wrongCodeRule } from '../domain/throttle_policy.js';
import type { VisitedAccount } from '../ports/account_store.js';
import type { AttemptCounter } from '../ports/attempt_counter.js';

/**
 * Told early, before a message is sent in vain; what counts is judged when a code is typed.
 *
 * @param now milliseconds since the epoch
 */
export function isCodeEntryOpen(realm: Realm, { wrongCodes }: VisitedAccount, now: number): boolean {
  return judgeAttempt(wrongCodes, wrongCodeRule(realm.codeThrottle), now).allowed;
}

/** What a sign-in proved from a known device reopens: the lanes that a stranger's failures had closed (I2, S1). */
export function lanesOfUnknownDevices(accountId: string): readonly string[] {
  return (['password', 'code'] as const).map((purpose) => laneKey(purpose, accountId, null));
}

/** The same by another proof than a code: an upstream's. */
export async function reopenUnknownDeviceLanes(counters: AttemptCounter, accountId: string): Promise<void> {
  await Promise.all(lanesOfUnknownDevices(accountId).map((lane) => counters.clear(lane)));
}

/** Whether somebody may still type codes for an account from this kind of browser (I2). */
import { judgeAttempt, longestWindowSeconds } from '../domain/attempt_rule.js';
import type { Realm } from '../domain/realm.js';
import { laneKey, wrongCodeRule } from '../domain/throttle_policy.js';
import type { AttemptCounter } from '../ports/attempt_counter.js';

/**
 * @param counters the lifetime counters
 * @param device keyed name of a browser that this account knows, or null for the unknown-device lane
 * @param now milliseconds since the epoch
 */
export async function isCodeEntryOpen(
  counters: AttemptCounter,
  realm: Realm,
  accountId: string,
  device: string | null,
  now: number,
): Promise<boolean> {
  const rule = wrongCodeRule(realm.codeThrottle);
  const hits = await counters.recent(laneKey('code', accountId, device), longestWindowSeconds(rule), now);
  return judgeAttempt(hits, rule, now).allowed;
}

/** A sign-in proved from a known device reopens what a stranger's failures had closed (I2, S1). */
export async function reopenUnknownDeviceLanes(counters: AttemptCounter, accountId: string): Promise<void> {
  await Promise.all(
    (['password', 'code'] as const).map((purpose) => counters.clear(laneKey(purpose, accountId, null))),
  );
}

/** Evaluates an attempt rule over past hits: the one reading of it that every counter shares (S1). */

export interface AttemptRule {
  /** at most `limit` hits in any span of `seconds`; 0: none, ever */
  readonly windows: ReadonlyArray<{ readonly seconds: number; readonly limit: number }>;
  /** seconds to wait since the last hit when there are already i hits; the last entry holds for all beyond it */
  readonly waits?: readonly number[];
}

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'wait' | 'limit'; readonly retryAt: number };

/** The longest span the rule looks back, in seconds. */
export function longestWindowSeconds(rule: AttemptRule): number {
  return Math.max(...rule.windows.map((window) => window.seconds));
}

/**
 * May another attempt be made?
 *
 * @param hits past attempts in milliseconds since the epoch, oldest first
 * @param now milliseconds since the epoch
 */
export function judgeAttempt(hits: readonly number[], rule: AttemptRule, now: number): Verdict {
  for (const { seconds, limit } of rule.windows) {
    const recent = hits.filter((hit) => hit > now - seconds * 1000);
    const leaving = limit === 0 ? now : recent.at(-limit);
    if (recent.length >= limit && leaving !== undefined) {
      return { allowed: false, reason: 'limit', retryAt: leaving + seconds * 1000 };
    }
  }
  const counted = hits.filter((hit) => hit > now - longestWindowSeconds(rule) * 1000);
  const wait = rule.waits?.[Math.min(counted.length, rule.waits.length - 1)] ?? 0;
  const last = counted.at(-1);
  // Another process's clock may be ahead: without a wait, its attempt holds nobody up.
  if (wait > 0 && last !== undefined && now < last + wait * 1000) {
    return { allowed: false, reason: 'wait', retryAt: last + wait * 1000 };
  }
  return { allowed: true };
}

/**
 * Waits that grow: none for the free failures, then `first`, doubling up to `longest` (S1).
 *
 * @returns seconds by number of past failures; the last entry holds beyond
 */
export function doublingWaits(free: number, firstSeconds: number, longestSeconds: number): readonly number[] {
  const waits: number[] = Array.from({ length: free }, () => 0);
  for (let wait = firstSeconds; wait < longestSeconds; wait *= 2) waits.push(wait);
  return [...waits, longestSeconds];
}

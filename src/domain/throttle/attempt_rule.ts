/** Evaluates an attempt rule over past hits: the one reading of it that every counter shares (S1). */

export interface AttemptWindow {
  readonly seconds: number;
  readonly limit: number;
  /** once full, nothing is allowed until the counter is cleared, however much time passes (I2) */
  readonly closes?: true;
}

export interface AttemptRule {
  /** at most `limit` hits in any span of `seconds`; 0: none, ever */
  readonly windows: readonly AttemptWindow[];
  /** seconds to wait since the last hit when there are already i hits; the last entry holds for all beyond it */
  readonly waits?: readonly number[];
}

export type Verdict =
  | { readonly allowed: true }
  /** `retryAt`: milliseconds since the epoch; Infinity: only once the counter was cleared */
  | { readonly allowed: false; readonly reason: 'wait' | 'limit'; readonly retryAt: number };

/** The longest span the rule looks back, in seconds. */
export function longestWindowSeconds(rule: AttemptRule): number {
  return Math.max(...rule.windows.map((window) => window.seconds));
}

/** Was the window ever full? The hits of a closed counter are all kept: none is added, and none is forgotten. */
function hasClosed(hits: readonly number[], { seconds, limit, closes }: AttemptWindow): boolean {
  if (!closes || limit === 0) return false;
  return hits.some((hit, at) => hit - (hits[at - limit + 1] ?? Number.NEGATIVE_INFINITY) < seconds * 1000);
}

/** Is it closed until the counter is cleared? */
export function isClosed(hits: readonly number[], rule: AttemptRule): boolean {
  return rule.windows.some((window) => hasClosed(hits, window));
}

/**
 * May another attempt be made?
 *
 * @param hits past attempts in milliseconds since the epoch, oldest first
 * @param now milliseconds since the epoch
 */
export function judgeAttempt(hits: readonly number[], rule: AttemptRule, now: number): Verdict {
  if (isClosed(hits, rule)) return { allowed: false, reason: 'limit', retryAt: Number.POSITIVE_INFINITY };
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

/** Attempt counters in this process: one process, lost with it. */
import { judgeAttempt, longestWindowSeconds } from '../../domain/throttle/attempt_rule.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';

export function createMemoryAttemptCounter(): AttemptCounter {
  const counters = new Map<string, number[]>();
  return {
    async attempt(key, rule, now) {
      const kept = counters.get(key) ?? [];
      const verdict = judgeAttempt(kept, rule, now);
      if (!verdict.allowed) return verdict;
      const hits = kept.filter((hit) => hit > now - longestWindowSeconds(rule) * 1000);
      counters.set(
        key,
        [...hits, now].sort((a, b) => a - b),
      );
      return { allowed: true, hits: hits.length + 1, at: now };
    },
    async giveBack(key, at) {
      const hits = counters.get(key);
      const index = hits?.lastIndexOf(at) ?? -1;
      if (hits && index >= 0) hits.splice(index, 1);
    },
    async clear(key) {
      counters.delete(key);
    },
    async recent(key, seconds, now) {
      return (counters.get(key) ?? []).filter((hit) => hit > now - seconds * 1000);
    },
  };
}

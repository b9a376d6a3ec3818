/** What may be used once: transactions of confirmed actions, and DPoP proofs (RFC 9449 §11.1). */

export interface OnceStore {
  /**
   * Takes a name. Of any number of calls with the same name within its life, in all processes, exactly one is answered
   * `true`: one conditional write, such as `SET name 1 NX EX seconds` in Redis.
   *
   * @param lifeSeconds how long the name must be remembered
   */
  take(name: string, lifeSeconds: number): Promise<boolean>;
}

/**
 * Names of this process alone, forgotten when it ends: for one process, or to try things out.
 *
 * @param now milliseconds since the epoch
 */
export function createMemoryOnceStore(now: () => number = Date.now): OnceStore {
  const until = new Map<string, number>();
  let sweptAt = now();
  return {
    async take(name, lifeSeconds) {
      const at = now();
      if (at - sweptAt > 60_000) {
        sweptAt = at;
        for (const [each, end] of until) if (end <= at) until.delete(each);
      }
      if ((until.get(name) ?? 0) > at) return false;
      until.set(name, at + lifeSeconds * 1000);
      return true;
    },
  };
}

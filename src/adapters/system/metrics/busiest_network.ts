/**
 * How many wrong passwords the busiest network made lately (S2): one number, which tells that somebody sprays from one
 * place and names neither the place nor anybody who was tried.
 */

const GENERATION_MS = 5 * 60 * 1000;
/** beyond this many networks in five minutes the attack is spread out, and the total tells it */
const MOST_NETWORKS = 20_000;

export interface BusiestNetwork {
  /** @param network keyed name of a prefix; `now` in milliseconds since the epoch */
  note(network: string, now: number): void;
  /** Wrong passwords of one network within the last five to ten minutes, the largest such number. */
  read(now: number): number;
}

export function createBusiestNetwork(): BusiestNetwork {
  let generation = 0;
  let older = new Map<string, number>();
  let newer = new Map<string, number>();

  const turn = (now: number) => {
    const current = Math.floor(now / GENERATION_MS);
    if (current === generation) return;
    older = current === generation + 1 ? newer : new Map();
    newer = new Map();
    generation = current;
  };

  return {
    note(network, now) {
      turn(now);
      const count = newer.get(network);
      if (count === undefined && newer.size >= MOST_NETWORKS) return;
      newer.set(network, (count ?? 0) + 1);
    },
    read(now) {
      turn(now);
      let largest = 0;
      for (const [network, count] of newer) largest = Math.max(largest, count + (older.get(network) ?? 0));
      for (const count of older.values()) largest = Math.max(largest, count);
      return largest;
    },
  };
}

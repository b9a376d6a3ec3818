/** Draws that are the same in every run. */

/** Mulberry32: evenly between 0 and 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Moments of a Poisson process with this mean number within `length`, whole and sorted. */
export function moments(random: () => number, mean: number, length: number): readonly number[] {
  const drawn: number[] = [];
  for (let at = 0; ; ) {
    at -= (Math.log(1 - random()) * length) / mean;
    if (at >= length) return drawn;
    drawn.push(Math.round(at));
  }
}

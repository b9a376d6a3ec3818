/**
 * Chance that depends on nothing but seed, index and topic: the same person comes out whatever was drawn before, so any
 * index costs the same as the first. For plausible data only, never for secrets.
 */

export type Seed = number | string;

/** Draws one after another from one stream. */
export interface Draws {
  /** an integer from 0 to `limit` − 1 */
  readonly below: (limit: number) => number;
  /** one of a list; RangeError when it is empty */
  readonly pick: <T>(list: readonly T[]) => T;
  /** true `perThousand` times in a thousand */
  readonly chance: (perThousand: number) => boolean;
}

const UINT32 = 2 ** 32;

/** A stream of its own for each topic of a person, so that adding a draw to one leaves the others as they were. */
export function drawsFor(seed: Seed, index: number, topic: string): Draws {
  let state = hash32(seed, index, topic);
  // splitmix32: full period, and every output bit depends on the whole state.
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return avalanche(state);
  };
  const below = (limit: number): number => Math.floor((next() / UINT32) * limit);
  return {
    below,
    pick: (list) => {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    chance: (perThousand) => below(1000) < perThousand,
  };
}

/** 32 bits of seed, index and topic (FNV-1a over the text, then an avalanche). */
export function hash32(seed: Seed, index: number, topic: string): number {
  let hash = 0x811c9dc5;
  for (const unit of `${seed}|${index}|${topic}`) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return avalanche(hash);
}

/**
 * The place of an index inside its block, shuffled: a bijection of every block, so that shares are exact in any block
 * and no two people of it get the same place.
 *
 * @param size of a block; not a multiple of 7919
 * @returns block number, and place from 0 to `size` − 1
 */
export function shuffledPlace(
  seed: Seed,
  index: number,
  topic: string,
  size: number,
): { readonly block: number; readonly place: number } {
  const block = Math.floor(index / size);
  const offset = hash32(seed, block, topic) % size;
  return { block, place: ((index % size) * 7919 + offset) % size };
}

/** Primes far above every radix they are combined with, hence coprime with any product of such radices. */
const STRIDES = [2654435761n, 1000000007n, 1000000009n, 998244353n, 2147483647n] as const;

/**
 * Spreads ranks over a space without ever using a slot twice.
 *
 * @param rank from 0 to `space` − 1
 * @param space a product of numbers below 998,244,353, below 2^53
 * @returns a slot from 0 to `space` − 1, a bijection of the rank
 */
export function spread(seed: Seed, topic: string, rank: number, space: number): number {
  const hash = hash32(seed, 0, topic);
  const stride = STRIDES[hash % STRIDES.length] ?? STRIDES[0];
  return Number((stride * BigInt(rank) + BigInt(hash)) % BigInt(space));
}

function avalanche(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

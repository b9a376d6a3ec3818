import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drawsFor, shuffledPlace, spread } from '../../population/draws.js';

const seeds = fc.oneof(fc.integer(), fc.string());

describe('I1 chance without a state', () => {
  test('I1 spread uses every slot of a space once', () => {
    for (const space of [2 * 37 * 27 * 12, 2 * 7 * 45 * 13]) {
      fc.assert(
        fc.property(seeds, (seed) => {
          const slots = new Set(Array.from({ length: space }, (_, rank) => spread(seed, 'topic', rank, space)));
          expect(slots.size).toBe(space);
        }),
        { numRuns: 3 },
      );
    }
  });

  test('I1 spread stays exact in the largest space', () => {
    const space = 2 * 999 * 99_999_999;
    const slot = spread(7, 'topic', space - 1, space);
    expect(Number.isSafeInteger(slot)).toBe(true);
    expect(slot).toBeGreaterThanOrEqual(0);
    expect(slot).toBeLessThan(space);
  });

  test('I1 shuffledPlace gives every place of a block to one index', () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 50_000 }), fc.constantFrom(500, 1000), (seed, block, size) => {
        const places = Array.from({ length: size }, (_, at) => shuffledPlace(seed, block * size + at, 'topic', size));
        expect(new Set(places.map(({ place }) => place)).size).toBe(size);
        expect(places.every((one) => one.block === block)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('I1 draws are even, and one topic does not disturb another', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 20_000; index += 1) {
      const digit = drawsFor(7, index, 'digit').below(10);
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(250);
    expect(drawsFor(7, 1, 'a').below(2 ** 31)).not.toBe(drawsFor(7, 1, 'b').below(2 ** 31));
    expect(() => drawsFor(7, 1, 'a').pick([])).toThrow(RangeError);
  });
});

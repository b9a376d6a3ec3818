import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { timeOrderedId } from '../../src/domain/time_ordered_id.js';

test('C9 an id of a later moment comes after, and each is a UUID of version 7', () => {
  const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  fc.assert(
    fc.property(moment, moment, (one, two) => {
      const [first, second] = [timeOrderedId(one, randomBytes(10)), timeOrderedId(two, randomBytes(10))];
      expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      if (one < two) expect(first < second).toBe(true);
    }),
  );
});

test('C9 all 74 bits that are not the moment or the form come from what is random', () => {
  expect(timeOrderedId(0, Buffer.alloc(10, 0xff))).toBe('00000000-0000-7fff-bfff-ffffffffffff');
  expect(timeOrderedId(0, Buffer.alloc(10))).toBe('00000000-0000-7000-8000-000000000000');
  expect(() => timeOrderedId(0, Buffer.alloc(9))).toThrow(RangeError);
});

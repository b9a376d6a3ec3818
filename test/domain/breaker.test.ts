import { describe, expect, test } from '@jest/globals';
import {
  afterFault,
  type Breaker,
  IN_USE,
  inOrder,
  standing,
  timeBoxMs,
  whileTried,
} from '../../src/domain/delivery/breaker.js';

const NOW = 1_800_000_000_000;
const broken = (...faults: ReadonlyArray<'failed' | 'timeout'>): Breaker =>
  faults.reduce((breaker, fault) => afterFault(breaker, fault, NOW), IN_USE);
const restOf = ({ restsUntil }: Breaker) => (restsUntil === null ? 0 : (restsUntil - NOW) / 1000);

describe('the rest of a provider that fails', () => {
  test.each([
    [['failed'], 0],
    [['failed', 'failed'], 15],
    [['failed', 'failed', 'failed'], 30],
    [['timeout'], 15],
    [['timeout', 'timeout'], 30],
    [['timeout', 'timeout', 'timeout'], 60],
    [Array.from({ length: 40 }, () => 'timeout' as const), 120],
  ] as const)('O3 after %j it rests for %i seconds', (faults, seconds) => {
    expect(restOf(broken(...faults))).toBe(seconds);
  });

  test('O3 it is due to be tried when its rest is over, by one message at a time', () => {
    const resting = broken('timeout');
    expect(standing(resting, NOW + 14_999)).toBe('resting');
    expect(standing(resting, NOW + 15_000)).toBe('due');
    const tried = whileTried(resting, NOW + 15_000, 4_000);
    expect(standing(tried, NOW + 18_999)).toBe('resting');
    expect(standing(tried, NOW + 19_000)).toBe('due');
  });

  test('O3 those in use or due come as configured, those that rest come last, and none is left out', () => {
    const [first, second, third] = [
      { name: 'first', breaker: broken('timeout') },
      { name: 'second', breaker: IN_USE },
      { name: 'third', breaker: { faults: 9, restsUntil: NOW } },
    ];
    expect(inOrder([first, second, third], NOW).map(({ name }) => name)).toEqual(['second', 'third', 'first']);
    expect(inOrder([first, second], NOW + 15_000).map(({ name }) => name)).toEqual(['first', 'second']);
  });

  test('O3 the boxes of all that are left fit into what is left of the time', () => {
    expect(timeBoxMs(9_500, 2)).toBe(4_750);
    expect(timeBoxMs(4_750, 1)).toBe(4_750);
    expect(timeBoxMs(-3, 1)).toBe(0);
  });
});

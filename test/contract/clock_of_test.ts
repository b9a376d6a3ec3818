/** A clock that stands still until a test moves it. */
import type { Clock } from '../../src/ports/clock.js';

export interface TestClock extends Clock {
  passSeconds(seconds: number): void;
}

export const START = Date.parse('2026-11-22T10:00:00Z');

export function createTestClock(): TestClock {
  let now = START;
  return {
    now: () => now,
    pause: async (milliseconds) => {
      now += milliseconds;
    },
    passSeconds(seconds) {
      now += seconds * 1000;
    },
  };
}

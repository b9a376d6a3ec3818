/** The machine's clock. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  pause: (milliseconds) => wait(milliseconds),
};

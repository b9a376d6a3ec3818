/** Gives up events that nobody took for days, and drops what nobody needs any more (S8). */
import type { SignalOutbox } from '../../ports/signal_outbox.js';
import type { Job } from '../scheduler.js';

const DAY_MS = 86_400_000;
const PIECE = 5_000;
/** As long as a receiver may ask what became of a token; a portal of millions makes many of them. */
const DELIVERED_KEPT_MS = DAY_MS;
const DEAD_KEPT_MS = 30 * DAY_MS;

/** @param keptDays how long an event waits for its receiver */
export function tidySignalsJob(outbox: Pick<SignalOutbox, 'tidy'>, keptDays: number): Job {
  return {
    name: 'tidy_signals',
    intervalSeconds: 3_600,
    async run(_from, to) {
      const before = { queued: to - keptDays * DAY_MS, delivered: to - DELIVERED_KEPT_MS, dead: to - DEAD_KEPT_MS };
      return (await outbox.tidy(before, to, PIECE)) >= PIECE ? 'more' : null;
    },
  };
}

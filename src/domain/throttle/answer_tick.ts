/**
 * Answers that must say nothing of anybody leave on ticks of time: an account that is there takes a fraction of a
 * millisecond more to read, and its message a little more to prepare (I1, C4, C5, S1).
 */

export const ANSWER_TICK_MS = 25;

/** @returns milliseconds until the next tick after what took so long; never 0 */
export function untilTick(tookMs: number): number {
  return ANSWER_TICK_MS - (tookMs % ANSWER_TICK_MS);
}

/** When a notice that was not accepted is tried again (U2): soon, then more and more rarely, within a day. */
const MINUTE_MS = 60_000;
const PAUSES_MS = [1, 5, 15, 60, 180, 360, 780].map((minutes) => minutes * MINUTE_MS);

/**
 * @param attempts made so far
 * @returns milliseconds until the next one, or null: given up
 */
export function noticePause(attempts: number): number | null {
  return PAUSES_MS[attempts - 1] ?? null;
}

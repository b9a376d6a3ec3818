/**
 * The voice server's lane (I8, S1): its failures count apart from the web's, so that a caller who guesses never shuts the
 * owner out of the web; and what fails on the web makes the telephone wait longer, so that two lanes are not twice the tries.
 */
import { type AttemptRule, doublingWaits, judgeAttempt, type Verdict } from './attempt_rule.js';

const DAY = 24 * 3600;
const FREE_FAILURES = 3;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 3600;

/** A four-digit code has 10,000 values: 30 tries in 30 days find one in 333. */
export const VOICE_RULE: AttemptRule = {
  windows: [
    { seconds: DAY, limit: 10 },
    { seconds: 30 * DAY, limit: 30 },
  ],
  waits: doublingWaits(FREE_FAILURES, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS),
};

/** far above what waits let through in a day: the total slows, it never locks */
const NEVER = 100_000;
const TOTAL_RULE: AttemptRule = {
  windows: [{ seconds: DAY, limit: NEVER }],
  waits: doublingWaits(FREE_FAILURES + 2, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS),
};
export const TOTAL_WINDOW_SECONDS = DAY;

/** @param subject account id, or the keyed name of an identifier that nobody has */
export function voiceLane(subject: string): string {
  return `voice:${subject}:unknown`;
}

/**
 * May a caller try now, for all that failed on this account lately?
 *
 * @param web failures on the web from unknown devices, milliseconds since the epoch
 * @param voice failures of callers
 */
export function judgeTotal(web: readonly number[], voice: readonly number[], now: number): Verdict {
  return judgeAttempt(
    [...web, ...voice].toSorted((a, b) => a - b),
    TOTAL_RULE,
    now,
  );
}

/**
 * The voice server's lane (I8, S1): its failures count apart from the web's, so that a caller who guesses never shuts the
 * owner out of the web; and what fails on the web makes the telephone wait longer, so that two lanes are not twice the tries.
 */

import { LEGACY_CODE_DIGITS } from '../recovery/legacy_access.js';
import { type AttemptRule, doublingWaits, judgeAttempt, type Verdict } from './attempt_rule.js';

const DAY = 24 * 3600;
const FREE_FAILURES = 3;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 3600;

export const VOICE_RULE: AttemptRule = {
  windows: [
    { seconds: DAY, limit: 10 },
    { seconds: 30 * DAY, limit: 30 },
  ],
  waits: doublingWaits(FREE_FAILURES, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS),
};

/** far above what waits let through: they alone hold back, and nothing locks */
const NEVER = 100_000;

/**
 * Four digits have 10,000 values: thirteen failures in the first 30 days, four or five in each that follows (ADR 0016).
 * They count for a year, and a right code forgives none.
 */
export const VOICE_FOUR_DIGITS_RULE: AttemptRule = {
  windows: [{ seconds: 365 * DAY, limit: NEVER }],
  waits: doublingWaits(FREE_FAILURES, 3600, 7 * DAY),
};

const TOTAL_RULE: AttemptRule = {
  windows: [{ seconds: DAY, limit: NEVER }],
  waits: doublingWaits(FREE_FAILURES + 2, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS),
};
export const TOTAL_WINDOW_SECONDS = DAY;

/** @param subject account id, or the keyed name of an identifier that nobody has */
export function voiceLane(subject: string): string {
  return `voice:${subject}:unknown`;
}

/** Four digits count apart from eight, whoever they are keyed in for: which of the two an account has is told to nobody. */
export function voiceFourDigitsLane(subject: string): string {
  return `voice-legacy:${subject}:unknown`;
}

/** What a code of this form counts under. @param code as keyed in */
export function callersLane(
  subject: string,
  code: string,
): { readonly key: string; readonly rule: AttemptRule; readonly isForgiven: boolean } {
  return code.length === LEGACY_CODE_DIGITS
    ? { key: voiceFourDigitsLane(subject), rule: VOICE_FOUR_DIGITS_RULE, isForgiven: false }
    : { key: voiceLane(subject), rule: VOICE_RULE, isForgiven: true };
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

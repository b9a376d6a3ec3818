/** The lanes of S1 as rules: who counts against what, and how much is allowed. */

import type { AuthenticatorRule } from '../authenticator/authenticator.js';
import type { PasskeyRule } from '../passkey/passkey.js';
import type { CodeThrottle, LegacyAccessRules, PasswordThrottle, RecoveryRules } from '../realm.js';
import { type AttemptRule, doublingWaits } from './attempt_rule.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const A_LIFE = 100 * YEAR;

type LanePurpose = 'password' | 'code' | 'send' | 'recovery' | 'recovery-start' | 'recovery-send';

/**
 * A lane: failures of an account count apart for each browser it knows, and together for all it does not know, so that
 * a stranger's failures never shut the owner out of a known device.
 *
 * @param purpose what is attempted
 * @param subject account id, or the keyed name of an identifier that nobody has
 * @param device keyed name of a browser that this account knows, or null
 */
export function laneKey(purpose: LanePurpose, subject: string, device: string | null): string {
  return `${purpose}:${subject}:${device ?? 'unknown'}`;
}

/** Password attempts: waits after the free failures, doubling; closed after so many consecutive ones, by lane. */
export function passwordRule(throttle: PasswordThrottle, deviceKnown = false): AttemptRule {
  return {
    windows: [{ seconds: YEAR, limit: deviceKnown ? throttle.closesKnownAfter : throttle.closesAfter }],
    waits: doublingWaits(throttle.freeFailures, throttle.firstWaitSeconds, throttle.longestWaitSeconds),
  };
}

/** People who choose one and the same eight-digit password, whoever they are: the longest that a choice lives. */
export function sameChoiceRule(throttle: PasswordThrottle): AttemptRule {
  return { windows: [{ seconds: 2 * YEAR, limit: throttle.sameChoices }] };
}

/**
 * Wrong codes of one account and lane, over all interactions, channels and sends (I2). Devices nobody knows are closed
 * until something stronger opens them; a known one waits until the window has passed.
 */
export function wrongCodeRule(throttle: CodeThrottle, deviceKnown: boolean): AttemptRule {
  const windows = [
    { seconds: DAY, limit: throttle.wrongPerDay },
    { seconds: 30 * DAY, limit: throttle.wrongPer30Days },
  ];
  return { windows: deviceKnown ? windows : windows.map((window) => ({ ...window, closes: true })) };
}

/** Messages of one authorization request: a pause between two. */
export function resendRule(throttle: CodeThrottle): AttemptRule {
  return {
    windows: [{ seconds: throttle.sendWindowSeconds, limit: throttle.sendsPerWindow }],
    waits: [0, throttle.resendAfterSeconds],
  };
}

/** An authorization request lives no longer. */
const A_REQUEST = 2 * HOUR;

/** Codes of an authenticator app typed in one authorization request: nothing is sent anew that would begin another count. */
export function authenticatorTriesRule(rule: AuthenticatorRule): AttemptRule {
  return { windows: [{ seconds: A_REQUEST, limit: rule.triesPerRequest }] };
}

/** What counts them. @param request id of the authorization request */
export function authenticatorTriesKey(request: string): string {
  return `authenticator:${request}`;
}

/** Messages of one account and lane that no right code answered yet. */
export function accountSendRule(throttle: CodeThrottle): AttemptRule {
  return { windows: [{ seconds: throttle.sendWindowSeconds, limit: throttle.unansweredPerAccount }] };
}

/** Messages to one destination that no right code answered yet, whoever asks. */
export function destinationRule(throttle: CodeThrottle): AttemptRule {
  return { windows: [{ seconds: HOUR, limit: throttle.unansweredPerDestinationPerHour }] };
}

/** What counts the messages to one destination. `destination` is its keyed name, of the mailbox however it is spelled. */
export function destinationKey(destination: string): string {
  return `destination:${destination}`;
}

/** Recoveries begun for one identifier from one network: waits that grow, the same whether or not anybody has it (C4, S1). */
export function recoveryStartRule(rules: RecoveryRules): AttemptRule {
  return {
    windows: [{ seconds: DAY, limit: MOST_STARTS_PER_DAY }],
    waits: doublingWaits(rules.freeStarts, rules.firstWaitSeconds, rules.longestWaitSeconds),
  };
}

/** Wrong recovery codes of one account and lane. They never count on the lanes of signing in, nor the reverse (C4). */
export function wrongRecoveryCodeRule(rules: RecoveryRules): AttemptRule {
  return {
    windows: [
      { seconds: DAY, limit: rules.wrongPerDay },
      { seconds: 30 * DAY, limit: rules.wrongPer30Days },
    ],
  };
}

/** Recovery codes sent for one account and lane that no right code answered yet. */
export function recoverySendRule(rules: RecoveryRules): AttemptRule {
  return { windows: [{ seconds: DAY, limit: rules.unansweredPerDay }] };
}

/** Recovery codes to one destination; signing in has its own count, which these cannot use up. */
export function recoveryDestinationRule(rules: RecoveryRules): AttemptRule {
  return { windows: [{ seconds: DAY, limit: rules.unansweredPerDestinationPerDay }] };
}

/** What counts the recovery codes to one destination. `destination` is its keyed name. */
export function recoveryDestinationKey(destination: string): string {
  return `recovery-destination:${destination}`;
}

/** Provisional passwords sent at the person's own asking (C3). */
export function provisionalRule(rules: RecoveryRules): AttemptRule {
  return {
    windows: [
      { seconds: DAY, limit: rules.provisionalPerDay },
      { seconds: 30 * DAY, limit: rules.provisionalPer30Days },
    ],
  };
}

/** Letters with a provisional password at people's own asking, of one realm together: a flood of them stops here (S1). */
export function provisionalLetterRule(rules: RecoveryRules): AttemptRule {
  return { windows: [{ seconds: HOUR, limit: rules.provisionalLettersPerHour }] };
}

/** How often a closed code entry opens again: else it would give endless tries to whoever has the password, or a mailbox. */
export function codeEntryReopeningRule(rules: RecoveryRules): AttemptRule {
  return { windows: [{ seconds: 30 * DAY, limit: rules.codeEntryReopeningsPer30Days }] };
}

/** Failures of the 4-digit code: a handful in an account's life (C5). */
export function legacyAccessRule(rules: LegacyAccessRules): AttemptRule {
  return { windows: [{ seconds: A_LIFE, limit: rules.failuresInALife }] };
}

/** What counts the failures of the 4-digit code. @param subject account id, or the keyed name of a number that nobody has */
export function legacyAccessKey(subject: string): string {
  return `legacy:${subject}`;
}

/** far above what the longest wait lets through: the wait alone holds back */
const MOST_STARTS_PER_DAY = 200;

/** Answers with a passkey that did not verify. A signature cannot be guessed: it is the work that is bounded (S1). */
export function passkeyRule(rule: PasskeyRule): AttemptRule {
  return { windows: [{ seconds: HOUR, limit: rule.failuresPerHour }] };
}

/**
 * What counts them: an account's apart for each browser it knows and, elsewhere, for each network, so that a stranger's
 * never reach its owner.
 */
export function passkeyLaneKey(accountId: string, device: string | null, network: string): string {
  return `passkey:${accountId}:${device ?? network}`;
}

/** Failures of one network are remembered this long, and at most this many. */
export const NETWORK_RULE: AttemptRule = { windows: [{ seconds: 10 * MINUTE, limit: 200 }] };
export const NETWORK_WINDOW_SECONDS = 10 * MINUTE;

const NETWORK_ALLOWANCE = 30;
const SLOWING_MS_PER_FAILURE = 50;
const LONGEST_SLOWING_MS = 4_000;

/**
 * How long an attempt from this network is held back: it slows, it never blocks, and a shared network has an allowance
 * (S1).
 *
 * @param recentFailures failures of the network within the window
 * @returns milliseconds
 */
export function networkSlowing(recentFailures: number): number {
  return Math.min(LONGEST_SLOWING_MS, Math.max(0, recentFailures - NETWORK_ALLOWANCE) * SLOWING_MS_PER_FAILURE);
}

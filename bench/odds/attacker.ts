/**
 * An attacker on one lane over a month of virtual time, event by event: the attempts as soon as the real rules allow them,
 * and the owner's sign-ins, which open what was closed. Closed or not is always known to the attacker: pages say it.
 */
import { type AttemptRule, isClosed, judgeAttempt } from '../../src/domain/throttle/attempt_rule.js';
import { MONTH_MS } from './assumptions.js';

/**
 * `eager`: as soon as it is allowed · `paced`: never so fast that a shorter window closes the lane · `silent`: never so much
 * that anything closes, and the owner is told
 */
export type Manner = 'eager' | 'paced' | 'silent';

export interface Lane {
  readonly rule: AttemptRule;
  /** what a sign-in of the owner forgives; `closed`: only where the lane is closed */
  readonly forgives: 'always' | 'closed' | 'never';
  /** how often it may be forgiven; undefined: without limit */
  readonly forgiving?: AttemptRule | undefined;
}

export interface Month {
  /** when each attempt was made, milliseconds since the beginning */
  readonly attempts: readonly number[];
  /** how often the lane closed: each time the owner is told */
  readonly closures: number;
  /** milliseconds since the beginning at which the lane closed for the first time; undefined: never */
  readonly firstClosedAt: number | undefined;
}

/**
 * @param openings when the owner signs in, milliseconds since the beginning, sorted
 * @param until end of the play, milliseconds
 */
export function playMonth(lane: Lane, manner: Manner, openings: readonly number[], until = MONTH_MS): Month {
  const rule = mannered(lane.rule, manner);
  const closesForGood = lane.rule.windows.some(({ closes }) => closes);
  const attempts: number[] = [];
  const forgiven: number[] = [];
  let hits: number[] = [];
  let opening = 0;
  let closures = 0;
  let firstClosedAt: number | undefined;
  for (let now = 0; ; ) {
    const next = openings[opening] ?? Number.POSITIVE_INFINITY;
    const { at, isShut } = nextAllowed(hits, rule, now);
    if (hits.at(-1) === now && (closesForGood ? isClosed(hits, lane.rule) : isShut)) {
      closures += 1;
      firstClosedAt ??= now;
    }
    now = Math.min(next, at);
    if (now >= until) return { attempts, closures, firstClosedAt };
    if (next <= at) {
      opening += 1;
      if (isForgiven(lane, hits, forgiven, now)) hits = [];
    } else {
      hits.push(now);
      attempts.push(now);
    }
  }
}

/** The most that any manner gives. */
export function mostGuesses(lane: Lane, openings: readonly number[], until = MONTH_MS): number {
  const manners: readonly Manner[] = lane.rule.windows.some(({ closes }) => closes)
    ? ['eager', 'paced', 'silent']
    : ['eager'];
  return Math.max(...manners.map((manner) => playMonth(lane, manner, openings, until).attempts.length));
}

function mannered(rule: AttemptRule, manner: Manner): AttemptRule {
  const longest = Math.max(...rule.windows.map(({ seconds }) => seconds));
  const windows = rule.windows.map((window) => {
    const { seconds, limit } = window;
    const avoided = window.closes && (manner === 'silent' || (manner === 'paced' && seconds < longest));
    return avoided ? { seconds, limit: limit - 1 } : window;
  });
  return { ...rule, windows };
}

/** `isShut`: full, not merely waiting. */
function nextAllowed(hits: readonly number[], rule: AttemptRule, now: number): { at: number; isShut: boolean } {
  let isShut = false;
  for (let at = now; ; ) {
    const verdict = judgeAttempt(hits, rule, at);
    if (verdict.allowed) return { at, isShut };
    isShut ||= verdict.reason === 'limit';
    at = verdict.retryAt;
    if (at === Number.POSITIVE_INFINITY) return { at, isShut };
  }
}

function isForgiven(
  { forgives, forgiving, rule }: Lane,
  hits: readonly number[],
  forgiven: number[],
  now: number,
): boolean {
  if (forgives === 'never' || (forgives === 'closed' && !isClosed(hits, rule))) return false;
  if (forgiving && !judgeAttempt(forgiven, forgiving, now).allowed) return false;
  forgiven.push(now);
  return true;
}

/** Sign-ins at equal distances, the first after one distance. */
export function evenly(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => Math.round(((at + 1) * MONTH_MS) / (count + 1)));
}

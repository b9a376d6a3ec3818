/**
 * How often a person may be asked by a caller (S1, against fatigue): one open request for each caller, a few in a quarter of
 * an hour and in a day whoever asks, and none from a caller whom they sent away. The same is counted for an identifier that
 * nobody has.
 */
import { type AttemptRule, type AttemptWindow, judgeAttempt } from '../throttle/attempt_rule.js';

export interface BackchannelRules {
  /** how long a person has to answer; what a client asks for is cut to it */
  readonly lifeSeconds: number;
  /** and the least that it is stretched to */
  readonly shortestLifeSeconds: number;
  /** requests to one person, all clients together */
  readonly perPerson: readonly AttemptWindow[];
  /** requests of one adviser of a client; a client that names none is one adviser */
  readonly perAdviser: AttemptRule;
  readonly perClient: AttemptRule;
  /** how long a client is silent for the person who said « Ce n’est pas moi qui appelle » */
  readonly silenceSeconds: number;
  /** the least time between two polls; `interval` of the answer is a second more (CIBA Core §7.3) */
  readonly pollSeconds: number;
}

export type Decision = 'confirmed' | 'refused' | 'contested';

/** A request to this person, in milliseconds since the epoch. */
export interface PastRequest {
  readonly clientId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly decision: Decision | null;
  readonly decidedAt: number | null;
}

export type Opening =
  | { readonly verdict: 'open' }
  | { readonly verdict: 'silenced' }
  /** `retryAt` in milliseconds since the epoch */
  | { readonly verdict: 'wait'; readonly retryAt: number };

/** How far back requests matter, in seconds. */
export function memorySeconds({ perPerson, silenceSeconds, lifeSeconds }: BackchannelRules): number {
  return Math.max(silenceSeconds + lifeSeconds, ...perPerson.map(({ seconds }) => seconds));
}

/**
 * May this client ask this person now? A newer request never takes the place of an open one: whoever listens in could
 * otherwise slip theirs in while the person compares the words.
 *
 * @param past requests to the person, in any order
 * @param now milliseconds since the epoch
 */
export function judgeOpening(
  past: readonly PastRequest[],
  clientId: string,
  { perPerson, silenceSeconds }: Pick<BackchannelRules, 'perPerson' | 'silenceSeconds'>,
  now: number,
): Opening {
  const own = past.filter((each) => each.clientId === clientId);
  const isSilenced = own.some(
    ({ decision, decidedAt }) => decision === 'contested' && (decidedAt ?? 0) > now - silenceSeconds * 1000,
  );
  if (isSilenced) return { verdict: 'silenced' };
  const open = own.filter(({ decision, expiresAt }) => decision === null && expiresAt > now);
  if (open.length > 0) return { verdict: 'wait', retryAt: Math.max(...open.map(({ expiresAt }) => expiresAt)) };
  const hits = past.map(({ createdAt }) => createdAt).toSorted((a, b) => a - b);
  const verdict = judgeAttempt(hits, { windows: perPerson }, now);
  return verdict.allowed ? { verdict: 'open' } : { verdict: 'wait', retryAt: verdict.retryAt };
}

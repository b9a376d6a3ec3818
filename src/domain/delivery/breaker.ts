/**
 * When a provider of messages is left alone for a while, and tried again (O3): a circuit breaker as a rule over plain
 * values. A refusal of one message says nothing about the provider; faults and silence do.
 */

export interface Breaker {
  /** faults since the provider last accepted something */
  readonly faults: number;
  /** milliseconds since the epoch until which it is left alone; null: it is in use */
  readonly restsUntil: number | null;
}

export const IN_USE: Breaker = { faults: 0, restsUntil: null };

/** Silence costs each person seconds: one is enough. */
export type ProviderFault = 'failed' | 'timeout';

const FAULTS_BEFORE_REST = 2;
const WEIGHT: Readonly<Record<ProviderFault, number>> = { failed: 1, timeout: FAULTS_BEFORE_REST };
const FIRST_REST_MS = 15_000;
const LONGEST_REST_MS = 2 * 60_000;

/** `due`: its rest is over, and one message may find out whether it is back. */
export type Standing = 'in-use' | 'due' | 'resting';

/** @param now milliseconds since the epoch */
export function standing({ restsUntil }: Breaker, now: number): Standing {
  if (restsUntil === null) return 'in-use';
  return now >= restsUntil ? 'due' : 'resting';
}

/** After a fault: the rest doubles each time that it was tried in vain. */
export function afterFault(breaker: Breaker, fault: ProviderFault, now: number): Breaker {
  const faults = breaker.faults + WEIGHT[fault];
  if (faults < FAULTS_BEFORE_REST) return { faults, restsUntil: null };
  const rests = Math.floor((faults - FAULTS_BEFORE_REST) / WEIGHT[fault]);
  const rest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(rests, 10));
  return { faults, restsUntil: now + rest };
}

/** One message tries it: others leave it alone until that one knows. @param boxMs how long it may take */
export function whileTried(breaker: Breaker, now: number, boxMs: number): Breaker {
  return { ...breaker, restsUntil: now + boxMs };
}

/**
 * In which order a message tries providers: the first in use, or due, as configured; those that rest come last, since no
 * provider at all is worse.
 */
export function inOrder<Provider extends { readonly breaker: Breaker }>(
  providers: readonly Provider[],
  now: number,
): readonly Provider[] {
  const rests = ({ breaker }: Provider) => standing(breaker, now) === 'resting';
  return [...providers.filter((each) => !rests(each)), ...providers.filter(rests)];
}

/**
 * How long the next of those that are left may take, so that all fit into what is left of the time.
 *
 * @param leftMs until the page gives up
 * @param candidates how many have not been tried, the next included
 */
export function timeBoxMs(leftMs: number, candidates: number): number {
  return Math.max(0, Math.floor(leftMs / candidates));
}

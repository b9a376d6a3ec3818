/**
 * What a person must still do for one authorization request (A4): the rule behind the interaction policy. Everything
 * it needs comes in as values; docs/assurance_cases.json lists worked cases that the tests run.
 */
import type { Channel } from '../realm.js';
import { ACR_VALUES, type Acr, isFresh, satisfies } from './acr.js';
import { countingProofs, firstFactor, type Ledger, provesPossession } from './proof.js';
import { isSatisfied, reachedLevels, tokenAcr, tokenAmr } from './reached.js';

export interface AcrRequest {
  /** known requested values, most wanted first; unknown ones already left out */
  readonly values: readonly Acr[];
  /** the client's floor: the realm's, or `one-step` for clients registered for it */
  readonly floor: Acr;
  /** what is required when the request names no known value */
  readonly fallback: Acr;
  /** `prompt=login` in this request */
  readonly promptLogin: boolean;
}

export interface Situation {
  /** the signed-in person, or undefined before a first factor */
  readonly accountId: string | undefined;
  /** channels of the realm on which this person can receive a code, in the realm's order */
  readonly channels: readonly Channel[];
  /** channels of the realm, whoever the person is */
  readonly realmChannels: readonly Channel[];
  readonly ledger: Ledger;
  readonly request: string | undefined;
  readonly now: number;
  readonly freshFirstFactorSeconds: number;
}

export type NextStep =
  | { readonly step: 'login' }
  | { readonly step: 'one_time_code'; readonly target: Acr; readonly channels: readonly Channel[] }
  | { readonly step: 'no_channel'; readonly target: Acr }
  | { readonly step: 'unmet'; readonly wanted: readonly Acr[] }
  | { readonly step: 'done'; readonly acr: Acr; readonly amr: readonly string[]; readonly authTimeSeconds: number };

/** Can a level be reached with codes over these channels? Upstream levels and passkeys need their own prompts. */
function isReachable(acr: Acr, channels: readonly Channel[]): boolean {
  if (acr === 'one-step') return true;
  if (acr === 'two-step' || acr === 'two-step-fresh') return channels.length > 0;
  if (acr === 'two-factor' || acr === 'two-factor-fresh') return channels.some(provesPossession);
  return false;
}

function channelsFor(target: Acr, channels: readonly Channel[]): readonly Channel[] {
  return satisfies(target, 'two-factor') ? channels.filter(provesPossession) : channels;
}

/**
 * The level to bring the person to: the first requested value they can reach, raised to the floor (A4).
 *
 * @returns undefined when none of the requested values can be reached
 */
export function targetLevel(
  request: AcrRequest,
  reached: readonly Acr[],
  channels: readonly Channel[],
): Acr | undefined {
  const wanted = request.values.length > 0 ? request.values : [request.fallback];
  const target = wanted.find((acr) => isSatisfied(reached, acr) || isReachable(acr, channels));
  if (!target) return undefined;
  if (satisfies(target, request.floor)) return target;
  // A fresh request below the floor stays fresh: the least level that holds both.
  return ACR_VALUES.find((acr) => satisfies(acr, target) && satisfies(acr, request.floor)) ?? request.floor;
}

/**
 * Decides the next step.
 *
 * @param request what the portal asks
 * @param situation who is there and what they proved
 */
export function nextStep(request: AcrRequest, situation: Situation): NextStep {
  const wanted = request.values.length > 0 ? request.values : [request.fallback];
  if (!situation.accountId) {
    const possible = wanted.some((acr) => isReachable(acr, situation.realmChannels));
    return possible ? { step: 'login' } : { step: 'unmet', wanted };
  }
  const proofs = countingProofs(situation.ledger, {
    accountId: situation.accountId,
    request: situation.request,
    onlyThisRequest: request.promptLogin,
  });
  const reached = reachedLevels(proofs, situation);
  const first = firstFactor(proofs);
  if (!first) return { step: 'login' };

  const target = targetLevel(request, reached, situation.channels);
  if (!target) {
    return situation.channels.length === 0 && wanted.some((acr) => isReachable(acr, situation.realmChannels))
      ? { step: 'no_channel', target: request.floor }
      : { step: 'unmet', wanted };
  }
  if (isSatisfied(reached, target)) {
    return {
      step: 'done',
      acr: tokenAcr(reached, request.values) ?? 'one-step',
      amr: tokenAmr(proofs),
      authTimeSeconds: Math.floor(first.at / 1000),
    };
  }
  if (isFresh(target) && situation.now - first.at > situation.freshFirstFactorSeconds * 1000) return { step: 'login' };
  const channels = channelsFor(target, situation.channels);
  return channels.length > 0 ? { step: 'one_time_code', target, channels } : { step: 'no_channel', target };
}

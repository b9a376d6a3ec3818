/**
 * What a person must still do for one authorization request (A4): the rule behind the interaction policy. Everything
 * it needs comes in as values; docs/assurance_cases.json lists worked cases that the tests run.
 */
import { type EidasLevel, reachesEidas } from '../federation/upstream.js';
import type { Channel } from '../realm.js';
import { ACR_VALUES, type Acr, isFresh, satisfies } from './acr.js';
import {
  countingProofs,
  type FirstFactor,
  firstFactor,
  isStrongBase,
  type Ledger,
  provesPossession,
  secondSteps,
} from './proof.js';
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
  readonly maxAgeSeconds: number | undefined;
}

export interface Situation {
  /** the signed-in person, or undefined before a first factor */
  readonly accountId: string | undefined;
  /** channels of the realm on which this person can receive a code, in the realm's order */
  readonly channels: readonly Channel[];
  /** channels of the realm, whoever the person is */
  readonly realmChannels: readonly Channel[];
  /** levels that the realm's upstreams in use can vouch for */
  readonly upstreamLevels: readonly EidasLevel[];
  /** the person proves this account once, to link an upstream's identity to it (F4) */
  readonly isLinking: boolean;
  readonly ledger: Ledger;
  readonly request: string | undefined;
  readonly now: number;
  readonly freshFirstFactorSeconds: number;
}

/** What a sign-in page may offer towards what is asked. */
export interface LoginOffer {
  /** can identifier and password, and a code, lead there? */
  readonly local: boolean;
  /** the least level to ask of an upstream that has levels; undefined: none leads there */
  readonly level: EidasLevel | undefined;
}

export type NextStep =
  | { readonly step: 'login'; readonly offer: LoginOffer }
  | { readonly step: 'one_time_code'; readonly target: Acr; readonly channels: readonly Channel[] }
  | { readonly step: 'no_channel'; readonly target: Acr }
  | { readonly step: 'link_identity' }
  | { readonly step: 'unmet'; readonly wanted: readonly Acr[] }
  | { readonly step: 'done'; readonly acr: Acr; readonly amr: readonly string[]; readonly authTimeSeconds: number };

const RELAYED: readonly Acr[] = ['eidas1', 'eidas2', 'eidas3'];
/** What a code proves towards a link: any channel of the realm, in this very request (F4). */
const LINKING_TARGET: Acr = 'two-step-fresh';

/** Can a level be reached with a password and codes over these channels? */
function isLocallyReachable(acr: Acr, channels: readonly Channel[]): boolean {
  if (acr === 'one-step') return true;
  if (acr === 'two-step' || acr === 'two-step-fresh') return channels.length > 0;
  if (acr === 'two-factor' || acr === 'two-factor-fresh') return channels.some(provesPossession);
  return false;
}

function isRelayable(acr: Acr, levels: readonly EidasLevel[]): boolean {
  return RELAYED.includes(acr) && levels.some((level) => reachesEidas(level, acr as EidasLevel));
}

function channelsFor(target: Acr, channels: readonly Channel[]): readonly Channel[] {
  return satisfies(target, 'two-factor') ? channels.filter(provesPossession) : channels;
}

function wantedOf(request: AcrRequest): readonly Acr[] {
  return request.values.length > 0 ? request.values : [request.fallback];
}

/**
 * The levels to bring the person to: the first requested value they can reach, raised to the floor (A4). Two stand side
 * by side where no single one holds both: FranceConnect's level, and a code beside it.
 *
 * @returns empty when none of the requested values can be reached
 */
export function targetLevels(
  request: AcrRequest,
  reached: readonly Acr[],
  canReach: (acr: Acr) => boolean,
): readonly Acr[] {
  const target = wantedOf(request).find((acr) => isSatisfied(reached, acr) || canReach(acr));
  if (!target) return [];
  if (satisfies(target, request.floor)) return [target];
  if (target === 'eidas1') return [target, request.floor];
  // A fresh request below the floor stays fresh: the least level that holds both.
  return [ACR_VALUES.find((acr) => satisfies(acr, target) && satisfies(acr, request.floor)) ?? request.floor];
}

/**
 * Decides the next step.
 *
 * @param request what the portal asks
 * @param situation who is there and what they proved
 */
export function nextStep(request: AcrRequest, situation: Situation): NextStep {
  const wanted = wantedOf(request);
  const { upstreamLevels, realmChannels, channels, isLinking } = situation;
  if (!situation.accountId) {
    const canReach = (acr: Acr) => isLocallyReachable(acr, realmChannels) || isRelayable(acr, upstreamLevels);
    return wanted.some(canReach) ? login(request, situation, [], false) : { step: 'unmet', wanted };
  }
  const given = countingProofs(situation.ledger, {
    accountId: situation.accountId,
    request: situation.request,
    onlyThisRequest: request.promptLogin,
  });
  const proofs = given.filter((proof) => proof.factor !== 'upstream' || countsAsSignIn(proof, request, situation));
  const wasStale = proofs.length < given.length;
  const reached = reachedLevels(proofs, situation);
  const first = firstFactor(proofs);
  if (!first) return login(request, situation, reached, wasStale);
  if (isLinking) return linking(proofs, situation);

  // Who chose a password in this request, where an upstream was offered first, has no such identity at hand.
  const choseLocal = proofs.some(({ factor, request: of }) => factor === 'password' && of === situation.request);
  const canReach = (acr: Acr) => isLocallyReachable(acr, channels) || (isRelayable(acr, upstreamLevels) && !choseLocal);
  const targets = targetLevels(request, reached, canReach);
  if (targets.length === 0) {
    return channels.length === 0 && wanted.some((acr) => isLocallyReachable(acr, realmChannels))
      ? { step: 'no_channel', target: request.floor }
      : { step: 'unmet', wanted };
  }
  const missing = targets.find((target) => !isSatisfied(reached, target));
  if (!missing) {
    return {
      step: 'done',
      acr: tokenAcr(reached, request.values) ?? 'one-step',
      amr: tokenAmr(proofs),
      authTimeSeconds: Math.floor(first.at / 1000),
    };
  }
  return towards(missing, request, situation, { proofs, reached, first, wasStale });
}

interface Standing {
  readonly proofs: Ledger;
  readonly reached: readonly Acr[];
  readonly first: FirstFactor;
  readonly wasStale: boolean;
}

function towards(target: Acr, request: AcrRequest, situation: Situation, standing: Standing): NextStep {
  const { proofs, reached, first } = standing;
  const again = () => login(request, situation, reached, standing.wasStale || hasStaleRoundTrip(proofs, situation));
  if (RELAYED.includes(target)) return again();
  const isOld = (proof: { readonly at: number }) => situation.now - proof.at > situation.freshFirstFactorSeconds * 1000;
  if (isFresh(target) && isOld(first)) return again();
  // A code beside FranceConnect alone stays two steps: two factors begin with a password or a stronger identity (A1).
  const bases = proofs.filter(isStrongBase);
  if (satisfies(target, 'two-factor') && (bases.length === 0 || (isFresh(target) && bases.every(isOld))))
    return again();
  const channels = channelsFor(target, situation.channels);
  if (channels.length > 0) return { step: 'one_time_code', target, channels };
  return first.factor === 'upstream' && upstreamTowards(target, situation.upstreamLevels)
    ? again()
    : { step: 'no_channel', target };
}

/** Linking asks for a code of this request, then for the person's word (F4). */
function linking(proofs: Ledger, { request, channels }: Situation): NextStep {
  if (secondSteps(proofs).some((code) => code.request === request)) return { step: 'link_identity' };
  return channels.length > 0
    ? { step: 'one_time_code', target: LINKING_TARGET, channels }
    : { step: 'no_channel', target: LINKING_TARGET };
}

/**
 * A round trip of this request counts as signing in again only if the person proved themselves in it, or recently enough
 * for what is asked: upstreams keep sessions of their own (F1).
 */
function countsAsSignIn(
  proof: FirstFactor & { factor: 'upstream' },
  { promptLogin, maxAgeSeconds }: AcrRequest,
  { request, now }: Situation,
): boolean {
  if (proof.request !== request || proof.recent) return true;
  return !promptLogin && (maxAgeSeconds === undefined || now - proof.at <= maxAgeSeconds * 1000);
}

function hasStaleRoundTrip(proofs: Ledger, { request }: Situation): boolean {
  return proofs.some((proof) => proof.factor === 'upstream' && proof.request === request && !proof.recent);
}

/** @param wasStale an upstream kept a session: its highest level proves the person anew (F1) */
function login(request: AcrRequest, situation: Situation, reached: readonly Acr[], wasStale: boolean): NextStep {
  const { upstreamLevels } = situation;
  const channels = situation.accountId ? situation.channels : situation.realmChannels;
  const targets = targetLevels(
    request,
    reached,
    (acr) => isLocallyReachable(acr, channels) || isRelayable(acr, upstreamLevels),
  );
  // Signing in by password opens every value that it can reach, also one after the first.
  const local =
    situation.isLinking || wantedOf(request).some((acr) => isLocallyReachable(acr, situation.realmChannels));
  const least = targets[0] ? upstreamTowards(targets[0], upstreamLevels) : undefined;
  const highest = upstreamLevels.at(-1);
  return { step: 'login', offer: { local, level: least && wasStale ? highest : least } };
}

/** The least level of these upstreams from which a target can be reached, alone or with a code beside it. */
function upstreamTowards(target: Acr, levels: readonly EidasLevel[]): EidasLevel | undefined {
  const least: EidasLevel = target === 'eidas3' ? 'eidas3' : startsAtLow(target) ? 'eidas1' : 'eidas2';
  return levels.find((level) => reachesEidas(level, least));
}

function startsAtLow(target: Acr): boolean {
  return target === 'one-step' || target === 'two-step' || target === 'two-step-fresh' || target === 'eidas1';
}

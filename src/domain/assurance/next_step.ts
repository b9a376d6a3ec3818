/**
 * What a person must still do for one authorization request (A4): the rule behind the interaction policy. Everything
 * it needs comes in as values; docs/assurance_cases.json lists worked cases that the tests run.
 */
import type { EidasLevel } from '../federation/upstream.js';
import type { CodeChannel } from '../realm.js';
import { type Acr, isFresh, satisfies } from './acr.js';
import { type AcrRequest, namedValues, targetLevels, wantedOf } from './acr_request.js';
import { dueStep, type ForcedStep, passwordStands } from './forced_steps.js';
import { isInvited } from './passkey_invitation.js';
import {
  type CodeProof,
  countingProofs,
  firstFactor,
  isFirstFactor,
  isStrongBase,
  type Ledger,
  type PasskeyProof,
  passkeyProofs,
  secondSteps,
} from './proof.js';
import { channelsFor, isLocallyReachable, isRelayed } from './reachable.js';
import { isSatisfied, reachedLevels, tokenAcr, tokenAmr } from './reached.js';
import { canRelay, countsAsSignIn, isStaleTowards, knownChannels, levelTowards } from './relay.js';
import type { Situation, Standing } from './situation.js';

/** What a sign-in page may offer towards what is asked. */
export interface LoginOffer {
  /** can identifier and password, and a code, lead there? */
  readonly local: boolean;
  /** the least level to ask of an upstream that has levels; undefined: none leads there */
  readonly level: EidasLevel | undefined;
  /** may the person sign in by a passkey? */
  readonly passkey?: true;
  /** beside it: the request names an action, which that passkey confirms where its page says so (A5) */
  readonly confirmsAction?: true;
}

export type NextStep =
  | { readonly step: 'login'; readonly offer: LoginOffer }
  | {
      readonly step: 'one_time_code';
      readonly target: Acr;
      /** none: the passkey alone leads on */
      readonly channels: readonly CodeChannel[];
      /** a passkey does in place of a code (I6) */
      readonly passkey?: true;
      /** the code is for the action that the request names, and its page and message say it (A5) */
      readonly confirmsAction?: true;
    }
  /** `level`: the least to ask of an upstream that leads there all the same, if there is one */
  | { readonly step: 'no_channel'; readonly target: Acr; readonly level: EidasLevel | undefined }
  | ForcedStep
  | { readonly step: 'invite_passkey' }
  | { readonly step: 'link_identity' }
  | { readonly step: 'unmet'; readonly wanted: readonly Acr[] }
  | { readonly step: 'done'; readonly acr: Acr; readonly amr: readonly string[]; readonly authTimeSeconds: number };

/** What a code or passkey proves towards a link: any of the realm, in this very request (F4). */
const LINKING_TARGET: Acr = 'two-step-fresh';

/**
 * Decides the next step.
 *
 * @param request what the portal asks
 * @param situation who is there and what they proved
 */
export function nextStep(request: AcrRequest, situation: Situation): NextStep {
  const wanted = wantedOf(request);
  const { realmChannels, channels, passkey } = situation;
  if (!situation.accountId) return login(request, situation, undefined, false);
  const given = countingProofs(situation.ledger, {
    accountId: situation.accountId,
    request: situation.request,
    onlyThisRequest: request.promptLogin,
  }).filter(({ factor }) => factor !== 'password' || passwordStands(situation.forced));
  const proofs = given.filter((proof) => proof.factor !== 'upstream' || countsAsSignIn(proof, request, situation));
  const wasStale = proofs.length < given.length;
  const first = firstFactor(proofs);
  if (!first || !isWithinMaxAge(proofs, request, situation)) return login(request, situation, undefined, wasStale);
  if (situation.isLinking) return linking(proofs, request, situation);

  const reached = reachedLevels(proofs, { ...situation, action: request.action?.digest });
  // Who last chose a password in this request, where an upstream was offered first, has no such identity at hand.
  const chosen = given.findLast((proof) => isFirstFactor(proof) && proof.request === situation.request);
  const choseLocal = chosen !== undefined && chosen.factor !== 'upstream';
  const cameByUpstream = first.factor === 'upstream' && first.level !== undefined;
  const canReach = (acr: Acr) =>
    isLocallyReachable(acr, channels, passkey) ||
    (!choseLocal && (isRelayed(acr) || cameByUpstream) && canRelay(acr, request, situation));
  const targets = targetLevels(request, reached, canReach);
  const standing = { proofs, first, wasStale };
  if (targets.length === 0) {
    const [lacking] = targetLevels(request, [], (acr) => isLocallyReachable(acr, realmChannels, false));
    if (lacking && channels.length === 0) return noChannel(lacking, request, situation, standing);
    // Better asked over an upstream than refused.
    const [relayed] = choseLocal ? [] : targetLevels(request, [], (acr) => canRelay(acr, request, situation));
    if (!relayed) return { step: 'unmet', wanted };
    return login(request, situation, relayed, isStaleTowards(relayed, situation, standing));
  }
  const missing = targets.find((target) => !isSatisfied(reached, target));
  if (missing) return towards(missing, request, situation, standing);
  const due = dueStep(situation.forced, proofs);
  if (due) return due;
  if (
    isPlain(targets, request, situation) &&
    isInvited(situation.invitation, proofs, situation.request, situation.now)
  ) {
    return { step: 'invite_passkey' };
  }
  return {
    step: 'done',
    acr: tokenAcr(reached, namedValues(request)) ?? 'one-step',
    amr: tokenAmr(proofs),
    authTimeSeconds: Math.floor(first.at / 1000),
  };
}

/** An ordinary sign-in: no action, no step-up, and nothing that just had to be done first. */
function isPlain(targets: readonly Acr[], { action }: AcrRequest, { forced }: Situation): boolean {
  return action === undefined && !targets.some(isFresh) && forced.settled.size === 0;
}

function towards(target: Acr, request: AcrRequest, situation: Situation, standing: Standing): NextStep {
  const { proofs, first } = standing;
  const again = () => login(request, situation, target, isStaleTowards(target, situation, standing));
  if (isRelayed(target)) return again();
  const confirms = request.action ? ({ confirmsAction: true } as const) : {};
  const byPasskey: NextStep = { step: 'one_time_code', target, channels: [], passkey: true, ...confirms };
  // It is both steps at once: where the password would have to be given anew, it is asked for first.
  const anew = () => (situation.passkey ? byPasskey : again());
  if (target === 'phr') return anew();
  const isOld = (proof: { readonly at: number }) => situation.now - proof.at > situation.freshFirstFactorSeconds * 1000;
  if (isFresh(target) && isOld(first)) return anew();
  // A code beside FranceConnect alone stays two steps: two factors begin with a password or a stronger identity (A1).
  const bases = proofs.filter(isStrongBase);
  if (satisfies(target, 'two-factor') && (bases.length === 0 || (isFresh(target) && bases.every(isOld)))) return anew();
  const channels = channelsFor(target, situation.channels);
  if (channels.length > 0) {
    return { step: 'one_time_code', target, channels, ...(situation.passkey ? { passkey: true } : {}), ...confirms };
  }
  if (situation.passkey) return byPasskey;
  return first.factor === 'upstream' && canRelay(target, request, situation)
    ? again()
    : noChannel(target, request, situation, standing);
}

/** Linking asks for the password and a code, or a passkey, in this very request, then for the person's word (F4). */
function linking(proofs: Ledger, request: AcrRequest, situation: Situation): NextStep {
  const { channels, passkey } = situation;
  if (!isPasswordGivenIn(situation.request, proofs)) return login(request, situation, undefined, false);
  const isForLink = ({ request: of, action }: CodeProof | PasskeyProof) =>
    of === situation.request && action === undefined;
  if ([...secondSteps(proofs), ...passkeyProofs(proofs)].some(isForLink)) return { step: 'link_identity' };
  return channels.length > 0 || passkey
    ? { step: 'one_time_code', target: LINKING_TARGET, channels, ...(passkey ? { passkey: true } : {}) }
    : { step: 'no_channel', target: LINKING_TARGET, level: undefined };
}

function noChannel(target: Acr, request: AcrRequest, situation: Situation, standing: Standing): NextStep {
  const wasStale = isStaleTowards(target, situation, standing);
  return { step: 'no_channel', target, level: levelTowards([target], request, situation, wasStale) };
}

/** oidc-provider looks at max_age no more once this request had a sign-in, whatever that was worth. */
function isWithinMaxAge(proofs: Ledger, { maxAgeSeconds }: AcrRequest, { request, now }: Situation): boolean {
  if (maxAgeSeconds === undefined) return true;
  return proofs.some(
    (proof) => isFirstFactor(proof) && (proof.request === request || now - proof.at <= maxAgeSeconds * 1000),
  );
}

function isPasswordGivenIn(request: string | undefined, proofs: Ledger): boolean {
  return proofs.some((proof) => proof.factor === 'password' && proof.request === request);
}

/**
 * A sign-in page with a way to what is asked, or the refusal where there is none.
 *
 * @param missing the level that is still missing; undefined where the sign-in starts anew
 * @param wasStale an upstream answered out of its own session where that is not enough
 */
function login(request: AcrRequest, situation: Situation, missing: Acr | undefined, wasStale: boolean): NextStep {
  const { isLinking, realmChannels, offersPasskeys } = situation;
  const channels = knownChannels(situation);
  const passkey = situation.accountId ? situation.passkey : offersPasskeys;
  const isReachable = (acr: Acr) => isLocallyReachable(acr, channels, passkey);
  const targets = missing
    ? [missing]
    : targetLevels(request, [], (acr) => isReachable(acr) || canRelay(acr, request, situation));
  // Signing in by password opens every value that it can reach, also one after the first.
  const local =
    isLinking ||
    targetLevels(request, [], (acr) => isLocallyReachable(acr, realmChannels, offersPasskeys)).length > 0 ||
    (missing !== undefined && isReachable(missing));
  const level = isLinking ? undefined : levelTowards(targets, request, situation, wasStale);
  const confirms = request.action ? ({ confirmsAction: true } as const) : {};
  const byPasskey = local && offersPasskeys && !isLinking ? ({ passkey: true, ...confirms } as const) : {};
  const offer = { local, level, ...byPasskey };
  return local || level ? { step: 'login', offer } : { step: 'unmet', wanted: wantedOf(request) };
}

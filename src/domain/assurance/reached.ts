/** Which levels a ledger reaches within one authorization request, and the amr that goes with it (A1, A3). */
import type { EidasLevel } from '../federation/upstream.js';
import { type Acr, isFresh, satisfies } from './acr.js';
import {
  type CodeProof,
  firstFactor,
  isOnTrustedDevice,
  isStrongBase,
  type Ledger,
  type PasskeyProof,
  passkeyProofs,
  provesPossession,
  secondSteps,
  type UpstreamProof,
  upstreamProofs,
} from './proof.js';

export interface Moment {
  /** milliseconds since the epoch */
  readonly now: number;
  /** this authorization request, or undefined while nothing was proved in it */
  readonly request: string | undefined;
  readonly freshFirstFactorSeconds: number;
  /** digest of the sensitive action that this request names (A5) */
  readonly action?: string | undefined;
}

/** Lasting levels, strongest first: what a token says when nothing known was asked. */
const STRENGTH: readonly Acr[] = ['eidas3', 'eidas2', 'phr', 'two-factor', 'two-step', 'eidas1', 'one-step'];

const AMR_ORDER = ['pwd', 'otp', 'mail', 'sms', 'tel', 'pop', 'hwk', 'swk', 'user', 'mfa'];

/**
 * Every level these proofs reach by themselves; what they dominate is left to `satisfies`.
 *
 * @param proofs the counting proofs of one person
 * @param moment the request and its time
 */
export function reachedLevels(proofs: Ledger, moment: Moment): readonly Acr[] {
  const first = firstFactor(proofs);
  if (!first) return [];
  const levels: Acr[] = ['one-step'];
  const codes = secondSteps(proofs);
  const upstreams = upstreamProofs(proofs);
  for (const { level } of upstreams) if (level) levels.push(level);
  if (codes.length > 0 || isOnTrustedDevice(proofs)) levels.push('two-step');
  const bases = proofs.filter(isStrongBase);
  const possessions = codes.filter((code) => provesPossession(code.channel));
  if (bases.length > 0 && possessions.length > 0) levels.push('two-factor');
  const passkeys = passkeyProofs(proofs);
  if (passkeys.length > 0) levels.push('phr');

  const isHere = ({ request }: { readonly request: string }) =>
    moment.request !== undefined && request === moment.request;
  // A code or a passkey is fresh for what its page and message named: for this very action, or for none (A5).
  const isForThis = (given: CodeProof | PasskeyProof) => isHere(given) && given.action === moment.action;
  const isRecent = ({ at }: { readonly at: number }) => moment.now - at <= moment.freshFirstFactorSeconds * 1000;
  // A round trip of this request is fresh by itself if the person proved themselves in it (F1). It showed no action, and
  // so confirms none (ADR 0017).
  const confirmsItself = (proof: UpstreamProof) =>
    isHere(proof) && proof.recent && isRecent(proof) && isSubstantial(proof.level);
  if (moment.action === undefined && upstreams.some(confirmsItself)) levels.push('two-step-fresh', 'two-factor-fresh');
  // Both steps at once: nothing else need be recent.
  if (passkeys.some((passkey) => isForThis(passkey) && isRecent(passkey)))
    levels.push('two-step-fresh', 'two-factor-fresh');
  if (isRecent(first) && codes.some(isForThis)) levels.push('two-step-fresh');
  if (bases.some(isRecent) && possessions.some(isForThis)) levels.push('two-factor-fresh');
  return [...new Set(levels)];
}

function isSubstantial(level: EidasLevel | undefined): boolean {
  return level === 'eidas2' || level === 'eidas3';
}

/** Is `wanted` satisfied by what was reached? */
export function isSatisfied(reached: readonly Acr[], wanted: Acr): boolean {
  return reached.some((level) => satisfies(level, wanted));
}

/**
 * The acr a token carries (A4): the first requested value that is satisfied, since portals compare for equality; else
 * the strongest lasting level. A fresh level is only ever answered to a request for it.
 *
 * @returns undefined when nothing was proved
 */
export function tokenAcr(reached: readonly Acr[], requested: readonly Acr[]): Acr | undefined {
  return (
    requested.find((wanted) => isSatisfied(reached, wanted)) ??
    STRENGTH.find((level) => reached.includes(level) && !isFresh(level))
  );
}

/**
 * The amr of these proofs (A3, RFC 8176 plus `mail`): our own, then the upstream's as it says them. Our own `mfa` stands
 * only beside a proof of possession, or for a passkey; a trusted browser adds nothing.
 *
 * @returns values in a fixed order, empty when nothing was proved
 */
export function tokenAmr(proofs: Ledger): readonly string[] {
  const codes = secondSteps(proofs);
  const upstreams = upstreamProofs(proofs);
  const channels = new Set(codes.map((code) => code.channel));
  const amr = new Set(upstreams.flatMap(({ amr: own }) => own));
  if (proofs.some(({ factor }) => factor === 'password')) amr.add('pwd');
  if (codes.length > 0) amr.add('otp');
  if (channels.has('email')) amr.add('mail');
  if (channels.has('sms')) amr.add('sms');
  if (channels.has('voice')) amr.add('tel');
  for (const { deviceBound } of passkeyProofs(proofs)) {
    for (const value of ['pop', deviceBound ? 'hwk' : 'swk', 'user', 'mfa']) amr.add(value);
  }
  const isKnown = proofs.some(
    (proof) => proof.factor === 'password' || (proof.factor === 'upstream' && proof.countsAsPassword),
  );
  if (isKnown && codes.some((code) => provesPossession(code.channel))) amr.add('mfa');
  const others = [...amr].filter((value) => !AMR_ORDER.includes(value)).toSorted();
  return [...AMR_ORDER.filter((value) => amr.has(value)), ...others];
}

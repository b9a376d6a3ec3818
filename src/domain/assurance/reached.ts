/** Which levels a ledger reaches within one authorization request, and the amr that goes with it (A1, A3). */
import { type Acr, isFresh, satisfies } from './acr.js';
import { firstFactor, type Ledger, provesPossession, secondSteps } from './proof.js';

export interface Moment {
  /** milliseconds since the epoch */
  readonly now: number;
  /** this authorization request, or undefined while nothing was proved in it */
  readonly request: string | undefined;
  readonly freshFirstFactorSeconds: number;
}

const STRENGTH: readonly Acr[] = ['two-factor', 'two-step', 'one-step'];

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
  if (codes.length > 0) levels.push('two-step');
  if (codes.some((code) => provesPossession(code.channel))) levels.push('two-factor');
  const firstIsRecent = moment.now - first.at <= moment.freshFirstFactorSeconds * 1000;
  const here = codes.filter((code) => moment.request !== undefined && code.request === moment.request);
  if (firstIsRecent && here.length > 0) levels.push('two-step-fresh');
  if (firstIsRecent && here.some((code) => provesPossession(code.channel))) levels.push('two-factor-fresh');
  return levels;
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
 * The amr of these proofs (A3, RFC 8176 plus `mail`): `mfa` only beside a proof of possession.
 *
 * @returns values in a fixed order, empty when nothing was proved
 */
export function tokenAmr(proofs: Ledger): readonly string[] {
  const codes = secondSteps(proofs);
  const channels = new Set(codes.map((code) => code.channel));
  const amr: string[] = [];
  if (firstFactor(proofs)) amr.push('pwd');
  if (codes.length > 0) amr.push('otp');
  if (channels.has('email')) amr.push('mail');
  if (channels.has('sms')) amr.push('sms');
  if (channels.has('voice')) amr.push('tel');
  if (firstFactor(proofs) && codes.some((code) => provesPossession(code.channel))) amr.push('mfa');
  return amr;
}

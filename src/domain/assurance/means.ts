/** By what means somebody came in, in codes for the audit and for the person's history (U1, S5). */
import { isFirstFactor, type Ledger, type Proof } from './proof.js';

/** A session that was open already: nothing was given in this request. */
const OPEN_SESSION = 'session';
const UPSTREAM = 'upstream:';

/**
 * What was given in one request: `password sms`, `password trusted_device`, `upstream:franceconnect-plus`, `totp`.
 *
 * @param ledger the session's
 * @param request this authorization request, or undefined while nothing was proved in it
 */
export function meansGiven(ledger: Ledger, request: string | undefined): string {
  const given = ledger.filter((proof) => request !== undefined && proof.request === request);
  const first = given.findLast(isFirstFactor);
  const second = given.findLast((proof) => !isFirstFactor(proof));
  const names = [first, second].flatMap((proof) => (proof ? [nameOf(proof)] : []));
  return names.join(' ') || OPEN_SESSION;
}

function nameOf(proof: Proof): string {
  if (proof.factor === 'code') return proof.channel;
  return proof.factor === 'upstream' ? `${UPSTREAM}${proof.upstream}` : proof.factor;
}

/** The id of the upstream that one of the means names, or undefined. */
export function upstreamOf(means: string): string | undefined {
  return means.startsWith(UPSTREAM) ? means.slice(UPSTREAM.length) : undefined;
}

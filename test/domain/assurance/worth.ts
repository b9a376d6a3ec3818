/** The oracle of the properties: what a ledger is worth, read off the words of A1 and A4 rather than off the code. */
import type { Acr } from '../../../src/domain/assurance/acr.js';
import type { AcrRequest } from '../../../src/domain/assurance/acr_request.js';
import type { Proof, UpstreamProof } from '../../../src/domain/assurance/proof.js';
import type { Situation } from '../../../src/domain/assurance/situation.js';

/** A4, F1: this person's proofs; `prompt=login` voids earlier ones; an upstream's session is no new sign-in. */
export function counted({ promptLogin, maxAgeSeconds }: AcrRequest, here: Situation): readonly Proof[] {
  return here.ledger.filter((proof) => {
    if (proof.accountId !== here.accountId) return false;
    const isHere = proof.request === here.request;
    if (promptLogin && !isHere) return false;
    if (proof.factor !== 'upstream' || !isHere || proof.recent) return true;
    if (promptLogin) return false;
    return maxAgeSeconds === undefined || here.now - proof.at <= maxAgeSeconds * 1000;
  });
}

/** E-mail proves no possession (A1). */
export function isHeld(proof: Proof): boolean {
  return proof.factor === 'code' && ['sms', 'voice', 'totp'].includes(proof.channel);
}

/** What is known, or what the realm takes for it (F3). */
export function isKnown(proof: Proof): boolean {
  return proof.factor === 'password' || (proof.factor === 'upstream' && proof.countsAsPassword);
}

/** A trusted browser begins no sign-in (I3). */
export function isFirst({ factor }: Proof): boolean {
  return factor === 'password' || factor === 'upstream' || factor === 'passkey';
}

export function isSubstantial(proof: Proof): proof is UpstreamProof {
  return proof.factor === 'upstream' && (proof.level === 'eidas2' || proof.level === 'eidas3');
}

/** The levels that the counted proofs are worth, those that they dominate included. */
export function worth(request: AcrRequest, here: Situation): ReadonlySet<Acr> {
  const proofs = counted(request, here);
  const firsts = proofs.filter(isFirst);
  const codes = proofs.filter(({ factor }) => factor === 'code');
  const isHere = (proof: Proof) => here.request !== undefined && proof.request === here.request;
  const isRecent = ({ at }: Proof) => here.now - at <= here.freshFirstFactorSeconds * 1000;
  const levels = new Set<Acr>();
  if (firsts.length === 0) return levels;
  levels.add('one-step');
  const vouched = proofs.flatMap((proof) => (proof.factor === 'upstream' && proof.level ? [proof.level] : []));
  if (vouched.length > 0) levels.add('eidas1');
  if (vouched.includes('eidas2')) levels.add('eidas2');
  if (vouched.includes('eidas3')) levels.add('eidas2').add('eidas3');
  if (codes.length > 0) levels.add('two-step');
  // I3: what a browser is trusted for is said beside the password of the same request, and only by this level.
  for (const trust of proofs.filter(({ factor }) => factor === 'trusted_device')) {
    if (proofs.some((proof) => isKnown(proof) && proof.request === trust.request)) levels.add('two-step');
  }
  if (codes.some(isHeld) && proofs.some(isKnown)) levels.add('two-step').add('two-factor');
  if (levels.has('eidas2')) levels.add('two-step').add('two-factor');
  const passkeys = proofs.filter(({ factor }) => factor === 'passkey');
  if (passkeys.length > 0) levels.add('two-step').add('two-factor').add('phr');
  const bases = proofs.filter((proof) => isKnown(proof) || isSubstantial(proof) || passkeys.includes(proof));
  // A5: what shows no action confirms none, and a code is for what it named.
  const { action } = request;
  const freshTrip =
    action === undefined &&
    proofs.some((proof) => isSubstantial(proof) && isHere(proof) && proof.recent && isRecent(proof));
  const isForThis = (given: Proof) =>
    isHere(given) && (given.factor === 'code' || given.factor === 'passkey') && given.action === action?.digest;
  // I6: both steps at once.
  const freshAtOnce = freshTrip || passkeys.some((passkey) => isForThis(passkey) && isRecent(passkey));
  if (freshAtOnce || (firsts.some(isRecent) && codes.some(isForThis))) levels.add('two-step-fresh');
  if (freshAtOnce || (bases.some(isRecent) && codes.some((code) => isHeld(code) && isForThis(code)))) {
    levels.add('two-factor-fresh').add('two-step-fresh');
  }
  return levels;
}

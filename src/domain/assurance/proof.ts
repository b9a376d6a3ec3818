/**
 * The proof ledger (A2): everything a person proved in a session. acr and amr are computed from it at each
 * authorization request and never read back from a store.
 */
import type { StoredState } from '../credential/credential_state.js';
import type { EidasLevel } from '../federation/upstream.js';
import type { CodeChannel } from '../realm.js';

interface ProofBase {
  /** unique: a proof recorded twice counts once */
  readonly id: string;
  readonly accountId: string;
  /** milliseconds since the epoch */
  readonly at: number;
  /** the authorization request in which it was given (the interaction chain's id) */
  readonly request: string;
}

export interface PasswordProof extends ProofBase {
  readonly factor: 'password';
  /** how the password stood when it was used: another process may show the account as it was two seconds ago (I7) */
  readonly credential?: StoredState;
}

export interface CodeProof extends ProofBase {
  readonly factor: 'code';
  readonly channel: CodeChannel;
  /** id of the contact, of the card (I10), or of the authenticator (I5) */
  readonly contact: string;
  /** digest of the sensitive action that its page and message named (A5); absent: it named none */
  readonly action?: string;
}

/**
 * A round trip to an upstream (F1 to F3). `at` is when the person proved themselves there, and 0 where it does not say:
 * a missing time is older than any that is asked (F1).
 */
export interface UpstreamProof extends ProofBase {
  readonly factor: 'upstream';
  /** id of the upstream */
  readonly upstream: string;
  readonly level: EidasLevel | undefined;
  /** the realm takes it for a password, as the one factor that it is (F3) */
  readonly countsAsPassword: boolean;
  /** the upstream's own, relayed (A3) */
  readonly amr: readonly string[];
  /** did the person prove themselves during this round trip, rather than in a session that the upstream kept? */
  readonly recent: boolean;
  /** when it came to us, in milliseconds since the epoch */
  readonly givenAt?: number;
}

/**
 * The browser is trusted: a code was typed there within the realm's window (I3). It stands beside the first factor with
 * which it was presented, that of its own request, and is worth that earlier code's `two-step` and nothing more.
 */
export interface TrustedDeviceProof extends ProofBase {
  readonly factor: 'trusted_device';
  /** id of the record */
  readonly device: string;
}

/** A passkey with its user verified (I6): a first factor and both steps at once, and phishing-resistant. */
export interface PasskeyProof extends ProofBase {
  readonly factor: 'passkey';
  /** id of the passkey */
  readonly passkey: string;
  /** it cannot leave its device */
  readonly deviceBound: boolean;
  /** digest of the sensitive action that its page named (A5); absent: it named none */
  readonly action?: string;
}

export type Proof = PasswordProof | CodeProof | UpstreamProof | TrustedDeviceProof | PasskeyProof;
export type FirstFactor = PasswordProof | UpstreamProof | PasskeyProof;
export type Ledger = readonly Proof[];

const LONGEST_LEDGER = 16;

/** Proofs that count for one request of one person. */
export interface Counting {
  readonly accountId: string;
  /** id of this authorization request, or undefined while nothing was proved in it */
  readonly request: string | undefined;
  /** `prompt=login` voids what was proved before this request (A4) */
  readonly onlyThisRequest: boolean;
}

/**
 * Adds a proof once. The same id twice, or a proof of somebody else, leaves the ledger as it is.
 *
 * @param ledger what the session proves so far
 * @param proof what was just proved
 * @param accountId whose session it is
 */
export function recordProof(ledger: Ledger, proof: Proof, accountId: string): Ledger {
  const own = ledger.filter((entry) => entry.accountId === accountId);
  if (proof.accountId !== accountId || own.some((entry) => entry.id === proof.id)) return own;
  // Whoever signs in anew presents the browser's trust anew: what was revoked meanwhile does not come back by the session.
  const kept = isFirstFactor(proof) ? own.filter(({ factor }) => factor !== 'trusted_device') : own;
  return shortened([...kept, proof]);
}

/** Drops the first proof that a newer one of its kind replaces, so that a long session keeps all that it proves. */
function shortened(ledger: Ledger): Ledger {
  if (ledger.length <= LONGEST_LEDGER) return ledger;
  const replaced = ledger.findIndex((proof, index) =>
    ledger.some((other, place) => kindOf(other) === kindOf(proof) && isNewer(other, proof, place > index)),
  );
  return ledger.toSpliced(Math.max(0, replaced), 1);
}

/** An upstream may say that the person proved themselves before a proof that the ledger holds already. */
function isNewer(other: Proof, proof: Proof, cameLater: boolean): boolean {
  return other.at > proof.at || (other.at === proof.at && cameLater);
}

function kindOf(proof: Proof): string {
  if (proof.factor === 'code') return proof.channel;
  if (proof.factor === 'passkey') return proof.deviceBound ? 'hwk' : 'swk';
  return proof.factor === 'upstream' ? `${proof.upstream} ${proof.level}` : proof.factor;
}

/** The proofs of this person that this request may use. */
export function countingProofs(ledger: Ledger, counting: Counting): Ledger {
  return ledger.filter(
    (proof) =>
      proof.accountId === counting.accountId && (!counting.onlyThisRequest || proof.request === counting.request),
  );
}

/** When a proof was given to us, whatever an upstream says of the person's own sign-in there; milliseconds since the epoch. */
export function givenAt(proof: Proof): number {
  return proof.factor === 'upstream' ? (proof.givenAt ?? proof.at) : proof.at;
}

/** Is it one with which a sign-in begins? */
export function isFirstFactor(proof: Proof): proof is FirstFactor {
  return proof.factor === 'password' || proof.factor === 'upstream' || proof.factor === 'passkey';
}

/** The latest first factor, or undefined. */
export function firstFactor(proofs: Ledger): FirstFactor | undefined {
  return proofs
    .filter(isFirstFactor)
    .reduce<FirstFactor | undefined>((latest, proof) => (latest && latest.at > proof.at ? latest : proof), undefined);
}

/** Every round trip to an upstream. */
export function upstreamProofs(proofs: Ledger): readonly UpstreamProof[] {
  return proofs.filter((proof) => proof.factor === 'upstream');
}

/** Is it what a second category can stand beside: something known, or an identity that is strong by itself? (A1) */
export function isStrongBase(proof: Proof): boolean {
  if (proof.factor === 'password' || proof.factor === 'passkey') return true;
  return (
    proof.factor === 'upstream' && (proof.countsAsPassword || proof.level === 'eidas2' || proof.level === 'eidas3')
  );
}

/** Every use of a passkey. */
export function passkeyProofs(proofs: Ledger): readonly PasskeyProof[] {
  return proofs.filter((proof) => proof.factor === 'passkey');
}

/** The latest second steps, newest first. */
export function secondSteps(proofs: Ledger): readonly CodeProof[] {
  return proofs.filter((proof) => proof.factor === 'code').toReversed();
}

/** Does a trusted browser stand beside a password, or an upstream in its place, of the same request? (I3) */
export function isOnTrustedDevice(proofs: Ledger): boolean {
  return proofs.some(
    (trust) =>
      trust.factor === 'trusted_device' && proofs.some((base) => isLocalBase(base) && base.request === trust.request),
  );
}

function isLocalBase(proof: Proof): boolean {
  return proof.factor === 'password' || (proof.factor === 'upstream' && proof.countsAsPassword);
}

/** Does a code over this channel prove possession of something, so that it is another category than the password? E-mail, paper and recovery codes never do (A1). */
export function provesPossession(channel: CodeChannel): boolean {
  return channel === 'sms' || channel === 'voice' || channel === 'totp';
}

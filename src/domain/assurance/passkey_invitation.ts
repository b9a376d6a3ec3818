/**
 * Who is invited to sign in by passkey the next time (I6): seldom, at the end of an ordinary sign-in by password and code,
 * and only where the passkey can be made at once. It never stands between a person and something that waits for them.
 */
import { type CodeProof, isFirstFactor, type Ledger } from './proof.js';

export interface InvitationFacts {
  /** at most one invitation an account in so many days; 0: none */
  readonly everyDays: number;
  /** the last one, in milliseconds since the epoch; null: there was none */
  readonly invitedAt: number | null;
  /** how many passkeys sign in to the account: whoever has blocked ones alone is asked as one who has none */
  readonly passkeys: number;
  /** the portal is a first party and no shared device, and its request allows pages */
  readonly isWelcome: boolean;
  /** this browser said with the code that it can keep a passkey, and the account knew it before this sign-in */
  readonly canEnrolHere: boolean;
  /** the page was answered in this request */
  readonly isAnswered: boolean;
}

const DAY_MS = 86_400_000;

/**
 * @param facts absent where nothing is known of the person
 * @param proofs the counting proofs of the person
 * @param request this authorization request
 * @param now milliseconds since the epoch
 */
export function isInvited(
  facts: InvitationFacts | undefined,
  proofs: Ledger,
  request: string | undefined,
  now: number,
): boolean {
  if (!facts?.canEnrolHere || !facts.isWelcome || facts.isAnswered) return false;
  if (facts.everyDays <= 0 || facts.passkeys > 0) return false;
  if (facts.invitedAt !== null && now - facts.invitedAt < facts.everyDays * DAY_MS) return false;
  const given = proofs.filter((proof) => request !== undefined && proof.request === request);
  return given.findLast(isFirstFactor)?.factor === 'password' && given.some(isOrdinaryCode);
}

/** A code of a message or of an app; who needs paper or a recovery code has lost something, and other worries. */
function isOrdinaryCode(proof: Ledger[number]): proof is CodeProof {
  return proof.factor === 'code' && proof.channel !== 'letter' && proof.channel !== 'recovery';
}

/**
 * Steps that a person must take before anything is issued (I7), in order: replace a password, add or confirm a contact,
 * accept new terms. What each is for is told by the facts alone, at every authorization request: nothing that a browser
 * keeps or leaves out can skip one.
 */
import { type CredentialState, type CredentialSummary, credentialUse } from '../credential/credential_state.js';
import type { Ledger, Proof } from './proof.js';

/** Why a password is replaced; `invited`: it need not be yet. */
export type ReplaceReason = 'provisional' | 'expired' | 'compromised' | 'invited';

export type ForcedStep =
  | { readonly step: 'change_password'; readonly reason: ReplaceReason }
  /** `isConfirmed`: a letter code, a desk, an authenticator app, a passkey or FranceConnect+ vouches for the person, so that a contact may be added (I7) */
  | { readonly step: 'confirm_contact'; readonly isConfirmed: boolean }
  | { readonly step: 'accept_terms'; readonly version: string };

export interface ForcedFacts {
  readonly credential: CredentialState;
  /** a campaign asks for a new password, and does not oblige yet (C1) */
  readonly isInvited: boolean;
  /** has the person a verified contact that one of the realm's channels reaches? */
  readonly hasContact: boolean;
  /** may contacts be added here? not where an administrator does it */
  readonly addsContacts: boolean;
  /** version of the realm's terms, and the one that the person accepted last */
  readonly terms: { readonly version: string; readonly accepted: string | null } | null;
  /** steps taken in this very request, where the account as read does not show it yet */
  readonly settled: ReadonlySet<ForcedStep['step']>;
  /** steps put off in this session; only where that is allowed do they count */
  readonly postponed: ReadonlySet<ForcedStep['step']>;
}

/** Somebody of whom nothing is asked. */
export const NOTHING_FORCED: ForcedFacts = {
  credential: 'chosen',
  isInvited: false,
  hasContact: true,
  addsContacts: true,
  terms: null,
  settled: new Set(),
  postponed: new Set(),
};

/**
 * Does a password that was proved still stand for anything? Not one that ended meanwhile, as a provisional one does, or
 * that was taken away: nothing is left to be replaced.
 */
export function passwordStands({ credential, settled }: ForcedFacts): boolean {
  const use = credentialUse(credential, 'web');
  return settled.has('change_password') || use === 'sign-in' || use === 'replace';
}

/**
 * The state of the password, by the account as read and by how it stood when it was last used: another process may show
 * the account as it was two seconds ago, and what was seen at the door holds until the password is another.
 *
 * @param computed by the account as read
 * @param password as read, or undefined where there is none
 */
export function stateSeen(
  computed: CredentialState,
  password: CredentialSummary | undefined,
  proofs: Ledger,
): CredentialState {
  const last = proofs.findLast((proof) => proof.factor === 'password');
  const seen = last?.factor === 'password' ? last.credential : undefined;
  if (!last || seen === undefined || seen === 'chosen') return computed;
  const isAnotherSince = password !== undefined && password.setAt > last.at;
  return isAnotherSince || (computed !== 'chosen' && computed !== 'expired') ? computed : seen;
}

/**
 * The first step that is due, or undefined.
 *
 * @param proofs the counting proofs of the person
 */
export function dueStep(facts: ForcedFacts, proofs: Ledger): ForcedStep | undefined {
  // Whoever came by FranceConnect+ or a passkey did not use the password: it stays as it is until they do.
  const usedPassword = proofs.some(({ factor }) => factor === 'password');
  if (usedPassword) {
    const reason = facts.settled.has('change_password') ? undefined : replaceReason(facts);
    const canWait = reason === 'invited' && facts.postponed.has('change_password');
    if (reason && !canWait) return { step: 'change_password', reason };
    const isConfirmed = proofs.some(confirmsContact);
    if (lacksContact(facts, isConfirmed)) return { step: 'confirm_contact', isConfirmed };
  }
  const { terms } = facts;
  if (terms && terms.accepted !== terms.version && !facts.settled.has('accept_terms')) {
    return { step: 'accept_terms', version: terms.version };
  }
  return undefined;
}

/** Whoever knows the password alone must not decide where codes go (I7). */
function confirmsContact(proof: Proof): boolean {
  // An authenticator was enrolled on a second step; recovery codes may lie where the password does.
  if (proof.factor === 'code') return proof.channel === 'letter' || proof.channel === 'totp';
  // So was a passkey.
  if (proof.factor === 'passkey') return true;
  return proof.factor === 'upstream' && (proof.level === 'eidas2' || proof.level === 'eidas3');
}

/** It waits only while nothing could confirm a contact: what was put off then is due once something can. */
function lacksContact({ hasContact, addsContacts, settled, postponed }: ForcedFacts, isConfirmed: boolean): boolean {
  const canWait = !isConfirmed && postponed.has('confirm_contact');
  return addsContacts && !hasContact && !settled.has('confirm_contact') && !canWait;
}

function replaceReason({ credential, isInvited }: ForcedFacts): ReplaceReason | undefined {
  if (credentialUse(credential, 'web') === 'replace') return credential as ReplaceReason;
  return isInvited ? 'invited' : undefined;
}

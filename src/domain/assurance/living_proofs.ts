/**
 * What still stands of a ledger (A2): what was proved before every sign-in was ended proves nothing any more (C4, C7), and
 * neither does a passkey that was removed or blocked since, so that whoever came by a stolen one is signed in no longer (I6).
 */
import { givenAt, type Ledger } from './proof.js';

/** Longer than any process may show an account as it was: a passkey that was just made counts where it is not seen yet. */
const SEEN_WITHIN_MS = 10_000;

export interface LifeOfProofs {
  /** when every sign-in was ended, but this session; milliseconds since the epoch; undefined: never */
  readonly endedAt: number | undefined;
  /** ids of the person's passkeys that sign in */
  readonly passkeys: readonly string[];
  /** milliseconds since the epoch */
  readonly now: number;
}

export function livingProofs(ledger: Ledger, { endedAt, passkeys, now }: LifeOfProofs): Ledger {
  return ledger.filter((proof) => {
    if (endedAt !== undefined && givenAt(proof) < endedAt) return false;
    return proof.factor !== 'passkey' || passkeys.includes(proof.passkey) || now - proof.at <= SEEN_WITHIN_MS;
  });
}

/** Who is there, what they proved and how they can be reached, as the next step is judged by it (A4). */
import type { EidasLevel } from '../federation/upstream.js';
import type { CodeChannel } from '../realm.js';
import type { ForcedFacts } from './forced_steps.js';
import type { InvitationFacts } from './passkey_invitation.js';
import type { FirstFactor, Ledger } from './proof.js';

export interface Situation {
  /** the signed-in person, or undefined before a first factor */
  readonly accountId: string | undefined;
  /** channels of the realm on which this person can receive a code, in the realm's order */
  readonly channels: readonly CodeChannel[];
  /** channels of the realm, whoever the person is */
  readonly realmChannels: readonly CodeChannel[];
  /** has this person a passkey that may be used here, and did not put it aside in this request? (I6) */
  readonly passkey: boolean;
  /** may passkeys be used here, whoever the person is? Not on a shared device (I9) */
  readonly offersPasskeys: boolean;
  /** levels that the realm's upstreams in use can vouch for */
  readonly upstreamLevels: readonly EidasLevel[];
  /** the person proves this account once, to link an upstream's identity to it (F4) */
  readonly isLinking: boolean;
  readonly ledger: Ledger;
  /** what must be done before anything is issued (I7) */
  readonly forced: ForcedFacts;
  /** whether to invite the person to a passkey, once all else is done (I6) */
  readonly invitation?: InvitationFacts | undefined;
  readonly request: string | undefined;
  readonly now: number;
  readonly freshFirstFactorSeconds: number;
}

/** What of the ledger counts for this request. */
export interface Standing {
  readonly proofs: Ledger;
  readonly first: FirstFactor;
  /** a round trip of this request was not counted */
  readonly wasStale: boolean;
}

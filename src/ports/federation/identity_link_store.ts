/**
 * Links between accounts and upstream identities, and the accounts that an identity could be (F3, F4). An ended link
 * stays, as the tombstone that asks for local proof again.
 */
import type { EmployerCandidate } from '../../domain/federation/employer_identity.js';
import type { Candidate } from '../../domain/federation/pivot_identity.js';
import type { UpstreamIdentity } from '../../domain/federation/upstream.js';
import type { AccountStatus } from '../account/account_store.js';
import type { NewNotice } from '../notice/notice_outbox.js';

/** `suspended`: another subject of the same upstream took its place; `undone`: by the person or an agent. */
export type LinkStatus = 'active' | 'suspended' | 'undone';
/** `match`: the civil identity was certain; `local_proof`: the person signed in to the account. */
export type LinkProof = 'match' | 'local_proof';

export interface IdentityLink {
  readonly id: string;
  /** the upstream's id in the configuration when it was linked: `franceconnect-plus` */
  readonly upstream: string;
  readonly issuer: string;
  readonly subject: string;
  readonly status: LinkStatus;
  readonly provedBy: LinkProof;
  /** milliseconds since the epoch, as all that follow */
  readonly linkedAt: number;
  /** within a day */
  readonly lastUsedAt: number;
  /** when it was suspended or undone, the latter if both */
  readonly endedAt: number | undefined;
}

export interface LinkRequest {
  readonly realm: string;
  readonly accountId: string;
  readonly upstream: string;
  readonly issuer: string;
  readonly subject: string;
  readonly provedBy: LinkProof;
  /** milliseconds since the epoch */
  readonly now: number;
  /** what tells it, written with it; `replaced`: an identity of before opens the account no more */
  readonly tell?: (replaced: boolean) => readonly NewNotice[];
}

export type LinkAnswer =
  | {
      /** `already`: this very link was active, and nothing changed */
      readonly outcome: 'linked' | 'already';
      readonly linkId: string;
      readonly accountId: string;
      /** links of the account with other subjects of this issuer, which this one replaced */
      readonly suspended: readonly string[];
    }
  | {
      readonly outcome: 'refused';
      /**
       * `tombstone`: a link of this account and issuer, or of this subject, was suspended or undone, and a match is not
       * enough; `other_account`: the subject is linked elsewhere; `no_account`: the realm has no such account
       */
      readonly reason: 'tombstone' | 'other_account' | 'no_account';
    };

export interface IdentityLinkStore {
  /**
   * Whose account a subject is linked to, whatever the account's status; notes its use once a day while that is active.
   *
   * @param now milliseconds since the epoch
   */
  findActive(
    realm: string,
    issuer: string,
    subject: string,
    now: number,
  ): Promise<{ readonly id: string; readonly accountId: string; readonly accountStatus: AccountStatus } | null>;
  /**
   * Accounts of the realm, closed ones left out, that an identity could be: all that bear on `matchPivotIdentity`, at
   * most 500; none without a birth date, nor for a date that more than 5,000 accounts share (a default, not a birth).
   *
   * @param identity raw, as the upstream gave it
   */
  candidates(realm: string, identity: UpstreamIdentity): Promise<readonly Candidate[]>;
  /**
   * Accounts of the realm, closed ones left out, that are affiliated to an establishment, at most 500.
   *
   * @param siret as the upstream gave it; none are found for one that is none
   */
  employerCandidates(realm: string, siret: string): Promise<readonly EmployerCandidate[]>;
  /**
   * Links a subject to an account, in one transaction. A subject has one active link in a realm, an account one an
   * issuer: an active link of this account and issuer with another subject is suspended. Of any number at once for one
   * subject, one is `linked`.
   */
  link(request: LinkRequest): Promise<LinkAnswer>;
  /** All links of an account, the newest first. */
  linksOf(accountId: string): Promise<readonly IdentityLink[]>;
  /**
   * Ends an active or suspended link for good; the tombstone stays.
   *
   * @param now milliseconds since the epoch
   * @param notices what tells it, written with it
   * @returns whether this call ended it: false for one already undone, or of another account
   */
  undo(linkId: string, accountId: string, now: number, notices?: readonly NewNotice[]): Promise<boolean>;
}

/**
 * A person's file as the back office changes it (C6, C7, E1, S5): each change is one transaction with its credential,
 * letters, notices and the answer to give again. Callers then `forget` the account of the account store.
 */
import type { CivilIdentity } from '../../domain/account/civil_identity.js';
import type { IdentifierKind, Locale } from '../../domain/realm.js';
import type { Receipt } from '../idempotency_store.js';
import type { NewLetter } from '../letter/letter_outbox.js';
import type { NewNotice } from '../notice/notice_outbox.js';
import type { ActAnswer, ActingFor, NewMembership } from '../organisation/organisation_store.js';
import type { AccountStanding, AccountStatus, ContactKind, PostalAddress, StoredPassword } from './account_store.js';

/** What goes with a change, in its transaction. */
export interface WrittenWith {
  readonly provisional: {
    readonly password: StoredPassword;
    /** milliseconds since the epoch */
    readonly expiresAt: number;
    /** id of the contact it is sent to, if one is */
    readonly carriedBy: string | null;
  } | null;
  readonly letters: readonly NewLetter[];
  readonly notices: readonly NewNotice[];
  readonly receipt: Receipt | null;
}

export interface FileIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

export interface NewFile extends CivilIdentity, WrittenWith {
  readonly id: string;
  readonly realm: string;
  readonly standing: AccountStanding;
  readonly locale: Locale;
  readonly caf: string | null;
  readonly postalAddress: PostalAddress | null;
  readonly identifiers: readonly FileIdentifier[];
  /** verified by the agent who saw the person, or given by an administrator (E1) */
  readonly contacts: ReadonlyArray<{
    readonly id: string;
    readonly kind: ContactKind;
    readonly value: string;
    readonly setBy?: 'administrator';
  }>;
  /** milliseconds since the epoch */
  readonly at: number;
}

export interface FileChange extends WrittenWith {
  readonly realm: string;
  readonly accountId: string;
  /** milliseconds since the epoch */
  readonly at: number;
  /** who is behind it, as portals are told (S8): an agent or administrator unless said */
  readonly by?: 'user' | 'admin';
  /** the change is refused in any other status or standing */
  readonly from: { readonly statuses: readonly AccountStatus[]; readonly standing?: AccountStanding };
  readonly status?: AccountStatus;
  readonly standing?: AccountStanding;
  readonly closedFor?: 'closure' | 'death';
  readonly caf?: string;
  readonly postalAddress?: PostalAddress;
  /** each takes the place of the living one of its kind, which is retired with its history */
  readonly identifiers?: readonly FileIdentifier[];
  /**
   * until `pendingUntil` it carries nothing and recovers nothing (E1); one that an administrator set carries no password
   * and recovers nothing after that either, until the person confirmed it
   */
  readonly addedContact?: {
    readonly kind: ContactKind;
    readonly value: string;
    readonly pendingUntil: number;
    readonly setBy?: 'administrator';
  };
  /** refused unless it may carry a password that an administrator had sent: the person's own, and not set since (E1) */
  readonly ownContact?: { readonly id: string; readonly notSetSince: number };
  readonly removedContact?: string;
  /** lifts the freeze of a contact (U2); refused where it is not frozen */
  readonly releasedContact?: string;
  /** what waits for an agent after « Ce n’est pas moi » was dealt with, by this client; refused where nothing waits (U2) */
  readonly closesContests?: string;
  /** all credentials, known devices, grants, authenticator apps and cards of codes end, and what was proved before counts no more (C7) */
  readonly endsAccess?: boolean;
  /** all of its authenticator apps, with the recovery codes, and its passkeys; refused where it has none of them (I5, I6) */
  readonly removesAuthenticators?: boolean;
  /** what was proved before counts no more, and no browser is trusted: a sign-out everywhere (P9) */
  readonly endsSignIns?: boolean;
  readonly cancelsLetters?: boolean;
  /** counters that start anew (S1) */
  readonly clearedLanes?: readonly string[];
  /** the code for the voice server of a realm whose passwords are not digits (I8) */
  readonly telephoneCode?: StoredPassword;
}

/**
 * `unknown`: nobody in this realm · `refused`: not in a state that allows it · `taken`: the identifier is another's ·
 * `answered`: another process has done it under the same idempotency key
 */
export type FileAnswer = 'done' | 'unknown' | 'refused' | 'taken' | 'answered';

/**
 * What an administrator of an organisation may be refused for, beside. `elsewhere`: the organisation that created the account
 * still has the person, and alone looks after contacts and password.
 */
export type MemberRefusal = Exclude<ActAnswer, 'done' | 'last-administrator' | 'state-conflict'> | 'elsewhere';

/** Everything that is held about a person (S5), in plain values; secrets and hashes are left out. */
export type HeldAboutPerson = Readonly<Record<string, unknown>>;

export interface FileContact {
  readonly id: string;
  readonly kind: ContactKind;
  readonly value: string;
  readonly verified: boolean;
  /** milliseconds since the epoch, or null */
  readonly pendingUntil: number | null;
  readonly frozenAt: number | null;
}

/** What a look-up adds to what a sign-in knows of an account. */
export interface FileDetails {
  readonly closedFor: string | null;
  readonly closedAt: number | null;
  readonly contacts: readonly FileContact[];
  readonly hasTelephoneCode: boolean;
  readonly authenticators: number;
  readonly knownDevices: number;
  readonly lettersWaiting: number;
}

export interface AccountFileStore {
  /** @returns `taken` when one of its identifiers has a living owner in the realm, or `answered`; else `done` */
  enrol(file: NewFile): Promise<FileAnswer>;
  change(change: FileChange): Promise<FileAnswer>;
  /** The same by an administrator of an organisation for a member of it, judged in the transaction (E1). */
  changeOfMember(by: ActingFor, change: FileChange): Promise<FileAnswer | MemberRefusal>;
  /** A file and its membership of the organisation that it is created for (E1). */
  enrolMember(by: ActingFor, file: NewFile, membership: NewMembership): Promise<FileAnswer | 'not-administrator'>;
  details(realm: string, accountId: string): Promise<FileDetails | null>;
  held(realm: string, accountId: string): Promise<HeldAboutPerson | null>;
  /** Deletes the account and all that hangs on it, grants, letters and notices included (S5). */
  erase(realm: string, accountId: string, receipt: Receipt | null): Promise<FileAnswer>;
}

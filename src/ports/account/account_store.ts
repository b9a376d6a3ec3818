/** People: who they are, what they sign in with, where they can be reached (I1, I2, S4). */

import type { CivilIdentity } from '../../domain/account/civil_identity.js';
import type { SeedMembership } from '../../domain/account/seed_account.js';
import type { CredentialSummary } from '../../domain/credential/credential_state.js';
import type { CodeCard } from '../../domain/one_time_code/code_card.js';
import type { ClosedAccess } from '../../domain/organisation/membership.js';
import type { IdentifierKind, Locale } from '../../domain/realm.js';
import type { Initiator } from '../../domain/signals/event.js';
import type { AttemptRule } from '../../domain/throttle/attempt_rule.js';
import type { AttemptAnswer } from '../attempt_counter.js';
import type { TrustedDraft } from '../device/device_store.js';
import type { NewNotice } from '../notice/notice_outbox.js';
import type { UsedCode } from '../protocol/oidc_store.js';

export type ContactKind = 'email' | 'mobile' | 'landline';
export type AccountStatus = 'active' | 'suspended' | 'closed';
/** An applicant's file is not affiliated yet: tokens carry the few services that are open (C6). */
export type AccountStanding = 'affiliated' | 'applicant';

export interface Contact {
  readonly id: string;
  readonly kind: ContactKind;
  /** an e-mail address, or a number in E.164 */
  readonly value: string;
  /** it was, and is not frozen: everything that a contact may do hangs on this */
  readonly verified: boolean;
  /** since when « Ce n’est pas moi » holds it (U2), in milliseconds since the epoch; null: it does not */
  readonly frozenAt: number | null;
  /** until when it carries no second step on unknown devices (C4), in milliseconds since the epoch; null: it may */
  readonly barredUntil: number | null;
  /**
   * an administrator of an organisation set it, and the person never confirmed it: once it counts it carries codes, but
   * never a password or a recovery (E1)
   */
  readonly setBy?: 'administrator';
}

/** As on an envelope, below the name. */
export interface PostalAddress {
  readonly lines: readonly string[];
  readonly postcode: string;
  readonly city: string;
  /** null: France */
  readonly country: string | null;
}

export interface StoredPassword {
  /** PHC string */
  readonly hash: string;
  readonly pepperKeyId: string;
}

export interface Account extends CivilIdentity {
  readonly id: string;
  readonly realm: string;
  /** `suspended` too while none of its memberships is open (`closedAccess`) */
  readonly status: AccountStatus;
  /** why none of its memberships is open (E3); null: one is, or it never had any */
  readonly closedAccess?: ClosedAccess | null;
  readonly standing: AccountStanding;
  readonly locale: Locale;
  /** three digits of the Caf that manages the file, where one does (C7) */
  readonly caf: string | null;
  readonly postalAddress: PostalAddress | null;
  /** version of the realm's terms that the person accepted last (I7) */
  readonly acceptedTerms: string | null;
  /** when they were last invited to sign in by passkey (I6), in milliseconds since the epoch; null: never */
  readonly passkeyInvitedAt: number | null;
  readonly contacts: readonly Contact[];
  /** password, provisional password and legacy code, those that there are; never a hash */
  readonly credentials: readonly CredentialSummary[];
  /** what was proved before `at` (milliseconds since the epoch) does not count, but in the session of that uid */
  readonly signInsVoid: { readonly at: number; readonly keptSession: string | null } | null;
  /** cards of codes, desk codes and recovery codes that were not revoked (I10, I5) */
  readonly codeCards: readonly CodeCard[];
  /** how many authenticator apps it has (I5) */
  readonly authenticators: number;
  /** ids of its passkeys that sign in (I6) */
  readonly passkeys: readonly string[];
}

/** An account as seen from one browser. */
export interface VisitedAccount extends Account {
  /** has this browser signed in to this account before? (the known-device record, S1) */
  readonly deviceKnown: boolean;
  /** were other people seen in this browser, so that with this one there are too many to trust it? (I3) */
  readonly deviceShared: boolean;
  /** wrong codes that count on this browser's lane, in milliseconds since the epoch, oldest first (I2) */
  readonly wrongCodes: readonly number[];
}

/** What a sign-in needs of an account, read in one statement. */
export interface SignInAccount extends VisitedAccount {
  readonly password: StoredPassword | null;
  /** beside it, until it is used (C3) */
  readonly provisional: (StoredPassword & { readonly carriedBy: string | null }) | null;
}

export interface NewAccount extends CivilIdentity {
  readonly realm: string;
  readonly identifiers: ReadonlyArray<{ readonly kind: IdentifierKind; readonly value: string }>;
  readonly contacts: ReadonlyArray<{ readonly kind: ContactKind; readonly value: string }>;
  readonly password: StoredPassword | null;
  /** milliseconds since the epoch; null: it has no end */
  readonly passwordExpiresAt?: number | null;
  /** beside the password, or without one */
  readonly otherCredentials?: ReadonlyArray<{
    readonly kind: 'provisional' | 'legacy_code';
    readonly stored: StoredPassword;
    readonly expiresAt: number | null;
  }>;
  /** `affiliated` unless told (C6) */
  readonly standing?: AccountStanding;
  readonly caf?: string | null;
  readonly postalAddress?: PostalAddress | null;
  /** the establishment that they work for, 14 digits (F3) */
  readonly siret?: string | null;
  /** where they work, each created if it is not there; they have signed in there already (E1) */
  readonly organisations?: readonly SeedMembership[];
}

/** A password about to be checked: whose it is, and whether the attempt may be made. */
export interface PasswordAttempted {
  readonly account: SignInAccount | null;
  /** what the attempt was counted under */
  readonly lane: string;
  readonly answer: AttemptAnswer;
}

/** A code of an authenticator app: its time step, and every one before, are used up by it (RFC 6238 §5.2). */
export interface AcceptedStep {
  /** id of the authenticator */
  readonly authenticator: string;
  readonly step: number;
}

/** A browser to know from now on. */
export interface RememberedDevice {
  /** keyed name of its secret */
  readonly hash: string;
  /** its family, such as `Firefox` */
  readonly browser: string;
  /** where a trusted proxy says it is */
  readonly place?: string | null;
  /** to be asked no code there for a while, as the person wished (I3) */
  readonly trust?: TrustedDraft;
}

/** A browser that signed in. */
export interface NotedDevice extends RememberedDevice {
  /** tell that it is new, where it is and another one was known: the first ever tells nobody anything (U2) */
  readonly notices?: readonly NewNotice[];
}

/** A code typed right, and all that follows from it. */
export interface RightCode {
  /** what may be used once */
  readonly code: UsedCode | AcceptedStep;
  readonly account: { readonly id: string; readonly realm: string };
  /** the lane it was counted on, and when */
  readonly lane: string;
  readonly countedAt: number;
  /** lanes that this sign-in opens again */
  readonly reopened: readonly string[];
  /** the browser to know from now on, or null */
  readonly device: NotedDevice | null;
  /** id of the contact that carried it, none for a card: one that is frozen (U2) or gone (U1) proves nothing */
  readonly carrier?: string | undefined;
  /** id of the contact that carried it, where one that is barred must not (C4): judged by what is stored now */
  readonly unlessBarred?: string;
  /** the code of a sign-in: memberships that waited for the first one begin (E1) */
  readonly activates?: true;
  /** the card whose code it was, and its number there (I10) */
  readonly card?: { readonly id: string; readonly number: number };
  /** milliseconds since the epoch */
  readonly at: number;
}

export interface AccountStore {
  /**
   * Finds whom an identifier belongs to; one statement whether or not anybody has it (I1).
   *
   * @param deviceHash keyed hash of the browser's device secret, or null
   */
  findByIdentifier(
    realm: string,
    kind: IdentifierKind,
    value: string,
    deviceHash: string | null,
  ): Promise<SignInAccount | null>;
  /**
   * Finds whom an identifier belongs to and counts an attempt at a password on the lane that follows from it; one
   * statement, whether or not anybody has the identifier (I1, S1).
   *
   * @param nobody what stands in the lane for an account, when nobody has the identifier
   * @param now milliseconds since the epoch
   * @param knownDeviceRule for a browser that the account knows, where only the limits differ; the same unless given
   */
  attemptPassword(
    identifier: { readonly realm: string; readonly kind: IdentifierKind; readonly value: string },
    deviceHash: string | null,
    nobody: string,
    rule: AttemptRule,
    now: number,
    knownDeviceRule?: AttemptRule,
  ): Promise<PasswordAttempted>;
  /** @param deviceHash keyed hash of the browser's device secret, or null */
  find(accountId: string, deviceHash: string | null): Promise<VisitedAccount | null>;
  /** The person's identifier of this kind now in use, decrypted, or null. */
  identifier(accountId: string, kind: IdentifierKind): Promise<string | null>;
  /**
   * Creates those of the accounts of which no identifier is taken, all in one transaction; never updates.
   *
   * @param now when their memberships begin, in milliseconds since the epoch
   * @returns how many were created
   */
  createAbsent(accounts: readonly NewAccount[], now: number): Promise<number>;
  /**
   * Whatever was proved before `at` no longer counts, but in the session `keptSession` (C4, C7), and no browser is trusted
   * any more (I3). What was voided later stays so.
   *
   * @param at milliseconds since the epoch
   */
  voidSignIns(accountId: string, at: number, keptSession: string | null, by?: Initiator): Promise<void>;
  /** Keeps that the person accepted a version of the realm's terms (I7). */
  acceptTerms(accountId: string, version: string): Promise<void>;
  /** Keeps that the person was invited to sign in by passkey (I6). `at` in milliseconds since the epoch. */
  noteInvited(accountId: string, at: number): Promise<void>;
  /** Replaces a password hash by a better one of the same password, unless it was changed meanwhile (C2). */
  upgradePassword(accountId: string, from: StoredPassword, to: StoredPassword): Promise<void>;
  /**
   * Uses a code up for good, gives its attempt back, opens lanes, activates memberships that waited for a first sign-in (E1)
   * and records the browser, in one statement. `false`: it
   * was used before, and nothing else than the attempt changes.
   */
  recordRightCode(right: RightCode): Promise<boolean>;
  /** Whatever is kept at hand of an account is read anew. */
  forget(accountId: string): void;
  /** Records that this browser signed in to this account, with what tells it. `at` in milliseconds since the epoch. */
  recordDevice(account: { id: string; realm: string }, device: NotedDevice, at: number): Promise<void>;
}

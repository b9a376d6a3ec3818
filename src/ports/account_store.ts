/** People: who they are, what they sign in with, where they can be reached (I1, I2, S4). */
import type { CivilIdentity } from '../domain/civil_identity.js';
import type { IdentifierKind } from '../domain/realm.js';

export type ContactKind = 'email' | 'mobile' | 'landline';
export type AccountStatus = 'active' | 'suspended' | 'closed';

export interface Contact {
  readonly id: string;
  readonly kind: ContactKind;
  /** an e-mail address, or a number in E.164 */
  readonly value: string;
  readonly verified: boolean;
}

export interface StoredPassword {
  /** PHC string */
  readonly hash: string;
  readonly pepperKeyId: string;
}

export interface Account extends CivilIdentity {
  readonly id: string;
  readonly realm: string;
  readonly status: AccountStatus;
  readonly contacts: readonly Contact[];
}

/** An account as seen from one browser. */
export interface VisitedAccount extends Account {
  /** has this browser signed in to this account before? (the known-device record, S1) */
  readonly deviceKnown: boolean;
}

/** What a sign-in needs of an account, read in one statement. */
export interface SignInAccount extends VisitedAccount {
  readonly password: StoredPassword | null;
}

export interface NewAccount extends CivilIdentity {
  readonly realm: string;
  readonly identifiers: ReadonlyArray<{ readonly kind: IdentifierKind; readonly value: string }>;
  readonly contacts: ReadonlyArray<{ readonly kind: ContactKind; readonly value: string }>;
  readonly password: StoredPassword | null;
  /** the establishment that they work for, 14 digits (F3) */
  readonly siret?: string | null;
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
  /** @param deviceHash keyed hash of the browser's device secret, or null */
  find(accountId: string, deviceHash: string | null): Promise<VisitedAccount | null>;
  /** The person's identifier of this kind now in use, decrypted, or null. */
  identifier(accountId: string, kind: IdentifierKind): Promise<string | null>;
  /**
   * Creates those of the accounts of which no identifier is taken, all in one transaction; never updates.
   *
   * @returns how many were created
   */
  createAbsent(accounts: readonly NewAccount[]): Promise<number>;
  /** Replaces a password hash by a better one of the same password, unless it was changed meanwhile (C2). */
  upgradePassword(accountId: string, from: StoredPassword, to: StoredPassword): Promise<void>;
  /** Records that this browser signed in to this account. `at` in milliseconds since the epoch. */
  recordDevice(account: { id: string; realm: string }, deviceHash: string, browser: string, at: number): Promise<void>;
}

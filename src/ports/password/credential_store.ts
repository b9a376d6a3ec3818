/**
 * What a person proves to know, by kind (C1 to C5, I8), and its life. Each change is one transaction with the letter or
 * the notices that tell it. Callers then `forget` the account of the account store.
 */
import type { CredentialKind, StoredState } from '../../domain/credential/credential_state.js';
import type { StoredPassword } from '../account/account_store.js';
import type { NewLetter } from '../letter/letter_outbox.js';
import type { NewNotice } from '../notice/notice_outbox.js';

export interface StoredCredential extends StoredPassword {
  readonly kind: CredentialKind;
  readonly state: StoredState;
  /** id of the password policy it was chosen under, where known */
  readonly policy: string | null;
  /** milliseconds since the epoch, as all that follow */
  readonly setAt: number;
  readonly expiresAt: number | null;
  /** id of the contact that a provisional one was sent to, if one was */
  readonly carriedBy: string | null;
}

/** A contact that may not carry the second step for a while (C4), by its value: a number may be there twice. */
export interface Bar {
  readonly contactValue: string;
  /** milliseconds since the epoch */
  readonly until: number;
}

export interface ChosenPassword {
  readonly accountId: string;
  readonly password: StoredPassword;
  readonly policy: string;
  readonly at: number;
  readonly expiresAt: number | null;
  /** hash that stood there when the person began; null: none did. Another since: refused */
  readonly replaces: string | null;
  readonly bar: Bar | null;
  readonly notices: readonly NewNotice[];
  /** when the person began, in milliseconds since the epoch: refused where sign-ins were ended since (C7) */
  readonly begunAt: number | null;
  /** whatever was proved before counts no more, but in this session; null: nothing ends */
  readonly endsSignIns: { readonly keptSession: string | null } | null;
}

export interface IssuedProvisional {
  readonly accountId: string;
  readonly password: StoredPassword;
  readonly at: number;
  readonly expiresAt: number;
  readonly carriedBy: string | null;
  readonly letter: NewLetter | null;
  readonly notices: readonly NewNotice[];
  /** when sign-ins were last ended, as whoever asked read it; where they were ended since, nothing is issued (C7) */
  readonly voidAsRead: number | null;
}

export interface CredentialStore {
  credentialsOf(accountId: string): Promise<readonly StoredCredential[]>;
  /**
   * The person's own choice: takes the place of the password, and ends the provisional one and the legacy code (C5).
   *
   * @returns false, and nothing changed: the password was replaced meanwhile, or the account is gone or not active
   */
  choose(change: ChosenPassword): Promise<boolean>;
  /**
   * Sets or replaces the provisional password beside the current one, which stays good until the other is used (C3).
   *
   * @returns false, and nothing changed: the account is gone or not active, or its sign-ins were ended meanwhile
   */
  issueProvisional(issue: IssuedProvisional): Promise<boolean>;
  /**
   * A provisional password was used: it is now the only one, to be replaced, and its contact is barred (C3, C4).
   *
   * @param hash the provisional one's, as read
   * @returns false when it was used or replaced meanwhile
   */
  useProvisional(
    accountId: string,
    hash: string,
    bar: Bar | null,
    at: number,
    notices: readonly NewNotice[],
  ): Promise<boolean>;
  /** Whoever signs in with it chooses another (C1). @returns false when it is another by now */
  markCompromised(accountId: string, hash: string): Promise<boolean>;
  /** The telephone code of a realm whose passwords are not digits (I8). */
  setTelephoneCode(accountId: string, code: StoredPassword, at: number): Promise<void>;
  /** @returns how many were removed */
  remove(accountId: string, kinds: readonly CredentialKind[]): Promise<number>;
}

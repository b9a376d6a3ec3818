/** Authenticator apps of a person (I5): the secret sealed at rest, no time step ever accepted twice. */
import type { CodeCard } from '../../domain/one_time_code/code_card.js';
import type { NewNotice } from '../notice/notice_outbox.js';

export interface Authenticator {
  readonly id: string;
  /** as the person calls it */
  readonly name: string;
  /** milliseconds since the epoch */
  readonly addedAt: number;
  /** null: it has not signed anybody in yet */
  readonly lastUsedAt: number | null;
}

export interface AuthenticatorSecret {
  readonly id: string;
  readonly secret: Uint8Array;
  /** the last time step that was accepted: only a later one is */
  readonly lastStep: number;
}

/** A secret sealed for where it waits until it is proved to work. */
export interface SealedSecret {
  readonly cipherKeyId: string;
  /** base64url */
  readonly ciphertext: string;
}

export interface NewAuthenticator {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly secret: Uint8Array;
  /** the step of the code that proved it: used up by that */
  readonly step: number;
  /** how many the account may have, this one included */
  readonly most: number;
  /** recovery codes, issued unless the account has some left */
  readonly recoveryCodes: CodeCard;
  readonly notices: readonly NewNotice[];
  /** milliseconds since the epoch */
  readonly at: number;
}

/** `there`: it was added before · `full`: the account has as many as it may · `gone`: the account is not active any more */
export type AddedAuthenticator =
  | { readonly state: 'added'; readonly isRecoveryIssued: boolean }
  | { readonly state: 'there' | 'full' | 'gone' };

export interface AuthenticatorStore {
  /** In the order in which they were added. */
  listOf(accountId: string): Promise<readonly Authenticator[]>;
  secretsOf(accountId: string): Promise<readonly AuthenticatorSecret[]>;
  /** Adds an authenticator with its notices and, where there are none left, recovery codes, in one transaction. */
  add(added: NewAuthenticator): Promise<AddedAuthenticator>;
  /** @returns false: the account has none of this id */
  rename(accountId: string, id: string, name: string): Promise<boolean>;
  /**
   * Removes one, and with the last one the recovery codes. Of two at once, one removes it and its notices are told.
   *
   * @returns false: the account has none of this id
   */
  remove(accountId: string, id: string, notices: readonly NewNotice[], at: number): Promise<boolean>;
  /** Seals a secret that is kept elsewhere until it is proved to work. @param id the authenticator's, once it is one */
  seal(id: string, secret: Uint8Array): SealedSecret;
  /** @throws Error when the ring lacks the key, or the secret was altered or is another's */
  open(id: string, sealed: SealedSecret): Uint8Array;
  /** Seals anew what an older key seals. @returns how many */
  reseal(): Promise<number>;
}

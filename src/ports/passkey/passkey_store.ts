/** Passkeys of a person (I6): public keys, each in one realm once; a copy of one shows by its counter, and suspends it. */
import type { PasskeyTransport } from '../../domain/passkey/passkey.js';
import type { NotedDevice } from '../account/account_store.js';
import type { NewNotice } from '../notice/notice_outbox.js';

/** `cloned`: its counter did not grow, somebody may have a copy · `frozen`: contested (U2). Neither signs in. */
export type PasskeyState = 'usable' | 'cloned' | 'frozen';

export interface Passkey {
  readonly id: string;
  readonly credentialId: Uint8Array;
  /** as the person calls it */
  readonly name: string;
  /** the make of the authenticator, or zeros where it does not say */
  readonly aaguid: string;
  readonly transports: readonly PasskeyTransport[];
  /** it cannot leave its device */
  readonly deviceBound: boolean;
  /** a copy of it is kept elsewhere, as by a phone's maker */
  readonly backedUp: boolean;
  readonly state: PasskeyState;
  /** milliseconds since the epoch */
  readonly addedAt: number;
  /** null: it has not signed anybody in yet */
  readonly lastUsedAt: number | null;
}

/** What an answer is checked against. */
export interface FoundPasskey {
  readonly id: string;
  readonly accountId: string;
  /** the one asked for where it has it, else another that shares our host name */
  readonly realm: string;
  /** COSE key */
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly deviceBound: boolean;
  readonly state: PasskeyState;
  readonly userHandle: Uint8Array;
}

export interface NewPasskey {
  readonly id: string;
  readonly accountId: string;
  readonly credentialId: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly aaguid: string;
  readonly transports: readonly PasskeyTransport[];
  readonly deviceBound: boolean;
  readonly backedUp: boolean;
  readonly name: string;
  /** how many the account may have, this one included */
  readonly most: number;
  readonly notices: readonly NewNotice[];
  /** when the proof that it stands on was given: sign-ins that were ended since leave nothing (U2); as `at` */
  readonly begunAt?: number | undefined;
  /** milliseconds since the epoch */
  readonly at: number;
}

/** `there`: the credential is registered · `full`: the account has as many as it may · `gone`: it is not active any more, its handle went, or what was proved was ended */
export type AddedPasskey = 'added' | 'there' | 'full' | 'gone';

/** A signature that verified, and all that follows from it. */
export interface PasskeyUse {
  readonly id: string;
  readonly account: { readonly id: string; readonly realm: string };
  /** as signed */
  readonly counter: number;
  readonly backedUp: boolean;
  /** lanes that this opens again */
  readonly reopened: readonly string[];
  /** the browser to know from now on, or null */
  readonly device: NotedDevice | null;
  /** what tells that it was suspended, where the counter shows a copy */
  readonly cloned: readonly NewNotice[];
  /** milliseconds since the epoch */
  readonly at: number;
}

/** `cloned`: by this very use it was found to have a copy, and every sign-in so far is void · `suspended`: it was before · `gone`: removed meanwhile */
export type UsedPasskey = 'used' | 'cloned' | 'suspended' | 'gone';

export interface PasskeyStore {
  /** In the order in which they were added. */
  listOf(accountId: string): Promise<readonly Passkey[]>;
  /** By one statement; null: nobody has it in any realm. */
  find(realm: string, credentialId: Uint8Array): Promise<FoundPasskey | null>;
  /** The name under which authenticators keep this account, made at the first asking; null: there is no such account. */
  userHandle(accountId: string): Promise<Uint8Array | null>;
  /** Is it the name of one of our accounts, in any realm? */
  isHandle(handle: Uint8Array): Promise<boolean>;
  /** Adds one with its notices, in one transaction. */
  add(added: NewPasskey): Promise<AddedPasskey>;
  /** @returns false: the account has none of this id */
  rename(accountId: string, id: string, name: string): Promise<boolean>;
  /**
   * Removes one, whatever its state. Of two at once, one removes it and its notices are told.
   *
   * @param at milliseconds since the epoch
   * @returns false: the account has none of this id
   */
  remove(accountId: string, id: string, notices: readonly NewNotice[], at: number): Promise<boolean>;
  /**
   * Takes a use down where the counter grew, or stays at zero; else suspends the passkey and tells it. Judged in the
   * statement that writes it: of any number of uses of one counter at once, one is taken.
   */
  recordUse(use: PasskeyUse): Promise<UsedPasskey>;
}

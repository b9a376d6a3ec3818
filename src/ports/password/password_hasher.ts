/** Argon2id with a pepper (C2), and the hashes that other systems left (C9). */
import type { StoredPassword } from '../account/account_store.js';

export type PasswordCheck =
  | {
      readonly state: 'right';
      /** which of the two the password is; both: `stored` */
      readonly which: 'stored' | 'other';
      /** in its place from now on: parameters or the pepper moved on, or another system made it */
      readonly upgraded?: StoredPassword;
    }
  | { readonly state: 'wrong' }
  | { readonly state: 'busy'; readonly retryAfterSeconds: number };

export interface PasswordHasher {
  /** @param like a hash of the same person: one that is of today's cost lends its salt, so that one check decides both */
  hash(password: string, like?: StoredPassword | null): Promise<StoredPassword>;
  /** 0, or after how many seconds to come back: a check would be shed now, so nothing needs to be looked up for it. */
  busySeconds(): number;
  /**
   * One Argon2 computation, whatever is stored and whether the password is right or wrong (I1): of both hashes where they
   * share a salt; without any, and beside another system's, of a decoy at the same cost. Hashes that share nothing, and
   * those of an earlier cost or pepper once they proved right, take a second one. Sheds when its queue is full.
   *
   * @param other another credential of the same person that the same password may be (C3)
   */
  check(password: string, stored: StoredPassword | null, other?: StoredPassword | null): Promise<PasswordCheck>;
}

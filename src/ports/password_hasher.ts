/** Argon2id with a pepper (C2). */
import type { StoredPassword } from './account_store.js';

export type PasswordCheck =
  | {
      readonly state: 'right' /** set when the parameters or the pepper moved on */;
      readonly upgraded?: StoredPassword;
    }
  | { readonly state: 'wrong' }
  | { readonly state: 'busy'; readonly retryAfterSeconds: number };

export interface PasswordHasher {
  hash(password: string): Promise<StoredPassword>;
  /** 0, or after how many seconds to come back: a check would be shed now, so nothing needs to be looked up for it. */
  busySeconds(): number;
  /**
   * One verification, of the stored hash or, without one, of a decoy at the same cost (I1). Sheds when its queue is
   * full.
   */
  check(password: string, stored: StoredPassword | null): Promise<PasswordCheck>;
}

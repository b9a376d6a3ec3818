/** A list of passwords that leaked somewhere (C1), looked up offline. */
export interface LeakedPasswords {
  /** May be wrong for one password in some hundred thousands, never for one that is listed (docs/password_policies.md). */
  has(password: string): Promise<boolean>;
  close(): Promise<void>;
}

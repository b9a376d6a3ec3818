/** Which account a pairwise `sub` names (P3): a keyed hash cannot be turned back, so each that was issued is noted. */

export interface IssuedSubject {
  readonly realm: string;
  readonly sector: string;
  readonly sub: string;
  readonly accountId: string;
}

export interface SubjectStore {
  /** Notes those that are new. */
  note(subjects: readonly IssuedSubject[]): Promise<void>;
  find(realm: string, sector: string, sub: string): Promise<string | undefined>;
}

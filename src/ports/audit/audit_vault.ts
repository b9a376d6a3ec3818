/** Personal fields of the audit, encrypted per person: with the person's key destroyed, nobody reads them any more (S5). */

export type PersonalFields = Readonly<Record<string, string>>;

/** An event's place, which its personal fields are bound to: they open nowhere else. */
export interface EventPlace {
  readonly processId: string;
  readonly seq: number;
}

export type SealPersonal = (accountId: string, place: EventPlace, fields: PersonalFields) => Buffer | undefined;

export interface AuditVault {
  /**
   * Makes ready to seal for these people, with a key for each who has none. What it returns gives undefined for somebody
   * who was erased, and for a key that does not open (the operator is told).
   */
  sealerFor(accountIds: readonly string[]): Promise<SealPersonal>;
  /** The fields of one event; null once the key is gone, or when they do not open. */
  open(accountId: string, place: EventPlace, sealed: Uint8Array): Promise<PersonalFields | null>;
  /** Destroys the person's key, and the making of another. Resolves to false when that was done before. */
  destroy(accountId: string, now: number): Promise<boolean>;
  /** Seals anew every person's key that an older key of the ring seals; returns how many. */
  reseal(): Promise<number>;
}

/**
 * Key rings: newest first, each key with an id that is stored beside what it protects, so that rotation is adding a
 * key in front and dropping the last one once nothing refers to it (S4, S7).
 */

export interface RingKey {
  readonly id: string;
  readonly secret: Buffer;
}

export interface KeyRing {
  readonly current: RingKey;
  /** newest first, the current one included */
  readonly keys: readonly RingKey[];
  /** @throws Error when no key of the ring has this id */
  byId(id: string): RingKey;
}

/** Our private keys, shared by all processes and changed by one at a time (S7, F1). */
import type { KeyAlgorithm, KeyMove, KeyPurpose, ProviderKey } from '../../domain/keys/provider_key.js';

/** A JSON Web Key (RFC 7517) with `kid`, `use` and `alg`. */
export type KeyParts = Readonly<Record<string, unknown>>;

export interface NewKey {
  readonly kid: string;
  readonly purpose: KeyPurpose;
  readonly alg: KeyAlgorithm;
  readonly publicJwk: KeyParts;
  readonly privateJwk: KeyParts;
}

export interface UsableKey extends ProviderKey {
  readonly publicJwk: KeyParts;
  readonly privateJwk: KeyParts;
}

export interface KeyAddition {
  readonly key: NewKey;
  readonly state: 'published' | 'active' | 'retiring';
}

export interface KeyChanges {
  readonly additions: readonly KeyAddition[];
  readonly moves: readonly KeyMove[];
}

export interface KeyStore {
  /** Every key there ever was, without its parts. */
  list(): Promise<readonly ProviderKey[]>;
  /**
   * Every key that is not retired, opened.
   *
   * @throws Error naming a key of the ring that is missing
   */
  usable(): Promise<readonly UsableKey[]>;
  /** Public parts of every key of the purpose there ever was, by kid: what they signed may outlive them. */
  publicParts(purpose: KeyPurpose): Promise<ReadonlyMap<string, KeyParts>>;
  /**
   * Decides on what is there and writes what was decided, while nobody else does. Retiring a key destroys its private part.
   *
   * @param now milliseconds since the epoch: the moment of every change
   * @param decide called once
   * @throws Error when two keys of one purpose and algorithm would be active; nothing is written then
   */
  change(now: number, decide: (keys: readonly ProviderKey[]) => KeyChanges): Promise<void>;
  /** Seals anew every private part that an older key of the ring seals; returns how many. */
  reseal(): Promise<number>;
}

/** @param purpose what the key is for; it decides `use` */
export type MakeKey = (purpose: KeyPurpose, alg: KeyAlgorithm) => Promise<NewKey>;

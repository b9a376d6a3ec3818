/** Identifiers at rest: sealed, and found by a blind index (S4). */
import type { IdentifierKind } from '../../domain/realm.js';

export interface SealedIdentifier {
  readonly cipherKeyId: string;
  readonly ciphertext: Buffer;
}

export interface IdentifierVault {
  /** The blind indexes of a value under every key, the current one first. */
  indexes(realm: string, kind: IdentifierKind, value: string): ReadonlyArray<{ keyId: string; index: Buffer }>;
  seal(accountId: string, kind: IdentifierKind, value: string): SealedIdentifier;
  /** @throws Error when the ciphertext was altered or belongs to another account */
  open(accountId: string, kind: IdentifierKind, sealed: SealedIdentifier): string;
}

/**
 * Private keys at rest (S7): AES-256-GCM under the ring KEY_ENCRYPTION_KEYS, with the ring key's id beside the ciphertext.
 * Bound to kid and purpose, so that no row can stand in for another.
 */
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import type { KeyPurpose } from '../../../domain/keys/provider_key.js';
import type { KeyParts } from '../../../ports/keys/key_store.js';
import { createSealedBox, type Sealed } from './sealed_box.js';

export type SealedKey = Sealed;

export interface KeyVault {
  /** id of the ring's key that seals from now on */
  readonly currentId: string;
  seal(kid: string, purpose: KeyPurpose, parts: KeyParts): SealedKey;
  /** @throws Error when the ring lacks the key, or the ciphertext was altered or belongs to another key */
  open(kid: string, purpose: KeyPurpose, sealed: SealedKey): KeyParts;
}

export function createKeyVault(ring: KeyRing): KeyVault {
  const box = createSealedBox(ring, 'provider key encryption');
  const bound = (kid: string, purpose: KeyPurpose) => `${purpose}\0${kid}`;
  return {
    currentId: box.currentId,
    seal: (kid, purpose, parts) => box.seal(bound(kid, purpose), JSON.stringify(parts)),
    open(kid, purpose, sealed) {
      if (!ring.keys.some(({ id }) => id === sealed.cipherKeyId)) {
        throw new Error(`provider_key needs key "${sealed.cipherKeyId}", which KEY_ENCRYPTION_KEYS lacks`);
      }
      try {
        return JSON.parse(box.open(bound(kid, purpose), sealed)) as KeyParts;
      } catch {
        throw new Error(`provider_key ${kid} does not open with key "${sealed.cipherKeyId}" of KEY_ENCRYPTION_KEYS`);
      }
    },
  };
}

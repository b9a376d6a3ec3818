/**
 * Private keys at rest (S7): AES-256-GCM under the ring KEY_ENCRYPTION_KEYS, with the ring key's id beside the ciphertext.
 * Bound to kid and purpose, so that no row can stand in for another.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyRing } from '../../domain/key_ring.js';
import type { KeyPurpose } from '../../domain/provider_key.js';
import type { KeyParts } from '../../ports/key_store.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface SealedKey {
  readonly cipherKeyId: string;
  readonly ciphertext: Buffer;
}

export interface KeyVault {
  /** id of the ring's key that seals from now on */
  readonly currentId: string;
  seal(kid: string, purpose: KeyPurpose, parts: KeyParts): SealedKey;
  /** @throws Error when the ring lacks the key, or the ciphertext was altered or belongs to another key */
  open(kid: string, purpose: KeyPurpose, sealed: SealedKey): KeyParts;
}

export function createKeyVault(ring: KeyRing): KeyVault {
  const keyFor = (secret: Buffer) => Buffer.from(hkdfSync('sha256', secret, '', 'provider key encryption', 32));
  const bound = (kid: string, purpose: KeyPurpose) => Buffer.from(`${purpose}\0${kid}`);
  return {
    currentId: ring.current.id,
    seal(kid, purpose, parts) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(ring.current.secret), iv);
      cipher.setAAD(bound(kid, purpose));
      const body = Buffer.concat([cipher.update(JSON.stringify(parts), 'utf8'), cipher.final()]);
      return { cipherKeyId: ring.current.id, ciphertext: Buffer.concat([iv, body, cipher.getAuthTag()]) };
    },
    open(kid, purpose, { cipherKeyId, ciphertext }) {
      const ringKey = ring.keys.find(({ id }) => id === cipherKeyId);
      if (!ringKey) throw new Error(`provider_key needs key "${cipherKeyId}", which KEY_ENCRYPTION_KEYS lacks`);
      const decipher = createDecipheriv('aes-256-gcm', keyFor(ringKey.secret), ciphertext.subarray(0, IV_BYTES));
      decipher.setAAD(bound(kid, purpose));
      decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
      const body = ciphertext.subarray(IV_BYTES, -TAG_BYTES);
      try {
        return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')) as KeyParts;
      } catch {
        throw new Error(`provider_key ${kid} does not open with key "${cipherKeyId}" of KEY_ENCRYPTION_KEYS`);
      }
    },
  };
}

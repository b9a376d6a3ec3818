/**
 * Text at rest under a key ring: AES-256-GCM, the ring key's id beside the ciphertext, bound to the row it lies in, so that
 * no row can stand in for another.
 */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { KeyRing, RingKey } from '../../../domain/keys/key_ring.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Sealed {
  readonly cipherKeyId: string;
  readonly ciphertext: Buffer;
}

export interface SealedBox {
  /** id of the ring's key that seals from now on */
  readonly currentId: string;
  /** @param bound names the row and the column: the text opens nowhere else */
  seal(bound: string, text: string): Sealed;
  /** @throws Error when the ring lacks the key, or the ciphertext was altered or lies in another row */
  open(bound: string, sealed: Sealed): string;
}

/**
 * @param ring what seals; the newest key from now on
 * @param purpose what is sealed: keys of two purposes are unrelated (HKDF, RFC 5869)
 */
export function createSealedBox(ring: KeyRing, purpose: string): SealedBox {
  const derived = new Map<string, KeyObject>();
  const keyFor = ({ id, secret }: RingKey): KeyObject => {
    // Once a key: it costs several times what sealing does, and an import seals millions.
    const known = derived.get(id);
    if (known) return known;
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)));
    derived.set(id, key);
    return key;
  };
  return {
    currentId: ring.current.id,
    seal(bound, text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(ring.current), iv);
      cipher.setAAD(Buffer.from(bound));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return { cipherKeyId: ring.current.id, ciphertext: Buffer.concat([iv, body, cipher.getAuthTag()]) };
    },
    open(bound, { cipherKeyId, ciphertext }) {
      const decipher = createDecipheriv(
        'aes-256-gcm',
        keyFor(ring.byId(cipherKeyId)),
        ciphertext.subarray(0, IV_BYTES),
      );
      decipher.setAAD(Buffer.from(bound));
      decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
      const body = ciphertext.subarray(IV_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

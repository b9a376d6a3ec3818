/**
 * Digits that a keypad gave so far in a browser without script (C5): they travel in the form's own page, sealed, so that
 * no page shows them and nothing keeps them here. Good in one interaction alone.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyRing } from '../domain/keys/key_ring.js';

export interface KeptDigits {
  /** @param interaction uid of the interaction whose form carries them */
  seal(interaction: string, digits: string): string;
  /** What was sealed for this interaction; nothing for anything else. */
  open(interaction: string, sealed: string | undefined): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** @param ring of the cookies: what it protects lives as long as an interaction */
export function createKeptDigits(ring: KeyRing): KeptDigits {
  const keyOf = (secret: Buffer) => createHmac('sha256', secret).update('kept digits').digest();
  return {
    seal(interaction, digits) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, keyOf(ring.current.secret), nonce).setAAD(Buffer.from(interaction));
      const body = Buffer.concat([cipher.update(digits, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(interaction, sealed) {
      const bytes = Buffer.from(sealed ?? '', 'base64url');
      if (bytes.length <= NONCE_BYTES + TAG_BYTES) return '';
      for (const { secret } of ring.keys) {
        const decipher = createDecipheriv(CIPHER, keyOf(secret), bytes.subarray(0, NONCE_BYTES))
          .setAAD(Buffer.from(interaction))
          .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        try {
          return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
        } catch {
          // another key of the ring, or not ours
        }
      }
      return '';
    },
  };
}

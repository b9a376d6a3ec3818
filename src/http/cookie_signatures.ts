/**
 * Signatures of cookies, the same as keygrip's (HMAC-SHA-1, base64url): it reads its key for each, and compares by two more
 * HMACs under a random key, which cost a sign-in more than all others together (O6).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { hmacKey } from '../domain/keys/hmac_key.js';
import type { KeyRing } from '../domain/keys/key_ring.js';

/** What Koa's cookies ask of a Keygrip. */
export interface CookieSignatures {
  sign(data: string): string;
  verify(data: string, signature: string): boolean;
  /** which key of the ring signed, -1 for none: one that is not the first is signed anew */
  index(data: string, signature: string): number;
}

export function createCookieSignatures(ring: KeyRing): CookieSignatures {
  // As keygrip is given them: the text of the secret.
  const keys = ring.keys.map(({ secret }) => hmacKey(Buffer.from(secret.toString('base64url'))));
  const [current] = keys;
  if (!current) throw new Error('no key signs cookies');
  const signedBy = (key: typeof current, data: string) => createHmac('sha1', key).update(data).digest('base64url');
  const index = (data: string, signature: string) => {
    const given = Buffer.from(signature);
    return keys.findIndex((key) => {
      const expected = Buffer.from(signedBy(key, data));
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  };
  return {
    sign: (data) => signedBy(current, data),
    verify: (data, signature) => index(data, signature) >= 0,
    index,
  };
}

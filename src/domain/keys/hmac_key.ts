/** Keys of HMACs, read once: reading a secret costs several times what an HMAC of some bytes does (O6). */
import { createSecretKey, type KeyObject } from 'node:crypto';

const known = new WeakMap<Buffer, KeyObject>();

/** @param secret never changed afterwards, as a key ring's are */
export function hmacKey(secret: Buffer): KeyObject {
  const key = known.get(secret) ?? createSecretKey(secret);
  known.set(secret, key);
  return key;
}

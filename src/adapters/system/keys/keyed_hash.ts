/** HMAC-SHA-256 under the counters' key ring (S4). Rotation restarts short counters, which is why old keys stay listed. */
import { createHmac } from 'node:crypto';
import { hmacKey } from '../../../domain/keys/hmac_key.js';
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import type { KeyedHash } from '../../../ports/keys/keyed_hash.js';

export function createKeyedHash(ring: KeyRing): KeyedHash {
  return {
    of: (purpose, value) =>
      createHmac('sha256', hmacKey(ring.current.secret))
        .update(`${purpose}\0${value}`)
        .digest('base64url')
        .slice(0, 27),
  };
}

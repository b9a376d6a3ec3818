/**
 * The keys with which a console authenticates to its own provider (`private_key_jwt`, RFC 7523): derived from
 * a key ring, one a key of the ring, so that nothing is configured or stored. All are registered and each may be tried, so
 * that processes meet while the ring rotates: two neighbouring rings share a key.
 */
import { createECDH, createHash, createHmac } from 'node:crypto';
import type { JWK } from 'jose';
import type { OwnClient } from '../../domain/client/own_client.js';
import type { KeyRing } from '../../domain/keys/key_ring.js';

/** Private ES256 keys, the current one first. */
export function deriveClientKeys(ring: KeyRing, realm: string, { section }: OwnClient): readonly JWK[] {
  return ring.keys.map(({ secret }) => deriveKey(secret, `poterne ${section} console, client key\0${realm}`));
}

/** What the provider may know of a key. */
export function publicPart({ d: _, ...key }: JWK): JWK {
  return key;
}

function deriveKey(secret: Buffer, label: string): JWK {
  const curve = createECDH('prime256v1');
  for (let attempt = 0; ; attempt += 1) {
    const scalar = createHmac('sha256', secret).update(`${label}\0${attempt}`).digest();
    try {
      curve.setPrivateKey(scalar);
    } catch {
      // Not below the curve's order: one in four thousand million.
      continue;
    }
    const point = curve.getPublicKey();
    return {
      kty: 'EC',
      crv: 'P-256',
      alg: 'ES256',
      use: 'sig',
      kid: createHash('sha256').update(point).digest('base64url').slice(0, 22),
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
      d: scalar.toString('base64url'),
    };
  }
}

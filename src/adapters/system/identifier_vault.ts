/**
 * Identifiers at rest (S4): AES-256-GCM with the key's id beside the ciphertext, and an HMAC blind index for look-up.
 * Both rings rotate: look-ups try every index key, so an old index stays findable until it is re-written.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyRing } from '../../domain/key_ring.js';
import type { IdentifierKind } from '../../domain/realm.js';
import type { IdentifierVault } from '../../ports/identifier_vault.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createIdentifierVault(encryption: KeyRing, index: KeyRing): IdentifierVault {
  const keyFor = (secret: Buffer) => Buffer.from(hkdfSync('sha256', secret, '', 'identifier encryption', 32));
  const bound = (accountId: string, kind: IdentifierKind) => Buffer.from(`${accountId}\0${kind}`);
  return {
    indexes: (realm, kind, value) =>
      index.keys.map((key) => ({
        keyId: key.id,
        index: createHmac('sha256', key.secret).update(`${realm}\0${kind}\0${value}`).digest(),
      })),
    seal(accountId, kind, value) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(encryption.current.secret), iv);
      cipher.setAAD(bound(accountId, kind));
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return { cipherKeyId: encryption.current.id, ciphertext: Buffer.concat([iv, body, cipher.getAuthTag()]) };
    },
    open(accountId, kind, { cipherKeyId, ciphertext }) {
      const key = keyFor(encryption.byId(cipherKeyId).secret);
      const decipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, IV_BYTES));
      decipher.setAAD(bound(accountId, kind));
      decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
      const body = ciphertext.subarray(IV_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

/**
 * Identifiers at rest (S4): AES-256-GCM with the key's id beside the ciphertext, and an HMAC blind index for look-up.
 * Both rings rotate: look-ups try every index key, so an old index stays findable until it is re-written.
 */
import { createHmac, createSecretKey } from 'node:crypto';
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import type { IdentifierKind } from '../../../domain/realm.js';
import type { IdentifierVault } from '../../../ports/account/identifier_vault.js';
import { createSealedBox } from './sealed_box.js';

export function createIdentifierVault(encryption: KeyRing, index: KeyRing): IdentifierVault {
  const box = createSealedBox(encryption, 'identifier encryption');
  // A key object spares each HMAC the reading of its key.
  const indexKeys = index.keys.map(({ id, secret }) => ({ id, secret: createSecretKey(secret) }));
  const bound = (accountId: string, kind: IdentifierKind) => `${accountId}\0${kind}`;
  return {
    indexes: (realm, kind, value) =>
      indexKeys.map((key) => ({
        keyId: key.id,
        index: createHmac('sha256', key.secret).update(`${realm}\0${kind}\0${value}`).digest(),
      })),
    seal: (accountId, kind, value) => box.seal(bound(accountId, kind), value),
    open: (accountId, kind, sealed) => box.open(bound(accountId, kind), sealed),
  };
}

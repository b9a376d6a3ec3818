/** The pairwise `sub` (P3): one per person and sector, from a salt that never rotates (OIDC Core §8.1). */
import { createHmac } from 'node:crypto';
import { hmacKey } from '../../domain/keys/hmac_key.js';

/**
 * @param salt the pairwise salt; losing it changes every sub
 * @param realm id of the realm
 * @param sector the client's or the resource's sector
 * @param accountId internal id of the account
 * @returns 43 characters that tell nothing about the account
 */
export function pairwiseSubject(salt: Buffer, realm: string, sector: string, accountId: string): string {
  return createHmac('sha256', hmacKey(salt))
    .update(JSON.stringify([realm, sector, accountId]))
    .digest('base64url');
}

/**
 * How a member is named in the addresses of one organisation (P3, ADR 0013): the account's own id stays on the server, and
 * a reference seen in one organisation says nothing in another. A reference opens nothing by itself: who may look at whom
 * is judged at each request.
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { KeyRing } from '../../domain/keys/key_ring.js';

export interface MemberReferences {
  /** 22 characters, the same at each call. @param accountId a UUID */
  of(organisationId: string, accountId: string): string;
  /** The accounts that it may name, one a key of the ring; whether one of them is a member is asked elsewhere. */
  read(organisationId: string, reference: string): readonly string[];
}

const REFERENCE = /^[A-Za-z0-9_-]{22}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @param ring a reference made under an older key of the ring is still read */
export function createMemberReferences(ring: KeyRing): MemberReferences {
  const keyOf = (secret: Buffer, organisationId: string) =>
    createHmac('sha256', secret).update(`poterne organisation member\0${organisationId}`).digest();
  return {
    of(organisationId, accountId) {
      if (!UUID.test(accountId)) throw new TypeError('an account id is a UUID');
      // One block of random bytes, each value once: a plain block permutation, and nothing to be chained or padded.
      const cipher = createCipheriv('aes-256-ecb', keyOf(ring.current.secret, organisationId), null);
      cipher.setAutoPadding(false);
      const block = Buffer.from(accountId.replaceAll('-', ''), 'hex');
      return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
    },
    read(organisationId, reference) {
      if (!REFERENCE.test(reference)) return [];
      return ring.keys.map(({ secret }) => {
        const decipher = createDecipheriv('aes-256-ecb', keyOf(secret, organisationId), null);
        decipher.setAutoPadding(false);
        const block = Buffer.concat([decipher.update(Buffer.from(reference, 'base64url')), decipher.final()]);
        return uuidOf(block.toString('hex'));
      });
    },
  };
}

function uuidOf(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

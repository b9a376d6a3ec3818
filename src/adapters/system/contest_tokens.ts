/** Tokens and references by HMAC-SHA-256 under NOTICE_TOKEN_KEYS (U2). A key that is dropped voids what it gave out. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { contestReference } from '../../domain/contest/contest_reference.js';
import type { KeyRing } from '../../domain/keys/key_ring.js';
import type { ContestTokens } from '../../ports/contest/contest_tokens.js';

const ID_BYTES = 16;
const MAC_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export function createContestTokens(ring: KeyRing): ContestTokens {
  const mac = (secret: Buffer, purpose: string, value: string | Buffer) =>
    createHmac('sha256', secret).update(`notice ${purpose}\0`).update(value).digest();
  const sealOf = (secret: Buffer, id: Buffer) => mac(secret, 'token', id).subarray(0, MAC_BYTES);

  return {
    token(noticeId) {
      const id = Buffer.from(noticeId.replaceAll('-', ''), 'hex');
      return Buffer.concat([id, sealOf(ring.current.secret, id)]).toString('base64url');
    },
    read(token) {
      if (!TOKEN.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const [id, seal] = [bytes.subarray(0, ID_BYTES), bytes.subarray(ID_BYTES)];
      if (!ring.keys.some(({ secret }) => timingSafeEqual(seal, sealOf(secret, id)))) return null;
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    reference: (noticeId, channel) =>
      contestReference(mac(ring.current.secret, 'reference', `${channel}\0${noticeId}`), channel),
    index: (reference) => mac(ring.current.secret, 'reference index', reference),
    indexes: (reference) => ring.keys.map(({ secret }) => mac(secret, 'reference index', reference)),
  };
}

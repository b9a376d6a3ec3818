/** Cookies that an earlier version, or another process of it, signed stay signed (S4, O2). */
import { describe, expect, test } from '@jest/globals';
import type { KeyRing, RingKey } from '../../src/domain/keys/key_ring.js';
import { createCookieSignatures } from '../../src/http/cookie_signatures.js';

const key = (byte: number): RingKey => ({ id: `k${byte}`, secret: Buffer.alloc(32, byte) });
const ringOf = (current: RingKey, ...others: RingKey[]): KeyRing => ({
  current,
  keys: [current, ...others],
  byId: () => current,
});
const COOKIE = '_session=abc';
/** by keygrip 1.1.0, given the base64url text of the secrets */
const BY_KEYGRIP = ['sufFzB4CKaWn8G589e0rmCCG_d0', 'UY-7Ot7rSzS9rD46BOlb3kjDIEQ'] as const;

describe('signatures of cookies', () => {
  test('S4 are keygrip’s, by the ring’s current key', () => {
    const signatures = createCookieSignatures(ringOf(key(1), key(2)));
    expect(signatures.sign(COOKIE)).toBe(BY_KEYGRIP[0]);
  });

  test('S4 tell which key of the ring signed, so that an older one’s is signed anew', () => {
    const signatures = createCookieSignatures(ringOf(key(1), key(2)));
    expect(BY_KEYGRIP.map((signature) => signatures.index(COOKIE, signature))).toEqual([0, 1]);
    expect(signatures.verify(COOKIE, BY_KEYGRIP[1])).toBe(true);
  });

  test.each([
    '',
    'A',
    `${BY_KEYGRIP[0]}=`,
    BY_KEYGRIP[0].slice(1),
    BY_KEYGRIP[0].toLowerCase(),
    BY_KEYGRIP[1],
    'é'.repeat(27),
  ])('S6 %j signs nothing', (signature) => {
    const signatures = createCookieSignatures(ringOf(key(1)));
    expect(signatures.index(COOKIE, signature)).toBe(-1);
    expect(signatures.verify(COOKIE, signature)).toBe(false);
  });

  test('S6 a signature is of its cookie alone', () => {
    expect(createCookieSignatures(ringOf(key(1))).index('_session=abd', BY_KEYGRIP[0])).toBe(-1);
  });
});

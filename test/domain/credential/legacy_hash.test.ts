import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseLegacyHash } from '../../../src/domain/credential/legacy_hash.js';

const BCRYPT_TAIL = 'nOUIs5kJ7naTuTFkBy1veuK0kSxUFXfuaOKdOKf9xYT0KKIGSJwFa';
const DIGEST_HEX = 'ab'.repeat(32);
const b64 = (length: number, byte = 7) => Buffer.alloc(length, byte).toString('base64').replace(/=+$/, '');

describe('C9 the forms of an imported hash', () => {
  test.each([
    ['bcrypt', `$2a$10$${BCRYPT_TAIL}`],
    ['bcrypt', `$2b$12$${BCRYPT_TAIL}`],
    ['bcrypt', `$2y$14$${BCRYPT_TAIL}`],
    ['argon2', `$argon2id$v=19$m=19456,t=2,p=1$${b64(16)}$${b64(32)}`],
    ['argon2', `$argon2i$v=16$m=4096,t=3,p=1$${b64(8)}$${b64(16)}`],
    ['argon2', `$argon2d$v=19$m=65536,t=4,p=8$${b64(16)}$${b64(64)}`],
    ['sha256', `$sha256$order=before,salt=text$Caf-2009$${DIGEST_HEX}`],
    ['sha256', `$sha256$order=after,salt=hex$00ff$${DIGEST_HEX.toUpperCase()}`],
    ['sha256', `$sha256$order=before,salt=base64$${b64(12)}$${b64(32)}`],
    ['sha256', `$sha256$order=before,salt=base64$${b64(12)}$${b64(32)}=`],
    ['pbkdf2', `$pbkdf2-sha256$i=600000,l=32$${b64(16)}$${b64(32)}`],
    ['pbkdf2', `$pbkdf2-sha512$25000$${b64(16, 0xfb).replaceAll('+', '.')}$${b64(64)}`],
    ['pbkdf2', `pbkdf2_sha256$600000$Zq3h8rS2$${b64(32)}=`],
    ['pbkdf2', `pbkdf2_sha1$20000$salt$${b64(20)}=`],
  ])('%s is read: %s', (scheme, text) => {
    expect(parseLegacyHash(text)).toMatchObject({ ok: true, hash: { scheme } });
  });

  test.each([
    ['70413928', 'unknown-scheme'],
    ['', 'unknown-scheme'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'unknown-scheme'],
    [`$2x$10$${BCRYPT_TAIL}`, 'unknown-scheme'],
    [`$sha512$order=before,salt=text$a$${DIGEST_HEX}`, 'unknown-scheme'],
    [`$2b$03$${BCRYPT_TAIL}`, 'malformed'],
    [`$2b$10$${BCRYPT_TAIL.slice(1)}`, 'malformed'],
    [`$2b$10$${BCRYPT_TAIL}\n`, 'malformed'],
    [`$sha256$order=between,salt=text$a$${DIGEST_HEX}`, 'malformed'],
    [`$sha256$order=before,salt=text$$${DIGEST_HEX}`, 'malformed'],
    [`$sha256$order=before,salt=hex$xyz$${DIGEST_HEX}`, 'malformed'],
    [`$sha256$order=before,salt=text$a$${DIGEST_HEX.slice(2)}`, 'malformed'],
    [`$pbkdf2-sha256$i=600000,l=31$${b64(16)}$${b64(32)}`, 'malformed'],
    [`$pbkdf2-sha256$i=0,l=32$${b64(16)}$${b64(32)}`, 'malformed'],
    [`$argon2id$v=19$m=4,t=1,p=1$${b64(16)}$${b64(32)}`, 'malformed'],
    [`$argon2id$v=18$m=19456,t=2,p=1$${b64(16)}$${b64(32)}`, 'malformed'],
    [`$argon2id$v=19$m=19456,t=2,p=1$${b64(4)}$${b64(32)}`, 'malformed'],
  ])('%j is refused as %s', (text, reason) => {
    expect(parseLegacyHash(text)).toEqual({ ok: false, reason });
  });

  test.each([
    [`$2b$15$${BCRYPT_TAIL}`],
    [`$2b$31$${BCRYPT_TAIL}`],
    [`$pbkdf2-sha256$i=2000001,l=32$${b64(16)}$${b64(32)}`],
    [`pbkdf2_sha512$9999999999$salt$${b64(64)}`],
    [`$argon2id$v=19$m=262145,t=1,p=1$${b64(16)}$${b64(32)}`],
    [`$argon2id$v=19$m=262144,t=5,p=1$${b64(16)}$${b64(32)}`],
    [`$argon2id$v=19$m=65536,t=1,p=17$${b64(16)}$${b64(32)}`],
  ])('a hash that would take too long to check is refused: %s', (text) => {
    expect(parseLegacyHash(text)).toEqual({ ok: false, reason: 'too-costly' });
  });

  test.each([
    [`$pbkdf2-sha256$i=1000,l=2$${b64(16)}$${b64(2)}`],
    [`pbkdf2_sha256$1000$salt$${b64(15)}`],
    [`$argon2id$v=19$m=19456,t=2,p=1$${b64(16)}$${b64(4)}`],
  ])('a digest that other passwords would fit is refused: %s', (text) => {
    expect(parseLegacyHash(text)).toEqual({ ok: false, reason: 'too-short' });
  });

  test('whatever is written there, reading it answers', () => {
    const prefixes = ['$2b$', '$argon2id$v=19$', '$sha256$', '$pbkdf2-sha256$', 'pbkdf2_sha256$', ''];
    fc.assert(
      fc.property(fc.constantFrom(...prefixes), fc.string({ maxLength: 2_000 }), (prefix, rest) => {
        expect(typeof parseLegacyHash(prefix + rest).ok).toBe('boolean');
      }),
    );
  });
});

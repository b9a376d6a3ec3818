/** I5: a code is derived from all that it is for, and stored nowhere. */
import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyRing } from '../../src/config/key_ring.js';
import {
  type CodeScope,
  createCodeMaker,
  isSameCode,
  readTypedCode,
} from '../../src/services/one_time_code/one_time_code.js';

const NEW = { id: 'k2', secret: randomBytes(32) };
const OLD = { id: 'k1', secret: randomBytes(32) };
const maker = createCodeMaker(keyRing([NEW, OLD]));

const SCOPE: CodeScope = {
  accountId: 'account',
  realm: 'allocataires',
  request: 'request',
  action: '',
  contact: 'contact',
  channel: 'sms',
};
const SENDING = { keyId: 'k2', nonce: 'nonce', number: 1 };

/** RFC 4226 §5.3, written out. */
function hotp(secret: Buffer, counter: number): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac('sha1', secret).update(moving).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('I5 the six digits', () => {
  test('I5 the reference of these tests gives the values of RFC 4226 appendix D', () => {
    const secret = Buffer.from('12345678901234567890');
    expect([0, 1, 2, 9].map((counter) => hotp(secret, counter))).toEqual(['755224', '287082', '359152', '520489']);
  });

  test('I5 a code is the HOTP value of a secret derived from nonce, person, realm, request, action and contact', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1_000 }), (nonce, number) => {
        const fields = [nonce, 'account', 'allocataires', 'request', '', 'contact', 'sms'];
        const secret = createHmac('sha256', NEW.secret).update(JSON.stringify(fields)).digest();
        expect(maker.make(SCOPE, { keyId: 'k2', nonce, number })).toBe(hotp(secret, number));
      }),
    );
  });

  test('I5 zeros in front are kept: always six digits', () => {
    const codes = Array.from({ length: 200 }, (_, number) => maker.make(SCOPE, { ...SENDING, number }));
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });

  test.each(Object.keys(SCOPE) as Array<keyof CodeScope>)('I5 another %s is another code', (field) => {
    const numbers = Array.from({ length: 8 }, (_, at) => at + 1);
    const codes = (scope: CodeScope) => numbers.map((number) => maker.make(scope, { ...SENDING, number }));
    expect(codes({ ...SCOPE, [field]: 'another' })).not.toEqual(codes(SCOPE));
  });

  test('I5 what is moved from one field to the next is another code', () => {
    const numbers = Array.from({ length: 8 }, (_, at) => at + 1);
    const codes = (scope: CodeScope) => numbers.map((number) => maker.make(scope, { ...SENDING, number }));
    expect(codes({ ...SCOPE, contact: 'contacts', channel: 'ms' })).not.toEqual(codes(SCOPE));
  });

  test('S4 a code sent before the keys rotated still verifies, by its key’s id', () => {
    const before = createCodeMaker(keyRing([OLD]));
    const sending = { ...SENDING, keyId: before.currentKeyId };
    expect(maker.make(SCOPE, sending)).toBe(before.make(SCOPE, sending));
    expect(maker.currentKeyId).toBe('k2');
  });

  test('S4 a code of a key that left the ring is refused, not guessed', () => {
    expect(() => maker.make(SCOPE, { ...SENDING, keyId: 'k0' })).toThrow('no key with id k0');
  });
});

describe('I2 what a person types', () => {
  test.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['12.34.56', '123456'],
    ['012345', '012345'],
    ['123\u00a0456', '123456'],
    ['123\u202f456', '123456'],
    ['\u200e123\u2011456\u202c', '123456'],
    ['١٢٣٤٥٦', '123456'],
    ['۱۲۳۴۵۶', '123456'],
  ])('I2 %j is read as %s', (typed, code) => {
    expect(readTypedCode(typed)).toEqual({ ok: true, code });
  });

  test.each(['', '   ', '\t'])('I2 %j is empty', (typed) => {
    expect(readTypedCode(typed)).toEqual({ ok: false, reason: 'code-empty' });
  });

  test.each([
    '12345',
    '1234567',
    '12345a',
    '١٢٣٤٥',
    '१२३४५६',
    '+12345',
    `${' '.repeat(70)}x`.trimStart(),
    '1'.repeat(10_000),
  ])('I2 %j is not a code', (typed) => {
    expect(readTypedCode(typed)).toEqual({ ok: false, reason: 'code-format' });
  });

  test('I5 codes are compared whole', () => {
    expect(isSameCode('123456', '123456')).toBe(true);
    expect(isSameCode('123456', '123457')).toBe(false);
    expect(isSameCode('123456', '12345')).toBe(false);
    expect(isSameCode('123456', '')).toBe(false);
  });
});

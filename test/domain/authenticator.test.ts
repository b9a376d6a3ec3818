/** Authenticator apps (I5): RFC 6238's vectors by our own verifier, the window, the key as apps take it. */
import { describe, expect, test } from '@jest/globals';
import {
  acceptedSteps,
  base32,
  groupsOfFour,
  keyUri,
  LONGEST_NAME,
  readAuthenticatorName,
  SECRET_BYTES,
  timeStep,
} from '../../src/domain/authenticator/authenticator.js';
import { codeOfStep, stepOf } from '../../src/services/authenticator/authenticator_code.js';

/** RFC 6238, appendix B, SHA-1: seconds, and the last six of its eight digits. */
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;
const SECRET = Buffer.from('12345678901234567890');
const NOW = 1_795_341_615_000;

describe('I5 authenticator apps', () => {
  test.each(VECTORS)('I5 RFC 6238: at %d s the code is %s, and is taken', (seconds, code) => {
    expect(codeOfStep(SECRET, timeStep(seconds * 1000))).toBe(code);
    expect(stepOf(SECRET, code, seconds * 1000)).toBe(timeStep(seconds * 1000));
  });

  test.each([
    [-60_000, false],
    [-30_000, true],
    [0, true],
    [30_000, true],
    [60_000, false],
  ])('I5 the code of a clock that differs by %d ms is taken: %s', (skew, isTaken) => {
    const step = timeStep(NOW + skew);
    expect(stepOf(SECRET, codeOfStep(SECRET, step), NOW)).toBe(isTaken ? step : undefined);
  });

  test('I5 a code of another secret, or of another length, is none', () => {
    const other = codeOfStep(Buffer.from('09876543210987654321'), timeStep(NOW));
    expect(stepOf(SECRET, other, NOW)).toBeUndefined();
    for (const code of ['', '1', '0287082']) expect(stepOf(SECRET, code, NOW)).toBeUndefined();
    expect(acceptedSteps(NOW)).toHaveLength(3);
  });

  test('I5 RFC 4648: a secret of 160 bits is 32 characters of Base32, in eight groups', () => {
    expect(SECRET_BYTES * 8).toBe(160);
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(base32(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(groupsOfFour(base32(SECRET))).toEqual(['GEZD', 'GNBV', 'GY3T', 'QOJQ', 'GEZD', 'GNBV', 'GY3T', 'QOJQ']);
  });

  test('I5 what an app is told names the realm and initials, and keeps to what apps take unless told', () => {
    const uri = new URL(keyUri(SECRET, 'Mon Compte', 'C. M.'));
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.host).toBe('totp');
    expect(decodeURIComponent(uri.pathname)).toBe('/Mon Compte:C. M.');
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      secret: base32(SECRET),
      issuer: 'Mon Compte',
    });
    expect(keyUri(SECRET, 'Mon Compte', undefined)).toContain('totp/Mon%20Compte?');
    expect(keyUri(SECRET, 'Mon Compte', 'C. M.')).not.toContain('+');
  });

  test.each([
    ['  Mon   téléphone ', 'Mon téléphone'],
    ['a\u0000b\r\nc\u202ed', 'a b c d'],
    ['   ', undefined],
    ['', undefined],
    ['x'.repeat(LONGEST_NAME), 'x'.repeat(LONGEST_NAME)],
    ['x'.repeat(LONGEST_NAME + 1), undefined],
  ])('I5 the name %j is kept as %j', (typed, name) => {
    expect(readAuthenticatorName(typed)).toBe(name);
  });
});

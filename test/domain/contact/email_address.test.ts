import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseEmailAddress } from '../../../src/domain/contact/email_address.js';

describe('I2 an e-mail address', () => {
  test.each([
    ['claire@example.test', 'claire@example.test'],
    ['  Claire.Martin@Example.TEST\n', 'Claire.Martin@example.test'],
    ["o'brien+caf@sub.example.test", "o'brien+caf@sub.example.test"],
    ['claire@société.example', 'claire@xn--socit-esab.example'],
    [`${'a'.repeat(64)}@example.test`, `${'a'.repeat(64)}@example.test`],
  ])('I2 %j is read as %s', (typed, address) => {
    expect(parseEmailAddress(typed)).toEqual({ ok: true, address });
  });

  test.each([
    ['', 'empty'],
    [' \r\n', 'empty'],
    ['claire', 'at-sign'],
    ['claire@a.test@b.test', 'at-sign'],
    ['a@b.test\r\nBcc: c@d.test', 'at-sign'],
    ['claire@example.test\r\nBcc: x', 'domain'],
    ['claire\r\n@example.test', 'local-part'],
    ['claire martin@example.test', 'local-part'],
    ['"claire"@example.test', 'local-part'],
    ['<claire@example.test', 'local-part'],
    ['claire@example.test>', 'domain'],
    ['claire@example.test,other', 'domain'],
    ['.claire@example.test', 'local-part'],
    ['claire..m@example.test', 'local-part'],
    ['hélène@example.test', 'local-part'],
    ['@example.test', 'local-part'],
    ['claire@', 'domain'],
    ['claire@localhost', 'domain'],
    ['claire@192.0.2.1', 'domain'],
    ['claire@-a.test', 'domain'],
    ['claire@example..test', 'domain'],
    ['claire@example.test/x', 'domain'],
    ['claire@example.t', 'domain'],
    ['claire@example.test\u0000', 'domain'],
    [`${'a'.repeat(65)}@example.test`, 'too-long'],
    [`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example.test`, 'too-long'],
    ['a'.repeat(1_000_000), 'too-long'],
  ])('I2 %j is refused as %s', (typed, reason) => {
    expect(parseEmailAddress(typed)).toEqual({ ok: false, reason });
  });

  test('I2 what is accepted holds nothing that could end a header or name a second recipient', () => {
    const awkward = fc
      .tuple(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 }))
      .map(([local, domain]) => `${local}@${domain}.test`);
    fc.assert(
      fc.property(fc.oneof(awkward, fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 600 })), (typed) => {
        const parsed = parseEmailAddress(typed);
        if (!parsed.ok) return;
        expect(parsed.address).toMatch(/^[\x21-\x7e]{1,254}$/);
        expect(parsed.address).not.toMatch(/[,;:<>"()[\]\\]/);
        expect(parsed.address.split('@')).toHaveLength(2);
        expect(parseEmailAddress(parsed.address)).toEqual(parsed);
      }),
      { numRuns: 2000 },
    );
  });
});

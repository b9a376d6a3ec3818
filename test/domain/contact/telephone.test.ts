import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nationalForm, parseTelephone } from '../../../src/domain/contact/telephone.js';

describe('I4 a telephone number', () => {
  test.each([
    ['06 12 34 56 78', '+33612345678', 'mobile'],
    ['06.12.34.56.78', '+33612345678', 'mobile'],
    ['06-12-34-56-78', '+33612345678', 'mobile'],
    ['06\u00a012\u202f34 56 78', '+33612345678', 'mobile'],
    ['０６１２３４５６７８', '+33612345678', 'mobile'],
    ['+33 6 12 34 56 78', '+33612345678', 'mobile'],
    ['+33 (0)6 12 34 56 78', '+33612345678', 'mobile'],
    ['+33 06 12 34 56 78', '+33612345678', 'mobile'],
    ['0033612345678', '+33612345678', 'mobile'],
    ['33612345678', '+33612345678', 'mobile'],
    ['07 55 12 34 56', '+33755123456', 'mobile'],
    ['06 39 98 12 34', '+33639981234', 'mobile'],
    ['06 95 12 34 56', '+33695123456', 'mobile'],
    ['05 36 49 00 12', '+33536490012', 'landline'],
    ['01 99 00 12 34', '+33199001234', 'landline'],
    ['09 50 12 34 56', '+33950123456', 'landline'],
  ])('I4 in France, %j is %s, a %s', (typed, number, line) => {
    expect(parseTelephone(typed)).toEqual({ ok: true, number, callingCode: '33', line });
  });

  test.each([
    ['0590 12 34 56', '+590590123456', '590', 'landline'],
    ['0690 12 34 56', '+590690123456', '590', 'mobile'],
    ['0691 12 34 56', '+590691123456', '590', 'mobile'],
    ['+33 690 12 34 56', '+590690123456', '590', 'mobile'],
    ['+590 690 12 34 56', '+590690123456', '590', 'mobile'],
    ['+590 0690 12 34 56', '+590690123456', '590', 'mobile'],
    ['0694 12 34 56', '+594694123456', '594', 'mobile'],
    ['0594 12 34 56', '+594594123456', '594', 'landline'],
    ['0696 12 34 56', '+596696123456', '596', 'mobile'],
    ['0697 12 34 56', '+596697123456', '596', 'mobile'],
    ['0596 12 34 56', '+596596123456', '596', 'landline'],
    ['0692 12 34 56', '+262692123456', '262', 'mobile'],
    ['0693 12 34 56', '+262693123456', '262', 'mobile'],
    ['0639 01 23 45', '+262639012345', '262', 'mobile'],
    ['0262 12 34 56', '+262262123456', '262', 'landline'],
    ['0269 12 34 56', '+262269123456', '262', 'landline'],
    ['+508 55 12 34', '+508551234', '508', 'mobile'],
    ['+508 41 12 34', '+508411234', '508', 'landline'],
    ['+508 508 41 12 34', '+508508411234', '508', 'landline'],
    ['+687 75 12 34', '+687751234', '687', 'mobile'],
    ['+687 27 12 34', '+687271234', '687', 'landline'],
    ['+687 88 12 34', '+687881234', '687', 'landline'],
    ['+689 87 12 34 56', '+68987123456', '689', 'mobile'],
    ['+689 40 12 34 56', '+68940123456', '689', 'landline'],
    ['+681 82 12 34', '+681821234', '681', 'mobile'],
    ['+681 72 12 34', '+681721234', '681', 'landline'],
  ])('I4 overseas, %j is %s under +%s, a %s', (typed, number, callingCode, line) => {
    expect(parseTelephone(typed)).toEqual({ ok: true, number, callingCode, line });
  });

  test.each([
    ['+32 470 12 34 78', '+32470123478', '32'],
    ['0044 (0)20 7946 0123', '+442079460123', '44'],
    ['+1 202 555 0123', '+12025550123', '1'],
    ['+352 621 123 456', '+352621123456', '352'],
    ['+213 551 23 45 67', '+213551234567', '213'],
  ])('I4 abroad, %j is %s under +%s, its line unknown', (typed, number, callingCode) => {
    expect(parseTelephone(typed)).toEqual({ ok: true, number, callingCode, line: 'foreign' });
  });

  test.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['06 12 34 56 7', 'too-short'],
    ['+33 6 12 34 56', 'too-short'],
    ['3949', 'too-short'],
    ['06 12 34 56 78 9', 'too-long'],
    ['+33 6 12 34 56 789', 'too-long'],
    ['+1234567890123456', 'too-long'],
    ['0'.repeat(100_000), 'too-long'],
    ['06 12 34 56 7O', 'characters'],
    ['+33+612345678', 'characters'],
    ['0612345678\u0000', 'characters'],
    ['٠٦١٢٣٤٥٦٧٨', 'characters'],
    ['6123456789', 'unassigned'],
    ['+590 612 34 56 78', 'unassigned'],
    ['+508 55 12 34 5', 'unassigned'],
  ])('I4 %j is refused as %s', (typed, reason) => {
    expect(parseTelephone(typed)).toEqual({ ok: false, reason });
  });

  test.each([
    ['08 10 29 29 29', 'premium'],
    ['+33 899 12 34 56', 'premium'],
    ['+590 891 12 34 56', 'premium'],
    ['+979 1 2345 6789', 'premium'],
    ['+800 1234 5678', 'premium'],
    // abroad, by the plans of the countries: premium, shared cost, free of charge, personal
    ['+32 902 12 34 5', 'premium'],
    ['+41 840 123 456', 'premium'],
    ['+1 800 555 0123', 'premium'],
    ['+44 70 1123 4567', 'premium'],
    ['+870 773 123 456', 'satellite'],
    ['+881 6 1234 5678', 'satellite'],
    ['00 882 16 123 4567', 'satellite'],
    ['+883 5100 1234 567', 'satellite'],
  ])('S3 %j is refused as %s', (typed, reason) => {
    expect(parseTelephone(typed)).toEqual({ ok: false, reason });
  });

  test('I4 nationalForm is what people dial, null where there is no trunk 0', () => {
    expect(nationalForm('+33612345678')).toBe('0612345678');
    expect(nationalForm('+590690123456')).toBe('0690123456');
    expect(nationalForm('+687751234')).toBeNull();
    expect(nationalForm('+32470123478')).toBeNull();
  });

  test('I4 a French number dialled in its national form is the same number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[1-79]\d{8}$/), (typed) => {
        const parsed = parseTelephone(typed);
        if (!parsed.ok) return;
        expect(nationalForm(parsed.number)).toBe(typed);
        expect(parseTelephone(parsed.number)).toEqual(parsed);
        expect(parseTelephone(`+33${typed.slice(1)}`)).toEqual(parsed);
      }),
      { numRuns: 1000 },
    );
  });

  test('I4 no text whatever makes the reading throw, and a number read is E.164', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.stringMatching(/^\+?[0-9 ().-]{0,30}$/));
    fc.assert(
      fc.property(text, (typed) => {
        const parsed = parseTelephone(typed);
        if (!parsed.ok) return;
        expect(parsed.number).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(parseTelephone(parsed.number)).toEqual(parsed);
      }),
      { numRuns: 2000 },
    );
  });
});

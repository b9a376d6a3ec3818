/** F3: the SIRET of an establishment and its key. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSiret } from '../../../src/domain/identifier/siret.js';

describe('F3 SIRET', () => {
  test.each([
    ['73282932000074', '73282932000074'],
    ['732 829 320 00074', '73282932000074'],
    ['732.829.320-00074', '73282932000074'],
    ['\u200B７３２82932000074', '73282932000074'],
    ['35600000000048', '35600000000048'],
  ])('F3 %j is read', (typed, siret) => {
    expect(parseSiret(typed)).toEqual({ ok: true, siret });
  });

  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['732829320', 'length'],
    ['732829320000740', 'length'],
    ['1'.repeat(300), 'length'],
    ['MONACOCONFO001', 'characters'],
    ['73282932000075', 'key'],
    ['73282932000047', 'key'],
    ['00000000000000', 'key'],
  ])('F3 %j is refused: %s', (typed, reason) => {
    expect(parseSiret(typed)).toEqual({ ok: false, reason });
  });

  test('F3 of the establishments of La Poste, the digits add up to a multiple of five', () => {
    expect(parseSiret('35600000049837').ok).toBe(true);
    expect(parseSiret('35600000049838').ok).toBe(false);
    expect(parseSiret('35600000010005').ok).toBe(true);
    // The same digits under another SIREN are none.
    expect(parseSiret('35600010049836').ok).toBe(false);
  });

  test('F3 no digit typed wrong passes', () => {
    const place = fc.integer({ min: 0, max: 13 });
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [...'73282932000074'];
        digits[at] = String((Number(digits[at]) + by) % 10);
        expect(parseSiret(digits.join(''))).toEqual({ ok: false, reason: 'key' });
      }),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nirKey, parseNir } from '../../../src/domain/identifier/nir.js';

const VECTORS = [
  ['2840588321025', '32'],
  ['284052A321025', '52'],
  ['284052B321025', '79'],
  ['284202B321025', '28'],
  ['284992B321025', '31'],
  ['2550814168025', '38'],
  ['253072B073004', '70'],
  ['253072A073004', '43'],
  ['2951099126111', '93'],
] as const;

const months = [
  ...Array.from({ length: 12 }, (_, at) => at + 1),
  20,
  ...Array.from({ length: 13 }, (_, at) => at + 30),
  ...Array.from({ length: 50 }, (_, at) => at + 50),
];
const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
const civilNir = fc
  .tuple(
    fc.constantFrom('1', '2', '3', '4'),
    digits(2),
    fc.constantFrom(...months).map((month) => String(month).padStart(2, '0')),
    fc.oneof(
      fc.constantFrom('2A', '2B'),
      fc.integer({ min: 1, max: 99 }).map((department) => String(department).padStart(2, '0')),
    ),
    digits(6),
  )
  .map((parts) => parts.join(''));
const provisionalNir = fc
  .tuple(fc.constantFrom('51', '52', '61', '62', '70', '71', '72', '80', '81', '82'), digits(11))
  .map((parts) => parts.join(''));
const anyNir = fc.oneof(civilNir, provisionalNir);

describe('I1 the number as typed', () => {
  test.each(VECTORS)('I1 the key of %s is %s', (nir, key) => {
    expect(nirKey(nir)).toBe(key);
    expect(parseNir(nir)).toEqual({ ok: true, nir, sort: 'nir' });
    expect(parseNir(nir + key)).toEqual({ ok: true, nir, sort: 'nir' });
  });

  test.each([
    ['2 84 05 88 321 025', '2840588321025'],
    ['2 84 05 88 321 025 32', '2840588321025'],
    ['2.84.05.88.321.025-32', '2840588321025'],
    ['\u00a02\u202f84\u00a005\u200988\u2007321\u2011025\ufeff', '2840588321025'],
    ['\u200e2840588321025\u200f', '2840588321025'],
    ['２８４０５８８３２１０２５', '2840588321025'],
    ['٢٨٤٠٥٨٨٣٢١٠٢٥', '2840588321025'],
    ['2 84 05 2a 321 025', '284052A321025'],
    ['284052b321025 79', '284052B321025'],
  ])('I1 %j is read as %s', (typed, nir) => {
    expect(parseNir(typed)).toEqual({ ok: true, nir, sort: 'nir' });
  });

  test.each([
    ['7123412345678', 'nnp'],
    ['8023412345678', 'nnp'],
    ['5123412345678', 'mig'],
    ['6223412345678', 'mig'],
    ['3840588321025', 'nir'],
    ['4840599126025', 'nir'],
  ])('I1 %s is a number of sort %s', (typed, sort) => {
    expect(parseNir(typed)).toEqual({ ok: true, nir: typed, sort });
  });

  test.each([
    ['', 'empty'],
    [' \u00a0\t-', 'empty'],
    ['28405883210', 'too-short'],
    ['284052A', 'too-short'],
    ['28405883210253', 'key-incomplete'],
    ['2840588321025321', 'too-long'],
    ['2'.repeat(100_000), 'too-long'],
    [' '.repeat(100_000), 'too-long'],
    ['284058832102O', 'characters'],
    ['claire.martin', 'characters'],
    ['284053A321025', 'characters'],
    ['28405882A1025', 'characters'],
    ['2840588321025\u0000', 'characters'],
    ['२८४०५८८३२१०२५', 'characters'],
    ['0840588321025', 'sex'],
    ['9840588321025', 'sex'],
    ['2840088321025', 'month'],
    ['2841388321025', 'month'],
    ['2842188321025', 'month'],
    ['2844388321025', 'month'],
    ['2840500321025', 'department'],
    ['284058832102533', 'key'],
    ['284052A32102579', 'key'],
    ['7323412345678', 'second-digit'],
    ['5023412345678', 'second-digit'],
    ['712342A345678', 'characters'],
  ])('I1 %j is refused as %s', (typed, reason) => {
    expect(parseNir(typed)).toEqual({ ok: false, reason });
  });

  test.each(months)('I1 month %d is one that numbers hold', (month) => {
    const nir = `284${String(month).padStart(2, '0')}88321025`;
    expect(parseNir(nir)).toEqual({ ok: true, nir, sort: 'nir' });
  });

  test.each(['20', '91', '92', '93', '94', '95', '96', '97', '98', '99'])(
    'I1 department %s is one that numbers hold',
    (department) => {
      expect(parseNir(`28405${department}321025`)).toMatchObject({ ok: true });
    },
  );

  const onCard = (nir: string) => nir.replace(/^(.)(..)(..)(..)(...)(...)$/, '$1 $2 $3 $4 $5 $6');

  test('I1 a number written as on the card reads back as itself, with and without its key', () => {
    fc.assert(
      fc.property(anyNir, (nir) => {
        expect(parseNir(onCard(nir))).toMatchObject({ ok: true, nir });
        expect(parseNir(`${onCard(nir).toLowerCase()} ${nirKey(nir)}`)).toMatchObject({ ok: true, nir });
      }),
    );
  });

  test('I1 one wrong digit beside a key is always noticed', () => {
    fc.assert(
      fc.property(anyNir, fc.nat({ max: 14 }), fc.integer({ min: 1, max: 9 }), (nir, at, by) => {
        const whole = nir + nirKey(nir);
        fc.pre(/\d/.test(whole.charAt(at)));
        const wrong = `${whole.slice(0, at)}${(Number(whole.charAt(at)) + by) % 10}${whole.slice(at + 1)}`;
        expect(parseNir(wrong).ok).toBe(false);
      }),
    );
  });

  test('I1 no text whatever makes the reading throw', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.stringMatching(/^[0-9ABab .-]{0,20}$/));
    fc.assert(
      fc.property(text, (typed) => {
        const parsed = parseNir(typed);
        if (parsed.ok) expect(parsed.nir).toMatch(/^[1-8]\d{4}(?:\d{2}|2[AB])\d{6}$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('I1 the key of anything but a parsed number is a fault that does not repeat it', () => {
    expect(() => nirKey('28405883210')).toThrow(RangeError);
    expect(() => nirKey('28405883210')).not.toThrow(/28405883210/);
  });
});

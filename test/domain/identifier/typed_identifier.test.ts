import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { looksLikeAllocataire, parseAllocataire } from '../../../src/domain/identifier/allocataire.js';
import { parseLogin } from '../../../src/domain/identifier/login.js';
import { parseTypedIdentifier } from '../../../src/domain/identifier/typed_identifier.js';
import type { IdentifierKind } from '../../../src/domain/realm.js';

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.stringMatching(/^[0-9A-Za-z .@_-]{0,80}$/));

describe('I1 the allocataire number', () => {
  test.each(['1234567', '123 45 67', '1234567 K', '1234567k', ' 1234567-K ', '１２３４５６７', '١٢٣٤٥٦٧', '۱۲۳۴۵۶۷'])(
    'I1 %j is read as 1234567',
    (typed) => {
      expect(parseAllocataire(typed)).toEqual({ ok: true, allocataire: '1234567' });
    },
  );

  test('I1 leading zeros are part of the number', () => {
    expect(parseAllocataire('0001234')).toEqual({ ok: true, allocataire: '0001234' });
  });

  test.each([
    ['', 'empty'],
    ['123456', 'too-short'],
    ['123456A', 'too-short'],
    ['12345678', 'too-long'],
    ['1'.repeat(5000), 'too-long'],
    ['1234567AB', 'characters'],
    ['A1234567', 'characters'],
    ['12\u00003456', 'characters'],
    ['1234567é', 'characters'],
  ])('I1 %j is refused as %s', (typed, reason) => {
    expect(parseAllocataire(typed)).toEqual({ ok: false, reason });
  });
});

describe('I1 the login', () => {
  test.each([
    ['c.martin', 'c.martin'],
    ['  C.Martin ', 'c.martin'],
    ['AGENT_042@ville-exemple.fr', 'agent_042@ville-exemple.fr'],
    ['ｃ．ｍａｒｔｉｎ', 'c.martin'],
    ['abc', 'abc'],
    ['a'.repeat(64), 'a'.repeat(64)],
  ])('I1 %j is read as %s', (typed, login) => {
    expect(parseLogin(typed)).toEqual({ ok: true, login });
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['ab', 'too-short'],
    ['a'.repeat(65), 'too-long'],
    ['a'.repeat(100_000), 'too-long'],
    ['c martin', 'characters'],
    ['hélène', 'characters'],
    ['с.martin', 'characters'],
    ['c.martin\u0000', 'characters'],
    ['c/martin', 'characters'],
  ])('I1 %j is refused as %s', (typed, reason) => {
    expect(parseLogin(typed)).toEqual({ ok: false, reason });
  });

  test('I1 a login reads back as itself, in any case', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9._@-]{3,64}$/), (login) => {
        expect(parseLogin(login.toUpperCase())).toEqual({ ok: true, login });
      }),
    );
  });
});

describe('I1 one field for the identifiers of a realm', () => {
  const numbers: readonly IdentifierKind[] = ['nir', 'allocataire'];

  test.each([
    ['2 84 05 88 321 025 32', { ok: true, kind: 'nir', value: '2840588321025' }],
    ['284052a321025', { ok: true, kind: 'nir', value: '284052A321025' }],
    ['1234567', { ok: true, kind: 'allocataire', value: '1234567' }],
    ['1234567 k', { ok: true, kind: 'allocataire', value: '1234567' }],
    ['123456', { ok: false, kind: 'allocataire', reason: 'too-short' }],
    ['12345678', { ok: false, kind: 'allocataire', reason: 'too-long' }],
    ['284058832', { ok: false, kind: 'nir', reason: 'too-short' }],
    ['284052A', { ok: false, kind: 'nir', reason: 'too-short' }],
    ['284058832102599', { ok: false, kind: 'nir', reason: 'key' }],
    ['claire', { ok: false, kind: 'nir', reason: 'characters' }],
    ['', { ok: false, kind: 'nir', reason: 'empty' }],
  ])('I1 where NIR and allocataire numbers are known, %j gives %j', (typed, expected) => {
    expect(parseTypedIdentifier(numbers, typed)).toEqual(expected);
  });

  test('I1 a realm that knows one kind judges every text as that kind', () => {
    expect(parseTypedIdentifier(['nir'], '1234567')).toEqual({ ok: false, kind: 'nir', reason: 'too-short' });
    expect(parseTypedIdentifier(['login'], '1234567')).toEqual({ ok: true, kind: 'login', value: '1234567' });
    expect(parseTypedIdentifier(['allocataire'], '2840588321025')).toEqual({
      ok: false,
      kind: 'allocataire',
      reason: 'too-long',
    });
  });

  test('I1 the order of the kinds decides between two readings', () => {
    expect(parseTypedIdentifier(['allocataire', 'login'], '1234567')).toMatchObject({ kind: 'allocataire' });
    expect(parseTypedIdentifier(['login', 'allocataire'], '1234567')).toMatchObject({ kind: 'login' });
  });

  test('I1 a realm without any kind is a fault of its configuration', () => {
    expect(() => parseTypedIdentifier([], '1234567')).toThrow(RangeError);
  });

  test('I1 no text whatever makes the reading throw, and a value read is read again as itself', () => {
    const kinds = fc.constantFrom<IdentifierKind[]>(['nir', 'allocataire'], ['login'], ['nir', 'allocataire', 'login']);
    fc.assert(
      fc.property(kinds, anyText, (known, typed) => {
        looksLikeAllocataire(typed);
        const parsed = parseTypedIdentifier(known, typed);
        if (parsed.ok) expect(parseTypedIdentifier([parsed.kind], parsed.value)).toEqual(parsed);
      }),
      { numRuns: 2000 },
    );
  });
});

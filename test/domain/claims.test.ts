/** P10: a claim without a value is left out. */
import { describe, expect, test } from '@jest/globals';
import { civilClaims, contactClaims } from '../../src/domain/account/claims.js';

const CLAIRE = {
  familyName: 'MARTIN',
  givenNames: ['Claire', 'Anne'],
  gender: 'female',
  birthdate: '1984-05-11',
  birthplace: '88321',
  birthcountry: '99100',
} as const;
const email = { kind: 'email', value: 'claire@example.test', verified: true } as const;
const mobile = { kind: 'mobile', value: '+33612345678', verified: true } as const;
const landline = { kind: 'landline', value: '+33399801234', verified: true } as const;

describe('P10 the civil identity', () => {
  test('P10 FranceConnect’s names carry it', () => {
    expect(civilClaims(CLAIRE)).toEqual({
      name: 'Claire MARTIN',
      given_name: 'Claire Anne',
      given_name_array: ['Claire', 'Anne'],
      family_name: 'MARTIN',
      gender: 'female',
      birthdate: '1984-05-11',
      birthplace: '88321',
      birthcountry: '99100',
    });
  });

  test('P10 somebody born abroad has no birthplace, and the claim is absent', () => {
    const claims = civilClaims({ ...CLAIRE, birthplace: null, birthcountry: null });
    expect(Object.keys(claims)).not.toContain('birthplace');
    expect(Object.keys(claims)).not.toContain('birthcountry');
  });
});

describe('P10 contacts', () => {
  test('P10 the first address and the first number that are verified', () => {
    const other = { ...email, value: 'other@example.test' };
    expect(contactClaims([landline, { ...other, verified: false }, email, other, mobile])).toEqual({
      email: 'claire@example.test',
      email_verified: true,
      phone_number: '+33612345678',
      phone_number_verified: true,
    });
  });

  test('P10 a landline stands in for a mobile', () => {
    expect(contactClaims([landline])).toEqual({ phone_number: '+33399801234', phone_number_verified: true });
  });

  test('P10 what is not verified is not said', () => {
    expect(
      contactClaims([
        { ...email, verified: false },
        { ...mobile, verified: false },
      ]),
    ).toEqual({});
  });
});

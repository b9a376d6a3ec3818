import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GROUPS, numberSpace, PEOPLE_PER_BLOCK, POPULATION_LIMIT } from '../../population/civil_status.js';
import { HOUSEHOLD_CONTACTS, WORKPLACE_CONTACTS } from '../../population/contacts.js';
import { people, person, type SyntheticPerson } from '../../population/person.js';
import { parseEmailAddress } from '../../src/domain/contact/email_address.js';
import { parseTelephone } from '../../src/domain/contact/telephone.js';
import { parseAllocataire } from '../../src/domain/identifier/allocataire.js';
import { parseLogin } from '../../src/domain/identifier/login.js';
import { parseNir } from '../../src/domain/identifier/nir.js';

const SAMPLE = 20_000;
const allocataires = [...people({ seed: 7, count: SAMPLE, realm: 'allocataires' })];
const employeurs = [...people({ seed: 7, count: SAMPLE, realm: 'employeurs' })];

/** For what is looked at person by person; uniqueness and shares are counted over the whole sample. */
const someAllocataires = allocataires.filter((_, index) => index % 10 === 0);
const someEmployeurs = employeurs.filter((_, index) => index % 10 === 0);

const nirOf = ({ identifiers }: SyntheticPerson): string => identifiers.nir ?? '';
const share = (of: readonly SyntheticPerson[], test: (one: SyntheticPerson) => boolean): number =>
  (1000 * of.filter(test).length) / of.length;
const distinct = (values: readonly unknown[]): number => new Set(values).size;

describe('I1 synthetic people and their numbers', () => {
  test('I1 a person depends on seed and index alone', () => {
    const seed = fc.oneof(fc.integer(), fc.string());
    fc.assert(
      fc.property(seed, fc.nat({ max: POPULATION_LIMIT - 1 }), (from, index) => {
        expect(person(from, index)).toEqual(person(from, index));
        expect([...people({ seed: from, count: 1, first: index })]).toEqual([person(from, index)]);
      }),
    );
    expect(allocataires[1234]).toEqual(person('7', 1234));
    expect(person(8, 1234)).not.toEqual(person(7, 1234));
  });

  test('I1 every number parses, and agrees with sex, birth date and birthplace', () => {
    expect(allocataires.filter((one) => !parseNir(nirOf(one)).ok)).toEqual([]);
    for (const one of someAllocataires) {
      const nir = nirOf(one);
      expect(parseNir(nir)).toMatchObject({ ok: true, nir });
      if (/^[5-8]/.test(nir)) continue;
      expect(one.birthdate.slice(2, 4)).toBe(nir.slice(1, 3));
      if (Number(nir.slice(3, 5)) <= 12) expect(one.birthdate.slice(5, 7)).toBe(nir.slice(3, 5));
      if (one.gender !== 'unspecified') expect(one.gender).toBe(nir.startsWith('1') ? 'male' : 'female');
      if (one.birthplace === null) {
        expect(one.birthcountry).toMatch(/^99(?!100)\d{3}$/);
        expect(nir.slice(7, 10)).toBe(one.birthcountry.slice(2));
      } else {
        expect(one.birthcountry).toBe('99100');
        const now = one.birthplace;
        const then = Number(one.birthdate.slice(0, 4)) < 1976 ? now.replace(/^2[AB]/, '20') : now;
        expect(nir.slice(5, 10)).toBe(then);
      }
    }
  });

  test('I1 every birth date is a day of the calendar', () => {
    for (const { birthdate } of someAllocataires) {
      expect(new Date(`${birthdate}T00:00:00Z`).toISOString().slice(0, 10)).toBe(birthdate);
    }
  });

  test('I1 no number, allocataire number or login comes twice', () => {
    expect(distinct(allocataires.map(nirOf))).toBe(SAMPLE);
    expect(distinct(allocataires.map(({ identifiers }) => identifiers.allocataire))).toBe(SAMPLE);
    expect(distinct(employeurs.map(({ identifiers }) => identifiers.login))).toBe(SAMPLE);
    const far = [...people({ seed: 7, count: 2_000, first: 12_345_678 })];
    expect(distinct([...allocataires, ...far].map(nirOf))).toBe(SAMPLE + 2_000);
  });

  test('I1 every group has numbers enough for the largest population', () => {
    expect(GROUPS.reduce((sum, { perThousand }) => sum + perThousand, 0)).toBe(PEOPLE_PER_BLOCK);
    for (const group of GROUPS) {
      expect(numberSpace(group)).toBeGreaterThanOrEqual((POPULATION_LIMIT / PEOPLE_PER_BLOCK) * group.perThousand);
      expect(Number.isSafeInteger(numberSpace(group))).toBe(true);
    }
  });

  test('I1 the odd numbers are there in the stated shares, in every thousand people', () => {
    for (const first of [0, 5_000, 19_000]) {
      const thousand = allocataires.slice(first, first + 1000);
      const of = (pattern: RegExp): number => share(thousand, (one) => pattern.test(nirOf(one)));
      expect(of(/^[12]\d{4}2[AB]/)).toBe(5);
      expect(of(/^[12]\d{4}20/)).toBe(3);
      expect(of(/^[12]\d{4}9[78]/)).toBe(40);
      expect(of(/^[12]\d\d(?:0[1-9]|1[0-2])99/)).toBe(100);
      expect(of(/^[12]\d{4}(?:9[1-4]352|95350|96351)/)).toBe(6);
      expect(of(/^[12]\d\d(?:20|3\d|4[0-2]|[5-9]\d)/)).toBe(4);
      expect(of(/^[78]/)).toBe(5);
      expect(of(/^[56]/)).toBe(3);
    }
    expect(share(allocataires, ({ gender }) => gender === 'unspecified')).toBeGreaterThan(0.5);
    expect(share(allocataires, ({ gender }) => gender === 'unspecified')).toBeLessThan(5);
  });

  test('I1 an index or realm outside the population is refused', () => {
    expect(() => person(7, -1)).toThrow(RangeError);
    expect(() => person(7, 0.5)).toThrow(RangeError);
    expect(() => person(7, POPULATION_LIMIT)).toThrow(RangeError);
    expect(() => person(7, 0, { realm: 'constructor' })).toThrow(RangeError);
    expect(person(7, 12_345_678).identifiers).not.toHaveProperty('allocataire');
  });

  test('I1 each realm has its own identifiers', () => {
    for (const { realm, identifiers } of allocataires.slice(0, 1000)) {
      expect(realm).toBe('allocataires');
      expect(Object.keys(identifiers)).toEqual(['nir', 'allocataire']);
      expect(parseAllocataire(identifiers.allocataire ?? '')).toMatchObject({ ok: true });
    }
    for (const { realm, identifiers } of someEmployeurs) {
      expect(realm).toBe('employeurs');
      expect(Object.keys(identifiers)).toEqual(['login']);
      expect(parseLogin(identifiers.login ?? '')).toEqual({ ok: true, login: identifiers.login });
    }
  });

  test('X1 names hold accents, hyphens, apostrophes, particles and several given names', () => {
    const families = allocataires.map((one) => one.family_name);
    const given = allocataires.flatMap((one) => one.given_names);
    for (const pattern of [/[ÀÂÉÈÊËÎÏÔÖÙÜÇ]/, /-/, /'/, / /]) {
      expect(families.some((name) => pattern.test(name))).toBe(true);
      expect(given.some((name) => pattern.test(name.toUpperCase()))).toBe(true);
    }
    for (const one of someAllocataires) {
      expect(one.family_name).toBe(one.family_name.toUpperCase());
      expect(one.given_names.length).toBeGreaterThanOrEqual(1);
      expect(distinct(one.given_names)).toBe(one.given_names.length);
    }
    expect(share(allocataires, (one) => one.given_names.length > 1)).toBeGreaterThan(500);
  });
});

describe('I4 synthetic contacts', () => {
  test('I4 addresses and numbers are as a store keeps them, and no subscriber has one', () => {
    for (const one of [...someAllocataires, ...someEmployeurs]) {
      if (one.email !== null) {
        expect(parseEmailAddress(one.email)).toEqual({ ok: true, address: one.email });
        expect(one.email).toMatch(/@example\.test$/);
      }
      if (one.mobile !== null) {
        expect(parseTelephone(one.mobile)).toMatchObject({ ok: true, number: one.mobile, line: 'mobile' });
        expect(one.mobile).toMatch(/^\+33(?:63998\d{4}|700\d{6})$/);
      }
      if (one.landline !== null) {
        expect(parseTelephone(one.landline)).toMatchObject({ ok: true, number: one.landline, line: 'landline' });
        expect(one.landline).toMatch(/^\+33(?:19900|26191|35301|46571|53649)\d{4}$/);
      }
    }
  });

  test('I4 every mix of contacts is there in its stated share', () => {
    for (const [sample, profiles] of [
      [allocataires, HOUSEHOLD_CONTACTS],
      [employeurs, WORKPLACE_CONTACTS],
    ] as const) {
      for (const profile of profiles) {
        const having = share(
          sample,
          (one) =>
            (one.email !== null) === profile.email &&
            (one.mobile !== null) === profile.mobile &&
            (one.landline !== null) === profile.landline,
        );
        expect(having).toBe(profile.perThousand);
      }
    }
  });

  test('U1 some households share one address, everybody else has their own', () => {
    const owners = new Map<string, number>();
    for (const { email } of allocataires) if (email !== null) owners.set(email, (owners.get(email) ?? 0) + 1);
    const shared = [...owners.values()].filter((count) => count > 1);
    expect(shared.every((count) => count === 2)).toBe(true);
    expect(shared.length).toBeGreaterThan(SAMPLE / 40);
    expect(shared.length).toBeLessThan(SAMPLE / 20);
  });
});

describe('C1 synthetic passwords', () => {
  test('C1 eight digits that no one could read as a date', () => {
    const dayMonthYear = /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])/;
    const monthDayYear = /^(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;
    const yearMonthDay = /(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
    for (const pattern of [dayMonthYear, monthDayYear, yearMonthDay]) {
      expect(allocataires.filter(({ password }) => pattern.test(password))).toEqual([]);
    }
  });

  test('C1 eight digits that are no repeat, run nor number of the file', () => {
    for (const one of someAllocataires) {
      const { password } = one;
      expect(password).toMatch(/^\d{8}$/);
      expect(password).not.toMatch(/^(\d{1,4}?)\1+$/);
      expect('0123456789012345 9876543210987654').not.toContain(password);
      expect(nirOf(one).slice(0, 8)).not.toBe(password);
      expect(password).not.toContain(one.identifiers.allocataire ?? 'none');
      expect(`${one.mobile} ${one.landline}`).not.toContain(password);
    }
    expect(distinct(allocataires.map(({ password }) => password))).toBeGreaterThan(SAMPLE - 20);
  });

  test('C1 characters: long, with a digit, an upper and a lower case letter, never twice', () => {
    for (const { password } of someEmployeurs) {
      expect(password.length).toBeGreaterThanOrEqual(10);
      expect(password).toMatch(/\d/);
      expect(password).toMatch(/[A-Z]/);
      expect(password).toMatch(/[a-z]/);
    }
    expect(distinct(employeurs.map(({ password }) => password))).toBe(SAMPLE);
  });
});

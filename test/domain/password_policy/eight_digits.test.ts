/** C1: which 8 digits may be a password, by tables, by every calendar date and by counting. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCalendarDate } from '../../../src/domain/password_policy/calendar_dates.js';
import { isPattern, isRun, typedEightDigits } from '../../../src/domain/password_policy/eight_digits.js';
import type { Person } from '../../../src/domain/password_policy/person.js';
import { failingRules, judgeRules, unjudgedRules } from '../../../src/domain/password_policy/policy.js';

const NOBODY: Person = { birthdates: [], telephones: [], nirs: [], allocataireNumbers: [], words: [] };
const FOUND = { isCommon: false, strength: 4, isLeaked: false };
const failing = (password: string, person: Partial<Person> = {}) =>
  failingRules(judgeRules('eight-digits', password, { ...NOBODY, ...person }, FOUND));
const pad = (value: number, length: number) => String(value).padStart(length, '0');

describe('C1 eight-digits', () => {
  test.each([
    '48291706',
    ' 48291706 ',
    '4829 1706',
    '48-29-17-06',
    '\u200e48291706',
    '４８２９１７０６',
    '٤٨٢٩١٧٠٦',
    '۴۸۲۹۱۷۰۶',
  ])('C1 %j is read as 48291706, when it is chosen and when it signs in', (typed) => {
    expect(typedEightDigits(typed)).toBe('48291706');
  });

  test.each(['4829170', '482917063', '4829170a', 'Registre 48291706', '', ' '.repeat(300)])(
    'C1 %j stays as it is',
    (typed) => {
      expect(typedEightDigits(typed)).toBe(typed);
    },
  );

  test.each([
    ['4829170', 'eight-digits'],
    ['482917063', 'eight-digits'],
    ['4829 1706', 'eight-digits'],
    ['4829170a', 'eight-digits'],
    ['４８２９１７０６', 'eight-digits'],
    ['77777777', 'not-one-digit'],
    ['12345678', 'not-a-run'],
    ['87654321', 'not-a-run'],
    ['90123456', 'not-a-run'],
    ['32109876', 'not-a-run'],
    ['12121212', 'not-a-pattern'],
    ['12312312', 'not-a-pattern'],
    ['58295829', 'not-a-pattern'],
    ['11112222', 'not-a-pattern'],
    ['11223344', 'not-a-pattern'],
    ['47299274', 'not-a-pattern'],
    ['11111112', 'not-a-pattern'],
    ['24081962', 'not-a-date'],
    ['19620824', 'not-a-date'],
    ['08241962', 'not-a-date'],
    ['29022000', 'not-a-date'],
  ])('C1 %s is refused by %s', (password, rule) => {
    expect(failing(password)).toContain(rule);
  });

  test.each(['48291706', '29021900', '32011962', '24081899', '10203040', '77777748'])(
    'C1 %s may be chosen',
    (password) => {
      expect(failing(password)).toEqual([]);
    },
  );

  test.each<[string, Partial<Person>, boolean]>([
    ['24086200', { birthdates: ['1962-08-24'] }, true],
    ['00620824', { birthdates: ['1962-08-24'] }, true],
    ['91240862', { birthdates: ['1962-08-24'] }, true],
    ['77081962', { birthdates: ['1962-08-24'] }, true],
    ['24081899', { birthdates: ['1899-08-24'] }, true],
    ['47081962', { birthdates: ['1962-08-00'] }, true],
    ['48291706', { birthdates: ['1962-00-00'] }, false],
    ['06123456', { telephones: ['+33612345678'] }, true],
    ['12345679', { telephones: ['+33612345679'] }, true],
    ['33612345', { telephones: ['+33612345678'] }, true],
    ['69012345', { telephones: ['+590690123456'] }, true],
    ['06901234', { telephones: ['+590690123456'] }, true],
    ['32470123', { telephones: ['+32470123456'] }, true],
    ['06123457', { telephones: ['+33612345678'] }, false],
    ['28405883', { nirs: ['2840588321025'] }, true],
    ['32102532', { nirs: ['2840588321025'] }, true],
    ['28405193', { nirs: ['284052A321025'] }, true],
    ['28405183', { nirs: ['284052B321025'] }, true],
    ['28405203', { nirs: ['284052A321025'] }, true],
    ['28405232', { nirs: ['284052A321025'] }, true],
    ['28405203', { nirs: ['284052B321025'] }, true],
    ['28405193', { nirs: ['284052B321025'] }, false],
    ['01234560', { allocataireNumbers: ['0123456'] }, true],
    ['90123457', { allocataireNumbers: ['0123457'] }, true],
    ['07543210', { allocataireNumbers: ['0123457'] }, true],
    ['00123457', { allocataireNumbers: ['123457'] }, true],
    ['48291706', { allocataireNumbers: ['0123457'] }, false],
  ])('C1 %s with %j on file: personal %s', (password, person, isPersonal) => {
    expect(failing(password, person).includes('not-personal')).toBe(isPersonal);
    expect(failing(password)).not.toContain('not-personal');
  });

  test('C1 a common value is refused whatever its form', () => {
    const rules = judgeRules('eight-digits', '48291706', NOBODY, { ...FOUND, isCommon: true });
    expect(failingRules(rules)).toEqual(['not-common']);
  });

  test('C1 nothing typed: every rule waits, and none lets it pass', () => {
    const rules = judgeRules('eight-digits', '', NOBODY, FOUND);
    expect(rules).toEqual(unjudgedRules('eight-digits'));
    expect(failingRules(rules)).not.toEqual([]);
  });

  test('C1 every calendar date from 1900 to 2099 is refused in its three forms', () => {
    for (let day = Date.UTC(1900, 0, 1); day < Date.UTC(2100, 0, 1); day += 86_400_000) {
      const date = new Date(day);
      const [y, m, d] = [date.getUTCFullYear(), pad(date.getUTCMonth() + 1, 2), pad(date.getUTCDate(), 2)];
      if (![`${d}${m}${y}`, `${y}${m}${d}`, `${m}${d}${y}`].every(isCalendarDate)) throw new Error(`${y}-${m}-${d}`);
    }
  });

  test('C1 230,487 of 10⁸ values are refused for everybody: a value drawn at random is refused once in 433', () => {
    const refused = new Set<string>();
    for (let day = Date.UTC(1900, 0, 1); day < Date.UTC(2100, 0, 1); day += 86_400_000) {
      const date = new Date(day);
      const [y, m, d] = [date.getUTCFullYear(), pad(date.getUTCMonth() + 1, 2), pad(date.getUTCDate(), 2)];
      for (const form of [`${d}${m}${y}`, `${y}${m}${d}`, `${m}${d}${y}`]) refused.add(form);
    }
    for (let start = 0; start < 10; start += 1) {
      for (const step of [1, 9]) refused.add(Array.from({ length: 8 }, (_, at) => (start + step * at) % 10).join(''));
    }
    for (let half = 0; half < 10_000; half += 1) {
      const four = pad(half, 4);
      refused
        .add(four + four)
        .add(four + [...four].reverse().join(''))
        .add([...four].map((c) => c + c).join(''));
      if (half < 1000) refused.add(pad(half, 3).repeat(3).slice(0, 8));
    }
    for (let one = 0; one < 10; one += 1) {
      for (let other = 0; other < one; other += 1) {
        for (let mask = 0; mask < 256; mask += 1)
          refused.add(Array.from({ length: 8 }, (_, at) => ((mask >> at) & 1 ? one : other)).join(''));
      }
    }
    expect(refused.size).toBe(230_487);
    for (const value of refused) {
      if (!isCalendarDate(value) && !isRun(value) && !isPattern(value)) throw new Error(value);
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (number) => {
        const value = pad(number, 8);
        expect(failing(value).length > 0).toBe(refused.has(value));
      }),
      { numRuns: 5_000 },
    );
  });
});

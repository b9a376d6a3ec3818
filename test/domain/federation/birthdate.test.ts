/** F4: birth dates with unknown parts, read and looked up. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { birthdatesToLookUp, compareBirthdates, parseBirthdate } from '../../../src/domain/federation/birthdate.js';

const written = fc
  .tuple(fc.integer({ min: 1990, max: 1992 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
  .map(([year, month, day]) => `${year}-0${month}-0${month === 0 ? 0 : day}`);

describe('F4 birth dates', () => {
  test.each(['1984-05-11', '1984-05-00', '1984-00-00', '2000-02-29', ' 1984-05-11\u200B'])('F4 %j is one', (text) => {
    expect(parseBirthdate(text)).toBeDefined();
  });

  test.each([
    ...['', '1984', '1984-05', '11/05/1984', '1984-5-11', '1984-13-01', '1984-05-32', '1984-04-31', '1900-02-29'],
    ...['0000-00-00', '0000-05-11', '1984-00-11', '1984-05-11T00:00:00Z', undefined, null],
  ])('F4 %j is none', (text) => {
    expect(parseBirthdate(text)).toBeUndefined();
  });

  test('F4 a known date is looked up as it is, and with its day or month unknown', () => {
    expect(birthdatesToLookUp('1992-11-17')).toEqual(['1992-11-17', '1992-11-00', '1992-00-00']);
    expect(birthdatesToLookUp('1992-11-00')).toEqual(['1992-11-01', '1992-11-00', '1992-00-00']);
    expect(birthdatesToLookUp('1992-00-00')).toEqual(['1992-01-01', '1992-01-00', '1992-00-00']);
    expect(birthdatesToLookUp('1992-13-00')).toEqual([]);
  });

  test('F4 every file whose date equals the presumed one is looked up, and none that differs', () => {
    fc.assert(
      fc.property(written, written, (identity, file) => {
        const agreement = compareBirthdates(parseBirthdate(identity), parseBirthdate(file));
        const isLookedUp = birthdatesToLookUp(identity).includes(file);
        if (agreement === 'equal') expect(isLookedUp).toBe(true);
        if (agreement === 'different') expect(isLookedUp).toBe(false);
      }),
    );
  });
});

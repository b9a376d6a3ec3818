/** Shows what no spelling, no order and no other file can bring about (F4). The oracles here read for themselves. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Candidate,
  contradicts,
  type IdentityMatch,
  matchPivotIdentity,
  whomItConcerns,
} from '../../../src/domain/federation/pivot_identity.js';
import type { UpstreamIdentity } from '../../../src/domain/federation/upstream.js';

const RUNS = { numRuns: 400 };

// Few values, so that people resemble each other.
const FAMILY_NAMES = ['MARTIN', 'LEFÈVRE', 'LE GOFF', "D'ALMEIDA", 'MARTIN-DURAND', 'LEBŒUF', '', 'X'];
const GIVEN_NAMES = [
  ['Claire'],
  ['Claire', 'Anne'],
  ['Anne', 'Claire'],
  ['Jean-Paul'],
  ['Jean', 'Paul'],
  ["N'Golo"],
  [],
];
const BIRTHDATES = [
  '1984-05-11',
  '1984-05-01',
  '1984-05-00',
  '1984-01-01',
  '1984-00-00',
  '1983-05-11',
  '1984-13-45',
  '',
];
const BIRTHPLACES = ['88321', '88465', '35238', '2A004', '20004', 'Épinal', ''];
const COUNTRIES = ['99100', '99100', '99352', '99121', ''];
const GENDERS = ['male', 'female', 'unspecified'] as const;

/** Mostly the first value, so that most people agree on most fields. */
const mostly = <Value>(values: readonly Value[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(values[0] as Value) },
    { weight: 2, arbitrary: fc.constantFrom(...values) },
  );

const person: fc.Arbitrary<Omit<Candidate, 'id'>> = fc.record({
  familyName: mostly(FAMILY_NAMES),
  givenNames: mostly(GIVEN_NAMES),
  gender: mostly(GENDERS),
  birthdate: mostly(BIRTHDATES),
  birthplace: mostly(BIRTHPLACES),
  birthcountry: mostly(COUNTRIES),
});
const people = fc
  .array(person, { maxLength: 4 })
  .map((some) => some.map((one, index): Candidate => ({ ...one, id: `account ${index}` })));
/** An upstream gives given names as a list or as a text. */
const identity: fc.Arbitrary<UpstreamIdentity> = fc
  .tuple(person, fc.boolean())
  .map(([{ givenNames, ...one }, isText]) => toIdentity({ ...one, givenNames }, isText));

function toIdentity(one: Omit<Candidate, 'id'>, isText: boolean): UpstreamIdentity {
  const givenNames = isText ? one.givenNames.join(' ') : one.givenNames;
  return {
    ...one,
    givenNames,
    birthplace: one.birthplace ?? undefined,
    birthcountry: one.birthcountry ?? undefined,
    siret: undefined,
  };
}

const HYPHENS = ['-', '\u2010', '\u2011', '\u2013', '\u2212', ' - ', '--'];
const SPACES = [' ', '\u00A0', '\u202F', '  ', '\t'];
const APOSTROPHES = ["'", '\u2019', '\u2018', '\u02BC', '`', '\u00B4', '\u2032', ''];
const INVISIBLE = ['', '', '', '\u200B', '\u2060', '\u00AD', '\uFEFF'];
const ACCENTS = ['', '', '\u0301', '\u0308', '\u0327\u0302'];

/** Writes a name otherwise: case, accents, hyphens among hyphens, spaces among spaces, apostrophes, invisible characters. */
function respell(text: string, draw: () => number): string {
  const pick = (values: readonly string[]) => values[draw() % values.length] ?? '';
  return [...text]
    .map((character) => {
      if (character === '-') return pick(HYPHENS);
      if (character === ' ') return pick(SPACES);
      if (character === "'") return pick(APOSTROPHES);
      const bare = draw() % 2 ? character : character.normalize('NFD').replace(/\p{M}/gu, '');
      const spelt = draw() % 3 === 0 ? bare.replace('Œ', 'OE').replace('œ', 'oe') : bare;
      const cased = draw() % 2 ? spelt.toLowerCase() : spelt.toUpperCase();
      return `${cased}${pick(ACCENTS)}${pick(INVISIBLE)}`;
    })
    .join('');
}

/** The same person, every name respelt and every code in spaces; a text in place of a given name stays one. */
function respellPerson<Of extends Omit<Candidate, 'id'> | UpstreamIdentity>(one: Of, seeds: readonly number[]): Of {
  let at = 0;
  const draw = () => {
    at += 1;
    return (seeds[at % seeds.length] ?? 0) + at;
  };
  const { givenNames } = one;
  const codes = (text: string | null | undefined) => (draw() % 2 ? text : ` ${text ?? ''}`.toLowerCase());
  return {
    ...one,
    familyName: respell(one.familyName ?? '', draw),
    givenNames:
      typeof givenNames === 'string' ? respell(givenNames, draw) : givenNames?.map((name) => respell(name, draw)),
    birthplace: codes(one.birthplace),
    birthcountry: codes(one.birthcountry),
  };
}

const seeds = fc.array(fc.nat(1_000), { minLength: 7, maxLength: 13 });

/** Two dates that one person cannot have, read off the requirement's words. */
function datesContradict(mine: string, theirs: string): boolean {
  if (![mine, theirs].every((date) => /^\d{4}-\d\d-\d\d$/.test(date) && !date.includes('-13-'))) return false;
  const presumed = (date: string) => date.replace(/-00-00$/, '-01-01').replace(/-00$/, '-01');
  if (presumed(mine) === presumed(theirs)) return false;
  return ![4, 7].some((length) => {
    const isUnknownBeyond = [mine, theirs].some((date) => /^(-00)+$/.test(date.slice(length)));
    return isUnknownBeyond && mine.slice(0, length) === theirs.slice(0, length);
  });
}

function isSomebodyElse(one: UpstreamIdentity, other: Candidate): boolean {
  const genders = new Set([one.gender, other.gender]);
  return (genders.has('male') && genders.has('female')) || datesContradict(one.birthdate ?? '', other.birthdate);
}

const letters = (text: string) =>
  text
    .toUpperCase()
    .replaceAll('Œ', 'OE')
    .normalize('NFD')
    .replace(/[^A-Z]/g, '');

function certainAccount(match: IdentityMatch): string | undefined {
  return match.kind === 'certain' ? match.accountId : undefined;
}

describe('F4 how names are written', () => {
  test('F4 never changes the verdict, on whichever side', () => {
    fc.assert(
      fc.property(identity, people, seeds, seeds, (one, files, mine, theirs) => {
        const verdict = matchPivotIdentity(one, files);
        const respelt = files.map((file) => respellPerson(file, theirs));
        expect(matchPivotIdentity(respellPerson(one, mine), files)).toEqual(verdict);
        expect(matchPivotIdentity(one, respelt)).toEqual(verdict);
        expect(matchPivotIdentity(respellPerson(one, mine), respelt)).toEqual(verdict);
      }),
      RUNS,
    );
  });

  test('F4 a joint is a joint while both sides have all of the name', () => {
    const joint = fc.constantFrom(...HYPHENS, ...SPACES, ...APOSTROPHES);
    const words = fc.array(fc.constantFrom<string>('Jean', 'Paul', 'Golo', 'Anne'), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(words, fc.array(joint, { minLength: 8, maxLength: 8 }), fc.boolean(), (name, joints, isList) => {
        const written = (from: number) => name.reduce((text, word, at) => `${text}${joints[from + at]}${word}`);
        const file: Candidate = { ...CLAIRE, id: 'account', familyName: written(0), givenNames: [written(0)] };
        const given = isList ? [written(4)] : written(4);
        const one = { ...toIdentity(CLAIRE, true), familyName: written(4), givenNames: given };
        expect(certainAccount(matchPivotIdentity(one, [file]))).toBe('account');
      }),
      RUNS,
    );
  });

  test('F4 it does not matter which side is the upstream', () => {
    fc.assert(
      fc.property(person, person, (one, other) => {
        const forth = matchPivotIdentity(toIdentity(one, false), [{ ...other, id: 'account' }]);
        expect(matchPivotIdentity(toIdentity(other, false), [{ ...one, id: 'account' }])).toEqual(forth);
      }),
      RUNS,
    );
  });
});

describe('F4 a certain account', () => {
  test('F4 never has another birth date or the other gender, and such a file never counts', () => {
    fc.assert(
      fc.property(identity, people, (one, files) => {
        const verdict = matchPivotIdentity(one, files);
        const others = files.filter((file) => isSomebodyElse(one, file));
        expect(others.map(({ id }) => id)).not.toContain(certainAccount(verdict));
        expect(
          matchPivotIdentity(
            one,
            files.filter((file) => !others.includes(file)),
          ),
        ).toEqual(verdict);
        expect(files.filter((file) => contradicts(one, file))).toEqual(others);
      }),
      RUNS,
    );
  });

  test('F4 is never one of two', () => {
    fc.assert(
      fc.property(identity, people, (one, files) => {
        const chosen = files.find(({ id }) => id === certainAccount(matchPivotIdentity(one, files)));
        if (!chosen) return;
        const again = { ...chosen, id: 'the same person again' };
        expect(matchPivotIdentity(one, [...files, again])).toEqual({ kind: 'uncertain', reason: 'several' });
      }),
      RUNS,
    );
  });

  test('F4 has all six fields, and so has the upstream; born abroad, the country is the place', () => {
    let certain = 0;
    fc.assert(
      fc.property(identity, people, (one, files) => {
        const chosen = files.find(({ id }) => id === certainAccount(matchPivotIdentity(one, files)));
        if (!chosen) return;
        certain += 1;
        for (const side of [one, chosen]) {
          expect(side.familyName).toMatch(/\p{L}{2}/u);
          expect([side.givenNames].flat().join('')).toMatch(/\p{L}{2}/u);
          expect(['male', 'female']).toContain(side.gender);
          expect(side.birthdate).toMatch(/^19\d\d-(?!13)/);
          expect(side.birthcountry).toMatch(/^99\d{3}$/);
          if (side.birthcountry === '99100') expect(side.birthplace).toMatch(/^(?:2A|\d\d)\d{3}$/);
        }
        expect(letters(chosen.familyName)).toBe(letters(one.familyName ?? ''));
        const [mine, theirs] = [one.givenNames ?? '', chosen.givenNames].map((names) =>
          letters([names].flat().join('')),
        );
        expect(mine?.startsWith(theirs ?? '-') || theirs?.startsWith(mine ?? '-')).toBe(true);
        expect(chosen.birthcountry).toBe(one.birthcountry);
      }),
      RUNS,
    );
    expect(certain).toBeGreaterThan(0);
  });

  test('F4 is the same in whatever order the files come', () => {
    const shuffled = people.chain((files) =>
      fc.tuple(
        fc.constant(files),
        fc.shuffledSubarray([...files], {
          minLength: files.length,
        }),
      ),
    );
    fc.assert(
      fc.property(identity, shuffled, (one, [files, inOtherOrder]) => {
        expect(matchPivotIdentity(one, inOtherOrder)).toEqual(matchPivotIdentity(one, files));
      }),
      RUNS,
    );
  });

  test('F4 is found among those whom the identity concerns alone', () => {
    fc.assert(
      fc.property(identity, people, (one, files) => {
        expect(matchPivotIdentity(one, whomItConcerns(one, files))).toEqual(matchPivotIdentity(one, files));
      }),
      RUNS,
    );
  });

  test('F4 no text is too strange to compare', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(fc.array(anything, { minLength: 6, maxLength: 6 }), (texts) => {
        const [familyName = '', givenNames = '', gender, birthdate = '', birthplace = '', birthcountry = ''] = texts;
        const one = { familyName, givenNames, gender, birthdate, birthplace, birthcountry, siret: undefined };
        const file: Candidate = { ...CLAIRE, id: 'account', familyName, givenNames: [givenNames] };
        expect(matchPivotIdentity(one, [file]).kind).not.toBe('certain');
      }),
      RUNS,
    );
  });
});

const CLAIRE = {
  familyName: 'MARTIN',
  givenNames: ['Claire'],
  gender: 'female',
  birthdate: '1984-05-11',
  birthplace: '88321',
  birthcountry: '99100',
} as const;

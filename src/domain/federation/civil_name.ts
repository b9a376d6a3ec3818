/**
 * Names of the civil status, compared as registers write them: with or without accents, hyphens, apostrophes and case,
 * all given names or the first alone (F4).
 */
import type { Agreement } from './agreement.js';

/** Longer texts are no name: they are left out before any work is spent on them. */
const LONGEST_NAME_CHARACTERS = 500;
/** Shorter beginnings of a name are too common to mean the same name cut short. */
const SHORTEST_CUT_CHARACTERS = 3;

/** Letters that compatibility decomposition (NFKD) leaves whole, in upper case. */
const SPELT_OUT: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Œ: 'OE',
  ẞ: 'SS',
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  Ħ: 'H',
  Ŧ: 'T',
  Ŋ: 'N',
};
const WHOLE_LETTERS = new RegExp(`[${Object.keys(SPELT_OUT).join('')}]`, 'gu');
/** Most names: nothing below would change them. */
const PLAIN = /^[A-Za-z]+$/;
/** They stand for an apostrophe, but decompose into a space and an accent. */
const SPACING_ACCENTS = /[\u00B4\u1FBD\u1FBF\u1FFD\u1FFE]/gu;
/** Accents, and what nobody sees: zero-width characters, direction marks, soft hyphens, fillers. */
const INVISIBLE = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Apostrophes, quotes and primes; the modifier letters are apostrophes of other languages. */
const APOSTROPHES = /['"`\u2018-\u201F\u2032-\u2037\u2039\u203A\uA78B\uA78C\p{Lm}]/gu;
const NEITHER_LETTER_NOR_HYPHEN = /[^\p{L}\p{N}\p{Pd}\u2043\u2212_]+/gu;
const HYPHENS = / ?(?:[\p{Pd}\u2043\u2212_] ?)+/gu;
const ENDS = /^[ -]+|[ -]+$/gu;
const JOINTS = /[ -]/gu;

/** What registers write where a name is unknown or there is none: it tells nobody apart. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(['X', 'XX', 'XXX', 'SANSNOM', 'SANSPRENOM']);

/** Given names without their joints: « Jean Paul », « Jean-Paul » and « Jeanpaul » have the same letters. */
export interface GivenNames {
  readonly letters: string;
  /** where in the letters a given name ends */
  readonly ends: readonly number[];
  /** each name, its joints left out, and each part of the compound ones */
  readonly words: ReadonlySet<string>;
}

/** @returns the letters of a family name, joints left out; undefined when there are none */
export function readFamilyName(text: string | null | undefined): string | undefined {
  return named(fold(text ?? '').replace(JOINTS, ''));
}

/**
 * Reads given names. In an array, an element is one name, compound or not. In a text, a space ends a name and a hyphen
 * joins a compound one: nothing else tells « Jean-Paul » from « Jean, Paul ».
 *
 * @returns undefined when there are none
 */
export function readGivenNames(names: string | readonly string[] | null | undefined): GivenNames | undefined {
  const given = (typeof names === 'string' || !names ? fold(names ?? '').split(' ') : foldEach(names)).filter(Boolean);
  const bare = given.map((name) => name.replace(JOINTS, ''));
  const letters = named(bare.join(''));
  if (letters === undefined) return undefined;
  let end = 0;
  const ends = bare.map((name) => {
    end += name.length;
    return end;
  });
  return { letters, ends, words: new Set([...bare, ...given.flatMap((name) => name.split(JOINTS))]) };
}

/** A family name that differs may be the usage name on one side: by itself it never tells two people apart. */
export function compareFamilyNames(mine: string | undefined, theirs: string | undefined): Agreement {
  if (mine === undefined || theirs === undefined) return 'unknown';
  return mine === theirs ? 'equal' : 'explainable';
}

/**
 * Equal when one side is the other's beginning up to the end of a given name, so that a register which holds the first
 * name alone agrees; explainable when one's first name is elsewhere among the other's, or the other's cut short.
 */
export function compareGivenNames(mine: GivenNames | undefined, theirs: GivenNames | undefined): Agreement {
  if (!mine || !theirs) return 'unknown';
  const [shorter, longer] = mine.letters.length <= theirs.letters.length ? [mine, theirs] : [theirs, mine];
  const begins = longer.letters.startsWith(shorter.letters);
  if (begins && longer.ends.includes(shorter.letters.length)) return 'equal';
  if (begins && shorter.letters.length >= SHORTEST_CUT_CHARACTERS) return 'explainable';
  return longer.words.has(firstName(shorter)) || shorter.words.has(firstName(longer)) ? 'explainable' : 'different';
}

/** Do both have the same first given name, whatever follows it? (F3: employers' platforms know no other) */
export function shareFirstName(mine: GivenNames, theirs: GivenNames): boolean {
  const beginsWithFirst = (one: GivenNames, other: GivenNames) =>
    one.letters.startsWith(firstName(other)) && one.ends.includes(firstName(other).length);
  return beginsWithFirst(mine, theirs) || beginsWithFirst(theirs, mine);
}

function firstName({ letters, ends }: GivenNames): string {
  return letters.slice(0, ends[0]);
}

/** Letters and digits in upper case, a hyphen inside compound names, a space between names. */
function fold(text: string): string {
  if (text.length > LONGEST_NAME_CHARACTERS) return '';
  if (PLAIN.test(text)) return text.toUpperCase();
  return text
    .replace(SPACING_ACCENTS, "'")
    .normalize('NFKD')
    .replace(INVISIBLE, '')
    .toUpperCase()
    .replace(WHOLE_LETTERS, (letter) => SPELT_OUT[letter] ?? letter)
    .replace(APOSTROPHES, '')
    .replace(NEITHER_LETTER_NOR_HYPHEN, ' ')
    .replace(HYPHENS, '-')
    .replace(ENDS, '');
}

function foldEach(names: readonly string[]): readonly string[] {
  const total = names.reduce((length, name) => length + name.length, 0);
  return total > LONGEST_NAME_CHARACTERS ? [] : names.map(fold);
}

function named(letters: string): string | undefined {
  return letters === '' || PLACEHOLDERS.has(letters) ? undefined : letters;
}

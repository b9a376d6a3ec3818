/** Names and logins as lists sort them and searching finds them: without accents, case and joints (E1). */

const ACCENTS = /\p{M}/gu;
/** Letters that decomposition leaves whole. */
const SPELT_OUT: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l' };
const JOINTS = /[^\p{L}\p{N}._@-]+/gu;
const MOST_WORDS = 5;
const LONGEST_WORD_CHARACTERS = 64;

interface Named {
  readonly familyName: string;
  readonly givenNames: readonly string[];
}

/** What a list is sorted by: the family name, then the given names. */
export function sortName({ familyName, givenNames }: Named): string {
  return [familyName, ...givenNames].map(folded).join(' ');
}

/** What a search looks through: each word begins after a space, so that « space, beginning » finds it. */
export function searchedText(person: Named & { readonly login: string | null }): string {
  const names = sortName(person).split(' ');
  // « Jean-Paul » is found by « paul » too.
  const parts = names.flatMap((name) => (name.includes('-') ? [name, ...name.split('-')] : [name]));
  const login = person.login === null ? [] : [person.login, ...person.login.split(/[._@-]+/)];
  return ` ${[...new Set([...parts, ...login])].filter((word) => word !== '').join(' ')} `;
}

/** The words of a search as typed; none: nothing was typed, and everybody is meant. Of punctuation alone comes one that nobody has. */
export function typedWords(typed: string): readonly string[] {
  const bare = folded(typed);
  return (bare === '' ? typed.trim() : bare)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD_CHARACTERS));
}

function folded(text: string): string {
  const lower = text.normalize('NFKD').replace(ACCENTS, '').toLowerCase();
  return [...lower]
    .map((letter) => SPELT_OUT[letter] ?? letter)
    .join('')
    .replace(JOINTS, ' ')
    .trim();
}

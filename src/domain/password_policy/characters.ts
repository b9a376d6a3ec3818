/** The policy `characters` (C1): long, of three kinds of characters, hard to guess, nobody's name, in no leaked list. */
import type { Person } from './person.js';
import type { Findings, RuleId, RuleState } from './rule.js';

const SHORTEST = 10;
/** UTF-16 units; the sign-in takes as many */
const LONGEST_PASSWORD = 256;
const WEAKEST = 3;
/** Shorter words stand in too many others; they still count against the strength. */
const SHORTEST_NAME = 5;

export function charactersRules(password: string, person: Person, findings: Findings): RuleState[] {
  const isTooLong = password.length > LONGEST_PASSWORD;
  const isLong = [...password].length >= SHORTEST && !isTooLong;
  const rule = (id: RuleId, isMet: boolean): RuleState => ({ id, state: isMet ? 'met' : 'not-met' });
  const judgedOnceLong = (id: RuleId, isMet: () => boolean): RuleState =>
    isLong ? rule(id, isMet()) : { id, state: 'unjudged' };
  const hasName = isLong && holdsName(password, person.words);
  return [
    { ...rule('ten-characters', isLong), ...(isTooLong ? { isTooLong } : {}) },
    rule('a-digit', /\p{Nd}/u.test(password)),
    rule('an-upper-case-letter', /\p{Lu}/u.test(password)),
    rule('a-lower-case-letter', /\p{Ll}/u.test(password)),
    { ...judgedOnceLong('not-personal', () => !hasName), ...(hasName ? { part: 'name' as const } : {}) },
    judgedOnceLong('hard-to-guess', () => findings.strength >= WEAKEST),
    judgedOnceLong('not-leaked', () => !findings.isLeaked),
  ];
}

function holdsName(password: string, words: readonly string[]): boolean {
  const folded = fold(password);
  return words.map(fold).some((word) => word.length >= SHORTEST_NAME && folded.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

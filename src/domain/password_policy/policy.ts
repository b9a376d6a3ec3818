/**
 * Password policies (C1): what a new password must be, as rules that a page can show one by one. Pure: what only a
 * dictionary or a list can tell comes as `Findings`.
 */
import { charactersRules } from './characters.js';
import { eightDigitsRules } from './eight_digits.js';
import type { Person } from './person.js';
import type { Findings, PasswordPolicyId, RuleId, RuleState } from './rule.js';

const RULES: Readonly<Record<PasswordPolicyId, (password: string, person: Person, findings: Findings) => RuleState[]>> =
  { 'eight-digits': eightDigitsRules, characters: charactersRules };

const NOTHING_FOUND: Findings = { isCommon: false, strength: 0, isLeaked: false };
const NOBODY: Person = { birthdates: [], telephones: [], nirs: [], allocataireNumbers: [], words: [] };

/** The rules of a policy in the order in which a page shows them, before anything was typed. */
export function unjudgedRules(policy: PasswordPolicyId): readonly RuleState[] {
  return RULES[policy]('', NOBODY, NOTHING_FOUND).map(({ id }) => ({ id, state: 'unjudged' }));
}

/**
 * Every rule of a policy with its state for a typed value.
 *
 * @param password exactly as typed
 */
export function judgeRules(
  policy: PasswordPolicyId,
  password: string,
  person: Person,
  findings: Findings,
): readonly RuleState[] {
  if (password === '') return unjudgedRules(policy);
  return RULES[policy](password, person, findings);
}

/** Ids of the rules that are not met. Empty: the password may be chosen. */
export function failingRules(rules: readonly RuleState[]): readonly RuleId[] {
  const failing = rules.filter(({ state }) => state !== 'met');
  const judged = failing.filter(({ state }) => state === 'not-met');
  return (judged.length > 0 ? judged : failing).map(({ id }) => id);
}

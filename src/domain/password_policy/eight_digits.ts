/**
 * The policy `eight-digits` (C1). Of the 10⁸ values, docs/password_policies.md says how many it refuses; a test counts
 * them.
 */
import { nirKey } from '../identifier/nir.js';
import { bareNumber } from '../identifier/typed_text.js';
import { holdsDate, isCalendarDate } from './calendar_dates.js';
import type { Person } from './person.js';
import type { Findings, PersonalPart, RuleId, RuleState } from './rule.js';

const EIGHT_DIGITS = /^[0-9]{8}$/;
const LONGEST_PERIOD = 4;
const FEWEST_DIGITS = 3;

/**
 * The eight digits that were typed, whatever a message, a hand or a keyboard put around them; anything else as it is. The
 * same at every sign-in as when it was chosen.
 */
export function typedEightDigits(typed: string): string {
  const bare = bareNumber(typed);
  return bare !== null && EIGHT_DIGITS.test(bare) ? bare : typed;
}

/** @param password as `typedEightDigits` reads it */
export function eightDigitsRules(password: string, person: Person, { isCommon }: Findings): RuleState[] {
  const isEight = EIGHT_DIGITS.test(password);
  const rule = (id: RuleId, isMet: () => boolean): RuleState => ({
    id,
    state: isEight ? (isMet() ? 'met' : 'not-met') : 'unjudged',
  });
  const part = isEight ? personalPart(password, person) : undefined;
  const isOneDigit = new Set(password).size === 1;
  return [
    { id: 'eight-digits', state: isEight ? 'met' : 'not-met' },
    rule('not-one-digit', () => !isOneDigit),
    rule('not-a-run', () => !isRun(password)),
    rule('not-a-pattern', () => isOneDigit || !isPattern(password)),
    rule('not-a-date', () => !isCalendarDate(password)),
    { ...rule('not-personal', () => part === undefined), ...(part ? { part } : {}) },
    rule('not-common', () => !isCommon),
  ];
}

/** Each digit one more, or one less, than the one before; after 9 comes 0, as on a telephone: 90123456 is a run. */
export function isRun(digits: string): boolean {
  const steps = [...digits].slice(1).map((digit, at) => (Number(digit) - Number(digits[at]) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}

/**
 * A group of up to four digits again and again (12121212, 12312312, 12341234), digits in pairs (11223344), a second half
 * that mirrors the first (12344321), or two different digits only (11111112).
 */
export function isPattern(digits: string): boolean {
  if (new Set(digits).size < FEWEST_DIGITS) return true;
  const every = (holds: (at: number) => boolean) => [...digits].every((_, at) => holds(at));
  for (let period = 1; period <= LONGEST_PERIOD; period += 1) {
    if (every((at) => digits[at] === digits[at % period])) return true;
  }
  return every((at) => digits[at] === digits[at - (at % 2)]) || every((at) => digits[at] === digits[7 - at]);
}

/** Which part of the file stands in these 8 digits, or undefined. */
function personalPart(digits: string, person: Person): PersonalPart | undefined {
  if (person.birthdates.some((date) => holdsDate(digits, date))) return 'birth-date';
  if (person.telephones.some((telephone) => dialled(telephone).includes(digits))) return 'telephone';
  if (person.nirs.some((nir) => formsOfNir(nir).some((form) => form.includes(digits)))) return 'social-security-number';
  if (person.allocataireNumbers.some((number) => holdsNumber(digits, number))) return 'allocataire-number';
  return undefined;
}

/** The digits in a row of which none may be the password: as dialled abroad and, where there is one, within the country. */
function dialled(telephone: string): string {
  const bare = telephone.replace(/\D/g, '');
  const national = /^(?:33|590|594|596|262|508)(\d{9})$/.exec(bare)?.[1];
  return national === undefined ? bare : `${bare} 0${national}`;
}

/** Corsica's letters as 19 and 18, as in the key, as 0, and left out (facts/france §3); with the key, as on the card. */
function formsOfNir(nir: string): readonly string[] {
  const key = /^\d{5}(?:\d{2}|2[AB])\d{6}$/.test(nir) ? nirKey(nir) : '';
  const forms = [
    nir.replace('2A', '19').replace('2B', '18'),
    nir.replace(/[AB]/, '0'),
    nir.replace(/[AB]/, ''),
    nir.replace(/2[AB]/, '20'),
  ];
  return [...new Set(forms)].map((form) => form + key);
}

/** Seven digits and any other before or behind them, forwards or backwards. */
function holdsNumber(digits: string, number: string): boolean {
  const bare = number.replace(/\D/g, '');
  if (bare === '') return false;
  const padded = bare.length < 7 ? bare.padStart(8, '0') : bare;
  const reverse = [...padded].reverse().join('');
  return [padded, reverse].some((form) => (form.length <= 8 ? digits.includes(form) : form.includes(digits)));
}

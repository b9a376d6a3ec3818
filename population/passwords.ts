/** Passwords of synthetic people that their realm's policy accepts (C1). Not secret: anybody can generate them again. */
import { type Draws, drawsFor, type Seed } from './draws.js';

/** What an eight-digit password of the person must not be built from. */
export interface KnownDigits {
  readonly nir: string;
  readonly allocataire: string | null;
  readonly telephones: readonly (string | null)[];
}

/** Eight digits that are no run, repeat, calendar date, nor number of the person's file. */
export function eightDigitPassword(seed: Seed, index: number, known: KnownDigits): string {
  const draws = drawsFor(seed, index, 'password');
  for (;;) {
    const candidate = String(draws.below(100_000_000)).padStart(8, '0');
    if (!isRefused(candidate, known)) return candidate;
  }
}

/** Fifteen characters in three groups, with digits, upper and lower case, without look-alikes. */
export function characterPassword(seed: Seed, index: number): string {
  const draws = drawsFor(seed, index, 'password');
  return `${some(draws, UPPER, 2)}${some(draws, LOWER, 3)}-${some(draws, LOWER, 3)}${some(draws, DIGITS, 2)}-${some(draws, ALL, 4)}`;
}

const UPPER = 'ABCDEFGHJKMNPQRSTUVWXYZ';
const LOWER = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';
const ALL = UPPER + LOWER + DIGITS;

function some(draws: Draws, alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet.charAt(draws.below(alphabet.length))).join('');
}

function isRefused(digits: string, known: KnownDigits): boolean {
  return isRepeated(digits) || isRun(digits) || isCalendarDate(digits) || isKnown(digits, known);
}

function isRepeated(digits: string): boolean {
  return digits === digits.slice(0, 2).repeat(4) || digits === digits.slice(0, 4).repeat(2);
}

function isRun(digits: string): boolean {
  return '01234567890123456'.includes(digits) || '98765432109876543'.includes(digits);
}

/** DDMMYYYY, MMDDYYYY or YYYYMMDD of any year. */
function isCalendarDate(digits: string): boolean {
  const pairs = [0, 2, 4, 6].map((at) => Number(digits.slice(at, at + 2)));
  const [first = 0, second = 0, third = 0, fourth = 0] = pairs;
  return isDay(first, second) || isDay(second, first) || isDay(fourth, third);
}

function isDay(day: number, month: number): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

function isKnown(digits: string, { nir, allocataire, telephones }: KnownDigits): boolean {
  const reversed = [...digits].reverse().join('');
  const files = [nir.slice(0, 8), ...telephones.filter((number) => number !== null)];
  return [digits, reversed].some(
    (form) => files.some((file) => file.includes(form)) || (allocataire !== null && form.includes(allocataire)),
  );
}

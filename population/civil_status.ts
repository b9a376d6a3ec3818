/**
 * The NIR of a synthetic person, with the sex, birth date and birthplace it agrees with. Shares are exact in every
 * thousand consecutive people, and no NIR comes twice: each group has a number space of its own (I1).
 */
import { type Draws, drawsFor, type Seed, shuffledPlace, spread } from './draws.js';
import { CORSICA, COUNTRIES, METROPOLITAN, NORTH_AFRICA, OVERSEAS, PARIS_REGION_SINCE_1968 } from './places.js';

export interface CivilStatus {
  readonly nir: string;
  readonly sex: 'female' | 'male';
  /** `YYYY-MM-DD`; month and day presumed first where the NIR holds a fictitious month */
  readonly birthdate: string;
  /** COG commune, null for people born abroad */
  readonly birthplace: string | null;
  /** COG country, 99100 for France */
  readonly birthcountry: string;
}

interface Place {
  readonly nirPlace: string;
  readonly birthplace: string | null;
  readonly birthcountry: string;
}

interface Group {
  readonly name: string;
  /** people of this group in every thousand; all groups add up to 1000 */
  readonly perThousand: number;
  readonly years: { readonly first: number; readonly last: number };
  readonly months: readonly string[];
  readonly places: readonly Place[];
  /** first digits of a number without month and place (NNP, MIG), men's then women's */
  readonly provisional?: readonly [male: string, female: string];
}

export const PEOPLE_PER_BLOCK = 1000;
/** Indexes below this one keep every promise of uniqueness. */
export const POPULATION_LIMIT = 50_000_000;

const ORDERS = 999;
const CAISSES = 999;
const PROVISIONAL_ORDERS = 99_999_999;
const FRANCE = '99100';
const CIVIL_MONTHS = numbers(1, 12);
const FICTITIOUS_MONTHS = ['20', ...numbers(30, 42), ...numbers(50, 99)];

const inFrance = (code: string): Place => ({ nirPlace: code, birthplace: code, birthcountry: FRANCE });
const inOldCorsica = (code: string): Place => ({ ...inFrance(code), nirPlace: `20${code.slice(2)}` });
const abroad = (country: string): Place => ({ nirPlace: country, birthplace: null, birthcountry: country });
const ABROAD = COUNTRIES.map(abroad);

export const GROUPS: readonly Group[] = [
  group('metropolitan', 744, [1931, 2008], METROPOLITAN.map(inFrance)),
  group('Paris region', 90, [1968, 2008], PARIS_REGION_SINCE_1968.map(inFrance)),
  group('Corsica, 2A and 2B', 5, [1976, 2008], CORSICA.map(inFrance)),
  // Two communes of 2A and 2B never share their last three digits here, so that 20 stays unambiguous.
  group('Corsica, 20', 3, [1931, 1975], CORSICA.map(inOldCorsica)),
  group('overseas', 40, [1931, 2008], OVERSEAS.map(inFrance)),
  group('abroad', 100, [1963, 2008], ABROAD),
  group('North Africa before independence', 6, [1931, 1955], NORTH_AFRICA.map(northAfrican)),
  { ...group('fictitious month', 4, [1931, 2008], ABROAD), months: FICTITIOUS_MONTHS },
  { ...group('NNP', 5, [1950, 2008], ABROAD), provisional: ['7', '8'] },
  { ...group('MIG', 3, [1950, 2008], ABROAD), provisional: ['5', '6'] },
];

/** The civil status of the person of an index below {@link POPULATION_LIMIT}. */
export function civilStatus(seed: Seed, index: number): CivilStatus {
  const { block, place } = shuffledPlace(seed, index, 'group', PEOPLE_PER_BLOCK);
  let before = 0;
  for (const candidate of GROUPS) {
    if (place < before + candidate.perThousand) {
      const rank = block * candidate.perThousand + (place - before);
      const slot = spread(seed, candidate.name, rank, numberSpace(candidate));
      const draws = drawsFor(seed, index, 'birth');
      return candidate.provisional === undefined
        ? numberedAtBirth(candidate, slot, draws)
        : numberedProvisionally(candidate, candidate.provisional, slot, draws);
    }
    before += candidate.perThousand;
  }
  throw new Error('the groups add up to less than a thousand');
}

/** How many different numbers a group can give. */
export function numberSpace(of: Group): number {
  if (of.provisional !== undefined) return 2 * CAISSES * PROVISIONAL_ORDERS;
  return 2 * of.places.length * yearsOf(of) * of.months.length * ORDERS;
}

function numberedAtBirth(of: Group, slot: number, draws: Draws): CivilStatus {
  const digits = mixedRadix(slot, [2, of.places.length, yearsOf(of), of.months.length, ORDERS]);
  const sex = digits[0] === 0 ? 'male' : 'female';
  const place = of.places[digits[1]];
  const month = of.months[digits[3]];
  if (place === undefined || month === undefined) throw new RangeError('a slot outside its group');
  const year = of.years.first + digits[2];
  const nir = `${sex === 'male' ? 1 : 2}${pad(year % 100, 2)}${month}${place.nirPlace}${pad(digits[4] + 1, 3)}`;
  return { nir, sex, birthdate: birthdate(year, Number(month), draws), ...placeClaims(place) };
}

function numberedProvisionally(
  of: Group,
  firstDigits: readonly [string, string],
  slot: number,
  draws: Draws,
): CivilStatus {
  const digits = mixedRadix(slot, [2, CAISSES, PROVISIONAL_ORDERS, 1, 1]);
  const sex = digits[0] === 0 ? 'male' : 'female';
  const firstDigit = firstDigits[digits[0] === 0 ? 0 : 1];
  const place = draws.pick(of.places);
  const nir = `${firstDigit}1${pad(digits[1] + 1, 3)}${pad(digits[2] + 1, 8)}`;
  const year = of.years.first + draws.below(yearsOf(of));
  return { nir, sex, birthdate: birthdate(year, 1 + draws.below(12), draws), ...placeClaims(place) };
}

function birthdate(year: number, month: number, draws: Draws): string {
  if (month > 12) return `${year}-01-01`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${year}-${pad(month, 2)}-${pad(1 + draws.below(days), 2)}`;
}

type FiveDigits = readonly [number, number, number, number, number];

function mixedRadix(slot: number, radices: FiveDigits): FiveDigits {
  let rest = slot;
  const digit = (radix: number): number => {
    const value = rest % radix;
    rest = Math.floor(rest / radix);
    return value;
  };
  return [digit(radices[0]), digit(radices[1]), digit(radices[2]), digit(radices[3]), digit(radices[4])];
}

function placeClaims({ birthplace, birthcountry }: Place): Pick<CivilStatus, 'birthplace' | 'birthcountry'> {
  return { birthplace, birthcountry };
}

function northAfrican({ nirPlace, country }: { nirPlace: string; country: string }): Place {
  return { nirPlace, birthplace: null, birthcountry: country };
}

function group(
  name: string,
  perThousand: number,
  [first, last]: readonly [number, number],
  places: readonly Place[],
): Group {
  return { name, perThousand, years: { first, last }, months: CIVIL_MONTHS, places };
}

function yearsOf({ years }: Group): number {
  return years.last - years.first + 1;
}

function numbers(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, offset) => pad(first + offset, 2));
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

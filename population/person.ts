/**
 * Synthetic people for tests, demonstration and benchmarks: one line of `ACCOUNTS_FILE` each, the same for the same
 * seed and index, reached directly whatever the index (I1, I4, C1).
 */
import { type CivilStatus, civilStatus, POPULATION_LIMIT } from './civil_status.js';
import { type ContactProfiles, contacts, HOUSEHOLD_CONTACTS, sharesAddress, WORKPLACE_CONTACTS } from './contacts.js';
import { drawsFor, type Seed, spread } from './draws.js';
import { FAMILY_NAMES, GIVEN_NAMES_FEMALE, GIVEN_NAMES_MALE } from './names.js';
import { characterPassword, eightDigitPassword } from './passwords.js';

/** One line of `ACCOUNTS_FILE`, hence the names with underscores. */
export interface SyntheticPerson {
  readonly realm: string;
  readonly identifiers: { readonly nir?: string; readonly allocataire?: string; readonly login?: string };
  readonly password: string;
  readonly family_name: string;
  readonly given_names: readonly string[];
  readonly gender: 'female' | 'male' | 'unspecified';
  readonly birthdate: string;
  /** COG commune, null for people born abroad */
  readonly birthplace: string | null;
  readonly birthcountry: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly landline: string | null;
}

/** How the people of a realm differ from those of another. */
interface Population {
  readonly numbered: boolean;
  readonly contacts: ContactProfiles;
}

const POPULATIONS: Readonly<Record<string, Population>> = {
  allocataires: { numbered: true, contacts: HOUSEHOLD_CONTACTS },
  employeurs: { numbered: false, contacts: WORKPLACE_CONTACTS },
};

export const POPULATION_REALMS: readonly string[] = Object.keys(POPULATIONS);

/** Allocataire numbers have seven digits: people beyond this index have none. */
const ALLOCATAIRE_NUMBERS = 10_000_000;
const UNSPECIFIED_GENDER_PER_THOUSAND = 2;

/**
 * The person of an index.
 *
 * @param index from 0 to {@link POPULATION_LIMIT} − 1; identifiers of one seed and realm never repeat below it
 * @param options `realm`, one of {@link POPULATION_REALMS}, default `allocataires`
 * @throws RangeError on an index outside, or a realm unknown here
 */
export function person(seed: Seed, index: number, options: { readonly realm?: string } = {}): SyntheticPerson {
  const realm = options.realm ?? 'allocataires';
  const population = Object.hasOwn(POPULATIONS, realm) ? POPULATIONS[realm] : undefined;
  if (population === undefined) throw new RangeError(`no population for the realm ${realm}`);
  if (!Number.isInteger(index) || index < 0 || index >= POPULATION_LIMIT) {
    throw new RangeError(`an index goes from 0 to ${POPULATION_LIMIT - 1}`);
  }

  const { nir, sex, ...birth } = civilStatus(seed, index);
  const familyName = familyNameOf(seed, index);
  const givenNames = givenNamesOf(seed, index, sex);
  const personal = `${asciiName(givenNames[0] ?? '')}.${asciiName(familyName)}.${index}`;
  const address = sharesAddress(seed, index) ? householdAddress(seed, index) : `${personal}@example.test`;
  const reached = contacts(seed, index, population.contacts, address);
  const common = {
    family_name: familyName,
    given_names: givenNames,
    gender: genderOf(seed, index, sex),
    ...birth,
    ...reached,
  };

  if (!population.numbered) {
    return { realm, identifiers: { login: personal }, password: characterPassword(seed, index), ...common };
  }
  const allocataire = allocataireOf(seed, index);
  const password = eightDigitPassword(seed, index, {
    nir,
    allocataire,
    telephones: [reached.mobile, reached.landline],
  });
  return { realm, identifiers: { nir, ...(allocataire !== null && { allocataire }) }, password, ...common };
}

/** People one after another: `count` of them from `first` (default 0). */
export function* people(options: {
  readonly seed: Seed;
  readonly count: number;
  readonly realm?: string;
  readonly first?: number;
}): Generator<SyntheticPerson, void, undefined> {
  const { seed, count, first = 0, ...rest } = options;
  for (let index = first; index < first + count; index += 1) yield person(seed, index, rest);
}

function allocataireOf(seed: Seed, index: number): string | null {
  if (index >= ALLOCATAIRE_NUMBERS) return null;
  return String(spread(seed, 'allocataire', index, ALLOCATAIRE_NUMBERS)).padStart(7, '0');
}

/** Half of the households bear one name, so that a shared name proves nothing. */
function familyNameOf(seed: Seed, index: number): string {
  const household = drawsFor(seed, Math.floor(index / 2), 'household name');
  const householdName = household.pick(FAMILY_NAMES);
  if (household.chance(500)) return householdName;
  const own = drawsFor(seed, index, 'family name');
  const name = own.pick(FAMILY_NAMES);
  // A birth name made of both parents'.
  const second = own.pick(FAMILY_NAMES);
  return own.chance(60) && second !== name ? `${name}-${second}` : name;
}

function givenNamesOf(seed: Seed, index: number, sex: CivilStatus['sex']): string[] {
  const names = sex === 'female' ? GIVEN_NAMES_FEMALE : GIVEN_NAMES_MALE;
  const draws = drawsFor(seed, index, 'given names');
  const count = draws.pick([1, 1, 2, 2, 3, 3, 3, 4]);
  const given = new Set<string>();
  while (given.size < count) given.add(draws.pick(names));
  return [...given];
}

function genderOf(seed: Seed, index: number, sex: CivilStatus['sex']): SyntheticPerson['gender'] {
  return drawsFor(seed, index, 'gender').chance(UNSPECIFIED_GENDER_PER_THOUSAND) ? 'unspecified' : sex;
}

function householdAddress(seed: Seed, index: number): string {
  const household = Math.floor(index / 2);
  const name = drawsFor(seed, household, 'household name').pick(FAMILY_NAMES);
  return `famille.${asciiName(name)}.${household}@example.test`;
}

/** Letters only, at most 20, so that a login stays within its 64 characters. */
function asciiName(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  return letters.slice(0, 20);
}

/**
 * Whose account an upstream's civil identity is: by the six pivot fields, exactly one or nobody for certain (F4). Which
 * level may link by itself, and what an undone link forbids, is not decided here (docs/reconciliation.md).
 */
import type { CivilIdentity } from '../account/civil_identity.js';
import type { Agreement } from './agreement.js';
import { type Birthdate, compareBirthdates, parseBirthdate } from './birthdate.js';
import { type Birthplace, compareBirthplaces, readBirthplace } from './birthplace.js';
import {
  compareFamilyNames,
  compareGivenNames,
  type GivenNames,
  readFamilyName,
  readGivenNames,
} from './civil_name.js';
import type { UpstreamIdentity } from './upstream.js';

/** An account that may be the person's. */
export interface Candidate extends CivilIdentity {
  readonly id: string;
}

export type IdentityMatch =
  | { readonly kind: 'certain'; readonly accountId: string }
  | {
      readonly kind: 'uncertain';
      /**
       * `several`: more than one account could be meant; `near`: one differs in something that the person can explain;
       * `incomplete`: one agrees as far as can be known
       */
      readonly reason: 'several' | 'near' | 'incomplete';
    }
  | { readonly kind: 'none' };

type PivotIdentity = Pick<
  UpstreamIdentity,
  'familyName' | 'givenNames' | 'gender' | 'birthdate' | 'birthplace' | 'birthcountry'
>;

/** A person as compared; undefined is not known. */
interface Person {
  readonly familyName: string | undefined;
  readonly givenNames: GivenNames | undefined;
  readonly gender: 'male' | 'female' | undefined;
  readonly birthdate: Birthdate | undefined;
  readonly birthplace: Birthplace;
}

type Comparison = Readonly<Record<keyof Person, Agreement>>;
/** `rival`: too little agrees to be offered, enough to doubt that another is the one. */
type Standing = 'agrees' | 'incomplete' | 'near' | 'rival' | 'unrelated';

/**
 * Finds the one account that agrees on all six fields while no other of the same birth name and date could be meant.
 * An account of another birth date or gender is never returned nor counted.
 *
 * @param identity raw, as the upstream gave it
 * @param candidates accounts of the realm with this birth date, in any order
 */
export function matchPivotIdentity(identity: PivotIdentity, candidates: readonly Candidate[]): IdentityMatch {
  const person = readPerson(identity);
  const compared = candidates.map((candidate) => {
    const comparison = compare(person, readPerson(candidate));
    return { id: candidate.id, comparison, standing: standingOf(comparison) };
  });
  const agreeing = compared.filter(({ standing }) => standing === 'agrees');
  const [only] = agreeing;
  if (only) {
    const isDoubtful = compared.some((other) => other !== only && couldBeMeant(other));
    return isDoubtful ? uncertain('several') : { kind: 'certain', accountId: only.id };
  }
  const incomplete = compared.filter(({ standing }) => standing === 'incomplete');
  if (incomplete.length > 0) return uncertain(incomplete.length === 1 ? 'incomplete' : 'several');
  return compared.some(({ standing }) => standing === 'near') ? uncertain('near') : { kind: 'none' };
}

/**
 * Are these two people for certain? Another birth date, or the other gender; a name or place may be explained.
 *
 * @param identity raw, as the upstream gave it
 */
export function contradicts(identity: PivotIdentity, person: PivotIdentityOfAccount): boolean {
  const { gender, birthdate } = compare(readPerson(identity), readPerson(person));
  return gender === 'different' || birthdate === 'different';
}

/** Those of the people who can change what {@link matchPivotIdentity} answers for this identity. */
export function whomItConcerns<Of extends PivotIdentityOfAccount>(
  identity: PivotIdentity,
  people: readonly Of[],
): readonly Of[] {
  const person = readPerson(identity);
  return people.filter((other) => standingOf(compare(person, readPerson(other))) !== 'unrelated');
}

type PivotIdentityOfAccount = Omit<CivilIdentity, 'gender'> & { readonly gender: string };

function uncertain(reason: 'several' | 'near' | 'incomplete'): IdentityMatch {
  return { kind: 'uncertain', reason };
}

function readPerson(person: PivotIdentity | PivotIdentityOfAccount): Person {
  return {
    familyName: readFamilyName(person.familyName),
    givenNames: readGivenNames(person.givenNames),
    gender: readGender(person.gender),
    birthdate: parseBirthdate(person.birthdate),
    birthplace: readBirthplace(person.birthcountry, person.birthplace),
  };
}

/** `unspecified`, and whatever else an upstream says, is not known. */
function readGender(text: string | undefined): 'male' | 'female' | undefined {
  return text === 'male' || text === 'female' ? text : undefined;
}

function compare(mine: Person, theirs: Person): Comparison {
  return {
    familyName: compareFamilyNames(mine.familyName, theirs.familyName),
    givenNames: compareGivenNames(mine.givenNames, theirs.givenNames),
    gender: !mine.gender || !theirs.gender ? 'unknown' : mine.gender === theirs.gender ? 'equal' : 'different',
    birthdate: compareBirthdates(mine.birthdate, theirs.birthdate),
    birthplace: compareBirthplaces(mine.birthplace, theirs.birthplace),
  };
}

function standingOf(comparison: Comparison): Standing {
  const all = Object.values(comparison);
  if (all.includes('different')) return 'unrelated';
  if (all.every((agreement) => agreement === 'equal')) return 'agrees';
  if (!all.includes('explainable')) return 'incomplete';
  const { familyName, givenNames, birthplace, birthdate } = comparison;
  const apart = [familyName, givenNames, birthplace].filter((agreement) => agreement !== 'equal');
  if (apart.length === 1 && birthdate === 'equal') return 'near';
  return familyName === 'explainable' ? 'unrelated' : 'rival';
}

/** A homonym of the same day, or a twin whose file says too little. */
function couldBeMeant({ comparison, standing }: { comparison: Comparison; standing: Standing }): boolean {
  return standing !== 'unrelated' && comparison.familyName !== 'explainable';
}

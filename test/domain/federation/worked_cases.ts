/** Reads docs/reconciliation_cases.json: what an upstream says of a person and what the files hold. */
import { readFileSync } from 'node:fs';
import type { EmployerCandidate } from '../../../src/domain/federation/employer_identity.js';
import type { IdentityMatch } from '../../../src/domain/federation/pivot_identity.js';
import type { UpstreamIdentity } from '../../../src/domain/federation/upstream.js';

/** FranceConnect's names; null is a missing field. What is left out is Claire's. */
interface Fields {
  readonly family_name?: string | null;
  readonly given_name?: string | readonly string[] | null;
  readonly gender?: string | null;
  readonly birthdate?: string | null;
  readonly birthplace?: string | null;
  readonly birthcountry?: string | null;
  readonly siret?: string | null;
}

export interface WorkedCase {
  readonly title: string;
  readonly upstream?: Fields;
  /** left out: one file that says the same */
  readonly files?: readonly Fields[];
  readonly verdict: 'certain' | 'several' | 'near' | 'incomplete' | 'none';
  /** of several files, the one that is certain, counted from 0 */
  readonly file?: number;
}

export const CLAIRE = {
  family_name: 'MARTIN',
  given_name: 'Claire Anne',
  gender: 'female',
  birthdate: '1984-05-11',
  birthplace: '88321',
  birthcountry: '99100',
  siret: '73282932000074',
};
/** An employer's platform knows no civil identity. */
const HELENE = {
  family_name: 'LEROY',
  given_name: 'Hélène',
  gender: null,
  birthdate: null,
  birthplace: null,
  birthcountry: null,
  siret: CLAIRE.siret,
};
const CIVIL_STATUS_OF_HELENE = {
  gender: 'female',
  birthdate: '1981-02-19',
  birthplace: '35238',
  birthcountry: '99100',
};

export function readWorkedCases(): {
  readonly cases: readonly WorkedCase[];
  readonly employers: readonly WorkedCase[];
} {
  return JSON.parse(readFileSync(new URL('../../../docs/reconciliation_cases.json', import.meta.url), 'utf8'));
}

export function identityOf({ upstream }: WorkedCase): UpstreamIdentity {
  return readIdentity({ ...CLAIRE, ...upstream });
}

export function employeeOf({ upstream }: WorkedCase): UpstreamIdentity {
  return readIdentity({ ...HELENE, ...upstream });
}

export function candidatesOf({ files = [{}] }: WorkedCase): readonly EmployerCandidate[] {
  return files.map((file, index) => readFile({ ...CLAIRE, ...file }, index));
}

export function employeesOf({ files = [{}] }: WorkedCase): readonly EmployerCandidate[] {
  return files.map((file, index) => readFile({ ...HELENE, ...CIVIL_STATUS_OF_HELENE, ...file }, index));
}

export function expectedOf({ verdict, file = 0 }: WorkedCase): IdentityMatch {
  if (verdict === 'certain') return { kind: 'certain', accountId: accountId(file) };
  return verdict === 'none' ? { kind: 'none' } : { kind: 'uncertain', reason: verdict };
}

function readIdentity(fields: Required<Fields>): UpstreamIdentity {
  return {
    familyName: fields.family_name ?? undefined,
    givenNames: fields.given_name ?? undefined,
    gender: fields.gender ?? undefined,
    birthdate: fields.birthdate ?? undefined,
    birthplace: fields.birthplace ?? undefined,
    birthcountry: fields.birthcountry ?? undefined,
    siret: fields.siret ?? undefined,
  };
}

function readFile(fields: Required<Fields>, index: number): EmployerCandidate {
  const names = fields.given_name ?? [];
  return {
    id: accountId(index),
    familyName: fields.family_name ?? '',
    givenNames: typeof names === 'string' ? names.split(' ') : names,
    gender: (fields.gender ?? 'unspecified') as EmployerCandidate['gender'],
    birthdate: fields.birthdate ?? '',
    birthplace: fields.birthplace,
    birthcountry: fields.birthcountry,
    siret: fields.siret ?? '',
  };
}

function accountId(index: number): string {
  return `account ${index}`;
}

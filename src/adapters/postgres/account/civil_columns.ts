/** The civil identity of an account, as its columns hold it. */
import type { CivilIdentity } from '../../../domain/account/civil_identity.js';

export interface CivilColumns {
  family_name: string;
  given_names: string[];
  gender: string;
  birthdate: string;
  birthplace: string | null;
  birthcountry: string | null;
}

export function readCivilIdentity(row: CivilColumns): CivilIdentity {
  return {
    familyName: row.family_name,
    givenNames: row.given_names,
    gender: row.gender as CivilIdentity['gender'],
    birthdate: row.birthdate,
    birthplace: row.birthplace,
    birthcountry: row.birthcountry,
  };
}

/** What of a person's file must not be found in their password (C1). */
import type { CivilIdentity } from '../account/civil_identity.js';

export interface Person {
  /** YYYY-MM-DD; unknown parts are 00 */
  readonly birthdates: readonly string[];
  /** E.164 */
  readonly telephones: readonly string[];
  /** 13 characters each */
  readonly nirs: readonly string[];
  readonly allocataireNumbers: readonly string[];
  /** names, local parts of e-mail addresses, login, organisation */
  readonly words: readonly string[];
}

export interface PersonalFile extends Pick<CivilIdentity, 'familyName' | 'givenNames' | 'birthdate'> {
  readonly contacts: ReadonlyArray<{ readonly kind: string; readonly value: string }>;
  readonly nir: string | null;
  readonly allocataire: string | null;
  readonly login: string | null;
  /** further words: the realm's and the organisation's names */
  readonly otherWords: readonly string[];
}

export function personOf(file: PersonalFile): Person {
  const { familyName, givenNames, birthdate, contacts, nir, allocataire, login, otherWords } = file;
  const emails = contacts.filter(({ kind }) => kind === 'email').map(({ value }) => value);
  const words = [familyName, ...givenNames, ...(login ? [login] : []), ...emails.map(localPart), ...otherWords];
  return {
    birthdates: birthdate ? [birthdate] : [],
    telephones: contacts.filter(({ kind }) => kind !== 'email').map(({ value }) => value),
    nirs: nir ? [nir] : [],
    allocataireNumbers: allocataire ? [allocataire] : [],
    words: [
      ...new Set(words.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2)),
    ],
  };
}

function localPart(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf('@')));
}

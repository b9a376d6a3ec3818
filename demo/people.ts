/**
 * The people of the demonstration, read from the very file that seeds their accounts (`ACCOUNTS_FILE`), so that a portal
 * never shows somebody who cannot sign in.
 */
import { readFileSync } from 'node:fs';
import { assetPath } from './asset_path.js';

export interface DemonstrationPerson {
  readonly label: string;
  /** what to type in the first field of the sign-in page */
  readonly identifier: string;
  /** null: there is none yet, and the note says the way in */
  readonly password: string | null;
  /** what they say at the telephone */
  readonly allocataire?: string | undefined;
  /** how this person receives a code */
  readonly note: { readonly fr: string; readonly en: string };
}

export interface DemonstrationPeople {
  readonly allocataires: readonly DemonstrationPerson[];
  readonly employeurs: readonly DemonstrationPerson[];
}

interface PersonLine {
  readonly realm: 'allocataires' | 'employeurs';
  readonly identifiers: { readonly nir?: string; readonly allocataire?: string; readonly login?: string };
  readonly password: string | null;
  readonly password_expires_at?: string;
  readonly provisional_password?: string;
  readonly legacy_code?: string;
  readonly birthdate: string;
  readonly address?: { readonly postcode: string };
  readonly family_name: string;
  readonly given_names: readonly string[];
  readonly email: string | null;
  readonly mobile: string | null;
  readonly landline: string | null;
}

/** The file to give to the provider as `ACCOUNTS_FILE`. */
export function peopleFile(): string {
  return assetPath('people.ndjson');
}

function noteOf(line: PersonLine): { fr: string; en: string } {
  const { legacy_code: code, address, birthdate, identifiers } = line;
  if (code !== undefined) {
    const facts = `${address?.postcode}, ${identifiers.allocataire}, ${birthdate}, ${code}`;
    return {
      fr: `Pas encore de mot de passe\u00a0: code à 4 chiffres (${facts})`,
      en: `No password yet: 4-digit code (${facts})`,
    };
  }
  if (line.provisional_password !== undefined) {
    return { fr: 'Mot de passe provisoire, à remplacer', en: 'Provisional password, to be replaced' };
  }
  if (line.password_expires_at !== undefined) {
    return { fr: 'Mot de passe trop ancien, à remplacer', en: 'Password too old, to be replaced' };
  }
  // the employers' population never receives its codes by e-mail (I3)
  const byEmail = line.realm === 'allocataires' && line.email !== null;
  if (byEmail && line.mobile !== null)
    return { fr: 'Code par e-mail, SMS ou appel', en: 'Code by e-mail, text message or call' };
  if (byEmail) return { fr: 'Code par e-mail', en: 'Code by e-mail' };
  if (line.mobile !== null) return { fr: 'Code par SMS ou appel', en: 'Code by text message or call' };
  if (line.landline !== null) {
    return { fr: 'Code par appel au téléphone fixe', en: 'Code by a call to the desk phone' };
  }
  return {
    fr: 'Ni e-mail ni téléphone\u00a0: carte de codes par courrier',
    en: 'No e-mail and no phone: card of codes by post',
  };
}

function personOf(line: PersonLine): DemonstrationPerson {
  return {
    label: `${line.given_names[0] ?? ''} ${line.family_name}`.trim(),
    identifier: line.identifiers.nir ?? line.identifiers.allocataire ?? line.identifiers.login ?? '',
    password: line.password ?? line.provisional_password ?? null,
    allocataire: line.identifiers.allocataire,
    note: noteOf(line),
  };
}

/** @throws when the file is missing or a line is not JSON */
export function readPeople(): DemonstrationPeople {
  const lines = readFileSync(peopleFile(), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as PersonLine);
  return {
    allocataires: lines.filter((line) => line.realm === 'allocataires').map(personOf),
    employeurs: lines.filter((line) => line.realm === 'employeurs').map(personOf),
  };
}

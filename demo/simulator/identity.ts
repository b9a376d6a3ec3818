/** A simulated person's identity as an identity provider holds it, and what identifies them: the pivot of the RNIPP. */
import { createHash } from 'node:crypto';

export interface Identity {
  /** birth name; through the eIDAS bridge, the usage name */
  readonly familyName: string;
  /** every first name; a compound one with a space is one element */
  readonly givenNames: readonly string[];
  /** `male`, `female`, `unspecified`, or nothing through the eIDAS bridge */
  readonly gender: string;
  /** YYYY-MM-DD as the identity provider has it: an unknown day or month is 00 */
  readonly birthdate: string;
  /** COG code; nothing when born abroad; free text through the eIDAS bridge */
  readonly birthplace: string;
  /** COG code, France 99100 */
  readonly birthcountry: string;
  readonly preferredUsername: string;
  readonly email: string;
  /** of an establishment's person only */
  readonly siret: string;
}

export const IDENTITY_FIELDS = [
  'familyName',
  'givenNames',
  'gender',
  'birthdate',
  'birthplace',
  'birthcountry',
  'preferredUsername',
  'email',
  'siret',
] as const satisfies ReadonlyArray<keyof Identity>;

/** What the person proved, and with what. */
export interface Proved {
  readonly identity: Identity;
  /** what the RNIPP says where it differs from the identity provider; undefined: a person it does not know */
  readonly rnipp: Identity | undefined;
  readonly throughBridge: boolean;
}

/**
 * One value per person, whoever asks: the hash of the pivot. A corrected name is another one, as at FranceConnect+.
 *
 * @returns 64 hexadecimal characters
 */
export function identityHash({ identity, rnipp }: Proved): string {
  const { familyName, givenNames, gender, birthdate, birthplace, birthcountry, siret } = rnipp ?? identity;
  return sha256(JSON.stringify([familyName, givenNames, gender, birthdate, birthplace, birthcountry, siret]));
}

/**
 * The `sub`: pairwise by client, stable per person (france.md §0.7).
 *
 * @param secret the platform's own
 * @returns 64 hexadecimal characters and `v1`
 */
export function subjectOf(clientId: string, hash: string, secret: string): string {
  return `${sha256(JSON.stringify([clientId, hash, secret]))}v1`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

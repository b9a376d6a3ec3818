/** A person to create at start if they are not there yet (O1), checked and normalised. */
import type { IdentifierKind } from './realm.js';

export interface SeedAccount {
  readonly realm: string;
  readonly identifiers: ReadonlyArray<{ readonly kind: IdentifierKind; readonly value: string }>;
  readonly password: string | null;
  readonly familyName: string;
  readonly givenNames: readonly string[];
  readonly gender: 'male' | 'female' | 'unspecified';
  /** YYYY-MM-DD; an unknown day, or month and day, are 00 */
  readonly birthdate: string;
  readonly birthplace: string | null;
  readonly birthcountry: string | null;
  /** of the establishment that they work for, 14 digits (F3) */
  readonly siret?: string | null;
  readonly contacts: ReadonlyArray<{ readonly kind: 'email' | 'mobile' | 'landline'; readonly value: string }>;
}

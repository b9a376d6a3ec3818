/** A person to create at start if they are not there yet (O1), checked and normalised. */
import type { IdentifierKind } from './realm.js';

export interface SeedAccount {
  readonly realm: string;
  readonly identifiers: ReadonlyArray<{ readonly kind: IdentifierKind; readonly value: string }>;
  readonly password: string | null;
  readonly familyName: string;
  readonly givenNames: readonly string[];
  readonly gender: 'male' | 'female' | 'unspecified';
  readonly birthdate: string;
  readonly birthplace: string | null;
  readonly birthcountry: string | null;
  readonly contacts: ReadonlyArray<{ readonly kind: 'email' | 'mobile' | 'landline'; readonly value: string }>;
}

/** A person to create at start if they are not there yet (O1), checked and normalised. */
import type { CivilIdentity } from './civil_identity.js';
import type { IdentifierKind } from './realm.js';

export interface SeedAccount extends CivilIdentity {
  readonly realm: string;
  readonly identifiers: ReadonlyArray<{ readonly kind: IdentifierKind; readonly value: string }>;
  readonly password: string | null;
  /** of the establishment that they work for, 14 digits (F3) */
  readonly siret?: string | null;
  readonly contacts: ReadonlyArray<{ readonly kind: 'email' | 'mobile' | 'landline'; readonly value: string }>;
}

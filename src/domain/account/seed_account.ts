/** A person to create at start if they are not there yet (O1), checked and normalised. */

import type { MemberRole } from '../organisation/membership.js';
import type { IdentifierKind } from '../realm.js';
import type { CivilIdentity } from './civil_identity.js';

export interface SeedAccount extends CivilIdentity {
  readonly realm: string;
  readonly identifiers: ReadonlyArray<{ readonly kind: IdentifierKind; readonly value: string }>;
  readonly password: string | null;
  /** milliseconds since the epoch */
  readonly passwordExpiresAt?: number | null;
  /** good for two months from the moment of the seeding (C3) */
  readonly provisionalPassword?: string | null;
  /** four digits (C5) */
  readonly legacyCode?: string | null;
  readonly standing?: 'affiliated' | 'applicant';
  readonly caf?: string | null;
  readonly postalAddress?: {
    readonly lines: readonly string[];
    readonly postcode: string;
    readonly city: string;
    readonly country: string | null;
  } | null;
  /** of the establishment that they work for, 14 digits (F3) */
  readonly siret?: string | null;
  /** where they work, each created if it is not there (E1) */
  readonly organisations?: readonly SeedMembership[];
  readonly contacts: ReadonlyArray<{ readonly kind: 'email' | 'mobile' | 'landline'; readonly value: string }>;
}

export interface SeedMembership {
  /** 14 digits */
  readonly siret: string;
  readonly name: string;
  readonly role: MemberRole;
  /** of the realm's catalogue */
  readonly rights: readonly string[];
  /** the realm's: how long it is good from the seeding on */
  readonly reviewMonths: number;
}

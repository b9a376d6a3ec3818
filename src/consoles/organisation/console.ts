/** What the routes of the administration of organisations work with, besides what every console has (E1). */
import type { OrganisationRules } from '../../domain/organisation/rules.js';
import type { Locale } from '../../domain/realm.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Administration } from '../../services/organisation/administration.js';
import { addressOf, type Console } from '../relying_party/console.js';
import type { Kept } from './kept.js';
import type { MemberReferences } from './member_reference.js';
import type { Wish } from './wish.js';

export interface OrganisationConsole extends Console<Wish> {
  readonly administration: Administration;
  /** the realm's */
  readonly rules: OrganisationRules;
  readonly references: MemberReferences;
  readonly kept: Kept;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** Address of an organisation's page, or of something below it. */
export function organisationAddress(
  console: Pick<OrganisationConsole, 'site' | 'client'>,
  organisationId: string,
  below?: string,
): string {
  return addressOf(console, below === undefined ? organisationId : `${organisationId}/${below}`);
}

/** Address of a member's page, or of something below it. */
export function memberAddress(
  console: Pick<OrganisationConsole, 'site' | 'client' | 'references'>,
  organisationId: string,
  accountId: string,
  below?: string,
): string {
  const reference = console.references.of(organisationId, accountId);
  return organisationAddress(console, organisationId, `users/${reference}${below === undefined ? '' : `/${below}`}`);
}

/** A right in words; its id once it has left the catalogue. */
export function rightName({ rules }: Pick<OrganisationConsole, 'rules'>, id: string, locale: Locale): string {
  return rules.rights.find((right) => right.id === id)?.label[locale] ?? id;
}

/** `Hélène Leroy`. */
export function fullName(person: { readonly givenNames: readonly string[]; readonly familyName: string }): string {
  return [person.givenNames[0], person.familyName].filter((part) => part).join(' ');
}

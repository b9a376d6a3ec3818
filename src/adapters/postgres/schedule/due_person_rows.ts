/** Reads as much of a person as telling them something takes, the same for whatever falls due (C1, C3, E1). */
import type { Locale } from '../../../domain/realm.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import type { DuePerson } from '../../../ports/schedule/due_changes.js';
import { sqlPart } from '../sql.js';

export interface DuePersonRow {
  account_id: string;
  realm: string;
  locale: string;
  given_names: string[];
  family_name: string;
  has_address: boolean;
  contacts: Array<{ id: string; kind: ContactKind; value: string; verified: boolean }> | null;
}

/** The columns of account `a`. */
export const DUE_PERSON = sqlPart`
  a.id AS account_id, a.realm, a.locale, a.given_names, a.family_name,
  a.city IS NOT NULL AND a.postcode IS NOT NULL AS has_address,
  (SELECT json_agg(json_build_object('id', t.id, 'kind', t.kind, 'value', t.value, 'verified', t.verified_at IS NOT NULL AND t.frozen_at IS NULL)
    ORDER BY t.created_at, t.id) FROM contact t WHERE t.account_id = a.id) AS contacts`;

export function duePersonOf(row: DuePersonRow): DuePerson {
  return {
    id: row.account_id,
    realm: row.realm,
    locale: row.locale as Locale,
    givenNames: row.given_names,
    familyName: row.family_name,
    contacts: row.contacts ?? [],
    hasAddress: row.has_address,
  };
}

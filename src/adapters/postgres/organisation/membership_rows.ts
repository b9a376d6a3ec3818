/**
 * Memberships as rows, for whoever changes one in a transaction of its own (E1 to E3). Every change holds the organisation
 * first and then the account: so two administrators who act on each other come one after the other, and nobody waits in a
 * ring.
 */
import { searchedText, sortName } from '../../../domain/organisation/search_words.js';
import type { ActingFor, NewMembership, Organisation } from '../../../ports/organisation/organisation_store.js';
import { insertSignals } from '../signals/signal_rows.js';
import { moment, type Sql, sqlPart } from '../sql.js';

export interface OrganisationRow {
  id: string;
  realm: string;
  siret: string;
  name: string;
  created_at: Date;
}

export function readOrganisation({ id, realm, siret, name, created_at }: OrganisationRow): Organisation {
  return { id, realm, siret, name, createdAt: created_at.getTime() };
}

/** Memberships `m` with account `a` that let somebody administer now. */
export function administers(now: number) {
  return sqlPart`(m.role = 'administrator' AND m.status = 'active' AND m.activated_at IS NOT NULL
    AND m.expires_at > ${moment(now)} AND a.status = 'active')`;
}

/**
 * Holds the organisation, and says whether whoever acts may: an active administrator of it, or the back office.
 *
 * @returns null: they may not, or there is no such organisation in the realm
 */
export async function holdOrganisation(
  sql: Sql,
  by: ActingFor & { readonly realm: string },
  now: number,
): Promise<Organisation | null> {
  const rows = await sql.rows<OrganisationRow[]>`
    SELECT id, realm, siret, name, created_at FROM organisation
    WHERE id = ${by.organisationId}::uuid AND realm = ${by.realm} FOR UPDATE`;
  const row = rows[0];
  if (!row) return null;
  if (by.administrator === null) return readOrganisation(row);
  // In a statement of its own: it sees what was committed while the lock was waited for.
  const acting = await sql.rows<object[]>`
    SELECT FROM membership m JOIN account a ON a.id = m.account_id
    WHERE m.account_id = ${by.administrator}::uuid AND m.organisation_id = ${by.organisationId}::uuid AND ${administers(now)}`;
  return acting.length > 0 ? readOrganisation(row) : null;
}

/** Writes a membership, and that the person works for the establishment (F3). */
export async function insertMembership(
  sql: Sql,
  person: { readonly id: string; readonly familyName: string; readonly givenNames: readonly string[] },
  membership: NewMembership,
  { activatedAt, now }: { readonly activatedAt: number | null; readonly now: number },
): Promise<void> {
  const { organisationId, role, rights, createdBy, isOrigin, login, expiresAt } = membership;
  // Somebody who was removed begins anew.
  await sql.count`
    INSERT INTO membership (account_id, organisation_id, role, rights, status, activated_at, created_by, is_origin, created_at,
      reviewed_at, expires_at, login, sort_name, search)
    VALUES (${person.id}::uuid, ${organisationId}::uuid, ${role}, ${[...rights]}::text[], 'active', ${momentOrNull(activatedAt)},
      ${createdBy}::uuid, ${isOrigin}, ${moment(now)}, ${moment(now)}, ${moment(expiresAt)}, ${login}, ${sortName(person)},
      ${searchedText({ ...person, login })})
    ON CONFLICT (account_id, organisation_id) DO UPDATE SET role = excluded.role, rights = excluded.rights,
      status = 'active', activated_at = excluded.activated_at, created_by = excluded.created_by,
      created_at = excluded.created_at, reviewed_at = excluded.reviewed_at, expires_at = excluded.expires_at,
      login = excluded.login, sort_name = excluded.sort_name, search = excluded.search`;
  await sql.count`
    INSERT INTO affiliation (account_id, siret)
    SELECT ${person.id}::uuid, siret FROM organisation WHERE id = ${organisationId}::uuid ON CONFLICT DO NOTHING`;
}

/** Says anew on the account whether any of its memberships is open: that is what a sign-in reads. */
export async function settleAccess(sql: Sql, accountId: string): Promise<void> {
  await sql.count`
    UPDATE account SET closed_access = (
      SELECT CASE WHEN count(*) = 0 OR bool_or(m.status = 'active') THEN NULL WHEN bool_or(m.status = 'expired') THEN 'expired'
        WHEN bool_or(m.status = 'suspended') THEN 'suspended' ELSE 'removed' END
      FROM membership m WHERE m.account_id = account.id)
    WHERE id = ${accountId}::uuid`;
}

/** What was proved before counts no more (C7): decided here, whoever ends the sessions afterwards. */
export async function voidSignIns(sql: Sql, accountId: string, now: number, by: 'admin' | 'policy'): Promise<void> {
  await sql.count`
    UPDATE account SET sign_ins_void_before = greatest(sign_ins_void_before, ${moment(now)}), kept_session = NULL
    WHERE id = ${accountId}::uuid`;
  await sql.count`${insertSignals(accountId, [{ type: 'session-revoked', by, reason: 'membership-ended' }], now)}`;
}

function momentOrNull(milliseconds: number | null) {
  return sqlPart`to_timestamp(${milliseconds}::bigint / 1000.0)`;
}

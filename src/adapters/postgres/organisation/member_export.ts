/**
 * Everybody of an organisation, for a file (E1). Columns are such that the driver has little to take apart: lists and moments
 * cost it more than the database takes to find them (docs/benchmarks.md). No connection is held while a page is written out.
 */
import { maskEmailAddress } from '../../../domain/contact/mask.js';
import { type MemberRole, memberStatus, type StoredMemberStatus } from '../../../domain/organisation/membership.js';
import type { ExportedMember, FoundBy, OrganisationStore } from '../../../ports/organisation/organisation_store.js';
import type { Database } from '../connection.js';
import { milliseconds, type Sql, type SqlPart, sqlPart } from '../sql.js';
import { inOrder, matching, SORTS } from './member_query.js';

interface ExportRow {
  account_id: string;
  family_name: string;
  given_names: string;
  login: string | null;
  email: string | null;
  is_origin: boolean;
  role: MemberRole;
  rights: string;
  status: StoredMemberStatus;
  is_activated: boolean;
  created_at: number;
  reviewed_at: number;
  expires_at: number;
  sort_key: string;
}

/** Handed over at once: few enough that other requests get their turn between. */
const ROWS_AT_ONCE = 500;

export function createMemberExport({ sql }: Pick<Database, 'sql'>): Pick<OrganisationStore, 'everyMember'> {
  return {
    async *everyMember(found, pageSize) {
      let after: SqlPart | null = sqlPart``;
      while (after) {
        // One more tells whether a page follows.
        const rows: readonly ExportRow[] = await rowsAfter(sql, found, after, pageSize + 1);
        const isLast = rows.length <= pageSize;
        const shown = isLast ? rows.length : pageSize;
        for (let at = 0; at < shown; at += ROWS_AT_ONCE) {
          yield rows.slice(at, Math.min(at + ROWS_AT_ONCE, shown)).map((row) => exported(row, found.now));
        }
        const last = rows[shown - 1];
        after = last && !isLast ? afterRow(found, last) : null;
      }
    },
  };
}

/** Each person at their first e-mail address, which sorting finds: to look for it one by one takes twice as long. */
function rowsAfter(sql: Sql, found: FoundBy, after: SqlPart, limit: number): Promise<readonly ExportRow[]> {
  const key = SORTS[found.query.sort];
  return sql.rows<ExportRow[]>`
    SELECT DISTINCT ON (${key}, m.account_id) m.account_id, a.family_name, array_to_string(a.given_names, ' ') AS given_names,
      m.login, c.value AS email, m.is_origin, m.role, array_to_string(m.rights, ' ') AS rights, m.status,
      m.activated_at IS NOT NULL AS is_activated, ${milliseconds(sqlPart`m.created_at`)} AS created_at,
      ${milliseconds(sqlPart`m.reviewed_at`)} AS reviewed_at, ${milliseconds(sqlPart`m.expires_at`)} AS expires_at,
      ${key}::text AS sort_key
    FROM membership m JOIN account a ON a.id = m.account_id
    LEFT JOIN contact c ON c.account_id = m.account_id AND c.kind = 'email' AND c.verified_at IS NOT NULL
      AND c.frozen_at IS NULL
    WHERE ${matching(found)} ${after}
    ORDER BY ${inOrder(found)}, c.created_at, c.id LIMIT ${limit}`;
}

function exported(row: ExportRow, now: number): ExportedMember {
  const { login, email, role, status: stored, is_activated: isActivated, expires_at: expiresAt } = row;
  return {
    familyName: row.family_name,
    givenNames: row.given_names,
    login,
    email: email === null || row.is_origin ? email : maskEmailAddress(email),
    role,
    rights: row.rights,
    status: memberStatus({ stored, isActivated, expiresAt }, now),
    createdAt: row.created_at,
    reviewedAt: row.reviewed_at,
    expiresAt,
  };
}

function afterRow({ query: { sort, isDescending } }: FoundBy, { sort_key, account_id }: ExportRow): SqlPart {
  const key = SORTS[sort];
  const last = sort === 'expiry' || sort === 'created' ? sqlPart`${sort_key}::timestamptz` : sqlPart`${sort_key}::text`;
  return isDescending
    ? sqlPart`AND (${key}, m.account_id) < (${last}, ${account_id}::uuid)`
    : sqlPart`AND (${key}, m.account_id) > (${last}, ${account_id}::uuid)`;
}

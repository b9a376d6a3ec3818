/**
 * Lists of an organisation's members (E1, E3): found, sorted and paged within the rows of memberships alone; names, contacts
 * and what else is shown are then read for the few of a page. How long it takes among 10,000: docs/benchmarks.md.
 */
import { maskContact, maskEmailAddress } from '../../../domain/contact/mask.js';
import { type MemberRole, memberStatus, type StoredMemberStatus } from '../../../domain/organisation/membership.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import type {
  FoundBy,
  ListedMember,
  MemberContact,
  OrganisationOverview,
  OrganisationStore,
} from '../../../ports/organisation/organisation_store.js';
import type { Database } from '../connection.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';
import { inOrder, isDue, matching, statusIs } from './member_query.js';
import { administers, type OrganisationRow, readOrganisation } from './membership_rows.js';

interface MemberRow {
  account_id: string;
  family_name: string;
  given_names: string[];
  login: string | null;
  email: string | null;
  is_origin: boolean;
  role: string;
  rights: string[];
  status: string;
  activated_at: Date | null;
  created_at: Date;
  reviewed_at: Date;
  expires_at: Date;
}

interface ContactJson {
  id: string;
  kind: ContactKind;
  value: string;
  verified: boolean;
  frozen: boolean;
  pendingUntil: number | null;
  setBy: string | null;
  setAt: number;
}

type Lists = Pick<
  OrganisationStore,
  'administeredBy' | 'claimsOf' | 'isAdministrator' | 'overview' | 'members' | 'member'
>;

const EMAIL = sqlPart`(SELECT c.value FROM contact c WHERE c.account_id = m.account_id AND c.kind = 'email'
  AND c.verified_at IS NOT NULL AND c.frozen_at IS NULL ORDER BY c.created_at, c.id LIMIT 1)`;
const SHOWN = sqlPart`m.account_id, a.family_name, a.given_names, m.login, ${EMAIL} AS email, m.is_origin, m.role, m.rights,
  m.status, m.activated_at, m.created_at, m.reviewed_at, m.expires_at`;

export function createMemberLists({ sql }: Pick<Database, 'sql'>): Lists {
  return {
    async administeredBy(realm, accountId, now) {
      const rows = await sql.rows<Array<OrganisationRow & Pick<MemberRow, 'role' | 'rights' | 'expires_at'>>>`
        SELECT o.*, m.role, m.rights, m.expires_at FROM membership m
        JOIN organisation o ON o.id = m.organisation_id JOIN account a ON a.id = m.account_id
        WHERE m.account_id = ${accountId}::uuid AND o.realm = ${realm} AND ${administers(now)} ORDER BY o.name, o.siret`;
      return rows.map((row) => ({
        organisation: readOrganisation(row),
        role: row.role as MemberRole,
        rights: row.rights,
        expiresAt: row.expires_at.getTime(),
      }));
    },

    async claimsOf(accountId, now) {
      const rows = await sql.rows<Array<{ siret: string; name: string; role: MemberRole; rights: string[] }>>`
        SELECT o.siret, o.name, m.role, m.rights FROM membership m JOIN organisation o ON o.id = m.organisation_id
        WHERE m.account_id = ${accountId}::uuid AND m.status = 'active' AND m.activated_at IS NOT NULL
          AND m.expires_at > ${moment(now)} ORDER BY o.siret`;
      return rows.map(({ siret, name, role, rights }) => ({ siret, name, roles: [role], rights }));
    },

    async isAdministrator(realm, { organisationId, administrator }, now) {
      const rows = await sql.rows<object[]>`
        SELECT FROM membership m JOIN account a ON a.id = m.account_id JOIN organisation o ON o.id = m.organisation_id
        WHERE m.account_id = ${administrator}::uuid AND m.organisation_id = ${organisationId}::uuid AND o.realm = ${realm}
          AND ${administers(now)}`;
      return rows.length > 0;
    },

    async overview(organisationId, now, dueBefore) {
      const rows = await sql.rows<Array<OrganisationRow & { counts: OrganisationOverview['counts'] }>>`
        SELECT o.*, (SELECT json_build_object('total', count(*),
            'invited', count(*) FILTER (WHERE ${statusIs('invited', now)}),
            'active', count(*) FILTER (WHERE ${statusIs('active', now)}),
            'suspended', count(*) FILTER (WHERE ${statusIs('suspended', now)}),
            'expired', count(*) FILTER (WHERE ${statusIs('expired', now)}),
            'administrators', count(*) FILTER (WHERE m.role = 'administrator' AND ${administers(now)}),
            'due', count(*) FILTER (WHERE ${isDue(dueBefore)}))
          FROM membership m JOIN account a ON a.id = m.account_id
          WHERE m.organisation_id = o.id AND m.status <> 'removed') AS counts
        FROM organisation o WHERE o.id = ${organisationId}::uuid`;
      const row = rows[0];
      if (!row) return null;
      return {
        organisation: readOrganisation(row),
        counts: row.counts,
        isLoneAdministrator: row.counts.administrators === 1,
      };
    },

    async members(found, page, pageSize) {
      const counted = await sql.rows<Array<{ total: number }>>`
        SELECT count(*)::int AS total FROM membership m WHERE ${matching(found)}`;
      const total = counted[0]?.total ?? 0;
      const pages = Math.max(1, Math.ceil(total / pageSize));
      const shown = Math.min(Math.max(1, page), pages);
      const rows = await sql.rows<MemberRow[]>`
        WITH found AS MATERIALIZED (SELECT m.* FROM membership m WHERE ${matching(found)}
          ORDER BY ${inOrder(found)} LIMIT ${pageSize} OFFSET ${(shown - 1) * pageSize})
        SELECT ${SHOWN} FROM found m JOIN account a ON a.id = m.account_id ORDER BY ${inOrder(found)}`;
      return { members: rows.map((row) => readMember(row, found)), total, page: shown, pages };
    },

    async member(organisationId, accountId, now, dueBefore) {
      const rows = await sql.rows<Array<MemberRow & FactsRow>>`
        SELECT ${SHOWN}, m.created_by, b.family_name AS by_family_name, b.given_names AS by_given_names,
          a.city IS NOT NULL AND a.postcode IS NOT NULL AS has_address,
          (${untouched(sqlPart`m.account_id`, organisationId)}) AS is_untouched,
          EXISTS (SELECT FROM membership e WHERE e.account_id = m.account_id AND e.organisation_id <> m.organisation_id
            AND e.is_origin AND e.status IN ('active', 'suspended')) AS is_elsewhere,
          EXISTS (SELECT FROM membership e WHERE e.account_id = m.account_id AND e.activated_at IS NOT NULL) AS is_in_use,
          (SELECT json_agg(json_build_object('id', t.id, 'kind', t.kind, 'value', t.value,
             'verified', t.verified_at IS NOT NULL AND t.frozen_at IS NULL, 'frozen', t.frozen_at IS NOT NULL,
             'pendingUntil', (extract(epoch FROM t.pending_until) * 1000)::bigint,
             'setBy', t.set_by, 'setAt', (extract(epoch FROM t.created_at) * 1000)::bigint) ORDER BY t.created_at, t.id)
           FROM contact t WHERE t.account_id = a.id) AS contacts
        FROM membership m JOIN account a ON a.id = m.account_id LEFT JOIN account b ON b.id = m.created_by
        WHERE m.organisation_id = ${organisationId}::uuid AND m.account_id = ${accountId}::uuid`;
      const row = rows[0];
      if (!row) return null;
      const by = row.created_by !== null && row.by_family_name !== null;
      return {
        member: readMember(row, { now, dueBefore }),
        contacts: (row.contacts ?? []).map(readContact),
        createdBy: by
          ? { accountId: row.created_by ?? '', name: fullName(row.by_given_names ?? [], row.by_family_name ?? '') }
          : null,
        isUntouched: row.is_untouched,
        isElsewhere: row.is_elsewhere,
        hasAddress: row.has_address,
        isInUse: row.is_in_use,
      };
    },
  };
}

interface FactsRow {
  created_by: string | null;
  by_family_name: string | null;
  by_given_names: string[] | null;
  has_address: boolean;
  is_untouched: boolean;
  is_elsewhere: boolean;
  is_in_use: boolean;
  contacts: ContactJson[] | null;
}

/** This organisation created the account, which is in no other and was never signed in to: nobody has anything to lose there. */
export function untouched(accountId: SqlPart, organisationId: string): SqlPart {
  return sqlPart`SELECT bool_and(u.is_origin AND u.organisation_id = ${organisationId}::uuid AND u.activated_at IS NULL)
    FROM membership u WHERE u.account_id = ${accountId}`;
}

export function fullName(givenNames: readonly string[], familyName: string): string {
  return [givenNames[0], familyName].filter(Boolean).join(' ');
}

function readMember(row: MemberRow, { now, dueBefore }: Pick<FoundBy, 'now' | 'dueBefore'>): ListedMember {
  const stored = row.status as StoredMemberStatus;
  const expiresAt = row.expires_at.getTime();
  return {
    accountId: row.account_id,
    familyName: row.family_name,
    givenNames: row.given_names,
    login: row.login,
    email: row.email === null || row.is_origin ? row.email : maskEmailAddress(row.email),
    role: row.role as MemberRole,
    rights: row.rights,
    status: memberStatus({ stored, isActivated: row.activated_at !== null, expiresAt }, now),
    createdAt: row.created_at.getTime(),
    reviewedAt: row.reviewed_at.getTime(),
    expiresAt,
    isDue: (stored === 'active' || stored === 'expired') && expiresAt <= dueBefore,
  };
}

function readContact({ id, kind, value, pendingUntil, setAt, ...stored }: ContactJson): MemberContact {
  const masked = maskContact(kind === 'email' ? 'email' : 'sms', value);
  return { id, kind, masked, state: stateOf({ pendingUntil, ...stored }), pendingUntil, setAt };
}

function stateOf({
  frozen,
  verified,
  pendingUntil,
  setBy,
}: Pick<ContactJson, 'frozen' | 'verified' | 'pendingUntil' | 'setBy'>): MemberContact['state'] {
  if (frozen) return 'frozen';
  if (verified) return setBy === null ? 'verified' : 'counting';
  return pendingUntil === null ? 'unconfirmed' : 'pending';
}

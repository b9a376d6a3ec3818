/**
 * Links to upstream identities in PostgreSQL (F4). Whoever links holds the subject first and then the account, so that
 * everybody else with either waits; two partial unique indexes hold even against a writer that does not.
 */
import { randomUUID } from 'node:crypto';
import { birthdatesToLookUp } from '../../../domain/federation/birthdate.js';
import { type Candidate, whomItConcerns } from '../../../domain/federation/pivot_identity.js';
import { parseSiret } from '../../../domain/identifier/siret.js';
import type { AccountStatus } from '../../../ports/account/account_store.js';
import type {
  IdentityLink,
  IdentityLinkStore,
  LinkAnswer,
  LinkProof,
  LinkStatus,
} from '../../../ports/federation/identity_link_store.js';
import { type CivilColumns, readCivilIdentity } from '../account/civil_columns.js';
import type { Database } from '../connection.js';
import { insertNotices } from '../notice/notice_rows.js';
import { moment, sqlPart } from '../sql.js';

const MOST_CANDIDATES = 500;
/** More accounts with one birth date are an import's default date: nobody can be the only one there. */
const MOST_OF_ONE_DATE = 5_000;
const USE_NOTED_EVERY_MS = 86_400_000;

interface CandidateRow extends CivilColumns {
  id: string;
}

interface LinkRow {
  id: string;
  upstream: string;
  issuer: string;
  subject: string;
  status: string;
  proved_by: string;
  linked_at: Date;
  last_used_at: Date;
  ended_at: Date | null;
}

export function createPostgresIdentityLinkStore(database: Database): IdentityLinkStore {
  return {
    async findActive(realm, issuer, subject, now) {
      const rows = await database.sql.rows<Array<{ id: string; account_id: string; account_status: string }>>`
        WITH found AS (
          SELECT l.id, l.account_id, l.last_used_at, 
            CASE WHEN a.closed_access IS NULL THEN a.status ELSE 'suspended' END AS account_status
          FROM identity_link l JOIN account a ON a.id = l.account_id
          WHERE l.realm = ${realm} AND l.issuer = ${issuer} AND l.subject = ${subject} AND l.status = 'active'
        ), noted AS (
          UPDATE identity_link l SET last_used_at = to_timestamp(${now}::bigint / 1000.0) FROM found
          WHERE l.id = found.id AND found.account_status = 'active'
            AND l.last_used_at <= to_timestamp((${now}::bigint - ${USE_NOTED_EVERY_MS}::bigint) / 1000.0)
        )
        SELECT id, account_id, account_status FROM found`;
      const row = rows[0];
      return row ? { id: row.id, accountId: row.account_id, accountStatus: row.account_status as AccountStatus } : null;
    },

    async candidates(realm, identity) {
      const birthdates = birthdatesToLookUp(identity.birthdate);
      if (birthdates.length === 0) return [];
      const rows = await database.sql.rows<CandidateRow[]>`
        SELECT id, family_name, given_names, gender, birthdate, birthplace, birthcountry FROM account
        WHERE realm = ${realm} AND birthdate = ANY(${birthdates}) AND status <> 'closed' LIMIT ${MOST_OF_ONE_DATE + 1}`;
      if (rows.length > MOST_OF_ONE_DATE) return [];
      return whomItConcerns(identity, rows.map(readCandidate)).slice(0, MOST_CANDIDATES);
    },

    async employerCandidates(realm, typedSiret) {
      const parsed = parseSiret(typedSiret);
      if (!parsed.ok) return [];
      const { siret } = parsed;
      const rows = await database.sql.rows<CandidateRow[]>`
        SELECT a.id, a.family_name, a.given_names, a.gender, a.birthdate, a.birthplace, a.birthcountry
        FROM affiliation f JOIN account a ON a.id = f.account_id
        WHERE f.siret = ${siret} AND a.realm = ${realm} AND a.status <> 'closed' LIMIT ${MOST_CANDIDATES}`;
      return rows.map((row) => ({ ...readCandidate(row), siret }));
    },

    async link({ realm, accountId, upstream, issuer, subject, provedBy, now, tell }) {
      return database.sql.transaction(async (sql): Promise<LinkAnswer> => {
        // The row lock comes last in a statement: after the subject's, which the join needs first.
        const accounts = await sql.rows<object[]>`
          WITH subject AS MATERIALIZED (SELECT pg_advisory_xact_lock(
            hashtextextended(jsonb_build_array(${realm}::text, ${issuer}::text, ${subject}::text)::text, 0)))
          SELECT a.id FROM subject, account a
          WHERE a.id = ${accountId}::uuid AND a.realm = ${realm} FOR NO KEY UPDATE OF a`;
        if (accounts.length === 0) return { outcome: 'refused', reason: 'no_account' };

        const past = await sql.rows<Array<{ id: string; account_id: string; status: string }>>`
          SELECT id, account_id, status FROM identity_link
          WHERE realm = ${realm} AND issuer = ${issuer} AND (subject = ${subject} OR account_id = ${accountId}::uuid)
            AND (status <> 'active' OR subject = ${subject})`;
        const active = past.find(({ status }) => status === 'active');
        if (active && active.account_id !== accountId) return { outcome: 'refused', reason: 'other_account' };
        if (active) return { outcome: 'already', linkId: active.id, accountId, suspended: [] };
        if (provedBy === 'match' && past.length > 0) return { outcome: 'refused', reason: 'tombstone' };

        const suspended = await sql.rows<Array<{ id: string }>>`
          UPDATE identity_link SET status = 'suspended', ended_at = ${moment(now)}
          WHERE account_id = ${accountId}::uuid AND issuer = ${issuer} AND status = 'active' RETURNING id`;
        const linkId = randomUUID();
        await sql.count`
          INSERT INTO identity_link (id, realm, account_id, upstream, issuer, subject, status, proved_by, linked_at, last_used_at)
          VALUES (${linkId}::uuid, ${realm}, ${accountId}::uuid, ${upstream}, ${issuer}, ${subject}, 'active', ${provedBy},
            ${moment(now)}, ${moment(now)})`;
        const told = tell?.(suspended.length > 0) ?? [];
        if (told.length > 0) await sql.count`${insertNotices(null, told, now)}`;
        return { outcome: 'linked', linkId, accountId, suspended: suspended.map(({ id }) => id) };
      });
    },

    async linksOf(accountId) {
      const rows = await database.sql.rows<LinkRow[]>`
        SELECT id, upstream, issuer, subject, status, proved_by, linked_at, last_used_at, ended_at FROM identity_link
        WHERE account_id = ${accountId}::uuid ORDER BY linked_at DESC, (status = 'active') DESC, id`;
      return rows.map(readLink);
    },

    async undo(linkId, accountId, now, told = []) {
      // The account is held as whoever links holds it, so that a link cannot miss the tombstone.
      const undone = sqlPart`EXISTS (SELECT FROM undone)`;
      const rows = await database.sql.rows<Array<{ undone: boolean }>>`
        WITH undone AS (
          UPDATE identity_link l SET status = 'undone', ended_at = ${moment(now)}
          FROM (SELECT id FROM account WHERE id = ${accountId}::uuid FOR NO KEY UPDATE) a
          WHERE l.id = ${linkId}::uuid AND l.account_id = a.id AND l.status <> 'undone' RETURNING l.id),
        told AS (${insertNotices(null, told, now, undone)})
        SELECT ${undone} AS undone`;
      return rows[0]?.undone === true;
    },
  };
}

function readCandidate(row: CandidateRow): Candidate {
  return { id: row.id, ...readCivilIdentity(row) };
}

function readLink(row: LinkRow): IdentityLink {
  return {
    id: row.id,
    upstream: row.upstream,
    issuer: row.issuer,
    subject: row.subject,
    status: row.status as LinkStatus,
    provedBy: row.proved_by as LinkProof,
    linkedAt: row.linked_at.getTime(),
    lastUsedAt: row.last_used_at.getTime(),
    endedAt: row.ended_at?.getTime(),
  };
}

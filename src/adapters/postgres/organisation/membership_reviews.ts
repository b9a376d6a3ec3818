/** Memberships that end, and those that have (E3), by an index of what is open: as quick among millions as among few. */
import type { OrganisationStore } from '../../../ports/organisation/organisation_store.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { insertNotices } from '../notice/notice_rows.js';
import { DUE_PERSON, type DuePersonRow, duePersonOf } from '../schedule/due_person_rows.js';
import { moment, sqlPart } from '../sql.js';
import {
  administers,
  holdOrganisation,
  type OrganisationRow,
  readOrganisation,
  settleAccess,
  voidSignIns,
} from './membership_rows.js';

type Reviews = Pick<OrganisationStore, 'expired' | 'expire' | 'endingWithin' | 'endingByOrganisation'>;

/** Of one membership, beside the person's columns. */
interface OrganisationColumns {
  organisation_id: string;
  organisation_siret: string;
  organisation_name: string;
  organisation_created_at: Date;
}

const ORGANISATION = sqlPart`o.id AS organisation_id, o.siret AS organisation_siret, o.name AS organisation_name,
  o.created_at AS organisation_created_at`;

/** @param notices seals what notices carry (notice_rows) */
export function createMembershipReviews({ sql }: Pick<Database, 'sql'>, notices: SealedBox): Reviews {
  return {
    async expired(now, limit) {
      const rows = await sql.rows<
        Array<{ account_id: string; organisation_id: string; realm: string; is_last: boolean }>
      >`
        SELECT m.account_id, m.organisation_id, o.realm, NOT EXISTS (SELECT FROM membership other
          WHERE other.account_id = m.account_id AND other.organisation_id <> m.organisation_id AND other.status = 'active'
            AND other.expires_at > ${moment(now)}) AS is_last
        FROM membership m JOIN organisation o ON o.id = m.organisation_id
        WHERE m.status = 'active' AND m.expires_at <= ${moment(now)} ORDER BY m.expires_at LIMIT ${limit}`;
      return rows.map((row) => ({
        accountId: row.account_id,
        organisationId: row.organisation_id,
        realm: row.realm,
        isLast: row.is_last,
      }));
    },

    async expire({ accountId, organisationId, realm }, now, tell) {
      return sql.transaction(async (held) => {
        const organisation = await holdOrganisation(held, { organisationId, realm, administrator: null }, now);
        if (!organisation) return false;
        const people = await held.rows<DuePersonRow[]>`
          SELECT ${DUE_PERSON} FROM account a WHERE a.id = ${accountId}::uuid FOR UPDATE OF a`;
        const person = people[0];
        const closed = await held.count`
          UPDATE membership SET status = 'expired' WHERE account_id = ${accountId}::uuid
            AND organisation_id = ${organisationId}::uuid AND status = 'active' AND expires_at <= ${moment(now)}`;
        if (!person || closed === 0) return false;
        await settleAccess(held, accountId);
        const shut = await held.rows`
          SELECT FROM account WHERE id = ${accountId}::uuid AND closed_access IS NOT NULL`;
        if (shut.length > 0) await voidSignIns(held, accountId, now, 'policy');
        const told = tell(duePersonOf(person), organisation);
        if (told.length > 0) await held.count`${insertNotices(notices, told, now)}`;
        return true;
      });
    },

    async endingWithin(after, until, cursor, limit) {
      const [account, organisation] = cursor?.split('/') ?? [];
      const seen =
        account && organisation
          ? sqlPart`AND (m.account_id, m.organisation_id) > (${account}::uuid, ${organisation}::uuid)`
          : sqlPart``;
      const rows = await sql.rows<Array<DuePersonRow & OrganisationColumns & { expires_at: Date }>>`
        SELECT ${DUE_PERSON}, ${ORGANISATION}, m.expires_at
        FROM membership m JOIN organisation o ON o.id = m.organisation_id JOIN account a ON a.id = m.account_id
        WHERE m.status = 'active' AND m.expires_at > ${moment(after)} AND m.expires_at <= ${moment(until)} ${seen}
          AND a.status = 'active' ORDER BY m.account_id, m.organisation_id LIMIT ${limit}`;
      return rows.map((row) => ({
        person: duePersonOf(row),
        organisation: organisationOf(row),
        expiresAt: row.expires_at.getTime(),
        cursor: `${row.account_id}/${row.organisation_id}`,
      }));
    },

    async endingByOrganisation(after, until, cursor, limit) {
      const counted = await sql.rows<Array<OrganisationRow & { count: number }>>`
        SELECT o.*, due.count FROM (
          SELECT m.organisation_id, count(*)::int AS count FROM membership m
          WHERE m.status = 'active' AND m.expires_at > ${moment(after)} AND m.expires_at <= ${moment(until)}
            AND (${cursor}::uuid IS NULL OR m.organisation_id > ${cursor}::uuid)
          GROUP BY m.organisation_id ORDER BY m.organisation_id LIMIT ${limit}) due
        JOIN organisation o ON o.id = due.organisation_id ORDER BY o.id`;
      const ids = counted.map(({ id }) => id);
      const people = await sql.rows<Array<DuePersonRow & { organisation_id: string }>>`
        SELECT ${DUE_PERSON}, m.organisation_id FROM membership m JOIN account a ON a.id = m.account_id
        WHERE m.organisation_id = ANY(${ids}::uuid[]) AND ${administers(after)}`;
      return counted.map((row) => ({
        organisation: readOrganisation(row),
        count: row.count,
        administrators: people.filter(({ organisation_id }) => organisation_id === row.id).map(duePersonOf),
      }));
    },
  };
}

function organisationOf(row: DuePersonRow & OrganisationColumns) {
  return readOrganisation({
    id: row.organisation_id,
    realm: row.realm,
    siret: row.organisation_siret,
    name: row.organisation_name,
    created_at: row.organisation_created_at,
  });
}

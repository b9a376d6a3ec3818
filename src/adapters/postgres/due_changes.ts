/** What falls due, found in PostgreSQL by partial indexes: as quick among millions as among few (C3, E1, O6). */
import type { Locale } from '../../domain/realm.js';
import type { ContactKind } from '../../ports/account_store.js';
import type { DueChanges, DuePerson } from '../../ports/due_changes.js';
import type { SealedBox } from '../system/sealed_box.js';
import type { Database } from './connection.js';
import { insertNotices } from './notice_rows.js';
import { type SqlPart, sqlPart } from './sql.js';

interface PersonRow {
  account_id: string;
  realm: string;
  locale: string;
  given_names: string[];
  family_name: string;
  has_address: boolean;
  contacts: Array<{ id: string; kind: ContactKind; value: string; verified: boolean }> | null;
}

/** Everything that telling the person of account `a` takes. */
const PERSON = sqlPart`
  a.id AS account_id, a.realm, a.locale, a.given_names, a.family_name,
  a.city IS NOT NULL AND a.postcode IS NOT NULL AS has_address,
  (SELECT json_agg(json_build_object('id', t.id, 'kind', t.kind, 'value', t.value, 'verified', t.verified_at IS NOT NULL)
    ORDER BY t.created_at, t.id) FROM contact t WHERE t.account_id = a.id) AS contacts`;

function at(milliseconds: number): SqlPart {
  return sqlPart`to_timestamp(${milliseconds}::bigint / 1000.0)`;
}

/** @param noticeBox seals the secrets of notices */
export function createPostgresDueChanges({ sql }: Pick<Database, 'sql'>, noticeBox: SealedBox): DueChanges {
  return {
    async expiringPasswords(after, until, cursor, limit) {
      const [seenAt, seenId] = cursor?.split('/') ?? [];
      const seen =
        seenAt && seenId ? sqlPart`AND (c.expires_at, c.id) > (${at(Number(seenAt))}, ${seenId}::uuid)` : sqlPart``;
      const rows = await sql.rows<Array<PersonRow & { id: string; set_at: Date; expires_at: Date }>>`
        SELECT c.id, c.set_at, c.expires_at, ${PERSON}
        FROM credential c JOIN account a ON a.id = c.account_id
        WHERE c.kind = 'password' AND c.expires_at IS NOT NULL AND c.expires_at > ${at(after)} AND c.expires_at <= ${at(until)}
          ${seen} AND c.state = 'chosen' AND a.status = 'active'
        ORDER BY c.expires_at, c.id LIMIT ${limit}`;
      return rows.map((row) => ({
        person: personOf(row),
        setAt: row.set_at.getTime(),
        expiresAt: row.expires_at.getTime(),
        cursor: `${row.expires_at.getTime()}/${row.id}`,
      }));
    },

    async pendingContacts(now, limit) {
      const rows = await sql.rows<Array<PersonRow & { id: string; kind: ContactKind; value: string }>>`
        SELECT p.id, p.kind, p.value, ${PERSON} FROM contact p JOIN account a ON a.id = p.account_id
        WHERE p.pending_until IS NOT NULL AND p.pending_until <= ${at(now)} ORDER BY p.pending_until LIMIT ${limit}`;
      return rows.map((row) => ({
        person: personOf(row),
        contact: { id: row.id, kind: row.kind, value: row.value },
      }));
    },

    async settleContact(contactId, notices, now) {
      const settled = sqlPart`EXISTS (SELECT FROM settled)`;
      const rows = await sql.rows<object[]>`
        WITH settled AS (
          UPDATE contact SET verified_at = coalesce(verified_at, ${at(now)}), pending_until = NULL
          WHERE id = ${contactId}::uuid AND pending_until IS NOT NULL AND pending_until <= ${at(now)} RETURNING id),
        told AS (${insertNotices(noticeBox, notices, now, settled)})
        SELECT id FROM settled`;
      return rows.length > 0;
    },

    async purgeExpired({ cards, records }, limit) {
      const removedCards = await sql.count`
        DELETE FROM code_card WHERE id IN (SELECT id FROM code_card WHERE expires_at < ${at(cards)} LIMIT ${limit})`;
      const removedRecords = await sql.count`
        DELETE FROM idempotency_record WHERE (client_id, key) IN (
          SELECT client_id, key FROM idempotency_record WHERE expires_at < ${at(records)} LIMIT ${limit})`;
      return removedCards + removedRecords;
    },
  };
}

function personOf(row: PersonRow): DuePerson {
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

/** What falls due, found in PostgreSQL by partial indexes: as quick among millions as among few (C3, E1, O6). */
import type { ContactKind } from '../../../ports/account/account_store.js';
import type { DueChanges } from '../../../ports/schedule/due_changes.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { insertNotices } from '../notice/notice_rows.js';
import { insertContactSignal } from '../signals/signal_rows.js';
import { moment, sqlPart } from '../sql.js';
import { DUE_PERSON, type DuePersonRow, duePersonOf } from './due_person_rows.js';

/** What portals are told of a contact that begins to count by itself (S8). */
const SETTLED = { change: 'create', by: 'policy', reason: 'credential-added' } as const;
const SETTLED_ACCOUNT = sqlPart`(SELECT account_id FROM settled)`;
const SETTLED_KIND = sqlPart`(SELECT kind FROM settled)`;

/** @param noticeBox seals the secrets of notices */
export function createPostgresDueChanges({ sql }: Pick<Database, 'sql'>, noticeBox: SealedBox): DueChanges {
  return {
    async expiringPasswords(after, until, cursor, limit) {
      const [seenAt, seenId] = cursor?.split('/') ?? [];
      const seen =
        seenAt && seenId ? sqlPart`AND (c.expires_at, c.id) > (${moment(Number(seenAt))}, ${seenId}::uuid)` : sqlPart``;
      const rows = await sql.rows<Array<DuePersonRow & { id: string; set_at: Date; expires_at: Date }>>`
        SELECT c.id, c.set_at, c.expires_at, ${DUE_PERSON}
        FROM credential c JOIN account a ON a.id = c.account_id
        WHERE c.kind = 'password' AND c.expires_at IS NOT NULL AND c.expires_at > ${moment(after)} AND c.expires_at <= ${moment(until)}
          ${seen} AND c.state = 'chosen' AND a.status = 'active'
        ORDER BY c.expires_at, c.id LIMIT ${limit}`;
      return rows.map((row) => ({
        person: duePersonOf(row),
        setAt: row.set_at.getTime(),
        expiresAt: row.expires_at.getTime(),
        cursor: `${row.expires_at.getTime()}/${row.id}`,
      }));
    },

    async pendingContacts(now, limit) {
      const rows = await sql.rows<Array<DuePersonRow & { id: string; kind: ContactKind; value: string }>>`
        SELECT p.id, p.kind, p.value, ${DUE_PERSON} FROM contact p JOIN account a ON a.id = p.account_id
        WHERE p.pending_until IS NOT NULL AND p.pending_until <= ${moment(now)} ORDER BY p.pending_until LIMIT ${limit}`;
      return rows.map((row) => ({
        person: duePersonOf(row),
        contact: { id: row.id, kind: row.kind, value: row.value },
      }));
    },

    async settleContact(contactId, notices, now) {
      const settled = sqlPart`EXISTS (SELECT FROM settled)`;
      const rows = await sql.rows<object[]>`
        WITH settled AS (
          UPDATE contact SET verified_at = coalesce(verified_at, ${moment(now)}), pending_until = NULL
          WHERE id = ${contactId}::uuid AND pending_until IS NOT NULL AND pending_until <= ${moment(now)} RETURNING id, account_id, kind),
        told AS (${insertNotices(noticeBox, notices, now, settled)}),
        signalled AS (${insertContactSignal(SETTLED_ACCOUNT, SETTLED_KIND, SETTLED, now, settled)}),
        untrusted AS (DELETE FROM trusted_device t USING settled WHERE t.account_id = settled.account_id)
        SELECT id FROM settled`;
      return rows.length > 0;
    },

    async purgeExpired({ cards, records }, limit) {
      const removedCards = await sql.count`
        DELETE FROM code_card WHERE id IN (SELECT id FROM code_card WHERE expires_at < ${moment(cards)} LIMIT ${limit})`;
      const removedRecords = await sql.count`
        DELETE FROM idempotency_record WHERE (client_id, key) IN (
          SELECT client_id, key FROM idempotency_record WHERE expires_at < ${moment(records)} LIMIT ${limit})`;
      return removedCards + removedRecords;
    },

    purgeDevices: (realm, seenBefore, limit) => sql.count`
      DELETE FROM known_device WHERE (secret_hash, account_id) IN (
        SELECT secret_hash, account_id FROM known_device
        WHERE realm = ${realm} AND last_seen_at < ${moment(seenBefore)} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  };
}

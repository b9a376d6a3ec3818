/** Contacts in PostgreSQL, as people add them (I7, U1). */
import { randomUUID } from 'node:crypto';
import type { ContactStore } from '../../ports/contact_store.js';
import type { SealedBox } from '../system/sealed_box.js';
import type { Database } from './connection.js';
import { insertNotices } from './notice_rows.js';
import { sqlPart } from './sql.js';

/** @param notices seals what notices carry (notice_rows) */
export function createPostgresContactStore(database: Database, notices: SealedBox): ContactStore {
  return {
    async addUnverified(accountId, { kind, value }, at) {
      const rows = await database.sql.rows<Array<{ id: string }>>`
        WITH dropped AS (DELETE FROM contact WHERE account_id = ${accountId}::uuid AND verified_at IS NULL
          AND pending_until IS NULL AND (kind, value) <> (${kind}::text, ${value}::text))
        INSERT INTO contact (id, account_id, kind, value, created_at)
        VALUES (${randomUUID()}::uuid, ${accountId}::uuid, ${kind}, ${value}, to_timestamp(${at}::bigint / 1000.0))
        ON CONFLICT (account_id, kind, value) DO UPDATE SET value = excluded.value RETURNING id`;
      const id = rows[0]?.id;
      if (!id) throw new Error('a contact was neither added nor found');
      return id;
    },

    async verify(accountId, contactId, at, told) {
      const verified = sqlPart`EXISTS (SELECT FROM verified)`;
      const rows = await database.sql.rows<Array<{ verified: boolean }>>`
        WITH verified AS (UPDATE contact SET verified_at = to_timestamp(${at}::bigint / 1000.0), pending_until = NULL
          WHERE id = ${contactId}::uuid AND account_id = ${accountId}::uuid AND verified_at IS NULL RETURNING id),
        told AS (${insertNotices(notices, told, at, verified)})
        SELECT ${verified} AS verified`;
      return rows[0]?.verified === true;
    },
  };
}

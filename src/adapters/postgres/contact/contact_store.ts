/** Contacts in PostgreSQL, as people look after them (I7, U1). */
import { randomUUID } from 'node:crypto';
import { sameMailbox } from '../../../domain/contact/mailbox.js';
import type { ContactStore, OwnContact } from '../../../ports/contact/contact_store.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { endTrust } from '../device/trusted_device_rows.js';
import { insertNotices } from '../notice/notice_rows.js';
import { insertContactSignal } from '../signals/signal_rows.js';
import { sqlPart } from '../sql.js';
import { standingFooting } from './footing_rows.js';
import { mailboxOf } from './mailbox.js';

/** What portals are told of one (S8). */
const ADDED = { change: 'create', by: 'user', reason: 'credential-added' } as const;
const REMOVED = { change: 'delete', by: 'user', reason: 'credential-removed' } as const;

interface ContactRow extends Pick<OwnContact, 'id' | 'kind' | 'value' | 'verified'> {
  frozen_at: Date | null;
  pending_until: Date | null;
  barred_until: Date | null;
  set_by: 'administrator' | null;
}

/** @param notices seals what notices carry (notice_rows) */
export function createPostgresContactStore(database: Database, notices: SealedBox): ContactStore {
  return {
    async contactsOf(accountId) {
      const rows = await database.sql.rows<ContactRow[]>`
        SELECT id, kind, value, verified_at IS NOT NULL AND frozen_at IS NULL AS verified, frozen_at, pending_until,
          barred_until, set_by FROM contact
        WHERE account_id = ${accountId}::uuid ORDER BY created_at, id`;
      return rows.map(
        ({ frozen_at: frozenAt, pending_until: pendingUntil, barred_until: barredUntil, set_by: setBy, ...row }) => ({
          ...row,
          frozenAt: frozenAt?.getTime() ?? null,
          pendingUntil: pendingUntil?.getTime() ?? null,
          barredUntil: barredUntil?.getTime() ?? null,
          setBy,
        }),
      );
    },

    async addUnverified(accountId, { kind, value }, at) {
      const rows = await database.sql.rows<Array<{ id: string }>>`
        WITH dropped AS (DELETE FROM contact WHERE account_id = ${accountId}::uuid AND verified_at IS NULL
          AND pending_until IS NULL AND (kind, value) <> (${kind}::text, ${value}::text)),
        present AS (SELECT id FROM contact WHERE account_id = ${accountId}::uuid AND kind = ${kind}
          AND (verified_at IS NOT NULL OR pending_until IS NOT NULL)
          AND ${mailboxOf(sqlPart`value`)} = ${sameMailbox(value)} ORDER BY verified_at NULLS LAST LIMIT 1),
        added AS (INSERT INTO contact (id, account_id, kind, value, created_at)
          SELECT ${randomUUID()}::uuid, ${accountId}::uuid, ${kind}, ${value}, to_timestamp(${at}::bigint / 1000.0)
          WHERE NOT EXISTS (SELECT FROM present)
          ON CONFLICT (account_id, kind, value) DO UPDATE SET value = excluded.value RETURNING id)
        SELECT id FROM present UNION ALL SELECT id FROM added`;
      const id = rows[0]?.id;
      if (!id) throw new Error('a contact was neither added nor found');
      return id;
    },

    async verify(accountId, contactId, footing, at, told) {
      const verified = sqlPart`EXISTS (SELECT FROM verified)`;
      const rows = await database.sql.rows<Array<{ verified: boolean }>>`
        WITH living AS (${standingFooting(accountId, footing)}),
        verified AS (UPDATE contact SET verified_at = to_timestamp(${at}::bigint / 1000.0), pending_until = NULL,
            set_by = NULL
          WHERE id = ${contactId}::uuid AND account_id = ${accountId}::uuid AND (verified_at IS NULL OR set_by IS NOT NULL)
            AND EXISTS (SELECT FROM living)
            AND NOT EXISTS (SELECT FROM contact other WHERE other.account_id = contact.account_id AND other.id <> contact.id
              AND other.kind = contact.kind AND other.verified_at IS NOT NULL
              AND ${mailboxOf(sqlPart`other.value`)} = ${mailboxOf(sqlPart`contact.value`)})
          RETURNING id, kind),
        told AS (${insertNotices(notices, told, at, verified)}),
        signalled AS (${insertContactSignal(accountId, sqlPart`(SELECT kind FROM verified)`, ADDED, at, verified)}),
        untrusted AS (${endTrust(accountId, verified)})
        SELECT ${verified} AS verified`;
      return rows[0]?.verified === true;
    },

    async drop(accountId, contactId) {
      const dropped = await database.sql.count`
        DELETE FROM contact WHERE id = ${contactId}::uuid AND account_id = ${accountId}::uuid
          AND verified_at IS NULL AND pending_until IS NULL AND frozen_at IS NULL`;
      return dropped > 0;
    },

    async remove(accountId, contactId, carriers, at, told) {
      const removed = sqlPart`EXISTS (SELECT FROM removed)`;
      const kept = carriers ?? [];
      // The rows that matter are locked first: whoever waited for them sees only those that are still there, and the trust
      // that a code to one of them wrote meanwhile.
      const rows = await database.sql.transaction(async (sql) => {
        const locked = await sql.rows<
          Array<{ id: string }>
        >`SELECT id FROM contact WHERE account_id = ${accountId}::uuid
          AND (id = ${contactId}::uuid OR id = ANY(${[...kept]}::uuid[])) ORDER BY id FOR UPDATE`;
        const isPresent = locked.some(({ id }) => id === contactId);
        const isSpared = carriers === null || !kept.includes(contactId) || locked.some(({ id }) => id !== contactId);
        if (!isPresent || !isSpared) return [{ removed: false, present: isPresent }];
        return sql.rows<Array<{ removed: boolean; present: boolean }>>`
          WITH removed AS (DELETE FROM contact WHERE id = ${contactId}::uuid RETURNING id, kind),
          told AS (${insertNotices(notices, told, at, removed)}),
          signalled AS (${insertContactSignal(accountId, sqlPart`(SELECT kind FROM removed)`, REMOVED, at, removed)}),
          untrusted AS (${endTrust(accountId, removed)})
          SELECT ${removed} AS removed, true AS present`;
      });
      const row = rows[0];
      if (row?.removed) return 'removed';
      return row?.present ? 'last' : 'unknown';
    },
  };
}

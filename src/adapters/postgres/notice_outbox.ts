/**
 * The notice outbox in PostgreSQL (U2, C3, C4). A claim marks notices as being sent before anything leaves, and hides them
 * until its lease ends; SKIP LOCKED hands each to one process.
 */
import type { Channel, Locale } from '../../domain/realm.js';
import type { ClaimedNotice, NoticeKind, NoticeOutbox } from '../../ports/notice_outbox.js';
import type { SealedBox } from '../system/sealed_box.js';
import type { Database } from './connection.js';
import type { ResealableOutbox } from './letter_outbox.js';
import { insertNotices, noticeBound } from './notice_rows.js';

interface NoticeRow {
  id: string;
  realm: string;
  account_id: string;
  kind: string;
  locale: string;
  channel: string;
  destination: string;
  data: Record<string, string | number>;
  cipher_key_id: string | null;
  sealed: Buffer | null;
  dedupe_key: string;
  attempts: number;
}

export function createPostgresNoticeOutbox(
  { sql }: Pick<Database, 'sql'>,
  box: SealedBox,
): NoticeOutbox & ResealableOutbox {
  const secretOf = ({ id, sealed, cipher_key_id }: Pick<NoticeRow, 'id' | 'sealed' | 'cipher_key_id'>) =>
    sealed && cipher_key_id ? box.open(noticeBound(id), { cipherKeyId: cipher_key_id, ciphertext: sealed }) : null;

  /** One that does not open is tried again like one that was refused, and holds up none of the others. */
  const secretOrNone = (row: NoticeRow) => {
    try {
      return secretOf(row);
    } catch {
      return null;
    }
  };

  return {
    add: async (notices, now) => (notices.length === 0 ? 0 : sql.count`${insertNotices(box, notices, now)}`),

    async claim(limit, leaseSeconds, now) {
      const due = now;
      const leaseUntil = now + leaseSeconds * 1000;
      // Two look-ups, so that each follows the index (state, next_attempt_at) however many wait.
      const rows = await sql.rows<NoticeRow[]>`
        WITH lapsed AS (
          SELECT id FROM notice WHERE state = 'sending' AND next_attempt_at <= to_timestamp(${due}::bigint / 1000.0)
          ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED),
        queued AS (
          SELECT id FROM notice WHERE state = 'queued' AND next_attempt_at <= to_timestamp(${due}::bigint / 1000.0)
          ORDER BY next_attempt_at LIMIT greatest(0, ${limit}::int - (SELECT count(*)::int FROM lapsed))
          FOR UPDATE SKIP LOCKED)
        UPDATE notice SET state = 'sending', attempts = attempts + 1,
          lease_until = to_timestamp(${leaseUntil}::bigint / 1000.0),
          next_attempt_at = to_timestamp(${leaseUntil}::bigint / 1000.0)
        WHERE id IN (SELECT id FROM lapsed UNION ALL SELECT id FROM queued)
        RETURNING id, realm, account_id, kind, locale, channel, destination, data, cipher_key_id, sealed, dedupe_key, attempts`;
      return rows.map(
        (row): ClaimedNotice => ({
          id: row.id,
          realm: row.realm,
          accountId: row.account_id,
          kind: row.kind as NoticeKind,
          locale: row.locale as Locale,
          channel: row.channel as Channel,
          destination: row.destination,
          data: row.data,
          secret: secretOrNone(row),
          dedupeKey: row.dedupe_key,
          attempts: row.attempts,
        }),
      );
    },

    async sent(id, now) {
      await sql.count`
        UPDATE notice SET state = 'sent', sent_at = to_timestamp(${now}::bigint / 1000.0), lease_until = NULL,
          sealed = NULL, cipher_key_id = NULL, why = NULL
        WHERE id = ${id}::uuid AND state <> 'sent'`;
    },

    async failed(id, why, retryAt) {
      const isOver = retryAt === null;
      await sql.count`
        UPDATE notice SET state = ${isOver ? 'failed' : 'queued'}, why = ${why}, lease_until = NULL,
          next_attempt_at = CASE WHEN ${isOver} THEN next_attempt_at
            ELSE to_timestamp(${retryAt ?? 0}::bigint / 1000.0) END,
          sealed = CASE WHEN ${isOver} THEN NULL ELSE sealed END,
          cipher_key_id = CASE WHEN ${isOver} THEN NULL ELSE cipher_key_id END
        WHERE id = ${id}::uuid AND state = 'sending'`;
    },

    purge: (before, limit) => sql.count`
      DELETE FROM notice WHERE id IN (
        SELECT id FROM notice WHERE state IN ('sent', 'failed')
          AND next_attempt_at < to_timestamp(${before}::bigint / 1000.0) LIMIT ${limit})`,

    async destinations(accountId, kind, since) {
      return sql.rows<Array<{ channel: Channel; destination: string }>>`
        SELECT DISTINCT channel, destination FROM notice
        WHERE account_id = ${accountId}::uuid AND kind = ${kind} AND created_at >= to_timestamp(${since}::bigint / 1000.0)
        ORDER BY channel, destination`;
    },

    async counts() {
      const rows = await sql.rows<Array<{ state: string; notices: number }>>`
        SELECT state, count(*)::int AS notices FROM notice
        WHERE state IN ('queued', 'sending', 'failed') GROUP BY state`;
      const of = (state: string) => rows.find((row) => row.state === state)?.notices ?? 0;
      return { queued: of('queued'), sending: of('sending'), failed: of('failed') };
    },

    async reseal() {
      const rows = await sql.rows<Array<Pick<NoticeRow, 'id' | 'sealed' | 'cipher_key_id'>>>`
        SELECT id, sealed, cipher_key_id FROM notice WHERE sealed IS NOT NULL AND cipher_key_id <> ${box.currentId}`;
      for (const row of rows) {
        const { cipherKeyId, ciphertext } = box.seal(noticeBound(row.id), secretOf(row) ?? '');
        await sql.count`
          UPDATE notice SET cipher_key_id = ${cipherKeyId}, sealed = ${ciphertext}
          WHERE id = ${row.id}::uuid AND sealed IS NOT NULL`;
      }
      return rows.length;
    },
  };
}

/**
 * The notice outbox in PostgreSQL (U2, C3, C4). A claim marks notices as being sent before anything leaves, and hides them
 * until its lease ends; SKIP LOCKED hands each to one process. What waits to leave together is settled by the claim: the
 * first, which led, gives the message its id (U2).
 */
import type { Channel, Locale } from '../../../domain/realm.js';
import type { ClaimedNotice, NoticeKind, NoticeOutbox } from '../../../ports/notice/notice_outbox.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import type { ResealableOutbox } from '../letter/letter_outbox.js';
import { moment, sqlPart } from '../sql.js';
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
  event: string | null;
  attempts: number;
  batch_id: string;
  created_at: Date;
}

/** Does one notice wait to leave with another of the same account? */
const FIRST_WAITS_WITH = sqlPart`f.state = 'queued' AND f.batches AND f.batch_id IS NULL AND f.channel = n.channel
  AND f.destination = n.destination AND f.locale = n.locale`;
const JOINS_LEADER = sqlPart`j.state = 'queued' AND j.batches AND j.batch_id IS NULL AND j.channel = l.channel
  AND j.destination = l.destination AND j.locale = l.locale`;

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
      // Two look-ups, so that each follows the index (state, next_attempt_at) however many wait. Of those that wait for
      // each other only the first leads: whoever finds it being taken has nothing to take there.
      const rows = await sql.rows<NoticeRow[]>`
        WITH lapsed AS (
          SELECT n.id FROM notice n WHERE n.state = 'sending' AND n.next_attempt_at <= ${moment(due)}
            AND (n.batch_id IS NULL OR n.batch_id = n.id)
          ORDER BY n.next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED),
        queued AS (
          SELECT n.id FROM notice n WHERE n.state = 'queued' AND n.next_attempt_at <= ${moment(due)}
            AND (n.batch_id IS NULL OR n.batch_id = n.id)
            AND NOT (n.batches AND n.batch_id IS NULL AND EXISTS (SELECT FROM notice f WHERE f.account_id = n.account_id
              AND ${FIRST_WAITS_WITH} AND (f.next_attempt_at, f.id) < (n.next_attempt_at, n.id)))
          ORDER BY n.next_attempt_at LIMIT greatest(0, ${limit}::int - (SELECT count(*)::int FROM lapsed))
          FOR UPDATE SKIP LOCKED),
        led AS (
          SELECT l.id, l.id AS leader FROM notice l WHERE l.id IN (SELECT id FROM lapsed UNION ALL SELECT id FROM queued)
          UNION ALL
          SELECT m.id, m.batch_id FROM notice m WHERE m.batch_id IN (SELECT id FROM lapsed UNION ALL SELECT id FROM queued)
            AND m.batch_id <> m.id
          UNION ALL
          SELECT j.id, l.id FROM queued q JOIN notice l ON l.id = q.id AND l.batches AND l.batch_id IS NULL
            JOIN notice j ON j.account_id = l.account_id AND j.id <> l.id AND ${JOINS_LEADER})
        UPDATE notice n SET state = 'sending', attempts = n.attempts + 1, batch_id = led.leader,
          lease_until = ${moment(leaseUntil)}, next_attempt_at = ${moment(leaseUntil)}
        FROM led WHERE n.id = led.id AND n.state IN ('queued', 'sending')
          AND (n.batch_id IS NULL OR n.batch_id = led.leader)
        RETURNING n.id, n.realm, n.account_id, n.kind, n.locale, n.channel, n.destination, n.data, n.cipher_key_id, n.sealed,
          n.dedupe_key, n.event, n.attempts, n.batch_id, n.created_at`;
      return rows
        .toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime())
        .map(
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
            ...(row.event === null ? {} : { event: row.event }),
            attempts: row.attempts,
            batchId: row.batch_id,
          }),
        );
    },

    async sent(id, now) {
      await sql.count`
        UPDATE notice SET state = 'sent', sent_at = to_timestamp(${now}::bigint / 1000.0), lease_until = NULL,
          sealed = NULL, cipher_key_id = NULL, why = NULL
        WHERE (id = ${id}::uuid OR batch_id = ${id}::uuid) AND state <> 'sent'`;
    },

    async failed(id, why, retryAt) {
      const isOver = retryAt === null;
      await sql.count`
        UPDATE notice SET state = ${isOver ? 'failed' : 'queued'}, why = ${why}, lease_until = NULL,
          next_attempt_at = CASE WHEN ${isOver} THEN next_attempt_at
            ELSE to_timestamp(${retryAt ?? 0}::bigint / 1000.0) END,
          sealed = CASE WHEN ${isOver} THEN NULL ELSE sealed END,
          cipher_key_id = CASE WHEN ${isOver} THEN NULL ELSE cipher_key_id END
        WHERE (id = ${id}::uuid OR batch_id = ${id}::uuid) AND state = 'sending'`;
    },

    async noteReferences(references) {
      if (references.length === 0) return;
      await sql.count`
        UPDATE notice SET reference_index = r.index
        FROM unnest(${references.map(({ id }) => id)}::uuid[], ${references.map(({ index }) => index)}::bytea[]) AS r (id, index)
        WHERE notice.id = r.id`;
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

/** The outbox of security events in PostgreSQL (S8): a lease gives each stream to one process, SKIP LOCKED without waiting. */
import { randomUUID } from 'node:crypto';
import type { StoredSignal } from '../../../domain/signals/claims.js';
import type { ClaimedStream, SignalOutbox } from '../../../ports/signals/signal_outbox.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { moment } from '../sql.js';
import { insertSignals } from './signal_rows.js';
import { readStream, type StreamRow, streamBound } from './signal_streams.js';

interface EventRow {
  id: string;
  stream_id: string;
  type: StoredSignal['type'];
  sub: string | null;
  sid: string | null;
  data: Record<string, string>;
  happened_at: Date;
  created_at: Date;
}

/** @param box createSignalBox */
export function createPostgresSignalOutbox({ sql }: Pick<Database, 'sql'>, box: SealedBox): SignalOutbox {
  /** A receiver whose header does not open is called without it, refuses, and shows in the metrics; others go on. */
  const authorizationOf = ({ id, cipher_key_id: cipherKeyId, sealed }: StreamRow) => {
    if (!sealed || cipherKeyId === null) return null;
    try {
      return box.open(streamBound(id), { cipherKeyId, ciphertext: sealed });
    } catch {
      return null;
    }
  };

  return {
    raise: async (accountId, facts, at) => (facts.length === 0 ? 0 : sql.count`${insertSignals(accountId, facts, at)}`),

    async raiseOnStream(streamId, type, data, now) {
      const id = randomUUID();
      await sql.count`
        INSERT INTO signal_event (id, stream_id, type, data, happened_at, created_at, dedupe_key)
        VALUES (${id}::uuid, ${streamId}::uuid, ${type}, ${JSON.stringify(data)}::jsonb, ${moment(now)}, ${moment(now)},
          ${`${type}:${id}`})`;
    },

    async claim(owner, limit, { leaseUntil, now, realms }) {
      // Not FOR UPDATE: a lease concerns no key, and nobody who reads the row waits.
      const rows = await sql.rows<StreamRow[]>`
        UPDATE signal_stream SET owner = ${owner}::uuid, lease_until = ${moment(leaseUntil)}
        WHERE id IN (
          SELECT s.id FROM signal_stream s
          WHERE s.realm = ANY(${[...realms]}::text[]) AND s.status = 'enabled' AND s.delivery = 'push'
            AND s.next_attempt_at <= ${moment(now)}
            AND (s.lease_until IS NULL OR s.lease_until <= ${moment(now)})
            AND EXISTS (SELECT FROM signal_event e WHERE e.stream_id = s.id AND e.state = 'queued')
          ORDER BY s.next_attempt_at LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING *`;
      return rows.map(
        (row): ClaimedStream => ({
          ...readStream(row),
          endpointUrl: row.endpoint_url ?? '',
          authorization: authorizationOf(row),
          failures: row.failures,
        }),
      );
    },

    async hold(streamId, owner, leaseUntil) {
      const held = await sql.count`
        UPDATE signal_stream SET lease_until = ${moment(leaseUntil)}
        WHERE id = ${streamId}::uuid AND owner = ${owner}::uuid AND status = 'enabled' AND delivery = 'push'`;
      return held === 1;
    },

    async leave(streamId, owner, leaving) {
      if (leaving.how === 'done') {
        await sql.count`
          UPDATE signal_stream SET owner = NULL, lease_until = NULL, failures = 0, failing_since = NULL,
            next_attempt_at = ${moment(leaving.now)}, reason = CASE WHEN status_by = 'transmitter' OR failures > 0 THEN NULL ELSE reason END
          WHERE id = ${streamId}::uuid AND owner = ${owner}::uuid AND status = 'enabled'`;
        return null;
      }
      const rows = await sql.rows<Array<{ failing_since: Date }>>`
        UPDATE signal_stream SET owner = NULL, lease_until = NULL, failures = failures + 1,
          failing_since = coalesce(failing_since, ${moment(leaving.now)}), next_attempt_at = ${moment(leaving.retryAt)},
          reason = ${leaving.why}
        WHERE id = ${streamId}::uuid AND owner = ${owner}::uuid AND status = 'enabled' RETURNING failing_since`;
      return rows[0]?.failing_since.getTime() ?? null;
    },

    async waiting(streamId, limit) {
      const rows = await sql.rows<EventRow[]>`
        SELECT * FROM signal_event WHERE stream_id = ${streamId}::uuid AND state = 'queued'
        ORDER BY created_at, id LIMIT ${limit}`;
      return rows.map(
        (row): StoredSignal => ({
          id: row.id,
          streamId: row.stream_id,
          type: row.type,
          sub: row.sub,
          sid: row.sid,
          data: row.data,
          happenedAt: row.happened_at.getTime(),
          createdAt: row.created_at.getTime(),
        }),
      );
    },

    async haveWaiting(streamIds) {
      if (streamIds.length === 0) return [];
      const rows = await sql.rows<Array<{ id: string }>>`
        SELECT s.id FROM unnest(${[...streamIds]}::uuid[]) AS s (id)
        WHERE EXISTS (SELECT FROM signal_event e WHERE e.stream_id = s.id AND e.state = 'queued')`;
      return rows.map(({ id }) => id);
    },

    delivered: (streamId, ids, now) => sql.count`
      UPDATE signal_event SET state = 'delivered', settled_at = ${moment(now)}, attempts = attempts + 1
      WHERE id = ANY(${[...ids]}::uuid[]) AND stream_id = ${streamId}::uuid AND state = 'queued'`,

    async refused(streamId, id, why, now) {
      await sql.count`
        UPDATE signal_event SET state = 'dead', settled_at = ${moment(now)}, why = ${why}, attempts = attempts + 1
        WHERE id = ${id}::uuid AND stream_id = ${streamId}::uuid AND state = 'queued'`;
    },

    async tidy({ queued, delivered, dead }, now, limit) {
      const tooOld = await sql.count`
        UPDATE signal_event SET state = 'dead', settled_at = ${moment(now)}, why = 'too old'
        WHERE id IN (SELECT e.id FROM signal_stream s JOIN signal_event e ON e.stream_id = s.id AND e.state = 'queued'
          AND e.created_at < ${moment(queued)} LIMIT ${limit})`;
      const dropped = await sql.count`
        DELETE FROM signal_event WHERE id IN (
          SELECT id FROM signal_event WHERE state <> 'queued'
            AND settled_at < CASE state WHEN 'dead' THEN ${moment(dead)} ELSE ${moment(delivered)} END LIMIT ${limit})`;
      const orphans = await sql.count`
        DELETE FROM signal_event WHERE id IN (SELECT e.id FROM signal_event e
          WHERE e.state = 'queued' AND NOT EXISTS (SELECT FROM signal_stream s WHERE s.id = e.stream_id) LIMIT ${limit})`;
      return Math.max(tooOld, dropped, orphans);
    },
  };
}

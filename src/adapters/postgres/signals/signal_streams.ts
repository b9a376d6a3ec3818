/** Streams of security events in PostgreSQL (S8). A receiver's Authorization header lies sealed and bound to its row. */
import { randomUUID } from 'node:crypto';
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import type { EventType } from '../../../domain/signals/event.js';
import type { SignalStream, SignalStreams, StreamStatus, StreamWish } from '../../../ports/signals/signal_streams.js';
import { createSealedBox, type SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { moment, type Sql, type SqlPart, sqlPart } from '../sql.js';

export interface StreamRow {
  id: string;
  realm: string;
  client_id: string;
  sector: string;
  delivery: 'push' | 'poll';
  endpoint_url: string | null;
  cipher_key_id: string | null;
  sealed: Buffer | null;
  events_requested: string[];
  events: EventType[];
  description: string | null;
  status: StreamStatus;
  reason: string | null;
  status_by: 'receiver' | 'transmitter';
  failures: number;
  failing_since: Date | null;
  verification_asked_at: Date | null;
}

/** What seals the Authorization headers of receivers. @param ring KEY_ENCRYPTION_KEYS */
export function createSignalBox(ring: KeyRing): SealedBox {
  return createSealedBox(ring, 'signal receiver authorization');
}

export function streamBound(id: string): string {
  return `signal_stream\0${id}`;
}

export function readStream(row: StreamRow): SignalStream {
  return {
    id: row.id,
    realm: row.realm,
    clientId: row.client_id,
    sector: row.sector,
    delivery: row.delivery,
    endpointUrl: row.endpoint_url,
    eventsRequested: row.events_requested,
    events: row.events,
    description: row.description,
    status: row.status,
    reason: row.reason,
  };
}

/** The metrics count at each reading. */
const MOST_COUNTED = 100_000;

/** @param box createSignalBox */
export function createPostgresSignalStreams({ sql }: Pick<Database, 'sql'>, box: SealedBox): SignalStreams {
  const first = (rows: readonly StreamRow[]) => (rows[0] ? readStream(rows[0]) : null);
  const seal = (id: string, delivery: StreamWish['delivery']) =>
    delivery.method === 'push' && delivery.authorization !== null
      ? box.seal(streamBound(id), delivery.authorization)
      : null;

  return {
    async create({ realm, clientId }, sector, { delivery, eventsRequested, events, description }, now) {
      const id = randomUUID();
      const sealed = seal(id, delivery);
      return first(
        await sql.rows<StreamRow[]>`
          INSERT INTO signal_stream (id, realm, client_id, sector, delivery, endpoint_url, cipher_key_id, sealed,
            events_requested, events, description, next_attempt_at, created_at, updated_at)
          VALUES (${id}::uuid, ${realm}, ${clientId}, ${sector}, ${delivery.method},
            ${delivery.method === 'push' ? delivery.endpointUrl : null}, ${sealed?.cipherKeyId ?? null},
            ${sealed?.ciphertext ?? null}::bytea, ${[...eventsRequested]}::text[], ${[...events]}::text[], ${description},
            ${moment(now)}, ${moment(now)}, ${moment(now)})
          ON CONFLICT (realm, client_id) DO NOTHING RETURNING *`,
      );
    },

    async of({ realm, clientId }) {
      return first(
        await sql.rows<StreamRow[]>`
          SELECT * FROM signal_stream WHERE realm = ${realm} AND client_id = ${clientId}`,
      );
    },

    async replace({ realm, clientId }, streamId, { delivery, eventsRequested, events, description }, now) {
      const set: SqlPart[] = [];
      if (delivery) {
        const sealed = seal(streamId, delivery);
        // Whoever pushes now does so to the former address: its lease is over, and what it hears there changes nothing.
        set.push(sqlPart`, delivery = ${delivery.method}, owner = NULL, lease_until = NULL, failures = 0, failing_since = NULL, next_attempt_at = ${moment(now)},
          endpoint_url = ${delivery.method === 'push' ? delivery.endpointUrl : null},
          cipher_key_id = ${sealed?.cipherKeyId ?? null}, sealed = ${sealed?.ciphertext ?? null}::bytea`);
      }
      if (eventsRequested && events) {
        set.push(sqlPart`, events_requested = ${[...eventsRequested]}::text[], events = ${[...events]}::text[]`);
      }
      if (description !== undefined) set.push(sqlPart`, description = ${description}`);
      const changes = set.reduce((before, each) => sqlPart`${before}${each}`, sqlPart``);
      return first(
        await sql.rows<StreamRow[]>`
          UPDATE signal_stream SET updated_at = ${moment(now)} ${changes}
          WHERE id = ${streamId}::uuid AND realm = ${realm} AND client_id = ${clientId} RETURNING *`,
      );
    },

    remove: ({ realm, clientId }, streamId) =>
      sql.transaction(async (held) => {
        const removed = await held.count`
          DELETE FROM signal_stream WHERE id = ${streamId}::uuid AND realm = ${realm} AND client_id = ${clientId}`;
        if (removed === 0) return false;
        await forget(held, streamId, sqlPart`true`);
        await held.count`DELETE FROM signal_unwanted WHERE stream_id = ${streamId}::uuid`;
        return true;
      }),

    setStatus: (streamId, status, { by, reason, now }) =>
      sql.transaction(async (held) => {
        const rows = await held.rows<StreamRow[]>`
          UPDATE signal_stream SET status = ${status}, status_by = ${by}, reason = ${reason}, failures = 0,
            failing_since = NULL, next_attempt_at = ${moment(now)}, updated_at = ${moment(now)},
            lease_until = CASE WHEN ${by === 'transmitter'} THEN NULL ELSE lease_until END
          WHERE id = ${streamId}::uuid RETURNING *`;
        if (status === 'disabled') await forget(held, streamId, sqlPart`state = 'queued'`);
        return first(rows);
      }),

    move: (streamId, sector) =>
      sql.transaction(async (held) => {
        await held.count`UPDATE signal_stream SET sector = ${sector} WHERE id = ${streamId}::uuid`;
        await forget(held, streamId, sqlPart`sub IS NOT NULL`);
        await held.count`DELETE FROM signal_unwanted WHERE stream_id = ${streamId}::uuid`;
      }),

    async takeVerification(streamId, intervalMs, now) {
      const taken = await sql.count`
        UPDATE signal_stream SET verification_asked_at = ${moment(now)} WHERE id = ${streamId}::uuid
          AND (verification_asked_at IS NULL OR verification_asked_at <= ${moment(now - intervalMs)})`;
      if (taken === 1) return null;
      const rows = await sql.rows<StreamRow[]>`SELECT * FROM signal_stream WHERE id = ${streamId}::uuid`;
      return Math.max(1, (rows[0]?.verification_asked_at?.getTime() ?? now) + intervalMs - now);
    },

    async setWanted(streamId, sub, isWanted) {
      if (isWanted) {
        await sql.count`DELETE FROM signal_unwanted WHERE stream_id = ${streamId}::uuid AND sub = ${sub}`;
        return;
      }
      await sql.count`
        INSERT INTO signal_unwanted (stream_id, sub)
        SELECT s.id, p.sub FROM signal_stream s JOIN pairwise_subject p ON p.realm = s.realm AND p.sector = s.sector
        WHERE s.id = ${streamId}::uuid AND p.sub = ${sub} ON CONFLICT DO NOTHING`;
    },

    async standings() {
      const rows = await sql.rows<Array<StreamRow & { queued: number; oldest_at: Date | null; dead: number }>>`
        SELECT s.*,
          ${countOf('queued')} AS queued,
          (SELECT min(e.created_at) FROM signal_event e WHERE e.stream_id = s.id AND e.state = 'queued') AS oldest_at,
          ${countOf('dead')} AS dead
        FROM signal_stream s ORDER BY s.realm, s.client_id`;
      return rows.map((row) => ({
        ...readStream(row),
        statusBy: row.status_by,
        failures: row.failures,
        failingSince: row.failing_since?.getTime() ?? null,
        queued: row.queued,
        oldestAt: row.oldest_at?.getTime() ?? null,
        dead: row.dead,
      }));
    },

    async retryDead(streamId, now) {
      const queued = await sql.count`
        UPDATE signal_event SET state = 'queued', settled_at = NULL, why = NULL, created_at = ${moment(now)}
        WHERE stream_id = ${streamId}::uuid AND state = 'dead'`;
      await sql.count`
        UPDATE signal_stream SET next_attempt_at = ${moment(now)} WHERE id = ${streamId}::uuid`;
      return queued;
    },

    async reseal() {
      const rows = await sql.rows<StreamRow[]>`
        SELECT * FROM signal_stream WHERE sealed IS NOT NULL AND cipher_key_id <> ${box.currentId}`;
      for (const { id, cipher_key_id: keyId, sealed } of rows) {
        if (!sealed || keyId === null) continue;
        const text = box.open(streamBound(id), { cipherKeyId: keyId, ciphertext: sealed });
        const { cipherKeyId, ciphertext } = box.seal(streamBound(id), text);
        await sql.count`
          UPDATE signal_stream SET cipher_key_id = ${cipherKeyId}, sealed = ${ciphertext}::bytea
          WHERE id = ${id}::uuid AND sealed = ${sealed}::bytea`;
      }
      return rows.length;
    },
  };
}

/** Of stream `s`; of more than anybody reads, as many. */
function countOf(state: 'queued' | 'dead'): SqlPart {
  const which = state === 'queued' ? sqlPart`e.state = 'queued'` : sqlPart`e.state = 'dead'`;
  return sqlPart`(SELECT count(*)::int FROM (
    SELECT FROM signal_event e WHERE e.stream_id = s.id AND ${which} LIMIT ${MOST_COUNTED}) counted)`;
}

async function forget(sql: Sql, streamId: string, which: SqlPart): Promise<void> {
  await sql.count`DELETE FROM signal_event WHERE stream_id = ${streamId}::uuid AND ${which}`;
}

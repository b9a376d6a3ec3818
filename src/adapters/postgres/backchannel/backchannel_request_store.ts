/**
 * Requests of callers in PostgreSQL (CIBA; S1, P6). A person's are opened one after the other under a lock of their name, so
 * that the limits hold for any number at once; an answer is one conditional update. Nobody's are written like anybody's.
 */
import type { Acr } from '../../../domain/assurance/acr.js';
import { type Decision, judgeOpening, memorySeconds, type PastRequest } from '../../../domain/backchannel/limits.js';
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import type {
  BackchannelRequest,
  BackchannelRequestStore,
} from '../../../ports/backchannel/backchannel_request_store.js';
import { createSealedBox, type SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { moment, sqlPart } from '../sql.js';

interface PastRow {
  client_id: string;
  created_at: Date;
  expires_at: Date;
  decision: Decision | null;
  decided_at: Date | null;
}

interface RequestRow {
  id: string;
  realm: string;
  client_id: string;
  message: string;
  scope: string;
  acr_values: string;
  created_at: Date;
  expires_at: Date;
}

interface SealedRow {
  id: string;
  client_id: string;
  cipher_key_id: string;
  sealed: Buffer;
}

const SHOWN = sqlPart`id, realm, client_id, message, scope, acr_values, created_at, expires_at`;

/** What seals `auth_req_id`. @param ring KEY_ENCRYPTION_KEYS */
export function createBackchannelBox(ring: KeyRing): SealedBox {
  return createSealedBox(ring, 'auth_req_id');
}

export function createPostgresBackchannelRequestStore(database: Database, box: SealedBox): BackchannelRequestStore {
  const bound = (id: string) => `backchannel_request\0${id}`;
  /** Undefined where its key has left the ring: a request lives for minutes, and is then as good as over. */
  const handleOf = ({ id, cipher_key_id: cipherKeyId, sealed }: SealedRow): string | undefined => {
    try {
      return box.open(bound(id), { cipherKeyId, ciphertext: sealed });
    } catch {
      return undefined;
    }
  };

  return {
    open(request, rules) {
      const { id, realm, clientId, subject, message, scope, acrValues, handle, isPinged, createdAt, expiresAt } =
        request;
      const { cipherKeyId, ciphertext } = box.seal(bound(id), handle);
      return database.sql.transaction(async (sql) => {
        await sql.rows`SELECT pg_advisory_xact_lock(hashtextextended(${`backchannel:${realm}:${subject}`}, 0))`;
        const past = await sql.rows<PastRow[]>`
          SELECT client_id, created_at, expires_at, decision, decided_at FROM backchannel_request
          WHERE subject = ${subject} AND realm = ${realm}
            AND created_at > ${moment(createdAt - memorySeconds(rules) * 1000)}`;
        const opening = judgeOpening(past.map(readPast), clientId, rules, createdAt);
        if (opening.verdict !== 'open') return opening;
        await sql.count`
          INSERT INTO backchannel_request (id, realm, client_id, subject, message, scope, acr_values, cipher_key_id, sealed,
            is_pinged, created_at, expires_at)
          VALUES (${id}::uuid, ${realm}, ${clientId}, ${subject}, ${message}, ${scope}, ${acrValues.join(' ')},
            ${cipherKeyId}, ${ciphertext}, ${isPinged}, ${moment(createdAt)}, ${moment(expiresAt)})`;
        return opening;
      });
    },

    async waitingFor(realm, accountId, now) {
      const rows = await database.sql.rows<RequestRow[]>`
        SELECT ${SHOWN} FROM backchannel_request
        WHERE subject = ${accountId} AND realm = ${realm} AND decision IS NULL AND expires_at > ${moment(now)}
        ORDER BY created_at, id`;
      return rows.map(readRequest);
    },

    async decide({ realm, accountId, id }, decision, now, heldUntilMs) {
      const [row] = await database.sql.rows<Array<RequestRow & SealedRow>>`
        UPDATE backchannel_request SET decision = ${decision}, decided_at = ${moment(now)},
          ping_due_at = CASE WHEN is_pinged THEN ${moment(heldUntilMs)} END
        WHERE id = ${id}::uuid AND realm = ${realm} AND subject = ${accountId} AND decision IS NULL
          AND expires_at > ${moment(now)}
        RETURNING ${SHOWN}, cipher_key_id, sealed`;
      const handle = row && handleOf(row);
      return row && handle !== undefined ? { ...readRequest(row), handle } : undefined;
    },

    async reopen(id) {
      await database.sql.count`
        UPDATE backchannel_request SET decision = NULL, decided_at = NULL, ping_due_at = NULL WHERE id = ${id}::uuid`;
    },

    async takeDuePings(realm, now, heldUntilMs, most) {
      const rows = await database.sql.rows<Array<SealedRow & { pings: number }>>`
        UPDATE backchannel_request SET ping_due_at = ${moment(heldUntilMs)}
        WHERE id IN (
          SELECT id FROM backchannel_request WHERE realm = ${realm} AND ping_due_at <= ${moment(now)}
          ORDER BY ping_due_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
        RETURNING id, client_id, cipher_key_id, sealed, pings`;
      return rows.flatMap((row) => {
        const handle = handleOf(row);
        return handle === undefined ? [] : [{ id: row.id, clientId: row.client_id, handle, attempts: row.pings }];
      });
    },

    async endPing(id) {
      await database.sql.count`UPDATE backchannel_request SET ping_due_at = NULL WHERE id = ${id}::uuid`;
    },

    async postponePing(id, nextAttemptMs) {
      await database.sql.count`
        UPDATE backchannel_request SET pings = pings + 1, ping_due_at = ${moment(nextAttemptMs)} WHERE id = ${id}::uuid`;
    },

    purge: (createdBeforeMs) =>
      database.sql.count`DELETE FROM backchannel_request WHERE created_at < ${moment(createdBeforeMs)}`,
  };
}

function readPast(row: PastRow): PastRequest {
  return {
    clientId: row.client_id,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    decision: row.decision,
    decidedAt: row.decided_at?.getTime() ?? null,
  };
}

function readRequest(row: RequestRow): BackchannelRequest {
  return {
    id: row.id,
    realm: row.realm,
    clientId: row.client_id,
    message: row.message,
    scope: row.scope,
    acrValues: row.acr_values.split(' ').filter(Boolean) as Acr[],
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
  };
}

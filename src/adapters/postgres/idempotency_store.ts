/**
 * Idempotency records in PostgreSQL. An answer may name a person or hold a code: it is sealed, and bound to its row.
 */
import type { KeyRing } from '../../domain/keys/key_ring.js';
import type { IdempotencyKey, IdempotencyStore, IdempotentAnswer, Receipt } from '../../ports/idempotency_store.js';
import { createSealedBox, type SealedBox } from '../system/keys/sealed_box.js';
import type { Database } from './connection.js';
import { type SqlPart, sqlPart } from './sql.js';

interface SealedAnswer {
  readonly cipherKeyId: string;
  readonly ciphertext: string;
}

interface Row {
  fingerprint: string;
  status: number | null;
  body: SealedAnswer | null;
}

/** What seals answers. @param ring KEY_ENCRYPTION_KEYS */
export function createAnswerBox(ring: KeyRing): SealedBox {
  return createSealedBox(ring, 'idempotent answer');
}

/** Writes the answer, unless another process has: then no row is changed, and the transaction around it must not stand. */
export function writeAnswer(box: SealedBox, { client, key, ...answer }: Receipt): SqlPart {
  const { cipherKeyId, ciphertext } = box.seal(boundOf({ client, key }), JSON.stringify(answer));
  const body = JSON.stringify({ cipherKeyId, ciphertext: ciphertext.toString('base64') });
  return sqlPart`
    UPDATE idempotency_record SET status = ${answer.status}::int, body = ${body}::jsonb
    WHERE client_id = ${client} AND key = ${key} AND status IS NULL`;
}

export function createPostgresIdempotencyStore(database: Database, box: SealedBox): IdempotencyStore {
  const open = (key: IdempotencyKey, { cipherKeyId, ciphertext }: SealedAnswer): IdempotentAnswer =>
    JSON.parse(
      box.open(boundOf(key), { cipherKeyId, ciphertext: Buffer.from(ciphertext, 'base64') }),
    ) as IdempotentAnswer;

  return {
    async begin({ client, key }, fingerprint, now, keptSeconds, abandonedAfterSeconds) {
      const begun = await database.sql.count`
        INSERT INTO idempotency_record AS present (client_id, key, fingerprint, created_at, expires_at)
        VALUES (${client}, ${key}, ${fingerprint}, to_timestamp(${now}::bigint / 1000.0),
          to_timestamp((${now}::bigint + ${keptSeconds * 1000}::bigint) / 1000.0))
        ON CONFLICT (client_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = NULL, body = NULL,
          created_at = excluded.created_at, expires_at = excluded.expires_at
        WHERE present.expires_at <= excluded.created_at
          OR (present.status IS NULL AND present.fingerprint = excluded.fingerprint
            AND present.created_at <= excluded.created_at - make_interval(secs => ${abandonedAfterSeconds}))`;
      if (begun === 1) return { state: 'begun' };
      const rows = await database.sql.rows<Row[]>`
        SELECT fingerprint, status, body FROM idempotency_record WHERE client_id = ${client} AND key = ${key}`;
      const row = rows[0];
      // Released between the two statements: whoever holds it was refused, and the caller asks again.
      if (!row) return { state: 'in-progress' };
      if (row.fingerprint !== fingerprint) return { state: 'other-request' };
      if (row.body === null) return { state: 'in-progress' };
      return { state: 'answered', answer: open({ client, key }, row.body) };
    },

    async answer(receipt) {
      const { client, key } = receipt;
      await database.sql.transaction(async (sql) => {
        await sql.count`UPDATE idempotency_record SET status = NULL WHERE client_id = ${client} AND key = ${key}`;
        await sql.count`${writeAnswer(box, receipt)}`;
      });
    },

    async release({ client, key }) {
      await database.sql.count`
        DELETE FROM idempotency_record WHERE client_id = ${client} AND key = ${key} AND status IS NULL`;
    },
  };
}

function boundOf({ client, key }: IdempotencyKey): string {
  return `idempotency\0${client}\0${key}`;
}

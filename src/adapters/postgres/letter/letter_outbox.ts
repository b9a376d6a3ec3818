/**
 * The letter outbox in PostgreSQL (C8). A claim is one statement: SKIP LOCKED hands each letter to one batch, and a process
 * that dies leaves a batch whole or not at all.
 */
import { randomUUID } from 'node:crypto';
import type { Locale } from '../../../domain/realm.js';
import type { LetterBatch, LetterKind, LetterOutbox, QueuedLetter } from '../../../ports/letter/letter_outbox.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { moment, sqlPart } from '../sql.js';
import { insertLetter, letterBound } from './letter_rows.js';

interface LetterRow {
  id: string;
  realm: string;
  account_id: string;
  kind: string;
  locale: string;
  data: Record<string, string | number>;
  cipher_key_id: string | null;
  sealed: Buffer | null;
  dedupe_key: string;
  created_at: Date;
}

interface BatchRow {
  id: string;
  realm: string;
  state: string;
  claimed_by: string;
  claimed_at: Date;
  closed_at: Date | null;
  letters: number;
}

/** Two of these in one envelope are what a thief of letters needs. */
const NEVER_TOGETHER: readonly LetterKind[] = ['identifier', 'provisional_password', 'code_card'];
/** Told to whoever opens the mail of an account that is closed. */
const OUTLIVE_THE_ACCOUNT: readonly LetterKind[] = ['account_event'];

const BATCH = sqlPart`
  SELECT b.id, b.realm, b.state, b.claimed_by, b.claimed_at, b.closed_at,
    (SELECT count(*)::int FROM letter l WHERE l.batch_id = b.id) AS letters FROM letter_batch b`;
const ADDRESSED = sqlPart`a.city IS NOT NULL AND a.postcode IS NOT NULL`;

export interface ResealableOutbox {
  /** Seals every secret with the newest key of the ring. @returns how many were sealed with an older one */
  reseal(): Promise<number>;
}

export function createPostgresLetterOutbox(
  { sql }: Pick<Database, 'sql'>,
  box: SealedBox,
): LetterOutbox & ResealableOutbox {
  const open = (row: LetterRow): QueuedLetter => ({
    id: row.id,
    realm: row.realm,
    accountId: row.account_id,
    kind: row.kind as LetterKind,
    locale: row.locale as Locale,
    data: row.data,
    secret:
      row.sealed && row.cipher_key_id
        ? box.open(letterBound(row.id), { cipherKeyId: row.cipher_key_id, ciphertext: row.sealed })
        : null,
    dedupeKey: row.dedupe_key,
    createdAt: row.created_at.getTime(),
  });

  return {
    async add(letter, now) {
      return (await sql.count`${insertLetter(box, letter, now)}`) > 0;
    },

    async claim(realm, claimedBy, limit, now) {
      await sql.count`
        UPDATE letter l SET state = 'cancelled', sealed = NULL, cipher_key_id = NULL
        WHERE l.realm = ${realm} AND l.state = 'queued' AND NOT EXISTS (
          SELECT FROM account a WHERE a.id = l.account_id
            AND (a.status <> 'closed' OR l.kind = ANY(${OUTLIVE_THE_ACCOUNT}::text[])))`;
      const id = randomUUID();
      const rows = await sql.rows<LetterRow[]>`
        WITH picked AS (
          SELECT l.id FROM letter l JOIN account a ON a.id = l.account_id
          WHERE l.realm = ${realm} AND l.state = 'queued' AND ${ADDRESSED} AND NOT (
            l.kind = ANY(${NEVER_TOGETHER}::text[]) AND EXISTS (
              SELECT FROM letter o WHERE o.account_id = l.account_id AND o.state = 'queued'
                AND o.kind = ANY(${NEVER_TOGETHER}::text[]) AND (o.created_at, o.id) < (l.created_at, l.id)))
          ORDER BY l.created_at, l.id LIMIT ${limit} FOR UPDATE OF l SKIP LOCKED),
        batch AS (
          INSERT INTO letter_batch (id, realm, claimed_by, claimed_at)
          SELECT ${id}::uuid, ${realm}::text, ${claimedBy}::text, ${moment(now)} WHERE EXISTS (SELECT FROM picked)),
        taken AS (
          UPDATE letter SET state = 'claimed', batch_id = ${id}::uuid WHERE id IN (SELECT id FROM picked) RETURNING *)
        SELECT * FROM taken ORDER BY created_at, id`;
      if (rows.length === 0) return null;
      const batch: LetterBatch = {
        id,
        realm,
        state: 'claimed',
        claimedBy,
        claimedAt: now,
        closedAt: null,
        letters: rows.length,
      };
      return { batch, letters: rows.map(open) };
    },

    async find(batchId) {
      const rows = await sql.rows<BatchRow[]>`${BATCH} WHERE b.id = ${batchId}::uuid`;
      return rows[0] ? batchOf(rows[0]) : null;
    },

    async lettersOf(batchId) {
      const rows = await sql.rows<LetterRow[]>`
        SELECT * FROM letter WHERE batch_id = ${batchId}::uuid AND state = 'claimed' ORDER BY created_at, id`;
      return rows.map(open);
    },

    async drop(batchId, letterIds) {
      await sql.count`
        UPDATE letter SET state = 'cancelled', sealed = NULL, cipher_key_id = NULL
        WHERE batch_id = ${batchId}::uuid AND state = 'claimed' AND id = ANY(${letterIds}::uuid[])`;
    },

    async markPrinted(batchId, now) {
      const closed = await sql.rows<object[]>`
        WITH closed AS (
          UPDATE letter_batch SET state = 'printed', closed_at = ${moment(now)}
          WHERE id = ${batchId}::uuid AND state = 'claimed' RETURNING id),
        printed AS (
          UPDATE letter SET state = 'printed', printed_at = ${moment(now)}, sealed = NULL, cipher_key_id = NULL
          WHERE batch_id IN (SELECT id FROM closed) AND state = 'claimed')
        SELECT id FROM closed`;
      return closed.length > 0;
    },

    async handBack(batchId, now) {
      const closed = await sql.rows<object[]>`
        WITH closed AS (
          UPDATE letter_batch SET state = 'handed_back', closed_at = ${moment(now)}
          WHERE id = ${batchId}::uuid AND state = 'claimed' RETURNING id),
        queued AS (
          UPDATE letter SET state = 'queued', batch_id = NULL
          WHERE batch_id IN (SELECT id FROM closed) AND state = 'claimed')
        SELECT id FROM closed`;
      return closed.length > 0;
    },

    async batches(realm, limit) {
      const rows = await sql.rows<BatchRow[]>`
        ${BATCH} WHERE ${realm ?? null}::text IS NULL OR b.realm = ${realm ?? null}::text
        ORDER BY b.claimed_at DESC, b.id LIMIT ${limit}`;
      return rows.map(batchOf);
    },

    async stale(claimedBefore) {
      const rows = await sql.rows<BatchRow[]>`
        ${BATCH} WHERE b.state = 'claimed' AND b.claimed_at < ${moment(claimedBefore)} ORDER BY b.claimed_at, b.id`;
      return rows.map(batchOf);
    },

    async waiting() {
      const rows = await sql.rows<Array<{ realm: string; ready: number; without_address: number; oldest: Date }>>`
        SELECT l.realm, count(*) FILTER (WHERE ${ADDRESSED})::int AS ready,
          count(*) FILTER (WHERE NOT (${ADDRESSED}))::int AS without_address, min(l.created_at) AS oldest
        FROM letter l JOIN account a ON a.id = l.account_id WHERE l.state = 'queued' GROUP BY l.realm ORDER BY l.realm`;
      return rows.map(({ realm, ready, without_address: withoutAddress, oldest }) => ({
        realm,
        ready,
        withoutAddress,
        oldestAt: oldest.getTime(),
      }));
    },

    cancelOf: (accountId, kinds) => sql.count`
      UPDATE letter SET state = 'cancelled', sealed = NULL, cipher_key_id = NULL
      WHERE account_id = ${accountId}::uuid AND state = 'queued'
        AND (${kinds ?? null}::text[] IS NULL OR kind = ANY(${kinds ?? null}::text[]))`,

    async purge(before, limit) {
      const removed = await sql.count`
        DELETE FROM letter WHERE id IN (
          SELECT id FROM letter WHERE state IN ('printed', 'cancelled') AND created_at < ${moment(before)}
            AND coalesce(printed_at, created_at) < ${moment(before)} LIMIT ${limit})`;
      await sql.count`
        DELETE FROM letter_batch b WHERE b.state <> 'claimed' AND b.closed_at < ${moment(before)}
          AND NOT EXISTS (SELECT FROM letter l WHERE l.batch_id = b.id)`;
      return removed;
    },

    async reseal() {
      const rows = await sql.rows<LetterRow[]>`
        SELECT * FROM letter WHERE sealed IS NOT NULL AND cipher_key_id <> ${box.currentId}`;
      for (const row of rows) {
        const { cipherKeyId, ciphertext } = box.seal(letterBound(row.id), open(row).secret ?? '');
        await sql.count`
          UPDATE letter SET cipher_key_id = ${cipherKeyId}, sealed = ${ciphertext}
          WHERE id = ${row.id}::uuid AND sealed IS NOT NULL`;
      }
      return rows.length;
    },
  };
}

function batchOf(row: BatchRow): LetterBatch {
  return {
    id: row.id,
    realm: row.realm,
    state: row.state as LetterBatch['state'],
    claimedBy: row.claimed_by,
    claimedAt: row.claimed_at.getTime(),
    closedAt: row.closed_at?.getTime() ?? null,
    letters: row.letters,
  };
}

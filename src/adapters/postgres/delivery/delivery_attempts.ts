/**
 * The delivery status in PostgreSQL (O3): written behind in batches, so that it never slows or fails a message; what cannot
 * be written waits in memory up to a bound, and is then forgotten.
 */
import { sameMailbox } from '../../../domain/contact/mailbox.js';
import type { Channel } from '../../../domain/realm.js';
import type {
  DeliveryAttempt,
  DeliveryHistory,
  DeliveryLog,
  DeliveryOutcome,
  DeliveryReceipt,
  KeptAttempt,
} from '../../../ports/delivery/delivery_status.js';
import type { KeyedHash } from '../../../ports/keys/keyed_hash.js';
import type { Database } from '../connection.js';
import { moment } from '../sql.js';

const FLUSH_AFTER_MS = 300;
const LARGEST_BATCH = 200;
const LONGEST_QUEUE = 5_000;
const LONGEST_WHY = 200;
/** A receipt may overtake the attempt that another process is about to write. */
const RECEIPT_TRIES = 5;

export interface WrittenDeliveryLog extends DeliveryLog {
  /** Everything that was told so far is written, or was given up. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** @param onLoss told how many attempts and receipts were forgotten */
export function createPostgresDeliveryLog(
  { sql }: Pick<Database, 'sql'>,
  keyedHash: KeyedHash,
  onLoss: (lost: number) => void,
): WrittenDeliveryLog {
  const attempts: DeliveryAttempt[] = [];
  const receipts: Array<{ readonly receipt: DeliveryReceipt; tries: number }> = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isClosed = false;

  async function writeAttempts(): Promise<void> {
    while (attempts.length > 0) {
      const batch = attempts.slice(0, LARGEST_BATCH);
      // One that was given up and answered in the same moment is one row: the last word counts.
      const rows = [...new Map(batch.map((attempt) => [attempt.id, attempt])).values()].map((attempt) => ({
        id: attempt.id,
        message_id: attempt.messageId,
        channel: attempt.channel,
        provider: attempt.provider,
        outcome: attempt.outcome,
        why: attempt.why?.slice(0, LONGEST_WHY) ?? null,
        at: new Date(attempt.at).toISOString(),
        milliseconds: attempt.milliseconds,
        realm: attempt.realm,
        account_id: attempt.accountId,
        destination: keyedHash.of('destination', sameMailbox(attempt.destination)),
        reference: attempt.reference,
      }));
      await sql.count`
        INSERT INTO delivery_attempt AS d
          (id, message_id, channel, provider, outcome, why, at, milliseconds, realm, account_id, destination, reference)
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, message_id text, channel text,
          provider text, outcome text, why text, at timestamptz, milliseconds int, realm text, account_id uuid,
          destination text, reference text)
        ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, why = excluded.why, at = excluded.at,
          milliseconds = excluded.milliseconds, reference = excluded.reference
        WHERE d.outcome = 'timeout'`;
      attempts.splice(0, batch.length);
    }
  }

  async function writeReceipts(): Promise<void> {
    const batch = receipts.splice(0, LARGEST_BATCH);
    if (batch.length === 0) return;
    const rows = batch.map(({ receipt }, index) => ({ ...receipt, index, at: new Date(receipt.at).toISOString() }));
    const found = await sql.rows<Array<{ index: number }>>`
      UPDATE delivery_attempt d SET outcome = r.outcome, why = r.why, settled_at = r.at
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r(index int, provider text, reference text, outcome text, why text, at timestamptz)
      WHERE d.provider = r.provider AND (d.reference = r.reference OR d.message_id = r.reference)
        AND d.outcome NOT IN ('refused', 'failed')
      RETURNING r.index`;
    const settled = new Set(found.map(({ index }) => index));
    for (const [index, waiting] of batch.entries()) {
      waiting.tries += 1;
      if (!settled.has(index) && waiting.tries < RECEIPT_TRIES) receipts.push(waiting);
    }
  }

  function schedule(): void {
    if (isClosed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void write();
    }, FLUSH_AFTER_MS).unref();
  }

  function write(): Promise<void> {
    writing = writing
      .then(writeAttempts)
      .then(writeReceipts)
      .catch(() => {
        const lost = forget(attempts) + forget(receipts);
        if (lost > 0) onLoss(lost);
      })
      .then(() => {
        if (attempts.length + receipts.length > 0) schedule();
      });
    return writing;
  }

  return {
    attempted(attempt) {
      attempts.push(attempt);
      schedule();
    },
    receipt(receipt) {
      receipts.push({ receipt: { ...receipt, why: receipt.why?.slice(0, LONGEST_WHY) ?? null }, tries: 0 });
      schedule();
    },
    settled: write,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await write();
    },
  };
}

/** The oldest beyond the bound. @returns how many */
function forget(queue: unknown[]): number {
  return queue.splice(0, Math.max(0, queue.length - LONGEST_QUEUE)).length;
}

interface AttemptRow {
  message_id: string;
  channel: string;
  provider: string;
  outcome: string;
  why: string | null;
  at: Date;
  milliseconds: number;
  realm: string | null;
  account_id: string | null;
}

export function createPostgresDeliveryHistory({ sql }: Pick<Database, 'sql'>): DeliveryHistory {
  return {
    async ofAccount(accountId, most) {
      const rows = await sql.rows<AttemptRow[]>`
        SELECT message_id, channel, provider, outcome, why, at, milliseconds, realm, account_id FROM delivery_attempt
        WHERE account_id = ${accountId}::uuid ORDER BY at DESC LIMIT ${most}`;
      return rows.map(attemptOf);
    },
    async ofMessage(messageId) {
      const rows = await sql.rows<AttemptRow[]>`
        SELECT message_id, channel, provider, outcome, why, at, milliseconds, realm, account_id FROM delivery_attempt
        WHERE message_id = ${messageId} ORDER BY at`;
      return rows.map(attemptOf);
    },
    async failures(since, most) {
      const rows = await sql.rows<AttemptRow[]>`
        SELECT message_id, channel, provider, outcome, why, at, milliseconds, realm, account_id FROM delivery_attempt
        WHERE at >= ${moment(since)} AND outcome NOT IN ('accepted', 'delivered') ORDER BY at DESC LIMIT ${most}`;
      return rows.map(attemptOf);
    },
    async counts(since) {
      const rows = await sql.rows<Array<{ channel: string; provider: string; outcomes: Record<string, number> }>>`
        SELECT channel, provider, json_object_agg(outcome, count) AS outcomes FROM (
          SELECT channel, provider, outcome, count(*)::int AS count FROM delivery_attempt
          WHERE at >= ${moment(since)} GROUP BY channel, provider, outcome) counted
        GROUP BY channel, provider ORDER BY channel, provider`;
      return rows.map((row) => ({ ...row, channel: row.channel as Channel }));
    },
    purge: (before, most) => sql.count`
      DELETE FROM delivery_attempt WHERE id IN (
        SELECT id FROM delivery_attempt WHERE at < ${moment(before)} ORDER BY at LIMIT ${most})`,
  };
}

function attemptOf(row: AttemptRow): KeptAttempt {
  return {
    messageId: row.message_id,
    channel: row.channel as Channel,
    provider: row.provider,
    outcome: row.outcome as DeliveryOutcome,
    why: row.why,
    at: row.at.getTime(),
    milliseconds: row.milliseconds,
    realm: row.realm,
    accountId: row.account_id,
  };
}

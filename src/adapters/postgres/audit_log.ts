/**
 * The audit in PostgreSQL (S5): one hash chain a process, written behind in batches of one statement, so that it never
 * delays a request. What cannot be written waits in memory, up to a bound, and the operator is told.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { AuditLog, SecurityEvent } from '../../ports/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Database } from './connection.js';

export interface ChainedEvent extends SecurityEvent {
  readonly processId: string;
  readonly seq: number;
  /** ISO 8601 UTC, milliseconds */
  readonly at: string;
}

const FLUSH_AFTER_MS = 200;
const LARGEST_BATCH = 200;
const LONGEST_QUEUE = 50_000;

/** The hash that chains an event to the one before it: SHA-256 over the previous hash and the event's canonical text. */
export function chainHash(previous: Buffer, event: ChainedEvent): Buffer {
  const data = Object.fromEntries(
    Object.entries(event.data ?? {})
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const canonical = [
    event.processId,
    event.seq,
    event.at,
    event.realm,
    event.type,
    event.outcome,
    event.accountId ?? '',
    data,
  ];
  return createHash('sha256').update(previous).update(JSON.stringify(canonical)).digest();
}

/** @param onLoss told how many events had to be dropped, and why */
export function createPostgresAuditLog(
  database: Database,
  clock: Clock,
  onLoss: (lost: number, error: unknown) => void,
): AuditLog & { waiting(): number; close(): Promise<void> } {
  const processId = randomUUID();
  let seq = 0;
  let head: Buffer = createHash('sha256').update(processId).digest();
  const queue: Array<{ event: ChainedEvent; previous: Buffer; hash: Buffer }> = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const writeBatch = async () => {
    while (queue.length > 0) {
      const batch = queue.slice(0, LARGEST_BATCH);
      const rows = batch.map(({ event, previous, hash }) => ({
        seq: event.seq,
        at: event.at,
        realm: event.realm,
        type: event.type,
        outcome: event.outcome,
        account_id: event.accountId,
        data: event.data ?? {},
        previous_hash: previous.toString('hex'),
        hash: hash.toString('hex'),
      }));
      // A batch whose answer was lost is sent again: what is there already stays.
      await database.sql.count`
        INSERT INTO audit_event (process_id, seq, at, realm, type, outcome, account_id, data, previous_hash, hash)
        SELECT ${processId}::uuid, e.seq, e.at, e.realm, e.type, e.outcome, e.account_id, e.data,
          decode(e.previous_hash, 'hex'), decode(e.hash, 'hex')
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(seq bigint, at timestamptz, realm text, type text,
          outcome text, account_id uuid, data jsonb, previous_hash text, hash text)
        ON CONFLICT DO NOTHING`;
      queue.splice(0, batch.length);
    }
  };
  let lastFault: unknown;
  const write = () => {
    timer = undefined;
    writing = writing.then(writeBatch).catch((error: unknown) => {
      lastFault = error;
      if (queue.length > LONGEST_QUEUE) onLoss(queue.splice(0, queue.length - LONGEST_QUEUE).length, error);
      schedule();
    });
    return writing;
  };
  const schedule = () => {
    timer ??= setTimeout(write, FLUSH_AFTER_MS).unref();
  };

  return {
    waiting: () => queue.length,
    record(event) {
      seq += 1;
      const chained: ChainedEvent = { ...storable(event), processId, seq, at: new Date(clock.now()).toISOString() };
      const hash = chainHash(head, chained);
      queue.push({ event: chained, previous: head, hash });
      head = hash;
      schedule();
    },
    async flush() {
      await write();
    },
    async close() {
      if (timer) clearTimeout(timer);
      await write();
      if (timer) clearTimeout(timer);
      if (queue.length > 0) onLoss(queue.splice(0).length, lastFault);
    },
  };
}

/** PostgreSQL takes neither a null byte nor half a character: one event that it refuses would hold up all that follow. */
function storable(event: SecurityEvent): SecurityEvent {
  const data = Object.entries(event.data ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  ]);
  return { ...event, ...(event.data ? { data: Object.fromEntries(data) } : {}) };
}

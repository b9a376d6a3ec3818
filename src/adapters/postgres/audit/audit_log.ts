/**
 * The audit in PostgreSQL (S5): one hash chain a process, written behind in batches of one statement, so that it never
 * delays a request. An event gets its number, its hash and its encryption when its batch is written; one that was sent
 * keeps them, so that sending it again is harmless. What cannot be written waits in memory, up to a bound: beyond it the
 * oldest are dropped, the operator is told, and an event in their place says how many.
 */
import { randomUUID } from 'node:crypto';
import { chainHash, chainStart } from '../../../domain/audit/chain_hash.js';
import type { StoredEvent } from '../../../domain/audit/chain_walk.js';
import type { AuditLog, SecurityEvent } from '../../../ports/audit/audit_log.js';
import type { AuditVault, SealPersonal } from '../../../ports/audit/audit_vault.js';
import type { Clock } from '../../../ports/clock.js';
import type { Database } from '../connection.js';

const FLUSH_AFTER_MS = 200;
const LARGEST_BATCH = 200;
const LONGEST_QUEUE = 50_000;

interface Waiting {
  readonly event: SecurityEvent;
  /** milliseconds since the epoch */
  readonly at: number;
}

/** How far this process's chain is written. */
export interface WrittenHead {
  readonly processId: string;
  readonly seq: number;
  /** milliseconds since the epoch */
  readonly at: number;
  readonly hash: Uint8Array;
}

export interface ChainedAuditLog extends AuditLog {
  waiting(): number;
  /** undefined until the first event is written */
  written(): WrittenHead | undefined;
  close(): Promise<void>;
}

/**
 * @param onLoss told how many events had to be dropped, and why
 * @param vault seals personal fields; without one they are left out
 * @param longestQueue events that may wait while nothing can be written
 */
export function createPostgresAuditLog(
  database: Database,
  clock: Pick<Clock, 'now'>,
  onLoss: (lost: number, error: unknown) => void,
  vault?: Pick<AuditVault, 'sealerFor'>,
  longestQueue = LONGEST_QUEUE,
): ChainedAuditLog {
  const processId = randomUUID();
  const queue: Waiting[] = [];
  /** the batch under way, the first events of the queue */
  let sent: readonly StoredEvent[] = [];
  let head: { readonly seq: number; readonly hash: Buffer } = { seq: 0, hash: chainStart(processId) };
  let written: WrittenHead | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function nextBatch(): Promise<readonly StoredEvent[]> {
    const batch = queue.slice(0, LARGEST_BATCH);
    const people = batch.flatMap(({ event }) => (event.personal && event.accountId ? [event.accountId] : []));
    const seal = people.length > 0 ? await vault?.sealerFor(people) : undefined;
    return batch.map((waiting) => {
      const event = chained(waiting, { processId, ...head }, seal);
      head = event;
      return event;
    });
  }

  const writeBatches = async () => {
    while (queue.length > 0) {
      if (sent.length === 0) sent = await nextBatch();
      const rows = sent.map((event) => ({
        seq: event.seq,
        at: event.at,
        realm: event.realm,
        type: event.type,
        outcome: event.outcome,
        account_id: event.accountId,
        data: event.data ?? {},
        sealed: event.sealed && Buffer.from(event.sealed).toString('hex'),
        previous_hash: Buffer.from(event.previousHash).toString('hex'),
        hash: Buffer.from(event.hash).toString('hex'),
      }));
      // A batch whose answer was lost is sent again: what is there already stays.
      await database.sql.count`
        INSERT INTO audit_event (process_id, seq, at, realm, type, outcome, account_id, data, sealed, previous_hash, hash)
        SELECT ${processId}::uuid, e.seq, e.at, e.realm, e.type, e.outcome, e.account_id, e.data, decode(e.sealed, 'hex'),
          decode(e.previous_hash, 'hex'), decode(e.hash, 'hex')
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(seq bigint, at timestamptz, realm text, type text,
          outcome text, account_id uuid, data jsonb, sealed text, previous_hash text, hash text)
        ON CONFLICT DO NOTHING`;
      const last = sent.at(-1);
      if (last) written = { processId, seq: last.seq, at: Date.parse(last.at), hash: last.hash };
      queue.splice(0, sent.length);
      sent = [];
    }
  };

  let lastFault: unknown;
  const write = () => {
    timer = undefined;
    writing = writing.then(writeBatches).catch((error: unknown) => {
      lastFault = error;
      if (queue.length > longestQueue) drop(queue.length - longestQueue, error);
      schedule();
    });
    return writing;
  };
  const schedule = () => {
    timer ??= setTimeout(write, FLUSH_AFTER_MS).unref();
  };
  /** What was sent may be there already, under its numbers: it stays. */
  const drop = (count: number, error: unknown) => {
    const dropped = queue.splice(sent.length, count + 1);
    const before = dropped.reduce((sum, { event }) => sum + (event.type === 'audit_gap' ? lostIn(event) : 0), 0);
    const lost = dropped.filter(({ event }) => event.type !== 'audit_gap').length;
    const at = dropped.at(-1)?.at ?? clock.now();
    queue.splice(sent.length, 0, {
      event: { type: 'audit_gap', outcome: 'lost', realm: 'all', data: { lost: lost + before } },
      at,
    });
    onLoss(lost, error);
  };

  return {
    waiting: () => queue.length,
    written: () => written,
    record(event) {
      queue.push({ event: storable(event), at: clock.now() });
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

function chained(
  { event, at }: Waiting,
  head: { readonly processId: string; readonly seq: number; readonly hash: Buffer },
  seal: SealPersonal | undefined,
): StoredEvent & { readonly hash: Buffer } {
  const { processId } = head;
  const seq = head.seq + 1;
  const { realm, type, outcome, accountId, data, personal } = event;
  const sealed = accountId && personal ? seal?.(accountId, { processId, seq }, personal) : undefined;
  const numbered = { processId, seq, at: new Date(at).toISOString(), realm, type, outcome, accountId, data, sealed };
  return { ...numbered, previousHash: head.hash, hash: chainHash(head.hash, numbered) };
}

function lostIn({ data }: SecurityEvent): number {
  return Number(data?.['lost'] ?? 0);
}

/** PostgreSQL takes neither a null byte nor half a character: one event that it refuses would hold up all that follow. */
function storable(event: SecurityEvent): SecurityEvent {
  const data = Object.entries(event.data ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  ]);
  return { ...event, ...(event.data ? { data: Object.fromEntries(data) } : {}) };
}

/** Chains and anchors of the audit in PostgreSQL (S5), read in pages by the primary key: as fast at the end as at the start. */
import type { Anchor } from '../../../domain/audit/anchor.js';
import type { StoredEvent } from '../../../domain/audit/chain_walk.js';
import type { AuditChains, EventFilter, PurgeableSegment } from '../../../ports/audit/audit_chains.js';
import type { Database } from '../connection.js';
import { sqlPart } from '../sql.js';

const LOCK = 7_032_029;
/** Sealing waits for the others that seal. */
const PATIENCE = { timeout: 10_000, maxWait: 10_000 };
const EVENTS_A_PAGE = 2_000;
const ANCHORS_A_PAGE = 1_000;
const DROPPED_AT_ONCE = 5_000;
const NO_PROCESS = '00000000-0000-0000-0000-000000000000';

interface EventRow {
  process_id: string;
  seq: string;
  at: Date;
  realm: string | null;
  type: string;
  outcome: string;
  account_id: string | null;
  data: Record<string, unknown>;
  sealed: Buffer | null;
  previous_hash: Buffer;
  hash: Buffer;
}

interface AnchorRow {
  process_id: string;
  seq: string | bigint;
  first_seq: string | bigint;
  first_at: Date;
  last_at: Date;
  previous_hash: Uint8Array;
  hash: Uint8Array;
  signature: string;
  sealed_at: Date;
  purged_at: Date | null;
}

/** Every process with events, found by jumps along the primary key. */
const PROCESSES = sqlPart`
  process AS (
    (SELECT process_id FROM audit_event ORDER BY process_id LIMIT 1)
    UNION ALL
    SELECT (SELECT e.process_id FROM audit_event e WHERE e.process_id > p.process_id ORDER BY e.process_id LIMIT 1)
    FROM process p WHERE p.process_id IS NOT NULL
  )`;

export function createPostgresAuditChains(database: Database): AuditChains {
  const { sql } = database;

  async function firstFrom(processId: string, seq: number): Promise<number | undefined> {
    const [row] = await sql.rows<Array<{ seq: string }>>`
      SELECT seq FROM audit_event WHERE process_id = ${processId}::uuid AND seq >= ${seq} ORDER BY seq LIMIT 1`;
    return row && Number(row.seq);
  }

  const purgeable = (before: number) => sqlPart`
    WITH RECURSIVE ${PROCESSES}
    SELECT process_id, first_seq, seq FROM audit_anchor WHERE purged_at IS NULL AND last_at < ${new Date(before)}
    UNION ALL
    SELECT a.process_id, a.first_seq, a.seq FROM process p
    CROSS JOIN LATERAL (SELECT e.seq FROM audit_event e WHERE e.process_id = p.process_id ORDER BY e.seq LIMIT 1) oldest
    JOIN audit_anchor a ON a.process_id = p.process_id AND a.first_seq <= oldest.seq AND a.seq >= oldest.seq
    WHERE p.process_id IS NOT NULL AND a.purged_at IS NOT NULL`;

  return {
    async *processes() {
      let after = NO_PROCESS;
      for (;;) {
        const [next] = await sql.rows<Array<{ process_id: string }>>`
          SELECT process_id FROM (
            (SELECT process_id FROM audit_event WHERE process_id > ${after}::uuid ORDER BY process_id LIMIT 1)
            UNION ALL
            (SELECT process_id FROM audit_anchor WHERE process_id > ${after}::uuid ORDER BY process_id LIMIT 1)
          ) AS process ORDER BY process_id LIMIT 1`;
        if (!next) return;
        after = next.process_id;
        yield after;
      }
    },

    async unsealed(quietSince) {
      const rows = await sql.rows<Array<{ process_id: string }>>`
        WITH RECURSIVE ${PROCESSES}
        SELECT p.process_id FROM process p
        CROSS JOIN LATERAL (
          SELECT e.seq, e.at FROM audit_event e WHERE e.process_id = p.process_id ORDER BY e.seq DESC LIMIT 1
        ) newest
        WHERE p.process_id IS NOT NULL AND newest.at < ${new Date(quietSince)}
          AND newest.seq > COALESCE((SELECT max(a.seq) FROM audit_anchor a WHERE a.process_id = p.process_id), 0)`;
      return rows.map(({ process_id }) => process_id);
    },

    // A page is a range of numbers, which have no gaps: so it costs the same whatever the planner believes of the table.
    async *events(processId, fromSeq) {
      let from: number | undefined = fromSeq;
      while (from !== undefined) {
        const end: number = from + EVENTS_A_PAGE;
        const rows: EventRow[] = await sql.rows<EventRow[]>`
          SELECT * FROM audit_event WHERE process_id = ${processId}::uuid AND seq >= ${from} AND seq < ${end}
          ORDER BY seq`;
        for (const row of rows) yield eventOf(row);
        from = rows.length === EVENTS_A_PAGE ? end : await firstFrom(processId, end);
      }
    },

    async *select(filter) {
      let after: EventRow | undefined;
      for (;;) {
        const rows: EventRow[] = await sql.rows<EventRow[]>`
          SELECT * FROM audit_event WHERE ${matching(filter)} AND ${following(after)}
          ORDER BY at, process_id, seq LIMIT ${EVENTS_A_PAGE}`;
        for (const row of rows) yield eventOf(row);
        after = rows.at(-1);
        if (rows.length < EVENTS_A_PAGE) return;
      }
    },

    async latestOf(accountId, kinds, from, { skip, take }) {
      const rows = await sql.rows<EventRow[]>`
        SELECT * FROM audit_event WHERE account_id = ${accountId}::uuid AND at >= ${new Date(from)}
          AND type || '/' || outcome = ANY(${[...kinds]}::text[])
        ORDER BY at DESC, process_id DESC, seq DESC LIMIT ${take} OFFSET ${skip}`;
      return rows.map(eventOf);
    },

    async anchors(processId) {
      const rows = await sql.rows<AnchorRow[]>`
        SELECT * FROM audit_anchor WHERE process_id = ${processId}::uuid ORDER BY seq`;
      return rows.map(anchorOf);
    },

    async *anchorsInOrder() {
      let after = new Date(0);
      for (;;) {
        const rows: AnchorRow[] = await sql.rows<AnchorRow[]>`
          SELECT * FROM audit_anchor WHERE sealed_at > ${after} ORDER BY sealed_at LIMIT ${ANCHORS_A_PAGE}`;
        for (const row of rows) yield anchorOf(row);
        const last = rows.at(-1);
        if (!last || rows.length < ANCHORS_A_PAGE) return;
        after = last.sealed_at;
      }
    },

    async lastAnchor(processId) {
      const [row] = await sql.rows<AnchorRow[]>`
        SELECT * FROM audit_anchor WHERE process_id = ${processId}::uuid ORDER BY seq DESC LIMIT 1`;
      return row ? anchorOf(row) : null;
    },

    seal: (processId, decide) =>
      database.$transaction(async (transaction) => {
        await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
        const [ofProcess] = await transaction.$queryRaw<AnchorRow[]>`
          SELECT * FROM audit_anchor WHERE process_id = ${processId}::uuid ORDER BY seq DESC LIMIT 1`;
        const [newest] = await transaction.$queryRaw<AnchorRow[]>`
          SELECT * FROM audit_anchor ORDER BY sealed_at DESC LIMIT 1`;
        const anchor = await decide({
          ofProcess: ofProcess ? anchorOf(ofProcess) : null,
          newest: newest ? anchorOf(newest) : null,
        });
        if (!anchor) return null;
        await transaction.$executeRaw`
          INSERT INTO audit_anchor (process_id, seq, first_seq, first_at, last_at, previous_hash, hash, signature, sealed_at)
          VALUES (${processId}::uuid, ${anchor.seq}, ${anchor.firstSeq}, ${new Date(anchor.firstAt)}, ${new Date(anchor.lastAt)},
            ${Buffer.from(anchor.previousHash)}, ${Buffer.from(anchor.hash)}, ${anchor.signature}, ${new Date(anchor.sealedAt)})`;
        return anchor;
      }, PATIENCE),

    async purgeable(before, limit) {
      const rows = await sql.rows<Array<Pick<AnchorRow, 'process_id' | 'first_seq' | 'seq'>>>`
        ${purgeable(before)} LIMIT ${limit}`;
      return rows.map((row) => ({
        processId: row.process_id,
        firstSeq: Number(row.first_seq),
        seq: Number(row.seq),
      }));
    },

    async countPurgeable(before) {
      const [count] = await sql.rows<Array<{ segments: string; events: string | null }>>`
        SELECT count(*) AS segments, sum(s.seq - s.first_seq + 1) AS events FROM (${purgeable(before)}) s`;
      return { segments: Number(count?.segments ?? 0), events: Number(count?.events ?? 0) };
    },

    async purge({ processId, firstSeq, seq }: PurgeableSegment, now) {
      await sql.count`
        UPDATE audit_anchor SET purged_at = ${new Date(now)}
        WHERE process_id = ${processId}::uuid AND seq = ${seq} AND purged_at IS NULL`;
      let dropped = 0;
      for (let from = firstSeq; from <= seq; from += DROPPED_AT_ONCE) {
        dropped += await sql.count`
          DELETE FROM audit_event
          WHERE process_id = ${processId}::uuid AND seq >= ${from} AND seq < ${Math.min(from + DROPPED_AT_ONCE, seq + 1)}`;
      }
      return dropped;
    },
  };
}

function matching({ accountId, realm, from, to }: EventFilter) {
  return sqlPart`at >= ${new Date(from ?? 0)} AND (${to === undefined}::boolean OR at < ${new Date(to ?? 0)})
    AND ${accountId === undefined ? sqlPart`true` : sqlPart`account_id = ${accountId}::uuid`}
    AND ${realm === undefined ? sqlPart`true` : sqlPart`realm = ${realm}`}`;
}

function following(row: EventRow | undefined) {
  return row
    ? sqlPart`(at, process_id, seq) > (${row.at}, ${row.process_id}::uuid, ${row.seq}::bigint)`
    : sqlPart`true`;
}

function eventOf(row: EventRow): StoredEvent {
  return {
    processId: row.process_id,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    realm: row.realm,
    type: row.type,
    outcome: row.outcome,
    accountId: row.account_id ?? undefined,
    data: row.data,
    sealed: row.sealed ?? undefined,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

function anchorOf(row: AnchorRow): Anchor {
  return {
    processId: row.process_id,
    seq: Number(row.seq),
    firstSeq: Number(row.first_seq),
    firstAt: row.first_at.getTime(),
    lastAt: row.last_at.getTime(),
    previousHash: row.previous_hash,
    hash: row.hash,
    sealedAt: row.sealed_at.getTime(),
    signature: row.signature,
    purgedAt: row.purged_at?.getTime() ?? null,
  };
}

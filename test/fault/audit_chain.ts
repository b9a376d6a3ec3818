/** Reads the audit back and follows its chains (S5). */
import { createHash } from 'node:crypto';
import { chainHash } from '../../src/domain/audit/chain_hash.js';
import type { SecurityEvent } from '../../src/ports/audit/audit_log.js';
import { withClient } from '../infrastructure/database.js';

export interface ChainReport {
  readonly events: number;
  readonly processes: number;
  /** numbers that are missing, or events whose hash is not what it should be */
  readonly breaks: readonly string[];
}

interface Row {
  readonly process_id: string;
  readonly seq: string;
  readonly at: Date;
  readonly realm: string;
  readonly type: SecurityEvent['type'];
  readonly outcome: string;
  readonly account_id: string | null;
  readonly data: Record<string, string | number | boolean>;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

/** @param url the database itself, not by a wire */
export async function followChains(url: string): Promise<ChainReport> {
  const rows = await withClient(url, async (client) => {
    const answer = await client.query<Row>('SELECT * FROM audit_event ORDER BY process_id, seq');
    return answer.rows;
  });
  const breaks: string[] = [];
  const heads = new Map<string, { seq: number; hash: Buffer }>();
  for (const row of rows) {
    const before = heads.get(row.process_id) ?? { seq: 0, hash: createHash('sha256').update(row.process_id).digest() };
    const seq = Number(row.seq);
    const { realm, type, outcome, data } = row;
    const event = { processId: row.process_id, seq, at: row.at.toISOString(), realm, type, outcome, data };
    const hash = chainHash(before.hash, { ...event, accountId: row.account_id ?? undefined });
    if (seq !== before.seq + 1) breaks.push(`${row.process_id}: ${seq} after ${before.seq}`);
    if (!row.previous_hash.equals(before.hash) || !row.hash.equals(hash))
      breaks.push(`${row.process_id}: hash of ${seq}`);
    heads.set(row.process_id, { seq, hash: row.hash });
  }
  return { events: rows.length, processes: heads.size, breaks };
}

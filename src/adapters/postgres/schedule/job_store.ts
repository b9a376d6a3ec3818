/** Jobs of the scheduler in PostgreSQL: one row each, taken by one statement. */
import type { JobStore } from '../../../ports/schedule/job_store.js';
import type { Database } from '../connection.js';
import { moment } from '../sql.js';

interface JobRow {
  name: string;
  done_up_to: Date;
  cursor: string | null;
}

export function createPostgresJobStore({ sql }: Pick<Database, 'sql'>): JobStore {
  return {
    async take(name, owner, { intervalMs, now, leaseUntil }) {
      const dueBefore = now - intervalMs;
      const rows = await sql.rows<JobRow[]>`
        INSERT INTO scheduled_job AS j (name, done_up_to, owner, lease_until)
        VALUES (${name}, ${moment(dueBefore)}, ${owner}, ${moment(leaseUntil)})
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until
        WHERE (j.lease_until IS NULL OR j.lease_until <= ${moment(now)})
          AND (j.done_up_to <= ${moment(dueBefore)} OR j.cursor IS NOT NULL)
        RETURNING name, done_up_to, cursor`;
      const row = rows[0];
      return row ? { doneUpTo: row.done_up_to.getTime(), cursor: row.cursor } : null;
    },

    async advance(name, owner, { doneUpTo, cursor, leaseUntil }) {
      const changed = await sql.count`
        UPDATE scheduled_job SET done_up_to = ${moment(doneUpTo)}, cursor = ${cursor},
          owner = CASE WHEN ${leaseUntil}::bigint IS NULL THEN NULL ELSE owner END,
          lease_until = to_timestamp(${leaseUntil}::bigint / 1000.0)
        WHERE name = ${name} AND owner = ${owner}`;
      return changed > 0;
    },

    async release(name, owner) {
      await sql.count`
        UPDATE scheduled_job SET owner = NULL, lease_until = NULL WHERE name = ${name} AND owner = ${owner}`;
    },

    async list() {
      const rows = await sql.rows<JobRow[]>`SELECT name, done_up_to FROM scheduled_job`;
      return new Map(rows.map((row) => [row.name, row.done_up_to.getTime()]));
    },
  };
}

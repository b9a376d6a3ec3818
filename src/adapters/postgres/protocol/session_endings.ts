/** Endings of sessions in PostgreSQL: one statement writes the wish and all that is told (P9, S8). */
import { randomUUID } from 'node:crypto';
import type { LogoutNotice } from '../../../ports/protocol/logout_notices.js';
import type { BegunEnding, SessionEndings } from '../../../ports/protocol/session_endings.js';
import type { Database } from '../connection.js';
import { insertSignals } from '../signals/signal_rows.js';
import { moment } from '../sql.js';

export function createPostgresSessionEndings({ sql }: Pick<Database, 'sql'>): SessionEndings {
  return {
    async begin({ realm, accountId, uid, grants, portals, facts }, at, heldUntil) {
      const notices = portals.map(
        ({ clientId, sid }): LogoutNotice => ({ id: randomUUID(), realm, clientId, accountId, sid, attempts: 0 }),
      );
      // Asked for again before it was done, it is told again: a portal may have been opened from it meanwhile.
      await sql.rows`
        WITH wish AS (
          INSERT INTO session_ending (realm, uid, grants, begun_at)
          VALUES (${realm}, ${uid}, ${[...grants]}::text[], ${moment(at)})
          ON CONFLICT (realm, uid) DO UPDATE SET begun_at = EXCLUDED.begun_at,
            grants = ARRAY(SELECT DISTINCT unnest(session_ending.grants || EXCLUDED.grants))),
        notices AS (
          INSERT INTO logout_notice (id, realm, client_id, account_id, sid, next_attempt_at)
          SELECT n.id, ${realm}, n.client_id, ${accountId}, n.sid, ${moment(heldUntil)}
          FROM unnest(${notices.map(({ id }) => id)}::uuid[], ${notices.map(({ clientId }) => clientId)}::text[],
            ${notices.map(({ sid }) => sid ?? null)}::text[]) AS n (id, client_id, sid)),
        told AS (${insertSignals(accountId, facts, at)})
        SELECT 1`;
      return notices;
    },

    async finish(realm, uid) {
      await sql.count`DELETE FROM session_ending WHERE realm = ${realm} AND uid = ${uid}`;
    },

    unfinished: (before, limit) => sql.rows<BegunEnding[]>`
      SELECT realm, uid, grants FROM session_ending WHERE begun_at < ${moment(before)} ORDER BY begun_at LIMIT ${limit}`,
  };
}

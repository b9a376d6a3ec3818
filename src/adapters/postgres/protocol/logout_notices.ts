/** Logout notices in PostgreSQL; SKIP LOCKED hands each to one process. */
import type { LogoutNotice, LogoutNotices, WaitingLogouts } from '../../../ports/protocol/logout_notices.js';
import type { Database } from '../connection.js';
import { milliseconds, sqlPart } from '../sql.js';

interface NoticeRow {
  id: string;
  realm: string;
  client_id: string;
  account_id: string;
  sid: string | null;
  attempts: number;
}

export function createPostgresLogoutNotices(database: Database): LogoutNotices {
  return {
    async add({ id, realm, clientId, accountId, sid }, heldUntilMs) {
      await database.$executeRaw`
        INSERT INTO logout_notice (id, realm, client_id, account_id, sid, next_attempt_at)
        VALUES (${id}::uuid, ${realm}, ${clientId}, ${accountId}, ${sid ?? null}, to_timestamp(${heldUntilMs}::bigint / 1000.0))`;
    },
    async takeDue(realm, nowMs, heldUntilMs, most) {
      const rows = await database.$queryRaw<NoticeRow[]>`
        UPDATE logout_notice SET next_attempt_at = to_timestamp(${heldUntilMs}::bigint / 1000.0)
        WHERE id IN (
          SELECT id FROM logout_notice
          WHERE realm = ${realm} AND next_attempt_at <= to_timestamp(${nowMs}::bigint / 1000.0)
          ORDER BY next_attempt_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
        RETURNING id, realm, client_id, account_id, sid, attempts`;
      return rows.map(
        ({ id, realm: of, client_id: clientId, account_id: accountId, sid, attempts }): LogoutNotice => ({
          id,
          realm: of,
          clientId,
          accountId,
          sid: sid ?? undefined,
          attempts,
        }),
      );
    },
    async remove(id) {
      await database.$executeRaw`DELETE FROM logout_notice WHERE id = ${id}::uuid`;
    },
    waiting: () => database.sql.rows<WaitingLogouts[]>`
      SELECT realm, client_id AS "clientId", count(*)::int AS waiting,
        ${milliseconds(sqlPart`min(created_at)`)} AS "oldestAt"
      FROM logout_notice GROUP BY realm, client_id`,
    async postpone(id, nextAttemptMs) {
      await database.$executeRaw`
        UPDATE logout_notice SET attempts = attempts + 1, next_attempt_at = to_timestamp(${nextAttemptMs}::bigint / 1000.0)
        WHERE id = ${id}::uuid`;
    },
  };
}

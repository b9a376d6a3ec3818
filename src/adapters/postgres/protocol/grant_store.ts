/**
 * Grants and refresh tokens in PostgreSQL: single use for months must survive a Redis failover (pitfall 25). A refresh
 * token's row hangs on its grant's, so whatever is written after a revocation has nothing to hang on.
 */
import type { Artifact, Consumption, GrantStore } from '../../../ports/protocol/oidc_store.js';
import { noteSubjects } from '../account/subject_store.js';
import type { Database } from '../connection.js';
import { useCode } from '../one_time_code/used_code.js';
import { type SqlPart, sqlPart } from '../sql.js';

/**
 * An outage between a token's consumption and its successor's writing left the client with neither: for this long after,
 * a retry by a client that can have a grace at all still gets the successor, since nobody else ever did.
 */
const OUTAGE_GRACE_MS = 3600 * 1000;
const PURGE_ROWS = 1_000;

export function createPostgresGrantStore(database: Database): GrantStore {
  return {
    async putGrant(id, realm, payload, expiresAtSeconds, issued = []) {
      const { accountId = null, clientId = '' } = payload as { accountId?: string; clientId?: string };
      await database.sql.count`
        WITH noted AS (${noteSubjects(issued)})
        INSERT INTO oidc_grant (id, realm, account_id, client_id, payload, expires_at)
        VALUES (${id}, ${realm}, ${accountId}, ${clientId}, ${payload}::jsonb, to_timestamp(${expiresAtSeconds}))
        ON CONFLICT (id) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`;
    },

    async changeGrant(id, payload, expiresAtSeconds) {
      await database.sql.count`
        UPDATE oidc_grant SET payload = ${payload}::jsonb, expires_at = to_timestamp(${expiresAtSeconds}) WHERE id = ${id}`;
    },

    async findGrant(id) {
      const rows = await database.sql.rows<Array<{ payload: Artifact }>>`
        SELECT payload FROM oidc_grant WHERE id = ${id}`;
      return rows[0]?.payload;
    },

    async destroyGrant(id) {
      await database.sql.count`DELETE FROM oidc_grant WHERE id = ${id}`;
    },

    async refreshableGrantsOf(accountId, nowMs) {
      const now = new Date(nowMs);
      const rows = await database.sql.rows<
        Array<{ id: string; client_id: string; sid: string | null; started: number; used: number }>
      >`
        SELECT g.id, g.client_id, max(t.payload->>'sid') AS sid,
          min(COALESCE(t.payload->>'iiat', t.payload->>'iat')::float8) AS started,
          max((t.payload->>'iat')::float8) AS used
        FROM oidc_grant g JOIN refresh_token t ON t.grant_id = g.id
        WHERE g.account_id = ${accountId} AND g.expires_at > ${now} AND t.expires_at > ${now} AND t.consumed_at IS NULL
        GROUP BY g.id ORDER BY used DESC, g.id`;
      return rows.map(({ id, client_id: clientId, sid, started, used }) => ({
        id,
        clientId,
        sid: sid ?? undefined,
        startedAt: started * 1000,
        usedAt: used * 1000,
      }));
    },

    async destroyGrantsOf(accountId) {
      const rows = await database.sql.rows<Array<{ id: string; client_id: string }>>`
        DELETE FROM oidc_grant WHERE account_id = ${accountId} RETURNING id, client_id`;
      return rows.map(({ id, client_id: clientId }) => ({ id, clientId }));
    },

    async putRefreshToken(id, realm, payload, expiresAtSeconds) {
      await database.sql.count`${refreshToken(id, realm, payload, expiresAtSeconds, sqlPart`true`)}`;
    },

    async useCode(code) {
      return (await database.sql.count`${useCode(code)}`) === 1;
    },

    async useCodeForRefreshToken(code, id, realm, payload, expiresAtSeconds) {
      const first = sqlPart`EXISTS (SELECT FROM used)`;
      const rows = await database.sql.rows<Array<{ first: boolean }>>`
        WITH used AS (${useCode(code)}),
        kept AS (${refreshToken(id, realm, payload, expiresAtSeconds, first)})
        SELECT ${first} AS first`;
      return rows[0]?.first === true;
    },

    async findRefreshToken(id) {
      const rows = await database.sql.rows<Array<{ payload: Artifact; consumed: boolean }>>`
        SELECT payload, consumed_at IS NOT NULL AS consumed FROM refresh_token WHERE id = ${id}`;
      return rows[0];
    },

    async consumeRefreshToken(id, successorId, nowMs, graceSeconds): Promise<Consumption> {
      const won = await database.sql.count`
        UPDATE refresh_token SET consumed_at = to_timestamp(${nowMs}::bigint / 1000.0) WHERE id = ${id} AND consumed_at IS NULL`;
      if (won === 1) return 'won';
      const rows = await database.sql.rows<Array<{ grace: boolean }>>`
        SELECT NOT EXISTS (SELECT FROM refresh_token s WHERE s.id = ${successorId} AND s.consumed_at IS NOT NULL) AND (
          t.consumed_at > to_timestamp((${nowMs}::bigint - ${graceSeconds * 1000}::bigint) / 1000.0)
          OR ${graceSeconds > 0} AND t.consumed_at > to_timestamp((${nowMs}::bigint - ${OUTAGE_GRACE_MS}::bigint) / 1000.0)
            AND NOT EXISTS (SELECT FROM refresh_token s WHERE s.id = ${successorId})) AS grace
        FROM refresh_token t WHERE t.id = ${id}`;
      return rows[0]?.grace ? 'within-grace' : 'replayed';
    },

    async destroyRefreshToken(id) {
      await database.sql.count`DELETE FROM refresh_token WHERE id = ${id}`;
    },

    async revokeRefreshTokens(grantId) {
      await database.sql.count`DELETE FROM refresh_token WHERE grant_id = ${grantId}`;
    },

    async purge(nowMs) {
      const now = new Date(nowMs);
      const tables = [
        () => database.sql.count`DELETE FROM refresh_token WHERE id IN (
          SELECT id FROM refresh_token WHERE expires_at < ${now} LIMIT ${PURGE_ROWS})`,
        () => database.sql.count`DELETE FROM oidc_grant WHERE id IN (
          SELECT id FROM oidc_grant WHERE expires_at < ${now} LIMIT ${PURGE_ROWS})`,
        () => database.sql.count`DELETE FROM attempt_counter WHERE key IN (
          SELECT key FROM attempt_counter WHERE expires_at < ${now} LIMIT ${PURGE_ROWS})`,
        () => database.sql.count`DELETE FROM trusted_device WHERE id IN (
          SELECT id FROM trusted_device WHERE expires_at < ${now} LIMIT ${PURGE_ROWS})`,
        () => database.sql.count`DELETE FROM used_code WHERE id IN (
          SELECT id FROM used_code WHERE expires_at < ${now} LIMIT ${PURGE_ROWS})`,
      ];
      let purged = 0;
      for (const deleteSome of tables) {
        // A few rows a statement: each stays far below the time a statement may take.
        for (let deleted = PURGE_ROWS; deleted === PURGE_ROWS; purged += deleted) deleted = await deleteSome();
      }
      return purged;
    },
  };
}

function refreshToken(
  id: string,
  realm: string,
  payload: Artifact,
  expiresAtSeconds: number,
  condition: SqlPart,
): SqlPart {
  const { accountId = null, clientId = '', grantId = '' } = payload as Record<string, string | undefined>;
  return sqlPart`
    INSERT INTO refresh_token (id, realm, grant_id, account_id, client_id, payload, expires_at)
    SELECT ${id}, ${realm}, g.id, ${accountId}, ${clientId}, ${payload}::jsonb, to_timestamp(${expiresAtSeconds})
    FROM oidc_grant g WHERE g.id = ${grantId} AND ${condition} FOR KEY SHARE
    ON CONFLICT (id) DO NOTHING`;
}

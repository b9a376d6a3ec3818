/** Trusted and known devices in PostgreSQL (I3, U1). */
import { MOST_ACCOUNTS_OF_A_BROWSER, TRUST_GRACE_MS } from '../../../domain/device/trusted_device.js';
import type { DeviceStore, TrustVerdict } from '../../../ports/device/device_store.js';
import type { Database } from '../connection.js';
import { moment, sqlPart } from '../sql.js';
import { accountsSeen, endTrust, isTrustAlive } from './trusted_device_rows.js';

interface DeviceRow {
  device_hash: string;
  browser: string | null;
  place: string | null;
  first_seen_at: Date;
  last_seen_at: Date;
  trusted_until: Date | null;
}

export function createPostgresDeviceStore({ sql }: Pick<Database, 'sql'>): DeviceStore {
  return {
    async useTrust({ accountId, realm, deviceHash, tickets, nextHash, browser, place, windowMs, at }) {
      // Whoever waits for another tab's rotation sees what it left: the row is read anew once it is held.
      const rows = await sql.rows<Array<{ id: string; verdict: TrustVerdict }>>`
        WITH presented AS (
          SELECT t.id, given.hash, t.secret_hash, t.previous_hash, t.rotated_at, t.device_hash,
            ${isTrustAlive(at)} AND t.trusted_at > ${moment(at - windowMs)} AS is_alive
          FROM unnest(${tickets.map(({ id }) => id)}::uuid[], ${tickets.map(({ secretHash }) => secretHash)}::text[])
              AS given (id, hash)
            JOIN trusted_device t ON t.id = given.id JOIN account a ON a.id = t.account_id
          WHERE t.account_id = ${accountId}::uuid AND t.realm = ${realm} FOR UPDATE OF t),
        judged AS (
          SELECT id, CASE
            WHEN device_hash IS DISTINCT FROM ${deviceHash}::text THEN 'copied'
            WHEN hash <> secret_hash AND (previous_hash IS DISTINCT FROM hash
              OR rotated_at <= ${moment(at - TRUST_GRACE_MS)}) THEN 'copied'
            WHEN NOT is_alive THEN 'ended'
            WHEN ${accountsSeen(deviceHash)} > ${MOST_ACCOUNTS_OF_A_BROWSER} THEN 'shared'
            WHEN rotated_at > ${moment(at - TRUST_GRACE_MS)} THEN 'within-grace'
            ELSE 'rotated' END AS verdict
          FROM presented),
        rotated AS (
          UPDATE trusted_device t SET previous_hash = t.secret_hash, secret_hash = ${nextHash}, rotated_at = ${moment(at)},
            last_used_at = ${moment(at)}, browser = ${browser}, place = coalesce(${place}::text, t.place)
          FROM judged WHERE judged.id = t.id AND judged.verdict = 'rotated'),
        gone AS (
          DELETE FROM trusted_device t USING judged
          WHERE judged.id = t.id AND judged.verdict IN ('copied', 'shared', 'ended'))
        SELECT id, verdict FROM judged ORDER BY verdict IN ('rotated', 'within-grace') DESC`;
      return rows[0];
    },

    async devicesOf(accountId, now) {
      const rows = await sql.rows<DeviceRow[]>`
        SELECT coalesce(k.secret_hash, t.device_hash) AS device_hash, coalesce(k.browser, t.browser) AS browser,
          coalesce(t.place, k.place) AS place, least(k.first_seen_at, t.first_trusted_at) AS first_seen_at,
          greatest(k.last_seen_at, t.last_used_at) AS last_seen_at, t.expires_at AS trusted_until
        FROM (SELECT * FROM known_device WHERE account_id = ${accountId}::uuid) k
          FULL JOIN (SELECT t.* FROM trusted_device t JOIN account a ON a.id = t.account_id
            WHERE t.account_id = ${accountId}::uuid AND ${isTrustAlive(now)}) t ON t.device_hash = k.secret_hash
        ORDER BY last_seen_at DESC, device_hash`;
      return rows.map((row) => ({
        deviceHash: row.device_hash,
        browser: row.browser,
        place: row.place,
        firstSeenAt: row.first_seen_at.getTime(),
        lastSeenAt: row.last_seen_at.getTime(),
        trustedUntil: row.trusted_until?.getTime() ?? null,
      }));
    },

    async forgetDevice(accountId, deviceHash) {
      const rows = await sql.rows<Array<{ forgotten: boolean }>>`
        WITH known AS (DELETE FROM known_device
          WHERE account_id = ${accountId}::uuid AND secret_hash = ${deviceHash} RETURNING 1),
        trusted AS (${endTrust(accountId, sqlPart`device_hash = ${deviceHash}`)} RETURNING 1)
        SELECT EXISTS (SELECT FROM known) OR EXISTS (SELECT FROM trusted) AS forgotten`;
      return rows[0]?.forgotten === true;
    },

    async forgetAllDevices(accountId) {
      const rows = await sql.rows<Array<{ count: number }>>`
        WITH known AS (DELETE FROM known_device WHERE account_id = ${accountId}::uuid RETURNING secret_hash AS device),
        trusted AS (${endTrust(accountId)} RETURNING device_hash AS device)
        SELECT count(DISTINCT device)::int AS count FROM (SELECT device FROM known UNION SELECT device FROM trusted) gone`;
      return rows[0]?.count ?? 0;
    },
  };
}

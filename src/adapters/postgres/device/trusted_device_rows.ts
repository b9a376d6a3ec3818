/**
 * Trusted devices as rows (I3), for whoever writes or ends them in a statement or transaction of its own. A record counts
 * as long as nothing changed since its code was typed: what decides are the facts themselves, read when it is used, so that
 * a change that runs beside a sign-in leaves no trust behind.
 */
import { MOST_ACCOUNTS_OF_A_BROWSER } from '../../../domain/device/trusted_device.js';
import type { TrustedDraft } from '../../../ports/device/device_store.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';

/**
 * Ends the trust of every browser in an account; part of the transaction that changes its password or a verified contact,
 * ends its sign-ins or closes it.
 *
 * @param condition of the statement around it; nothing ends where it is false
 */
export function endTrust(accountId: string, condition: SqlPart = sqlPart`true`): SqlPart {
  return sqlPart`DELETE FROM trusted_device WHERE account_id = ${accountId}::uuid AND ${condition}`;
}

/**
 * Is record `t` of account `a` still worth anything at `now`? Not after the password, a contact or the end of all sign-ins.
 *
 * @param now milliseconds since the epoch
 */
export function isTrustAlive(now: number): SqlPart {
  return sqlPart`(t.expires_at > ${moment(now)}
    AND t.trusted_at >= coalesce(a.sign_ins_void_before, '-infinity')
    AND NOT EXISTS (SELECT FROM credential p
      WHERE p.account_id = t.account_id AND p.kind = 'password' AND p.set_at > t.trusted_at)
    AND NOT EXISTS (SELECT FROM contact n WHERE n.account_id = t.account_id AND n.verified_at > t.trusted_at))`;
}

/** How many people were seen in a browser, up to one more than may be. */
export function accountsSeen(deviceHash: string | null): SqlPart {
  return sqlPart`(SELECT count(*) FROM (SELECT FROM known_device seen WHERE seen.secret_hash = ${deviceHash}::text
    LIMIT ${MOST_ACCOUNTS_OF_A_BROWSER + 1}) limited)`;
}

/** The same without this account: as many as may be, and one who comes is one too many. */
export function isBrowserFull(deviceHash: string | null, accountId: SqlPart): SqlPart {
  return sqlPart`((SELECT count(*) FROM (SELECT FROM known_device seen WHERE seen.secret_hash = ${deviceHash}::text
    AND seen.account_id <> ${accountId} LIMIT ${MOST_ACCOUNTS_OF_A_BROWSER}) limited) >= ${MOST_ACCOUNTS_OF_A_BROWSER})`;
}

/** Writes the trust of a browser in an account; the one that is there gets a new secret and begins anew. */
export function trustDevice(
  account: { readonly id: string; readonly realm: string },
  device: { readonly hash: string; readonly browser: string; readonly place?: string | null | undefined },
  { id, secretHash, expiresAt }: TrustedDraft,
  at: number,
  condition: SqlPart,
): SqlPart {
  return sqlPart`
    INSERT INTO trusted_device (id, account_id, realm, device_hash, secret_hash, rotated_at, browser, place,
      first_trusted_at, trusted_at, last_used_at, expires_at)
    SELECT ${id}::uuid, ${account.id}::uuid, ${account.realm}, ${device.hash}, ${secretHash}, ${moment(at)},
      ${device.browser}, ${device.place ?? null}, ${moment(at)}, ${moment(at)}, ${moment(at)}, ${moment(expiresAt)}
    WHERE ${condition} AND NOT ${isBrowserFull(device.hash, sqlPart`${account.id}::uuid`)}
    ON CONFLICT (account_id, device_hash) DO UPDATE SET id = excluded.id, secret_hash = excluded.secret_hash,
      previous_hash = NULL, rotated_at = excluded.rotated_at, browser = excluded.browser, place = excluded.place,
      trusted_at = excluded.trusted_at, last_used_at = excluded.last_used_at, expires_at = excluded.expires_at`;
}

/** What a right code changes in one statement with its use: whether it still may, the card, memberships, the browser (I2, I3, I10, E1). */
import type { NotedDevice } from '../../../ports/account/account_store.js';
import { insertNotices } from '../notice/notice_rows.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';

/** Another process may have shown the contact from memory: what decides is what stands here (C4). */
export function isNotBarred(accountId: string, contactId: string, at: number): SqlPart {
  return sqlPart`NOT EXISTS (SELECT FROM contact WHERE id = ${contactId}::uuid AND account_id = ${accountId}::uuid
    AND barred_until > to_timestamp(${at}::bigint / 1000.0))`;
}

/**
 * Whoever owns the account may have said « Ce n'est pas moi » while this code was on its way (U2), or removed the contact of
 * a lost telephone (U1): its row is held, so that a change beside this statement comes first or finds what it wrote.
 */
export function stillStands(accountId: string, contactId: string): SqlPart {
  return sqlPart`EXISTS (SELECT FROM contact WHERE id = ${contactId}::uuid AND account_id = ${accountId}::uuid
    AND frozen_at IS NULL FOR SHARE)`;
}

/** Revoked in another process a moment ago, because it was lost. */
export function isCardLiving(accountId: string, cardId: string): SqlPart {
  return sqlPart`EXISTS (SELECT FROM code_card WHERE id = ${cardId}::uuid AND account_id = ${accountId}::uuid
    AND revoked_at IS NULL)`;
}

/** The code of a card that was used is used for good (I10). */
export function crossOut({ id, number }: { id: string; number: number }, condition: SqlPart): SqlPart {
  return sqlPart`
    UPDATE code_card SET used = array_append(used, ${number}::int)
    WHERE id = ${id}::uuid AND NOT (${number}::int = ANY(used)) AND ${condition}`;
}

/**
 * Common table expressions: memberships that waited for a first sign-in begin (E1), and the code given at a desk for it goes.
 *
 * @param at milliseconds since the epoch
 */
export function activateMemberships(accountId: string, at: number, condition: SqlPart): SqlPart {
  return sqlPart`
    activated AS (UPDATE membership SET activated_at = ${moment(at)} WHERE account_id = ${accountId}::uuid
      AND activated_at IS NULL AND ${condition} RETURNING account_id),
    shown AS (UPDATE code_card SET revoked_at = ${moment(at)} WHERE account_id = ${accountId}::uuid AND kind = 'desk'
      AND revoked_at IS NULL AND EXISTS (SELECT FROM activated))`;
}

/**
 * Common table expressions: the browser is known from now on, and where it is new and was not the first, that is told in
 * the same statement (U2).
 */
export function noteDevice(
  account: { id: string; realm: string },
  { hash, browser, place = null, notices = [] }: NotedDevice,
  at: number,
  condition: SqlPart,
): SqlPart {
  // Of two tabs at once, the unique key lets one insert it. What was known before is what the statement's snapshot shows.
  // A portal that knows the person shows an earlier sign-in too: whoever had every browser forgotten before does not come
  // unnoticed.
  const isNews = sqlPart`EXISTS (SELECT FROM known WHERE is_new)
    AND (EXISTS (SELECT FROM known_device WHERE account_id = ${account.id}::uuid)
      OR EXISTS (SELECT FROM pairwise_subject WHERE account_id = ${account.id}::uuid))`;
  const known = sqlPart`
    known AS (INSERT INTO known_device (secret_hash, account_id, realm, first_seen_at, last_seen_at, browser, place)
      SELECT ${hash}, ${account.id}::uuid, ${account.realm}, ${moment(at)}, ${moment(at)}, ${browser}, ${place}
      WHERE ${condition}
      ON CONFLICT (secret_hash, account_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, browser = excluded.browser,
        place = coalesce(excluded.place, known_device.place)
      RETURNING xmax = 0 AS is_new)`;
  return notices.length === 0 ? known : sqlPart`${known}, told AS (${insertNotices(null, notices, at, isNews)})`;
}

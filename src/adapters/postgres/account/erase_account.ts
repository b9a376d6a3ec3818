/** Everything that is kept about a person, gone (S5): what names the account without hanging on its row first. */
import { COUNTED_BY_ACCOUNT, LANE_PURPOSES } from '../personal_data/held_about_person.js';
import type { Sql } from '../sql.js';
import { Undone } from './undone.js';

/** @throws Undone when there is no such person */
export async function eraseAccount(sql: Sql, realm: string, accountId: string): Promise<void> {
  await sql.count`DELETE FROM letter WHERE account_id = ${accountId}::uuid AND realm = ${realm}`;
  await sql.count`DELETE FROM notice WHERE account_id = ${accountId}::uuid AND realm = ${realm}`;
  await sql.count`DELETE FROM delivery_attempt WHERE account_id = ${accountId}::uuid`;
  await sql.count`DELETE FROM oidc_grant WHERE account_id = ${accountId} AND realm = ${realm}`;
  await sql.count`DELETE FROM backchannel_request WHERE subject = ${accountId} AND realm = ${realm}`;
  await sql.count`
    DELETE FROM attempt_counter WHERE key IN (
      SELECT purpose || ':' || ${accountId} || ':' || device
      FROM unnest(${[...LANE_PURPOSES]}::text[]) purpose,
        (SELECT secret_hash AS device FROM known_device WHERE account_id = ${accountId}::uuid
         UNION SELECT 'unknown') devices
      UNION SELECT purpose || ':' || ${accountId} FROM unnest(${[...COUNTED_BY_ACCOUNT]}::text[]) purpose)`;
  await sql.count`
    DELETE FROM signal_unwanted u USING signal_stream s, pairwise_subject p
    WHERE p.account_id = ${accountId}::uuid AND s.realm = p.realm AND s.sector = p.sector AND u.stream_id = s.id
      AND u.sub = p.sub`;
  // What hangs on the account's row goes with it.
  const erased = await sql.count`DELETE FROM account WHERE id = ${accountId}::uuid AND realm = ${realm}`;
  if (erased === 0) throw new Undone('unknown');
}

/** Codes used up for good (pitfall 25): the one statement that decides who is first, for others to build on. */
import type { UsedCode } from '../../../ports/protocol/oidc_store.js';
import { type SqlPart, sqlPart } from '../sql.js';

/** Kept this long after the code's own end: processes' clocks differ, and a replica may lag. */
const MARGIN_SECONDS = 3600;

/** Returns a row for the first use only. @param condition nothing is used where it is false */
export function useCode({ id, expiresAtSeconds }: UsedCode, condition: SqlPart = sqlPart`true`): SqlPart {
  return sqlPart`
    INSERT INTO used_code (id, expires_at)
    SELECT ${id}::text, to_timestamp(${expiresAtSeconds + MARGIN_SECONDS}::double precision) WHERE ${condition}
    ON CONFLICT (id) DO NOTHING RETURNING id`;
}

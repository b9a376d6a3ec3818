/** Codes used up for good (pitfall 25): the one statement that decides who is first, for others to build on. */
import type { UsedCode } from '../../ports/oidc_store.js';
import { type SqlPart, sqlPart } from './sql.js';

/** Kept this long after the code's own end: processes' clocks differ, and a replica may lag. */
const MARGIN_SECONDS = 3600;

/** Returns a row for the first use only. */
export function useCode({ id, expiresAtSeconds }: UsedCode): SqlPart {
  return sqlPart`
    INSERT INTO used_code (id, expires_at) VALUES (${id}, to_timestamp(${expiresAtSeconds + MARGIN_SECONDS}))
    ON CONFLICT (id) DO NOTHING RETURNING id`;
}

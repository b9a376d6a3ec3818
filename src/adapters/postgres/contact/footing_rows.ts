/** Whether what somebody proved still stands while a contact comes to count by it (I7, U2, C7). */
import type { Footing } from '../../../ports/contact/contact_store.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';

/**
 * A query with a row as long as it stands. The account is locked: whoever waited for a separation, a closure or the end of
 * all sign-ins sees what it left.
 */
export function standingFooting(accountId: string, { begunAt, session }: Footing): SqlPart {
  return sqlPart`SELECT FROM account WHERE id = ${accountId}::uuid AND status = 'active'
    AND (sign_ins_void_before IS NULL OR sign_ins_void_before <= ${moment(begunAt)}
      OR kept_session = ${session ?? null}::text) FOR SHARE`;
}

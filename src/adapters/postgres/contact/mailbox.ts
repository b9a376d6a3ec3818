/** `sameMailbox` (domain/contact/mailbox) as an expression; a test holds both together. */
import { type SqlPart, sqlPart } from '../sql.js';

/** @param value an expression: a contact's value */
export function mailboxOf(value: SqlPart): SqlPart {
  return sqlPart`lower(regexp_replace(${value}, '^([^+@]+)[+][^@]*@', '\\1@'))`;
}

/** What a query of members means in SQL (E1): which rows of `membership m`, in which order. */
import { typedWords } from '../../../domain/organisation/search_words.js';
import type { FoundBy, ListedMember, MemberSort } from '../../../ports/organisation/organisation_store.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';

/** What a page is sorted by; ties by account. As text, so that a page can begin after it. */
export const SORTS: Readonly<Record<MemberSort, SqlPart>> = {
  name: sqlPart`m.sort_name`,
  login: sqlPart`coalesce(m.login, '')`,
  expiry: sqlPart`m.expires_at`,
  created: sqlPart`m.created_at`,
};

export function matching({ organisationId, query, now, dueBefore }: FoundBy): SqlPart {
  const { search, status, role, isDue: dueAlone } = query;
  const parts = [
    sqlPart`m.organisation_id = ${organisationId}::uuid`,
    status === null ? sqlPart`m.status <> 'removed'` : statusIs(status, now),
    ...(role === null ? [] : [sqlPart`m.role = ${role}`]),
    ...(dueAlone ? [isDue(dueBefore)] : []),
    ...typedWords(search).map(wordIs),
  ];
  return parts.reduce((all, part) => sqlPart`${all} AND ${part}`);
}

/**
 * Begins a word of the name or the login, or the e-mail address that this organisation gave itself: one that somebody else
 * gave is not to be found out letter by letter.
 */
function wordIs(word: string): SqlPart {
  const escaped = word.replace(/[\\%_]/g, '\\$&');
  return sqlPart`(m.search LIKE ${`% ${escaped}%`} OR (m.is_origin AND EXISTS (SELECT FROM contact c
    WHERE c.account_id = m.account_id AND c.kind = 'email' AND c.verified_at IS NOT NULL AND c.frozen_at IS NULL
      AND lower(c.value) LIKE ${`${escaped}%`})))`;
}

export function statusIs(status: ListedMember['status'], now: number): SqlPart {
  switch (status) {
    case 'invited':
      return sqlPart`(m.status = 'active' AND m.activated_at IS NULL AND m.expires_at > ${moment(now)})`;
    case 'active':
      return sqlPart`(m.status = 'active' AND m.activated_at IS NOT NULL AND m.expires_at > ${moment(now)})`;
    case 'expired':
      return sqlPart`(m.status = 'expired' OR (m.status = 'active' AND m.expires_at <= ${moment(now)}))`;
    default:
      return sqlPart`m.status = ${status}`;
  }
}

export function isDue(dueBefore: number): SqlPart {
  return sqlPart`(m.status IN ('active', 'expired') AND m.expires_at <= ${moment(dueBefore)})`;
}

export function inOrder({ query: { sort, isDescending } }: FoundBy): SqlPart {
  const key = SORTS[sort];
  return isDescending ? sqlPart`${key} DESC, m.account_id DESC` : sqlPart`${key}, m.account_id`;
}

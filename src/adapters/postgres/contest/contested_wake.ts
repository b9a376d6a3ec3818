/** What « Ce n’est pas moi » stops (U2): what came in the wake of what is contested, frozen once in a while, stopped each time. */
import { CONTACT_CREDENTIAL, type CredentialType, passkeyCredential } from '../../../domain/signals/event.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import type { Stopped } from '../../../ports/contest/contest_store.js';
import { endTrust } from '../device/trusted_device_rows.js';
import { moment, type Sql, type SqlPart, sqlPart } from '../sql.js';

/** An address that had left the account by then speaks for the moment of the event alone. */
const TOLD_AFTER_LEAVING: ReadonlySet<string> = new Set(['contact_removed', 'contact_pending']);

/** A condition on when something began: in the wake of what is contested. */
export type Since = (column: SqlPart) => SqlPart;

export function sinceWhen(
  events: ReadonlyArray<{ readonly kind: string; readonly created_at: Date }>,
  isFormer: boolean,
): Since {
  const spoken = events.filter(({ kind }) => !isFormer || !TOLD_AFTER_LEAVING.has(kind));
  const moments = events.map(({ created_at }) => created_at.getTime());
  const first = Math.min(...spoken.map(({ created_at }) => created_at.getTime()));
  if (Number.isFinite(first)) return (column) => sqlPart`${column} >= ${moment(first)}`;
  return (column) =>
    sqlPart`${column} = ANY(ARRAY(SELECT to_timestamp(m / 1000.0) FROM unnest(${moments}::bigint[]) m))`;
}

/**
 * Is the one freeze spent? Not by a copy to a contact that was itself added in the wake of what is contested now: whoever
 * got in must not spend it on something of their own, so that the owner's freezes nothing.
 */
export async function hasFrozen(sql: Sql, accountId: string, frozenSince: number, since: Since): Promise<boolean> {
  // A dedupe key ends with the contact that the copy went to (tell_person), whether or not it is still there.
  const rows = await sql.rows`
    SELECT FROM contest past LEFT JOIN notice copy ON copy.id = past.notice_id
    WHERE past.account_id = ${accountId}::uuid AND past.froze AND past.at > ${moment(frozenSince)}
      AND NOT EXISTS (SELECT FROM notice added WHERE added.account_id = ${accountId}::uuid AND added.kind = 'contact_added'
        AND split_part(added.event, ':', 3) = split_part(copy.dedupe_key, ':', -1) AND ${since(sqlPart`added.created_at`)})
    LIMIT 1`;
  return rows.length > 0;
}

/**
 * A passkey, alone of what is frozen, lets its maker in again by itself while an agent is waited for; another takes its owner
 * a minute (ADR 0024).
 */
export function isBlockedEachTime(what: Stopped): boolean {
  return what === 'passkey';
}

/**
 * What only its owner or an agent gives back.
 *
 * @param isDone false: only looked at, but for what is blocked each time
 * @returns what there is to freeze
 */
export async function freeze(
  sql: Sql,
  accountId: string,
  since: Since,
  now: number,
  isDone: boolean,
): Promise<Stopped[]> {
  const account = sqlPart`account_id = ${accountId}::uuid`;
  const contacts = sqlPart`${account} AND verified_at IS NOT NULL AND frozen_at IS NULL AND ${since(sqlPart`verified_at`)}`;
  const links = sqlPart`${account} AND status = 'active' AND ${since(sqlPart`linked_at`)}`;
  const password = sqlPart`${account} AND kind = 'password' AND state = 'chosen' AND ${since(sqlPart`set_at`)}`;
  // One that was used took the password's place: it goes too, since as one to be replaced it would outlive its day (C3).
  const provisional = sqlPart`${account} AND (kind = 'provisional' OR kind = 'password' AND state = 'provisional') AND ${since(sqlPart`set_at`)}`;
  const apps = sqlPart`${account} AND ${since(sqlPart`added_at`)}`;
  const passkeys = sqlPart`${account} AND frozen_at IS NULL AND ${since(sqlPart`added_at`)}`;
  const cards = sqlPart`${account} AND revoked_at IS NULL AND ${since(sqlPart`issued_at`)}`;
  const all: ReadonlyArray<readonly [Stopped, SqlPart, SqlPart]> = [
    [
      'contact',
      sqlPart`SELECT FROM contact WHERE ${contacts}`,
      sqlPart`UPDATE contact SET frozen_at = ${moment(now)} WHERE ${contacts}`,
    ],
    [
      'link',
      sqlPart`SELECT FROM identity_link WHERE ${links}`,
      sqlPart`UPDATE identity_link SET status = 'undone', ended_at = ${moment(now)} WHERE ${links}`,
    ],
    [
      'password',
      sqlPart`SELECT FROM credential WHERE ${password}`,
      sqlPart`UPDATE credential SET state = 'compromised' WHERE ${password}`,
    ],
    [
      'provisional',
      sqlPart`SELECT FROM credential WHERE ${provisional}`,
      sqlPart`DELETE FROM credential WHERE ${provisional}`,
    ],
    [
      'authenticator',
      sqlPart`SELECT FROM authenticator WHERE ${apps}`,
      sqlPart`DELETE FROM authenticator WHERE ${apps}`,
    ],
    [
      'passkey',
      sqlPart`SELECT FROM passkey WHERE ${passkeys}`,
      sqlPart`UPDATE passkey SET frozen_at = ${moment(now)} WHERE ${passkeys}`,
    ],
    [
      'card',
      sqlPart`SELECT FROM code_card WHERE ${cards}`,
      sqlPart`UPDATE code_card SET revoked_at = ${moment(now)} WHERE ${cards}`,
    ],
  ];
  const found: Stopped[] = [];
  for (const [what, look, act] of all) {
    const count = isDone || isBlockedEachTime(what) ? await sql.count`${act}` : (await sql.rows`${look}`).length;
    if (count > 0) found.push(what);
  }
  return found;
}

/** What is stopped each time: it costs its owner a sign-in, no more; and what waits is theirs to refuse (E1). */
export async function stop(sql: Sql, accountId: string, since: Since, now: number): Promise<Stopped[]> {
  const refused = await sql.count`
    DELETE FROM contact WHERE account_id = ${accountId}::uuid AND pending_until IS NOT NULL AND ${since(sqlPart`created_at`)}`;
  const forgotten = await sql.count`
    DELETE FROM known_device WHERE account_id = ${accountId}::uuid AND ${since(sqlPart`first_seen_at`)}`;
  await sql.count`${endTrust(accountId)}`;
  await sql.count`
    UPDATE account SET sign_ins_void_before = greatest(sign_ins_void_before, ${moment(now)}), kept_session = NULL
    WHERE id = ${accountId}::uuid`;
  return [...(refused > 0 ? (['pending'] as const) : []), ...(forgotten > 0 ? (['device'] as const) : [])];
}

/** What was frozen at this moment, as credentials. */
export async function frozenNow(sql: Sql, accountId: string, now: number): Promise<readonly CredentialType[]> {
  const contacts = await sql.rows<Array<{ kind: ContactKind }>>`
    SELECT kind FROM contact WHERE account_id = ${accountId}::uuid AND frozen_at = ${moment(now)}`;
  const passkeys = await sql.rows<Array<{ transports: string[] }>>`
    SELECT transports FROM passkey WHERE account_id = ${accountId}::uuid AND frozen_at = ${moment(now)}`;
  return [
    ...contacts.map(({ kind }) => CONTACT_CREDENTIAL[kind]),
    ...passkeys.map(({ transports }) => passkeyCredential(transports)),
  ];
}

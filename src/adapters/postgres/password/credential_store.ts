/**
 * Credentials in PostgreSQL (C1 to C5, I8): each change is one statement or transaction with the letter or the notices that
 * tell it, so that a process that dies leaves all of it or nothing.
 */

import { randomUUID } from 'node:crypto';
import { sameMailbox } from '../../../domain/contact/mailbox.js';
import type { CredentialKind, StoredState } from '../../../domain/credential/credential_state.js';
import type { SignalFact } from '../../../domain/signals/event.js';
import type { StoredPassword } from '../../../ports/account/account_store.js';
import type {
  Bar,
  ChosenPassword,
  CredentialStore,
  StoredCredential,
} from '../../../ports/password/credential_store.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { mailboxOf } from '../contact/mailbox.js';
import { endTrust } from '../device/trusted_device_rows.js';
import { insertLetter } from '../letter/letter_rows.js';
import { insertNotices } from '../notice/notice_rows.js';
import { insertSignals } from '../signals/signal_rows.js';
import { type Sql, type SqlPart, sqlPart } from '../sql.js';

interface Row {
  kind: string;
  hash: string;
  pepper_key_id: string;
  state: string;
  policy: string | null;
  set_at: Date;
  expires_at: Date | null;
  carried_by: string | null;
}

/**
 * @param letters seals what letters carry (letter_rows)
 * @param notices seals what notices carry (notice_rows)
 */
export function createPostgresCredentialStore(
  database: Database,
  letters: SealedBox,
  notices: SealedBox,
): CredentialStore {
  return {
    async credentialsOf(accountId) {
      const rows = await database.sql.rows<Row[]>`
        SELECT kind, hash, pepper_key_id, state, policy, set_at, expires_at, carried_by
        FROM credential WHERE account_id = ${accountId}::uuid ORDER BY kind`;
      return rows.map(readCredential);
    },

    async choose(change) {
      const { accountId, password, policy, at, expiresAt, bar, notices: told, endsSignIns } = change;
      const row = { kind: 'password', state: 'chosen', policy, at, expiresAt, carriedBy: null } as const;
      return database.sql.transaction(async (sql) => {
        if (!(await isUnchanged(sql, change))) return false;
        await sql.count`${writeCredential(accountId, password, row, ALWAYS)}`;
        await sql.count`
          DELETE FROM credential WHERE account_id = ${accountId}::uuid AND kind IN ('provisional', 'legacy_code')`;
        await sql.count`${endTrust(accountId)}`;
        if (bar) await sql.count`${barContact(accountId, bar, ALWAYS)}`;
        if (told.length > 0) await sql.count`${insertNotices(notices, told, at)}`;
        if (endsSignIns) {
          await sql.count`
            UPDATE account SET sign_ins_void_before = to_timestamp(${at}::bigint / 1000.0),
              kept_session = ${endsSignIns.keptSession} WHERE id = ${accountId}::uuid`;
        }
        await sql.count`${insertSignals(accountId, signalsOf(change), at)}`;
        return true;
      });
    },

    async issueProvisional({ accountId, password, at, expiresAt, carriedBy, letter, notices: told, voidAsRead }) {
      const row = { kind: 'provisional', state: 'provisional', policy: null, at, expiresAt, carriedBy } as const;
      const living = sqlPart`EXISTS (SELECT FROM living)`;
      const rows = await database.sql.rows<Array<{ issued: boolean }>>`
        WITH living AS (SELECT id FROM account WHERE id = ${accountId}::uuid AND status = 'active'
          AND (sign_ins_void_before IS NULL OR sign_ins_void_before <= to_timestamp(${voidAsRead ?? 0}::bigint / 1000.0))
          FOR UPDATE),
        issued AS (${writeCredential(accountId, password, row, living)}),
        posted AS (${letter ? insertLetter(letters, letter, at, living) : sqlPart`SELECT`}),
        told AS (${insertNotices(notices, told, at, living)})
        SELECT ${living} AS issued`;
      return rows[0]?.issued === true;
    },

    async useProvisional(accountId, hash, bar, at, told) {
      const used = sqlPart`EXISTS (SELECT FROM used)`;
      const rows = await database.sql.rows<Array<{ used: boolean }>>`
        WITH used AS (DELETE FROM credential
          WHERE account_id = ${accountId}::uuid AND kind = 'provisional' AND hash = ${hash} RETURNING *),
        kept AS (INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, state, policy, carried_by, set_at, expires_at)
          SELECT ${randomUUID()}::uuid, account_id, 'password', hash, pepper_key_id, 'provisional', NULL, carried_by,
            to_timestamp(${at}::bigint / 1000.0), expires_at FROM used
          ON CONFLICT (account_id, kind) DO UPDATE SET hash = excluded.hash, pepper_key_id = excluded.pepper_key_id,
            state = excluded.state, policy = NULL, carried_by = excluded.carried_by, set_at = excluded.set_at,
            expires_at = excluded.expires_at),
        barred AS (${barContact(accountId, bar, used)}),
        untrusted AS (${endTrust(accountId, used)}),
        told AS (${insertNotices(notices, told, at, used)}),
        signalled AS (${insertSignals(accountId, [PROVISIONAL_USED], at, used)})
        SELECT ${used} AS used`;
      return rows[0]?.used === true;
    },

    async markCompromised(accountId, hash) {
      const changed = await database.sql.count`
        UPDATE credential SET state = 'compromised'
        WHERE account_id = ${accountId}::uuid AND kind = 'password' AND hash = ${hash} AND state = 'chosen'`;
      return changed === 1;
    },

    async setTelephoneCode(accountId, code, at) {
      const row = {
        kind: 'telephone_code',
        state: 'chosen',
        policy: null,
        at,
        expiresAt: null,
        carriedBy: null,
      } as const;
      await database.sql.count`${writeCredential(accountId, code, row, ALWAYS)}`;
    },

    async remove(accountId, kinds) {
      return database.sql.count`
        WITH untrusted AS (${endTrust(accountId, sqlPart`'password' = ANY(${[...kinds]}::text[])`)})
        DELETE FROM credential WHERE account_id = ${accountId}::uuid AND kind = ANY(${[...kinds]}::text[])`;
    },
  };
}

const ALWAYS = sqlPart`true`;

const PROVISIONAL_USED = {
  type: 'credential-change',
  credential: 'password',
  change: 'update',
  by: 'user',
  reason: 'password-used',
} as const;

/** What portals are told (S8). Where one session goes on, those that end are told one by one (services/session/end_sign_ins). */
function signalsOf({ replaces, endsSignIns }: ChosenPassword): readonly SignalFact[] {
  const why = { by: 'user', reason: 'password-chosen' } as const;
  const change = replaces === null ? 'create' : 'update';
  return [
    { type: 'credential-change', credential: 'password', change, ...why },
    ...(endsSignIns && endsSignIns.keptSession === null ? [{ type: 'session-revoked', ...why } as const] : []),
  ];
}

/**
 * Locks the account, then looks: whoever waited for a separation, a closure or another choice sees what it left (C7).
 * Statement by statement, so that each sees what was committed before it.
 */
async function isUnchanged(sql: Sql, { accountId, replaces, begunAt }: ChosenPassword): Promise<boolean> {
  const living = await sql.rows`
    SELECT FROM account WHERE id = ${accountId}::uuid AND status = 'active' AND (${begunAt}::bigint IS NULL
      OR sign_ins_void_before IS NULL OR sign_ins_void_before <= to_timestamp(${begunAt}::bigint / 1000.0)) FOR UPDATE`;
  if (living.length === 0) return false;
  const present = await sql.rows<Array<{ hash: string }>>`
    SELECT hash FROM credential WHERE account_id = ${accountId}::uuid AND kind = 'password'`;
  return (present[0]?.hash ?? null) === replaces;
}

interface Written {
  readonly kind: CredentialKind;
  readonly state: StoredState;
  readonly policy: string | null;
  readonly at: number;
  readonly expiresAt: number | null;
  readonly carriedBy: string | null;
}

/**
 * Takes the place of the one that is there.
 *
 * @param condition whether it is written at all
 */
function writeCredential(
  accountId: string,
  { hash, pepperKeyId }: StoredPassword,
  { kind, state, policy, at, expiresAt, carriedBy }: Written,
  condition: SqlPart,
): SqlPart {
  return sqlPart`
    INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, state, policy, carried_by, set_at, expires_at)
    SELECT ${randomUUID()}::uuid, ${accountId}::uuid, ${kind}::text, ${hash}::text, ${pepperKeyId}::text, ${state}::text,
      ${policy}::text, ${carriedBy}::uuid, to_timestamp(${at}::bigint / 1000.0),
      to_timestamp(${expiresAt}::bigint / 1000.0)
    WHERE ${condition}
    ON CONFLICT (account_id, kind) DO UPDATE SET hash = excluded.hash, pepper_key_id = excluded.pepper_key_id,
      state = excluded.state, policy = excluded.policy, carried_by = excluded.carried_by, set_at = excluded.set_at,
      expires_at = excluded.expires_at
    RETURNING id`;
}

/** A number may be there as a mobile and as a landline: what is barred is the number (C4). */
function barContact(accountId: string, bar: Bar | null, condition: SqlPart): SqlPart {
  if (!bar) return sqlPart`SELECT`;
  return sqlPart`
    UPDATE contact SET barred_until = greatest(barred_until, to_timestamp(${bar.until}::bigint / 1000.0))
    WHERE account_id = ${accountId}::uuid AND ${mailboxOf(sqlPart`value`)} = ${sameMailbox(bar.contactValue)} AND ${condition}`;
}

function readCredential(row: Row): StoredCredential {
  return {
    kind: row.kind as CredentialKind,
    hash: row.hash,
    pepperKeyId: row.pepper_key_id,
    state: row.state as StoredState,
    policy: row.policy,
    setAt: row.set_at.getTime(),
    expiresAt: row.expires_at?.getTime() ?? null,
    carriedBy: row.carried_by,
  };
}

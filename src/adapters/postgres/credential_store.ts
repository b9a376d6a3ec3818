/**
 * Credentials in PostgreSQL (C1 to C5, I8): each change is one statement with the letter or the notices that tell it, so
 * that a process that dies leaves all of it or nothing.
 */
import { randomUUID } from 'node:crypto';
import type { CredentialKind, StoredState } from '../../domain/credential/credential_state.js';
import type { StoredPassword } from '../../ports/account_store.js';
import type { Bar, CredentialStore, StoredCredential } from '../../ports/credential_store.js';
import type { SealedBox } from '../system/sealed_box.js';
import type { Database } from './connection.js';
import { insertLetter } from './letter_rows.js';
import { insertNotices } from './notice_rows.js';
import { type SqlPart, sqlPart } from './sql.js';

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

    async choose({ accountId, password, policy, at, expiresAt, replaces, bar, notices: told }) {
      const chosen = sqlPart`EXISTS (SELECT FROM chosen)`;
      const row = { kind: 'password', state: 'chosen', policy, at, expiresAt, carriedBy: null } as const;
      const rows = await database.sql.rows<Array<{ chosen: boolean }>>`
        WITH living AS (SELECT id FROM account WHERE id = ${accountId}::uuid AND status = 'active' FOR UPDATE),
        present AS (SELECT c.hash FROM credential c, living WHERE c.account_id = living.id AND c.kind = 'password'),
        chosen AS (${writeCredential(
          accountId,
          password,
          row,
          sqlPart`EXISTS (SELECT FROM living) AND (SELECT hash FROM present) IS NOT DISTINCT FROM ${replaces}::text`,
          sqlPart`credential.hash IS NOT DISTINCT FROM ${replaces}::text`,
        )}),
        ended AS (DELETE FROM credential WHERE account_id = ${accountId}::uuid AND kind IN ('provisional', 'legacy_code')
          AND ${chosen}),
        barred AS (${barContact(accountId, bar, chosen)}),
        told AS (${insertNotices(notices, told, at, chosen)})
        SELECT ${chosen} AS chosen`;
      return rows[0]?.chosen === true;
    },

    async issueProvisional({ accountId, password, at, expiresAt, carriedBy, letter, notices: told }) {
      const row = { kind: 'provisional', state: 'provisional', policy: null, at, expiresAt, carriedBy } as const;
      await database.sql.rows`
        WITH issued AS (${writeCredential(accountId, password, row, sqlPart`true`, sqlPart`true`)}),
        posted AS (${letter ? insertLetter(letters, letter, at) : sqlPart`SELECT`}),
        told AS (${insertNotices(notices, told, at)})
        SELECT count(*) FROM issued`;
    },

    async useProvisional(accountId, hash, bar, at) {
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
        barred AS (${barContact(accountId, bar, used)})
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
      await database.sql.count`${writeCredential(accountId, code, row, sqlPart`true`, sqlPart`true`)}`;
    },

    async remove(accountId, kinds) {
      return database.sql.count`
        DELETE FROM credential WHERE account_id = ${accountId}::uuid AND kind = ANY(${[...kinds]}::text[])`;
    },
  };
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
 * @param condition whether it is written at all
 * @param over whether it may take the place of the one that is there
 */
function writeCredential(
  accountId: string,
  { hash, pepperKeyId }: StoredPassword,
  { kind, state, policy, at, expiresAt, carriedBy }: Written,
  condition: SqlPart,
  over: SqlPart,
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
    WHERE ${over}
    RETURNING id`;
}

/** A number may be there as a mobile and as a landline: what is barred is the number (C4). */
function barContact(accountId: string, bar: Bar | null, condition: SqlPart): SqlPart {
  if (!bar) return sqlPart`SELECT`;
  return sqlPart`
    UPDATE contact SET barred_until = greatest(barred_until, to_timestamp(${bar.until}::bigint / 1000.0))
    WHERE account_id = ${accountId}::uuid AND value = ${bar.contactValue} AND ${condition}`;
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

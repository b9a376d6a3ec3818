/** Cards of codes in PostgreSQL (I10, I5): issued in one transaction with the letter that carries them. */
import type { CodeCard } from '../../../domain/one_time_code/code_card.js';
import type { CodeCardStore, NewCard } from '../../../ports/one_time_code/code_card_store.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { insertLetter } from '../letter/letter_rows.js';
import { insertNotices } from '../notice/notice_rows.js';
import { untouched } from '../organisation/member_lists.js';
import { holdOrganisation } from '../organisation/membership_rows.js';
import { type Sql, sqlPart } from '../sql.js';

interface Row {
  id: string;
  account_id: string;
  realm: string;
  kind: string;
  key_id: string;
  nonce: string;
  size: number;
  used: number[];
  issued_at: Date;
  expires_at: Date;
}

/**
 * @param letters seals what letters carry (letter_rows)
 * @param notices seals what notices carry (notice_rows)
 */
export function createPostgresCodeCardStore(database: Database, letters: SealedBox, notices: SealedBox): CodeCardStore {
  return {
    async issue({ accountId, card, letter, notices: told, unlessSince, untouchedFor }) {
      return database.sql.transaction(async (sql) => {
        if (untouchedFor && !(await isUntouched(sql, accountId, untouchedFor, card.issuedAt))) return false;
        // The account's row is locked: of two orders at once, the second one sees the first.
        const living = await sql.rows`
          SELECT FROM account WHERE id = ${accountId}::uuid AND status = 'active' FOR UPDATE`;
        if (living.length === 0) return false;
        if (unlessSince !== null) {
          const since = await sql.rows`
            SELECT FROM code_card WHERE account_id = ${accountId}::uuid AND kind = ${card.kind} AND revoked_at IS NULL
              AND issued_at > to_timestamp(${unlessSince}::bigint / 1000.0) LIMIT 1`;
          if (since.length > 0) return false;
        }
        const issuedAt = card.issuedAt;
        if (card.kind === 'recovery') {
          const apps = await sql.rows`SELECT FROM authenticator WHERE account_id = ${accountId}::uuid LIMIT 1`;
          if (apps.length === 0) return false;
        }
        if (card.kind !== 'letter') {
          await sql.count`
            UPDATE code_card SET revoked_at = to_timestamp(${issuedAt}::bigint / 1000.0)
            WHERE account_id = ${accountId}::uuid AND kind = ${card.kind} AND revoked_at IS NULL`;
        }
        await sql.count`
          INSERT INTO code_card (id, account_id, kind, key_id, nonce, size, issued_at, expires_at)
          VALUES (${card.id}::uuid, ${accountId}::uuid, ${card.kind}, ${card.keyId}, ${card.nonce}, ${card.size},
            to_timestamp(${issuedAt}::bigint / 1000.0), to_timestamp(${card.expiresAt}::bigint / 1000.0))`;
        if (letter) await sql.count`${insertLetter(letters, letter, issuedAt)}`;
        if (told.length > 0) await sql.count`${insertNotices(notices, told, issuedAt)}`;
        return true;
      });
    },

    async find(cardId) {
      const rows = await database.sql.rows<Row[]>`
        SELECT k.id, k.account_id, a.realm, k.kind, k.key_id, k.nonce, k.size, k.used, k.issued_at, k.expires_at
        FROM code_card k JOIN account a ON a.id = k.account_id
        WHERE k.id = ${cardId}::uuid AND k.revoked_at IS NULL`;
      const row = rows[0];
      if (!row) return null;
      return {
        accountId: row.account_id,
        realm: row.realm,
        card: {
          id: row.id,
          kind: row.kind as CodeCard['kind'],
          keyId: row.key_id,
          nonce: row.nonce,
          size: row.size,
          used: row.used,
          issuedAt: row.issued_at.getTime(),
          expiresAt: row.expires_at.getTime(),
        },
      };
    },

    async revokeOf(accountId, at) {
      return database.sql.count`
        UPDATE code_card SET revoked_at = to_timestamp(${at}::bigint / 1000.0)
        WHERE account_id = ${accountId}::uuid AND revoked_at IS NULL`;
    },
  };
}

/** Held until the code is written: who joins or activates the account meanwhile waits, or was first (E1). */
async function isUntouched(
  sql: Sql,
  accountId: string,
  by: NonNullable<NewCard['untouchedFor']>,
  now: number,
): Promise<boolean> {
  const accounts = await sql.rows<Array<{ realm: string }>>`SELECT realm FROM account WHERE id = ${accountId}::uuid`;
  const realm = accounts[0]?.realm;
  if (realm === undefined || by.administrator === accountId) return false;
  if (!(await holdOrganisation(sql, { ...by, realm }, now))) return false;
  await sql.rows`SELECT FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
  await sql.rows`SELECT FROM membership WHERE account_id = ${accountId}::uuid FOR UPDATE`;
  const rows = await sql.rows<Array<{ is_untouched: boolean | null }>>`
    SELECT (${untouched(sqlPart`${accountId}::uuid`, by.organisationId)}) AND EXISTS (SELECT FROM membership m
      WHERE m.account_id = ${accountId}::uuid AND m.organisation_id = ${by.organisationId}::uuid AND m.status = 'active')
      AS is_untouched`;
  return rows[0]?.is_untouched === true;
}

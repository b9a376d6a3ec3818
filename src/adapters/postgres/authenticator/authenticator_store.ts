/** Authenticator apps in PostgreSQL (I5). Whoever adds or removes one holds the account's row. */
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import type { AcceptedStep } from '../../../ports/account/account_store.js';
import type { AuthenticatorStore } from '../../../ports/authenticator/authenticator_store.js';
import { createSealedBox, type SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { insertNotices } from '../notice/notice_rows.js';
import { insertSignals } from '../signals/signal_rows.js';
import { moment, type Sql, type SqlPart, sqlPart } from '../sql.js';

/** What portals are told of one (S8). */
const APP = { type: 'credential-change', credential: 'app', by: 'user' } as const;

interface SecretRow {
  id: string;
  cipher_key_id: string;
  sealed: Buffer;
  last_step: string;
}

/** What seals the secrets of authenticators. @param ring KEY_ENCRYPTION_KEYS */
export function createAuthenticatorBox(ring: KeyRing): SealedBox {
  return createSealedBox(ring, 'authenticator secret');
}

/**
 * The one statement that accepts a time step (RFC 6238 §5.2): a row for the first use of a step later than any before, no
 * row for any other, whatever runs in parallel.
 *
 * @param at milliseconds since the epoch
 */
export function acceptStep(accountId: string, { authenticator, step }: AcceptedStep, at: number): SqlPart {
  return sqlPart`
    UPDATE authenticator SET last_step = ${step}::bigint, last_used_at = ${moment(at)}
    WHERE id = ${authenticator}::uuid AND account_id = ${accountId}::uuid AND last_step < ${step}::bigint
    RETURNING id`;
}

/**
 * @param box seals the secrets (createAuthenticatorBox)
 * @param noticeBox seals what notices carry (notice_rows)
 */
export function createPostgresAuthenticatorStore(
  database: Database,
  box: SealedBox,
  noticeBox: SealedBox,
): AuthenticatorStore {
  const bound = (id: string) => `authenticator\0${id}`;
  const sealSecret = (id: string, secret: Uint8Array) => box.seal(bound(id), Buffer.from(secret).toString('base64url'));
  const openSecret = (id: string, cipherKeyId: string, ciphertext: Buffer) =>
    Buffer.from(box.open(bound(id), { cipherKeyId, ciphertext }), 'base64url');

  return {
    async listOf(accountId) {
      const rows = await database.sql.rows<
        Array<{ id: string; name: string; added_at: Date; last_used_at: Date | null }>
      >`
        SELECT id, name, added_at, last_used_at FROM authenticator WHERE account_id = ${accountId}::uuid
        ORDER BY added_at, id`;
      return rows.map(({ id, name, added_at, last_used_at }) => ({
        id,
        name,
        addedAt: added_at.getTime(),
        lastUsedAt: last_used_at?.getTime() ?? null,
      }));
    },

    async secretsOf(accountId) {
      const rows = await database.sql.rows<SecretRow[]>`
        SELECT id, cipher_key_id, sealed, last_step FROM authenticator WHERE account_id = ${accountId}::uuid
        ORDER BY added_at, id`;
      return rows.map(({ id, cipher_key_id, sealed, last_step }) => ({
        id,
        secret: openSecret(id, cipher_key_id, sealed),
        lastStep: Number(last_step),
      }));
    },

    async add({ id, accountId, name, secret, step, most, recoveryCodes, notices, at }) {
      return database.sql.transaction(async (sql) => {
        const living = await sql.rows`
          SELECT FROM account WHERE id = ${accountId}::uuid AND status = 'active' FOR UPDATE`;
        if (living.length === 0) return { state: 'gone' };
        const present = await sql.rows<Array<{ id: string }>>`
          SELECT id FROM authenticator WHERE account_id = ${accountId}::uuid`;
        if (present.some((row) => row.id === id)) return { state: 'there' };
        if (present.length >= most) return { state: 'full' };
        const { cipherKeyId, ciphertext } = sealSecret(id, secret);
        await sql.count`
          INSERT INTO authenticator (id, account_id, name, cipher_key_id, sealed, last_step, added_at)
          VALUES (${id}::uuid, ${accountId}::uuid, ${name}, ${cipherKeyId}, ${ciphertext}::bytea, ${step}::bigint, ${moment(at)})`;
        const issued = await sql.count`
          INSERT INTO code_card (id, account_id, kind, key_id, nonce, size, issued_at, expires_at)
          SELECT ${recoveryCodes.id}::uuid, ${accountId}::uuid, 'recovery', ${recoveryCodes.keyId}, ${recoveryCodes.nonce},
            ${recoveryCodes.size}, ${moment(recoveryCodes.issuedAt)}, ${moment(recoveryCodes.expiresAt)}
          WHERE NOT EXISTS (SELECT FROM code_card WHERE account_id = ${accountId}::uuid AND kind = 'recovery'
            AND revoked_at IS NULL AND expires_at > ${moment(at)} AND cardinality(used) < size)`;
        if (notices.length > 0) await sql.count`${insertNotices(noticeBox, notices, at)}`;
        await sql.count`${insertSignals(accountId, [{ ...APP, change: 'create', reason: 'credential-added' }], at)}`;
        return { state: 'added', isRecoveryIssued: issued === 1 };
      });
    },

    async rename(accountId, id, name) {
      const renamed = await database.sql.count`
        UPDATE authenticator SET name = ${name} WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid`;
      return renamed === 1;
    },

    async remove(accountId, id, notices, at) {
      return database.sql.transaction(async (sql) => {
        await sql.rows`SELECT FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
        const removed = await sql.count`
          DELETE FROM authenticator WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid`;
        if (removed === 0) return false;
        await revokeOrphanCodes(sql, accountId, at);
        if (notices.length > 0) await sql.count`${insertNotices(noticeBox, notices, at)}`;
        await sql.count`${insertSignals(accountId, [{ ...APP, change: 'delete', reason: 'credential-removed' }], at)}`;
        return true;
      });
    },

    seal(id, secret) {
      const { cipherKeyId, ciphertext } = sealSecret(id, secret);
      return { cipherKeyId, ciphertext: ciphertext.toString('base64url') };
    },

    open: (id, { cipherKeyId, ciphertext }) => openSecret(id, cipherKeyId, Buffer.from(ciphertext, 'base64url')),

    async reseal() {
      const rows = await database.sql.rows<SecretRow[]>`
        SELECT id, cipher_key_id, sealed, last_step FROM authenticator WHERE cipher_key_id <> ${box.currentId}`;
      for (const { id, cipher_key_id, sealed } of rows) {
        const { cipherKeyId, ciphertext } = sealSecret(id, openSecret(id, cipher_key_id, sealed));
        await database.sql.count`
          UPDATE authenticator SET cipher_key_id = ${cipherKeyId}, sealed = ${ciphertext}::bytea WHERE id = ${id}::uuid`;
      }
      return rows.length;
    },
  };
}

/** Recovery codes stand in for an app: without one they are a second step that nobody looks after. @param at in ms */
export async function revokeOrphanCodes(sql: Sql, accountId: string, at: number): Promise<void> {
  await sql.count`
    UPDATE code_card SET revoked_at = ${moment(at)}
    WHERE account_id = ${accountId}::uuid AND kind = 'recovery' AND revoked_at IS NULL
      AND NOT EXISTS (SELECT FROM authenticator WHERE account_id = ${accountId}::uuid)`;
}

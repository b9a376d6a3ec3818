/** Passkeys in PostgreSQL (I6). Whoever adds one holds the account's row; one UPDATE judges a use by its counter. */
import { randomBytes } from 'node:crypto';
import { knownTransports, USER_HANDLE_BYTES } from '../../../domain/passkey/passkey.js';
import { passkeyCredential } from '../../../domain/signals/event.js';
import type { PasskeyState, PasskeyStore, PasskeyUse } from '../../../ports/passkey/passkey_store.js';
import { activateMemberships, noteDevice } from '../account/right_code_rows.js';
import type { Database } from '../connection.js';
import { insertNotices } from '../notice/notice_rows.js';
import { insertSignals } from '../signals/signal_rows.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';

interface PasskeyRow {
  id: string;
  credential_id: Buffer;
  name: string;
  aaguid: string;
  transports: string[];
  backup_eligible: boolean;
  backup_state: boolean;
  cloned_at: Date | null;
  frozen_at: Date | null;
  added_at: Date;
  last_used_at: Date | null;
}

type FoundRow = Pick<PasskeyRow, 'id' | 'backup_eligible' | 'cloned_at' | 'frozen_at'> & {
  account_id: string;
  realm: string;
  public_key: Buffer;
  counter: string;
  handle: Buffer;
};

/** What portals are told of one (S8). */
const CHANGE = { type: 'credential-change' } as const;
const CLONED = {
  ...CHANGE,
  // A passkey that syncs has no counter to be told apart by: this one is a key of its own.
  credential: 'fido2-roaming',
  change: 'revoke',
  by: 'policy',
  reason: 'credential-cloned',
} as const;

/** Whoever came by the copy goes too (S8). */
const ENDED = { type: 'session-revoked', by: 'policy', reason: 'credential-cloned' } as const;

/** Of alias `p`: what signs in. */
const USABLE_PASSKEY = sqlPart`p.cloned_at IS NULL AND p.frozen_at IS NULL`;

export function createPostgresPasskeyStore({ sql }: Pick<Database, 'sql'>): PasskeyStore {
  return {
    async listOf(accountId) {
      const rows = await sql.rows<PasskeyRow[]>`
        SELECT id, credential_id, name, aaguid, transports, backup_eligible, backup_state, cloned_at, frozen_at, added_at,
          last_used_at
        FROM passkey WHERE account_id = ${accountId}::uuid ORDER BY added_at, id`;
      return rows.map((row) => ({
        id: row.id,
        credentialId: row.credential_id,
        name: row.name,
        aaguid: row.aaguid,
        transports: knownTransports(row.transports),
        deviceBound: !row.backup_eligible,
        backedUp: row.backup_state,
        state: stateOf(row),
        addedAt: row.added_at.getTime(),
        lastUsedAt: row.last_used_at?.getTime() ?? null,
      }));
    },

    async find(realm, credentialId) {
      const rows = await sql.rows<FoundRow[]>`
        SELECT p.id, p.account_id, p.realm, p.public_key, p.counter, p.backup_eligible, p.cloned_at, p.frozen_at, u.handle
        FROM passkey p JOIN passkey_user u ON u.account_id = p.account_id
        WHERE p.credential_id = ${Buffer.from(credentialId)} ORDER BY p.realm = ${realm} DESC LIMIT 1`;
      const [row] = rows;
      if (!row) return null;
      return {
        id: row.id,
        accountId: row.account_id,
        realm: row.realm,
        publicKey: row.public_key,
        counter: Number(row.counter),
        deviceBound: !row.backup_eligible,
        state: stateOf(row),
        userHandle: row.handle,
      };
    },

    async userHandle(accountId) {
      // The update that changes nothing makes of two at once one, and lets both read it.
      const rows = await sql.rows<Array<{ handle: Buffer }>>`
        INSERT INTO passkey_user (account_id, handle)
        SELECT id, ${randomBytes(USER_HANDLE_BYTES)}::bytea FROM account WHERE id = ${accountId}::uuid
        ON CONFLICT (account_id) DO UPDATE SET account_id = excluded.account_id RETURNING handle`;
      return rows[0]?.handle ?? null;
    },

    async isHandle(handle) {
      const rows = await sql.rows`SELECT FROM passkey_user WHERE handle = ${Buffer.from(handle)}`;
      return rows.length > 0;
    },

    async add(added) {
      const { id, accountId, credentialId, publicKey, counter, name, most, notices, begunAt, at } = added;
      return sql.transaction(async (transaction) => {
        const living = await transaction.rows`
          SELECT FROM account a JOIN passkey_user u ON u.account_id = a.id
          WHERE a.id = ${accountId}::uuid AND a.status = 'active'
            AND (a.sign_ins_void_before IS NULL OR a.sign_ins_void_before <= ${moment(begunAt ?? at)}) FOR UPDATE OF a`;
        if (living.length === 0) return 'gone';
        const present = await transaction.rows`SELECT FROM passkey WHERE account_id = ${accountId}::uuid`;
        if (present.length >= most) return 'full';
        const inserted = await transaction.count`
          INSERT INTO passkey (id, account_id, realm, credential_id, public_key, counter, aaguid, transports, backup_eligible,
            backup_state, name, added_at)
          SELECT ${id}::uuid, a.id, a.realm, ${Buffer.from(credentialId)}, ${Buffer.from(publicKey)}, ${counter}::bigint,
            ${added.aaguid}, ${[...added.transports]}::text[], ${!added.deviceBound}, ${added.backedUp}, ${name}, ${moment(at)}
          FROM account a WHERE a.id = ${accountId}::uuid
          ON CONFLICT (credential_id, realm) DO NOTHING`;
        if (inserted === 0) return 'there';
        if (notices.length > 0) await transaction.count`${insertNotices(null, notices, at)}`;
        const credential = passkeyCredential(added.transports);
        const fact = { ...CHANGE, credential, change: 'create', by: 'user', reason: 'credential-added' } as const;
        await transaction.count`${insertSignals(accountId, [fact], at)}`;
        return 'added';
      });
    },

    async rename(accountId, id, name) {
      const renamed = await sql.count`
        UPDATE passkey SET name = ${name} WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid`;
      return renamed === 1;
    },

    async remove(accountId, id, notices, at) {
      return sql.transaction(async (transaction) => {
        const [removed] = await transaction.rows<Array<Pick<PasskeyRow, 'transports'>>>`
          DELETE FROM passkey WHERE id = ${id}::uuid AND account_id = ${accountId}::uuid RETURNING transports`;
        if (!removed) return false;
        if (notices.length > 0) await transaction.count`${insertNotices(null, notices, at)}`;
        const credential = passkeyCredential(removed.transports);
        const fact = { ...CHANGE, credential, change: 'delete', by: 'user', reason: 'credential-removed' } as const;
        await transaction.count`${insertSignals(accountId, [fact], at)}`;
        return true;
      });
    },

    async recordUse(use) {
      const { account, reopened, device, at } = use;
      const used = sqlPart`EXISTS (SELECT FROM used)`;
      const rows = await sql.rows<Array<{ used: boolean }>>`
        WITH used AS (UPDATE passkey p SET counter = ${use.counter}::bigint, backup_state = ${use.backedUp},
            last_used_at = ${moment(at)}
          WHERE ${isOf(use)} AND ${USABLE_PASSKEY} AND ${counterHolds(use)} RETURNING p.id),
        opened AS (DELETE FROM attempt_counter WHERE key = ANY(${[...reopened]}::text[]) AND ${used}),
        ${activateMemberships(account.id, at, used)},
        ${device ? noteDevice(account, device, at, used) : sqlPart`known AS (SELECT)`}
        SELECT ${used} AS used`;
      if (rows[0]?.used) return 'used';
      return suspend(use);
    },
  };

  async function suspend(use: PasskeyUse) {
    const cloned = sqlPart`EXISTS (SELECT FROM cloned)`;
    const rows = await sql.rows<Array<{ cloned: boolean; there: boolean }>>`
      WITH cloned AS (UPDATE passkey p SET cloned_at = ${moment(use.at)}
        WHERE ${isOf(use)} AND ${USABLE_PASSKEY} AND NOT ${counterHolds(use)} RETURNING p.id),
      told AS (${insertNotices(null, use.cloned, use.at, cloned)}),
      ended AS (UPDATE account a SET sign_ins_void_before = greatest(a.sign_ins_void_before, ${moment(use.at)}), kept_session = NULL
        WHERE a.id = ${use.account.id}::uuid AND ${cloned}),
      signalled AS (${insertSignals(use.account.id, [CLONED, ENDED], use.at, cloned)})
      SELECT ${cloned} AS cloned, EXISTS (SELECT FROM passkey p WHERE ${isOf(use)}) AS there`;
    if (rows[0]?.cloned) return 'cloned';
    return rows[0]?.there ? 'suspended' : 'gone';
  }
}

function isOf({ id, account }: PasskeyUse): SqlPart {
  return sqlPart`p.id = ${id}::uuid AND p.account_id = ${account.id}::uuid AND p.realm = ${account.realm}`;
}

/** domain/passkey/passkey.counterHolds, by what stands here now. */
function counterHolds({ counter }: PasskeyUse): SqlPart {
  return sqlPart`(p.counter < ${counter}::bigint OR (p.counter = 0 AND ${counter}::bigint = 0))`;
}

function stateOf({ cloned_at, frozen_at }: Pick<PasskeyRow, 'cloned_at' | 'frozen_at'>): PasskeyState {
  if (cloned_at !== null) return 'cloned';
  return frozen_at === null ? 'usable' : 'frozen';
}

/**
 * Our private keys in PostgreSQL (S7). An advisory lock lets one process at a time decide and write; a partial unique
 * index holds one active key a purpose and algorithm even against a writer that does not take it.
 */
import type { KeyAlgorithm, KeyMove, KeyPurpose, KeyState, ProviderKey } from '../../../domain/keys/provider_key.js';
import type { KeyAddition, KeyParts, KeyStore } from '../../../ports/keys/key_store.js';
import type { KeyVault } from '../../system/keys/key_vault.js';
import type { Database } from '../connection.js';

const LOCK = 7_032_028;
/** Whoever changes keys waits for the others. */
const PATIENCE = { timeout: 10_000, maxWait: 10_000 };

type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

interface KeyRow {
  kid: string;
  purpose: string;
  alg: string;
  state: string;
  public_jwk: KeyParts;
  cipher_key_id: string | null;
  sealed: Uint8Array | null;
  created_at: Date;
  activated_at: Date | null;
  deactivated_at: Date | null;
  retired_at: Date | null;
}

export function createPostgresKeyStore(database: Database, vault: KeyVault): KeyStore {
  const open = ({ kid, purpose, cipher_key_id, sealed }: KeyRow): KeyParts =>
    vault.open(kid, purpose as KeyPurpose, {
      cipherKeyId: cipher_key_id ?? '',
      ciphertext: Buffer.from(sealed ?? []),
    });

  async function add(transaction: Transaction, { key, state }: KeyAddition, now: number): Promise<void> {
    const { kid, purpose, alg, publicJwk, privateJwk } = key;
    const { cipherKeyId, ciphertext } = vault.seal(kid, purpose, privateJwk);
    const at = new Date(now);
    await transaction.$executeRaw`
      INSERT INTO provider_key (kid, purpose, alg, state, public_jwk, cipher_key_id, sealed, created_at, activated_at, deactivated_at)
      VALUES (${kid}, ${purpose}, ${alg}, ${state}, ${JSON.stringify(publicJwk)}::jsonb, ${cipherKeyId}, ${ciphertext}, ${at},
        ${state === 'active' ? at : null}::timestamptz, ${state === 'retiring' ? at : null}::timestamptz)`;
  }

  return {
    async list() {
      const rows = await database.sql.rows<KeyRow[]>`SELECT * FROM provider_key ORDER BY created_at, kid`;
      return rows.map(keyOf);
    },

    async usable() {
      const rows = await database.sql.rows<KeyRow[]>`
        SELECT * FROM provider_key WHERE state <> 'retired' ORDER BY created_at, kid`;
      return rows.map((row) => ({ ...keyOf(row), publicJwk: row.public_jwk, privateJwk: open(row) }));
    },

    async publicParts(purpose) {
      const rows = await database.sql.rows<Array<Pick<KeyRow, 'kid' | 'public_jwk'>>>`
        SELECT kid, public_jwk FROM provider_key WHERE purpose = ${purpose}`;
      return new Map(rows.map(({ kid, public_jwk }) => [kid, public_jwk]));
    },

    async change(now, decide) {
      await database.$transaction(async (transaction) => {
        await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
        const rows = await transaction.$queryRaw<KeyRow[]>`SELECT * FROM provider_key ORDER BY created_at, kid`;
        const { moves, additions } = decide(rows.map(keyOf));
        for (const change of moves) await move(transaction, change, now);
        for (const addition of additions) await add(transaction, addition, now);
      }, PATIENCE);
    },

    reseal: () =>
      database.$transaction(async (transaction) => {
        await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
        const rows = await transaction.$queryRaw<KeyRow[]>`
          SELECT * FROM provider_key WHERE sealed IS NOT NULL AND cipher_key_id <> ${vault.currentId}`;
        for (const row of rows) {
          const { cipherKeyId, ciphertext } = vault.seal(row.kid, row.purpose as KeyPurpose, open(row));
          await transaction.$executeRaw`
            UPDATE provider_key SET cipher_key_id = ${cipherKeyId}, sealed = ${ciphertext} WHERE kid = ${row.kid}`;
        }
        return rows.length;
      }, PATIENCE),
  };
}

async function move(transaction: Transaction, { kid, to }: KeyMove, now: number): Promise<void> {
  const at = new Date(now);
  switch (to) {
    case 'active':
      await transaction.$executeRaw`
        UPDATE provider_key SET state = 'active', activated_at = ${at}, deactivated_at = NULL WHERE kid = ${kid}`;
      return;
    case 'retiring':
      await transaction.$executeRaw`
        UPDATE provider_key SET state = 'retiring', deactivated_at = ${at} WHERE kid = ${kid}`;
      return;
    case 'retired':
      await transaction.$executeRaw`
        UPDATE provider_key SET state = 'retired', retired_at = ${at}, sealed = NULL, cipher_key_id = NULL
        WHERE kid = ${kid}`;
      return;
  }
}

function keyOf(row: KeyRow): ProviderKey {
  return {
    kid: row.kid,
    purpose: row.purpose as KeyPurpose,
    alg: row.alg as KeyAlgorithm,
    state: row.state as KeyState,
    publishedAt: row.created_at.getTime(),
    activatedAt: row.activated_at?.getTime(),
    deactivatedAt: row.deactivated_at?.getTime(),
    retiredAt: row.retired_at?.getTime(),
  };
}

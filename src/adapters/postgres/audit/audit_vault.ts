/**
 * One random 256-bit key a person in PostgreSQL (S5), sealed by KEY_ENCRYPTION_KEYS. Read, and made where there is none, in
 * one statement a batch, and kept for minutes; a destroyed one leaves its row, so that no other process makes another.
 */
import { randomBytes } from 'node:crypto';
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import type { AuditVault, EventPlace, PersonalFields } from '../../../ports/audit/audit_vault.js';
import type { Clock } from '../../../ports/clock.js';
import { createSealedBox, type SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';

const KEY_BYTES = 32;
/** An erasure in another process is known here this late; what is sealed meanwhile opens for nobody. */
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 10_000;
const RESEALED_AT_ONCE = 1_000;

interface KeyRow {
  account_id: string;
  cipher_key_id: string | null;
  sealed: Buffer | null;
}

/** A person's fields are sealed by this; null: erased, or does not open. */
type PersonBox = SealedBox | null;

/** @param onUnopenable told that the ring lacks a key, or that a row was altered */
export function createPostgresAuditVault(
  database: Database,
  ring: KeyRing,
  clock: Pick<Clock, 'now'>,
  onUnopenable: (error: unknown) => void,
): AuditVault {
  const ringBox = createSealedBox(ring, 'audit person key');
  const kept = new Map<string, { readonly box: PersonBox; readonly until: number }>();

  const boxOf = ({ account_id, cipher_key_id, sealed }: KeyRow): PersonBox => {
    if (sealed === null || cipher_key_id === null) return null;
    try {
      return personBox(
        Buffer.from(ringBox.open(account_id, { cipherKeyId: cipher_key_id, ciphertext: sealed }), 'base64'),
      );
    } catch (error) {
      onUnopenable(error);
      return null;
    }
  };
  const keep = (accountId: string, box: PersonBox) => {
    kept.delete(accountId);
    kept.set(accountId, { box, until: clock.now() + KEPT_MS });
    const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
  };

  /** @returns those that are known here, or that `fetch` finds among the others */
  async function boxesOf(
    accountIds: readonly string[],
    fetch: (unknown: readonly string[]) => Promise<readonly KeyRow[]>,
  ): Promise<Map<string, PersonBox>> {
    const boxes = new Map<string, PersonBox>();
    const unknown: string[] = [];
    for (const accountId of accountIds) {
      const known = kept.get(accountId);
      if (known && known.until > clock.now()) boxes.set(accountId, known.box);
      else unknown.push(accountId);
    }
    for (const row of unknown.length === 0 ? [] : await fetch(unknown)) {
      const box = boxOf(row);
      keep(row.account_id, box);
      boxes.set(row.account_id, box);
    }
    return boxes;
  }

  const read = (accountIds: readonly string[]) => database.sql.rows<KeyRow[]>`
    SELECT account_id, cipher_key_id, sealed FROM audit_person_key WHERE account_id = ANY(${accountIds}::uuid[])`;

  /**
   * Whoever comes first makes the key; a row that is there stays, also that of a destroyed one.
   *
   * @returns the keys, but for those that another process made meanwhile
   */
  const readOrMake = (accountIds: readonly string[]) => {
    const drafts = accountIds.map((accountId) => {
      const { cipherKeyId, ciphertext } = ringBox.seal(accountId, randomBytes(KEY_BYTES).toString('base64'));
      return { account_id: accountId, cipher_key_id: cipherKeyId, sealed: ciphertext.toString('hex') };
    });
    return database.sql.rows<KeyRow[]>`
      WITH made AS (
        INSERT INTO audit_person_key (account_id, cipher_key_id, sealed, created_at)
        SELECT k.account_id, k.cipher_key_id, decode(k.sealed, 'hex'), ${new Date(clock.now())}
        FROM jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) AS k(account_id uuid, cipher_key_id text, sealed text)
        WHERE NOT EXISTS (SELECT FROM audit_person_key p WHERE p.account_id = k.account_id)
        ON CONFLICT DO NOTHING
        RETURNING account_id, cipher_key_id, sealed)
      SELECT account_id, cipher_key_id, sealed FROM made
      UNION ALL
      SELECT account_id, cipher_key_id, sealed FROM audit_person_key WHERE account_id = ANY(${accountIds}::uuid[])`;
  };

  return {
    async sealerFor(accountIds) {
      const wanted = [...new Set(accountIds)];
      let boxes = await boxesOf(wanted, readOrMake);
      const missing = wanted.filter((accountId) => !boxes.has(accountId));
      if (missing.length > 0) boxes = new Map([...boxes, ...(await boxesOf(missing, read))]);
      return (accountId, place, fields) => boxes.get(accountId)?.seal(bound(place), JSON.stringify(fields)).ciphertext;
    },

    async open(accountId, place, sealed) {
      const box = (await boxesOf([accountId], read)).get(accountId);
      if (!box) return null;
      try {
        return JSON.parse(
          box.open(bound(place), { cipherKeyId: '', ciphertext: Buffer.from(sealed) }),
        ) as PersonalFields;
      } catch {
        return null;
      }
    },

    async destroy(accountId, now) {
      kept.delete(accountId);
      const changed = await database.sql.count`
        INSERT INTO audit_person_key AS k (account_id, created_at, destroyed_at)
        VALUES (${accountId}::uuid, ${new Date(now)}, ${new Date(now)})
        ON CONFLICT (account_id) DO UPDATE
        SET cipher_key_id = NULL, sealed = NULL, destroyed_at = EXCLUDED.destroyed_at WHERE k.destroyed_at IS NULL`;
      return changed > 0;
    },

    async reseal() {
      let count = 0;
      let after = '00000000-0000-0000-0000-000000000000';
      for (;;) {
        const rows = await database.sql.rows<KeyRow[]>`
          SELECT account_id, cipher_key_id, sealed FROM audit_person_key
          WHERE account_id > ${after}::uuid AND sealed IS NOT NULL AND cipher_key_id <> ${ringBox.currentId}
          ORDER BY account_id LIMIT ${RESEALED_AT_ONCE}`;
        const last = rows.at(-1);
        if (!last) return count;
        const resealed = rows.map((row) => {
          const old = { cipherKeyId: row.cipher_key_id ?? '', ciphertext: row.sealed ?? Buffer.alloc(0) };
          const { cipherKeyId, ciphertext } = ringBox.seal(row.account_id, ringBox.open(row.account_id, old));
          return { account_id: row.account_id, cipher_key_id: cipherKeyId, sealed: ciphertext.toString('hex') };
        });
        // An erasure meanwhile stays one.
        count += await database.sql.count`
          UPDATE audit_person_key p SET cipher_key_id = k.cipher_key_id, sealed = decode(k.sealed, 'hex')
          FROM jsonb_to_recordset(${JSON.stringify(resealed)}::jsonb) AS k(account_id uuid, cipher_key_id text, sealed text)
          WHERE p.account_id = k.account_id AND p.sealed IS NOT NULL`;
        after = last.account_id;
      }
    },
  };
}

function personBox(key: Buffer): SealedBox {
  const only = { id: '', secret: key };
  return createSealedBox({ current: only, keys: [only], byId: () => only }, 'audit event');
}

function bound({ processId, seq }: EventPlace): string {
  return `${processId}\0${seq}`;
}

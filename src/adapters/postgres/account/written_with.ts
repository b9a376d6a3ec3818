/** What every change of a file writes beside itself: identifiers, a provisional password, letters, notices, the answer (C6, C7). */
import { randomUUID } from 'node:crypto';
import type { FileIdentifier, WrittenWith } from '../../../ports/account/account_file_store.js';
import type { IdentifierVault } from '../../../ports/account/identifier_vault.js';
import type { Receipt } from '../../../ports/idempotency_store.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import { writeAnswer } from '../idempotency_store.js';
import { insertLetter } from '../letter/letter_rows.js';
import { insertNotices } from '../notice/notice_rows.js';
import { moment, type Sql } from '../sql.js';
import { Undone } from './undone.js';

/** What seals the secrets of the rows that are written. */
export interface FileBoxes {
  readonly letters: SealedBox;
  readonly notices: SealedBox;
  readonly answers: SealedBox;
}

/**
 * Gives the person these numbers and names; one of a kind that they had is retired.
 *
 * @throws Undone when somebody else has one of them
 */
export async function addIdentifiers(
  vault: IdentifierVault,
  sql: Sql,
  { realm, accountId, at }: { realm: string; accountId: string; at: number },
  identifiers: readonly FileIdentifier[],
) {
  for (const { kind, value } of identifiers) {
    const indexes = vault.indexes(realm, kind, value);
    const owners = await sql.rows<Array<{ account_id: string }>>`
      SELECT account_id FROM identifier WHERE blind_index = ANY(${indexes.map(({ index }) => index)}) AND kind = ${kind}
        AND realm = ${realm} AND retirement = 0`;
    if (owners.some((owner) => owner.account_id !== accountId)) throw new Undone('taken');
    if (owners.length > 0) continue;
    const [current] = indexes;
    if (!current) throw new Error('the index key ring is empty');
    const { cipherKeyId, ciphertext } = vault.seal(accountId, kind, value);
    await sql.count`
      UPDATE identifier SET retired_at = ${moment(at)}, retirement = ${Math.floor(at / 1000)}::bigint
      WHERE account_id = ${accountId}::uuid AND kind = ${kind} AND retirement = 0`;
    await sql.count`
      INSERT INTO identifier (id, account_id, realm, kind, index_key_id, blind_index, cipher_key_id, ciphertext, valid_from)
      VALUES (${randomUUID()}::uuid, ${accountId}::uuid, ${realm}, ${kind}, ${current.keyId}, ${current.index}::bytea,
        ${cipherKeyId}, ${ciphertext}::bytea, ${moment(at)})`;
  }
}

/** @throws Undone when this request was answered before */
export async function writeReceipt(sql: Sql, answers: SealedBox, receipt: Receipt | null): Promise<void> {
  if (receipt && (await sql.count`${writeAnswer(answers, receipt)}`) !== 1) throw new Undone('answered');
}

export async function writeWith(
  sql: Sql,
  boxes: FileBoxes,
  accountId: string,
  at: number,
  written: WrittenWith,
): Promise<void> {
  const { provisional, letters, notices, receipt } = written;
  if (provisional) {
    await sql.count`
      INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, state, carried_by, set_at, expires_at)
      VALUES (${randomUUID()}::uuid, ${accountId}::uuid, 'provisional', ${provisional.password.hash},
        ${provisional.password.pepperKeyId}, 'provisional', ${provisional.carriedBy}::uuid, ${moment(at)},
        ${moment(provisional.expiresAt)})
      ON CONFLICT (account_id, kind) DO UPDATE SET hash = excluded.hash, pepper_key_id = excluded.pepper_key_id,
        carried_by = excluded.carried_by, set_at = excluded.set_at, expires_at = excluded.expires_at`;
  }
  for (const letter of letters) await sql.count`${insertLetter(boxes.letters, letter, at)}`;
  if (notices.length > 0) await sql.count`${insertNotices(boxes.notices, notices, at)}`;
  await writeReceipt(sql, boxes.answers, receipt);
}

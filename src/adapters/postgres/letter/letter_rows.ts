/** Letters as rows, for whoever writes one in the statement of what it tells (C8). Secrets are sealed and bound to their row. */
import { randomUUID } from 'node:crypto';
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import type { NewLetter } from '../../../ports/letter/letter_outbox.js';
import { createSealedBox, type SealedBox } from '../../system/keys/sealed_box.js';
import { type SqlPart, sqlPart } from '../sql.js';

/** What seals the secrets of letters. @param ring KEY_ENCRYPTION_KEYS */
export function createLetterBox(ring: KeyRing): SealedBox {
  return createSealedBox(ring, 'letter secret');
}

/** What a letter's secret is bound to: it opens in its own row only. */
export function letterBound(id: string): string {
  return `letter\0${id}`;
}

/**
 * Queues a letter; returns its row's id, or no row when one with its dedupe key is there.
 *
 * @param now milliseconds since the epoch
 * @param condition of the statement around it; nothing is written where it is false
 */
export function insertLetter(
  box: SealedBox,
  letter: NewLetter,
  now: number,
  condition: SqlPart = sqlPart`true`,
): SqlPart {
  const id = randomUUID();
  const sealed = letter.secret === null ? null : box.seal(letterBound(id), letter.secret);
  return sqlPart`
    INSERT INTO letter (id, realm, account_id, kind, locale, data, cipher_key_id, sealed, dedupe_key, created_at)
    SELECT ${id}::uuid, ${letter.realm}::text, ${letter.accountId}::uuid, ${letter.kind}::text, ${letter.locale}::text,
      ${JSON.stringify(letter.data)}::jsonb, ${sealed?.cipherKeyId ?? null}::text, ${sealed?.ciphertext ?? null}::bytea,
      ${letter.dedupeKey}::text, to_timestamp(${now}::bigint / 1000.0)
    WHERE ${condition}
    ON CONFLICT (dedupe_key) DO NOTHING RETURNING id`;
}

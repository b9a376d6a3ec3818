/** Notices as rows, for whoever writes them in the statement of what they tell (U2). Secrets are sealed and bound to their row. */
import { randomUUID } from 'node:crypto';
import type { KeyRing } from '../../../domain/keys/key_ring.js';
import { BATCH_SECONDS, waitsForOthers } from '../../../domain/message/notice_rules.js';
import type { NewNotice } from '../../../ports/notice/notice_outbox.js';
import { createSealedBox, type SealedBox } from '../../system/keys/sealed_box.js';
import { type SqlPart, sqlPart } from '../sql.js';

/** What seals the secrets of notices. @param ring KEY_ENCRYPTION_KEYS */
export function createNoticeBox(ring: KeyRing): SealedBox {
  return createSealedBox(ring, 'notice secret');
}

/** What a notice's secret is bound to: it opens in its own row only. */
export function noticeBound(id: string): string {
  return `notice\0${id}`;
}

/**
 * Queues notices, any number of them, none included; returns a row with the id of each that was queued: those whose dedupe
 * key is there are left out.
 *
 * @param box null where none of them carries a secret
 * @param now milliseconds since the epoch; they are due at once, or after the time in which others may join them
 * @param condition of the statement around it; nothing is written where it is false
 */
export function insertNotices(
  box: SealedBox | null,
  notices: readonly NewNotice[],
  now: number,
  condition: SqlPart = sqlPart`true`,
): SqlPart {
  // Always in one order: two statements with the same keys wait for each other, never in a ring.
  const ordered = notices.toSorted((a, b) => (a.dedupeKey < b.dedupeKey ? -1 : 1));
  const rows = ordered.map((notice) => {
    const id = randomUUID();
    if (notice.secret === null) return { ...notice, id, sealed: null };
    if (!box) throw new Error('a secret without what seals it');
    return { ...notice, id, sealed: box.seal(noticeBound(id), notice.secret) };
  });
  const column = <Value>(read: (row: (typeof rows)[number]) => Value) => rows.map(read);
  return sqlPart`
    INSERT INTO notice (id, realm, account_id, kind, locale, channel, destination, data, cipher_key_id, sealed, dedupe_key,
      event, batches, next_attempt_at, created_at)
    SELECT n.id, n.realm, n.account_id, n.kind, n.locale, n.channel, n.destination, n.data::jsonb, n.cipher_key_id, n.sealed,
      n.dedupe_key, n.event, n.batches,
      to_timestamp((${now}::bigint + CASE WHEN n.batches THEN ${BATCH_SECONDS * 1000}::bigint ELSE 0 END) / 1000.0),
      to_timestamp(${now}::bigint / 1000.0)
    FROM unnest(${column(({ id }) => id)}::uuid[], ${column(({ realm }) => realm)}::text[],
      ${column(({ accountId }) => accountId)}::uuid[], ${column(({ kind }) => kind)}::text[],
      ${column(({ locale }) => locale)}::text[], ${column(({ channel }) => channel)}::text[],
      ${column(({ destination }) => destination)}::text[], ${column(({ data }) => JSON.stringify(data))}::text[],
      ${column(({ sealed }) => sealed?.cipherKeyId ?? null)}::text[],
      ${column(({ sealed }) => sealed?.ciphertext ?? null)}::bytea[],
      ${column(({ dedupeKey }) => dedupeKey)}::text[], ${column(({ event }) => event ?? null)}::text[],
      ${column(({ kind }) => waitsForOthers(kind))}::boolean[])
      AS n (id, realm, account_id, kind, locale, channel, destination, data, cipher_key_id, sealed, dedupe_key, event, batches)
    WHERE ${condition}
    ON CONFLICT (dedupe_key) DO NOTHING RETURNING id`;
}

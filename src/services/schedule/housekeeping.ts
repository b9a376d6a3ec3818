/** Deletes what nobody needs any more, a piece at a time, and warns of letters that nobody printed (C8). */
import type { Realm } from '../../domain/realm.js';
import type { LetterOutbox } from '../../ports/letter/letter_outbox.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import type { DueChanges } from '../../ports/schedule/due_changes.js';
import type { Job } from './scheduler.js';

export interface HousekeepingDependencies {
  readonly notices: Pick<NoticeOutbox, 'purge'>;
  readonly letters: Pick<LetterOutbox, 'purge' | 'stale'>;
  readonly due: Pick<DueChanges, 'purgeExpired' | 'purgeDevices'>;
  readonly realms: ReadonlyArray<Pick<Realm, 'id' | 'knownDeviceSeconds'>>;
  /** told of batches that were claimed long ago, and neither printed nor handed back */
  readonly onStaleBatches: (batches: readonly string[]) => void;
}

const DAY_MS = 86_400_000;
const HOUR_SECONDS = 3600;
const PIECE = 5_000;
/** Also how long a dedupe key is remembered: longer than any window in which the same thing is told again. */
const OUTBOX_KEPT_MS = 90 * DAY_MS;
/** After it has expired, for support: « why does my card not work any more? » */
const CARDS_KEPT_MS = 30 * DAY_MS;
export const STALE_AFTER_MS = 3 * DAY_MS;

export function housekeepingJobs(dependencies: HousekeepingDependencies): readonly Job[] {
  const { notices, letters, due, realms, onStaleBatches } = dependencies;
  return [
    {
      name: 'purge',
      intervalSeconds: HOUR_SECONDS,
      async run(_from, to) {
        const removed = [
          await notices.purge(to - OUTBOX_KEPT_MS, PIECE),
          await letters.purge(to - OUTBOX_KEPT_MS, PIECE),
          await due.purgeExpired({ cards: to - CARDS_KEPT_MS, records: to }, PIECE),
        ];
        for (const { id, knownDeviceSeconds } of realms) {
          removed.push(await due.purgeDevices(id, to - knownDeviceSeconds * 1000, PIECE));
        }
        return removed.some((rows) => rows >= PIECE) ? 'more' : null;
      },
    },
    {
      name: 'stale_letter_batches',
      intervalSeconds: 24 * HOUR_SECONDS,
      async run(_from, to) {
        const stale = await letters.stale(to - STALE_AFTER_MS);
        if (stale.length > 0) onStaleBatches(stale.map(({ id }) => id));
        return null;
      },
    },
  ];
}

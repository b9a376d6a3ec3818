/** What this process does by itself every so often: clients told of what ended or was answered, what expired of grants dropped. */
import { errorForLog, type Logger } from '../../http/log.js';
import type { Clock } from '../../ports/clock.js';
import type { Stores } from '../stores.js';

const PURGE_EVERY_MS = 10 * 60 * 1000;
const NOTIFY_EVERY_MS = 1_000;

/** @returns what stops them */
export function startRounds(
  { grants }: Pick<Stores, 'grants'>,
  backchannels: ReadonlyArray<{ deliverDue(): Promise<number> }>,
  clock: Clock,
  logger: Logger,
): () => void {
  const notify = setInterval(() => {
    for (const backchannel of backchannels) {
      backchannel
        .deliverDue()
        .catch((error: unknown) => logger.warn({ error: errorForLog(error) }, 'notices to clients not read'));
    }
  }, NOTIFY_EVERY_MS).unref();
  const purge = setInterval(() => {
    grants.purge(clock.now()).catch((error: unknown) => logger.warn({ error: errorForLog(error) }, 'purge failed'));
  }, PURGE_EVERY_MS).unref();
  return () => {
    clearInterval(purge);
    clearInterval(notify);
  };
}

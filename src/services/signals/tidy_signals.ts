/**
 * Gives up events that nobody took for days, and drops what nobody needs any more (S8). A stream that is polled or rests is
 * looked at by nobody else: whose client may have none any more is ended here, so that nothing is written for it for ever.
 */
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { SignalOutbox } from '../../ports/signals/signal_outbox.js';
import type { SignalStreams } from '../../ports/signals/signal_streams.js';
import type { Job } from '../schedule/scheduler.js';
import { NO_RECEIVER, type ReceiverOf } from './deliver_signals.js';

const DAY_MS = 86_400_000;
const PIECE = 5_000;
/** As long as a receiver may ask what became of a token; a portal of millions makes many of them. */
const DELIVERED_KEPT_MS = DAY_MS;
const DEAD_KEPT_MS = 30 * DAY_MS;

export interface TidySignalsDependencies {
  readonly outbox: Pick<SignalOutbox, 'tidy'>;
  readonly streams: Pick<SignalStreams, 'standings' | 'setStatus' | 'move'>;
  readonly receiverOf: ReceiverOf;
  /** by realm */
  readonly issuers: ReadonlyMap<string, string>;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** @param keptDays how long an event waits for its receiver */
export function tidySignalsJob(dependencies: TidySignalsDependencies, keptDays: number): Job {
  return {
    name: 'tidy_signals',
    intervalSeconds: 3_600,
    async run(_from, to) {
      await endOrphans(dependencies, to);
      const before = { queued: to - keptDays * DAY_MS, delivered: to - DELIVERED_KEPT_MS, dead: to - DEAD_KEPT_MS };
      return (await dependencies.outbox.tidy(before, to, PIECE)) >= PIECE ? 'more' : null;
    },
  };
}

/** As a push does at once (deliver_signals). Of realms that this process does not serve it knows nothing. */
async function endOrphans({ streams, receiverOf, issuers, audit }: TidySignalsDependencies, now: number) {
  for (const { id, realm, clientId, sector, status } of await streams.standings()) {
    if (status === 'disabled' || !issuers.has(realm)) continue;
    const receiver = await receiverOf(realm, clientId);
    if (receiver && receiver.sector !== sector) await streams.move(id, receiver.sector);
    if (receiver) continue;
    const why = NO_RECEIVER;
    await streams.setStatus(id, 'disabled', { by: 'transmitter', reason: why, now });
    const data = { client: clientId, stream: id, by: 'transmitter', why };
    audit.record({ type: 'signal_stream', outcome: 'disabled', realm, data });
  }
}

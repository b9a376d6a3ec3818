/** What `poterne signals` works with: the streams of portals, without the service (S8, O4). */
import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createPostgresSignalOutbox } from '../../adapters/postgres/signals/signal_outbox.js';
import { createPostgresSignalStreams } from '../../adapters/postgres/signals/signal_streams.js';
import { systemClock } from '../../adapters/system/clock.js';
import type { SealedBox } from '../../adapters/system/keys/sealed_box.js';
import type { CommandSettings } from '../../config/command_settings.js';
import type { StreamStanding } from '../../ports/signals/signal_streams.js';
import { operator } from './operator.js';

/** Nothing that these commands do opens or seals what a receiver keeps secret. */
const NO_BOX: SealedBox = { currentId: '', seal: refuse, open: refuse };

export function openSignalCommands({ databaseUrl }: Pick<CommandSettings<never, never>, 'databaseUrl'>) {
  const database = connectDatabase(databaseUrl, 2);
  const streams = createPostgresSignalStreams(database, NO_BOX);
  const outbox = createPostgresSignalOutbox(database, NO_BOX);
  const audit = createPostgresAuditLog(database, systemClock, () => {});
  const find = async (realm: string, clientId: string) => streams.of({ realm, clientId });
  const record = (stream: { id: string; realm: string; clientId: string }, outcome: string) =>
    audit.record({
      type: 'signal_stream',
      outcome,
      realm: stream.realm,
      data: { client: stream.clientId, stream: stream.id, by: operator() },
    });
  return {
    standings: (): Promise<readonly StreamStanding[]> => streams.standings(),
    /** Enables a stream, and tells its receiver (SSF 1.0 §8.1.5). @returns `false`: the client has none */
    async resume(realm: string, clientId: string): Promise<boolean> {
      const stream = await find(realm, clientId);
      if (!stream) return false;
      const now = systemClock.now();
      await streams.setStatus(stream.id, 'enabled', { by: 'transmitter', reason: null, now });
      await outbox.raiseOnStream(stream.id, 'stream-updated', { status: 'enabled' }, now);
      record(stream, 'enabled');
      return true;
    },
    /** Queues again what was given up. @returns how many, or null: the client has no stream */
    async retry(realm: string, clientId: string): Promise<number | null> {
      const stream = await find(realm, clientId);
      if (!stream) return null;
      const queued = await streams.retryDead(stream.id, systemClock.now());
      record(stream, 'retried');
      return queued;
    },
    async close(): Promise<void> {
      await audit.close();
      await database.$disconnect();
    },
  };
}

function refuse(): never {
  throw new Error('nothing is sealed or opened here');
}

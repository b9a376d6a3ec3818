/** What `poterne channels` works with: the switches, without the service (S3, O4). */
import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createPostgresChannelSwitchStore } from '../../adapters/postgres/delivery/channel_switch_store.js';
import { systemClock } from '../../adapters/system/clock.js';
import type { CommandSettings } from '../../config/command_settings.js';
import type { Channel } from '../../domain/realm.js';
import { operator } from './operator.js';

export function openChannelCommands({ databaseUrl }: Pick<CommandSettings<never, never>, 'databaseUrl'>) {
  const database = connectDatabase(databaseUrl, 2);
  const switches = createPostgresChannelSwitchStore(database);
  const audit = createPostgresAuditLog(database, systemClock, () => {});
  const client = operator();
  const record = (channel: Channel, outcome: 'off' | 'on') =>
    audit.record({ type: 'channel_switch', outcome, realm: 'all', data: { channel, client } });
  return {
    off: () => switches.off(),
    async turnOff(channel: Channel): Promise<boolean> {
      const isNew = await switches.turnOff(channel, client, systemClock.now());
      if (isNew) record(channel, 'off');
      return isNew;
    },
    async turnOn(channel: Channel): Promise<boolean> {
      const isNew = await switches.turnOn(channel);
      if (isNew) record(channel, 'on');
      return isNew;
    },
    async close(): Promise<void> {
      await audit.close();
      await database.$disconnect();
    },
  };
}

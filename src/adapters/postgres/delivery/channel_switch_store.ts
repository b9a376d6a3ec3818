/** Channels that are off, in PostgreSQL: a row each (S3). */
import type { Channel } from '../../../domain/realm.js';
import type { ChannelSwitchStore } from '../../../ports/delivery/channel_switch_store.js';
import type { Database } from '../connection.js';
import { moment } from '../sql.js';

export function createPostgresChannelSwitchStore({ sql }: Pick<Database, 'sql'>): ChannelSwitchStore {
  return {
    async off() {
      const rows = await sql.rows<Array<{ channel: string; off_at: Date; by: string }>>`
        SELECT channel, off_at, by FROM channel_switch ORDER BY channel`;
      return rows.map(({ channel, off_at, by }) => ({ channel: channel as Channel, since: off_at.getTime(), by }));
    },
    async turnOff(channel, by, now) {
      const added = await sql.count`
        INSERT INTO channel_switch (channel, off_at, by) VALUES (${channel}, ${moment(now)}, ${by}) ON CONFLICT DO NOTHING`;
      return added > 0;
    },
    turnOn: async (channel) => (await sql.count`DELETE FROM channel_switch WHERE channel = ${channel}`) > 0,
  };
}

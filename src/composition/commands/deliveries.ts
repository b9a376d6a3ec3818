/** What `poterne deliveries` works with: the delivery status, without the service (O3, O4). */
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createPostgresDeliveryHistory } from '../../adapters/postgres/delivery/delivery_attempts.js';
import { systemClock } from '../../adapters/system/clock.js';
import type { CommandSettings } from '../../config/command_settings.js';
import type { Clock } from '../../ports/clock.js';
import type { DeliveryHistory } from '../../ports/delivery/delivery_status.js';

export interface DeliveryCommands extends DeliveryHistory {
  readonly clock: Pick<Clock, 'now'>;
  close(): Promise<void>;
}

export function openDeliveryCommands({
  databaseUrl,
}: Pick<CommandSettings<never, never>, 'databaseUrl'>): DeliveryCommands {
  const database = connectDatabase(databaseUrl, 1);
  return { ...createPostgresDeliveryHistory(database), clock: systemClock, close: () => database.$disconnect() };
}

/** How messages leave (O3, S3): providers behind the channels that are on now, what becomes of each, and what they may cost. */
import { createPostgresDeliveryLog } from '../adapters/postgres/delivery/delivery_attempts.js';
import { createMeasuredDelivery } from '../adapters/system/metrics/measured_delivery.js';
import type { Config } from '../config/environment.js';
import type { Realm } from '../domain/realm.js';
import { errorForLog } from '../http/log.js';
import type { Delivery } from '../ports/delivery/delivery.js';
import {
  createSwitchedDelivery,
  followChannelSwitches,
  withOpenChannels,
} from '../services/delivery/channel_switches.js';
import { createBudgetGuard } from '../services/delivery/message_budget.js';
import { createDelivery } from './delivery.js';
import type { Foundations } from './foundations.js';

/** How soon a channel that the operator turned off carries nothing any more (S3). */
const SWITCHES_REFRESH_SECONDS = 5;

export type Messages = Awaited<ReturnType<typeof openMessages>>;

/** @param given takes the place of the configured providers */
export async function openMessages(
  config: Config,
  { database, stores, keyedHash, metrics, clock, logger }: Foundations,
  given: Delivery | undefined,
) {
  const log = createPostgresDeliveryLog(database, keyedHash, (lost) =>
    logger.warn({ lost }, 'delivery status not written'),
  );
  const { delivery, standings, closeDelivery } = createDelivery({ config, given, log, metrics, clock });
  const switches = await followChannelSwitches(stores.channelSwitches, config.CHANNELS_OFF, {
    refreshSeconds: SWITCHES_REFRESH_SECONDS,
    onFailure: (error) => logger.warn({ error: errorForLog(error) }, 'channel switches not read'),
  });
  return {
    log,
    /** how each provider stands now */
    standings,
    delivery: createMeasuredDelivery(createSwitchedDelivery(delivery, switches), metrics),
    budget: createBudgetGuard({
      tallies: stores.tallies,
      clock,
      onFinding(finding) {
        metrics.budgetFinding(finding);
        logger.warn({ finding }, 'budget of messages');
      },
    }),
    /** The realm, with the channels that are on at each moment. */
    withOpenChannels: (realm: Realm) => withOpenChannels(realm, switches),
    followChannels: () => switches.refresh(),
    async close(): Promise<void> {
      switches.close();
      await closeDelivery();
      await log.close();
    },
  };
}

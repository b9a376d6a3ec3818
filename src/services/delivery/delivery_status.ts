/** What is kept of deliveries (O3): deleted after 30 days, a piece at a time. */
import type { DeliveryHistory } from '../../ports/delivery/delivery_status.js';
import type { Job } from '../schedule/scheduler.js';

const DAY_MS = 86_400_000;
const DELIVERIES_KEPT_DAYS = 30;
const PIECE = 5_000;

export function deliveryStatusJob(deliveries: Pick<DeliveryHistory, 'purge'>): Job {
  return {
    name: 'delivery_status',
    intervalSeconds: 3600,
    async run(_from, to) {
      const removed = await deliveries.purge(to - DELIVERIES_KEPT_DAYS * DAY_MS, PIECE);
      return removed >= PIECE ? 'more' : null;
    },
  };
}

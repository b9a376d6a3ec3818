/** A delivery that times how long each provider takes to accept or refuse a message (O2, O3). */
import type { Delivery } from '../../../ports/delivery/delivery.js';
import type { Metrics } from '../../../ports/metrics.js';

export function createMeasuredDelivery(delivery: Delivery, metrics: Pick<Metrics, 'messageHandedOver'>): Delivery {
  return {
    async send(message) {
      const started = performance.now();
      const { channel } = message;
      const note = (accepted: boolean) =>
        metrics.messageHandedOver({ channel, accepted, seconds: (performance.now() - started) / 1000 });
      try {
        const answer = await delivery.send(message);
        note(answer.accepted);
        return answer;
      } catch (error) {
        note(false);
        throw error;
      }
    },
  };
}

/** Hands each message to its channel's provider. */
import type { Channel } from '../../domain/realm.js';
import type { Delivery } from '../../ports/delivery/delivery.js';

export function createChannelDelivery(providers: Readonly<Partial<Record<Channel, Delivery>>>): Delivery {
  return {
    async send(message) {
      const provider = providers[message.channel];
      if (!provider) return { accepted: false, why: `no provider for ${message.channel}` };
      // A provider's adapter answers its own failures; one that it did not foresee is a failed message, never a failed page.
      return provider
        .send(message)
        .catch((error: unknown) => ({ accepted: false, why: `${message.channel} ${(error as Error).name}` }) as const);
    },
  };
}

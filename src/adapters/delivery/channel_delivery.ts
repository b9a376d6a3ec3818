/** Hands each message to its channel's provider. */
import type { Channel } from '../../domain/realm.js';
import type { Delivery } from '../../ports/delivery.js';

export function createChannelDelivery(providers: Readonly<Partial<Record<Channel, Delivery>>>): Delivery {
  return {
    async send(message) {
      const provider = providers[message.channel];
      return provider ? provider.send(message) : { accepted: false, why: `no provider for ${message.channel}` };
    },
  };
}

/**
 * Channels that carry nothing for now (S3): by the environment for good, by a row of the database within seconds. Pages
 * and rules read a realm's `channels` each time, so they offer what works; what is on its way already arrives.
 */
import type { Channel, Realm } from '../../domain/realm.js';
import type { ChannelSwitchStore } from '../../ports/delivery/channel_switch_store.js';
import type { Delivery } from '../../ports/delivery/delivery.js';
import { type ReadAgain, readAgain } from '../schedule/read_again.js';

export interface ChannelSwitches {
  isOff(channel: Channel): boolean;
  /** Reads at once. @throws Error when they cannot be read */
  refresh(): Promise<void>;
  close(): void;
}

/** @param always channels that the environment turns off */
export async function followChannelSwitches(
  store: Pick<ChannelSwitchStore, 'off'>,
  always: readonly Channel[],
  options: ReadAgain,
): Promise<ChannelSwitches> {
  let off: ReadonlySet<Channel> = new Set(always);
  const refresh = async () => {
    off = new Set([...always, ...(await store.off()).map(({ channel }) => channel)]);
  };
  // A database that is away at start is told elsewhere: until it answers, the environment's word stands.
  await refresh().catch(options.onFailure);
  const close = readAgain(refresh, options);
  return { isOff: (channel) => off.has(channel), refresh, close };
}

/** The realm as it is now: its channels without those that are off. */
export function withOpenChannels(realm: Realm, switches: Pick<ChannelSwitches, 'isOff'>): Realm {
  return {
    ...realm,
    get channels() {
      return realm.channels.filter((channel) => !switches.isOff(channel));
    },
    configuredChannels: realm.channels,
  };
}

/** Nothing leaves by a channel that is off: what waits in an outbox is tried again later. */
export function createSwitchedDelivery(delivery: Delivery, switches: Pick<ChannelSwitches, 'isOff'>): Delivery {
  return {
    send: (message) =>
      switches.isOff(message.channel)
        ? Promise.resolve({ accepted: false, why: `${message.channel} is switched off` })
        : delivery.send(message),
  };
}

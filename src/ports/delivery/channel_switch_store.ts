/** Channels that the operator turned off (S3). */
import type { Channel } from '../../domain/realm.js';

export interface ChannelOff {
  readonly channel: Channel;
  /** milliseconds since the epoch */
  readonly since: number;
  readonly by: string;
}

export interface ChannelSwitchStore {
  off(): Promise<readonly ChannelOff[]>;
  /** @returns false when it was off already */
  turnOff(channel: Channel, by: string, now: number): Promise<boolean>;
  /** @returns false when it was not off */
  turnOn(channel: Channel): Promise<boolean>;
}

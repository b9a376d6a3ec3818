/** Which channel carries a code to which contact (I4): a mobile gets SMS or a call, a landline a call only. */
import type { Channel } from '../realm.js';

interface ReachableContact {
  readonly kind: 'email' | 'mobile' | 'landline';
  readonly verified: boolean;
}

const CHANNELS: Readonly<Record<ReachableContact['kind'], readonly Channel[]>> = {
  email: ['email'],
  mobile: ['sms', 'voice'],
  landline: ['voice'],
};

export interface CodeOption<Contact extends ReachableContact> {
  readonly contact: Contact;
  readonly channel: Channel;
}

/**
 * Every way in which a person can receive a code, in the order in which the channels are given.
 *
 * @param contacts the person's contacts; only verified ones count
 * @param channels the channels that this realm and this request accept
 */
export function codeOptions<Contact extends ReachableContact>(
  contacts: readonly Contact[],
  channels: readonly Channel[],
): ReadonlyArray<CodeOption<Contact>> {
  return channels.flatMap((channel) =>
    contacts
      .filter((contact) => contact.verified && CHANNELS[contact.kind].includes(channel))
      .map((contact) => ({ contact, channel })),
  );
}

/** The channels on which a person can be reached, in the given order. */
export function usableChannels(
  contacts: readonly ReachableContact[],
  channels: readonly Channel[],
): readonly Channel[] {
  return channels.filter((channel) => codeOptions(contacts, [channel]).length > 0);
}

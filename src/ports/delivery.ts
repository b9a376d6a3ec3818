/** Sends one message to one person (O3). */
import type { Channel } from '../domain/realm.js';

export interface Message {
  readonly channel: Channel;
  /** an e-mail address, or a number in E.164 */
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
}

export type DeliveryAnswer = { readonly accepted: true } | { readonly accepted: false; readonly why: string };

export interface Delivery {
  /** Hands a message to its provider. Refusals and faults alike answer `accepted: false`; never throws. */
  send(message: Message): Promise<DeliveryAnswer>;
}

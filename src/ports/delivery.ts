/** Sends one message to one person (O3). */
import type { Channel } from '../domain/realm.js';

export interface Message {
  /** the same at each attempt, so that a provider or a mailbox can drop a repeat; none where nobody tries again */
  readonly id?: string;
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

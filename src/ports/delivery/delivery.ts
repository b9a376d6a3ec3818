/** Sends one message to one person (O3). */
import type { Channel, Locale } from '../../domain/realm.js';

export interface Message {
  /** the same at each attempt, so that a provider or a mailbox can drop a repeat; none where nobody tries again */
  readonly id?: string;
  readonly channel: Channel;
  /** an e-mail address, or a number in E.164 */
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  /** what the text is written in: the voice that reads it out; French unless told */
  readonly locale?: Locale;
  /** whose it is, for the delivery status; nobody's unless told */
  readonly about?: { readonly realm: string; readonly accountId: string };
}

export type DeliveryAnswer =
  | {
      readonly accepted: true;
      /** which one took it, where there are several */
      readonly provider?: string;
      /** what the provider calls it, if it said so */
      readonly reference?: string;
    }
  | {
      readonly accepted: false;
      readonly why: string;
      /** the provider works, and does not want this very message: its number, its mailbox */
      readonly isAboutMessage?: boolean;
    };

export interface Delivery {
  /** Hands a message to its provider. Refusals and faults alike answer `accepted: false`; never throws. */
  send(message: Message): Promise<DeliveryAnswer>;
}

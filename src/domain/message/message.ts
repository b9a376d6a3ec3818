/** A message ready to be handed to a channel: e-mail has a subject and two bodies, SMS and voice a text alone (I4). */
import type { Locale } from '../realm.js';

export interface Message {
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  /** the voice that reads it out */
  readonly locale?: Locale;
}

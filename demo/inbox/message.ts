/** One message that somebody received, whatever carried it. */

export type MessageChannel = 'email' | 'sms' | 'voice' | 'letter';

export const MESSAGE_CHANNELS: readonly MessageChannel[] = ['email', 'sms', 'voice', 'letter'];

export interface Message {
  readonly id: string;
  /** when it arrived, ISO 8601 in UTC */
  readonly at: string;
  readonly channel: MessageChannel;
  /** an address for an e-mail, a telephone number for SMS and voice, a name for a letter */
  readonly to: string;
  /** empty for SMS and voice, which have none */
  readonly subject: string;
  readonly text: string;
  /** who it says it comes from; empty when nothing says so */
  readonly from: string;
  /** the HTML alternative of an e-mail, else null */
  readonly html: string | null;
  /** the PDF of a letter in base64, else null */
  readonly pdf: string | null;
  /** what the sender calls it: the same again is the same message; null when it says nothing */
  readonly key: string | null;
  /** BCP 47 tag in which a voice call is read, else null */
  readonly language: string | null;
}

/** What automation reads: the documented fields and nothing else. */
export function publicFields(message: Message) {
  const { id, at, channel, to, subject, text } = message;
  return { id, at, channel, to, subject, text };
}

export function isMessageChannel(value: unknown): value is MessageChannel {
  return typeof value === 'string' && (MESSAGE_CHANNELS as readonly string[]).includes(value);
}

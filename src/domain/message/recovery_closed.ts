/** Tells somebody that recovery codes are suspended after too many wrong ones, and that nothing changed (C4). */
import type { Channel, Locale } from '../realm.js';
import { emailHtml } from './email_html.js';
import { toGsm7 } from './gsm7.js';
import type { Message } from './message.js';
import { text } from './text.js';

export interface RecoveryClosedMessageInput {
  readonly channel: Channel;
  readonly locale: Locale;
  readonly realmName: string;
  /** the realm's help line, as dialled */
  readonly helpTelephone: string;
}

export function recoveryClosedMessage({
  channel,
  locale,
  realmName,
  helpTelephone,
}: RecoveryClosedMessageInput): Message {
  const w = text[locale].recoveryClosed;
  switch (channel) {
    case 'email': {
      const subject = w.subject(realmName);
      const paragraphs = [w.what(realmName), w.safe, w.how(helpTelephone), w.signature(realmName)];
      return { subject, text: `${paragraphs.join('\n\n')}\n`, html: emailHtml({ locale, title: subject, paragraphs }) };
    }
    case 'sms':
      return { text: toGsm7(w.sms(realmName, helpTelephone.replace(/\s/g, ''))) };
    case 'voice':
      return { text: w.voice(realmName, helpTelephone) };
  }
}

/** Tells somebody that code entry was closed on unknown devices after too many wrong codes, and what to do (I2). */
import type { Channel, Locale } from '../realm.js';
import { emailHtml } from './email_html.js';
import { toGsm7 } from './gsm7.js';
import type { Message } from './message.js';
import { text } from './text.js';

export interface CodeEntryClosedMessageInput {
  readonly channel: Channel;
  readonly locale: Locale;
  readonly realmName: string;
  readonly portalName: string;
  /** the realm's help line, as dialled */
  readonly helpTelephone: string;
}

export function codeEntryClosedMessage(input: CodeEntryClosedMessageInput): Message {
  const w = text[input.locale].codeEntryClosed;
  const { portalName, helpTelephone } = input;
  switch (input.channel) {
    case 'email': {
      const subject = w.subject(portalName).replace(/\s*[\r\n]+\s*/g, ' ');
      const paragraphs = [
        w.what(portalName),
        w.safe,
        w.how(helpTelephone),
        w.notYou(helpTelephone),
        w.signature(input.realmName),
      ];
      return {
        subject,
        text: `${paragraphs.join('\n\n')}\n`,
        html: emailHtml({ locale: input.locale, title: subject, paragraphs }),
      };
    }
    case 'sms':
      return { text: toGsm7(w.sms(portalName, helpTelephone.replace(/\s/g, ''))) };
    case 'voice':
      return { text: w.voice(portalName, helpTelephone) };
  }
}

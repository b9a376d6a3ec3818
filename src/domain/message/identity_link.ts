/** Tells somebody that an identity of an upstream now opens their account, or no longer does (F4, U2). */
import type { Channel, Locale } from '../realm.js';
import { emailHtml } from './email_html.js';
import { toGsm7 } from './gsm7.js';
import type { Message } from './message.js';
import { text } from './text.js';

export interface IdentityLinkMessageInput {
  readonly channel: Channel;
  readonly locale: Locale;
  readonly what: 'linked' | 'replaced' | 'undone';
  readonly realmName: string;
  /** FranceConnect+, as its owner writes it */
  readonly upstreamName: string;
  /** the realm's help line, as dialled */
  readonly helpTelephone: string;
}

export function identityLinkMessage(input: IdentityLinkMessageInput): Message {
  const { channel, locale, what, realmName, upstreamName, helpTelephone } = input;
  const w = text[locale].identityLink;
  switch (channel) {
    case 'email': {
      const subject = w.subject[what](upstreamName, realmName).replace(/\s*[\r\n]+\s*/g, ' ');
      const paragraphs = [w.what[what](upstreamName, realmName), w.notYou(helpTelephone), w.signature(realmName)];
      return {
        subject,
        text: `${paragraphs.join('\n\n')}\n`,
        html: emailHtml({ locale, title: subject, paragraphs }),
      };
    }
    case 'sms':
      return { text: toGsm7(w.sms[what](upstreamName, realmName, helpTelephone.replace(/\s/g, ''))) };
    case 'voice':
      return { text: `${w.what[what](upstreamName, realmName)} ${w.notYou(helpTelephone)}` };
  }
}

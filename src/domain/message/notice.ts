/**
 * The messages that nobody waits for on a page: what changed, for which account, what to do if it was not you, and no link
 * (U2, C3, C4; design: Messages). Rendered at the moment of sending.
 */
import { dayInWords } from '../day.js';
import type { Channel, Locale } from '../realm.js';
import { emailHtml } from './email_html.js';
import { gsm7Length, LONGEST_SINGLE_SMS, toGsm7 } from './gsm7.js';
import type { Message } from './message.js';
import { noticeText, waysText } from './notice_text.js';
import { ACCOUNT_EVENTS, type AccountEvent, type NoticeText, type NoticeWords } from './notice_words.js';

export const NOTICE_KINDS = [
  'password_changed',
  'password_recovered',
  'provisional_password',
  'provisional_password_sent',
  'provisional_used',
  'password_expires',
  'password_expired',
  'campaign_invitation',
  'contact_added',
  'contact_pending',
  'contact_removed',
  'code_card_ordered',
  'account_event',
] as const;

type Kind = (typeof NOTICE_KINDS)[number];

export interface NoticeMessageInput {
  readonly kind: Kind;
  readonly channel: Channel;
  readonly locale: Locale;
  readonly realmName: string;
  /** the realm's help line, as dialled */
  readonly helpTelephone: string;
  /** as the notice outbox keeps it: `label`, `days`, `expiresAt`, `obligesFrom`, `masked`, `hours`, `by`, `event` */
  readonly data: Readonly<Record<string, string | number>>;
  /** what only the person may read, where the kind carries it */
  readonly secret: string | null;
}

/** What somebody else may have done: the message says what to do then. The others are ours. */
const DONE_BY_SOMEBODY: ReadonlySet<Kind> = new Set([
  'password_changed',
  'password_recovered',
  'provisional_password',
  'provisional_password_sent',
  'provisional_used',
  'contact_added',
  'contact_pending',
  'contact_removed',
  'code_card_ordered',
]);

/** @throws Error for an account event that has no words, or a secret that is missing */
export function noticeMessage(input: NoticeMessageInput): Message {
  const { channel, locale, realmName, data } = input;
  const w = noticeText[locale];
  const words = wordsOf(input, w);
  const label = data['label'] === undefined ? undefined : String(data['label']);
  const isForeign = DONE_BY_SOMEBODY.has(input.kind);
  switch (channel) {
    case 'email': {
      const colon = locale === 'fr' ? '\u00a0: ' : ': ';
      const subject = `${realmName}${colon}${words.subject}`.replace(/\s*[\r\n]+\s*/g, ' ');
      const paragraphs = [
        ...words.body,
        ...(label === undefined ? [] : [w.account(label)]),
        isForeign ? w.notYou(input.helpTelephone) : w.help(input.helpTelephone),
        w.signature(realmName),
      ];
      return { subject, text: `${paragraphs.join('\n\n')}\n`, html: emailHtml({ locale, title: subject, paragraphs }) };
    }
    case 'sms':
      return { text: sms(input, w, words, label, isForeign) };
    case 'voice':
      return {
        text: [
          w.greeting(realmName),
          words.body[0] ?? '',
          isForeign ? w.notYou(input.helpTelephone) : w.help(input.helpTelephone),
          w.goodbye,
        ].join('\n'),
      };
  }
}

/** The fullest wording that fits one message; what happened always stays. */
function sms(
  { realmName, locale, helpTelephone }: NoticeMessageInput,
  w: NoticeText,
  words: NoticeWords,
  label: string | undefined,
  isForeign: boolean,
): string {
  const what = `${realmName}${locale === 'fr' ? '\u00a0: ' : ': '}${words.sms}`;
  const account = label === undefined ? [] : [w.accountInSms(label)];
  const telephone = helpTelephone.replace(/\s/g, '');
  const call = isForeign ? w.notYouInSms(telephone) : w.helpInSms(telephone);
  const wordings = [[what, ...account, call], [what, call], [what]].map((parts) =>
    toGsm7(parts.join(' ').replace(/\s*[\r\n]+\s*/g, ' ')),
  );
  const fits = (wording: string) => (gsm7Length(wording) ?? Number.POSITIVE_INFINITY) <= LONGEST_SINGLE_SMS;
  return wordings.find(fits) ?? wordings[wordings.length - 1] ?? what;
}

function wordsOf({ kind, channel, locale, realmName, data, secret }: NoticeMessageInput, w: NoticeText): NoticeWords {
  const number = (name: string) => (typeof data[name] === 'number' ? data[name] : undefined);
  const moment = number('expiresAt') ?? number('obligesFrom');
  const way = data['by'];
  const facts = {
    realm: realmName,
    date: moment === undefined ? undefined : dayInWords(moment, locale, channel === 'sms' ? 'short' : 'long'),
    masked: data['masked'] === undefined ? undefined : String(data['masked']),
    hours: number('hours'),
    by: way === undefined ? undefined : (waysText[locale][way] ?? undefined),
    secret: secret ?? '',
  };
  switch (kind) {
    case 'password_changed':
      return w.passwordChanged(facts);
    case 'password_recovered':
      return w.passwordRecovered(facts);
    case 'provisional_password':
      if (secret === null) throw new Error('a provisional password without the password');
      return w.provisionalPassword(facts);
    case 'provisional_password_sent':
      return w.provisionalPasswordSent(facts);
    case 'provisional_used':
      return w.provisionalUsed(facts);
    case 'password_expires':
      return w.passwordExpires(facts);
    case 'password_expired':
      return w.passwordExpired(facts);
    case 'campaign_invitation':
      return w.campaignInvitation(facts);
    case 'contact_added':
      return w.contactAdded(facts);
    case 'contact_pending':
      return w.contactPending(facts);
    case 'contact_removed':
      return w.contactRemoved(facts);
    case 'code_card_ordered':
      return w.codeCardOrdered(facts);
    case 'account_event':
      return w.event[accountEvent(data['event'])](facts);
  }
}

/** @throws Error when it is none that has words */
function accountEvent(value: unknown): AccountEvent {
  const event = ACCOUNT_EVENTS.find((known) => known === value);
  if (!event) throw new Error('an account event without words');
  return event;
}

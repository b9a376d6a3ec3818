/**
 * The messages that nobody waits for on a page: what changed, for which account, what to do if it was not you (U2, C3, C4;
 * design: Messages). Several that fall close together are one message. Rendered at the moment of sending.
 */
import { dayInWords, momentInWords } from '../day.js';
import type { Channel, Locale } from '../realm.js';
import { emailHtml } from './email_html.js';
import { gsm7Length, LONGEST_SINGLE_SMS, toGsm7 } from './gsm7.js';
import type { Message } from './message.js';
import { isDoneBySomebody, type NOTICE_KINDS } from './notice_rules.js';
import { noticeText, waysText } from './notice_text.js';
import {
  ACCOUNT_EVENTS,
  type AccountEvent,
  MEMBERSHIP_EVENTS,
  type MembershipEvent,
  type NoticeText,
  type NoticeWords,
} from './notice_words.js';

type Kind = (typeof NOTICE_KINDS)[number];

/** One thing that a message tells. */
export interface ToldNotice {
  readonly kind: Kind;
  /** as the notice outbox keeps it: `label`, `days`, `expiresAt`, `obligesFrom`, `masked`, `hours`, `by`, `event`, … */
  readonly data: Readonly<Record<string, string | number>>;
  /** what only the person may read, where the kind carries it */
  readonly secret: string | null;
}

/** Where « Ce n’est pas moi » is said: a link in an e-mail, a page and a reference to type in an SMS or a call (U2). */
export interface NotMe {
  /** the page of this very message in an e-mail, else the one where references are typed */
  readonly address: string;
  /** as it is read or heard; none in an e-mail */
  readonly reference?: string | undefined;
}

interface Common {
  readonly channel: Channel;
  readonly locale: Locale;
  readonly realmName: string;
  /** the realm's help line, as dialled */
  readonly helpTelephone: string;
  /** none: whom to call is all there is to say */
  readonly notMe?: NotMe | undefined;
}

/**
 * @param told in the order in which it happened, at least one; all about one account
 * @throws Error for an account event that has no words, or a secret that is missing
 */
export function noticesMessage(told: readonly ToldNotice[], common: Common): Message {
  const { channel, locale, realmName, helpTelephone, notMe } = common;
  const w = noticeText[locale];
  const all = told.map((each) => wordsOf(each, common, w));
  const [only] = all;
  if (!only) throw new Error('a message that tells nothing');
  const label = told[0]?.data['label'] === undefined ? undefined : String(told[0].data['label']);
  const isForeign = told.some(({ kind }) => isDoneBySomebody(kind));
  const isOne = all.length === 1;
  switch (channel) {
    case 'email': {
      const colon = locale === 'fr' ? '\u00a0: ' : ': ';
      const subject = `${realmName}${colon}${isOne ? only.subject : w.several.subject}`.replace(/\s*[\r\n]+\s*/g, ' ');
      const body = isOne ? only.body : [w.several.intro(realmName), ...all.map(({ body: [what] }) => `– ${what}`)];
      const link = isForeign && notMe ? { text: w.notMe.link, href: notMe.address } : undefined;
      const paragraphs = [
        ...body,
        ...(label === undefined ? [] : [w.account(label)]),
        ...(link ? [w.notMe.ask, link, w.notMe.safe(helpTelephone)] : []),
        ...(link ? [] : [isForeign ? w.notYou(helpTelephone) : w.help(helpTelephone)]),
        link ? w.signatureWithLink(realmName) : w.signature(realmName),
      ];
      const plain = paragraphs.map((each) => (typeof each === 'string' ? each : each.href));
      return { subject, text: `${plain.join('\n\n')}\n`, html: emailHtml({ locale, title: subject, paragraphs }) };
    }
    case 'sms':
      return { text: sms(all, w, common, label, isForeign) };
    case 'voice':
      return {
        text: [
          w.greeting(realmName),
          ...(isOne ? [] : [w.several.intro(realmName)]),
          ...all.map(({ body }) => body[0] ?? ''),
          ...(isForeign && notMe?.reference
            ? [w.notMe.spoken(notMe.reference, helpTelephone), w.notMe.again(notMe.reference)]
            : [isForeign ? w.notYou(helpTelephone) : w.help(helpTelephone)]),
          w.goodbye,
        ].join('\n'),
        locale,
      };
  }
}

/** The fullest wording that fits one message; what happened and a reference always stay. */
function sms(
  all: readonly NoticeWords[],
  w: NoticeText,
  { realmName, locale, helpTelephone, notMe }: Common,
  label: string | undefined,
  isForeign: boolean,
): string {
  const head = `${realmName}${locale === 'fr' ? '\u00a0: ' : ': '}`;
  const [first] = all;
  const list = all.length === 1 ? (first?.sms ?? '') : w.several.sms(all.map((each) => each.sms.replace(/\.$/, '')));
  const short = all.length === 1 ? list : w.several.count(all.length);
  const account = label === undefined ? [] : [w.accountInSms(label)];
  const telephone = helpTelephone.replace(/\s/g, '');
  const reference = isForeign ? notMe?.reference : undefined;
  const call = isForeign ? w.notYouInSms(telephone) : w.helpInSms(telephone);
  const asked = reference ? w.notMe.sms(bareAddress(notMe?.address ?? ''), reference) : call;
  const wordings = [[list, ...account, asked], [list, asked], [short, asked], ...(reference ? [] : [[short]])].map(
    (parts) => toGsm7(`${head}${parts.join(' ')}`.replace(/\s*[\r\n]+\s*/g, ' ')),
  );
  const fits = (wording: string) => (gsm7Length(wording) ?? Number.POSITIVE_INFINITY) <= LONGEST_SINGLE_SMS;
  return wordings.find(fits) ?? wordings[wordings.length - 1] ?? list;
}

/** As people type it. */
function bareAddress(address: string): string {
  return address.replace(/^https?:\/\//, '');
}

function wordsOf({ kind, data, secret }: ToldNotice, common: Common, w: NoticeText): NoticeWords {
  const { channel, locale, realmName, helpTelephone } = common;
  const number = (name: string) => (typeof data[name] === 'number' ? data[name] : undefined);
  const word = (name: string) => (data[name] === undefined ? undefined : String(data[name]));
  const day = number('expiresAt') ?? number('obligesFrom');
  const at = number('at');
  const way = data['by'];
  const facts = {
    realm: realmName,
    telephone: helpTelephone,
    date: day === undefined ? undefined : dayInWords(day, locale, channel === 'sms' ? 'short' : 'long'),
    moment: at === undefined ? undefined : momentInWords(at, locale),
    masked: word('masked'),
    browser: word('browser'),
    portal: word('portal'),
    place: word('place'),
    upstream: word('upstream') ?? '',
    replaced: number('replaced') === 1,
    hours: number('hours'),
    by: way === undefined ? undefined : (waysText[locale][way] ?? undefined),
    isForAgent: way === 'agent',
    secret: secret ?? '',
    organisation: shortened(String(data['organisation'] ?? ''), channel),
    right: String(data['right'] ?? ''),
    login: String(data['login'] ?? ''),
    count: number('count') ?? 0,
    days: number('days'),
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
    case 'contact_given_back':
      return w.contactGivenBack(facts);
    case 'code_card_ordered':
      return w.codeCardOrdered(facts);
    case 'device_new':
      return w.deviceNew(facts);
    case 'kiosk_sign_in':
      return w.kioskSignIn(facts);
    case 'link_added':
      return w.linkAdded(facts);
    case 'link_removed':
      return w.linkRemoved(facts);
    case 'signed_out_everywhere':
      return w.signedOutEverywhere(facts);
    case 'app_signed_out':
      return w.appSignedOut(facts);
    case 'code_entry_closed':
      return w.codeEntryClosed(facts);
    case 'recovery_closed':
      return w.recoveryClosed(facts);
    case 'passkey_cloned':
      return w.passkeyCloned(facts);
    case 'contested':
      return w.contested(facts);
    case 'authenticator_added':
      return w.authenticatorAdded(facts);
    case 'authenticator_removed':
      return w.authenticatorRemoved(facts);
    case 'passkey_added':
      return w.passkeyAdded(facts);
    case 'passkey_removed':
      return w.passkeyRemoved(facts);
    case 'recovery_codes_renewed':
      return w.recoveryCodesRenewed(facts);
    case 'data_downloaded':
      return w.dataDownloaded(facts);
    case 'invitation':
      if (secret === null) throw new Error('an invitation without the password');
      return w.invitation(facts);
    case 'right_granted':
      return w.rightGranted(facts);
    case 'right_revoked':
      return w.rightRevoked(facts);
    case 'administrator_named':
      return w.administratorNamed(facts);
    case 'access_expires':
      return w.accessExpires(facts);
    case 'access_expired':
      return w.accessExpired(facts);
    case 'access_review_due':
      return w.accessReviewDue(facts);
    case 'membership_event':
      return w.membership[membershipEvent(data['event'])](facts);
    case 'account_event':
      return w.event[accountEvent(data['event'])](facts);
  }
}

const LONGEST_IN_SMS_CHARACTERS = 30;

function shortened(name: string, channel: Channel): string {
  if (channel !== 'sms' || name.length <= LONGEST_IN_SMS_CHARACTERS) return name;
  return `${name.slice(0, LONGEST_IN_SMS_CHARACTERS).trim()}...`;
}

/** @throws Error when it is none that has words */
function membershipEvent(value: unknown): MembershipEvent {
  const event = MEMBERSHIP_EVENTS.find((known) => known === value);
  if (!event) throw new Error('a membership event without words');
  return event;
}

/** @throws Error when it is none that has words */
function accountEvent(value: unknown): AccountEvent {
  const event = ACCOUNT_EVENTS.find((known) => known === value);
  if (!event) throw new Error('an account event without words');
  return event;
}

/** What one notice is about, as a page says it: the first sentence of its message. */
export function noticeSentence(told: ToldNotice, locale: Locale, realmName: string, helpTelephone: string): string {
  const common = { channel: 'email', locale, realmName, helpTelephone } as const;
  return wordsOf(told, common, noticeText[locale]).body[0] ?? '';
}

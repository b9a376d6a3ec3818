/**
 * The message that carries a code: code first, what it is for, its life, never to be given away, and no link (I4; design:
 * Messages). Rendered at the moment of sending; the caller keeps nothing of it (I5).
 */
import type { Channel, Locale } from '../realm.js';
import { emailHtml } from './email_html.js';
import { gsm7Length, LONGEST_SINGLE_SMS, toGsm7 } from './gsm7.js';
import type { Message } from './message.js';
import { type OneTimeCodeWords, text } from './text.js';

export interface OneTimeCodeMessageInput {
  readonly channel: Channel;
  readonly locale: Locale;
  readonly realmName: string;
  readonly portalName: string;
  /** six digits */
  readonly code: string;
  readonly lifeMinutes: number;
  /** host of the page where the code is typed, for the origin-bound line of an SMS */
  readonly originHost: string;
  /** the realm's help line, as dialled */
  readonly helpTelephone: string;
  /** the action in words that follow « code pour » (A5); signing in without it */
  readonly purpose?: string | undefined;
  /** a code that signs nobody in: a forgotten password, or a first one (C4, C5) */
  readonly toChoose?: 'new-password' | 'first-password' | undefined;
  /** masked name of the account, when its contact serves several (U1) */
  readonly accountLabel?: string | undefined;
}

export function oneTimeCodeMessage(input: OneTimeCodeMessageInput): Message {
  const words = text[input.locale].oneTimeCode;
  const purpose = input.purpose ?? (input.toChoose ? words.toChoose[input.toChoose] : words.signIn);
  switch (input.channel) {
    case 'email':
      return email(input, words, purpose);
    case 'sms':
      return { text: sms(input, words.sms, purpose) };
    case 'voice':
      return { text: voice(input, words.voice, purpose), locale: input.locale };
  }
}

function email(input: OneTimeCodeMessageInput, words: OneTimeCodeWords, purpose: string): Message {
  const { code, portalName, accountLabel } = input;
  const subject = oneLine(words.subject(purpose, portalName));
  const w = words.email;
  const paragraphs = [
    w.what(purpose, portalName),
    ...(accountLabel === undefined ? [] : [w.account(accountLabel)]),
    w.life(input.lifeMinutes),
    w.secret,
    input.toChoose ? w.notYouChoosing(input.helpTelephone) : w.notYou(input.helpTelephone),
    w.signature(input.realmName),
  ];
  return {
    subject,
    text: `${[code, ...paragraphs].join('\n\n')}\n`,
    html: emailHtml({ locale: input.locale, title: subject, code, paragraphs }),
  };
}

/**
 * The fullest wording that fits one message; the code, the portal, the warning and the origin-bound line always stay.
 * The last line is read by phones (origin-bound one-time codes): `@host #code` alone, after an empty line.
 */
function sms(input: OneTimeCodeMessageInput, w: OneTimeCodeWords['sms'], purpose: string): string {
  const what = w.what(input.code, purpose, oneLine(input.portalName));
  const account = input.accountLabel === undefined ? [] : [w.account(oneLine(input.accountLabel))];
  const life = w.life(input.lifeMinutes);
  const notYou = w.notYou(input.helpTelephone.replace(/\s/g, ''));
  const bound = `\n\n@${input.originHost} #${input.code}`;
  const wordings = [
    [what, ...account, life, w.secret, notYou],
    [what, ...account, life, w.secret],
    [what, ...account, w.secret],
    [what, w.secret],
  ].map((parts) => toGsm7(parts.join(' ')) + bound);
  const fitting = wordings.find((wording) => (gsm7Length(wording) ?? Number.POSITIVE_INFINITY) <= LONGEST_SINGLE_SMS);
  return fitting ?? wordings[wordings.length - 1] ?? bound;
}

/** Digits apart, a sentence a line and the code three times, so that a synthetic voice says it slowly (speech.ts). */
function voice(input: OneTimeCodeMessageInput, w: OneTimeCodeWords['voice'], purpose: string): string {
  const digits = [...input.code].join(', ');
  return [
    w.greeting(purpose, oneLine(input.portalName)),
    w.ready,
    w.code(digits),
    w.again(digits),
    w.again(digits),
    w.life(input.lifeMinutes),
    w.secret,
    w.notYou,
    w.goodbye,
  ].join('\n');
}

/** A name that holds a line break must not start a header or a line of its own. */
function oneLine(value: string): string {
  return value.replace(/\s*[\r\n]+\s*/g, ' ');
}

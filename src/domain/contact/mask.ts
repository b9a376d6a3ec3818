/**
 * Masked contacts: enough for the owner to recognise, too little for anybody else to use (I2). The count of bullets is
 * fixed, so that it tells no length.
 */
import type { Channel, Locale } from '../realm.js';
import { callingCodeOf } from './numbering_plan.js';
import { nationalForm } from './telephone.js';

const HIDDEN_LOCAL_PART = '•••••';

/** `c•••••@example.fr`: the first letter and the domain. A text without `@` is hidden entirely. */
export function maskEmailAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 1) return HIDDEN_LOCAL_PART;
  return `${firstLetter(address)}${HIDDEN_LOCAL_PART}@${address.slice(at + 1)}`;
}

/**
 * `06 •• •• •• 78` for numbers dialled with a 0 (France and the overseas departments), else the country code and the
 * last two digits, `+32 •• •• 78`.
 *
 * @param number an E.164 number; anything else is hidden entirely
 */
export function maskTelephone(number: string): string {
  const national = nationalForm(number);
  if (national !== null) return `${national.slice(0, 2)} •• •• •• ${lastTwoDigits(number)}`;
  if (!/^\+\d{7,15}$/.test(number)) return '•• •• ••';
  return `+${callingCodeOf(number.slice(1))} •• •• ${lastTwoDigits(number)}`;
}

/** The masked form of what a channel writes to or calls. */
export function maskContact(channel: Channel, contact: string): string {
  return channel === 'email' ? maskEmailAddress(contact) : maskTelephone(contact);
}

/**
 * The same choice in words, for a screen reader, which would spell the bullets out.
 *
 * @returns « SMS au numéro qui finit par 78 », "Text message to the number ending in 78"
 */
export function spokenMask(channel: Channel, contact: string, locale: Locale): string {
  const words = SPOKEN[locale];
  if (channel === 'email') {
    const at = contact.lastIndexOf('@');
    return at < 1 ? words.hiddenEmail : words.email(firstLetter(contact), contact.slice(at + 1));
  }
  if (!/^\+\d{7,15}$/.test(contact)) return channel === 'sms' ? words.hiddenSms : words.hiddenVoice;
  return channel === 'sms' ? words.sms(lastTwoDigits(contact)) : words.voice(lastTwoDigits(contact));
}

interface SpokenWords {
  readonly email: (letter: string, domain: string) => string;
  readonly sms: (digits: string) => string;
  readonly voice: (digits: string) => string;
  readonly hiddenEmail: string;
  readonly hiddenSms: string;
  readonly hiddenVoice: string;
}

const SPOKEN: Readonly<Record<Locale, SpokenWords>> = {
  fr: {
    email: (letter, domain) => `E-mail à l’adresse qui commence par ${letter}, chez ${domain}`,
    sms: (digits) => `SMS au numéro qui finit par ${digits}`,
    voice: (digits) => `Appel au numéro qui finit par ${digits}`,
    hiddenEmail: 'E-mail à votre adresse',
    hiddenSms: 'SMS à votre numéro',
    hiddenVoice: 'Appel à votre numéro',
  },
  en: {
    email: (letter, domain) => `E-mail to the address beginning with ${letter}, at ${domain}`,
    sms: (digits) => `Text message to the number ending in ${digits}`,
    voice: (digits) => `Call to the number ending in ${digits}`,
    hiddenEmail: 'E-mail to your address',
    hiddenSms: 'Text message to your number',
    hiddenVoice: 'Call to your number',
  },
};

function firstLetter(text: string): string {
  // By code point: half a surrogate pair would not display.
  return [...text.slice(0, 2)][0] ?? '';
}

function lastTwoDigits(number: string): string {
  return number.slice(-2);
}

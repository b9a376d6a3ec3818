/** Days as people write them, on the calendar of Paris. */
import type { Locale } from './realm.js';

const FORMATS: Readonly<Record<Locale, Readonly<Record<'long' | 'short', Intl.DateTimeFormat>>>> = {
  fr: { long: format('fr-FR', 'long'), short: format('fr-FR', 'numeric') },
  en: { long: format('en-GB', 'long'), short: format('en-GB', 'numeric') },
};

function format(tag: string, month: 'long' | 'numeric'): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag, {
    day: month === 'long' ? 'numeric' : '2-digit',
    month: month === 'long' ? 'long' : '2-digit',
    year: 'numeric',
    timeZone: 'Europe/Paris',
  });
}

/**
 * `22 novembre 2026`, or `22/11/2026`.
 *
 * @param moment milliseconds since the epoch
 */
export function dayInWords(moment: number, locale: Locale, length: 'long' | 'short' = 'long'): string {
  return FORMATS[locale][length].format(moment).replace(/^1 (?=\p{L})/u, locale === 'fr' ? '1er ' : '1 ');
}

const MOMENTS: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' }),
};

/** `3 mars 2026 à 14:05`, `3 March 2026 at 14:05`. @param moment milliseconds since the epoch */
export function momentInWords(moment: number, locale: Locale): string {
  return MOMENTS[locale].format(moment);
}

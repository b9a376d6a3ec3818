/** Days and moments in words, on the clock of mainland France. */
import type { Locale } from '../../domain/realm.js';

const TAGS: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** `3 mars 2026`, `3 March 2026`. @param at milliseconds since the epoch */
export function dayInWords(at: number, locale: Locale): string {
  return format(at, locale, { dateStyle: 'long' });
}

/** `3 mars 2026 à 14:05`, `3 March 2026 at 14:05`. @param at milliseconds since the epoch */
export function momentInWords(at: number, locale: Locale): string {
  return format(at, locale, { dateStyle: 'long', timeStyle: 'short' });
}

function format(at: number, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(TAGS[locale], { ...options, timeZone: 'Europe/Paris' }).format(at);
}

/**
 * A remaining time in words, as pages say it; the client script counts on with the same rules (design: Code, Waits).
 */
import type { Locale } from '../../domain/realm.js';

/** Singular and plural separated by a bar, as the client script reads them. */
export const UNITS: Readonly<Record<Locale, Readonly<Record<'second' | 'minute' | 'hour' | 'moment', string>>>> = {
  fr: { second: 'seconde|secondes', minute: 'minute|minutes', hour: 'heure|heures', moment: 'moins d’une minute' },
  en: { second: 'second|seconds', minute: 'minute|minutes', hour: 'hour|hours', moment: 'less than a minute' },
};

/** How long somebody still has: rounded down, never more than the truth. @param seconds from now, 0 or more */
export function timeLeft(seconds: number, locale: Locale): string {
  if (seconds < 60) return UNITS[locale].moment;
  if (seconds < 3600) return say(Math.floor(seconds / 60), 'minute', locale);
  return say(Math.floor(seconds / 3600), 'hour', locale);
}

/** How long somebody must wait: rounded up, so that the time given is enough. @param seconds from now, 0 or more */
export function timeToWait(seconds: number, locale: Locale): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole <= 90) return say(whole, 'second', locale);
  if (whole <= 5400) return say(Math.ceil(whole / 60), 'minute', locale);
  return say(Math.ceil(whole / 3600), 'hour', locale);
}

function say(count: number, unit: 'second' | 'minute' | 'hour', locale: Locale): string {
  const [one = '', many = ''] = UNITS[locale][unit].split('|');
  return `${count}\u00a0${count > 1 ? many : one}`;
}

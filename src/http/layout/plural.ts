/** A count with its noun, as both languages write it. */
import type { Locale } from '../../domain/realm.js';

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count > 1 ? many : one}`;
}

const FIGURES: Readonly<Record<Locale, Intl.NumberFormat>> = {
  fr: new Intl.NumberFormat('fr-FR'),
  en: new Intl.NumberFormat('en-GB'),
};

/** The same for a count that may be large: `10 000`, `10,000`. */
export function pluralOfMany(locale: Locale, count: number, one: string, many: string): string {
  return `${FIGURES[locale].format(count)} ${count > 1 ? many : one}`;
}

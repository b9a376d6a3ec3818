/**
 * Which of the two languages a page is written in (requirements P9 `ui_locales`, X1 French first).
 */
import type { Locale } from '../domain/realm.js';

/** Where a person's language may be read, each as received; absent or unusable ones are passed over. */
export interface LocaleSources {
  /** the remembered choice of the language switch */
  readonly cookie?: string | undefined;
  /** `?lang=` of this very address */
  readonly query?: string | undefined;
  /** OpenID Connect's `ui_locales`: language tags in order of preference, separated by spaces */
  readonly uiLocales?: string | undefined;
  /** the Accept-Language header (RFC 9110 §12.5.4) */
  readonly acceptLanguage?: string | undefined;
}

/** A header longer than this is nobody's real preference; the rest is not read. */
const LONGEST_READ = 500;

/**
 * Picks the language of a page.
 *
 * @returns the explicit choice (the address, then the cookie), else the first known tag of `ui_locales`, else the
 *   known language Accept-Language ranks first, else French
 */
export function pickLocale(sources: LocaleSources): Locale {
  return (
    known(sources.query) ??
    known(sources.cookie) ??
    firstKnown((sources.uiLocales ?? '').slice(0, LONGEST_READ).split(/\s+/)) ??
    firstKnown(ranked(sources.acceptLanguage ?? '')) ??
    'fr'
  );
}

function known(tag: string | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split('-')[0];
  return language === 'fr' || language === 'en' ? language : undefined;
}

function firstKnown(tags: readonly string[]): Locale | undefined {
  for (const tag of tags) {
    const locale = known(tag);
    if (locale !== undefined) return locale;
  }
  return undefined;
}

/** Tags of an Accept-Language header, the best ranked first; a tag with `q=0` is one the person can't read. */
function ranked(header: string): string[] {
  return header
    .slice(0, LONGEST_READ)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/i.exec(parameter)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

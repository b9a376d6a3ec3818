/** The way through a long list, a page at a time. */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { text } from './text.js';

export interface PagesProps {
  readonly locale: Locale;
  /** from 1 */
  readonly where: { readonly page: number; readonly pages: number };
  readonly href: (page: number) => string;
}

/** @returns nothing where there is one page only */
export function Pages({ locale, where: { page, pages }, href }: PagesProps): VNode | null {
  if (pages <= 1) return null;
  const t = text[locale].pages;
  return (
    <nav class="pages" aria-label={t.label}>
      {page > 1 ? (
        <a class="link" href={href(page - 1)} rel="prev">
          {t.before}
        </a>
      ) : null}
      <span>{t.where(page, pages)}</span>
      {page < pages ? (
        <a class="link" href={href(page + 1)} rel="next">
          {t.after}
        </a>
      ) : null}
    </nav>
  );
}

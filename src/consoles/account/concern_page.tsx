/** A page of one concern: where it belongs, its title, what is new, and the way home (U1, X3). Pure: values in, a page out. */
import type { ComponentChildren, VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { Notice } from '../../http/layout/notice.js';
import { text } from './text.js';

/** What a page says first. */
export interface Said {
  readonly kind: 'success' | 'warning';
  readonly message: string;
}

export interface ConcernPageProps {
  readonly locale: Locale;
  readonly title: string;
  readonly said?: Said | undefined;
  readonly homeHref: string;
  readonly children: ComponentChildren;
}

export function ConcernPage({ locale, title, said, homeHref, children }: ConcernPageProps): VNode {
  return (
    <>
      <div class="head">
        <a class="up" href={homeHref}>
          {text[locale].title}
        </a>
        <h1>{title}</h1>
      </div>
      {said === undefined ? null : <Notice {...said} />}
      {children}
    </>
  );
}

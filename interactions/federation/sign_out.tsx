/**
 * The hop that ends the upstream's session too (F5): a page that goes on by itself, since a form's answer may only lead
 * where its page said (S6), and nobody knows where an upstream will lead. Pure: values in, a page out.
 */
import type { VNode } from 'preact';
import type { Locale } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { text } from './text.js';

export interface UpstreamSignOutProps {
  readonly locale: Locale;
  readonly upstreamName: string;
  readonly href: string;
}

export function upstreamSignOutPage(props: UpstreamSignOutProps): PageContent {
  return { title: text[props.locale].signOut.title(props.upstreamName), body: <UpstreamSignOutView {...props} /> };
}

export function UpstreamSignOutView({ locale, upstreamName, href }: UpstreamSignOutProps): VNode {
  const t = text[locale].signOut;
  return (
    <>
      <div class="head">
        <h1>{t.title(upstreamName)}</h1>
        <p>{t.what(upstreamName)}</p>
      </div>
      <a class="button" href={href}>
        {t.next}
      </a>
    </>
  );
}

/** Where an app's claimed address ends when the telephone did not open the app (RFC 8252 §7.2; I2). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import { Notice } from '../notice.js';
import type { PageContent } from '../page.js';
import { SentenceList } from '../sentence_list.js';
import { text } from './text.js';

export function appReturnPage(locale: Locale): PageContent {
  return { title: text[locale].title, body: <AppReturnView locale={locale} /> };
}

export function AppReturnView({ locale }: { readonly locale: Locale }): VNode {
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
      </div>
      <Notice kind="warning" message={t.what} />
      <SentenceList sentences={t.next} />
    </>
  );
}

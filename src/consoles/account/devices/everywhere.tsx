/** Signing out everywhere: what it will do, then that it is done (U1, P9). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import { DoneList } from '../../../http/layout/done_list.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import { SubmitOrLeave } from '../../../http/layout/submit_or_leave.js';
import { text } from './text.js';

export interface AskEverywhereProps {
  readonly locale: Locale;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

export function askEverywherePage(props: AskEverywhereProps): PageContent {
  return { title: text[props.locale].everywhere.question, body: <AskEverywhereView {...props} /> };
}

export function AskEverywhereView({ locale, action, csrfToken, backHref }: AskEverywhereProps): VNode {
  const t = text[locale].everywhere;
  return (
    <>
      <h1>{t.question}</h1>
      <SentenceList sentences={[...t.consequences, t.told]} />
      <PostForm action={action} csrfToken={csrfToken}>
        <SubmitOrLeave locale={locale} label={t.yes} leave={{ href: backHref, label: t.no }} />
      </PostForm>
    </>
  );
}

/** Whoever comes here is signed in no more. @param homeHref leads to a new sign-in */
export function signedOutEverywherePage(locale: Locale, homeHref: string): PageContent {
  const t = text[locale].everywhere;
  const back = { href: homeHref, label: t.again };
  return { title: t.done, body: <DoneList title={t.done} what={t.doneWhat} next={t.next} back={back} /> };
}

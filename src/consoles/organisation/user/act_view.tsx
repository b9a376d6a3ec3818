/** Asks before an act: what it will do, and whether a new code is needed (E1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import { SubmitOrLeave } from '../../../http/layout/submit_or_leave.js';
import type { JourneyNews } from '../../relying_party/journey.js';
import type { ActName } from '../acts.js';
import { ConfirmByCode } from '../confirm_by_code.js';
import { text as confirm } from '../confirm_text.js';
import { type FrameProps, framed } from '../frame.js';
import { text as shared } from '../text.js';
import { text } from './act_text.js';

export interface ActProps {
  readonly frame: FrameProps;
  readonly act: ActName;
  readonly person: string;
  /** the right, the contact or the way, in words */
  readonly what: string;
  readonly needsCode: boolean;
  readonly news: JourneyNews | undefined;
  readonly action: string;
  readonly backHref: string;
}

export function actPage(props: ActProps): PageContent {
  const title = text[props.frame.locale].acts[props.act].title(props.person, props.what);
  return framed(props.frame, { title, body: <ActView {...props} title={title} /> });
}

export function ActView(props: ActProps & { readonly title: string }): VNode {
  const { frame, act, title, needsCode, news, action, backHref } = props;
  const { locale } = frame;
  const { consequences, yes } = text[locale].acts[act];
  return (
    <>
      <h1>{title}</h1>
      {news === undefined ? null : <Notice kind="warning" message={shared[locale].news[news]} />}
      <SentenceList sentences={consequences} />
      <PostForm action={action} csrfToken={frame.csrfToken}>
        {needsCode ? (
          <ConfirmByCode locale={locale} backHref={backHref} />
        ) : (
          <SubmitOrLeave locale={locale} label={yes} leave={{ href: backHref, label: confirm[locale].keep }} />
        )}
      </PostForm>
    </>
  );
}

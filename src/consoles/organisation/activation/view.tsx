/** The code for somebody's first sign-in: asked for, then shown once (E1, I7). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { momentInWords } from '../../../domain/day.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import { SubmitOrLeave } from '../../../http/layout/submit_or_leave.js';
import { text as confirm } from '../confirm_text.js';
import { type FrameProps, framed } from '../frame.js';
import { text } from './text.js';

export interface AskActivationProps {
  readonly frame: FrameProps;
  readonly person: string;
  readonly action: string;
  readonly backHref: string;
}

export function askActivationPage(props: AskActivationProps): PageContent {
  const title = text[props.frame.locale].title(props.person);
  return framed(props.frame, { title, body: <AskActivationView {...props} title={title} /> });
}

export function AskActivationView(props: AskActivationProps & { readonly title: string }): VNode {
  const { frame, title, action, backHref } = props;
  const { locale } = frame;
  const t = text[locale];
  return (
    <>
      <h1>{title}</h1>
      <Lines lines={t.what} />
      <PostForm action={action} csrfToken={frame.csrfToken}>
        <SubmitOrLeave locale={locale} label={t.show} leave={{ href: backHref, label: confirm[locale].keep }} />
      </PostForm>
    </>
  );
}

export interface ActivationProps {
  readonly frame: FrameProps;
  readonly person: string;
  /** six digits */
  readonly code: string;
  /** milliseconds since the epoch */
  readonly expiresAt: number;
  readonly backHref: string;
}

export function activationPage(props: ActivationProps): PageContent {
  return framed(props.frame, { title: text[props.frame.locale].shown, body: <ActivationView {...props} /> });
}

export function ActivationView({ frame, person, code, expiresAt, backHref }: ActivationProps): VNode {
  const { locale } = frame;
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.shown}</h1>
        <p>{person}</p>
      </div>
      <div class="notice success">
        <p class="shown-code">{code.replace(/^(\d{3})(\d{3})$/, '$1\u00a0$2')}</p>
        <p>{t.until(momentInWords(expiresAt, locale))}</p>
      </div>
      <p class="strong">{t.once}</p>
      <Lines lines={t.next} />
      <a class="button" href={backHref}>
        {t.back}
      </a>
    </>
  );
}

function Lines({ lines }: { lines: readonly string[] }): VNode {
  return <SentenceList sentences={lines} />;
}

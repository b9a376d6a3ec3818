/** Questions before something ends or changes: removing an app, new recovery codes, another name (I5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
import { renameMeansPage } from '../named_means.js';
import { NAME_FIELD } from './enrol.js';
import { text } from './text.js';

interface AskProps {
  readonly locale: Locale;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

export interface AskRemovalProps extends AskProps {
  readonly name: string;
  readonly isLast: boolean;
}

export function askRemovalPage(props: AskRemovalProps): PageContent {
  const t = text[props.locale].remove;
  const consequences = [t.refused, ...(props.isLast ? [t.last] : []), t.told];
  const title = t.title(props.name);
  return { title, body: <Question {...props} words={{ ...t, title }} consequences={consequences} /> };
}

export function askRenewalPage(props: AskProps): PageContent {
  const t = text[props.locale].renew;
  return { title: t.title, body: <Question {...props} words={t} consequences={[t.ends, t.shown, t.told]} /> };
}

interface QuestionProps extends AskProps {
  readonly words: { readonly title: string; readonly code: string; readonly yes: string; readonly no: string };
  readonly consequences: readonly string[];
}

function Question({ locale, action, csrfToken, backHref, words, consequences }: QuestionProps): VNode {
  return (
    <>
      <h1>{words.title}</h1>
      <ul class="list">
        {consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <PostForm action={action} csrfToken={csrfToken}>
        <p>{words.code}</p>
        <div class="buttons">
          <Submit locale={locale} label={words.yes} />
          <a class="quiet" href={backHref}>
            {words.no}
          </a>
        </div>
      </PostForm>
    </>
  );
}

export interface RenameProps extends AskProps {
  readonly name: string;
  /** as typed, where it was refused */
  readonly refused?: string | undefined;
}

export function renamePage({ name, ...props }: RenameProps): PageContent {
  const { rename, enrol } = text[props.locale];
  const { title, ...buttons } = rename;
  const words = { ...buttons, title: title(name), label: enrol.name, hint: enrol.nameHint, error: enrol.errors.name };
  return renameMeansPage({ ...props, name, field: NAME_FIELD, words });
}

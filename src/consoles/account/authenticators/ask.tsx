/** Questions before something ends or changes: removing an app, new recovery codes, another name (I5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { LONGEST_NAME } from '../../../domain/authenticator.js';
import type { Locale } from '../../../domain/realm.js';
import { ErrorSummary, messagesFor } from '../../../http/layout/error_summary.js';
import { Field } from '../../../http/layout/field.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
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

export function renamePage(props: RenameProps): PageContent {
  const title = text[props.locale].rename.title(props.name);
  return { title, hasError: props.refused !== undefined, body: <RenameView {...props} /> };
}

export function RenameView({ locale, action, csrfToken, backHref, name, refused }: RenameProps): VNode {
  const t = text[locale];
  const errors = refused === undefined ? [] : [{ field: NAME_FIELD, message: t.enrol.errors.name }];
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <h1>{t.rename.title(name)}</h1>
      <PostForm action={action} csrfToken={csrfToken}>
        <Field
          locale={locale}
          id={NAME_FIELD}
          label={t.enrol.name}
          hint={t.enrol.nameHint}
          errors={messagesFor(NAME_FIELD, errors)}
          input={{
            type: 'text',
            value: refused ?? name,
            maxlength: LONGEST_NAME,
            required: true,
          }}
        />
        <div class="buttons">
          <Submit locale={locale} label={t.rename.submit} />
          <a class="quiet" href={backHref}>
            {t.rename.cancel}
          </a>
        </div>
      </PostForm>
    </>
  );
}

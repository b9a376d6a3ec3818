/** What a person named and signs in with, an app or a passkey: one of a list, and the page that names it anew (I5, I6, U1). */
import type { ComponentChildren, VNode } from 'preact';
import { LONGEST_NAME } from '../../domain/authenticator/authenticator.js';
import type { Locale } from '../../domain/realm.js';
import { ErrorSummary, messagesFor } from '../../http/layout/error_summary.js';
import { Field } from '../../http/layout/field.js';
import type { PageContent } from '../../http/layout/page.js';
import { PostForm } from '../../http/layout/post_form.js';
import { Submit } from '../../http/layout/submit.js';

export interface NamedMeansProps {
  /** unique on the page */
  readonly id: string;
  readonly name: string;
  /** name and value, in words */
  readonly facts: ReadonlyArray<readonly [string, string]>;
  readonly rename: { readonly href: string; readonly label: string };
  /** where it is asked whether to remove it */
  readonly remove: { readonly href: string; readonly label: string };
  /** above the facts */
  readonly children?: ComponentChildren;
}

export function NamedMeans({ id, name, facts, rename, remove, children }: NamedMeansProps): VNode {
  return (
    <article class="identity" aria-labelledby={id}>
      <h2 id={id}>
        <bdi>{name}</bdi>
      </h2>
      {children}
      <dl class="facts">
        {facts.map(([fact, value]) => (
          <div key={fact}>
            <dt>{fact}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <a class="link" href={rename.href}>
        {rename.label}
      </a>
      <a class="quiet" href={remove.href}>
        {remove.label}
      </a>
    </article>
  );
}

export interface RenameMeansProps {
  readonly locale: Locale;
  /** as it is called now */
  readonly name: string;
  /** as typed, where it was refused */
  readonly refused?: string | undefined;
  /** what the name is posted as */
  readonly field: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
  readonly words: {
    readonly title: string;
    readonly label: string;
    readonly hint: string;
    readonly error: string;
    readonly submit: string;
    readonly cancel: string;
  };
}

export function renameMeansPage(props: RenameMeansProps): PageContent {
  return { title: props.words.title, hasError: props.refused !== undefined, body: <RenameMeansView {...props} /> };
}

export function RenameMeansView(props: RenameMeansProps): VNode {
  const { locale, name, refused, field, action, csrfToken, backHref, words } = props;
  const errors = refused === undefined ? [] : [{ field, message: words.error }];
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <h1>{words.title}</h1>
      <PostForm action={action} csrfToken={csrfToken}>
        <Field
          locale={locale}
          id={field}
          label={words.label}
          hint={words.hint}
          errors={messagesFor(field, errors)}
          input={{ type: 'text', value: refused ?? name, maxlength: LONGEST_NAME, required: true }}
        />
        <div class="buttons">
          <Submit locale={locale} label={words.submit} />
          <a class="quiet" href={backHref}>
            {words.cancel}
          </a>
        </div>
      </PostForm>
    </>
  );
}

/** What a person named and signs in with, an app or a passkey: one of a list, and the page that names it anew (I5, I6, U1). */
import type { ComponentChildren, VNode } from 'preact';
import { LONGEST_NAME } from '../../domain/authenticator/authenticator.js';
import type { Locale } from '../../domain/realm.js';
import { ErrorSummary, messagesFor } from '../../http/layout/error_summary.js';
import { Facts } from '../../http/layout/facts.js';
import { Field } from '../../http/layout/field.js';
import type { PageContent } from '../../http/layout/page.js';
import { PostForm } from '../../http/layout/post_form.js';
import { Submit } from '../../http/layout/submit.js';
import { SubmitOrLeave } from '../../http/layout/submit_or_leave.js';
import type { Asked } from './console.js';

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
      <Facts facts={facts} />
      <a class="link" href={rename.href}>
        {rename.label}
      </a>
      <a class="quiet" href={remove.href}>
        {remove.label}
      </a>
    </article>
  );
}

export interface AddMeansProps {
  readonly locale: Locale;
  /** how many the person has, and how many they may have */
  readonly held: number;
  readonly most: number;
  /** where adding one is asked for: `csrf` */
  readonly addAction: string;
  readonly csrfToken: string;
  readonly words: {
    readonly add: string;
    readonly addMore: string;
    /** why a code is asked */
    readonly code: string;
    full(most: number): string;
  };
  /** above the button */
  readonly children?: ComponentChildren;
}

/** The button that adds one more, below the list; in its place, why there cannot be more. */
export function AddMeans({ locale, held, most, addAction, csrfToken, words, children }: AddMeansProps): VNode {
  if (held >= most) return <p>{words.full(most)}</p>;
  const isFirst = held === 0;
  return (
    <PostForm action={addAction} csrfToken={csrfToken}>
      <p>{words.code}</p>
      {children}
      <Submit locale={locale} label={isFirst ? words.add : words.addMore} look={isFirst ? 'primary' : 'quiet'} />
    </PostForm>
  );
}

/** What it is called now, and what it should be called. */
export interface AskedName extends Asked {
  readonly name: string;
  /** as typed, where it was refused */
  readonly refused?: string | undefined;
}

export interface RenameMeansProps extends AskedName {
  /** what the name is posted as */
  readonly field: string;
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
        <SubmitOrLeave locale={locale} label={words.submit} leave={{ href: backHref, label: words.cancel }} />
      </PostForm>
    </>
  );
}

/** Adding a contact: what is typed, then the code that must come back from there (U1). Pure: values in, a page out. */
import type { InputHTMLAttributes, VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import { breakable } from '../../../http/layout/breakable.js';
import { ErrorSummary, messagesFor } from '../../../http/layout/error_summary.js';
import { Field } from '../../../http/layout/field.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import { text as shared } from '../text.js';
import { type AddError, text } from './text.js';

/** Name of the field that the form sends. */
export const CONTACT_FIELD = 'contact';

export interface AddContactProps {
  readonly locale: Locale;
  readonly kind: ContactKind;
  /** as typed, or what was typed before */
  readonly value: string;
  readonly error?: AddError | undefined;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

const INPUTS: Readonly<Record<ContactKind, InputHTMLAttributes>> = {
  email: { type: 'email', autocomplete: 'email', spellcheck: false, maxlength: 254 },
  mobile: { type: 'tel', autocomplete: 'tel', maxlength: 40, class: 'digits' },
  landline: { type: 'tel', autocomplete: 'tel', maxlength: 40, class: 'digits' },
};

export function addContactPage(props: AddContactProps): PageContent {
  const title = text[props.locale].add.title[props.kind];
  return { title, hasError: props.error !== undefined, body: <AddContactView {...props} /> };
}

export function AddContactView({ locale, kind, value, error, action, csrfToken, backHref }: AddContactProps): VNode {
  const t = text[locale].add;
  const errors = error === undefined ? [] : [{ field: CONTACT_FIELD, message: t.errors[error] }];
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <div class="head">
        <h1>{t.title[kind]}</h1>
        <p>{t.what[kind]}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <Field
          locale={locale}
          id={CONTACT_FIELD}
          label={t.label[kind]}
          hint={t.hint[kind]}
          errors={messagesFor(CONTACT_FIELD, errors)}
          input={{ ...INPUTS[kind], required: true, value }}
        />
        <p class="muted">{shared[locale].confirm.why}</p>
        <Submit locale={locale} label={t.submit} />
      </PostForm>
      <a class="link" href={backHref}>
        {t.back}
      </a>
    </>
  );
}

export interface SendContactCodeProps {
  readonly locale: Locale;
  readonly masked: string;
  readonly spoken: string;
  /** why the last one did not leave, in words */
  readonly error?: string | undefined;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

export function sendContactCodePage(props: SendContactCodeProps): PageContent {
  return {
    title: text[props.locale].send.title,
    hasError: props.error !== undefined,
    body: <SendContactCodeView {...props} />,
  };
}

export function SendContactCodeView(props: SendContactCodeProps): VNode {
  const { locale, masked, spoken, error, action, csrfToken, backHref } = props;
  const t = text[locale];
  return (
    <>
      <ErrorSummary locale={locale} errors={error === undefined ? [] : [{ message: error }]} />
      <div class="head">
        <h1>{t.send.title}</h1>
        <p>
          <span aria-hidden="true" class="masked strong">
            {breakable(masked)}
          </span>
          <span class="unseen">{spoken}</span>
        </p>
        <p>{t.send.what}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <Submit locale={locale} label={t.send.submit} />
      </PostForm>
      <a class="link" href={backHref}>
        {t.add.back}
      </a>
    </>
  );
}

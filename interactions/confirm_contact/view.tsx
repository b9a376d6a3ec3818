/** Adding a first contact (I7): one field of two, or why it cannot be done yet. Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { Field } from '../../src/http/layout/field.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import { type CardOffer, OrderCard } from '../../src/http/layout/order_card/view.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { Submit } from '../../src/http/layout/submit.js';
import { type ConfirmContactText, text } from './text.js';

export type AddContactError =
  | { readonly code: 'none' | 'both' | 'email' | 'mobile' | 'landline' | 'refused' | 'delivery-failed' }
  | { readonly code: 'sends-exhausted'; readonly minutes: number };

export interface AddContactProps {
  readonly locale: Locale;
  /** what its channels are decides what may be typed */
  readonly realm: Pick<Realm, 'channels'>;
  /** where it is posted: `csrf`, `email`, `mobile` */
  readonly action: string;
  readonly csrfToken: string;
  /** as typed, or what waits from before */
  readonly email: string;
  readonly mobile: string;
  readonly errors?: readonly AddContactError[];
  readonly cancelHref: string;
}

export interface UnconfirmedProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  /** where « this time without » is posted: `csrf` */
  readonly laterAction: string;
  readonly csrfToken: string;
  readonly card?: CardOffer | undefined;
  readonly cancelHref: string;
}

export function addContactPage(props: AddContactProps): PageContent {
  return {
    title: text[props.locale].title,
    hasError: (props.errors ?? []).length > 0,
    body: <AddContactView {...props} />,
  };
}

/** The person proved nothing but the password: codes cannot go where only the password says (I7). */
export function unconfirmedPage(props: UnconfirmedProps): PageContent {
  return { title: text[props.locale].unconfirmed.title, body: <UnconfirmedView {...props} /> };
}

function AddContactView(props: AddContactProps): VNode {
  const { locale, realm } = props;
  const t = text[locale];
  const takesEmail = realm.channels.includes('email');
  const calls = realm.channels.includes('voice');
  const errors = (props.errors ?? []).map((error) => said(error, t));
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <div class="head">
        <h1>{t.title}</h1>
        <p>{takesEmail ? t.what : t.whatTelephone}</p>
        {takesEmail ? <p class="muted">{t.either}</p> : null}
      </div>
      <PostForm action={props.action} csrfToken={props.csrfToken}>
        {takesEmail ? (
          <Field
            locale={locale}
            id="email"
            label={t.email}
            hint={t.emailHint}
            errors={messagesFor('email', errors)}
            input={{ type: 'email', autocomplete: 'email', spellcheck: false, value: props.email, maxlength: 254 }}
          />
        ) : null}
        <Field
          locale={locale}
          id="mobile"
          label={calls ? t.telephone : t.mobile}
          hint={calls ? t.telephoneHint : t.mobileHint}
          errors={messagesFor('mobile', errors)}
          input={{ type: 'tel', autocomplete: 'tel', value: props.mobile, maxlength: 40, class: 'digits' }}
        />
        <Submit locale={locale} label={t.submit} />
      </PostForm>
      <a class="link" href={props.cancelHref}>
        {t.cancel}
      </a>
    </>
  );
}

function UnconfirmedView(props: UnconfirmedProps): VNode {
  const { locale, realm, card } = props;
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.unconfirmed.title}</h1>
        <p>{t.unconfirmed.what}</p>
        <p>{t.unconfirmed.why}</p>
      </div>
      {card === undefined ? null : <OrderCard locale={locale} offer={card} />}
      <HelpCall locale={locale} help={realm.help} />
      <PostForm action={props.laterAction} csrfToken={props.csrfToken}>
        <Submit locale={locale} look="quiet" label={t.unconfirmed.later} />
      </PostForm>
      <a class="link" href={props.cancelHref}>
        {t.cancel}
      </a>
    </>
  );
}

function said(error: AddContactError, t: ConfirmContactText): SaidError {
  switch (error.code) {
    case 'none':
    case 'both':
      return { field: 'email', message: t.errors[error.code] };
    case 'email':
      return { field: 'email', message: t.errors.email };
    case 'mobile':
    case 'landline':
    case 'refused':
      return { field: 'mobile', message: t.errors[error.code] };
    case 'sends-exhausted':
      return { message: t.errors['sends-exhausted'](error.minutes) };
    case 'delivery-failed':
      return { message: t.errors['delivery-failed'] };
  }
}

/** The form that sets a contact of somebody (E1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { ErrorSummary, messagesFor, type SaidError } from '../../../http/layout/error_summary.js';
import { Field } from '../../../http/layout/field.js';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import type { JourneyNews } from '../../relying_party/journey.js';
import { ConfirmByCode } from '../confirm_by_code.js';
import { type FrameProps, framed } from '../frame.js';
import { text as shared } from '../text.js';
import { type ContactError, text } from './text.js';

export interface ContactProps {
  readonly frame: FrameProps;
  readonly person: string;
  readonly email: string;
  readonly telephone: string;
  readonly error: ContactError | undefined;
  readonly news: JourneyNews | undefined;
  readonly action: string;
  readonly backHref: string;
}

export function contactPage(props: ContactProps): PageContent {
  const title = text[props.frame.locale].title(props.person);
  return framed(props.frame, {
    title,
    hasError: props.error !== undefined,
    body: <ContactView {...props} title={title} />,
  });
}

const FIELD_OF = {
  none: 'email',
  both: 'email',
  email: 'email',
  telephone: 'telephone',
  refused: 'telephone',
} as const;

export function ContactView(props: ContactProps & { readonly title: string }): VNode {
  const { frame, title, email, telephone, error, news, action, backHref } = props;
  const { locale } = frame;
  const t = text[locale];
  const errors: readonly SaidError[] = error ? [{ field: FIELD_OF[error], message: t.errors[error] }] : [];
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <h1>{title}</h1>
      {news === undefined ? null : <Notice kind="warning" message={shared[locale].news[news]} />}
      <SentenceList sentences={t.what} />
      <PostForm action={action} csrfToken={frame.csrfToken}>
        <p>{t.either}</p>
        <Field
          locale={locale}
          id="email"
          label={t.email}
          hint={t.emailHint}
          errors={messagesFor('email', errors)}
          input={{ type: 'email', value: email, maxlength: 254 }}
        />
        <Field
          locale={locale}
          id="telephone"
          label={t.telephone}
          hint={t.telephoneHint}
          errors={messagesFor('telephone', errors)}
          input={{ type: 'tel', value: telephone, maxlength: 30 }}
        />
        <ConfirmByCode locale={locale} backHref={backHref} />
      </PostForm>
    </>
  );
}

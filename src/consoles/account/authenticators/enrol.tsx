/** Giving a key to an app, and the first code that proves the app has it (I5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { groupsOfFour, LONGEST_NAME } from '../../../domain/authenticator/authenticator.js';
import { momentInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { CodeField } from '../../../http/layout/code_form.js';
import { ErrorSummary, messagesFor } from '../../../http/layout/error_summary.js';
import { Field } from '../../../http/layout/field.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { SubmitOrLeave } from '../../../http/layout/submit_or_leave.js';
import { QrCode } from './qr_code.js';
import { text } from './text.js';

/** What browsers do not take for the person's own name. */
export const NAME_FIELD = 'app';

export type EnrolError = 'name' | 'code-empty' | 'code-format' | 'wrong-code';

export interface EnrolProps {
  readonly locale: Locale;
  /** Base32 */
  readonly key: string;
  /** what the QR code says */
  readonly uri: string;
  /** milliseconds since the epoch */
  readonly until: number;
  /** as typed before */
  readonly name?: string | undefined;
  readonly errors?: readonly EnrolError[];
  /** where it is posted: `csrf`, `app` (its name), `code` */
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

export function enrolPage(props: EnrolProps): PageContent {
  const { title } = text[props.locale].enrol;
  return { title, hasError: (props.errors ?? []).length > 0, body: <EnrolView values={props} /> };
}

/** Its values lie in one property: `key` is preact's own. */
export function EnrolView({ values }: { values: EnrolProps }): VNode {
  const { locale, action, csrfToken, backHref } = values;
  const t = text[locale].enrol;
  const errors = (values.errors ?? []).map((code) => ({
    field: code === 'name' ? NAME_FIELD : 'code',
    message: t.errors[code],
  }));
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <h1>{t.title}</h1>
      <div class="stack">
        <h2>{t.steps.open}</h2>
        <p>{t.scan}</p>
        <p>
          <QrCode value={values.uri} label={t.picture} />
        </p>
        <p>{t.orType}</p>
        <p>
          <a class="link" href={values.uri}>
            {t.open}
          </a>
        </p>
        <dl class="facts">
          <div>
            <dt>{t.key}</dt>
            <dd class="secret">{groupsOfFour(values.key).join(' ')}</dd>
          </div>
        </dl>
        <p class="small">
          {t.keyHint} {t.until(momentInWords(values.until, locale))}
        </p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <h2>{t.steps.prove}</h2>
        <p>{t.type}</p>
        <CodeField locale={locale} label={t.code} hint={t.codeHint} errors={messagesFor('code', errors)} />
        <Field
          locale={locale}
          id={NAME_FIELD}
          label={t.name}
          hint={t.nameHint}
          errors={messagesFor(NAME_FIELD, errors)}
          input={{
            type: 'text',
            value: values.name ?? t.defaultName,
            maxlength: LONGEST_NAME,
            required: true,
          }}
        />
        <SubmitOrLeave locale={locale} label={t.submit} leave={{ href: backHref, label: t.cancel }} />
      </PostForm>
    </>
  );
}

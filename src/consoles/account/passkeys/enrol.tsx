/** Making a passkey: the browser does it, by script; without one the page says what is needed (I6, X1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { momentInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { ErrorSummary } from '../../../http/layout/error_summary.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PasskeyCreation } from '../../../http/layout/passkey_creation.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import { Submit } from '../../../http/layout/submit.js';
import { type EnrolPasskeyError, text } from './text.js';

export interface EnrolPasskeyProps {
  readonly locale: Locale;
  /** what the browser is asked to create (WebAuthn L3: PublicKeyCredentialCreationOptionsJSON) */
  readonly options: object;
  /** milliseconds since the epoch */
  readonly until: number;
  readonly error?: EnrolPasskeyError | undefined;
  /** where it is posted: `csrf`, `passkey` (what the browser made) or `failure` (why it made nothing) */
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

export function enrolPasskeyPage(props: EnrolPasskeyProps): PageContent {
  const { title } = text[props.locale].enrol;
  return {
    title,
    hasError: props.error !== undefined,
    script: 'passkey-creation',
    body: <EnrolPasskeyView {...props} />,
  };
}

export function EnrolPasskeyView(props: EnrolPasskeyProps): VNode {
  const { locale, options, until, error, action, csrfToken, backHref } = props;
  const t = text[locale].enrol;
  return (
    <>
      <ErrorSummary locale={locale} errors={error === undefined ? [] : [{ message: t.errors[error] }]} />
      <h1>{t.title}</h1>
      <PasskeyCreation
        action={action}
        csrfToken={csrfToken}
        options={options}
        without={
          <>
            <h2>{t.without.title}</h2>
            <p>{t.without.what}</p>
            <SentenceList sentences={t.without.ways} />
            <p>
              <a class="link" href={action}>
                {t.without.again}
              </a>
            </p>
          </>
        }
      >
        <p>{t.what}</p>
        <p>{t.where}</p>
        <p>{t.own}</p>
        <p class="small">{t.until(momentInWords(until, locale))}</p>
        <Submit locale={locale} label={t.submit} />
      </PasskeyCreation>
      <a class="link" href={backHref}>
        {t.cancel}
      </a>
    </>
  );
}

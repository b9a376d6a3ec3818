/** The invitation to a passkey (I6): what it is, one button that makes it, and « Plus tard ». Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../src/domain/realm.js';
import { ErrorSummary } from '../../src/http/layout/error_summary.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { type CreationFailure, PasskeyCreation } from '../../src/http/layout/passkey_creation.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { SentenceList } from '../../src/http/layout/sentence_list.js';
import { Submit } from '../../src/http/layout/submit.js';
import { text } from './text.js';

export interface InvitePasskeyProps {
  readonly locale: Locale;
  /** what the browser is asked to create; undefined: only « Gérer mon compte » makes one now */
  readonly options?: object | undefined;
  readonly error?: CreationFailure | 'refused' | 'expired' | undefined;
  /** where it is posted: `csrf`, `passkey` or `failure` */
  readonly action: string;
  /** where « Plus tard » is posted: `csrf` */
  readonly laterAction: string;
  readonly csrfToken: string;
  /** the passkeys of « Gérer mon compte » */
  readonly elsewhereHref: string;
}

export function invitePasskeyPage(props: InvitePasskeyProps): PageContent {
  return {
    title: text[props.locale].title,
    hasError: props.error !== undefined,
    script: 'passkey-creation',
    body: <InvitePasskeyView {...props} />,
  };
}

export function InvitePasskeyView(props: InvitePasskeyProps): VNode {
  const { locale, options, error, action, laterAction, csrfToken, elsewhereHref } = props;
  const t = text[locale];
  return (
    <>
      <ErrorSummary locale={locale} errors={error === undefined ? [] : [{ message: t.errors[error] }]} />
      <div class="head">
        <h1>{t.title}</h1>
        <p class="muted">{t.what}</p>
      </div>
      <SentenceList sentences={t.facts} />
      {options === undefined ? (
        <div class="stack">
          <p>{t.elsewhere.what}</p>
          <p>
            <a class="link" href={elsewhereHref}>
              {t.elsewhere.href}
            </a>
          </p>
        </div>
      ) : (
        <PasskeyCreation action={action} csrfToken={csrfToken} options={options} without={<p>{t.without}</p>}>
          <p>{t.own}</p>
          <Submit locale={locale} label={t.create} />
        </PasskeyCreation>
      )}
      <PostForm action={laterAction} csrfToken={csrfToken}>
        <Submit locale={locale} label={t.later} look="quiet" />
        <p class="small muted">{t.laterMeans}</p>
      </PostForm>
    </>
  );
}

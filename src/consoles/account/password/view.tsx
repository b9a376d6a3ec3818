/** The password: how it stands, choosing another, and what was done (U1, C1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords, momentInWords } from '../../../domain/day.js';
import type { PasswordPolicyId, RuleState } from '../../../domain/password_policy/rule.js';
import type { Locale } from '../../../domain/realm.js';
import { NewPassword } from '../../../http/layout/choose_password.js';
import { ErrorSummary, type SaidError } from '../../../http/layout/error_summary.js';
import { Icon } from '../../../http/layout/icon.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import { Submit } from '../../../http/layout/submit.js';
import type { Contact } from '../../../ports/account/account_store.js';
import { ConcernPage, type Said } from '../concern_page.js';
import { ConfirmForm } from '../confirm_form.js';
import { text as shared } from '../text.js';
import { Told } from '../told.js';
import { text } from './text.js';

export interface PasswordProps {
  readonly locale: Locale;
  readonly said?: Said | undefined;
  /** milliseconds since the epoch; undefined: none was chosen */
  readonly chosenAt: number | undefined;
  readonly expiresAt: number | null;
  readonly action: string;
  readonly csrfToken: string;
  readonly homeHref: string;
}

export function passwordPage(props: PasswordProps): PageContent {
  return { title: text[props.locale].title, body: <PasswordView {...props} /> };
}

export function PasswordView({ locale, said, chosenAt, expiresAt, action, csrfToken, homeHref }: PasswordProps): VNode {
  const t = text[locale];
  return (
    <ConcernPage locale={locale} title={t.title} said={said} homeHref={homeHref}>
      <p>
        {chosenAt === undefined ? t.none : t.chosenOn(dayInWords(chosenAt, locale))}
        {expiresAt === null ? null : ` ${t.goodUntil(dayInWords(expiresAt, locale))}`}
      </p>
      <div class="stack">
        <h2>{t.how}</h2>
        <ol class="list">
          {t.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <ConfirmForm
        locale={locale}
        action={action}
        csrfToken={csrfToken}
        label={chosenAt === undefined ? t.choose : t.change}
      />
    </ConcernPage>
  );
}

export interface NewPasswordPageProps {
  readonly locale: Locale;
  readonly policy: PasswordPolicyId;
  readonly rules: readonly RuleState[];
  readonly errors?: readonly SaidError[];
  /** how long the person has, rounded down */
  readonly minutesLeft: number;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

export function newPasswordPage(props: NewPasswordPageProps): PageContent {
  const hasError = (props.errors ?? []).length > 0;
  return { title: text[props.locale].form.title, hasError, body: <NewPasswordView {...props} /> };
}

export function NewPasswordView(props: NewPasswordPageProps): VNode {
  const { locale, policy, rules, errors = [], minutesLeft, action, csrfToken, backHref } = props;
  const t = text[locale].form;
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <div class="head">
        <h1>{t.title}</h1>
        <p>
          {t.what} {t.minutes(Math.max(1, minutesLeft))}
        </p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <NewPassword locale={locale} policy={policy} rules={rules} errors={errors} />
        <p class="muted">{t.next}</p>
        <Submit locale={locale} label={t.submit} />
      </PostForm>
      <a class="link" href={backHref}>
        {t.back}
      </a>
    </>
  );
}

export interface PasswordChangedProps {
  readonly locale: Locale;
  /** milliseconds since the epoch */
  readonly at: number;
  readonly contacts: readonly Contact[];
  readonly homeHref: string;
}

export function passwordChangedPage(props: PasswordChangedProps): PageContent {
  return { title: text[props.locale].done.title, body: <PasswordChangedView {...props} /> };
}

export function PasswordChangedView({ locale, at, contacts, homeHref }: PasswordChangedProps): VNode {
  const t = text[locale].done;
  return (
    <>
      <div class="head">
        <h1 class="badge">
          <Icon name="check" size={32} className="good" />
          <span>{t.title}</span>
        </h1>
        <p>{t.when(momentInWords(at, locale))}</p>
      </div>
      <SentenceList sentences={t.next} />
      <Told locale={locale} contacts={contacts} />
      <a class="button" href={homeHref}>
        {shared[locale].homeAgain}
      </a>
    </>
  );
}

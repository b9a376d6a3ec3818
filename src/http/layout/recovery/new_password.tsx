/** The last step of a way to a password: choosing it (C1, C4, C5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { PasswordPolicyId, RuleState } from '../../../domain/password_policy/rule.js';
import type { Locale } from '../../../domain/realm.js';
import { NewPassword, passwordErrors } from '../choose_password.js';
import { timeToWait } from '../duration.js';
import { ErrorSummary, type SaidError } from '../error_summary.js';
import type { PageContent } from '../page.js';
import { PostForm } from '../post_form.js';
import { type Step, StepIndicator } from '../step_indicator.js';
import { Submit } from '../submit.js';
import { text } from './text.js';

export interface NewPasswordPageProps {
  readonly locale: Locale;
  readonly policy: PasswordPolicyId;
  readonly rules: readonly RuleState[];
  /** where the form is posted: `csrf`, `new_password`, `repeated_password` without script */
  readonly action: string;
  readonly csrfToken: string;
  readonly step: Step;
  readonly errors?: readonly SaidError[];
}

export function newPasswordPage(props: NewPasswordPageProps): PageContent {
  const hasError = (props.errors ?? []).length > 0;
  return { title: text[props.locale].password.title, hasError, body: <NewPasswordView {...props} /> };
}

export function NewPasswordView({
  locale,
  action,
  csrfToken,
  step,
  errors = [],
  ...field
}: NewPasswordPageProps): VNode {
  const t = text[locale].password;
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <div class="head">
        <StepIndicator locale={locale} step={step} />
        <h1>{t.title}</h1>
        <p class="muted">{t.intro}</p>
      </div>
      <PostForm action={action} csrfToken={csrfToken}>
        <NewPassword locale={locale} {...field} errors={errors} />
        <Submit locale={locale} label={t.submit} />
      </PostForm>
    </>
  );
}

/** How the page comes back. */
export interface RefusedChoice {
  readonly status: number;
  readonly errors: readonly SaidError[];
  /** as judged, where the value was */
  readonly rules?: readonly RuleState[];
  readonly retryAfterSeconds?: number;
}

/** Why a choice was not taken. */
export function refusedChoice(
  locale: Locale,
  why:
    | { readonly code: 'empty' | 'password-same' }
    | { readonly code: 'password-refused'; readonly rules: readonly RuleState[] }
    | { readonly code: 'busy'; readonly retryAfterSeconds: number },
): RefusedChoice {
  switch (why.code) {
    case 'empty':
      return { status: 422, errors: passwordErrors(locale, 'empty') };
    case 'password-same':
      return { status: 422, errors: passwordErrors(locale, 'same') };
    case 'password-refused':
      return { status: 422, errors: passwordErrors(locale, why.rules), rules: why.rules };
    case 'busy': {
      const { retryAfterSeconds } = why;
      const message = text[locale].password.busy(timeToWait(retryAfterSeconds, locale));
      return { status: 503, errors: [{ message }], retryAfterSeconds };
    }
  }
}

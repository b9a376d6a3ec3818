/** The page that replaces a password, or proposes to (I7, C1, C3). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { PasswordPolicyId, RuleState } from '../../src/domain/password_policy/rule.js';
import type { Locale } from '../../src/domain/realm.js';
import { NewPassword } from '../../src/http/layout/choose_password.js';
import { ErrorSummary, type SaidError } from '../../src/http/layout/error_summary.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { Submit } from '../../src/http/layout/submit.js';
import { type ChangeReason, text } from './text.js';

export interface ChangePasswordProps {
  readonly locale: Locale;
  readonly portalName: string;
  readonly reason: ChangeReason;
  /** of an invitation: the day from which on it is asked for, in words */
  readonly byWhen?: string | undefined;
  readonly policy: PasswordPolicyId;
  readonly rules: readonly RuleState[];
  readonly errors?: readonly SaidError[];
  /** where the form is posted: `csrf`, `new_password`, and `repeated_password` without script */
  readonly action: string;
  /** where « Plus tard » is posted; only an invitation has it */
  readonly laterAction?: string | undefined;
  readonly csrfToken: string;
  readonly cancelHref: string;
}

/** The page with its title, for `renderPage`. */
export function changePasswordPage(props: ChangePasswordProps): PageContent {
  return {
    title: text[props.locale].title,
    hasError: (props.errors ?? []).length > 0,
    body: <ChangePasswordView {...props} />,
  };
}

export function ChangePasswordView(props: ChangePasswordProps): VNode {
  const { locale, portalName, reason, byWhen, policy, rules, errors = [], csrfToken, laterAction } = props;
  const t = text[locale];
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <div class="head">
        <h1>{t.title}</h1>
        <p>
          {t.why[reason]}
          {byWhen === undefined ? null : ` ${t.byWhen(byWhen)}`}
        </p>
      </div>
      <PostForm action={props.action} csrfToken={csrfToken}>
        <NewPassword locale={locale} policy={policy} rules={rules} errors={errors} />
        <p class="muted">{t.next(portalName)}</p>
        <Submit locale={locale} label={t.submit} />
      </PostForm>
      {laterAction === undefined ? (
        <div>
          <p class="small">{t.cancelled}</p>
          <a class="link" href={props.cancelHref}>
            {t.cancel}
          </a>
        </div>
      ) : (
        <PostForm action={laterAction} csrfToken={csrfToken}>
          <Submit locale={locale} label={t.later} look="quiet" />
        </PostForm>
      )}
    </>
  );
}

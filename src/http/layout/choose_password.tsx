/**
 * A new password's field with each rule and its state (C1; design: Password). The server states them after each answer;
 * the client script judges as one types what a browser can. Without script, where nothing can be shown, it asks twice.
 */
import type { VNode } from 'preact';
import type { PasswordPolicyId, RuleState } from '../../domain/password_policy/rule.js';
import type { Locale } from '../../domain/realm.js';
import { type ChoosePasswordText, choosePasswordText } from './choose_password_text.js';
import { messagesFor, type SaidError } from './error_summary.js';
import { PasswordField } from './password_field.js';

/** Names of the two fields that a form sends; the second only by browsers without script. */
export const NEW_PASSWORD = 'new_password';
export const REPEATED_PASSWORD = 'repeated_password';

export interface NewPasswordProps {
  readonly locale: Locale;
  readonly policy: PasswordPolicyId;
  /** as judged last, or unjudged */
  readonly rules: readonly RuleState[];
  /** what {@link passwordErrors} said */
  readonly errors?: readonly SaidError[];
}

export function NewPassword({ locale, policy, rules, errors = [] }: NewPasswordProps): VNode {
  const t = choosePasswordText[locale];
  const numeric = policy === 'eight-digits';
  return (
    <div class="stack">
      <PasswordField
        locale={locale}
        id={NEW_PASSWORD}
        label={t.label}
        hint={t.hint[policy]}
        errors={messagesFor(NEW_PASSWORD, errors)}
        autocomplete="new-password"
        numeric={numeric}
      />
      <div>
        <p id="rules-title">{t.rulesTitle}</p>
        <ul
          class="rules"
          aria-labelledby="rules-title"
          data-judges={NEW_PASSWORD}
          data-met={t.states.met}
          data-not-met={t.states['not-met']}
          data-unjudged={t.states.unjudged}
          data-missing={t.stillMissing}
          data-form-met={t.formMet}
        >
          {rules.map(({ id, state }) =>
            id === 'repeated' ? null : (
              <li key={id} data-rule={id} class={state}>
                <span>{id === 'not-personal' && !numeric ? t.notYourName : t.rules[id]}</span>
                <span class="unseen">{` (${t.states[state]})`}</span>
              </li>
            ),
          )}
        </ul>
        <p class="unseen" role="status" />
      </div>
      <noscript>
        <PasswordField
          locale={locale}
          id={REPEATED_PASSWORD}
          label={t.repeated}
          autocomplete="new-password"
          numeric={numeric}
        />
      </noscript>
    </div>
  );
}

/** Why a typed value was refused, one sentence a rule, all of them of the field. */
export function passwordErrors(locale: Locale, refused: 'empty' | 'same' | readonly RuleState[]): readonly SaidError[] {
  const t = choosePasswordText[locale];
  if (refused === 'empty' || refused === 'same') return [{ field: NEW_PASSWORD, message: t[refused] }];
  return refused
    .filter(({ state }) => state === 'not-met')
    .map((rule) => ({ field: NEW_PASSWORD, message: reason(rule, t) }));
}

function reason({ id, part, isTooLong }: RuleState, t: ChoosePasswordText): string {
  if (id === 'not-personal') return t.whyPersonal[part ?? 'name'];
  return isTooLong ? t.tooLong : t.why[id];
}

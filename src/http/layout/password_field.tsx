/** A password: managers and paste welcome, shown on demand, never sent back by the server (design: Password). */
import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '../../domain/realm.js';
import { Field } from './field.js';
import { AtKiosk } from './kiosk/frame.js';
import { text } from './text.js';

export interface PasswordFieldProps {
  readonly locale: Locale;
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly errors?: readonly string[];
  readonly autocomplete: 'current-password' | 'new-password';
  /** brings up the keyboard of digits; letters still go through, so that the mistake can be told */
  readonly numeric: boolean;
}

/** Above the longest password: one that is too long is told, and not cut in silence. */
const LONGEST_TYPED = 512;

export function PasswordField({ locale, id, autocomplete, numeric, ...rest }: PasswordFieldProps): VNode {
  const t = text[locale];
  // Others stand behind the person at a kiosk.
  const mayReveal = !useContext(AtKiosk);
  return (
    <>
      <Field
        locale={locale}
        id={id}
        {...rest}
        input={{
          type: 'password',
          autocomplete,
          maxlength: LONGEST_TYPED,
          autocapitalize: 'none',
          spellcheck: false,
          required: true,
          ...(numeric ? { inputmode: 'numeric' as const, class: 'digits' } : {}),
        }}
        beside={
          mayReveal ? (
            <button
              type="button"
              class="toggle"
              hidden
              data-reveals={id}
              data-status={`${id}-status`}
              data-show={t.showPassword}
              data-hide={t.hidePassword}
              data-shown={t.passwordShown}
              data-hidden={t.passwordHidden}
              id={`${id}-toggle`}
              aria-labelledby={`${id}-toggle ${id}-label`}
            >
              {t.showPassword}
            </button>
          ) : undefined
        }
      />
      {mayReveal ? <span class="unseen" role="status" id={`${id}-status`} /> : null}
    </>
  );
}

/** Taking a code of six digits: its field, the time it has left, and asking for another one (I2, C4, C5). */
import type { ComponentChildren, VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { codeWords } from './code_words.js';
import { Countdown } from './countdown.js';
import { Field } from './field.js';
import { PostForm } from './post_form.js';
import { Submit } from './submit.js';

/** Six digits and the spaces or hyphens that a copied message may bring. */
const LONGEST_TYPED = 20;

export interface CodeFieldProps {
  readonly locale: Locale;
  readonly label: string;
  readonly hint?: string;
  readonly errors: readonly string[];
  /** may the browser fill it in from a message? yes unless told */
  readonly mayFillIn?: boolean;
}

export function CodeField({ locale, label, hint, errors, mayFillIn = true }: CodeFieldProps): VNode {
  return (
    <Field
      locale={locale}
      id="code"
      label={label}
      hint={hint}
      errors={errors}
      input={{
        type: 'text',
        inputmode: 'numeric',
        ...(mayFillIn ? { autocomplete: 'one-time-code' } : {}),
        maxlength: LONGEST_TYPED,
        spellcheck: false,
        required: true,
        class: 'digits code',
      }}
    />
  );
}

export interface CodeFormProps {
  readonly locale: Locale;
  /** where the typed code is posted: `csrf`, `code` */
  readonly action: string;
  readonly csrfToken: string;
  /** where the code went, and that it is nobody else's */
  readonly intro: ComponentChildren;
  /** what happens meanwhile, such as on the telephone */
  readonly how?: ComponentChildren;
  readonly errors: readonly string[];
  /** of the code's life */
  readonly secondsLeft: number;
  /** said below the time that is left */
  readonly children?: ComponentChildren;
  /** what else the person may wish with the code, above the button */
  readonly wish?: ComponentChildren;
}

export function CodeForm(props: CodeFormProps): VNode {
  const { locale } = props;
  const words = codeWords[locale];
  return (
    <PostForm action={props.action} csrfToken={props.csrfToken}>
      <div class="stack">
        <p>{props.intro}</p>
        {props.how === undefined ? null : <p>{props.how}</p>}
      </div>
      <CodeField locale={locale} label={words.label} errors={props.errors} />
      <div class="small">
        <Countdown
          locale={locale}
          kind="left"
          seconds={props.secondsLeft}
          sentence={words.left}
          over={words.leftOver}
        />
        {props.children}
      </div>
      {props.wish}
      <Submit locale={locale} label={words.submit} />
    </PostForm>
  );
}

/**
 * Instead of the field, when the code will never do.
 *
 * @param hidden sent beside `csrf`
 * @param waitSeconds 0 or less: a new one may be asked for now
 */
export function NewCodeForm(props: {
  locale: Locale;
  action: string;
  csrfToken: string;
  waitSeconds: number;
  hidden?: Readonly<Record<string, string>>;
}): VNode {
  const { locale, action, csrfToken, waitSeconds, hidden = {} } = props;
  return (
    <PostForm action={action} csrfToken={csrfToken} hidden={hidden}>
      <Submit locale={locale} label={codeWords[locale].resendNow} />
      <ResendWait locale={locale} seconds={waitSeconds} />
    </PostForm>
  );
}

/** When another code may be asked for is said, never hidden. */
export function ResendWait({ locale, seconds }: { locale: Locale; seconds: number }): VNode | null {
  const { resendWait, resendReady } = codeWords[locale];
  return seconds > 0 ? (
    <Countdown
      locale={locale}
      kind="wait"
      seconds={seconds}
      sentence={resendWait}
      over={resendReady}
      className="hint"
    />
  ) : null;
}

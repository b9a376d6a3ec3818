/**
 * Typing a code that signs nobody in: on the way to a password (C4, C5). It never shows where the code went, since a
 * stranger may be looking. Pure: values in, a page out.
 */
import type { VNode } from 'preact';
import type { Channel, Locale, Realm } from '../../../domain/realm.js';
import { CodeHelpLink } from '../code_help_link.js';
import { Countdown } from '../countdown.js';
import { Disclosure } from '../disclosure.js';
import { ErrorSummary, messagesFor, type SaidError } from '../error_summary.js';
import { Field } from '../field.js';
import type { PageContent } from '../page.js';
import { PostForm } from '../post_form.js';
import { type Step, StepIndicator } from '../step_indicator.js';
import { Submit } from '../submit.js';
import { type RecoveryText, text } from './text.js';

export type RecoveryCodeError =
  | { readonly code: 'code-empty' | 'code-format' }
  | { readonly code: 'wrong-code'; readonly triesLeft: number }
  /** this code will never do: the page asks for a new one instead of a field */
  | { readonly code: 'code-expired' | 'tries-exhausted' | 'already-used' }
  | { readonly code: 'resend-wait'; readonly seconds: number }
  | { readonly code: 'sends-exhausted'; readonly minutes: number }
  | { readonly code: 'delivery-failed' };

export interface RecoveryCodeProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'id' | 'help'>;
  readonly channel: Channel;
  /** `perhaps`: nothing says that anybody was found; `sent`: the person has proved enough to be told; `given`: to what they just typed */
  readonly certainty: 'perhaps' | 'sent' | 'given';
  /** where the typed code is posted: `csrf`, `code` */
  readonly action: string;
  /** where another code is asked for: `csrf`, `channel` */
  readonly resendAction: string;
  readonly csrfToken: string;
  readonly secondsLeft: number;
  /** 0 or less: a new one may be asked for now */
  readonly resendInSeconds: number;
  /** every channel that may be asked for, this one included */
  readonly channels: readonly Channel[];
  readonly errors?: readonly RecoveryCodeError[];
  readonly step: Step;
  /** to give other answers, or to go another way */
  readonly ways: ReadonlyArray<{ readonly href: string; readonly label: string }>;
  /** a form without fields, for who can receive no code */
  readonly otherwise?: { readonly action: string; readonly label: string } | undefined;
  /** what else to check when nothing comes */
  readonly whenNothingComes: readonly string[];
}

/** Six digits and the spaces or hyphens that a copied message may bring. */
const LONGEST_TYPED = 20;
const SPENT: readonly RecoveryCodeError['code'][] = ['code-expired', 'tries-exhausted', 'already-used'];

export function recoveryCodePage(props: RecoveryCodeProps): PageContent {
  return { title: titleOf(props), hasError: (props.errors ?? []).length > 0, body: <RecoveryCodeView {...props} /> };
}

export function RecoveryCodeView(props: RecoveryCodeProps): VNode {
  const { locale, realm, channel, csrfToken, errors = [] } = props;
  const t = text[locale].code;
  const said = errors.map((error) => saidOf(error, t));
  return (
    <>
      <ErrorSummary locale={locale} errors={said} />
      <div class="head">
        <StepIndicator locale={locale} step={props.step} />
        <h1>{titleOf(props)}</h1>
      </div>
      {isSpent(props) ? (
        <PostForm action={props.resendAction} csrfToken={csrfToken} hidden={{ channel }}>
          <Submit locale={locale} label={t.resendNow} />
        </PostForm>
      ) : (
        <PostForm action={props.action} csrfToken={csrfToken}>
          <p>
            {t.sent[props.certainty](t.by[channel])} {t.safety}
          </p>
          <Field
            locale={locale}
            id="code"
            label={t.label}
            errors={messagesFor('code', said)}
            input={{
              type: 'text',
              inputmode: 'numeric',
              autocomplete: 'one-time-code',
              maxlength: LONGEST_TYPED,
              spellcheck: false,
              required: true,
              class: 'digits code',
            }}
          />
          <div class="small">
            <Countdown locale={locale} kind="left" seconds={props.secondsLeft} sentence={t.left} over={t.leftOver} />
          </div>
          <Submit locale={locale} label={t.submit} />
        </PostForm>
      )}
      <Ways {...props} />
      <Disclosure question={t.nothing.question}>
        <ul class="list">
          {[...t.nothing.check[channel], ...props.whenNothingComes].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>{t.nothing.otherwise(realm.help.telephone)}</p>
        <CodeHelpLink locale={locale} realm={realm} />
      </Disclosure>
    </>
  );
}

function Ways(props: RecoveryCodeProps): VNode {
  const { locale, channel, channels, csrfToken, resendAction, otherwise, ways } = props;
  const t = text[locale].code;
  return (
    <ul class="ways">
      {channels.map((each) =>
        each === channel && isSpent(props) ? null : (
          <li key={each}>
            <PostForm action={resendAction} csrfToken={csrfToken}>
              <Submit
                locale={locale}
                look="link"
                label={each === channel ? t.resend : t.instead[each]}
                name="channel"
                value={each}
              />
              {each === channel && props.resendInSeconds > 0 ? (
                <Countdown
                  locale={locale}
                  kind="wait"
                  seconds={props.resendInSeconds}
                  sentence={t.resendWait}
                  over={t.resendReady}
                  className="hint"
                />
              ) : null}
            </PostForm>
          </li>
        ),
      )}
      {otherwise === undefined ? null : (
        <li>
          <PostForm action={otherwise.action} csrfToken={csrfToken}>
            <Submit locale={locale} look="link" label={otherwise.label} />
          </PostForm>
        </li>
      )}
      {ways.map(({ href, label }) => (
        <li key={href}>
          <a class="link" href={href}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

function isSpent({ errors = [] }: RecoveryCodeProps): boolean {
  return errors.some(({ code }) => SPENT.includes(code));
}

function titleOf(props: RecoveryCodeProps): string {
  const t = text[props.locale].code;
  return isSpent(props) ? t.titleAgain : t.title;
}

function saidOf(error: RecoveryCodeError, t: RecoveryText['code']): SaidError {
  switch (error.code) {
    case 'code-empty':
    case 'code-format':
      return { field: 'code', message: t.errors[error.code] };
    case 'wrong-code':
      return { field: 'code', message: t.errors['wrong-code'](error.triesLeft) };
    case 'resend-wait':
      return { message: t.errors['resend-wait'](error.seconds) };
    case 'sends-exhausted':
      return { message: t.errors['sends-exhausted'](error.minutes) };
    default:
      return { message: t.errors[error.code] };
  }
}

/**
 * Typing a code that signs nobody in: on the way to a password (C4, C5). It never shows where the code went, since a
 * stranger may be looking. Pure: values in, a page out.
 */
import type { VNode } from 'preact';
import type { Channel, Locale, Realm } from '../../../domain/realm.js';
import { type CodeError, errorsAboutCode, saidOfCode } from '../code_error.js';
import { CodeForm, NewCodeForm, ResendWait } from '../code_form.js';
import { CodeHelpLink } from '../code_help_link.js';
import { Disclosure } from '../disclosure.js';
import { ErrorSummary, messagesFor, type SaidError } from '../error_summary.js';
import type { PageContent } from '../page.js';
import { PostForm } from '../post_form.js';
import { SentenceList } from '../sentence_list.js';
import { type Step, StepIndicator } from '../step_indicator.js';
import { Submit } from '../submit.js';
import { Dialable } from '../telephone.js';
import { type RecoveryText, text } from './text.js';

export type RecoveryCodeError = CodeError | { readonly code: 'delivery-failed' };

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
  readonly triesLeft: number;
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

export function recoveryCodePage(props: RecoveryCodeProps): PageContent {
  const { errors } = errorsAboutCode(props.errors, props);
  return { title: titleOf(props), hasError: errors.length > 0, body: <RecoveryCodeView {...props} /> };
}

export function RecoveryCodeView(props: RecoveryCodeProps): VNode {
  const { locale, realm, channel, csrfToken } = props;
  const { errors, isOver } = errorsAboutCode(props.errors, props);
  const t = text[locale].code;
  const said = errors.map((error) => saidOf(error, t));
  return (
    <>
      <ErrorSummary locale={locale} errors={said} />
      <div class="head">
        <StepIndicator locale={locale} step={props.step} />
        <h1>{titleOf(props)}</h1>
      </div>
      {isOver ? (
        <NewCodeForm
          locale={locale}
          action={props.resendAction}
          csrfToken={csrfToken}
          waitSeconds={props.resendInSeconds}
          hidden={{ channel }}
        />
      ) : (
        <CodeForm
          locale={locale}
          action={props.action}
          csrfToken={csrfToken}
          intro={`${t.sent[props.certainty](t.by[channel])} ${t.safety}`}
          errors={messagesFor('code', said)}
          secondsLeft={props.secondsLeft}
        />
      )}
      <Ways {...props} isOver={isOver} />
      <Disclosure question={t.nothing.question}>
        <SentenceList sentences={[...t.nothing.check[channel], ...props.whenNothingComes]} />
        <p>
          <Dialable sentence={t.nothing.otherwise} number={realm.help.telephone} />
        </p>
        <CodeHelpLink locale={locale} realm={realm} />
      </Disclosure>
    </>
  );
}

function Ways(props: RecoveryCodeProps & { readonly isOver: boolean }): VNode {
  const { locale, channel, channels, csrfToken, resendAction, otherwise, ways } = props;
  const t = text[locale].code;
  return (
    <ul class="ways">
      {channels.map((each) =>
        each === channel && props.isOver ? null : (
          <li key={each}>
            <PostForm action={resendAction} csrfToken={csrfToken}>
              <Submit
                locale={locale}
                look="link"
                label={each === channel ? t.resend : t.instead[each]}
                name="channel"
                value={each}
              />
              {each === channel ? <ResendWait locale={locale} seconds={props.resendInSeconds} /> : null}
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

function titleOf(props: RecoveryCodeProps): string {
  const t = text[props.locale].code;
  return errorsAboutCode(props.errors, props).isOver ? t.titleAgain : t.title;
}

function saidOf(error: RecoveryCodeError, { errors }: RecoveryText['code']): SaidError {
  return error.code === 'delivery-failed' ? { message: errors[error.code] } : saidOfCode(error, errors);
}

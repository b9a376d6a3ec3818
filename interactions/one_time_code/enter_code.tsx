/** Typing the code: one field of six digits, the time and tries left, and every way on (I2). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { RING_SECONDS } from '../../src/domain/message/speech.js';
import type { Channel, Locale, Realm } from '../../src/domain/realm.js';
import { type CodeError, errorsAboutCode, saidOfCode } from '../../src/http/layout/code_error.js';
import { CodeForm, NewCodeForm, ResendWait } from '../../src/http/layout/code_form.js';
import { CodeHelpLink } from '../../src/http/layout/code_help_link.js';
import { Disclosure } from '../../src/http/layout/disclosure.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import { Notice } from '../../src/http/layout/notice.js';
import type { PageContent } from '../../src/http/layout/page.js';
import type { PasskeyWay } from '../../src/http/layout/passkey_request.js';
import { PlatformField } from '../../src/http/layout/platform_field.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { SentenceList } from '../../src/http/layout/sentence_list.js';
import type { Step } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { Dialable } from '../../src/http/layout/telephone.js';
import { type OfferedTrust, TrustBox } from '../../src/http/layout/trust_box.js';
import { WaitNotice } from '../../src/http/layout/wait_notice.js';
import { Masked, type MaskedContact } from './contact.js';
import { PasskeyInstead } from './passkey_instead.js';
import type { CodePurpose } from './purpose.js';
import { PurposeHead } from './purpose_head.js';
import { type OneTimeCodeText, text } from './text.js';

export type EnterCodeError =
  | CodeError
  | { readonly code: 'busy' | 'unavailable' }
  | { readonly code: 'wait'; readonly seconds: number };

export interface EnterCodeProps extends CodePurpose {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'id' | 'help'>;
  readonly contact: MaskedContact & { readonly channel: Channel };
  /** where the typed code is posted: `csrf`, `code` */
  readonly action: string;
  /** where « Renvoyer le code » is posted: `csrf` */
  readonly resendAction: string;
  readonly csrfToken: string;
  /** of the code's life */
  readonly secondsLeft: number;
  /** tries left with this code; said when three or fewer */
  readonly triesLeft: number;
  /** 0 or less: a new one may be asked for now */
  readonly resendInSeconds: number;
  /** the page that offers the other contacts, absent when there is no other */
  readonly otherWayHref?: string | undefined;
  /** what just happened: `new-code` after a resend, `delivery-slow` when the provider has not answered yet */
  readonly notice?: 'new-code' | 'delivery-slow' | undefined;
  readonly errors?: readonly EnterCodeError[];
  /** a passkey does in place of a code (I6) */
  readonly passkey?: PasskeyWay | undefined;
  /** posted as `trust`; absent where no trust is offered (I3) */
  readonly trust?: OfferedTrust | undefined;
  /** 2 of 2 unless told */
  readonly step?: Step;
  readonly cancelHref?: string | undefined;
}

const TRIES_SAID_FROM = 3;

/** The page with its title, for `renderPage`. */
export function enterCodePage(props: EnterCodeProps): PageContent {
  return {
    title: titleOf(props),
    hasError: errorsAboutCode(props.errors, props).errors.length > 0,
    script: props.passkey ? 'passkey-request' : 'passkey-creation',
    body: <EnterCodeView {...props} />,
  };
}

export function EnterCodeView(props: EnterCodeProps): VNode {
  const { locale, realm, contact, step = { current: 2, total: 2 } } = props;
  const t = text[locale].enter;
  const { errors: shown, isOver } = errorsAboutCode(props.errors, props);
  const wait = shown.find(isWait);
  const errors = shown.flatMap((error) => said(error, t));
  // What went wrong since is the news; a code that is over is not « new ».
  const notice = shown.length > 0 ? undefined : props.notice;
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      {wait === undefined ? null : (
        <WaitNotice
          locale={locale}
          seconds={wait.seconds}
          {...t.wait}
          meanwhile={<Dialable sentence={t.wait.meanwhile} number={realm.help.telephone} />}
        />
      )}
      {notice === 'new-code' ? <Notice kind="success" message={t.noticeNew} /> : null}
      {notice === 'delivery-slow' ? <Notice kind="warning" message={t.noticeSlow} /> : null}
      <PurposeHead locale={locale} title={titleOf(props)} step={step} purpose={props} />
      {isOver ? (
        <NewCodeForm
          locale={locale}
          action={props.resendAction}
          csrfToken={props.csrfToken}
          waitSeconds={props.resendInSeconds}
        />
      ) : (
        <Entry {...props} codeErrors={messagesFor('code', errors)} />
      )}
      <WaysOn {...props} isOver={isOver} />
      <PasskeyInstead locale={locale} passkey={props.passkey} purpose={props.purpose} or="before" />
      <Disclosure question={t.missing.question}>
        <SentenceList sentences={t.missing.check[contact.channel]} />
        <p>
          <Dialable sentence={t.missing.otherwise} number={realm.help.telephone} />
        </p>
        <CodeHelpLink locale={locale} realm={realm} />
      </Disclosure>
      {props.cancelHref === undefined ? null : (
        <a class="link" href={props.cancelHref}>
          {text[locale].cancel}
        </a>
      )}
    </>
  );
}

function Entry(props: EnterCodeProps & { codeErrors: readonly string[] }): VNode {
  const { locale, contact, triesLeft, errors = [] } = props;
  const triesSaid = errors.some(({ code }) => code === 'wrong-code');
  const t = text[locale].enter;
  return (
    <CodeForm
      locale={locale}
      action={props.action}
      csrfToken={props.csrfToken}
      intro={
        <>
          {t.sent[contact.channel]} <Masked contact={contact} strong />. {t.safety}
        </>
      }
      how={contact.channel === 'voice' ? t.call(RING_SECONDS) : undefined}
      errors={props.codeErrors}
      secondsLeft={props.secondsLeft}
      wish={
        <>
          <TrustBox locale={locale} offer={props.trust} />
          <PlatformField />
        </>
      }
    >
      {triesLeft > 0 && triesLeft <= TRIES_SAID_FROM && !triesSaid ? <p>{t.triesLeft(triesLeft)}</p> : null}
    </CodeForm>
  );
}

/** Resending (when it becomes possible is said, never hidden), another contact. */
function WaysOn(props: EnterCodeProps & { readonly isOver: boolean }): VNode | null {
  if (props.isOver && props.otherWayHref === undefined) return null;
  const { locale } = props;
  const t = text[locale].enter;
  return (
    <ul class="ways">
      {props.isOver ? null : (
        <li>
          <PostForm action={props.resendAction} csrfToken={props.csrfToken}>
            <p class="resend">
              <Submit locale={locale} look="link" label={props.contact.channel === 'voice' ? t.callAgain : t.resend} />
            </p>
            <ResendWait locale={locale} seconds={props.resendInSeconds} />
          </PostForm>
        </li>
      )}
      {props.otherWayHref === undefined ? null : (
        <li>
          <a class="link" href={props.otherWayHref}>
            {t.otherWay}
          </a>
        </li>
      )}
    </ul>
  );
}

function isWait(error: EnterCodeError): error is EnterCodeError & { code: 'wait'; seconds: number } {
  return error.code === 'wait';
}

function titleOf(props: EnterCodeProps): string {
  const t = text[props.locale].enter;
  return errorsAboutCode(props.errors, props).isOver ? t.titleAgain : t.title;
}

function said(error: EnterCodeError, t: OneTimeCodeText['enter']): SaidError[] {
  switch (error.code) {
    case 'wait':
      return [];
    case 'busy':
    case 'unavailable':
      return [{ message: t.errors[error.code] }];
    default:
      return [saidOfCode(error, t.errors)];
  }
}

/** Typing the code of an authenticator app (I5): nothing is sent, nothing is waited for. Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { CodeField } from '../../src/http/layout/code_form.js';
import { Disclosure } from '../../src/http/layout/disclosure.js';
import { ErrorSummary, messagesFor, type SaidError } from '../../src/http/layout/error_summary.js';
import type { PageContent } from '../../src/http/layout/page.js';
import type { PasskeyWay } from '../../src/http/layout/passkey_request.js';
import { PlatformField } from '../../src/http/layout/platform_field.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { SentenceList } from '../../src/http/layout/sentence_list.js';
import type { Step } from '../../src/http/layout/step_indicator.js';
import { Submit } from '../../src/http/layout/submit.js';
import { Dialable } from '../../src/http/layout/telephone.js';
import { type OfferedTrust, TrustBox } from '../../src/http/layout/trust_box.js';
import { Ways } from '../../src/http/layout/ways.js';
import { type AuthenticatorText, authenticatorText } from './authenticator_text.js';
import { PasskeyInstead } from './passkey_instead.js';
import { type CodePurpose, titleFor } from './purpose.js';
import { PurposeHead } from './purpose_head.js';
import { text } from './text.js';

export type AuthenticatorCodeError =
  | { readonly code: 'code-empty' | 'code-format' | 'already-used' | 'tries-exhausted' }
  | { readonly code: 'wrong-code'; readonly triesLeft: number };

export interface EnterAuthenticatorCodeProps extends CodePurpose {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  /** where it is posted: `csrf`, `code` */
  readonly action: string;
  readonly csrfToken: string;
  readonly errors?: readonly AuthenticatorCodeError[];
  /** a passkey does in place of a code (I6) */
  readonly passkey?: PasskeyWay | undefined;
  /** the page of a recovery code, absent when there is none left */
  readonly recoveryHref?: string | undefined;
  /** the page that offers other ways, absent when there is none */
  readonly otherWayHref?: string | undefined;
  /** posted as `trust`; absent where no trust is offered (I3) */
  readonly trust?: OfferedTrust | undefined;
  /** 2 of 2 unless told */
  readonly step?: Step;
  readonly cancelHref?: string | undefined;
}

/** The page with its title, for `renderPage`. */
export function enterAuthenticatorCodePage(props: EnterAuthenticatorCodeProps): PageContent {
  return {
    title: titleOf(props),
    hasError: (props.errors ?? []).length > 0,
    script: props.passkey ? 'passkey-request' : 'passkey-creation',
    body: <EnterAuthenticatorCodeView {...props} />,
  };
}

export function EnterAuthenticatorCodeView(props: EnterAuthenticatorCodeProps): VNode {
  const { locale, realm } = props;
  const t = authenticatorText[locale];
  const isSpent = (props.errors ?? []).some(isExhausted);
  const errors = (props.errors ?? []).map((error) => said(error, t));
  return (
    <>
      <ErrorSummary locale={locale} errors={errors} />
      <PurposeHead
        locale={locale}
        title={titleOf(props)}
        step={props.step ?? { current: 2, total: 2 }}
        purpose={props}
      />
      <PasskeyInstead locale={locale} passkey={props.passkey} purpose={props.purpose} or="after" />
      {isSpent ? null : (
        <PostForm action={props.action} csrfToken={props.csrfToken}>
          <p>
            {t.what} {text[locale].enter.safety}
          </p>
          <CodeField locale={locale} label={t.label} hint={t.hint} errors={messagesFor('code', errors)} />
          <TrustBox locale={locale} offer={props.trust} />
          <PlatformField />
          <Submit locale={locale} label={t.submit} />
        </PostForm>
      )}
      <Ways
        ways={[
          { href: props.recoveryHref, label: t.recovery },
          { href: props.otherWayHref, label: t.otherWay },
        ]}
      />
      <Disclosure question={t.missing.question}>
        <SentenceList sentences={t.missing.check} />
        <p>
          <Dialable sentence={t.missing.otherwise} number={realm.help.telephone} />
        </p>
      </Disclosure>
      {props.cancelHref === undefined ? null : (
        <a class="link" href={props.cancelHref}>
          {text[locale].cancel}
        </a>
      )}
    </>
  );
}

function titleOf(props: EnterAuthenticatorCodeProps): string {
  return titleFor(props.locale, props, authenticatorText[props.locale].title);
}

function isExhausted({ code }: AuthenticatorCodeError): boolean {
  return code === 'tries-exhausted';
}

function said(error: AuthenticatorCodeError, t: AuthenticatorText): SaidError {
  if (error.code === 'tries-exhausted') return { message: t.errors['tries-exhausted'] };
  if (error.code === 'wrong-code') return { field: 'code', message: t.errors['wrong-code'](error.triesLeft) };
  return { field: 'code', message: t.errors[error.code] };
}

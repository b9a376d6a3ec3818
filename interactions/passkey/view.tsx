/** When a passkey did not do: what happened, and the way back to every other (I6). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { timeToWait } from '../../src/http/layout/duration.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import type { PageContent } from '../../src/http/layout/page.js';
import type { ForgettablePasskey } from '../../src/services/passkey/verify_passkey.js';
import { type PasskeyError, type PasskeyText, text } from './text.js';

export interface PasskeyFailedProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  readonly error: PasskeyError;
  /** on the sign-in page; else in place of a code */
  readonly signingIn: boolean;
  /** of `unknown`: the browser is told, where it listens, and offers it no more */
  readonly forgettable?: ForgettablePasskey | undefined;
  /** of `throttled` */
  readonly retryAfterSeconds?: number | undefined;
  /** the step, with all its ways */
  readonly backHref: string;
  readonly cancelHref: string;
}

/** The same passkey would do no better. */
const FINAL: readonly PasskeyError[] = ['unknown', 'other-realm', 'cloned', 'suspended'];
/** Neither would a password. */
const CLOSED: readonly PasskeyError[] = ['account-closed', 'access-expired', 'access-suspended', 'access-removed'];
/** Somebody to talk to helps. */
const CALLS: readonly PasskeyError[] = ['suspended', 'cloned', 'account-closed'];

/** The page with its title, for `renderPage`. */
export function passkeyFailedPage(props: PasskeyFailedProps): PageContent {
  return {
    title: titleOf(props),
    hasError: true,
    ...(props.forgettable ? { script: 'passkey-request' as const } : {}),
    body: <PasskeyFailedView {...props} />,
  };
}

export function PasskeyFailedView(props: PasskeyFailedProps): VNode {
  const { locale, realm, error, signingIn, retryAfterSeconds, forgettable, backHref, cancelHref } = props;
  const t = text[locale];
  const way = signingIn ? 'signIn' : 'confirm';
  return (
    <>
      <div class="head">
        <h1>{titleOf(props)}</h1>
        <p>
          {t.errors[error]}
          {retryAfterSeconds === undefined ? null : ` ${t.again(timeToWait(retryAfterSeconds, locale))}`}
        </p>
        {CLOSED.includes(error) ? null : <p>{waysOn(error, t)[way]}</p>}
      </div>
      {forgettable === undefined ? null : <div hidden data-unknown-passkey={JSON.stringify(forgettable)} />}
      <a class="button" href={backHref}>
        {t.back[way]}
      </a>
      {CALLS.includes(error) ? <HelpCall locale={locale} help={realm.help} /> : null}
      <a class="link" href={cancelHref}>
        {t.cancel}
      </a>
    </>
  );
}

/** It was right, where the account is what is closed. */
function titleOf({ locale, error }: PasskeyFailedProps): string {
  return CLOSED.includes(error) ? text[locale].closedTitle : text[locale].title;
}

function waysOn(error: PasskeyError, t: PasskeyText): PasskeyText['otherwise'] {
  if (error === 'throttled') return t.meanwhile;
  return FINAL.includes(error) ? t.without : t.otherwise;
}

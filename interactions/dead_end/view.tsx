/** The page where a journey stops: what happened in one sentence, one button on (I2, X3). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../src/domain/realm.js';
import { Countdown } from '../../src/http/layout/countdown.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { type DeadEndCode, type DeadEndWords, type DescribedOAuthError, text } from './text.js';

export interface DeadEndProps {
  readonly locale: Locale;
  readonly code: DeadEndCode;
  /** of `oauth-error`: the error as the RFC names it; an unknown one gets the general sentence */
  readonly error?: string | undefined;
  readonly portalName?: string | undefined;
  /** starts the same sign-in again, or repeats the same request for `unavailable`, `busy` and `server-error` */
  readonly restartHref?: string | undefined;
  /** the portal's own address */
  readonly homeHref?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** Codes after which starting again here would fail again, or would be done twice: the portal comes first. */
const PORTAL_FIRST: readonly DeadEndCode[] = ['interaction-finished', 'not-found', 'client-unknown', 'oauth-error'];
const SAME_AGAIN: readonly DeadEndCode[] = ['unavailable', 'busy', 'server-error'];

/** The page with its title, for `renderPage`. */
export function deadEndPage(props: DeadEndProps): PageContent {
  return {
    title: wordsOf(props).title,
    hasError: props.code !== 'interaction-finished',
    body: <DeadEndView {...props} />,
  };
}

export function DeadEndView(props: DeadEndProps): VNode {
  const { locale, code, retryAfterSeconds, correlationId } = props;
  const t = text[locale];
  const words = wordsOf(props);
  return (
    <>
      <div class="head">
        <h1>{words.title}</h1>
        <p>{words.what}</p>
        {code === 'cookies-blocked' ? <p>{t.cookiesHow}</p> : null}
        {retryAfterSeconds === undefined ? null : (
          <Countdown
            locale={locale}
            kind="wait"
            seconds={retryAfterSeconds}
            sentence={t.retryAfter}
            over={t.retryNow}
            className="strong"
          />
        )}
      </div>
      <WayOn {...props} />
      {correlationId === undefined && code !== 'oauth-error' ? null : (
        <div class="hint">
          {correlationId === undefined ? null : (
            <p>
              {t.reference} <strong class="masked">{correlationId}</strong>
            </p>
          )}
          {code === 'oauth-error' && props.error !== undefined ? (
            <p>
              {t.forThePortal} {withBreaks(props.error)}
            </p>
          ) : null}
        </div>
      )}
    </>
  );
}

function WayOn({ locale, code, portalName, restartHref, homeHref }: DeadEndProps): VNode {
  const t = text[locale];
  const restart = { href: code === 'client-unknown' ? undefined : restartHref, label: t.restart };
  if (SAME_AGAIN.includes(code)) restart.label = t.retry;
  const home = { href: homeHref, label: t.home(portalName) };
  const [first, second] = PORTAL_FIRST.includes(code) ? [home, restart] : [restart, home];
  const { href, label } = first.href === undefined ? second : first;
  if (href === undefined) return <p>{t.noWay}</p>;
  return (
    <a class="button" href={href}>
      {label}
    </a>
  );
}

/** An error's long name may be broken between its words, on a phone. */
function withBreaks(error: string): VNode[] {
  return error.split(/(?<=_)/).map((word) => (
    <>
      {word}
      <wbr />
    </>
  ));
}

function wordsOf({ locale, code, error = '' }: DeadEndProps): DeadEndWords {
  const t = text[locale];
  if (code !== 'oauth-error') return t.pages[code];
  const what = Object.hasOwn(t.oauth, error) ? t.oauth[error as DescribedOAuthError] : t.oauth.other;
  return { title: t.oauthTitle, what };
}

/** « Demandes en cours »: who asks, the words to compare, what it allows, and the answers (U1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { momentInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { Countdown } from '../../../http/layout/countdown.js';
import { timeToWait } from '../../../http/layout/duration.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { scopeInWords } from '../../../http/layout/scope_words.js';
import { Submit } from '../../../http/layout/submit.js';
import { ConcernPage, type Said } from '../concern_page.js';
import { text } from './text.js';

export interface ShownRequest {
  readonly id: string;
  readonly portalName: string;
  readonly message: string;
  /** asked for, without `openid` */
  readonly scopes: readonly string[];
  /** milliseconds since the epoch */
  readonly createdAt: number;
  readonly secondsLeft: number;
}

export interface RequestsProps {
  readonly locale: Locale;
  readonly said?: Said | undefined;
  readonly requests: readonly ShownRequest[];
  /** how long a request waits, and how long a client that was sent away is silent */
  readonly lifeSeconds: number;
  readonly silenceSeconds: number;
  /** each posts `csrf` and `request` */
  readonly confirmAction: string;
  readonly refuseAction: string;
  readonly contestAction: string;
  readonly csrfToken: string;
  readonly here: string;
  readonly homeHref: string;
}

export function requestsPage(props: RequestsProps): PageContent {
  return { title: text[props.locale].title, body: <RequestsView {...props} /> };
}

export function RequestsView(props: RequestsProps): VNode {
  const { locale, said, requests, here, homeHref, lifeSeconds } = props;
  const t = text[locale];
  return (
    <ConcernPage locale={locale} title={t.title} said={said} homeHref={homeHref}>
      {requests.length === 0 ? (
        <div class="stack">
          <p>{t.none(timeToWait(lifeSeconds, locale))}</p>
          <a class="quiet" href={here}>
            {t.lookAgain}
          </a>
        </div>
      ) : (
        <p>{t.onlyIfCalling}</p>
      )}
      {requests.map((request, at) => (
        <Request key={request.id} {...props} request={request} id={`request-${at + 1}`} />
      ))}
    </ConcernPage>
  );
}

function Request(props: RequestsProps & { readonly request: ShownRequest; readonly id: string }): VNode {
  const { locale, request, id, csrfToken, silenceSeconds } = props;
  const t = text[locale];
  const hidden = { request: request.id };
  return (
    <article class="identity" aria-labelledby={id}>
      <div>
        <h2 id={id}>{t.from(request.portalName)}</h2>
        <p class="muted">
          {t.askedAt} {momentInWords(request.createdAt, locale)}
        </p>
      </div>
      <div>
        <p>{t.compare}</p>
        <p class="secret">
          <strong>{request.message}</strong>
        </p>
        <p>{t.otherwise}</p>
      </div>
      <div>
        <p>{t.allowed}</p>
        <ul class="list">
          <li>{t.knows}</li>
          {request.scopes.map((scope) => (
            <li key={scope}>{scopeInWords(scope, locale)}</li>
          ))}
        </ul>
      </div>
      <Countdown locale={locale} kind="left" seconds={request.secondsLeft} sentence={t.timeLeft} over={t.over} />
      <PostForm action={props.confirmAction} csrfToken={csrfToken} hidden={hidden}>
        <p>{t.code}</p>
        <Submit locale={locale} label={t.confirm} />
      </PostForm>
      <PostForm action={props.refuseAction} csrfToken={csrfToken} hidden={hidden}>
        <Submit locale={locale} label={t.refuse} look="quiet" />
      </PostForm>
      <PostForm action={props.contestAction} csrfToken={csrfToken} hidden={hidden}>
        <p class="muted">{t.contestMeans(request.portalName, timeToWait(silenceSeconds, locale))}</p>
        <Submit locale={locale} label={t.contest} look="link" />
      </PostForm>
    </article>
  );
}

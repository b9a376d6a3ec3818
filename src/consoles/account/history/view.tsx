/** The history of an account, by day (U1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import type { PageContent } from '../../../http/layout/page.js';
import { ConcernPage } from '../concern_page.js';
import { text } from './text.js';

export interface ShownDay {
  readonly day: string;
  readonly lines: ReadonlyArray<{ readonly time: string; readonly what: string }>;
}

export interface HistoryProps {
  readonly locale: Locale;
  readonly days: readonly ShownDay[];
  readonly newerHref?: string | undefined;
  readonly olderHref?: string | undefined;
  readonly devicesHref: string;
  /** where « Ce n’est pas moi » is said of a message (U2) */
  readonly notMeHref: string;
  readonly homeHref: string;
}

export function historyPage(props: HistoryProps): PageContent {
  return { title: text[props.locale].title, body: <HistoryView {...props} /> };
}

export function HistoryView({
  locale,
  days,
  newerHref,
  olderHref,
  devicesHref,
  notMeHref,
  homeHref,
}: HistoryProps): VNode {
  const t = text[locale];
  return (
    <ConcernPage locale={locale} title={t.title} homeHref={homeHref}>
      <p>{days.length === 0 ? t.none : t.what}</p>
      {days.map(({ day, lines }) => (
        <section key={day} class="stack">
          <h2>{day}</h2>
          <ul class="list">
            {lines.map(({ time, what }, index) => (
              <li key={`${time}-${index}`}>
                {what} <span class="muted">{t.at(time)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {newerHref === undefined && olderHref === undefined ? null : (
        <p class="buttons">
          {newerHref === undefined ? null : (
            <a class="link" href={newerHref}>
              {t.newer}
            </a>
          )}
          {olderHref === undefined ? null : (
            <a class="link" href={olderHref}>
              {t.older}
            </a>
          )}
        </p>
      )}
      <p class="notice">
        {t.notMe} <a href={devicesHref}>{t.notMeHow}</a>. {t.notMeMessage} <a href={notMeHref}>{t.notMeAnswer}</a>.
      </p>
    </ConcernPage>
  );
}

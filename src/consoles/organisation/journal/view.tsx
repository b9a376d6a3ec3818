/** The journal of an organisation, in plain words, a day at a time (E1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords } from '../../../domain/day.js';
import type { PageContent } from '../../../http/layout/page.js';
import { type FrameProps, framed } from '../frame.js';
import { text } from './text.js';

export interface JournalProps {
  readonly frame: FrameProps;
  /** the latest first; `at` in milliseconds since the epoch */
  readonly entries: ReadonlyArray<{ readonly at: number; readonly sentence: string }>;
  readonly olderHref: string | undefined;
  readonly newestHref: string | undefined;
}

export function journalPage(props: JournalProps): PageContent {
  return framed(props.frame, { title: text[props.frame.locale].title, body: <JournalView {...props} /> });
}

const CLOCK = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' });

export function JournalView({ frame, entries, olderHref, newestHref }: JournalProps): VNode {
  const { locale } = frame;
  const t = text[locale];
  const days = Map.groupBy(entries, ({ at }) => dayInWords(at, locale));
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.what}</p>
      </div>
      {entries.length === 0 ? <p class="notice">{t.empty}</p> : null}
      {[...days].map(([day, ofDay]) => (
        <section key={day} class="stack">
          <h2>{day}</h2>
          <ul class="lines journal">
            {ofDay.map(({ at, sentence }) => (
              <li key={`${at} ${sentence}`}>
                <time datetime={new Date(at).toISOString()} class="muted">
                  {CLOCK.format(at)}
                </time>
                <div>{sentence}</div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {olderHref === undefined && newestHref === undefined ? null : (
        <nav class="pages" aria-label={t.title}>
          {newestHref === undefined ? null : (
            <a class="link" href={newestHref}>
              {t.newest}
            </a>
          )}
          {olderHref === undefined ? null : (
            <a class="link" href={olderHref} rel="next">
              {t.older}
            </a>
          )}
        </nav>
      )}
    </>
  );
}

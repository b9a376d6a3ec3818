/** The accessibility, personal-data and security pages (X3). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import type { PageContent } from '../page.js';
import { type AboutTopic, text } from './text.js';

export interface AboutProps {
  readonly locale: Locale;
  readonly topic: AboutTopic;
}

/** Last segments of the pages' addresses, `/<realm>/about/<topic>`. */
export const ABOUT_TOPICS: readonly AboutTopic[] = ['accessibility', 'personal-data', 'security'];

/** The page with its title, for `renderPage`. */
export function aboutPage(props: AboutProps): PageContent {
  return { title: text[props.locale].pages[props.topic].title, body: <AboutView {...props} /> };
}

export function AboutView({ locale, topic }: AboutProps): VNode {
  const page = text[locale].pages[topic];
  return (
    <>
      <div class="head">
        <h1>{page.title}</h1>
        <p class="muted">{page.intro}</p>
      </div>
      {page.sections.map(({ heading, paragraphs, list }) => (
        <div class="stack" key={heading}>
          <h2>{heading}</h2>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {list === undefined ? null : (
            <ul class="list">
              {list.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
      <p class="muted small">{text[locale].back}</p>
    </>
  );
}

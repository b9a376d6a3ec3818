/** The pages that every footer links to: statements, help with codes, the leaflet for helpers (X3). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import type { PageContent } from '../page.js';
import type { AboutFacts, AboutTopic } from './about_page.js';
import { aboutText, text } from './text.js';

export interface AboutProps {
  readonly locale: Locale;
  readonly topic: AboutTopic;
  readonly facts: AboutFacts;
}

/** The page with its title, for `renderPage`. */
export function aboutPage(props: AboutProps): PageContent {
  return { title: aboutText(props.locale, props.topic, props.facts).title, body: <AboutView {...props} /> };
}

export function AboutView({ locale, topic, facts }: AboutProps): VNode {
  const page = aboutText(locale, topic, facts);
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{page.title}</h1>
        <p class="muted">{page.intro}</p>
        {page.isLeaflet ? <p class="muted small on-screen">{t.print}</p> : null}
      </div>
      {page.sections.map(({ heading, paragraphs, list, steps }) => (
        <div class="stack" key={heading}>
          <h2>{heading}</h2>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {list === undefined ? null : <ul class="list">{list.map(item)}</ul>}
          {steps === undefined ? null : <ol class="list">{steps.map(item)}</ol>}
        </div>
      ))}
      <p class="muted small on-screen">{t.back}</p>
    </>
  );
}

function item(words: string): VNode {
  return <li key={words}>{words}</li>;
}

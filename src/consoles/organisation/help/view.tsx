/** Help for administrators, and how these pages use the step-up, for developers of portals (E4). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Realm } from '../../../domain/realm.js';
import { Disclosure } from '../../../http/layout/disclosure.js';
import { HelpCall } from '../../../http/layout/help_call.js';
import type { PageContent } from '../../../http/layout/page.js';
import { type FrameProps, framed } from '../frame.js';
import { text } from './text.js';

export interface HelpProps {
  readonly frame: FrameProps;
  readonly help: Realm['help'];
}

export function helpPage(props: HelpProps): PageContent {
  return framed(props.frame, { title: text[props.frame.locale].title, body: <HelpView {...props} /> });
}

export function HelpView({ frame, help }: HelpProps): VNode {
  const { locale } = frame;
  const { title, topics, developers } = text[locale];
  return (
    <>
      <h1>{title}</h1>
      {topics.map(({ question, answers }) => (
        <section key={question} class="stack">
          <h2>{question}</h2>
          {answers.map((answer) => (
            <p key={answer}>{answer}</p>
          ))}
        </section>
      ))}
      <HelpCall locale={locale} help={help} />
      <Disclosure question={developers.title}>
        <div class="stack">
          {developers.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </Disclosure>
    </>
  );
}

/** An upstream's answer that no step of this browser waits for (F5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { text } from './text.js';

export interface StrayAnswerProps {
  readonly locale: Locale;
  readonly upstreamName: string;
  readonly realm: Pick<Realm, 'help'>;
  /** starts the sign-in again, when it is known */
  readonly restartHref?: string | undefined;
}

export function strayAnswerPage(props: StrayAnswerProps): PageContent {
  const { title } = text[props.locale].failed.state;
  return { title: title(props.upstreamName), hasError: true, body: <StrayAnswerView {...props} /> };
}

export function StrayAnswerView({ locale, upstreamName, realm, restartHref }: StrayAnswerProps): VNode {
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.failed.state.title(upstreamName)}</h1>
        <p>{t.stray}</p>
      </div>
      {restartHref === undefined ? null : (
        <a class="button" href={restartHref}>
          {t.restart}
        </a>
      )}
      <HelpCall locale={locale} help={realm.help} />
    </>
  );
}

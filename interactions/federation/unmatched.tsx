/** The upstream is certain who it is, we are not certain whose account that is (F4). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { UpstreamSettings } from '../../src/domain/federation/upstream.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { text, type UnmatchedWords } from './text.js';

export const UNMATCHED = ['uncertain', 'no-file', 'link-undone', 'account-closed'] as const;

export interface UnmatchedProps {
  readonly locale: Locale;
  readonly why: (typeof UNMATCHED)[number];
  readonly upstreamName: string;
  /** an allocataire has a file, an employer's agent an account */
  readonly reconciliation: UpstreamSettings['reconciliation'];
  readonly realm: Pick<Realm, 'help'>;
  /** proves the account once, to link it */
  readonly linkHref: string;
  readonly otherWayHref: string;
  readonly cancelHref: string;
}

export function unmatchedPage(props: UnmatchedProps): PageContent {
  const { title } = wordsOf(props);
  return { title: title(props.upstreamName), hasError: props.why !== 'uncertain', body: <UnmatchedView {...props} /> };
}

export function UnmatchedView(props: UnmatchedProps): VNode {
  const { locale, why, upstreamName, realm } = props;
  const t = text[locale];
  const words = wordsOf(props);
  const canLink = why !== 'account-closed';
  return (
    <>
      <div class="head">
        <h1>{words.title(upstreamName)}</h1>
        {words.what(upstreamName).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {canLink ? (
        <div class="stack">
          {words.linkTitle === undefined ? null : <h2>{words.linkTitle}</h2>}
          {words.linkWhat === undefined ? null : <p>{words.linkWhat(upstreamName)}</p>}
          <a class="button" href={props.linkHref}>
            {t.unmatched.link}
          </a>
        </div>
      ) : null}
      {words.noAccountTitle === undefined ? null : (
        <div class="stack">
          <h2>{words.noAccountTitle}</h2>
          <p>{words.noAccountWhat}</p>
          <a class="quiet" href={props.cancelHref}>
            {t.cancel}
          </a>
        </div>
      )}
      <div>
        <HelpCall locale={locale} help={realm.help} />
        <a class="link" href={props.otherWayHref}>
          {t.otherWay}
        </a>
      </div>
    </>
  );
}

function wordsOf({ locale, why, reconciliation }: UnmatchedProps): UnmatchedWords {
  const t = text[locale].unmatched;
  return why === 'no-file' ? t['no-file'][reconciliation] : t[why];
}

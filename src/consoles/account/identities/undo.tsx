/** Undoing a link: what it will do, then what it did (U1, F4). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { momentInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { Icon } from '../../../http/layout/icon.js';
import type { PageContent } from '../../../http/layout/page.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import type { Contact } from '../../../ports/account/account_store.js';
import { ConfirmForm } from '../confirm_form.js';
import type { OwnMeans } from '../own_means.js';
import { text as shared } from '../text.js';
import { Told } from '../told.js';
import { text } from './text.js';

export interface AskUndoProps {
  readonly locale: Locale;
  readonly ownMeans: OwnMeans;
  readonly upstreamName: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

export function askUndoPage(props: AskUndoProps): PageContent {
  return { title: text[props.locale].undo.title(props.upstreamName), body: <AskUndoView {...props} /> };
}

export function AskUndoView(props: AskUndoProps): VNode {
  const { locale, ownMeans, upstreamName, action, csrfToken, backHref } = props;
  const t = text[locale].undo;
  const consequences = [t.closes(upstreamName), t.instead[ownMeans], t.again(upstreamName), t.told];
  return (
    <>
      <h1>{t.title(upstreamName)}</h1>
      <SentenceList sentences={consequences} />
      <ConfirmForm
        locale={locale}
        action={action}
        csrfToken={csrfToken}
        back={{ href: backHref, label: t.no(upstreamName) }}
      />
    </>
  );
}

export interface UndoneProps {
  readonly locale: Locale;
  readonly ownMeans: OwnMeans;
  readonly upstreamName: string;
  /** it had been undone before, elsewhere */
  readonly isAlready: boolean;
  /** milliseconds since the epoch */
  readonly undoneAt: number;
  readonly contacts: readonly Contact[];
  readonly homeHref: string;
}

export function undonePage(props: UndoneProps): PageContent {
  const t = text[props.locale].undone;
  const title = (props.isAlready ? t.already : t.title)(props.upstreamName);
  return { title, body: <UndoneView {...props} title={title} /> };
}

export function UndoneView(props: UndoneProps & { readonly title: string }): VNode {
  const { locale, ownMeans, upstreamName, isAlready, undoneAt, homeHref } = props;
  const t = text[locale].undone;
  const moment = momentInWords(undoneAt, locale);
  return (
    <>
      <div class="head">
        <h1 class="badge">
          <Icon name="check" size={32} className="good" />
          <span>{props.title}</span>
        </h1>
        <p>{isAlready ? t.elsewhere(moment) : t.when(moment)}</p>
        <p>{t.from[ownMeans]}</p>
      </div>
      <Told locale={locale} contacts={props.contacts} />
      <div class="stack">
        <h2>{t.again}</h2>
        <p>{t.how[ownMeans](upstreamName)}</p>
      </div>
      <a class="button" href={homeHref}>
        {shared[locale].homeAgain}
      </a>
    </>
  );
}

/** Undoing a link: what it will do, then what it did (U1, F4). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { type CodeOption, codeOptions } from '../../../domain/contact/code_channel.js';
import { maskContact, spokenMask } from '../../../domain/contact/mask.js';
import { momentInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { Icon } from '../../../http/layout/icon.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
import type { Contact } from '../../../ports/account_store.js';
import type { OwnMeans } from '../own_means.js';
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
      <ul class="list">
        {consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <PostForm action={action} csrfToken={csrfToken}>
        <p>{t.code}</p>
        <div class="buttons">
          <Submit locale={locale} label={t.yes} />
          <a class="quiet" href={backHref}>
            {t.no(upstreamName)}
          </a>
        </div>
      </PostForm>
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
  // The same contacts that the notice goes to (services/undo_identity_link).
  const told = codeOptions(props.contacts, ['email', 'sms']);
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
      {told.length === 0 ? <p>{t.toldNobody}</p> : <Told locale={locale} title={t.told} told={told} />}
      <div class="stack">
        <h2>{t.again}</h2>
        <p>{t.how[ownMeans](upstreamName)}</p>
      </div>
      <a class="button" href={homeHref}>
        {t.home}
      </a>
    </>
  );
}

function Told(props: { locale: Locale; title: string; told: ReadonlyArray<CodeOption<Contact>> }): VNode {
  return (
    <div class="stack">
      <h2>{props.title}</h2>
      <ul class="list">
        {props.told.map(({ contact, channel }) => (
          <li key={contact.id}>
            <span aria-hidden="true" class="masked">
              {maskContact(channel, contact.value)}
            </span>
            <span class="unseen">{spokenMask(channel, contact.value, props.locale)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

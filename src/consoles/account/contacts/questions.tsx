/** Removing a contact, or confirming one that waits: what it will do, before a code is asked (U1, E1). */
import type { VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import { breakable } from '../../../http/layout/breakable.js';
import type { PageContent } from '../../../http/layout/page.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import { ConfirmForm } from '../confirm_form.js';
import { text } from './text.js';

export interface ContactQuestionProps {
  readonly locale: Locale;
  readonly kind: ContactKind;
  readonly masked: string;
  readonly spoken: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

export function removeContactPage(props: ContactQuestionProps): PageContent {
  const t = text[props.locale].remove;
  const { title, consequences, no } = { ...t, title: t.title[props.kind] };
  return { title, body: <Question {...props} title={title} sentences={consequences} no={no} /> };
}

/** @param countsFrom in words; undefined: it counts by now */
export function acceptContactPage(props: ContactQuestionProps, countsFrom: string | undefined): PageContent {
  const t = text[props.locale].accept;
  const title = t.title[props.kind];
  const sentences = [t.who, ...t.consequences, countsFrom === undefined ? t.recovers : t.later(countsFrom), t.notYou];
  return { title, body: <Question {...props} title={title} sentences={sentences} no={text[props.locale].add.back} /> };
}

function Question(
  props: ContactQuestionProps & {
    readonly title: string;
    readonly sentences: readonly string[];
    readonly no: string;
  },
): VNode {
  const { locale, title, sentences, no, action, csrfToken, backHref } = props;
  return (
    <>
      <div class="head">
        <h1>{title}</h1>
        <Named {...props} />
      </div>
      <SentenceList sentences={sentences} />
      <ConfirmForm locale={locale} action={action} csrfToken={csrfToken} back={{ href: backHref, label: no }} />
    </>
  );
}

/** The last that a code can reach: why it stays, and what to do first. */
export function lastContactPage(
  props: Omit<ContactQuestionProps, 'action' | 'csrfToken'> & {
    readonly additions: ReadonlyArray<{ readonly kind: ContactKind; readonly href: string }>;
  },
): PageContent {
  const { locale, kind, additions, backHref } = props;
  const t = text[locale];
  const title = t.remove.lastTitle[kind];
  const body = (
    <>
      <div class="head">
        <h1>{title}</h1>
        <Named {...props} />
      </div>
      <p>{t.remove.last}</p>
      <div class="stack">
        <p>{t.remove.lastHow}</p>
        <ul class="list">
          {additions.map((addition) => (
            <li key={addition.kind}>
              <a href={addition.href}>{t.addLink[addition.kind]}</a>
            </li>
          ))}
        </ul>
      </div>
      <a class="button" href={backHref}>
        {t.add.back}
      </a>
    </>
  );
  return { title, body };
}

function Named({ masked, spoken }: Pick<ContactQuestionProps, 'masked' | 'spoken'>): VNode {
  return (
    <p>
      <span aria-hidden="true" class="masked strong">
        {breakable(masked)}
      </span>
      <span class="unseen">{spoken}</span>
    </p>
  );
}

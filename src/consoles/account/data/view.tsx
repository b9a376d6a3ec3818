/** « Mes données »: what is held and why, and the page that hands the file out (U1, S5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
import { ConcernPage, type Said } from '../concern_page.js';
import { ConfirmForm } from '../confirm_form.js';
import { text } from './text.js';

export interface DataProps {
  readonly locale: Locale;
  readonly said?: Said | undefined;
  /** do people of the realm work in organisations? */
  readonly hasOrganisations: boolean;
  readonly action: string;
  readonly csrfToken: string;
  /** how long it is kept, and the person's rights */
  readonly rightsHref: string;
  readonly homeHref: string;
}

export function dataPage(props: DataProps): PageContent {
  return { title: text[props.locale].title, body: <MyDataView {...props} /> };
}

export function MyDataView(props: DataProps): VNode {
  const { locale, said, hasOrganisations, action, csrfToken, rightsHref, homeHref } = props;
  const t = text[locale];
  const sections = hasOrganisations ? [...t.held, t.organisations] : t.held;
  return (
    <ConcernPage locale={locale} title={t.title} said={said} homeHref={homeHref}>
      <p>{t.what}</p>
      {sections.map(({ name, holds, why }) => (
        <section key={name} class="stack">
          <h2>{name}</h2>
          <p>{holds}</p>
          <p class="muted">{why}</p>
        </section>
      ))}
      <p>
        {t.rights} <a href={rightsHref}>{t.rightsLink}</a>.
      </p>
      <section class="stack">
        <h2>{t.download.title}</h2>
        <p>{t.download.what}</p>
        <ConfirmForm locale={locale} action={action} csrfToken={csrfToken} label={t.download.ask} />
      </section>
    </ConcernPage>
  );
}

export interface ReadyProps {
  readonly locale: Locale;
  /** how long the person has, rounded down */
  readonly minutesLeft: number;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

export function readyPage(props: ReadyProps): PageContent {
  return { title: text[props.locale].ready.title, body: <ReadyView {...props} /> };
}

export function ReadyView({ locale, minutesLeft, action, csrfToken, backHref }: ReadyProps): VNode {
  const t = text[locale].ready;
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.minutes(Math.max(1, minutesLeft))}</p>
      </div>
      <p class="notice">{t.shared}</p>
      <PostForm action={action} csrfToken={csrfToken}>
        <p class="muted">{t.told}</p>
        <Submit locale={locale} label={t.submit} bringsFile />
      </PostForm>
      <a class="link" href={backHref}>
        {t.back}
      </a>
    </>
  );
}

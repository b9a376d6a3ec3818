/** The authenticator apps, and what can be done about them (I5, U1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import type { PageContent } from '../../../http/layout/page.js';
import type { Authenticator } from '../../../ports/authenticator/authenticator_store.js';
import { ConcernPage, type Said } from '../concern_page.js';
import { AddMeans, NamedMeans } from '../named_means.js';
import { text } from './text.js';

export interface ShownAuthenticator extends Authenticator {
  readonly renameHref: string;
  /** where it is asked whether to remove it */
  readonly removeHref: string;
}

export interface AuthenticatorsProps {
  readonly locale: Locale;
  readonly said?: Said | undefined;
  readonly apps: readonly ShownAuthenticator[];
  /** how many an account may have */
  readonly most: number;
  readonly codesLeft: number;
  readonly renewHref: string;
  /** where adding one is asked for: `csrf` */
  readonly addAction: string;
  readonly csrfToken: string;
  readonly homeHref: string;
}

const FEW_CODES = 3;

export function authenticatorsPage(props: AuthenticatorsProps): PageContent {
  return { title: text[props.locale].title, body: <AuthenticatorsView {...props} /> };
}

export function AuthenticatorsView(props: AuthenticatorsProps): VNode {
  const { locale, said, apps, most, addAction, csrfToken, homeHref } = props;
  const t = text[locale];
  return (
    <ConcernPage locale={locale} title={t.title} said={said} homeHref={homeHref}>
      <p>
        {t.list.what} {t.list.told}
      </p>
      {apps.map((app) => (
        <App key={app.id} app={app} locale={locale} />
      ))}
      {apps.length === 0 ? null : <Recovery {...props} />}
      <AddMeans
        locale={locale}
        held={apps.length}
        most={most}
        addAction={addAction}
        csrfToken={csrfToken}
        words={t.list}
      />
    </ConcernPage>
  );
}

function App({ app, locale }: { app: ShownAuthenticator; locale: Locale }): VNode {
  const t = text[locale].list;
  const facts = [
    [t.since, dayInWords(app.addedAt, locale)],
    [t.lastUse, app.lastUsedAt === null ? t.never : dayInWords(app.lastUsedAt, locale)],
  ] as const;
  return (
    <NamedMeans
      id={`app-${app.id}`}
      name={app.name}
      facts={facts}
      rename={{ href: app.renameHref, label: t.rename }}
      remove={{ href: app.removeHref, label: t.remove(app.name) }}
    />
  );
}

function Recovery({ locale, codesLeft, renewHref }: AuthenticatorsProps): VNode {
  const t = text[locale].recovery;
  return (
    <div class="stack">
      <h2>{t.title}</h2>
      <p>{t.what}</p>
      <p>
        {t.left(codesLeft)} {codesLeft <= FEW_CODES ? t.few : null}
      </p>
      <a class="link" href={renewHref}>
        {t.renew}
      </a>
    </div>
  );
}

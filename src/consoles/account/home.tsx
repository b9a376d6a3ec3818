/** The home of « Gérer mon compte »: what there is to look after, and how each stands (U1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { Icon } from '../../http/layout/icon.js';
import { Notice } from '../../http/layout/notice.js';
import type { PageContent } from '../../http/layout/page.js';
import { PostForm } from '../../http/layout/post_form.js';
import { Submit } from '../../http/layout/submit.js';
import type { ShownPortal } from '../relying_party/stopped.js';
import type { Said } from './concern_page.js';
import { text } from './text.js';

export interface ShownConcern {
  readonly title: string;
  /** its present state in a few words */
  readonly state: string;
  readonly href: string;
}

export interface AccountHomeProps {
  readonly locale: Locale;
  readonly maskedName: { readonly shown: string; readonly spoken: string };
  readonly said?: Said | undefined;
  /** what waits for the person, before everything else */
  readonly alerts?: ReadonlyArray<{ readonly message: string; readonly link: string; readonly href: string }>;
  readonly concerns: readonly ShownConcern[];
  readonly signOutAction: string;
  readonly csrfToken: string;
  readonly portal?: ShownPortal | undefined;
}

export function accountHomePage(props: AccountHomeProps): PageContent {
  return { title: text[props.locale].title, body: <AccountHomeView {...props} /> };
}

export function AccountHomeView(props: AccountHomeProps): VNode {
  const { locale, maskedName, said, alerts = [], concerns, signOutAction, csrfToken, portal } = props;
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p class="muted">
          {t.whose} <span aria-hidden="true">{maskedName.shown}</span>
          <span class="unseen">{maskedName.spoken}</span>
        </p>
      </div>
      {said === undefined ? null : <Notice {...said} />}
      {alerts.map(({ message, link, href }) => (
        <div key={href} class="stack">
          <Notice kind="warning" message={message} />
          <a class="button" href={href}>
            {link}
          </a>
        </div>
      ))}
      <ul class="concerns">
        {concerns.map(({ title, state, href }) => (
          <li key={href}>
            <a href={href}>
              <span>
                <b>{title}</b>
                <span class="state">{state}</span>
              </span>
              <Icon name="chevron" />
            </a>
          </li>
        ))}
      </ul>
      <div class="leave">
        {portal === undefined ? null : (
          <p>
            <a class="link" href={portal.href}>
              {t.backTo(portal.name)}
            </a>
          </p>
        )}
        <PostForm action={signOutAction} csrfToken={csrfToken}>
          <Submit locale={locale} label={t.signOut} look="quiet" />
        </PostForm>
      </div>
    </>
  );
}

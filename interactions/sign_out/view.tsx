/** Signing out: asked, and done (P1, P9). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../src/domain/realm.js';
import { Icon } from '../../src/http/layout/icon.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PostForm } from '../../src/http/layout/post_form.js';
import { Submit } from '../../src/http/layout/submit.js';
import { text } from './text.js';

export interface ConfirmSignOutProps {
  readonly locale: Locale;
  /** the portal that asks, when it is known */
  readonly portalName?: string | undefined;
  /** the protocol's own confirmation address, and its anti-forgery value, sent as `xsrf` */
  readonly action: string;
  readonly xsrf: string;
}

export interface SignedOutProps {
  readonly locale: Locale;
  readonly portalName?: string | undefined;
  readonly portalHref?: string | undefined;
}

export interface StayedProps extends SignedOutProps {
  /** where the sign-in may be ended after all */
  readonly signOutHref: string;
}

/** « Voulez-vous vous déconnecter ? », with its title, for `renderPage`. */
export function confirmSignOutPage(props: ConfirmSignOutProps): PageContent {
  return { title: text[props.locale].confirm.title, body: <ConfirmSignOutView {...props} /> };
}

/** « Déconnexion réussie », with its title, for `renderPage`. */
export function signedOutPage(props: SignedOutProps): PageContent {
  return { title: text[props.locale].done.title, body: <SignedOutView {...props} /> };
}

/** « Vous restez connecté », with its title, for `renderPage`. */
export function stayedPage(props: StayedProps): PageContent {
  return { title: text[props.locale].stay.title, body: <StayedView {...props} /> };
}

/** Pressing « Se déconnecter » sends `logout=yes`; « Rester connecté » sends the form without it. */
export function ConfirmSignOutView({ locale, portalName, action, xsrf }: ConfirmSignOutProps): VNode {
  const t = text[locale].confirm;
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.what(portalName)}</p>
      </div>
      <PostForm action={action} hidden={{ xsrf }}>
        <div class="buttons">
          <Submit locale={locale} label={t.yes} name="logout" value="yes" />
          <Submit locale={locale} label={t.no} look="quiet" />
        </div>
      </PostForm>
    </>
  );
}

export function SignedOutView({ locale, portalName, portalHref }: SignedOutProps): VNode {
  const t = text[locale].done;
  return (
    <>
      <div class="head">
        <h1 class="badge">
          <Icon name="check" size={32} className="good" />
          {t.title}
        </h1>
        <p>{t.what}</p>
        <p class="muted">{t.shared}</p>
      </div>
      {portalHref === undefined ? (
        <p>{t.alone}</p>
      ) : (
        <a class="button" href={portalHref}>
          {t.back(portalName)}
        </a>
      )}
    </>
  );
}

export function StayedView({ locale, portalName, portalHref, signOutHref }: StayedProps): VNode {
  const { stay, done } = text[locale];
  return (
    <>
      <div class="head">
        <h1>{stay.title}</h1>
        <p>{stay.what}</p>
        <p class="muted">{stay.shared}</p>
      </div>
      {portalHref === undefined ? null : (
        <a class="button" href={portalHref}>
          {done.back(portalName)}
        </a>
      )}
      <a class={portalHref === undefined ? 'button' : 'link'} href={signOutHref}>
        {stay.leave}
      </a>
    </>
  );
}

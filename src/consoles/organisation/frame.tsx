/** What stands around every page of an organisation: which one it is, where else to go, and the way out. */
import type { ComponentChildren, VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import type { PageContent } from '../../http/layout/page.js';
import { PostForm } from '../../http/layout/post_form.js';
import { Submit } from '../../http/layout/submit.js';
import type { ShownPortal } from '../relying_party/stopped.js';
import { text } from './text.js';

const SECTIONS = ['home', 'users', 'journal', 'help'] as const;
export type Section = (typeof SECTIONS)[number];

export interface FrameProps {
  readonly locale: Locale;
  readonly organisation: { readonly name: string; readonly siret: string };
  /** the entry of the navigation that this page is */
  readonly section: Section | undefined;
  readonly hrefs: Readonly<Record<Section, string>>;
  /** where to choose another organisation, for who administers several */
  readonly chooseHref: string | undefined;
  readonly signOutAction: string;
  readonly csrfToken: string;
  readonly portal: ShownPortal | undefined;
}

export interface FramedPage {
  /** the page's own first heading */
  readonly title: string;
  readonly hasError?: boolean;
  /** a table wants more room than a text */
  readonly isBroad?: boolean;
  readonly body: VNode;
}

/** A page of an organisation. */
export function framed(frame: FrameProps, { title, hasError = false, isBroad = false, body }: FramedPage): PageContent {
  return {
    title: `${title} – ${frame.organisation.name}`,
    hasError,
    isBroad,
    body: <Frame frame={frame}>{body}</Frame>,
  };
}

function Frame({ frame, children }: { frame: FrameProps; children: ComponentChildren }): VNode {
  const { locale, organisation, section, hrefs, chooseHref, signOutAction, csrfToken, portal } = frame;
  const t = text[locale];
  return (
    <>
      <div class="organisation">
        <p>
          <b>{organisation.name}</b> <span class="muted small">{t.siret(groupedSiret(organisation.siret))}</span>
        </p>
        <nav aria-label={t.nav.label}>
          <ul>
            {SECTIONS.map((each) => (
              <li key={each}>
                <a href={hrefs[each]} {...(each === section ? { 'aria-current': 'page' as const } : {})}>
                  {t.nav[each]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      {children}
      <Leave {...{ locale, signOutAction, csrfToken, portal, chooseHref }} />
    </>
  );
}

/** The ways out of the console. */
export function Leave(props: {
  readonly locale: Locale;
  readonly signOutAction: string;
  readonly csrfToken: string;
  readonly portal: ShownPortal | undefined;
  readonly chooseHref?: string | undefined;
}): VNode {
  const { locale, signOutAction, csrfToken, portal, chooseHref } = props;
  const t = text[locale];
  return (
    <div class="leave ways-out">
      {chooseHref === undefined ? null : (
        <a class="link" href={chooseHref}>
          {t.nav.choose}
        </a>
      )}
      {portal === undefined ? null : (
        <a class="link" href={portal.href}>
          {t.backTo(portal.name)}
        </a>
      )}
      <PostForm action={signOutAction} csrfToken={csrfToken}>
        <Submit locale={locale} label={t.signOut} look="link" />
      </PostForm>
    </div>
  );
}

/** `211 200 019 00017`, as it is written on paper. */
export function groupedSiret(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4');
}

/**
 * A whole HTML document around the body of a page. Nothing inline: it stands under `style-src 'self'; script-src
 * 'self'` (S6), and the icon under `img-src 'self'`.
 */
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Locale, Realm } from '../../domain/realm.js';
import { PAGE_SCRIPTS, type PageScript } from '../assets/asset_files.js';
import { THEMES } from '../assets/themes.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { AtKiosk, KioskBar, type KioskFrame, KioskKeys, KioskRefresh, StillThere } from './kiosk/frame.js';
import { text } from './text.js';

/** What a view gives to its page: the title repeats the view's own first heading. */
export interface PageContent {
  readonly title: string;
  /** puts « Erreur : » first in the document's title (RGAA 8.6) */
  readonly hasError?: boolean;
  /** a table wants more room than a text */
  readonly isBroad?: boolean;
  /** it needs a script beside that of all pages */
  readonly script?: PageScript;
  readonly body: VNode;
}

/** What surrounds a view: the same for every page of one request. */
export interface PageFrame {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'id' | 'name' | 'help' | 'theme' | 'statements'>;
  /** the portal's name in the page's language; the realm's own name without it */
  readonly portalName?: string | undefined;
  /** GET address of this same page in the other language, `?lang=` included */
  readonly languageSwitch?: { readonly href: string } | undefined;
  /** addresses given by `assetsOf` */
  readonly assets: {
    readonly css: string;
    readonly script?: string;
    readonly kioskScript?: string;
    readonly kioskCss?: string;
    readonly icon?: string;
  };
  /** the answer to a form, which a browser would send again when it goes back or reloads (I2) */
  readonly answersForm?: boolean;
  /** the page is shown by a public kiosk (I9) */
  readonly kiosk?: KioskFrame | undefined;
}

/** @returns the document, doctype included, every value escaped */
export function renderPage(page: PageFrame & PageContent): string {
  const { locale, realm, assets, kiosk } = page;
  const t = text[locale];
  const portalName = page.portalName ?? realm.name[locale];
  const theme = THEMES[realm.theme.name];
  const document = (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <title>{`${page.hasError === true ? t.errorPrefix : ''}${page.title} – ${portalName}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content={theme.light.band} media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content={theme.dark.band} media="(prefers-color-scheme: dark)" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="stylesheet" href={assets.css} />
        {kiosk && assets.kioskCss ? <link rel="stylesheet" href={assets.kioskCss} /> : null}
        {assets.icon === undefined ? null : <link rel="icon" href={assets.icon} type="image/svg+xml" />}
        {page.script === undefined || kiosk ? null : <script src={PAGE_SCRIPTS[page.script]} defer />}
        {assets.script === undefined ? null : <script src={assets.script} defer />}
        {kiosk && assets.kioskScript ? <script src={assets.kioskScript} defer /> : null}
        {kiosk ? <KioskRefresh {...kiosk} /> : null}
      </head>
      <body {...(kiosk ? { class: 'kiosk' } : {})} {...(page.answersForm ? { 'data-answers-form': '' } : {})}>
        <a class="skip" href="#main">
          {t.skip}
        </a>
        <Header locale={locale} portalName={portalName} languageHref={page.languageSwitch?.href} />
        {kiosk ? <KioskBar locale={locale} endHref={kiosk.endHref} /> : null}
        <main id="main" tabindex={-1} {...(page.isBroad === true ? { class: 'broad' } : {})}>
          <div class="panel">
            <AtKiosk.Provider value={kiosk !== undefined}>{page.body}</AtKiosk.Provider>
          </div>
          {kiosk ? <KioskKeys locale={locale} /> : null}
        </main>
        <Footer locale={locale} realm={realm} hasLinks={kiosk === undefined} />
        {kiosk ? <StillThere locale={locale} {...kiosk} /> : null}
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(document)}`;
}

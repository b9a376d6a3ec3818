/** What surrounds every page of a portal: its band, its name, the language switch, the links of the foot. */
import type { ComponentChildren } from 'preact';
import { LanguageSwitch, renderDocument } from '../web/document.js';
import type { Language } from '../web/language.js';
import type { PortalLook } from './looks.js';
import { PORTAL_TEXT } from './text.js';

/** What every page needs to know about the portal and the request. */
export interface PageFrame {
  readonly look: PortalLook;
  readonly language: Language;
  readonly languageAddresses: Readonly<Record<Language, string>>;
  readonly inboxUrl: string;
  readonly otherPortalUrl: string | undefined;
  readonly signedIn: boolean;
}

/** @param title what the page is about; the portal's name is added for the browser's tab */
export function renderPortalPage(frame: PageFrame, title: string, children: ComponentChildren): string {
  const { look, language } = frame;
  const text = PORTAL_TEXT[language];
  const name = look.name[language];
  return renderDocument({
    language,
    title: title === name ? name : `${title} | ${name}`,
    skipLink: text.skip,
    children: (
      <>
        <header class="top">
          <p class="notice">{text.demonstration}</p>
          <div class="inner">
            <p class="brand">
              <img src="/icon.svg" alt="" width="44" height="44" />
              <a href="/">
                <span>
                  {name}
                  <small>{look.organisation[language]}</small>
                </span>
              </a>
            </p>
            <div class="tools">
              <LanguageSwitch language={language} label={text.languages} addresses={frame.languageAddresses} />
              {frame.signedIn ? (
                <form method="post" action="/deconnexion">
                  <button type="submit" class="on-band">
                    {text.signOut}
                  </button>
                </form>
              ) : null}
            </div>
          </div>
        </header>
        <main id="content" class="inner">
          {children}
        </main>
        <footer class="inner">
          <ul class="links">
            <li>
              <a href={frame.inboxUrl}>{text.inbox}</a>
            </li>
            {frame.otherPortalUrl === undefined ? null : (
              <li>
                <a href={frame.otherPortalUrl}>{look.otherPortal[language]}</a>
              </li>
            )}
          </ul>
        </footer>
      </>
    ),
  });
}

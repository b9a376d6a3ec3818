/** What surrounds every page of the simulator: a band that says it is one, the language switch. */
import type { ComponentChildren } from 'preact';
import { LanguageSwitch, renderDocument } from '../web/document.js';
import type { Language } from '../web/language.js';
import { SIMULATOR_TEXT } from './text.js';

/** What every page needs to know about the request. */
export interface PageFrame {
  readonly language: Language;
  readonly languageAddresses: Readonly<Record<Language, string>>;
  /** the name of what is simulated; undefined on the home page */
  readonly platformName: string | undefined;
}

export function renderSimulatorPage(frame: PageFrame, title: string, children: ComponentChildren): string {
  const { language, platformName } = frame;
  const text = SIMULATOR_TEXT[language];
  const name = platformName === undefined ? text.simulator : text.simulatorOf(platformName);
  return renderDocument({
    language,
    title: `${title} | ${name}`,
    skipLink: text.skip,
    children: (
      <>
        <header class="top">
          <p class="notice">{text.notice}</p>
          <div class="inner">
            <p class="brand">
              <img src="/icon.svg" alt="" width="40" height="40" />
              <span>{name}</span>
            </p>
            <LanguageSwitch language={language} label={text.languages} addresses={frame.languageAddresses} />
          </div>
        </header>
        <main id="content" class="inner">
          {children}
        </main>
      </>
    ),
  });
}

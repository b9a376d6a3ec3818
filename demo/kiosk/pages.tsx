/** The kiosk's own pages: big buttons, the QR code with its digits, « Terminer », the question whether somebody is there. */
import type { ComponentChildren } from 'preact';
import { type KioskFrame, KioskRefresh, StillThere } from '../../src/http/layout/kiosk/frame.js';
import { LanguageSwitch, renderDocument } from '../web/document.js';
import type { Language } from '../web/language.js';
import type { ShownCode, VisitTokens } from './relying_party.js';
import { KIOSK_TEXT } from './text.js';

export const END_PATH = '/terminer';

interface Frame {
  readonly language: Language;
  readonly title: string;
  /** the page's own path */
  readonly path: string;
  /** absent on the start page: nothing is to be ended */
  readonly frame?: KioskFrame;
  /** asks again by itself whether the phone has answered */
  readonly polls?: boolean;
  readonly children: ComponentChildren;
}

function page({ language, title, path, frame, polls = false, children }: Frame): string {
  const t = KIOSK_TEXT[language];
  return renderDocument({
    language,
    title: `${title} – ${t.name}`,
    skipLink: t.skip,
    head: (
      <>
        {frame ? <script src="/kiosk.js" defer /> : null}
        {polls ? <script src="/phone.js" defer /> : null}
        {polls ? (
          <noscript>
            <meta http-equiv="refresh" content="5" />
          </noscript>
        ) : frame ? (
          <KioskRefresh {...frame} />
        ) : null}
      </>
    ),
    children: (
      <>
        <header class="top">
          <p>
            <b>{t.name}</b> {t.place}
          </p>
          <LanguageSwitch
            language={language}
            label={t.language}
            addresses={{ fr: `${path}?lang=fr`, en: `${path}?lang=en` }}
          />
          {frame ? (
            <a class="finish" href={END_PATH}>
              {t.finish}
            </a>
          ) : null}
        </header>
        <main id="content">{children}</main>
        {frame ? <StillThere locale={language} {...frame} /> : null}
      </>
    ),
  });
}

export function welcomePage(language: Language, hasEnded: boolean): string {
  const t = KIOSK_TEXT[language].welcome;
  return page({
    language,
    title: t.title,
    path: '/',
    children: (
      <>
        {hasEnded ? (
          <p class="gone" role="status">
            {t.gone}
          </p>
        ) : null}
        <h1>{t.title}</h1>
        <div class="doors">
          <a class="door" href="/connexion">
            <b>{t.typed}</b>
            <span>{t.typedHow}</span>
          </a>
          <a class="door" href="/telephone">
            <b>{t.phone}</b>
            <span>{t.phoneHow}</span>
          </a>
        </div>
        <p>{t.how}</p>
      </>
    ),
  });
}

export function phonePage(language: Language, frame: KioskFrame, code: ShownCode): string {
  const t = KIOSK_TEXT[language].phone;
  return page({
    language,
    title: t.title,
    path: '/telephone',
    frame,
    polls: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <div class="scan">
          <img src={`/telephone/code.svg?${code.userCode}`} alt={t.scan} width="260" height="260" />
          <div>
            <p>{t.digits}</p>
            <p class="digits-shown">{code.digits}</p>
            <p>{t.digitsWhy}</p>
          </div>
        </div>
        <p>
          {t.code} <b>{code.typedAt}</b> {t.typed} <b class="typed-code">{code.userCode}</b>
        </p>
        <p role="status">{t.waiting}</p>
        <p>
          <a class="link" href={code.address} target="_blank" rel="noopener noreferrer">
            {t.here}
          </a>
        </p>
        <p>
          <a class="link" href="/connexion">
            {t.typeInstead}
          </a>
        </p>
      </>
    ),
  });
}

export function spacePage(language: Language, frame: KioskFrame, tokens: VisitTokens): string {
  const t = KIOSK_TEXT[language].space;
  return page({
    language,
    title: t.hello(tokens.name),
    path: '/espace',
    frame,
    children: (
      <>
        <h1>{t.hello(tokens.name)}</h1>
        <p>{t.what}</p>
        <ul class="doors">
          {t.doors.map((door) => (
            <li class="door" key={door}>
              <b>{door}</b>
            </li>
          ))}
        </ul>
        <p>
          {t.level} <b>{tokens.acr}</b>
        </p>
        <p>{t.before}</p>
      </>
    ),
  });
}

export function troublePage(language: Language): string {
  const t = KIOSK_TEXT[language].trouble;
  return page({
    language,
    title: t.title,
    path: '/',
    children: (
      <>
        <h1>{t.title}</h1>
        <p>{t.what}</p>
        <p>
          <a class="button" href="/">
            {t.back}
          </a>
        </p>
      </>
    ),
  });
}

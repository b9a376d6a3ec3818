/** The HTML document around a page of the demonstration, rendered on the server: no client runtime, no inline script. */
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from './language.js';

export interface DocumentProps {
  readonly language: Language;
  readonly title: string;
  /** elements for `<head>` after the style sheet */
  readonly head?: ComponentChildren;
  readonly skipLink: string;
  readonly children: ComponentChildren;
}

/** @returns the whole document as text, doctype included */
export function renderDocument(props: DocumentProps): string {
  const html = renderToString(
    <html lang={props.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{props.title}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {props.head}
      </head>
      <body>
        <a class="skip" href="#content">
          {props.skipLink}
        </a>
        {props.children}
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

/** The language switch: the current language is text, the other one a link in its own language. */
export function LanguageSwitch(props: {
  readonly language: Language;
  readonly label: string;
  readonly addresses: Readonly<Record<Language, string>>;
}) {
  const names: ReadonlyArray<readonly [Language, string]> = [
    ['fr', 'Français'],
    ['en', 'English'],
  ];
  return (
    <nav class="languages" aria-label={props.label}>
      {names.map(([code, name]) =>
        code === props.language ? (
          <span key={code} lang={code} aria-current="true">
            {name}
          </span>
        ) : (
          <a key={code} lang={code} hrefLang={code} href={props.addresses[code]}>
            {name}
          </a>
        ),
      )}
    </nav>
  );
}

/** The band at the top: which portal this is for, that it is the secure sign-in, and the other language. */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { Icon } from './icon.js';
import { text } from './text.js';

export interface HeaderProps {
  readonly locale: Locale;
  readonly portalName: string;
  /** address of the same page in the other language; without it no switch is shown */
  readonly languageHref?: string | undefined;
}

export function Header({ locale, portalName, languageHref }: HeaderProps): VNode {
  const t = text[locale];
  const other = t.otherLanguage;
  return (
    <header class="band">
      <div class="wide">
        <Icon name="door" size={32} className="mark" />
        <p class="portal">
          <b>{portalName}</b>
          <span>
            <Icon name="lock" size={18} />
            {t.secure}
          </span>
        </p>
        {languageHref === undefined ? null : (
          <a href={languageHref} lang={other.locale} hreflang={other.locale}>
            {other.name}
          </a>
        )}
      </div>
    </header>
  );
}

/**
 * What every page of a kiosk has around it (I9): « Terminer », keys for fields of digits, and the end of a visit that nobody
 * is at any more. Asked first, in a dialog, where there is a script; without one the page goes to the end by itself.
 */
import { createContext, type VNode } from 'preact';
import type { Locale } from '../../../domain/realm.js';
import { text } from './text.js';

export interface KioskFrame {
  /** ends the visit and clears it away: a GET */
  readonly endHref: string;
  readonly idleSeconds: number;
  /** of these, how long before the end it is asked whether somebody is there */
  readonly warningSeconds: number;
}

/** Is the page a kiosk's? Its fields then leave nothing to the browser. */
export const AtKiosk = createContext(false);

/** What keeps browsers and password managers from filling in a field, or offering to keep what it holds. */
export const NOTHING_KEPT = { autocomplete: 'off', 'data-1p-ignore': '', 'data-lpignore': 'true', 'data-bwignore': '' };

/** In the head: a browser without script leaves by itself. */
export function KioskRefresh({ endHref, idleSeconds }: KioskFrame): VNode {
  return (
    <noscript>
      <meta http-equiv="refresh" content={`${idleSeconds};url=${endHref}`} />
    </noscript>
  );
}

export function KioskBar({ locale, endHref }: { locale: Locale; endHref: string }): VNode {
  const t = text[locale];
  return (
    <aside class="kiosk-bar" aria-label={t.name}>
      <div class="wide">
        <p>{t.about}</p>
        <a class="finish" href={endHref}>
          {t.end}
        </a>
      </div>
    </aside>
  );
}

/** Shown by the script beside fields of digits only; A and B are for numbers from Corsica. */
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'delete', 'A', 'B'] as const;

export function KioskKeys({ locale }: { locale: Locale }): VNode {
  const { legend, into, count, ...names } = text[locale].keys;
  return (
    <fieldset class="kiosk-keys" id="kiosk-keys" hidden data-into={into} data-count={count}>
      <legend>{legend}</legend>
      <p class="hint" role="status" />
      <div class="keypad">
        {KEYS.map((key) => (
          <button key={key} type="button" class="key" data-key={key}>
            {key === 'clear' ? names.clear : key === 'delete' ? names.delete : key}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

export function StillThere({ locale, endHref, idleSeconds, warningSeconds }: KioskFrame & { locale: Locale }): VNode {
  const t = text[locale];
  return (
    <dialog
      id="still-there"
      aria-labelledby="still-there-title"
      aria-describedby="still-there-text"
      data-idle={idleSeconds}
      data-warning={warningSeconds}
      data-end={endHref}
      data-said={t.unanswered}
    >
      <h2 id="still-there-title">{t.stillThere}</h2>
      <p id="still-there-text">{t.unanswered.replace('{seconds}', String(warningSeconds))}</p>
      <button type="button" class="button">
        {t.stay}
      </button>
      <a class="quiet" href={endHref}>
        {t.end}
      </a>
    </dialog>
  );
}

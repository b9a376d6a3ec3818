/** Whom to call, in figures large enough to copy, when a telephone call is the way on. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../domain/realm.js';
import { Telephone } from './telephone.js';
import { text } from './text.js';

export function HelpCall({ locale, help }: { locale: Locale; help: Realm['help'] }): VNode {
  return (
    <div class="notice">
      <p>{text[locale].callHelp}</p>
      <p>
        <Telephone number={help.telephone} className="help" />
      </p>
      <p class="muted">{help.hours[locale]}</p>
    </div>
  );
}

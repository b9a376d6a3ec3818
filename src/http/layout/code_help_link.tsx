/** From « Je ne reçois pas le code » to the page that says all of it (X3). In the same tab: going back loses nothing. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../domain/realm.js';
import { text } from './text.js';

export function CodeHelpLink({ locale, realm }: { locale: Locale; realm: Pick<Realm, 'id'> }): VNode {
  return (
    <a class="link" href={`/${encodeURIComponent(realm.id)}/about/code-help`}>
      {text[locale].moreCodeHelp}
    </a>
  );
}

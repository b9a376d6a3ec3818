/** For who may not see what the address names (E1): what this is, and whom to ask. Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../domain/realm.js';
import { HelpCall } from '../../http/layout/help_call.js';
import type { PageContent } from '../../http/layout/page.js';
import type { ShownPortal } from '../relying_party/stopped.js';
import { Leave } from './frame.js';
import { text } from './text.js';

export type NothingHere = 'no-organisation' | 'not-yours' | 'unknown-member';

export interface NothingHereProps {
  readonly locale: Locale;
  readonly why: NothingHere;
  readonly help: Realm['help'];
  readonly wayOnHref: string;
  readonly signOutAction: string;
  readonly csrfToken: string;
  readonly portal: ShownPortal | undefined;
}

export function nothingHerePage(props: NothingHereProps): PageContent {
  return { title: text[props.locale].nothingHere[props.why].title, body: <NothingHereView {...props} /> };
}

export function NothingHereView(props: NothingHereProps): VNode {
  const { locale, why, help, wayOnHref, signOutAction, csrfToken, portal } = props;
  const t = text[locale].nothingHere[why];
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.what}</p>
        <p>{t.whom}</p>
      </div>
      {why === 'unknown-member' ? null : <HelpCall locale={locale} help={help} />}
      <a class="button" href={wayOnHref}>
        {t.wayOn}
      </a>
      <Leave {...{ locale, signOutAction, csrfToken, portal }} />
    </>
  );
}

/** Which organisation, for who administers several (E1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { Icon } from '../../http/layout/icon.js';
import type { PageContent } from '../../http/layout/page.js';
import type { ShownPortal } from '../relying_party/stopped.js';
import { groupedSiret, Leave } from './frame.js';
import { text } from './text.js';

export interface ChooseProps {
  readonly locale: Locale;
  readonly organisations: ReadonlyArray<{ readonly name: string; readonly siret: string; readonly href: string }>;
  readonly signOutAction: string;
  readonly csrfToken: string;
  readonly portal: ShownPortal | undefined;
}

export function choosePage(props: ChooseProps): PageContent {
  return { title: text[props.locale].choose.title, body: <ChooseView {...props} /> };
}

export function ChooseView({ locale, organisations, signOutAction, csrfToken, portal }: ChooseProps): VNode {
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.choose.title}</h1>
        <p>{t.choose.what}</p>
      </div>
      <ul class="doors">
        {organisations.map(({ name, siret, href }) => (
          <li key={href}>
            <a class="card" href={href}>
              <span>
                <b>{name}</b>
                {t.siret(groupedSiret(siret))}
              </span>
              <Icon name="chevron" />
            </a>
          </li>
        ))}
      </ul>
      <Leave {...{ locale, signOutAction, csrfToken, portal }} />
    </>
  );
}

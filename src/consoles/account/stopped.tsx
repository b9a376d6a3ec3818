/** Where a journey through « Gérer mon compte » stops, or ends: what happened, one way on. Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../domain/realm.js';
import { HelpCall } from '../../http/layout/help_call.js';
import { Icon } from '../../http/layout/icon.js';
import type { PageContent } from '../../http/layout/page.js';
import type { Stop } from '../relying_party/stop.js';
import type { ShownPortal } from './home.js';
import { text } from './text.js';

export interface StoppedProps {
  readonly locale: Locale;
  readonly why: Stop;
  readonly realm: Pick<Realm, 'help'>;
  readonly wayOnHref: string;
  readonly portal?: ShownPortal | undefined;
}

export function stoppedPage(props: StoppedProps): PageContent {
  const { title } = text[props.locale].stopped[props.why];
  return { title, hasError: props.why !== 'cancelled', body: <StoppedView {...props} /> };
}

export function StoppedView({ locale, why, realm, wayOnHref, portal }: StoppedProps): VNode {
  const t = text[locale];
  const words = t.stopped[why];
  return (
    <>
      <div class="head">
        <h1>{words.title}</h1>
        <p>{words.what}</p>
      </div>
      {why === 'unmet' ? <HelpCall locale={locale} help={realm.help} /> : null}
      <a class="button" href={wayOnHref}>
        {words.wayOn}
      </a>
      {portal === undefined ? null : (
        <p>
          <a class="link" href={portal.href}>
            {t.backTo(portal.name)}
          </a>
        </p>
      )}
    </>
  );
}

export interface AccountSignedOutProps {
  readonly locale: Locale;
  readonly homeHref: string;
}

export function accountSignedOutPage(props: AccountSignedOutProps): PageContent {
  return { title: text[props.locale].signedOut.title, body: <AccountSignedOutView {...props} /> };
}

export function AccountSignedOutView({ locale, homeHref }: AccountSignedOutProps): VNode {
  const t = text[locale].signedOut;
  return (
    <>
      <div class="head">
        <h1 class="badge">
          <Icon name="check" size={32} className="good" />
          <span>{t.title}</span>
        </h1>
        <p>{t.what}</p>
      </div>
      <a class="quiet" href={homeHref}>
        {t.again}
      </a>
    </>
  );
}

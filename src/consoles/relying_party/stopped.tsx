/** Where a journey through a console stops, or ends: what happened, one way on. Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../domain/realm.js';
import { HelpCall } from '../../http/layout/help_call.js';
import { Icon } from '../../http/layout/icon.js';
import type { PageContent } from '../../http/layout/page.js';
import type { Stop } from './stop.js';

export interface ShownPortal {
  readonly name: string | undefined;
  readonly href: string;
}

/** What a console says where a journey stops or ends. */
export interface EndingWords {
  readonly stopped: Readonly<Record<Stop, { readonly title: string; readonly what: string; readonly wayOn: string }>>;
  readonly signedOut: { readonly title: string; readonly what: string; readonly again: string };
  readonly backTo: (portalName: string | undefined) => string;
}

export interface StoppedProps {
  readonly locale: Locale;
  readonly words: EndingWords;
  readonly why: Stop;
  readonly realm: Pick<Realm, 'help'>;
  readonly wayOnHref: string;
  readonly portal?: ShownPortal | undefined;
}

export function stoppedPage(props: StoppedProps): PageContent {
  const { title } = props.words.stopped[props.why];
  return { title, hasError: props.why !== 'cancelled', body: <StoppedView {...props} /> };
}

export function StoppedView({ locale, words, why, realm, wayOnHref, portal }: StoppedProps): VNode {
  const { title, what, wayOn } = words.stopped[why];
  return (
    <>
      <div class="head">
        <h1>{title}</h1>
        <p>{what}</p>
      </div>
      {why === 'unmet' ? <HelpCall locale={locale} help={realm.help} /> : null}
      <a class="button" href={wayOnHref}>
        {wayOn}
      </a>
      {portal === undefined ? null : (
        <p>
          <a class="link" href={portal.href}>
            {words.backTo(portal.name)}
          </a>
        </p>
      )}
    </>
  );
}

export interface ConsoleSignedOutProps {
  readonly words: EndingWords;
  readonly homeHref: string;
}

export function consoleSignedOutPage(props: ConsoleSignedOutProps): PageContent {
  return { title: props.words.signedOut.title, body: <ConsoleSignedOutView {...props} /> };
}

export function ConsoleSignedOutView({ words, homeHref }: ConsoleSignedOutProps): VNode {
  const { title, what, again } = words.signedOut;
  return (
    <>
      <div class="head">
        <h1 class="badge">
          <Icon name="check" size={32} className="good" />
          <span>{title}</span>
        </h1>
        <p>{what}</p>
      </div>
      <a class="quiet" href={homeHref}>
        {again}
      </a>
    </>
  );
}

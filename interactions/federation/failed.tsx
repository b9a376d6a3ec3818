/** What went wrong with an upstream, and the ways on (F5). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { UpstreamFault } from '../../src/domain/federation/upstream.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { text } from './text.js';

export interface UpstreamFailedProps {
  readonly locale: Locale;
  readonly why: UpstreamFault;
  readonly upstreamName: string;
  readonly portalName: string;
  readonly realm: Pick<Realm, 'help'>;
  /** the sign-in page, with every other way */
  readonly otherWayHref: string;
  /** leaves for the upstream again; absent when it is not offered any more */
  readonly retryHref?: string | undefined;
  readonly cancelHref: string;
}

/** Faults that trying again at once will not mend, or that the person chose: another way comes first. */
const OTHER_WAY_FIRST: readonly UpstreamFault[] = [
  'cancelled',
  'refused',
  'unavailable',
  'misconfigured',
  'issuer',
  'audience',
  'encryption',
  'signature',
  'malformed',
];

export function upstreamFailedPage(props: UpstreamFailedProps): PageContent {
  const title = text[props.locale].failed[props.why].title(props.upstreamName);
  return { title, hasError: props.why !== 'cancelled', body: <UpstreamFailedView {...props} /> };
}

export function UpstreamFailedView(props: UpstreamFailedProps): VNode {
  const { locale, why, upstreamName, portalName, retryHref, otherWayHref } = props;
  const t = text[locale];
  const words = t.failed[why];
  const otherWay = { href: otherWayHref, label: t.otherWay };
  const retry = retryHref === undefined ? undefined : { href: retryHref, label: t.retry(upstreamName) };
  const ways = OTHER_WAY_FIRST.includes(why) ? [otherWay, retry] : [retry, otherWay];
  const [first = otherWay, second] = ways.filter((way) => way !== undefined);
  return (
    <>
      <div class="head">
        <h1>{words.title(upstreamName)}</h1>
        <p>{words.what(upstreamName, portalName)}</p>
      </div>
      <div class="stack">
        <a class="button" href={first.href}>
          {first.label}
        </a>
        {second === undefined ? null : (
          <a class="quiet" href={second.href}>
            {second.label}
          </a>
        )}
      </div>
      <div>
        {why === 'cancelled' ? null : <HelpCall locale={locale} help={props.realm.help} />}
        <a class="link" href={props.cancelHref}>
          {t.cancel}
        </a>
      </div>
    </>
  );
}

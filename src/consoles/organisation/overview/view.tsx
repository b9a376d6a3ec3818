/** An organisation at a glance (E1 to E3): how many, what is due, and what must not stay so. Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords } from '../../../domain/day.js';
import { Icon } from '../../../http/layout/icon.js';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import type { OrganisationOverview } from '../../../ports/organisation/organisation_store.js';
import type { JourneyNews } from '../../relying_party/journey.js';
import { type FrameProps, framed } from '../frame.js';
import { text as shared } from '../text.js';
import { text } from './text.js';

const COUNTED = ['active', 'invited', 'suspended', 'expired'] as const;

export interface OverviewProps {
  readonly frame: FrameProps;
  readonly overview: Pick<OrganisationOverview, 'counts' | 'isLoneAdministrator'>;
  /** milliseconds since the epoch: when one's own access ends, if that is soon */
  readonly ownEnd: number | undefined;
  readonly news: JourneyNews | undefined;
  readonly usersHref: (status: (typeof COUNTED)[number] | 'all' | 'due' | 'administrators') => string;
  readonly createHref: string;
}

export function overviewPage(props: OverviewProps): PageContent {
  const { locale } = props.frame;
  return framed(props.frame, { title: shared[locale].console, body: <OverviewView {...props} /> });
}

export function OverviewView({ frame, overview, ownEnd, news, usersHref, createHref }: OverviewProps): VNode {
  const { locale } = frame;
  const { counts, isLoneAdministrator } = overview;
  const t = text[locale];
  const statuses = shared[locale].statuses;
  return (
    <>
      <div class="head">
        <h1>{shared[locale].console}</h1>
        <p>
          <a href={usersHref('all')}>{t.users(counts.total)}</a>,{' '}
          <a href={usersHref('administrators')}>{t.administrators(counts.administrators)}</a>
        </p>
      </div>
      {news === undefined ? null : <Notice kind="warning" message={shared[locale].news[news]} />}
      {isLoneAdministrator ? (
        <Reminder {...t.lone} icon="warning" kind="warning" href={usersHref('active')} id="lone" />
      ) : null}
      {counts.due > 0 ? (
        <Reminder
          title={t.due.title(counts.due)}
          what={t.due.what}
          wayOn={t.due.wayOn}
          icon="clock"
          kind="plain"
          href={usersHref('due')}
          id="due"
        />
      ) : null}
      {ownEnd === undefined ? null : <p class="notice">{t.ownEnd(dayInWords(ownEnd, locale))}</p>}
      <section class="stack" aria-labelledby="counts">
        <h2 id="counts">{t.counts}</h2>
        <ul class="counts">
          {COUNTED.map((status) => (
            <li key={status}>
              <a href={usersHref(status)}>
                <b>{counts[status]}</b> {statuses[status]}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <div class="buttons">
        <a class="button" href={createHref}>
          {t.create}
        </a>
        <a class="quiet" href={usersHref('all')}>
          {t.all}
        </a>
      </div>
    </>
  );
}

function Reminder(props: {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly wayOn: string;
  readonly icon: 'warning' | 'clock';
  readonly kind: 'warning' | 'plain';
  readonly href: string;
}): VNode {
  const { id, title, what, wayOn, icon, kind, href } = props;
  return (
    <section class={kind === 'warning' ? 'notice warning' : 'notice'} aria-labelledby={id}>
      <h2 id={id}>
        <Icon name={icon} />
        {title}
      </h2>
      <p>{what}</p>
      <p>
        <a href={href}>{wayOn}</a>
      </p>
    </section>
  );
}

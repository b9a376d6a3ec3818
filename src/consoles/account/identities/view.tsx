/** The linked identities, and what can be done about them (U1, F4). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { Disclosure } from '../../../http/layout/disclosure.js';
import { Facts } from '../../../http/layout/facts.js';
import { Icon } from '../../../http/layout/icon.js';
import type { PageContent } from '../../../http/layout/page.js';
import type { LinkProof, LinkStatus } from '../../../ports/federation/identity_link_store.js';
import { ConcernPage, type Said } from '../concern_page.js';
import type { OwnMeans } from '../own_means.js';
import { text } from './text.js';

export interface ShownLink {
  readonly id: string;
  readonly upstreamName: string;
  readonly status: LinkStatus;
  readonly provedBy: LinkProof;
  /** milliseconds since the epoch, as all that follow */
  readonly linkedAt: number;
  readonly lastUsedAt: number;
  readonly endedAt: number | undefined;
  /** where it is asked whether to undo it */
  readonly undoHref: string;
}

export interface IdentitiesProps {
  readonly locale: Locale;
  readonly ownMeans: OwnMeans;
  readonly said?: Said | undefined;
  readonly links: readonly ShownLink[];
  /** names of the upstreams that could be linked */
  readonly upstreamNames: readonly string[];
  readonly homeHref: string;
}

export function identitiesPage(props: IdentitiesProps): PageContent {
  return { title: text[props.locale].identities.title, body: <IdentitiesView {...props} /> };
}

export function IdentitiesView(props: IdentitiesProps): VNode {
  const { locale, said, links, homeHref } = props;
  const t = text[locale];
  const active = links.filter(({ status }) => status === 'active');
  const ended = links.filter(({ status }) => status !== 'active');
  return (
    <ConcernPage locale={locale} title={t.identities.title} said={said} homeHref={homeHref}>
      {active.length === 0 ? <NoIdentity {...props} /> : <p>{t.identities.what[props.ownMeans]}</p>}
      {active.map((link) => (
        <LinkedIdentity key={link.id} link={link} locale={locale} ownMeans={props.ownMeans} />
      ))}
      {ended.length === 0 ? null : <FormerLinks locale={locale} links={ended} />}
    </ConcernPage>
  );
}

function LinkedIdentity(props: { link: ShownLink; locale: Locale; ownMeans: OwnMeans }): VNode {
  const { link, locale, ownMeans } = props;
  const t = text[locale].identities;
  const facts = [
    [t.since, dayInWords(link.linkedAt, locale)],
    [t.lastUse, dayInWords(link.lastUsedAt, locale)],
    [t.proof, t.proofs[link.provedBy][ownMeans]],
  ] as const;
  return (
    <article class="identity" aria-labelledby={`link-${link.id}`}>
      <div>
        <h2 id={`link-${link.id}`}>{link.upstreamName}</h2>
        <p class="badge good">
          <Icon name="check" size={22} />
          <span>{t.active}</span>
        </p>
      </div>
      <Facts facts={facts} />
      <a class="quiet" href={link.undoHref}>
        {t.undo(link.upstreamName)}
      </a>
    </article>
  );
}

/** What linked identities are for, and how to have one. */
function NoIdentity({ locale, upstreamNames }: IdentitiesProps): VNode {
  const t = text[locale].identities;
  return (
    <>
      <p>{t.none}</p>
      {upstreamNames.map((name) => (
        <p key={name} class="notice">
          {t.purpose(name)} {t.how(name)}
        </p>
      ))}
    </>
  );
}

function FormerLinks({ locale, links }: { locale: Locale; links: readonly ShownLink[] }): VNode {
  const t = text[locale].identities;
  return (
    <Disclosure question={t.ended(links.length)}>
      <ul class="list">
        {links.map(({ id, upstreamName, status, linkedAt, endedAt = linkedAt }) => (
          <li key={id}>
            <strong>{upstreamName}</strong>
            <br />
            <span class="muted">{t[status === 'suspended' ? 'suspended' : 'undone'](dayInWords(endedAt, locale))}</span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** « Gérer mon compte »: the linked identities, and what can be done about them (U1, F4). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords } from '../../domain/day.js';
import type { Locale } from '../../domain/realm.js';
import { Disclosure } from '../../http/layout/disclosure.js';
import { Icon } from '../../http/layout/icon.js';
import { Notice } from '../../http/layout/notice.js';
import type { PageContent } from '../../http/layout/page.js';
import { PostForm } from '../../http/layout/post_form.js';
import { Submit } from '../../http/layout/submit.js';
import type { LinkProof, LinkStatus } from '../../ports/identity_link_store.js';
import type { ShownPortal } from '../relying_party/stopped.js';
import { type News, type OwnMeans, text } from './text.js';

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

export interface AccountHomeProps {
  readonly locale: Locale;
  readonly ownMeans: OwnMeans;
  readonly maskedName: { readonly shown: string; readonly spoken: string };
  readonly news?: News | undefined;
  readonly links: readonly ShownLink[];
  /** names of the upstreams that could be linked */
  readonly upstreamNames: readonly string[];
  readonly signOutAction: string;
  readonly csrfToken: string;
  readonly portal?: ShownPortal | undefined;
}

export function accountHomePage(props: AccountHomeProps): PageContent {
  return { title: text[props.locale].title, body: <AccountHomeView {...props} /> };
}

export function AccountHomeView(props: AccountHomeProps): VNode {
  const { locale, maskedName, news, links, signOutAction, csrfToken, portal } = props;
  const t = text[locale];
  const active = links.filter(({ status }) => status === 'active');
  const ended = links.filter(({ status }) => status !== 'active');
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p class="muted">
          {t.whose} <span aria-hidden="true">{maskedName.shown}</span>
          <span class="unseen">{maskedName.spoken}</span>
        </p>
      </div>
      {news === undefined ? null : <Notice kind="warning" message={t.news[news]} />}
      <section class="stack" aria-labelledby="identities">
        <h2 id="identities">{t.identities.title}</h2>
        {active.length === 0 ? <NoIdentity {...props} /> : <p>{t.identities.what[props.ownMeans]}</p>}
        {active.map((link) => (
          <LinkedIdentity key={link.id} link={link} locale={locale} ownMeans={props.ownMeans} />
        ))}
        {ended.length === 0 ? null : <FormerLinks locale={locale} links={ended} />}
      </section>
      <div class="leave">
        <PostForm action={signOutAction} csrfToken={csrfToken}>
          <Submit locale={locale} label={t.signOut} look="quiet" />
        </PostForm>
        {portal === undefined ? null : (
          <a class="link" href={portal.href}>
            {t.backTo(portal.name)}
          </a>
        )}
      </div>
    </>
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
        <h3 id={`link-${link.id}`}>{link.upstreamName}</h3>
        <p class="badge good">
          <Icon name="check" size={22} />
          <span>{t.active}</span>
        </p>
      </div>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <a class="quiet" href={link.undoHref}>
        {t.undo(link.upstreamName)}
      </a>
    </article>
  );
}

/** What linked identities are for, and how to have one. */
function NoIdentity({ locale, upstreamNames }: AccountHomeProps): VNode {
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

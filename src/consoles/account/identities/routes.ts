/** Linked identities: their page, the question whether to undo one, and what became of it (U1, F4). */
import { isInUse, type UpstreamSettings } from '../../../domain/federation/upstream.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import type { IdentityLink, IdentityLinkStore } from '../../../ports/federation/identity_link_store.js';
import type { UndoIdentityLink } from '../../../services/federation/undo_identity_link.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Routed } from '../../relying_party/router.js';
import type { Change, Concern } from '../concern.js';
import { type AccountConsole, type AccountHandler, newsOf } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { ownMeansOf } from '../own_means.js';
import { text } from './text.js';
import { askUndoPage, undonePage } from './undo.js';
import { identitiesPage } from './view.js';

const PATH = 'identities';
const NO_LINK = 'no-link';

export interface IdentitiesDependencies {
  readonly links: Pick<IdentityLinkStore, 'linksOf'>;
  /** the realm's */
  readonly upstreams: readonly UpstreamSettings[];
  readonly undoIdentityLink: UndoIdentityLink;
}

export function createIdentities(dependencies: IdentitiesDependencies): Concern {
  const { links, upstreams, undoIdentityLink } = dependencies;
  /** Its id once it is no longer configured. */
  const nameOf = (id: string) => upstreams.find((upstream) => upstream.id === id)?.name ?? id;
  const below = (link: string, step: 'undo' | 'undone' | 'already-undone') => `${PATH}/${link}/${step}`;

  const undoing: Change = {
    name: 'undo_identity_link',
    action: ({ upstream = '' }) => ({ type: ACCOUNT_ACTIONS.undoIdentityLink.type, identity: nameOf(upstream) }),
    place: ({ link = '' }) => below(link, 'undo'),
    async carryOut({ account }, { link = '' }) {
      const outcome = await undoIdentityLink.undo(account, link);
      if (outcome === 'unknown') return { place: `${PATH}?news=${NO_LINK}` };
      return { place: below(link, outcome === 'undone' ? 'undone' : 'already-undone') };
    },
  };

  /** The link of the address, if it is this person's; else they are told, and undefined returned. */
  const linkOf = async (
    console: AccountConsole,
    ctx: Routed,
    { account }: Visit,
  ): Promise<IdentityLink | undefined> => {
    const link = (await links.linksOf(account.id)).find(({ id }) => id === ctx.params['link']);
    if (!link) seeOther(ctx, addressOf(console, `${PATH}?news=${NO_LINK}`));
    return link;
  };

  const showAll: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const found = await links.linksOf(visit.account.id);
    const content = identitiesPage({
      locale,
      ownMeans: ownMeansOf(console.site.realm),
      said: newsOf(ctx, locale, { [NO_LINK]: { kind: 'warning', message: text[locale].noLink } }),
      links: found.map((link) => ({
        ...link,
        upstreamName: nameOf(link.upstream),
        undoHref: addressOf(console, below(link.id, 'undo')),
      })),
      upstreamNames: upstreams.filter((each) => isInUse(each, console.clock.now())).map(({ name }) => name),
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  const showQuestion: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, below(ctx.params['link'] ?? '', 'undo'));
    const link = visit && (await linkOf(console, ctx, visit));
    if (!link) return;
    if (link.status === 'undone') return seeOther(ctx, addressOf(console, below(link.id, 'already-undone')));
    const content = askUndoPage({
      locale: languageOf(console, ctx),
      ownMeans: ownMeansOf(console.site.realm),
      upstreamName: nameOf(link.upstream),
      action: addressOf(console, below(link.id, 'undo')),
      csrfToken: csrfTokenFor(console, ctx, visit),
      backHref: addressOf(console, PATH),
    });
    show(console, ctx, content);
  };

  const submit: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, below(ctx.params['link'] ?? '', 'undo'));
    const link = visit && (await linkOf(console, ctx, visit));
    if (!link) return;
    if (link.status === 'undone') return seeOther(ctx, addressOf(console, below(link.id, 'already-undone')));
    await askToConfirm(console, ctx, visit, undoing, { link: link.id, upstream: link.upstream });
  };

  const showUndone =
    (isAlready: boolean): AccountHandler =>
    async (console, ctx) => {
      const visit = await visitor(console, ctx, PATH);
      const link = visit && (await linkOf(console, ctx, visit));
      if (!link) return;
      if (link.status !== 'undone') return seeOther(ctx, addressOf(console, PATH));
      const content = undonePage({
        locale: languageOf(console, ctx),
        ownMeans: ownMeansOf(console.site.realm),
        upstreamName: nameOf(link.upstream),
        isAlready,
        undoneAt: link.endedAt ?? link.lastUsedAt,
        contacts: visit.account.contacts,
        homeHref: addressOf(console),
      });
      show(console, ctx, content);
    };

  return {
    path: PATH,
    title: { fr: text.fr.identities.title, en: text.en.identities.title },
    async summary({ account }, locale) {
      const active = (await links.linksOf(account.id)).filter(({ status }) => status === 'active');
      return text[locale].summary(active.length);
    },
    routes: [
      { method: 'get', path: PATH, name: 'identities', handler: showAll },
      { method: 'get', path: `${PATH}/:link/undo`, name: 'ask_undo', handler: showQuestion },
      { method: 'post', path: `${PATH}/:link/undo`, name: 'undo', handler: submit },
      { method: 'get', path: `${PATH}/:link/undone`, name: 'undone', handler: showUndone(false) },
      { method: 'get', path: `${PATH}/:link/already-undone`, name: 'undone', handler: showUndone(true) },
    ],
    changes: [undoing],
  };
}

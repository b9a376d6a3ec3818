/** The addresses of « Gérer mon compte », below `/<realm>/account` (U1, F4). */
import type Router from '@koa/router';
import { isInUse } from '../../domain/federation/upstream.js';
import { maskName, spokenName } from '../../domain/masked_name.js';
import type { IdentityLink } from '../../ports/identity_link_store.js';
import {
  addressOf,
  csrfTokenFor,
  languageOf,
  readOwnForm,
  seeOther,
  show,
  shownPortal,
  type Visit,
  visitOf,
} from '../relying_party/console.js';
import { leave } from '../relying_party/journey.js';
import { consoleRouter, goHome, type Handler, type Routed, routesOf } from '../relying_party/router.js';
import { type AccountConsole, upstreamName } from './console.js';
import { accountCourse, leaveToRead } from './course.js';
import { accountHomePage } from './home.js';
import { NEWS, ownMeansOf } from './text.js';
import { askUndoPage, undonePage } from './undo.js';

export function accountRouter(console: AccountConsole): Router {
  const router = consoleRouter(console, accountCourse(console));
  const route = routesOf(console);
  router.get('/account', route('home', showHome));
  router.get('/account/identities/:link/undo', route('ask_undo', showAskUndo));
  router.post('/account/identities/:link/undo', route('undo', submitUndo));
  router.get('/account/identities/:link/undone', route('undone', showUndone(false)));
  router.get('/account/identities/:link/already-undone', route('undone', showUndone(true)));
  return router;
}

async function showHome(console: AccountConsole, ctx: Routed): Promise<void> {
  const { portal: arrivedFrom, news: asked } = ctx.query;
  // Whoever comes from a portal is asked for anew: at a household's computer it may be somebody else by now.
  if (typeof arrivedFrom === 'string') return leaveToRead(console, ctx, { kind: 'home' }, arrivedFrom);
  const visit = await visitOf(console, ctx);
  if (!visit) return leaveToRead(console, ctx, { kind: 'home' });
  const { session, account } = visit;
  const links = await console.links.linksOf(account.id);
  const news = NEWS.find((each) => each === asked);
  const content = accountHomePage({
    locale: languageOf(console, ctx),
    ownMeans: ownMeansOf(console.site.realm),
    maskedName: { shown: maskName(account), spoken: spokenName(account) },
    news,
    links: links.map((link) => ({
      ...link,
      upstreamName: upstreamName(console, link.upstream),
      undoHref: addressOf(console, `identities/${link.id}/undo`),
    })),
    upstreamNames: console.upstreams
      .filter((upstream) => isInUse(upstream, console.clock.now()))
      .map(({ name }) => name),
    signOutAction: addressOf(console, 'sign-out'),
    csrfToken: csrfTokenFor(console, ctx, visit),
    portal: await shownPortal(console, session.portal),
  });
  show(console, ctx, content);
}

interface VisitedLink extends Visit {
  readonly link: IdentityLink;
}

/** The visitor and the link of the address; whoever lacks either is sent on, and undefined returned. */
async function visitedLink(console: AccountConsole, ctx: Routed): Promise<VisitedLink | undefined> {
  const id = ctx.params['link'] ?? '';
  const visit = await visitOf(console, ctx);
  if (!visit) {
    await leaveToRead(console, ctx, { kind: 'ask_undo', link: id });
    return undefined;
  }
  const link = (await console.links.linksOf(visit.account.id)).find((each) => each.id === id);
  if (!link) {
    seeOther(ctx, `${addressOf(console)}?news=no-link`);
    return undefined;
  }
  return { ...visit, link };
}

async function showAskUndo(console: AccountConsole, ctx: Routed): Promise<void> {
  const visit = await visitedLink(console, ctx);
  if (!visit) return;
  const { link } = visit;
  if (link.status === 'undone') return seeOther(ctx, addressOf(console, `identities/${link.id}/already-undone`));
  const content = askUndoPage({
    locale: languageOf(console, ctx),
    ownMeans: ownMeansOf(console.site.realm),
    upstreamName: upstreamName(console, link.upstream),
    action: addressOf(console, `identities/${link.id}/undo`),
    csrfToken: csrfTokenFor(console, ctx, visit),
    homeHref: addressOf(console),
  });
  show(console, ctx, content);
}

/** Nothing is undone here: the answer to a fresh proof does that. A session that ended keeps the wish, as a question. */
async function submitUndo(console: AccountConsole, ctx: Routed): Promise<void> {
  const visit = await visitedLink(console, ctx);
  if (!visit) return;
  const { link, account, session } = visit;
  await readOwnForm(console, ctx, visit);
  if (link.status === 'undone') return seeOther(ctx, addressOf(console, `identities/${link.id}/already-undone`));
  await leave(console, accountCourse(console), ctx, {
    wish: { kind: 'undo', link: link.id },
    portal: session.portal,
    change: { accountId: account.id, actions: [] },
  });
}

function showUndone(isAlready: boolean): Handler<AccountConsole> {
  return async (console, ctx) => {
    const visit = await visitedLink(console, ctx);
    if (!visit) return;
    const { link, account } = visit;
    if (link.status !== 'undone') return goHome(console, ctx);
    const content = undonePage({
      locale: languageOf(console, ctx),
      ownMeans: ownMeansOf(console.site.realm),
      upstreamName: upstreamName(console, link.upstream),
      isAlready,
      undoneAt: link.endedAt ?? link.lastUsedAt,
      contacts: account.contacts,
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };
}

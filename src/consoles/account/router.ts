/** The addresses of « Gérer mon compte », below `/<realm>/account` (U1, F4). */
import Router from '@koa/router';
import type { Context } from 'koa';
import { isInUse } from '../../domain/federation/upstream.js';
import { maskName, spokenName } from '../../domain/masked_name.js';
import { readForm } from '../../http/form_body.js';
import { followLanguageSwitch } from '../../http/realm_site.js';
import type { IdentityLink } from '../../ports/identity_link_store.js';
import { STOPS, stopOf } from '../relying_party/stop.js';
import {
  type AccountConsole,
  addressOf,
  csrfTokenFor,
  languageOf,
  readOwnForm,
  seeOther,
  show,
  shownPortal,
  showStop,
  upstreamName,
  type Visit,
  visitOf,
} from './console.js';
import { accountHomePage } from './home.js';
import { comeBack, leave } from './journey.js';
import { accountSignedOutPage } from './stopped.js';
import { NEWS, ownMeansOf } from './text.js';
import { askUndoPage, undonePage } from './undo.js';

type Routed = Context & { params: Record<string, string> };
type Handler = (console: AccountConsole, ctx: Routed) => Promise<void> | void;

export function accountRouter(console: AccountConsole): Router {
  const router = new Router();
  const route =
    (name: string, handler: Handler) =>
    async (context: unknown): Promise<void> => {
      const ctx = context as Routed;
      ctx.state['route'] = `account.${name}`;
      if (followLanguageSwitch(console.site, ctx)) return;
      await handler(console, ctx);
    };

  router.get('/account', route('home', showHome));
  router.get('/account/callback', route('callback', comeBack));
  router.get('/account/identities/:link/undo', route('ask_undo', showAskUndo));
  router.post('/account/identities/:link/undo', route('undo', submitUndo));
  router.get('/account/identities/:link/undone', route('undone', showUndone(false)));
  router.get('/account/identities/:link/already-undone', route('undone', showUndone(true)));
  router.post('/account/sign-out', route('sign_out', signOut));
  // A form's address typed or reloaded: where it stands, not an error.
  router.get('/account/sign-out', route('home', goHome));
  router.get('/account/signed-out', route('signed_out', showSignedOut));
  router.get('/account/stopped/:why', route('stopped', showStopped));
  router.post('/account/backchannel-logout', route('backchannel_logout', endSessions));
  return router;
}

async function showHome(console: AccountConsole, ctx: Routed): Promise<void> {
  const { portal: arrivedFrom, news: asked } = ctx.query;
  // Whoever comes from a portal is asked for anew: at a household's computer it may be somebody else by now.
  if (typeof arrivedFrom === 'string') return leave(console, ctx, { kind: 'home' }, arrivedFrom);
  const visit = await visitOf(console, ctx);
  if (!visit) return leave(console, ctx, { kind: 'home' });
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

function goHome(console: AccountConsole, ctx: Routed): void {
  seeOther(ctx, addressOf(console));
}

interface VisitedLink extends Visit {
  readonly link: IdentityLink;
}

/** The visitor and the link of the address; whoever lacks either is sent on, and undefined returned. */
async function visitedLink(console: AccountConsole, ctx: Routed): Promise<VisitedLink | undefined> {
  const id = ctx.params['link'] ?? '';
  const visit = await visitOf(console, ctx);
  if (!visit) {
    await leave(console, ctx, { kind: 'ask_undo', link: id });
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
  await leave(console, ctx, { kind: 'undo', link: link.id, accountId: account.id }, session.portal);
}

function showUndone(isAlready: boolean): Handler {
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

/** Ends the session here first, whatever becomes of the provider's, which asks before it ends its own. */
async function signOut(console: AccountConsole, ctx: Routed): Promise<void> {
  const { relyingParty, sessions, onFault } = console;
  const visit = await visitOf(console, ctx);
  if (visit) await readOwnForm(console, ctx, visit);
  await sessions.end(ctx);
  try {
    const parameters = { ui_locales: languageOf(console, ctx) };
    seeOther(ctx, (await relyingParty.signOutAddress(visit?.session.idToken, parameters)).href);
  } catch (error) {
    onFault(error);
    seeOther(ctx, addressOf(console, 'signed-out'));
  }
}

function showSignedOut(console: AccountConsole, ctx: Routed): void {
  show(console, ctx, accountSignedOutPage({ locale: languageOf(console, ctx), homeHref: addressOf(console) }));
}

function showStopped(console: AccountConsole, ctx: Routed): void {
  const why = STOPS.find((each) => each === ctx.params['why']);
  if (why) showStop(console, ctx, why);
  else goHome(console, ctx);
}

/** A logout token of our provider (Back-Channel Logout 1.0 §2.5 to §2.8). */
async function endSessions({ relyingParty, sessions }: AccountConsole, ctx: Routed): Promise<void> {
  const form = await readForm(ctx);
  let sid: string;
  try {
    sid = await relyingParty.readLogoutToken(form.get('logout_token') ?? '');
  } catch (error) {
    ctx.status = stopOf(error) === 'unavailable' ? 503 : 400;
    ctx.body = { error: 'invalid_request' };
    return;
  }
  await sessions.endAll(sid);
  ctx.status = 200;
  ctx.body = '';
}

/** Routes that every console has: coming back, signing out, being signed out, and where a journey stopped (U1, E4, P9). */
import Router from '@koa/router';
import type { Context } from 'koa';
import { readForm } from '../../http/form_body.js';
import { followLanguageSwitch } from '../../http/realm_site.js';
import {
  type AnyConsole,
  addressOf,
  type Console,
  languageOf,
  readOwnForm,
  seeOther,
  show,
  showStop,
  visitOf,
} from './console.js';
import { type Course, comeBack } from './journey.js';
import { STOPS, stopOf } from './stop.js';
import { consoleSignedOutPage } from './stopped.js';

export type Routed = Context & { params: Record<string, string> };
export type Handler<C> = (console: C, ctx: Routed) => Promise<void> | void;

/** Gives a handler the console, the route's name for logs and metrics, and the language switch. */
export function routesOf<C extends AnyConsole>(console: C) {
  return (name: string, handler: Handler<C>) =>
    async (context: unknown): Promise<void> => {
      const ctx = context as Routed;
      ctx.state['route'] = `${console.client.section}.${name}`;
      if (followLanguageSwitch(console.site, ctx)) return;
      await handler(console, ctx);
    };
}

/** A router with the shared routes in it, for a console to add its own. */
export function consoleRouter<Wish, C extends Console<Wish>>(console: C, course: Course<Wish>): Router {
  const router = new Router();
  const route = routesOf(console);
  const at = (below: string) => `/${console.client.section}/${below}`;
  router.get(
    at('callback'),
    route('callback', (_, ctx) => comeBack(console, course, ctx)),
  );
  router.post(at('sign-out'), route('sign_out', signOut));
  // A form's address typed or reloaded: where it stands, not an error.
  router.get(at('sign-out'), route('home', goHome));
  router.get(at('signed-out'), route('signed_out', showSignedOut));
  router.get(at('stopped/:why'), route('stopped', showStopped));
  router.post(at('backchannel-logout'), route('backchannel_logout', endSessions));
  return router;
}

function goHome(console: AnyConsole, ctx: Routed): void {
  seeOther(ctx, addressOf(console));
}

/** Ends the session here first, whatever becomes of the provider's, which asks before it ends its own. */
async function signOut(console: AnyConsole, ctx: Routed): Promise<void> {
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

async function showSignedOut(console: AnyConsole, ctx: Routed): Promise<void> {
  // An address in the history is no news: who is signed in again is not told that they are out.
  if (await visitOf(console, ctx)) return goHome(console, ctx);
  show(
    console,
    ctx,
    consoleSignedOutPage({ words: console.endings[languageOf(console, ctx)], homeHref: addressOf(console) }),
  );
}

function showStopped(console: AnyConsole, ctx: Routed): void {
  const why = STOPS.find((each) => each === ctx.params['why']);
  if (why) showStop(console, ctx, why);
  else goHome(console, ctx);
}

/** A logout token of our provider (Back-Channel Logout 1.0 §2.5 to §2.8). */
async function endSessions({ relyingParty, sessions }: AnyConsole, ctx: Routed): Promise<void> {
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

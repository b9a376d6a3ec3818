/** Signing in, stepping up, refreshing and signing out: everything that talks to the provider. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { receiveConfirmation } from './action_routes.js';
import { CALLBACK_PATH, SIGNED_OUT_PATH } from './client_metadata.js';
import { type PortalSession, rememberRequest, takeRequest } from './portal_session.js';
import { problemOf } from './problem.js';
import type { Tokens } from './relying_party.js';
import {
  clearSessionCookie,
  goToFailure,
  goToProblem,
  localeHint,
  type Portal,
  seeOther,
  sessionOf,
  setSessionCookie,
} from './visit.js';

async function askProvider(ctx: Context, portal: Portal): Promise<void> {
  const session = sessionOf(ctx, portal) ?? portal.sessions.open();
  setSessionCookie(ctx, portal, session);
  const wished = portal.look.levels.find((each) => each === ctx.query['niveau']);
  const level: Record<string, string> = wished === undefined ? {} : { acr_values: wished };
  try {
    const { address, ...asked } = await portal.relyingParty.ask({ ...level, ...localeHint(ctx, portal) });
    rememberRequest(session, { ...asked, purpose: 'sign_in', askedAtMs: portal.now() });
    seeOther(ctx, address.href);
  } catch (error) {
    goToFailure(ctx, portal, error);
  }
}

function acrOf(tokens: Tokens): string | undefined {
  const acr = tokens.claims['acr'];
  return typeof acr === 'string' ? acr : undefined;
}

function keepAnswer(session: PortalSession, tokens: Tokens): void {
  session.tokens = tokens;
  delete session.problem;
  delete session.refreshed;
  delete session.refusal;
  delete session.accessChanged;
}

async function receiveAnswer(ctx: Context, portal: Portal): Promise<void> {
  const session = sessionOf(ctx, portal);
  const state = ctx.query['state'];
  const request =
    session === undefined ? undefined : takeRequest(session, typeof state === 'string' ? state : undefined);
  if (session === undefined || request === undefined) {
    goToProblem(ctx, portal, { reason: 'unknown_state', detail: 'no request with this state in this browser' });
    return;
  }
  try {
    const { wished } = request;
    if (wished !== undefined) return await receiveConfirmation(ctx, portal, session, { ...request, wished });
    const tokens = await portal.relyingParty.redeem(ctx.querystring, request);
    const renewed = portal.sessions.renew(session);
    keepAnswer(renewed, tokens);
    setSessionCookie(ctx, portal, renewed);
    seeOther(ctx, '/');
  } catch (error) {
    goToFailure(ctx, portal, error);
  }
}

async function refreshTokens(ctx: Context, portal: Portal): Promise<void> {
  const session = sessionOf(ctx, portal);
  const tokens = session?.tokens;
  if (session === undefined || tokens === undefined) {
    seeOther(ctx, '/');
    return;
  }
  try {
    const fresh = await portal.relyingParty.refresh(tokens);
    session.tokens = fresh;
    session.refreshed = { before: acrOf(tokens), after: acrOf(fresh) };
    seeOther(ctx, '/');
  } catch (error) {
    const problem = problemOf(error);
    if (problem.reason === 'session_over') delete session.tokens;
    goToProblem(ctx, portal, problem);
  }
}

async function signOut(ctx: Context, portal: Portal): Promise<void> {
  const session = sessionOf(ctx, portal);
  if (session !== undefined) portal.sessions.end(session);
  clearSessionCookie(ctx, portal);
  const idToken = session?.tokens?.idToken;
  if (idToken === undefined) {
    seeOther(ctx, SIGNED_OUT_PATH);
    return;
  }
  try {
    const address = await portal.relyingParty.signOutAddress(idToken, localeHint(ctx, portal));
    seeOther(ctx, address.href);
  } catch {
    // our own session is over whatever happens to the provider
    seeOther(ctx, `${SIGNED_OUT_PATH}?seulement=ici`);
  }
}

export function addSignIn(router: Router, portal: Portal): void {
  router.get('/connexion', (ctx) => askProvider(ctx, portal));
  router.get(CALLBACK_PATH, (ctx) => receiveAnswer(ctx, portal));
  router.post('/jetons', (ctx) => refreshTokens(ctx, portal));
  router.post('/deconnexion', (ctx) => signOut(ctx, portal));
}

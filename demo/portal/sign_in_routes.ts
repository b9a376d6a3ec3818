/** Signing in, stepping up, refreshing and signing out: everything that talks to the provider. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { chooseLanguage } from '../web/language.js';
import { CALLBACK_PATH, SIGNED_OUT_PATH } from './client_metadata.js';
import { type PortalSession, type Purpose, rememberRequest, takeRequest } from './portal_session.js';
import { problemOf } from './problem.js';
import type { Tokens } from './relying_party.js';
import { FRESH_ACR } from './sensitive_action.js';
import {
  clearSessionCookie,
  goToFailure,
  goToProblem,
  type Portal,
  seeOther,
  sessionOf,
  setSessionCookie,
} from './visit.js';

function localeHint(ctx: Context, portal: Portal): Record<string, string> {
  // French is the provider's own first language: only a person's choice of another one is passed on
  const language = chooseLanguage(ctx, `${portal.look.cookieName}-langue`);
  return language === 'en' ? { ui_locales: 'en' } : {};
}

async function askProvider(ctx: Context, portal: Portal, purpose: Purpose): Promise<void> {
  const session = sessionOf(ctx, portal) ?? portal.sessions.open();
  setSessionCookie(ctx, portal, session);
  const wished = portal.look.levels.find((each) => each === ctx.query['niveau']);
  const acr = purpose === 'sensitive_action' ? FRESH_ACR : wished;
  const level: Record<string, string> = acr === undefined ? {} : { acr_values: acr };
  try {
    const { address, ...asked } = await portal.relyingParty.ask({ ...level, ...localeHint(ctx, portal) });
    rememberRequest(session, { ...asked, purpose, askedAtMs: portal.now() });
    seeOther(ctx, address.href);
  } catch (error) {
    goToFailure(ctx, portal, error);
  }
}

function acrOf(tokens: Tokens): string | undefined {
  const acr = tokens.claims['acr'];
  return typeof acr === 'string' ? acr : undefined;
}

function keepAnswer(session: PortalSession, purpose: Purpose, tokens: Tokens, now: number): void {
  const before = session.tokens?.subject;
  session.tokens = tokens;
  delete session.problem;
  delete session.refreshed;
  if (purpose === 'sensitive_action') {
    session.proof = { acr: acrOf(tokens), samePerson: before === tokens.subject, provedAtMs: now, used: false };
  } else {
    delete session.proof;
  }
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
    const tokens = await portal.relyingParty.redeem(ctx.querystring, request);
    const renewed = portal.sessions.renew(session);
    keepAnswer(renewed, request.purpose, tokens, portal.now());
    setSessionCookie(ctx, portal, renewed);
    seeOther(ctx, request.purpose === 'sensitive_action' ? '/action' : '/');
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
  router.get('/connexion', (ctx) => askProvider(ctx, portal, 'sign_in'));
  router.get('/action/commencer', (ctx) => askProvider(ctx, portal, 'sensitive_action'));
  router.get(CALLBACK_PATH, (ctx) => receiveAnswer(ctx, portal));
  router.post('/jetons', (ctx) => refreshTokens(ctx, portal));
  router.post('/deconnexion', (ctx) => signOut(ctx, portal));
}

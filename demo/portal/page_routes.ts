/** The portal's own pages: home, the sensitive action, problems, signed out. None of them talks to the provider. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { renderActionDone, renderActionForm, renderActionRefused } from './action_page.js';
import { SIGNED_OUT_PATH } from './client_metadata.js';
import { renderNotFound, renderProblem, renderSignedOut } from './message_page.js';
import { isProblemReason, PROBLEM_STATUS } from './problem.js';
import { actionRefusal } from './sensitive_action.js';
import { renderSignedInHome } from './signed_in_home.js';
import { type PortalPerson, renderSignedOutHome } from './signed_out_home.js';
import { frameOf, type Portal, seeOther, sessionOf } from './visit.js';

function show(ctx: Context, status: number, html: string): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = html;
}

function showHome(ctx: Context, portal: Portal, people: readonly PortalPerson[]): void {
  const session = sessionOf(ctx, portal);
  const frame = frameOf(ctx, portal);
  if (session?.tokens === undefined) {
    show(ctx, 200, renderSignedOutHome(frame, people));
    return;
  }
  const page = {
    tokens: session.tokens,
    refreshed: session.refreshed,
    accountUrl: portal.accountUrl,
    now: portal.now(),
  };
  show(ctx, 200, renderSignedInHome(frame, page));
}

function showAction(ctx: Context, portal: Portal): void {
  const session = sessionOf(ctx, portal);
  if (session?.tokens === undefined) {
    seeOther(ctx, '/');
    return;
  }
  const refusal = actionRefusal(session.proof, portal.now());
  const frame = frameOf(ctx, portal);
  if (refusal === undefined) show(ctx, 200, renderActionForm(frame));
  else show(ctx, 403, renderActionRefused(frame, refusal, session.proof?.acr));
}

function doAction(ctx: Context, portal: Portal): void {
  const session = sessionOf(ctx, portal);
  if (session?.tokens === undefined || actionRefusal(session.proof, portal.now()) !== undefined) {
    // the page of the action says why
    seeOther(ctx, '/action');
    return;
  }
  if (session.proof !== undefined) session.proof = { ...session.proof, used: true };
  seeOther(ctx, '/action/faite');
}

function showProblem(ctx: Context, portal: Portal): void {
  const asked = ctx.query['raison'];
  const reason = isProblemReason(asked) ? asked : 'provider_error';
  const kept = sessionOf(ctx, portal)?.problem;
  const detail = kept?.reason === reason ? kept.detail : '';
  show(ctx, PROBLEM_STATUS[reason], renderProblem(frameOf(ctx, portal), { reason, detail }));
}

export function showNotFound(ctx: Context, portal: Portal): void {
  show(ctx, 404, renderNotFound(frameOf(ctx, portal)));
}

export function addPages(router: Router, portal: Portal, people: readonly PortalPerson[]): void {
  router.get('/', (ctx) => showHome(ctx, portal, people));
  router.get('/action', (ctx) => showAction(ctx, portal));
  router.post('/action', (ctx) => doAction(ctx, portal));
  router.get('/action/faite', (ctx) => show(ctx, 200, renderActionDone(frameOf(ctx, portal))));
  router.get('/probleme', (ctx) => showProblem(ctx, portal));
  router.get(SIGNED_OUT_PATH, (ctx) =>
    show(ctx, 200, renderSignedOut(frameOf(ctx, portal), ctx.query['seulement'] === 'ici')),
  );
}

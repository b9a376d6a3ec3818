/** The portal's own pages: home, problems, signed out. None of them talks to the provider. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { SIGNED_OUT_PATH } from './client_metadata.js';
import { renderNotFound, renderProblem, renderSignedOut } from './message_page.js';
import { isProblemReason, PROBLEM_STATUS } from './problem.js';
import { renderSignedInHome } from './signed_in_home.js';
import { type PortalPerson, renderSignedOutHome } from './signed_out_home.js';
import { frameOf, type Portal, sessionOf, show } from './visit.js';

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
    accessChanged: session.accessChanged === true,
    accountUrl: portal.accountUrl,
    organisationUrl: portal.organisationUrl,
    now: portal.now(),
  };
  show(ctx, 200, renderSignedInHome(frame, page));
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
  router.get('/probleme', (ctx) => showProblem(ctx, portal));
  router.get(SIGNED_OUT_PATH, (ctx) =>
    show(ctx, 200, renderSignedOut(frameOf(ctx, portal), ctx.query['seulement'] === 'ici')),
  );
}

/**
 * The realm's fixed addresses towards its upstreams: where they send the browser back, where they fetch our keys, and the
 * picture of their button. An answer only bounces to the step that it belongs to: that step's cookie decides (F1, pitfall 6).
 */
import Router from '@koa/router';
import type { Context } from 'koa';
import type { UpstreamSettings } from '../../src/domain/federation/upstream.js';
import { localeOf, type RealmSite, sendPage } from '../../src/http/realm_site.js';
import type { SignOutHops } from '../../src/services/federation/sign_out_hops.js';
import type { UpstreamSignIn } from '../../src/services/federation/upstream_sign_in.js';
import { strayAnswerPage } from './stray_answer.js';

export interface FederationDoors {
  readonly site: RealmSite;
  readonly upstreams: readonly UpstreamSettings[];
  readonly signIn: UpstreamSignIn;
  readonly signOutHops: SignOutHops;
  readonly publicKeys: () => readonly object[] | Promise<readonly object[]>;
  readonly buttons: ReadonlyMap<string, { readonly body: Buffer; readonly type: string }>;
}

/** Upstreams fetch them on an unknown `kid`; a new key is published long before it is used. */
const KEYS_CACHED = 'public, max-age=60';
const IMMUTABLE = 'public, max-age=31536000, immutable';

type Routed = Context & { params: Record<string, string> };

export function federationDoors({
  site,
  upstreams,
  signIn,
  signOutHops,
  publicKeys,
  buttons,
}: FederationDoors): Router {
  const router = new Router();
  const upstreamOf = (ctx: Routed) => upstreams.find(({ id }) => id === ctx.params['upstream']);

  router.get('/federation/jwks', async (ctx) => {
    ctx.state['route'] = 'federation.jwks';
    ctx.set('Cache-Control', KEYS_CACHED);
    ctx.type = 'application/jwk-set+json';
    ctx.body = JSON.stringify({ keys: await publicKeys() });
  });

  router.get('/federation/:upstream/callback', async (context, next) => {
    const ctx = context as unknown as Routed;
    const upstream = upstreamOf(ctx);
    if (!upstream) return next();
    ctx.state['route'] = 'federation.callback';
    const { state } = ctx.query;
    const uid = typeof state === 'string' ? await signIn.stepOf(upstream.id, state) : undefined;
    if (uid !== undefined) {
      ctx.status = 303;
      ctx.redirect(`${site.prefix}/interaction/${uid}/federation/${upstream.id}/return?${ctx.querystring}`);
      return;
    }
    signIn.refuseForeign(upstream.id);
    const locale = localeOf(site, ctx);
    const content = strayAnswerPage({ locale, upstreamName: upstream.name, realm: site.realm });
    sendPage(site, ctx, content, { locale, status: 400, canSwitchLanguage: false });
  });

  router.get('/federation/:upstream/signed-out', async (context, next) => {
    const ctx = context as unknown as Routed;
    if (!upstreamOf(ctx)) return next();
    ctx.state['route'] = 'federation.signed_out';
    const { state } = ctx.query;
    const returnTo = typeof state === 'string' ? await signOutHops.take(state) : undefined;
    ctx.status = 303;
    ctx.redirect(returnTo ?? `${site.prefix}/session/end/success`);
  });

  router.get('/federation/:upstream/button', (context, next) => {
    const ctx = context as unknown as Routed;
    const button = buttons.get(ctx.params['upstream'] ?? '');
    if (!button) return next();
    ctx.state['route'] = 'federation.button';
    ctx.set('Cache-Control', IMMUTABLE);
    ctx.type = button.type;
    ctx.body = button.body;
  });
  return router;
}

/** The protocol's own pages, in the realm's look (P1): errors, signing out, signed out. */
import type { Context } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Fault } from '../src/http/error_boundary.js';
import { sortFault } from '../src/http/error_boundary.js';
import type { PageContent } from '../src/http/layout/page.js';
import { errorForLog, type Logger } from '../src/http/log.js';
import { portalOf } from '../src/http/portal.js';
import type { ProviderPages } from '../src/http/provider_pages.js';
import { localeOf, type RealmSite, sendPage } from '../src/http/realm_site.js';
import { formTarget } from '../src/http/security_headers.js';
import { deadEndPage } from './dead_end/view.js';
import { askCodePage, confirmKioskPage, phoneStoppedPage, signedInAtKioskPage } from './device/view.js';
import { upstreamSignOutPage } from './federation/sign_out.js';
import { formPostPage } from './form_post/view.js';
import { confirmSignOutPage, signedOutPage, stayedPage } from './sign_out/view.js';

export function createProviderPages(site: RealmSite, logger: Logger): ProviderPages {
  const localeFor = (ctx: KoaContextWithOIDC) =>
    localeOf(site, ctx as unknown as Context, ctx.oidc?.params?.['ui_locales'] as string | undefined);

  const onPhone = (ctx: KoaContextWithOIDC, content: PageContent, status = ctx.status) => {
    const portalName = portalOf(ctx.oidc?.client)?.name;
    sendPage(site, ctx as unknown as Context, content, {
      locale: localeFor(ctx),
      portalName,
      status,
      canSwitchLanguage: ctx.method === 'GET',
    });
  };
  const kioskNamed = (ctx: KoaContextWithOIDC, place: string | undefined) => {
    const locale = localeFor(ctx);
    return { locale, kioskName: portalOf(ctx.oidc.client)?.name ?? site.realm.name[locale], place };
  };

  return {
    async askCode(ctx, form) {
      onPhone(ctx, askCodePage({ locale: localeFor(ctx), ...form }), form.isWrong ? 422 : 200);
    },

    async confirmKiosk(ctx, { place, ...form }) {
      onPhone(ctx, confirmKioskPage({ ...kioskNamed(ctx, place), ...form }), 200);
    },

    async signedInAtKiosk(ctx, { place }) {
      onPhone(ctx, signedInAtKioskPage(kioskNamed(ctx, place)), 200);
    },

    async stopped(ctx, stop) {
      onPhone(ctx, phoneStoppedPage({ locale: localeFor(ctx), realm: site.realm, ...stop }));
    },

    async error(ctx, out, cause) {
      const locale = localeFor(ctx);
      const portal = portalOf(ctx.oidc?.client);
      const correlationId = String((ctx as unknown as Context).state['correlationId'] ?? '');
      const fault = sortFault(cause, correlationId);
      const isOurs = out.error === 'server_error';
      if (isOurs) logger.error({ correlationId, error: errorForLog(cause) }, fault.code);
      const code = isOurs ? fault.code : deadEndCode(cause, out.error);
      const content = deadEndPage({
        locale,
        code,
        error: out.error,
        portalName: portal?.name,
        homeHref: portal?.home,
        ...(isOurs ? { correlationId, restartHref: sameAgain(site, ctx as unknown as Context) } : {}),
        ...(isOurs && fault.retryAfterSeconds !== undefined ? { retryAfterSeconds: fault.retryAfterSeconds } : {}),
      });
      const { retryAfterSeconds } = fault;
      const status = isOurs ? fault.status : ctx.status;
      sendPage(site, ctx as unknown as Context, content, {
        locale,
        portalName: portal?.name,
        status,
        retryAfterSeconds,
        canSwitchLanguage: false,
      });
    },

    async confirmSignOut(ctx, form) {
      const locale = localeFor(ctx);
      const portal = portalOf(ctx.oidc.client);
      const target = formTarget(String(ctx.oidc.params?.['post_logout_redirect_uri'] ?? ''));
      const content = confirmSignOutPage({ locale, portalName: portal?.name, ...form });
      const formTargets = target ? [target] : [];
      sendPage(site, ctx as unknown as Context, content, {
        locale,
        portalName: portal?.name,
        formTargets,
        canSwitchLanguage: false,
      });
    },

    async formPost(ctx, { action, inputs }) {
      const locale = localeFor(ctx);
      const portalName = portalOf(ctx.oidc.client)?.name ?? site.realm.name[locale];
      const target = formTarget(action);
      sendPage(site, ctx as unknown as Context, formPostPage({ locale, portalName, action, inputs }), {
        locale,
        portalName,
        formTargets: target ? [target] : [],
        canSwitchLanguage: false,
      });
    },

    async leaveUpstream(ctx, { href, upstreamName }) {
      const locale = localeFor(ctx);
      ctx.remove('location');
      ctx.set('Refresh', `0; url=${href}`);
      sendPage(site, ctx as unknown as Context, upstreamSignOutPage({ locale, upstreamName, href }), {
        locale,
        portalName: portalOf(ctx.oidc.client)?.name,
        canSwitchLanguage: false,
      });
    },

    async signedOut(ctx, isSignedIn) {
      const locale = localeFor(ctx);
      const portal = portalOf(ctx.oidc.client);
      const props = { locale, portalName: portal?.name, portalHref: portal?.home };
      const signOutHref = `${site.prefix}/session/end`;
      const content = isSignedIn ? stayedPage({ ...props, signOutHref }) : signedOutPage(props);
      sendPage(site, ctx as unknown as Context, content, {
        locale,
        portalName: portal?.name,
        canSwitchLanguage: false,
      });
    },
  };
}

function deadEndCode(cause: Error, error: string) {
  if (cause.name === 'SessionNotFound') return 'interaction-expired';
  return error === 'invalid_client' ? 'client-unknown' : 'oauth-error';
}

/** The page of a fault outside the protocol. */
export function sendFaultPage(site: RealmSite, ctx: Context, fault: Fault): void {
  const locale = localeOf(site, ctx);
  const { code, status, retryAfterSeconds, correlationId } = fault;
  const restartHref = sameAgain(site, ctx);
  const content = deadEndPage({
    locale,
    code,
    restartHref,
    correlationId: status >= 500 ? correlationId : undefined,
    retryAfterSeconds,
  });
  sendPage(site, ctx, content, { locale, status, retryAfterSeconds, canSwitchLanguage: false });
}

/** What to press after a fault: the same address, or the step whose form was being sent, which shows where it stands. */
function sameAgain(site: RealmSite, ctx: Context): string | undefined {
  if (ctx.method === 'GET') return ctx.originalUrl;
  if (ctx.originalUrl.startsWith(`${site.prefix}/account/`)) return `${site.prefix}/account`;
  const [uid] = ctx.originalUrl.startsWith(`${site.prefix}/interaction/`)
    ? ctx.originalUrl.slice(`${site.prefix}/interaction/`.length).split(/[/?]/)
    : [];
  return uid && /^[\w-]+$/.test(uid) ? `${site.prefix}/interaction/${uid}` : undefined;
}

/**
 * How a visit to a kiosk ends (I9): refused or aborted on the way, or signed out by « Terminer » at the portal, in one step
 * and without a question. Session, grants and tokens end, and the browser is left with nothing: no cookie of ours, no page
 * in its cache. Until then no cookie outlives the browser.
 */
import type Provider from 'oidc-provider';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import { isSharedDevice } from '../client/client_metadata.js';
import type { RealmCookieNames } from '../cookie_names.js';
import {
  endVisitGrants,
  type KioskVisitsDependencies,
  recordEnd,
  type VisitingSession,
  visitSince,
} from './kiosk_visits.js';

export interface KioskEndingsDependencies extends KioskVisitsDependencies {
  readonly issuer: string;
  readonly cookies: RealmCookieNames;
}

/**
 * Of our own origin: the cache, the back-forward cache and storage (which we do not use). Cookies go one by one, because
 * this header would take those of every host below the same domain.
 */
const NOTHING_LEFT = '"cache", "storage"';

type EndedSession = VisitingSession & {
  readonly state?: { clientId?: string; postLogoutRedirectUri?: string; state?: string };
  sidFor(clientId: string): string | undefined;
  destroy(): Promise<void>;
};

const ENDED_BY_GET = new Set(['authorization', 'resume']);

export function installKioskEndings(provider: Provider, dependencies: KioskEndingsDependencies): void {
  const refused = new WeakSet<object>();
  provider.on('authorization.error', (ctx) => refused.add(ctx.oidc));

  provider.use(async (ctx: KoaContextWithOIDC, next: () => Promise<void>) => {
    await next();
    const { oidc } = ctx;
    const session = oidc?.session as unknown as EndedSession | undefined;
    if (!session) return;
    const isVisit = visitSince(session) !== undefined;
    if (isVisit) {
      if (oidc.route === 'resume') dropStep(ctx, dependencies);
      keepNoCookie(ctx);
    }
    // Refused before it began a visit, a kiosk's request may come from anywhere: whose session it finds keeps it.
    if (isVisit && ENDED_BY_GET.has(oidc.route) && refused.has(oidc) && isSharedDevice(oidc.client)) {
      await end(ctx, session, 'aborted');
    }
    if (oidc.route === 'end_session' && isKiosksOwn(session, oidc.client) && ctx.status === 200) {
      const target = whereTo(ctx, session);
      await end(ctx, session, 'signed_out');
      provider.emit('end_session.success', ctx);
      ctx.remove('Content-Security-Policy');
      ctx.status = 303;
      ctx.redirect(target);
    }
  });

  async function end(ctx: KoaContextWithOIDC, session: EndedSession, how: string): Promise<void> {
    await endVisitGrants(dependencies, session);
    await session.destroy();
    recordEnd(dependencies, session.accountId, how);
    leaveNothing(ctx, dependencies, session.accountId !== undefined);
  }
}

/** A visit's session, or none at all: then only its end is left to be told. A session of another sort is asked about. */
function isKiosksOwn(session: VisitingSession, client: Client | undefined): boolean {
  return isSharedDevice(client) && (visitSince(session) !== undefined || session.accountId === undefined);
}

/** Where the sign-out request wants to go on, as the library has checked it. */
function whereTo(ctx: KoaContextWithOIDC, { state }: EndedSession): string {
  if (state?.postLogoutRedirectUri === undefined) return ctx.oidc.urlFor('end_session_success');
  const target = new URL(state.postLogoutRedirectUri);
  if (state.state !== undefined) target.searchParams.set('state', state.state);
  return target.href;
}

const DELETION = /expires=Thu, 01 Jan 1970/i;

/** What the answer sets lives no longer than the browser. */
function keepNoCookie(ctx: KoaContextWithOIDC): void {
  const set = [ctx.response.get('set-cookie') as unknown as string | string[]].flat().filter((line) => line !== '');
  if (set.length === 0) return;
  ctx.set(
    'Set-Cookie',
    set.map((line) => (DELETION.test(line) ? line : line.replace(/; ?(expires|max-age)=[^;]*/gi, ''))),
  );
}

/** @param wasUsed somebody signed in. Else a link may have led here, in a browser that is its owner's known device (S1) */
function leaveNothing(ctx: KoaContextWithOIDC, dependencies: KioskEndingsDependencies, wasUsed: boolean): void {
  const { interaction, resume, device, trust, ...wholeHost } = dependencies.cookies;
  for (const name of [...Object.values(wholeHost), ...(wasUsed ? [device, trust] : [])]) {
    drop(ctx, dependencies, name, '/');
  }
  ctx.set('Clear-Site-Data', NOTHING_LEFT);
}

/** The cookies of the step that this request ended: they stand at the step's own addresses. */
function dropStep(ctx: KoaContextWithOIDC, dependencies: KioskEndingsDependencies): void {
  const { issuer, cookies } = dependencies;
  const prefix = new URL(issuer).pathname.replace(/\/$/, '');
  const uid = ctx.path.split('/').at(-1) ?? '';
  drop(ctx, dependencies, cookies.interaction, `${prefix}/interaction/${uid}`);
  drop(ctx, dependencies, cookies.resume, `${prefix}/auth/${uid}`);
}

function drop(ctx: KoaContextWithOIDC, { issuer }: KioskEndingsDependencies, name: string, path: string): void {
  const secure = issuer.startsWith('https://');
  // Not `overwrite`: the next step's cookie of this name is set in the same answer, at another path.
  ctx.cookies.set(name, null, { path, secure, httpOnly: true, sameSite: 'lax', signed: true });
}

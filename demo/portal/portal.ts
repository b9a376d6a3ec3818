/**
 * A demonstration portal: a real relying party with the look of its kind, on this machine only, without JavaScript. It
 * keeps nothing on disk; the provider need not run yet when it starts.
 */
import Router from '@koa/router';
import Koa, { type Context, type Next } from 'koa';
import { listenLocally } from '../web/local_server.js';
import { refuseForeignHost, refuseForeignOrigin } from '../web/own_host.js';
import { securityHeaders } from '../web/security_headers.js';
import { readAssets, serveText } from '../web/static_files.js';
import { addAction } from './action_routes.js';
import { PORTAL_LOOKS, type PortalKind } from './looks.js';
import { addPages, showNotFound } from './page_routes.js';
import { openSessions } from './portal_session.js';
import { openRelyingParty } from './relying_party.js';
import { addSignIn } from './sign_in_routes.js';
import { addSignals, subscribePortal } from './signal_routes.js';
import type { PortalPerson } from './signed_out_home.js';
import type { Portal } from './visit.js';

export interface PortalOptions {
  /** TCP port */
  readonly port: number;
  /** the realm's issuer, as in its discovery document */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** the portal's origin as browsers see it, without a trailing slash */
  readonly baseUrl: string;
  readonly kind: PortalKind;
  readonly people: readonly PortalPerson[];
  readonly inboxUrl: string;
  readonly otherPortalUrl?: string | undefined;
  /** resource indicator of the API that does the sensitive action; the portal does it itself without one */
  readonly api?: string | undefined;
  /** is the portal told of security events (S8)? Its client must be registered for it */
  readonly takesSignals?: boolean | undefined;
  /** milliseconds since the epoch */
  readonly now?: (() => number) | undefined;
  /** one line for each problem, without personal data; nowhere when absent */
  readonly log?: ((line: string) => void) | undefined;
}

export interface RunningPortal {
  readonly url: string;
  close(): Promise<void>;
}

/** A page reached as 127.0.0.1 would lose its cookie on the way back to localhost: move to the registered name first. */
function keepRegisteredName(baseUrl: string) {
  const host = new URL(baseUrl).host;
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method === 'GET' && ctx.get('host') !== host) ctx.redirect(`${baseUrl}${ctx.url}`);
    else await next();
  };
}

const MOST_TRANSACTIONS = 10_000;

/** In one process's memory: the tokens that name them live ten minutes. */
function onceOnly(): (transactionId: string) => boolean {
  const taken = new Set<string>();
  return (transactionId) => {
    if (taken.has(transactionId)) return false;
    taken.add(transactionId);
    for (const oldest of taken) {
      if (taken.size <= MOST_TRANSACTIONS) break;
      taken.delete(oldest);
    }
    return true;
  };
}

/** @throws the system's error when the port cannot be opened */
export async function startPortal(options: PortalOptions): Promise<RunningPortal> {
  const look = PORTAL_LOOKS[options.kind];
  const now = options.now ?? Date.now;
  const portal: Portal = {
    look,
    inboxUrl: options.inboxUrl,
    otherPortalUrl: options.otherPortalUrl,
    accountUrl: `${options.issuer}/account?portal=${encodeURIComponent(options.clientId)}`,
    organisationUrl: `${options.issuer}/organisation?portal=${encodeURIComponent(options.clientId)}`,
    sessions: openSessions(now),
    relyingParty: openRelyingParty({ ...options, scope: look.scope }),
    api: options.api,
    takeTransaction: onceOnly(),
    now,
    log: options.log ?? (() => undefined),
  };

  const router = new Router();
  serveText(router, '/style.css', 'css', readAssets(['web/base.css', 'portal/portal.css', look.styleSheet]));
  serveText(router, '/icon.svg', 'svg', readAssets([look.icon]));
  addSignIn(router, portal);
  addAction(router, portal);
  addPages(router, portal, options.people);
  const authorization = options.takesSignals ? addSignals(router, portal, options) : undefined;

  const app = new Koa();
  app.use(refuseForeignHost);
  // the sign-out form ends at the provider, which CSP checks along the whole chain of redirects
  app.use(securityHeaders({ ownScript: false, formOrigins: [new URL(options.issuer).origin] }));
  app.use(keepRegisteredName(options.baseUrl));
  app.use(refuseForeignOrigin);
  app.use(router.routes());
  app.use(router.allowedMethods());
  app.use((ctx) => {
    if (ctx.status === 404) showNotFound(ctx, portal);
  });
  const server = await listenLocally(app, options.port);
  const subscription = authorization === undefined ? undefined : subscribePortal(options, authorization);
  return {
    url: server.url,
    async close() {
      subscription?.stop();
      await server.close();
    },
  };
}

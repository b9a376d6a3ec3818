/** The Koa application: headers, health, assets, then each realm's pages and provider (S6, O2). */
import { gzipSync } from 'node:zlib';
import Koa, { type Context, type Next } from 'koa';
import mount from 'koa-mount';
import type { Realm } from './domain/realm.js';
import { assetFiles } from './http/assets/asset_files.js';
import type { CookieSignatures } from './http/cookie_signatures.js';
import { errorBoundary, type Fault } from './http/error_boundary.js';
import { type PublicOrigin, type Range, trustOnlyProxies } from './http/forwarded.js';
import { ABOUT_TOPICS, type AboutFacts } from './http/layout/about/about_page.js';
import { aboutPage } from './http/layout/about/view.js';
import { accessLog, type Logger } from './http/log.js';
import { measureRequests } from './http/measure_requests.js';
import { followLanguageSwitch, localeOf, type RealmSite, sendPage } from './http/realm_site.js';
import { securityHeaders } from './http/security_headers.js';
import type { Metrics } from './ports/metrics.js';

/** One realm, ready to be mounted. */
export interface RealmFace {
  readonly site: RealmSite;
  /** what the footer's pages say of the realm */
  readonly about: AboutFacts;
  /** the realm's own routes, tried first */
  readonly pages: Koa.Middleware;
  /** oidc-provider */
  readonly provider: Koa;
  readonly sendFault: (ctx: Context, fault: Fault) => void;
}

export interface AppDependencies {
  readonly faces: readonly RealmFace[];
  readonly realms: readonly Realm[];
  /** the back-office API, which answers everything below /api/ */
  readonly api: Koa.Middleware;
  /** which mobile apps belong to a host */
  readonly appLinks: Koa.Middleware;
  /** what a telephone that did not open its app shows */
  readonly appReturn: Koa.Middleware;
  /** the Shared Signals transmitter of each realm (S8) */
  readonly signals: Koa.Middleware;
  /** where gateways say what became of a message (O3) */
  readonly deliveryCallback: Koa.Middleware;
  /** where passkeys may be used besides here (I6) */
  readonly relatedOrigins: Koa.Middleware;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'requestAnswered'>;
  readonly cookieSignatures: CookieSignatures;
  readonly trustedProxies: readonly Range[];
  /** header in which they say where a browser is; nothing says it without */
  readonly placeHeader: string | undefined;
  /** development mode answers to its own host names only (O1) */
  readonly strictHosts: boolean;
  /** names of what does not answer; empty when ready */
  readonly notReady: () => Promise<readonly string[]>;
  readonly isDraining: () => boolean;
}

const IMMUTABLE = 'public, max-age=31536000, immutable';

export function createApp(dependencies: AppDependencies): Koa {
  const { faces, logger, trustedProxies } = dependencies;
  const app = new Koa();
  app.keys = dependencies.cookieSignatures;
  app.proxy = true;
  app.silent = true;

  app.use(measureRequests(dependencies.metrics));
  app.use(accessLog(logger));
  app.use(keepSocket);
  app.use(readableAddress);
  app.use(health(dependencies));
  app.use(trustOnlyProxies(trustedProxies, publicOrigins(faces), dependencies.placeHeader));
  app.use(securityHeaders);
  app.use(errorBoundary(logger, (ctx, fault) => (faceOf(faces, ctx) ?? faces[0])?.sendFault(ctx, fault)));
  if (dependencies.strictHosts) app.use(onlyOwnHosts(faces));
  app.use(serveAssets());
  app.use(dependencies.appLinks);
  app.use(dependencies.appReturn);
  app.use(dependencies.relatedOrigins);
  app.use(dependencies.deliveryCallback);
  app.use(dependencies.api);
  app.use(dependencies.signals);
  app.use(aboutPages(faces));
  for (const face of faces) app.use(mountFace(face));
  app.use(notFound(faces));
  return app;
}

/** Node takes the socket off a request whose body could not be read to its end; cookies and links still ask it for the scheme. */
function keepSocket(ctx: Context, next: Next): Promise<void> {
  Object.defineProperty(ctx.request, 'socket', { value: ctx.req.socket });
  return next();
}

/** An address that is none (`//[`, `http://[/`) throws wherever it is read; it is refused before anything reads it. */
function readableAddress(ctx: Context, next: Next): Promise<void> | undefined {
  if (URL.canParse(ctx.req.url ?? '', 'http://path.invalid') && isReadable(ctx)) return next();
  ctx.status = 400;
  ctx.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  ctx.body = 'Bad request';
  return undefined;
}

/** Koa reads addresses by other rules than URL does. */
function isReadable(ctx: Context): boolean {
  try {
    return typeof ctx.path === 'string';
  } catch {
    return false;
  }
}

function health({ notReady, isDraining }: AppDependencies) {
  return (ctx: Context, next: Next): Promise<void> =>
    ctx.path === '/healthz' || ctx.path === '/readyz' ? answer(ctx) : next();

  async function answer(ctx: Context): Promise<void> {
    ctx.state['route'] = ctx.path.slice(1);
    ctx.set('Cache-Control', 'no-store');
    if (ctx.path === '/healthz') {
      ctx.body = { status: 'ok' };
      return;
    }
    const missing = isDraining() ? ['draining'] : await notReady();
    ctx.status = missing.length === 0 ? 200 : 503;
    ctx.body = missing.length === 0 ? { status: 'ready' } : { status: 'not ready', missing };
  }
}

/** The issuer's origin that a request is for: its Host's if a realm has it, else the first. */
function publicOrigins(faces: readonly RealmFace[]): (host: string) => PublicOrigin | undefined {
  const origins = faces.map(({ site }): PublicOrigin => {
    const { host, protocol } = new URL(site.issuer);
    return { host, scheme: protocol.slice(0, -1) };
  });
  return (given) => origins.find(({ host }) => host === given) ?? origins[0];
}

function onlyOwnHosts(faces: readonly RealmFace[]) {
  const own = new Set(faces.map(({ site }) => new URL(site.issuer).host));
  return (ctx: Context, next: Next): Promise<void> | undefined => {
    if (own.has(String(ctx.state['givenHost']))) return next();
    ctx.status = 421;
    ctx.body = 'Misdirected request';
    return undefined;
  };
}

/** Compressed once for all: what is the same for everybody holds no secret that its length could tell (BREACH). */
function serveAssets() {
  const files = new Map([...assetFiles()].map(([path, file]) => [path, { ...file, zipped: gzipSync(file.body) }]));
  return (ctx: Context, next: Next): Promise<void> | undefined => {
    const file = ctx.method === 'GET' || ctx.method === 'HEAD' ? files.get(ctx.path) : undefined;
    if (!file) return next();
    ctx.state['route'] = 'asset';
    ctx.set('Cache-Control', IMMUTABLE);
    ctx.vary('Accept-Encoding');
    ctx.type = file.type;
    const isZipped = ctx.acceptsEncodings('gzip', 'identity') === 'gzip';
    if (isZipped) ctx.set('Content-Encoding', 'gzip');
    ctx.body = isZipped ? file.zipped : file.body;
    return undefined;
  };
}

function aboutPages(faces: readonly RealmFace[]) {
  return (ctx: Context, next: Next): Promise<void> | undefined => {
    if (!ctx.path.includes('/about/')) return next();
    const [, realmId, section, topic, ...rest] = ctx.path.split('/');
    const face = faces.find(({ site }) => site.realm.id === realmId);
    const known = ABOUT_TOPICS.find((name) => name === topic);
    if (face && section === 'about' && topic === 'not-me' && rest.length === 0) {
      // The footer knows the realm alone; the page stands at its issuer (U2).
      ctx.state['route'] = 'about.not_me';
      ctx.status = 303;
      ctx.redirect(`${face.site.prefix}/not-me`);
      return undefined;
    }
    if (!face || section !== 'about' || !known || rest.length > 0) return next();
    ctx.state['route'] = `about.${known}`;
    ctx.state['realm'] = face.site.realm.id;
    if (followLanguageSwitch(face.site, ctx)) return undefined;
    const locale = localeOf(face.site, ctx);
    sendPage(face.site, ctx, aboutPage({ locale, topic: known, facts: face.about }), { locale });
    return undefined;
  };
}

function mountFace({ site, pages, provider }: RealmFace): Koa.Middleware {
  const { prefix, realm } = site;
  const host = new URL(site.issuer).host;
  const inside = new Koa();
  inside.use(pages);
  inside.use(mount('/', provider));
  const run = mount(prefix || '/', inside);
  return (ctx, next) => {
    const { path } = ctx;
    const isBelow = prefix === '' || path === prefix || path.startsWith(`${prefix}/`);
    if (!isBelow || ctx.host !== host) return next();
    ctx.state['realm'] = realm.id;
    return run(ctx, next);
  };
}

function notFound(faces: readonly RealmFace[]) {
  return async (ctx: Context): Promise<void> => {
    const face = faceOf(faces, ctx) ?? faces[0];
    face?.sendFault(ctx, { code: 'not-found', status: 404, correlationId: String(ctx.state['correlationId'] ?? '') });
  };
}

function faceOf(faces: readonly RealmFace[], ctx: Context): RealmFace | undefined {
  const path = new URL(ctx.originalUrl, 'http://path.invalid').pathname;
  return faces.find(({ site }) => path.startsWith(`${site.prefix}/`) && new URL(site.issuer).host === ctx.host);
}

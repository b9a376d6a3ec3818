/**
 * Discovery and the key set are the same for everybody until a key comes, goes or changes: written once, answered as bytes,
 * with an entity tag by which a portal learns that nothing changed (RFC 9110 §8.8.3, §13.1.2).
 */
import { createHash } from 'node:crypto';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { CurrentKeys } from '../services/keys/current_keys.js';

export interface KeptDocumentsDependencies {
  readonly issuer: string;
  readonly keys: Pick<CurrentKeys, 'follow'>;
  /** how long portals may keep our public keys */
  readonly jwksCacheSeconds: number;
}

interface KeptDocument {
  readonly route: string;
  readonly bytes: Buffer;
  /** what the library says beside it to a portal that names no origin */
  readonly headers: Readonly<Record<string, string>>;
}

const DISCOVERY = 'discovery';
const KEPT_HEADERS = ['Content-Type', 'Vary', 'Access-Control-Allow-Origin'] as const;

export function installKeptDocuments(provider: Provider, dependencies: KeptDocumentsDependencies): void {
  const { origin, pathname } = new URL(dependencies.issuer);
  const prefix = pathname.replace(/\/$/, '');
  const routes = new Map([
    ['/.well-known/openid-configuration', DISCOVERY],
    ['/.well-known/oauth-authorization-server', DISCOVERY],
    ['/jwks', 'jwks'],
  ]);
  const cacheControl = new Map([
    // Kept by whoever wants, but asked about each time: what it says is true at once.
    [DISCOVERY, 'public, no-cache'],
    // A new key signs only once no cache can still hold a set without it (S7).
    ['jwks', `public, max-age=${dependencies.jwksCacheSeconds}`],
  ]);
  let kept = new Map<string, KeptDocument>();
  dependencies.keys.follow(() => {
    // A new map: an answer that was begun with the keys before stays in the old one.
    kept = new Map();
  });

  provider.use((ctx: KoaContextWithOIDC, next) => {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    const route = isRead ? routes.get(ctx.path) : undefined;
    if (route === undefined) return next();
    // The library answers who names an origin by it.
    const document = ctx.req.headers.origin === undefined ? kept.get(ctx.path) : undefined;
    if (document === undefined) return make(ctx, next, route);
    answer(ctx, document);
    return Promise.resolve();
  });

  async function make(ctx: KoaContextWithOIDC, next: () => Promise<void>, route: string): Promise<void> {
    const { path } = ctx;
    const keptBefore = kept;
    await next();
    if (ctx.status !== 200) return;
    const document: KeptDocument = {
      route,
      bytes: Buffer.from(JSON.stringify(ctx.body)),
      headers: headersOf(ctx, route),
    };
    // Addresses in it are made from the request's own: only one that came to the issuer's speaks for all (RFC 9112 §3.2.2).
    const isOurs = ctx.originalUrl === `${prefix}${path}` && `${ctx.protocol}://${ctx.host}` === origin;
    if (isOurs && ctx.method === 'GET' && ctx.req.headers.origin === undefined) keptBefore.set(path, document);
    answer(ctx, document);
  }

  function headersOf(ctx: KoaContextWithOIDC, route: string): Record<string, string> {
    const said = KEPT_HEADERS.map((name) => [name, String(ctx.response.get(name))]);
    const etag = `"${createHash('sha256').update(JSON.stringify(ctx.body)).digest('base64url')}"`;
    return { ...Object.fromEntries(said), 'Cache-Control': cacheControl.get(route) ?? 'no-store', ETag: etag };
  }
}

function answer(ctx: KoaContextWithOIDC, { route, bytes, headers }: KeptDocument): void {
  ctx.state['route'] = route;
  for (const [name, value] of Object.entries(headers)) ctx.res.setHeader(name, value);
  ctx.status = 200;
  ctx.body = bytes;
  if (holds(ctx.req.headers['if-none-match'], headers['ETag'])) ctx.status = 304;
}

/** Koa's own comparison would not do so for those who say `no-cache` beside it, as Node's fetch does by itself. */
function holds(given: string | undefined, etag: string | undefined): boolean {
  const held = given?.split(',').map((each) => each.trim().replace(/^W\//, ''));
  return etag !== undefined && held?.includes(etag) === true;
}

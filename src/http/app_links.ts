/** The two files by which iOS and Android learn which apps belong to a host (I6, P2): fetched by Apple, Google and telephones. */
import type { Context, Next } from 'koa';
import { type AppLinks, appleAppSiteAssociation, assetLinks } from '../domain/client/app_links.js';

/** Both keep them for days on their side; an hour lets a mended file through on ours. */
const CACHED_SECONDS = 3600;

/**
 * @param links of all realms
 * @param issuers by realm: an entry is served at its issuer's host, beside those of other realms there
 */
export function serveAppLinks(links: readonly AppLinks[], issuers: ReadonlyMap<string, string>) {
  const files = new Map<string, string>();
  const hostOf = (realm: string) => new URL(issuers.get(realm) ?? 'http://nowhere.invalid').host;
  for (const host of new Set(links.map(({ realm }) => hostOf(realm)))) {
    const own = links.filter(({ realm }) => hostOf(realm) === host);
    const documents = {
      'apple-app-site-association': appleAppSiteAssociation(own),
      'assetlinks.json': assetLinks(own),
    };
    for (const [name, content] of Object.entries(documents)) {
      if (content) files.set(`${host}/.well-known/${name}`, JSON.stringify(content));
    }
  }
  return (ctx: Context, next: Next): Promise<void> | undefined => {
    const isRead = files.size > 0 && (ctx.method === 'GET' || ctx.method === 'HEAD');
    const file = isRead ? files.get(`${ctx.host}${ctx.path}`) : undefined;
    if (file === undefined) return next();
    ctx.state['route'] = 'app_links';
    ctx.set('Cache-Control', `public, max-age=${CACHED_SECONDS}`);
    ctx.type = 'application/json';
    ctx.body = file;
    return undefined;
  };
}

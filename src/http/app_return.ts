/**
 * Below APP_PATH an app answers, not we: who comes here has a telephone that did not open it (RFC 8252 §7.2, I2). What the
 * answer holds leaves the address at once, so that neither the history nor the next page has it.
 */
import type { Context, Next } from 'koa';
import { APP_PATH, type AppLinks } from '../domain/client/app_links.js';
import { appReturnPage } from './layout/app_return/view.js';
import { followLanguageSwitch, localeOf, type RealmSite, sendPage } from './realm_site.js';

/** @param links of all realms; a host without an app that opens links has no such page */
export function serveAppReturn(links: readonly AppLinks[], sites: readonly RealmSite[]) {
  const byHost = new Map<string, RealmSite>();
  for (const { realm, ios, android } of links) {
    const site = sites.find((each) => each.realm.id === realm);
    const opensLinks = ios.some(({ paths }) => paths.length > 0) || android.some((app) => app.opensLinks);
    const host = site && new URL(site.issuer).host;
    if (site && host !== undefined && opensLinks && !byHost.has(host)) byHost.set(host, site);
  }
  return (ctx: Context, next: Next): Promise<void> | undefined => {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    const site = isRead && ctx.path.startsWith(APP_PATH) ? byHost.get(ctx.host) : undefined;
    if (!site) return next();
    ctx.state['route'] = 'app_return';
    ctx.state['realm'] = site.realm.id;
    if (followLanguageSwitch(site, ctx)) return undefined;
    if (ctx.querystring !== '') {
      ctx.status = 303;
      ctx.redirect(APP_PATH);
      return undefined;
    }
    const locale = localeOf(site, ctx);
    sendPage(site, ctx, appReturnPage(locale), { locale });
    return undefined;
  };
}

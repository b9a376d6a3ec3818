/** What the pages of one realm share: where they stand, how they look, in which language, and how to render them. */
import type { Context } from 'koa';
import type { Locale, Realm } from '../domain/realm.js';
import { assetsOf } from './assets/asset_files.js';
import type { KioskFrame } from './layout/kiosk/frame.js';
import { type PageContent, renderPage } from './layout/page.js';
import { pickLocale } from './locale.js';
import { contentSecurityPolicy } from './security_headers.js';

export interface RealmSite {
  readonly realm: Realm;
  readonly issuer: string;
  /** path of the issuer, without a trailing slash */
  readonly prefix: string;
  /** is the site served over https? */
  readonly secure: boolean;
  readonly languageCookie: string;
}

const LANGUAGE_KEPT_MS = 365 * 24 * 3600 * 1000;

export function createRealmSite(realm: Realm, issuer: string, languageCookie: string): RealmSite {
  const { pathname, protocol } = new URL(issuer);
  return { realm, issuer, prefix: pathname.replace(/\/$/, ''), secure: protocol === 'https:', languageCookie };
}

/** The page's language: the switch, the remembered choice, `ui_locales`, the browser's, French. */
export function localeOf(site: RealmSite, ctx: Context, uiLocales?: string): Locale {
  return pickLocale({
    query: single(ctx.query['lang']),
    cookie: ctx.cookies.get(site.languageCookie, { signed: false }),
    uiLocales,
    acceptLanguage: ctx.get('accept-language'),
  });
}

/**
 * Follows the language switch: remembers the choice and shows the same address without it. True when it did.
 *
 * @param remembers false: no longer than the browser is open
 */
export function followLanguageSwitch(site: RealmSite, ctx: Context, remembers = true): boolean {
  const chosen = single(ctx.query['lang']);
  if (ctx.method !== 'GET' || (chosen !== 'fr' && chosen !== 'en')) return false;
  ctx.cookies.set(site.languageCookie, chosen, {
    httpOnly: true,
    sameSite: 'lax',
    secure: site.secure,
    path: '/',
    signed: false,
    overwrite: true,
    ...(remembers ? { maxAge: LANGUAGE_KEPT_MS } : {}),
  });
  const query = new URLSearchParams(ctx.querystring);
  query.delete('lang');
  ctx.status = 303;
  ctx.redirect(`${new URL(ctx.originalUrl, site.issuer).pathname}${query.size > 0 ? `?${query}` : ''}`);
  return true;
}

export interface PageOptions {
  readonly locale: Locale;
  readonly portalName?: string | undefined;
  readonly status?: number;
  readonly retryAfterSeconds?: number | undefined;
  /** where a form's answer may lead besides here */
  readonly formTargets?: readonly string[];
  /** the address in the other language; none where a GET would not show the same page */
  readonly canSwitchLanguage?: boolean;
  /** the page is shown by a public kiosk (I9) */
  readonly kiosk?: KioskFrame | undefined;
}

export function sendPage(site: RealmSite, ctx: Context, content: PageContent, options: PageOptions): void {
  const { locale, formTargets = [], canSwitchLanguage = true } = options;
  const other = locale === 'fr' ? 'en' : 'fr';
  ctx.status = options.status ?? 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Content-Security-Policy', contentSecurityPolicy(formTargets));
  if (options.retryAfterSeconds !== undefined) ctx.set('Retry-After', String(options.retryAfterSeconds));
  ctx.body = renderPage({
    ...content,
    locale,
    realm: site.realm,
    portalName: options.portalName,
    assets: assetsOf(site.realm.theme.name),
    kiosk: options.kiosk,
    answersForm: ctx.method === 'POST',
    ...(canSwitchLanguage ? { languageSwitch: { href: sameAddressIn(other, ctx) } } : {}),
  });
}

/** The page that is shown is named by its parameters too. */
function sameAddressIn(locale: Locale, { querystring }: Context): string {
  const query = new URLSearchParams(querystring);
  query.set('lang', locale);
  return `?${query}`;
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** @param endHref where « Terminer » leads */
export function kioskFrame({ realm }: RealmSite, endHref: string): KioskFrame {
  const { idleSeconds, warningSeconds } = realm.kiosk;
  return { endHref, idleSeconds, warningSeconds };
}

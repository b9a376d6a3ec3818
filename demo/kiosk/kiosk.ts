/**
 * A demonstration kiosk (I9): a screen in a hall where people sign in one after the other, on it or with their own phone. A
 * visit lives in this process's memory, under a cookie that ends with the browser; the start page ends whatever was before.
 */
import { randomBytes } from 'node:crypto';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import { renderSVG } from 'uqr';
import type { KioskRules } from '../../src/domain/kiosk/kiosk.js';
import { kioskScript } from '../../src/http/assets/kiosk_script.js';
import type { Language } from '../web/language.js';
import { listenLocally } from '../web/local_server.js';
import { refuseForeignHost, refuseForeignOrigin } from '../web/own_host.js';
import { securityHeaders } from '../web/security_headers.js';
import { readAssets, serveText } from '../web/static_files.js';
import { CALLBACK_PATH } from './client_metadata.js';
import { END_PATH, phonePage, spacePage, troublePage, welcomePage } from './pages.js';
import { type Asked, openKioskParty, type ShownCode, type VisitTokens } from './relying_party.js';

export interface KioskOptions {
  /** TCP port */
  readonly port: number;
  readonly issuer: string;
  readonly clientSecret: string;
  /** the kiosk's origin, without a trailing slash */
  readonly baseUrl: string;
  readonly rules: Pick<KioskRules, 'idleSeconds' | 'warningSeconds'>;
}

interface Visit {
  language: Language;
  asked?: Asked;
  shown?: ShownCode;
  polledAt: number;
  tokens?: VisitTokens;
  /** the one before it has just ended in this browser */
  hasEnded: boolean;
  /** came by the phone: there is no session of the provider in this browser */
  byPhone: boolean;
}

const COOKIE = 'poterne-borne';
const COOKIE_OPTIONS = { httpOnly: true, sameSite: 'lax', path: '/' } as const;
/** Of this origin alone: cookies of localhost are shared by all that runs there. */
const NOTHING_LEFT = '"cache", "storage"';

/** @throws the system's error when the port cannot be opened */
export async function startKiosk(options: KioskOptions): Promise<{ readonly url: string; close(): Promise<void> }> {
  const party = openKioskParty(options);
  const visits = new Map<string, Visit>();
  const frame = { endHref: END_PATH, ...options.rules };

  const idOf = (ctx: Context) => ctx.cookies.get(COOKIE) ?? '';
  const visitOf = (ctx: Context) => visits.get(idOf(ctx));
  const begin = (ctx: Context, language: Language): Visit => {
    const id = randomBytes(32).toString('base64url');
    const visit: Visit = { language, polledAt: 0, byPhone: false, hasEnded: false };
    visits.set(id, visit);
    ctx.cookies.set(COOKIE, id, COOKIE_OPTIONS);
    return visit;
  };
  /** Ends it here; returns where the provider's own session ends, if this browser has one. */
  const end = async (ctx: Context): Promise<URL | undefined> => {
    const visit = visitOf(ctx);
    visits.delete(idOf(ctx));
    ctx.cookies.set(COOKIE, null, COOKIE_OPTIONS);
    ctx.set('Clear-Site-Data', NOTHING_LEFT);
    if (!visit?.tokens) return undefined;
    const address = visit.byPhone ? undefined : await party.signOutAddress(visit.tokens);
    await party.revoke(visit.tokens);
    return address;
  };
  const languageOf = (ctx: Context, visit: Visit | undefined): Language => {
    const asked = ctx.query['lang'];
    const language = asked === 'fr' || asked === 'en' ? asked : (visit?.language ?? 'fr');
    if (visit) visit.language = language;
    return language;
  };
  const go = (ctx: Context, address: string) => {
    ctx.redirect(address);
    ctx.status = 303;
  };

  const router = new Router();
  serveText(router, '/style.css', 'css', readAssets(['web/base.css', 'kiosk/kiosk.css']));
  serveText(router, '/icon.svg', 'svg', readAssets(['kiosk/kiosk.svg']));
  serveText(router, '/kiosk.js', 'js', kioskScript);
  serveText(router, '/phone.js', 'js', readAssets(['kiosk/phone.js']));

  router.get('/', async (ctx) => {
    const before = visitOf(ctx);
    const language = languageOf(ctx, before);
    const address = await end(ctx);
    const next = begin(ctx, language);
    if (address) {
      next.hasEnded = true;
      return go(ctx, address.href);
    }
    show(ctx, welcomePage(language, before?.hasEnded === true));
  });
  router.get('/connexion', async (ctx) => {
    const visit = visitOf(ctx) ?? begin(ctx, 'fr');
    const { address, ...asked } = await party.ask(visit.language);
    visit.asked = asked;
    go(ctx, address.href);
  });
  router.get(CALLBACK_PATH, async (ctx) => {
    const visit = visitOf(ctx);
    // « Terminer » on the provider's pages comes back as an error, and ends here too.
    if (!visit?.asked || ctx.query['error'] !== undefined) return go(ctx, END_PATH);
    visit.tokens = await party.redeem(ctx.querystring, visit.asked);
    visit.byPhone = false;
    delete visit.asked;
    go(ctx, '/espace');
  });
  router.get('/telephone', async (ctx) => {
    const visit = visitOf(ctx) ?? begin(ctx, 'fr');
    const language = languageOf(ctx, visit);
    if (visit.shown) await poll(visit, visit.shown);
    if (visit.tokens) return go(ctx, '/espace');
    const shown = await codeOf(visit);
    show(ctx, phonePage(language, frame, shown));
  });
  router.get('/telephone/code.svg', (ctx) => {
    const shown = visitOf(ctx)?.shown;
    if (!shown) return;
    ctx.type = 'svg';
    ctx.body = renderSVG(shown.address, { border: 3 });
  });
  router.get('/telephone/etat', async (ctx) => {
    const visit = visitOf(ctx);
    if (visit?.shown) await poll(visit, visit.shown);
    if (!visit) ctx.body = { state: 'over' };
    else if (visit.tokens) ctx.body = { state: 'done' };
    else ctx.body = { state: 'waiting', code: visit.shown?.userCode };
  });
  router.get('/espace', (ctx) => {
    const visit = visitOf(ctx);
    if (!visit?.tokens) return go(ctx, '/');
    show(ctx, spacePage(languageOf(ctx, visit), frame, visit.tokens));
  });
  router.get(END_PATH, async (ctx) => {
    const language = languageOf(ctx, visitOf(ctx));
    const address = await end(ctx);
    begin(ctx, language).hasEnded = true;
    go(ctx, address?.href ?? '/');
  });

  /** A code that is over, or was refused, makes room for another. */
  async function codeOf(visit: Visit): Promise<ShownCode> {
    if (visit.shown && visit.shown.endsAt > Date.now()) return visit.shown;
    visit.shown = await party.showCode(Date.now());
    visit.polledAt = Date.now();
    return visit.shown;
  }
  async function poll(visit: Visit, shown: ShownCode): Promise<void> {
    const now = Date.now();
    if (visit.tokens || now - visit.polledAt < shown.intervalSeconds * 1000) return;
    visit.polledAt = now;
    const answer = await party.poll(shown);
    if (answer === 'pending') return;
    delete visit.shown;
    if (answer === 'over') return;
    visit.tokens = answer;
    visit.byPhone = true;
  }

  const app = new Koa();
  app.silent = true;
  app.use(refuseForeignHost);
  app.use(securityHeaders({ ownScript: true, formOrigins: [new URL(options.issuer).origin] }));
  app.use(refuseForeignOrigin);
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch {
      // Expired, replayed, or no answer: the next person starts anew.
      ctx.status = 502;
      show(ctx, troublePage(languageOf(ctx, visitOf(ctx))));
    }
  });
  app.use(router.routes());
  return listenLocally(app, options.port);
}

function show(ctx: Context, html: string): void {
  ctx.type = 'html';
  ctx.body = html;
}

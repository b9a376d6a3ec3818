/**
 * An adviser's screen, on this machine only: it asks who calls by CIBA, gives the words to read out, and shows what the
 * person answered (I8). It never sees a code.
 */
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import { chooseLanguage, sameAddressIn } from '../web/language.js';
import { listenLocally } from '../web/local_server.js';
import { refuseForeignHost, refuseForeignOrigin } from '../web/own_host.js';
import { readFields } from '../web/request_body.js';
import { securityHeaders } from '../web/security_headers.js';
import { readAssets, serveText } from '../web/static_files.js';
import { type CallsOptions, openCalls } from './calls.js';
import { type AskProps, type Frame, LEVELS, renderAsk, renderCall, renderGone } from './pages.js';

export interface CallCentreOptions extends Omit<CallsOptions, 'now'> {
  /** TCP port, 0 for any free one */
  readonly port: number;
  readonly inboxUrl: string;
  /** allocataire numbers of people to try */
  readonly numbers: readonly string[];
  /** milliseconds since the epoch */
  readonly now?: () => number;
}

export interface RunningCallCentre {
  readonly url: string;
  close(): Promise<void>;
}

const LANGUAGE_COOKIE = 'conseiller-langue';
const NUMBER = /^\d{7}$/;

/** @throws the system's error when the port cannot be opened */
export async function startCallCentre({
  port,
  inboxUrl,
  numbers,
  now = Date.now,
  ...options
}: CallCentreOptions): Promise<RunningCallCentre> {
  const calls = openCalls({ ...options, now });
  const frameOf = (ctx: Context): Frame => ({
    language: chooseLanguage(ctx, LANGUAGE_COOKIE),
    languageAddresses: { fr: sameAddressIn(ctx, 'fr'), en: sameAddressIn(ctx, 'en') },
    inboxUrl,
  });
  const show = (ctx: Context, status: number, html: string) => {
    ctx.status = status;
    ctx.type = 'html';
    ctx.body = html;
  };
  const ask = (ctx: Context, more: Omit<AskProps, 'numbers'> = {}) =>
    show(ctx, more.refused === undefined ? 200 : 422, renderAsk(frameOf(ctx), { numbers, ...more }));

  const router = new Router();
  serveText(router, '/style.css', 'css', readAssets(['web/base.css', 'call_centre/call_centre.css']));
  serveText(router, '/live.js', 'js', readAssets(['call_centre/live.js']));
  serveText(router, '/icon.svg', 'svg', readAssets(['call_centre/icon.svg']));
  router.get('/', (ctx) => ask(ctx));
  router.get('/calls', (ctx) => {
    ctx.redirect('/');
  });
  router.post('/calls', async (ctx) => {
    const fields = await readFields(ctx);
    const typed = fields.get('number') ?? '';
    const number = typed.replace(/\s/g, '');
    if (!NUMBER.test(number)) return ask(ctx, { typed, refused: 'number' });
    const level = LEVELS.find((each) => each === fields.get('level')) ?? LEVELS[0];
    const call = await calls.start(number, level);
    if (typeof call === 'string') return ask(ctx, { typed, refused: call });
    ctx.redirect(`/calls/${call.id}`);
    ctx.status = 303;
  });
  router.get('/calls/:id', (ctx) => {
    const call = calls.find(ctx.params['id'] ?? '');
    if (call) show(ctx, 200, renderCall(frameOf(ctx), call));
    else show(ctx, 404, renderGone(frameOf(ctx)));
  });

  const app = new Koa();
  app.use(refuseForeignHost);
  app.use(securityHeaders({ ownScript: true, formOrigins: [] }));
  app.use(refuseForeignOrigin);
  app.use(router.routes());
  app.use(router.allowedMethods());
  app.use((ctx) => {
    if (ctx.status === 404 && !ctx.body) show(ctx, 404, renderGone(frameOf(ctx)));
  });
  const server = await listenLocally(app, port);
  return {
    url: server.url,
    async close() {
      calls.close();
      await server.close();
    },
  };
}

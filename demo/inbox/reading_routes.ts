/** Reading and emptying the inbox: the page, an e-mail's HTML in its own sandbox, and JSON for automation. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { chooseLanguage, sameAddressIn } from '../web/language.js';
import { renderInbox, renderNotFound } from './inbox_page.js';
import { isMessageChannel, publicFields } from './message.js';
import type { MessageLog } from './message_log.js';

const LANGUAGE_COOKIE = 'boite-langue';

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function languageAddresses(ctx: Context) {
  return { fr: sameAddressIn(ctx, 'fr'), en: sameAddressIn(ctx, 'en') };
}

export function showNotFound(ctx: Context): void {
  ctx.status = 404;
  ctx.type = 'html';
  ctx.body = renderNotFound(chooseLanguage(ctx, LANGUAGE_COOKIE), languageAddresses(ctx));
}

/** @param machineAddresses what programs send to and read from, shown at the foot of the page */
export function addReading(router: Router, log: MessageLog, machineAddresses: () => readonly string[]): void {
  router.get('/', (ctx) => {
    const channel = single(ctx.query['channel']);
    const filter = { channel: isMessageChannel(channel) ? channel : undefined, to: single(ctx.query['to']) };
    ctx.type = 'html';
    ctx.body = renderInbox({
      ...filter,
      language: chooseLanguage(ctx, LANGUAGE_COOKIE),
      languageAddresses: languageAddresses(ctx),
      messages: log.list(filter),
      recipients: log.recipients(),
      paused: ctx.query['paused'] === '1',
      revision: log.revision(),
      machineAddresses: machineAddresses(),
    });
  });

  router.get('/messages/:id/html', (ctx) => {
    const html = log.find(ctx.params['id'] ?? '')?.html;
    if (html === undefined || html === null) {
      showNotFound(ctx);
      return;
    }
    // somebody else's HTML: an origin of its own, no script, nothing fetched
    ctx.set('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    ctx.type = 'html';
    ctx.body = html;
  });

  router.get('/messages/:id/letter.pdf', (ctx) => {
    const pdf = log.find(ctx.params['id'] ?? '')?.pdf;
    if (!pdf) {
      showNotFound(ctx);
      return;
    }
    ctx.set('Content-Disposition', 'inline; filename="letter.pdf"');
    ctx.type = 'pdf';
    ctx.body = Buffer.from(pdf, 'base64');
  });

  router.get('/messages.json', (ctx) => {
    ctx.body = log.list({ to: single(ctx.query['to']) }).map(publicFields);
  });

  router.delete('/messages.json', (ctx) => {
    log.clear();
    ctx.status = 204;
  });

  router.post('/empty', (ctx) => {
    log.clear();
    ctx.status = 303;
    ctx.redirect('/');
  });
}

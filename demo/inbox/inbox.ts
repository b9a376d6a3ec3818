/**
 * The demonstration's inbox: a real SMTP server and real HTTP gateways for SMS, voice and letters, behind a page that
 * shows every message as its reader would see it. Development so exercises the same delivery code as production.
 */
import Router from '@koa/router';
import Koa from 'koa';
import { listenLocally } from '../web/local_server.js';
import { refuseForeignHost, refuseForeignOrigin } from '../web/own_host.js';
import { securityHeaders } from '../web/security_headers.js';
import { readAssets, serveText } from '../web/static_files.js';
import { addGateways } from './gateway_routes.js';
import { startMailServer } from './mail_server.js';
import { openMessageLog } from './message_log.js';
import { addReading, showNotFound } from './reading_routes.js';

export interface InboxOptions {
  /** TCP port of the page and of the gateways, 0 for any free one */
  readonly port: number;
  /** TCP port of the SMTP server, 0 for any free one */
  readonly smtpPort: number;
  /** file in which messages survive a restart; memory only when absent */
  readonly stateFile?: string | undefined;
  /** milliseconds since the epoch */
  readonly now?: (() => number) | undefined;
}

export interface Inbox {
  readonly url: string;
  readonly smtpUrl: string;
  readonly smsUrl: string;
  readonly voiceUrl: string;
  readonly lettersUrl: string;
  /** Stops both servers, the last message safely on disk. */
  close(): Promise<void>;
}

/**
 * @returns once both servers answer
 * @throws the system's error when a port cannot be opened; nothing stays open then
 */
export async function startInbox(options: InboxOptions): Promise<Inbox> {
  const log = openMessageLog(options.stateFile, options.now ?? Date.now);
  const mailServer = await startMailServer(options.smtpPort, log);

  let url = '';
  const router = new Router();
  serveText(router, '/style.css', 'css', readAssets(['web/base.css', 'inbox/inbox.css']));
  serveText(router, '/live.js', 'js', readAssets(['inbox/live.js']));
  serveText(router, '/call.js', 'js', readAssets(['inbox/call.js']));
  serveText(router, '/icon.svg', 'svg', readAssets(['inbox/icon.svg']));
  addGateways(router, log);
  addReading(router, log, () => [
    mailServer.url,
    `POST ${url}/sms`,
    `POST ${url}/voice`,
    `POST ${url}/letters`,
    `GET ${url}/messages.json`,
    `DELETE ${url}/messages.json`,
  ]);

  const app = new Koa();
  app.use(refuseForeignHost);
  app.use(securityHeaders({ ownScript: true, formOrigins: [] }));
  app.use(refuseForeignOrigin);
  app.use(router.routes());
  app.use(router.allowedMethods());
  app.use((ctx) => {
    if (ctx.status === 404) showNotFound(ctx);
  });

  const server = await listenLocally(app, options.port).catch(async (error: unknown) => {
    await mailServer.close();
    throw error;
  });
  url = server.url;
  return {
    url,
    smtpUrl: mailServer.url,
    smsUrl: `${url}/sms`,
    voiceUrl: `${url}/voice`,
    lettersUrl: `${url}/letters`,
    async close() {
      await Promise.all([server.close(), mailServer.close()]);
      await log.settled();
    },
  };
}

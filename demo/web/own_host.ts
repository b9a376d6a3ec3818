/**
 * Answers only requests that name this machine in their Host header: a page of another site that makes its own name
 * point to 127.0.0.1 (DNS rebinding) would otherwise read the codes in the inbox. 421 is RFC 9110 §15.5.20.
 */
import type { Context, Next } from 'koa';

/**
 * @param host the Host header as received
 * @param port the port this server listens on
 */
function namesThisServer(host: string | undefined, port: number | undefined): boolean {
  return host === `localhost:${port}` || host === `127.0.0.1:${port}` || host === `[::1]:${port}`;
}

export async function refuseForeignHost(ctx: Context, next: Next): Promise<void> {
  if (!namesThisServer(ctx.get('host'), ctx.req.socket.localPort)) {
    ctx.status = 421;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = 'Misdirected Request: this demonstration server answers on localhost only.\n';
    return;
  }
  await next();
}

/**
 * Refuses a change asked by a page of another origin. SameSite does not help here: every port of localhost is one site,
 * so another local server's page would send our cookie along.
 */
export async function refuseForeignOrigin(ctx: Context, next: Next): Promise<void> {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') {
    await next();
    return;
  }
  const origin = ctx.get('origin');
  const fetchSite = ctx.get('sec-fetch-site');
  const foreignOrigin = origin !== '' && origin !== `http://${ctx.get('host')}`;
  const foreignSite = fetchSite !== '' && fetchSite !== 'same-origin' && fetchSite !== 'none';
  if (foreignOrigin || foreignSite) {
    ctx.status = 403;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = 'Forbidden: this request comes from another site.\n';
    return;
  }
  await next();
}

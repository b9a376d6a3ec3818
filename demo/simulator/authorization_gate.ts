/** In front of the authorization endpoint: applies FranceConnect's rules, and turns a POST into the same request by GET. */
import type { Context, Next } from 'koa';
import { readFields } from '../web/request_body.js';
import { judgeAuthorization } from './authorization_rules.js';
import { errorAnswer, frameOf, type RunningPlatform, seeOther, show } from './running_platform.js';
import { renderStop } from './stop_page.js';

export function authorizationGate(platform: RunningPlatform) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.path !== '/authorize' || (ctx.method !== 'GET' && ctx.method !== 'POST')) return next();
    const method = ctx.method;
    const asked =
      method === 'POST' ? new URLSearchParams([...(await readFields(ctx))]) : new URLSearchParams(ctx.querystring);
    // every port of localhost is one site: the cookies came with the POST
    ctx.method = 'GET';
    ctx.querystring = asked.toString();
    if (!platform.rules.strictParameters) return next();

    const back = (error: string, description: string) => errorAnswer(platform, asked, error, description);
    if (platform.relyingParty?.clientId !== asked.get('client_id'))
      return stop(ctx, platform, 'Y030027', 'client_id', undefined);
    if (!back('', '')) return stop(ctx, platform, 'Y030007', 'redirect_uri', undefined);
    const judged = judgeAuthorization(method, asked, platform.rules, platform.relyingParty.mayAskAmr);
    if (judged.verdict === 'page')
      return stop(ctx, platform, judged.code, judged.detail, back('server_error', judged.code));
    if (judged.verdict === 'redirect') return seeOther(ctx, back(judged.error, judged.detail)?.href ?? '');
    ctx.querystring = judged.parameters.toString();
    return next();
  };
}

/** The platform's own error page. @param back the address that tells the service, when there is one */
export function stop(
  ctx: Context,
  platform: RunningPlatform,
  code: string,
  means: string,
  back: URL | undefined,
): void {
  const way = back ? ({ kind: 'link', href: back.href } as const) : ({ kind: 'none' } as const);
  show(ctx, 400, renderStop(frameOf(ctx, platform), code, means, way));
}

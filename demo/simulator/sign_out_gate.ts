/**
 * Sign-out (france.md §1.8): the hint is the decrypted id_token with its at_hash, the session ends without a question,
 * and the browser goes back with its state.
 */
import { decodeJwt } from 'jose';
import type { Context, Next } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { stop } from './authorization_gate.js';
import { frameOf, type RunningPlatform, seeOther, show } from './running_platform.js';
import { renderMessage } from './stop_page.js';

export function signOutGate(platform: RunningPlatform) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.path !== '/session/end') return next();
    if (ctx.method === 'GET' && platform.rules.strictParameters) {
      const fault = faultOf(ctx.query['id_token_hint']);
      if (fault) return stop(ctx, platform, fault.code, fault.detail, undefined);
    }
    await next();
    // oidc-provider would ask for a confirmation by a form; the platform does not
    const { oidc } = ctx as unknown as KoaContextWithOIDC;
    if (ctx.status !== 200 || !oidc?.session) return;
    await oidc.session.destroy();
    ctx.cookies.set(oidc.provider.cookieName('session'), null, { path: platform.rules.prefix });
    const { post_logout_redirect_uri: address, state } = oidc.params ?? {};
    if (typeof address !== 'string') return show(ctx, 200, renderMessage(frameOf(ctx, platform), 'signedOut'));
    const back = new URL(address);
    if (typeof state === 'string') back.searchParams.set('state', state);
    seeOther(ctx, back.href);
  };
}

function faultOf(hint: unknown): { readonly code: string; readonly detail: string } | undefined {
  if (typeof hint !== 'string') return { code: 'Y000400', detail: 'id_token_hint is missing' };
  if (hint.split('.').length !== 3) return { code: 'Y000400', detail: 'id_token_hint is no JWS: decrypt the id_token' };
  try {
    if (decodeJwt(hint)['at_hash']) return undefined;
  } catch {
    return { code: 'Y000400', detail: 'id_token_hint cannot be read' };
  }
  return { code: 'Y100019', detail: 'id_token_hint has no at_hash' };
}

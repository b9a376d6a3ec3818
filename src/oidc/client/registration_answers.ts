/**
 * A registration whose redirect URIs are no URIs is the client's mistake (RFC 7591 §3.2.2): oidc-provider counts their
 * hosts before it checks them, and would answer 500.
 */
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';

const REFUSAL = { error: 'invalid_redirect_uri', error_description: 'redirect_uris must only contain valid uris' };

export function installRegistrationAnswers(provider: Provider): void {
  const unreadable = new WeakSet<object>();
  provider.on('server_error', (ctx, error) => {
    const isRegistration = ctx.oidc?.route === 'registration';
    if (isRegistration && (error as { code?: string }).code === 'ERR_INVALID_URL') unreadable.add(ctx);
  });
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    if (!unreadable.has(ctx)) return;
    ctx.status = 400;
    ctx.body = REFUSAL;
  });
}

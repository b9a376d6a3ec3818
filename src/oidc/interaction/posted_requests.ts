/**
 * Authorization and sign-out requests sent by POST (OIDC Core §3.1.2.1, RP-Initiated Logout §2). A form posted from a
 * portal brings no SameSite=Lax cookie, so that it would lose the session: it is answered by a redirection to the same
 * request by GET, which does bring it.
 */
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { readForm } from '../../http/form_body.js';

/** An address longer than this is refused by proxies; such a request belongs to PAR. */
const LONGEST_QUERY = 6_000;
/** What could name a person never enters an address (P3). */
const NEVER_IN_AN_ADDRESS = ['login_hint'] as const;

/**
 * @param paths below the issuer that take such requests
 * @throws BadRequest when the form cannot be read
 */
export function installPostedRequests(provider: Provider, paths: readonly string[]): void {
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    if (ctx.method !== 'POST' || !paths.includes(ctx.path)) return next();
    const fields = await readForm(ctx as unknown as Parameters<typeof readForm>[0]);
    const query = new URLSearchParams(
      [...fields].filter(([name]) => !NEVER_IN_AN_ADDRESS.some((never) => never === name)),
    );
    if (query.toString().length > LONGEST_QUERY) {
      ctx.status = 413;
      return;
    }
    ctx.set('Cache-Control', 'no-store');
    ctx.redirect(`${new URL(provider.issuer).pathname.replace(/\/$/, '')}${ctx.path}?${query}`);
    ctx.status = 303;
  });
}

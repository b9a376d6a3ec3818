/** The headers of every page of the demonstration: a closed content policy, no framing, no caching, no CORS at all. */
import type { Context, Next } from 'koa';

export interface ContentPolicy {
  /** may the page load a script file of its own and poll its own server? never inline script */
  readonly ownScript: boolean;
  /** origins besides our own that a submitted form may end on, redirects included */
  readonly formOrigins: readonly string[];
}

/** The value of Content-Security-Policy (CSP level 3). */
function contentSecurityPolicy(policy: ContentPolicy): string {
  const directives = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ...(policy.ownScript ? ["script-src 'self'", "connect-src 'self'"] : []),
    ["form-action 'self'", ...policy.formOrigins].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return directives.join('; ');
}

export function securityHeaders(policy: ContentPolicy) {
  const csp = contentSecurityPolicy(policy);
  return async (ctx: Context, next: Next): Promise<void> => {
    ctx.set('Content-Security-Policy', csp);
    ctx.set('X-Content-Type-Options', 'nosniff');
    // `no-referrer` would make browsers send `Origin: null` with our own forms, which own_host.ts refuses
    ctx.set('Referrer-Policy', 'same-origin');
    ctx.set('Cross-Origin-Opener-Policy', 'same-origin');
    ctx.set('Cross-Origin-Resource-Policy', 'same-origin');
    ctx.set('Cache-Control', 'no-store');
    await next();
  };
}

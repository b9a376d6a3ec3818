/** Headers of every answer (S6; ASVS 3.4): no inline script, no framing, no sniffing, nothing cached by default. */
import type { Context, Next } from 'koa';

const HSTS_SECONDS = 63_072_000;

/**
 * The Content-Security-Policy of a page.
 *
 * @param formTargets origins besides our own that a form's answer may redirect to: the portal this request returns to
 */
export function contentSecurityPolicy(formTargets: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What a form-action source is for a redirect address: its origin, or its scheme for a native app (RFC 8252 §7.1). */
export function formTarget(redirectUri: string): string | undefined {
  if (!URL.canParse(redirectUri)) return undefined;
  const { protocol, origin } = new URL(redirectUri);
  return protocol === 'https:' || protocol === 'http:' ? origin : protocol;
}

/** Written once: they are the same for every answer that sets none of its own. */
const OF_EVERY_ANSWER = Object.entries({
  'Content-Security-Policy': contentSecurityPolicy(),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cache-Control': 'no-store',
});
const STRICT_TRANSPORT = `max-age=${HSTS_SECONDS}; includeSubDomains`;

export function securityHeaders({ res, secure }: Context, next: Next): Promise<void> {
  for (const [name, value] of OF_EVERY_ANSWER) res.setHeader(name, value);
  if (secure) res.setHeader('Strict-Transport-Security', STRICT_TRANSPORT);
  return next();
}

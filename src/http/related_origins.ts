/**
 * `/.well-known/webauthn` (WebAuthn L3 §5.11, related origin requests): where passkeys of this host name may be used besides
 * here, for browsers that are asked for one elsewhere. Absent where nothing but our own origin is named.
 */
import type { Context, Middleware, Next } from 'koa';
import type { PasskeyRelyingParty } from '../domain/passkey/passkey.js';

/** Browsers ask for it before a ceremony elsewhere; what changes is seen within the hour. */
const CACHE = 'public, max-age=3600';

export interface PasskeyHost {
  readonly issuer: string;
  readonly party: PasskeyRelyingParty;
}

/**
 * What one host of ours says: the origins of all realms whose passkeys belong to the same name as those of a realm here.
 *
 * @param host with its port
 * @returns empty where no passkey of this name is used elsewhere
 */
export function relatedOriginsAt(host: string, realms: readonly PasskeyHost[]): readonly string[] {
  const names = new Set(realms.filter(({ issuer }) => new URL(issuer).host === host).map(({ party }) => party.rpId));
  const sharing = realms.filter(({ party }) => names.has(party.rpId));
  const isOwn = (origin: string) => sharing.some(({ issuer }) => new URL(issuer).origin === origin);
  const origins = [...new Set(sharing.flatMap(({ party }) => party.origins))];
  return origins.every(isOwn) ? [] : origins;
}

export function serveRelatedOrigins(realms: readonly PasskeyHost[]): Middleware {
  return (ctx: Context, next: Next): Promise<void> | undefined => {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    const origins = isRead && ctx.path === '/.well-known/webauthn' ? relatedOriginsAt(ctx.host, realms) : [];
    if (origins.length === 0) return next();
    ctx.state['route'] = 'related_origins';
    ctx.set('Cache-Control', CACHE);
    ctx.body = { origins };
    return undefined;
  };
}

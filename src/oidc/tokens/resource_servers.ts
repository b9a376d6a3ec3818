/** Access tokens for registered APIs (P3, P4): which client may ask for which, and whose `sub` they carry. */
import { type Client, errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import type { RegisteredResource } from '../../domain/client/resource.js';
import { ownMetadata } from '../client/client_metadata.js';
import { ACCESS_TOKEN_SECONDS } from '../storage/lifetimes.js';

export interface ResourceServers {
  /** @throws InvalidTarget when the client may not ask for it (RFC 8707 §2) */
  info(ctx: KoaContextWithOIDC | undefined, resource: string, client: Client): ResourceServer;
  /** scopes that a client's own `scope` may name (RFC 7591 §2) */
  readonly registeredScopes: readonly string[];
  /** the sector of a resource's tokens, or undefined when no entry names one */
  sectorOf(resource: string): string | undefined;
  /** the provider itself, which every client's tokens are for */
  readonly own: string;
}

/**
 * @param resources those of one realm
 * @param issuer of the realm
 */
export function createResourceServers(resources: readonly RegisteredResource[], issuer: string): ResourceServers {
  const registered = new Map(resources.map((entry) => [entry.resource, entry]));
  const own = `${issuer}/userinfo`;
  return {
    own,
    info(_ctx, resource, client) {
      if (resource === own)
        return { audience: own, accessTokenTTL: ACCESS_TOKEN_SECONDS, scope: '', accessTokenFormat: 'opaque' };
      if (!ownMetadata(client).resources.includes(resource)) throw new errors.InvalidTarget();
      const entry = registered.get(resource);
      const common = {
        audience: resource,
        accessTokenTTL: ACCESS_TOKEN_SECONDS,
        scope: scopeFor(entry, client),
      };
      if (entry?.format === 'opaque') return { ...common, accessTokenFormat: 'opaque' };
      return { ...common, accessTokenFormat: 'jwt', jwt: { sign: { alg: entry?.signingAlg ?? 'ES256' } } };
    },
    registeredScopes: resources
      .filter(({ isScopeRegistered }) => isScopeRegistered)
      .flatMap(({ scope }) => scope.split(' ')),
    sectorOf: (resource) => registered.get(resource)?.sector,
  };
}

function scopeFor(entry: RegisteredResource | undefined, client: Client): string {
  if (!entry?.isScopeRegistered) return entry?.scope ?? client.scope ?? '';
  const own = new Set(client.scope?.split(' '));
  return entry.scope
    .split(' ')
    .filter((scope) => own.has(scope))
    .join(' ');
}

/** Whose `sub` an answer carries (P3): the client's sector in its own tokens, the resource's in a resource's. */
import type { AccessToken, Client, ClientCredentials, KoaContextWithOIDC, RefreshToken } from 'oidc-provider';
import { isFirstParty, ownMetadata } from '../client/client_metadata.js';
import type { ResourceServers } from '../tokens/resource_servers.js';
import { pairwiseSubject } from './pairwise_subject.js';

type AnyToken = AccessToken | ClientCredentials | RefreshToken;

export interface Sectors {
  subjectFor(ctx: KoaContextWithOIDC | undefined, accountId: string, client: Client): string;
  /** Gives a JWT access token the `sub` of its resource's sector (RFC 9068 §2.2). */
  customizeJwt(token: AccessToken | ClientCredentials, parts: { payload: Record<string, unknown> }): void;
  /** Its own tokens, those of its sector, and those made for a resource it serves (RFC 7662 §4). */
  mayIntrospect(ctx: KoaContextWithOIDC, client: Client, token: AnyToken): Promise<boolean>;
}

export function createSectors(salt: Buffer, realm: string, resources: ResourceServers): Sectors {
  const sectorOf = (client: Client) => ownMetadata(client).sector ?? client.clientId;
  const audienceOf = (token: { aud?: unknown } | undefined) => (typeof token?.aud === 'string' ? token.aud : undefined);
  const sectorOfAudience = (token: { aud?: unknown } | undefined) => {
    const audience = audienceOf(token);
    return audience ? resources.sectorOf(audience) : undefined;
  };

  return {
    subjectFor(ctx, accountId, client) {
      if (ctx?.oidc?.route !== 'introspection') return pairwiseSubject(salt, realm, sectorOf(client), accountId);
      const { AccessToken: token, Client: caller = client } = ctx.oidc.entities;
      return pairwiseSubject(salt, realm, sectorOfAudience(token) ?? sectorOf(caller), accountId);
    },
    customizeJwt(token, parts) {
      const sector = sectorOfAudience(token);
      const { accountId } = token as AccessToken;
      if (sector && accountId) parts.payload['sub'] = pairwiseSubject(salt, realm, sector, accountId);
    },
    async mayIntrospect(ctx, client, token) {
      if (client.clientAuthMethod === 'none') return false;
      if (token.clientId === client.clientId) return true;
      const audience = audienceOf(token as { aud?: unknown });
      if (audience) return ownMetadata(client).resources.includes(audience);
      if (!isFirstParty(client) || token.kind !== 'AccessToken') return false;
      const owner = await ctx.oidc.provider.Client.find(token.clientId ?? '');
      return isFirstParty(owner) && owner !== undefined && sectorOf(owner) === sectorOf(client);
    },
  };
}

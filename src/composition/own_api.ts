/** Our own API as a resource of a realm; it wins over an entry of RESOURCES_FILE that bears its name. */
import { SCOPES } from '../api/operation.js';
import { apiAudience } from '../domain/own_resource.js';
import type { RegisteredResource } from '../domain/resource.js';

export function ownApi(realm: string, issuer: string): RegisteredResource {
  return {
    realm,
    resource: apiAudience(issuer),
    sector: undefined,
    scope: Object.keys(SCOPES).join(' '),
    isScopeRegistered: true,
    format: 'jwt',
    signingAlg: 'ES256',
  };
}

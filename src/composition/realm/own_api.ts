/** Our own APIs as resources of a realm; they win over an entry of RESOURCES_FILE that bears their name. */
import { SCOPES } from '../../api/operation.js';
import { apiAudience, SIGNAL_SCOPES, signalsAudience } from '../../domain/client/own_resource.js';
import type { RegisteredResource } from '../../domain/client/resource.js';

export function ownApis(realm: string, issuer: string): readonly RegisteredResource[] {
  return [
    { ...OWN, realm, resource: apiAudience(issuer), scope: Object.keys(SCOPES).join(' ') },
    { ...OWN, realm, resource: signalsAudience(issuer), scope: Object.keys(SIGNAL_SCOPES).join(' ') },
  ];
}

const OWN = { sector: undefined, isScopeRegistered: true, format: 'jwt', signingAlg: 'ES256' } as const;

/** How a demonstration portal is registered: RFC 7591 client metadata plus the provider's own fields. */
import { PORTAL_LOOKS, type PortalKind } from './looks.js';

export interface PortalClientMetadata {
  readonly realm: 'allocataires' | 'employeurs';
  readonly client_id: string;
  readonly client_secret: string;
  readonly client_name: string;
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris: readonly string[];
  readonly scope: string;
  readonly token_endpoint_auth_method: 'client_secret_basic';
  readonly grant_types: readonly string[];
  readonly response_types: readonly ['code'];
  readonly sector: string;
  readonly first_party: true;
  readonly require_pkce: true;
  readonly resources: readonly string[];
}

export const CALLBACK_PATH = '/callback';
export const SIGNED_OUT_PATH = '/deconnecte';

/**
 * @param client.baseUrl the portal's origin, without a trailing slash
 * @returns one element of a `CLIENTS_FILE`
 */
export function portalClientMetadata(client: {
  readonly kind: PortalKind;
  readonly baseUrl: string;
  readonly clientSecret: string;
  /** APIs that it calls */
  readonly resources?: readonly string[];
  /** the realm's issuer, where the portal is told of security events (S8) */
  readonly signalsFrom?: string | undefined;
}): PortalClientMetadata {
  const look = PORTAL_LOOKS[client.kind];
  const signals = client.signalsFrom === undefined ? undefined : `${client.signalsFrom}/ssf`;
  return {
    realm: look.realm,
    client_id: look.clientId,
    client_secret: client.clientSecret,
    client_name: look.name.fr,
    redirect_uris: [`${client.baseUrl}${CALLBACK_PATH}`],
    post_logout_redirect_uris: [`${client.baseUrl}${SIGNED_OUT_PATH}`, `${client.baseUrl}/`],
    scope: signals === undefined ? look.scope : `${look.scope} ssf.manage`,
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code', 'refresh_token', ...(signals === undefined ? [] : ['client_credentials'])],
    response_types: ['code'],
    sector: look.sector,
    first_party: true,
    require_pkce: true,
    resources: [...(client.resources ?? []), ...(signals === undefined ? [] : [signals])],
  };
}

/** How Poterne registers a console of its own at each of its realms: a first-party portal like any other (U1, E4, P7). */
import type { JWK } from 'jose';
import type { OwnClient } from '../../domain/client/own_client.js';
import { publicPart } from './client_key.js';

/** Addresses of a console below the realm's issuer. */
export function consoleAddresses(issuer: string, { section }: OwnClient) {
  const home = `${issuer}/${section}`;
  return {
    home,
    callback: `${home}/callback`,
    signedOut: `${home}/signed-out`,
    backchannelLogout: `${home}/backchannel-logout`,
  };
}

/** @param keys with which it authenticates */
export function consoleClientMetadata(
  issuer: string,
  client: OwnClient,
  keys: readonly JWK[],
): Readonly<Record<string, unknown>> {
  const { home, callback, signedOut, backchannelLogout } = consoleAddresses(issuer, client);
  return {
    client_id: client.id,
    // Without a name of its own its sign-in pages carry the realm's, in their own language.
    client_uri: home,
    redirect_uris: [callback],
    post_logout_redirect_uris: [signedOut],
    backchannel_logout_uri: backchannelLogout,
    backchannel_logout_session_required: true,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    scope: 'openid',
    sector: client.sector,
    first_party: true,
    require_pkce: true,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    id_token_signed_response_alg: 'ES256',
    jwks: { keys: keys.map(publicPart) },
  };
}

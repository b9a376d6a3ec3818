/** How the sample app is registered: a public native client with a DPoP key (RFC 8252, RFC 9449; docs/mobile_app.md). */
import { PORTAL_LOOKS } from '../portal/looks.js';

export const APP_CLIENT_ID = 'demo-app';
/** Its scheme, as a telephone would hand it over: on a command line it is pasted. */
export const PRIVATE_REDIRECT = 'fr.example.moncompte:/signed-in';
/** Any port of this machine (RFC 8252 §7.3). */
export const LOOPBACK_PATH = { signedIn: '/signed-in', signedOut: '/signed-out' } as const;

/** @param resources APIs that it calls */
export function appClientMetadata(resources: readonly string[]) {
  const caf = PORTAL_LOOKS.caf;
  return {
    realm: caf.realm,
    metadata: {
      client_id: APP_CLIENT_ID,
      client_name: `${caf.name.fr}, l’application`,
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      dpop_bound_access_tokens: true,
      redirect_uris: [`http://127.0.0.1${LOOPBACK_PATH.signedIn}`, PRIVATE_REDIRECT],
      post_logout_redirect_uris: [`http://127.0.0.1${LOOPBACK_PATH.signedOut}`],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'openid profile',
      sector: caf.sector,
      resources,
    },
  };
}

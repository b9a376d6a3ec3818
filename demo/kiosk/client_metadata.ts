/** How the demonstration kiosk is registered (I9): a confidential client of a shared device, in one place. */
import { PORTAL_LOOKS } from '../portal/looks.js';

export const KIOSK_ID = 'demo-borne';
export const CALLBACK_PATH = '/callback';
export const KIOSK_SCOPE = 'openid profile';

/**
 * @param baseUrl the kiosk's origin, without a trailing slash
 * @returns one element of what `compose` registers
 */
export function kioskClient(baseUrl: string, clientSecret: string) {
  return {
    realm: 'allocataires',
    metadata: {
      client_id: KIOSK_ID,
      client_name: 'Borne de démonstration',
      client_secret: clientSecret,
      place: 'Caf de démonstration, hall d’accueil',
      shared_device: true,
      redirect_uris: [`${baseUrl}${CALLBACK_PATH}`],
      post_logout_redirect_uris: [`${baseUrl}/`],
      grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      scope: KIOSK_SCOPE,
      sector: PORTAL_LOOKS.caf.sector,
    },
  };
}

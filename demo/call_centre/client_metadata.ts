/** How the adviser's screen is registered: it asks for people by CIBA and opens no browser of its own. */

export const CALL_CENTRE_ID = 'demo-call-centre';
export const CALL_CENTRE_SCOPE = 'openid profile allocataire';

/** @returns one element of a `CLIENTS_FILE` */
export function callCentreClient(clientSecret: string) {
  return {
    realm: 'allocataires',
    metadata: {
      client_id: CALL_CENTRE_ID,
      client_secret: clientSecret,
      client_name: 'Centre d’appels de démonstration',
      grant_types: ['urn:openid:params:grant-type:ciba'],
      response_types: [],
      redirect_uris: [],
      backchannel_token_delivery_mode: 'poll',
      scope: CALL_CENTRE_SCOPE,
      sector: 'caf-demo',
    },
  };
}

/** A client of the back-office API for whoever tries the demonstration: all scopes, with a secret, on loopback only. */

export const BACK_OFFICE_ID = 'demo-back-office';

const SCOPES =
  'accounts:read accounts:enrol accounts:write accounts:events accounts:provisional accounts:contacts ' +
  'accounts:activate accounts:export accounts:erase organisations:read organisations:write subjects:resolve';

/** @param issuer of the realm allocataires; production clients authenticate with private_key_jwt instead */
export function backOfficeClient(issuer: string, clientSecret: string) {
  return {
    realm: 'allocataires',
    metadata: {
      client_id: BACK_OFFICE_ID,
      client_secret: clientSecret,
      client_name: 'Back-office de démonstration',
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: SCOPES,
      resources: [`${new URL(issuer).origin}/api/v1`],
    },
  };
}

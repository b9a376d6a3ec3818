import { describe, expect, test } from '@jest/globals';
import { fapiProblem, withFapiDefaults } from '../../../src/domain/client/fapi_profile.js';

const GOOD = {
  fapi_profile: '2.0',
  client_id: 'partner',
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: [] },
  redirect_uris: ['https://partenaire.example.test/callback'],
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token'],
  id_token_signed_response_alg: 'ES256',
};
const problemOf = (changes: Record<string, unknown>) => fapiProblem(withFapiDefaults({ ...GOOD, ...changes }));

describe('clients of the FAPI 2.0 Security Profile (P8)', () => {
  test('P8 what the profile settles need not be said', () => {
    expect(problemOf({})).toBeUndefined();
    expect(withFapiDefaults(GOOD)).toMatchObject({
      require_pushed_authorization_requests: true,
      require_pkce: true,
      dpop_bound_access_tokens: true,
      token_endpoint_auth_signing_alg: 'ES256',
      request_object_signing_alg: 'ES256',
      response_modes: ['query', 'form_post'],
    });
  });

  test('P8 tokens are bound to a certificate in place of a DPoP key where that is said', () => {
    const byCertificate = {
      ...GOOD,
      token_endpoint_auth_method: 'tls_client_auth',
      jwks: undefined,
      tls_client_certificate_bound_access_tokens: true,
    };
    const filled = withFapiDefaults(byCertificate);
    expect(filled).not.toHaveProperty('dpop_bound_access_tokens');
    expect(filled).not.toHaveProperty('token_endpoint_auth_signing_alg');
    expect(fapiProblem(filled)).toBeUndefined();
  });

  test('P8 one algorithm said for assertions is that of request objects too', () => {
    expect(withFapiDefaults({ ...GOOD, token_endpoint_auth_signing_alg: 'PS256' })).toMatchObject({
      request_object_signing_alg: 'PS256',
    });
  });

  test.each([
    ['a profile that does not exist', { fapi_profile: '1.0' }],
    ['a secret to authenticate with', { token_endpoint_auth_method: 'client_secret_basic' }],
    ['a public client', { token_endpoint_auth_method: 'none' }],
    ['no method, whose default is a secret', { token_endpoint_auth_method: undefined }],
    ['a secret kept beside the key', { client_secret: 'a-secret' }],
    ['a native app', { application_type: 'native' }],
    ['requests that are not pushed', { require_pushed_authorization_requests: false }],
    ['no PKCE', { require_pkce: false }],
    ['bearer tokens', { dpop_bound_access_tokens: false }],
    ['two bindings', { dpop_bound_access_tokens: true, tls_client_certificate_bound_access_tokens: true }],
    ['implicit', { response_types: ['code', 'id_token'] }],
    ['answers in the fragment', { response_modes: ['fragment'] }],
    ['another grant type', { grant_types: ['urn:ietf:params:oauth:grant-type:device_code'] }],
    ['a redirect in clear', { redirect_uris: ['http://partenaire.example.test/callback'] }],
    ['a loopback redirect', { redirect_uris: ['http://127.0.0.1/callback'] }],
    ['RS256 assertions', { token_endpoint_auth_signing_alg: 'RS256' }],
    ['RS256 request objects', { request_object_signing_alg: 'RS256' }],
    ['RS256 ID Tokens', { id_token_signed_response_alg: 'RS256' }],
    ['RS256 userinfo', { userinfo_signed_response_alg: 'RS256' }],
  ])('P8 refused: %s', (_what, changes) => {
    expect(problemOf(changes)).toMatch(/^fapi_profile/);
  });

  test('P8 no other client is touched', () => {
    const other = { ...GOOD, fapi_profile: undefined, token_endpoint_auth_method: 'client_secret_basic' };
    expect(withFapiDefaults(other)).toBe(other);
    expect(fapiProblem(other)).toBeUndefined();
  });
});

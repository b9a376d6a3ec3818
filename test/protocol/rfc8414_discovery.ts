/** RFC 8414 and OpenID Connect Discovery: the document tells the truth, and all of it (P1). */
import { expect, test } from '@jest/globals';
import { openAgent } from '../harness/agent.js';
import { asserting, CLIENT_JWKS } from './keys.js';
import { basic, headerOf, type Json, machine, portal, type Stage, textOf } from './stage.js';

const TELEPHONE_CODE = 'urn:poterne:params:oauth:grant-type:telephone-code';
export const clients = [
  portal('discovering'),
  portal('discovering-rsa', { id_token_signed_response_alg: 'RS256' }),
  machine('discovering-key', {
    token_endpoint_auth_method: 'private_key_jwt',
    client_secret: undefined,
    jwks: CLIENT_JWKS,
  }),
];

const ADVERTISED_ENDPOINTS = [
  'authorization_endpoint',
  'backchannel_authentication_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
  'pushed_authorization_request_endpoint',
  'end_session_endpoint',
  'device_authorization_endpoint',
];

/** What oidc-provider could serve and this provider does not (yet): neither told nor there. */
const UNADVERTISED = {
  registration_endpoint: '/reg',
  challenge_endpoint: '/challenge',
};

export function specify(stage: Stage): void {
  const list = (name: string) => stage.metadata[name] as readonly string[];

  test('RFC 8414 §3 both well-known addresses answer with JSON that any origin may read', async () => {
    for (const name of ['openid-configuration', 'oauth-authorization-server']) {
      const answer = await stage.get(`${stage.issuer}/.well-known/${name}`, { origin: 'https://any.example.test' });
      expect(answer.body).toEqual(stage.metadata);
      expect(answer.headers.get('access-control-allow-origin')).toBe('https://any.example.test');
    }
  });

  test('RFC 8414 §3.3 issuer MUST be identical to the address the document was asked for, in each realm', async () => {
    for (const realm of ['allocataires', 'employeurs']) {
      const issuer = stage.poterne.issuer(realm);
      const { body } = await stage.get(`${issuer}/.well-known/openid-configuration`);
      expect(body['issuer']).toBe(issuer);
      for (const [name, value] of Object.entries(body))
        if (/_endpoint$|_uri$/.test(name)) expect([name, String(value).startsWith(`${issuer}/`)]).toEqual([name, true]);
    }
  });

  test('P1 every advertised endpoint is there, and no other is advertised', async () => {
    const told = Object.keys(stage.metadata).filter((name) => name.endsWith('_endpoint'));
    expect(told.sort()).toEqual([...ADVERTISED_ENDPOINTS].sort());
    for (const name of told) {
      const answer = await fetch(textOf(stage.metadata, name), {
        redirect: 'manual',
        method: /token|intro|revoc|push|backchannel|device/.test(name) ? 'POST' : 'GET',
      });
      expect([name, answer.status]).not.toEqual([name, 404]);
      expect(answer.status).toBeLessThan(500);
    }
  });

  test('P1 what is not advertised is not there', async () => {
    for (const [name, path] of Object.entries(UNADVERTISED)) {
      expect(stage.metadata[name]).toBeUndefined();
      for (const method of ['GET', 'POST'])
        expect((await fetch(`${stage.issuer}${path}`, { method })).status).toBe(404);
    }
  });

  test('P1 each advertised grant type is known to the token endpoint, and no other', async () => {
    expect([...list('grant_types_supported')].sort()).toEqual(
      [
        'authorization_code',
        'client_credentials',
        'refresh_token',
        TELEPHONE_CODE,
        'urn:openid:params:grant-type:ciba',
        'urn:ietf:params:oauth:grant-type:device_code',
      ].sort(),
    );
    const refused = async (grant_type: string) =>
      (await stage.post('token', { grant_type, code: 'x', refresh_token: 'x' }, basic('discovering'))).body['error'];
    expect(await refused('authorization_code')).not.toBe('unsupported_grant_type');
    expect(await refused('refresh_token')).not.toBe('unsupported_grant_type');
    // Known, and not this client's.
    expect(await refused('urn:openid:params:grant-type:ciba')).not.toBe('unsupported_grant_type');
    expect(await refused(TELEPHONE_CODE)).not.toBe('unsupported_grant_type');
    for (const grant of ['implicit', 'password', 'urn:ietf:params:oauth:grant-type:token-exchange'])
      expect(await refused(grant)).toBe('unsupported_grant_type');
  });

  test('P2 the advertised client authentication methods are those a client can be registered with', () => {
    expect([...list('token_endpoint_auth_methods_supported')].sort()).toEqual(
      ['client_secret_basic', 'client_secret_post', 'none', 'private_key_jwt', 'tls_client_auth'].sort(),
    );
  });

  test('P4 each advertised ID Token algorithm signs with a published key, ES256 by default', async () => {
    expect([...list('id_token_signing_alg_values_supported')].sort()).toEqual(['ES256', 'RS256']);
    const { body } = await stage.get(textOf(stage.metadata, 'jwks_uri'));
    const keys = body['keys'] as readonly Json[];
    for (const [client, alg] of [
      ['discovering', 'ES256'],
      ['discovering-rsa', 'RS256'],
    ] as const) {
      const header = headerOf(textOf(await stage.tokens(client), 'id_token'));
      expect(header['alg']).toBe(alg);
      expect(keys.find(({ kid }) => kid === header['kid'])).toMatchObject({ alg, use: 'sig' });
    }
  });

  test('P4 the published keys hold no private part', async () => {
    const { body } = await stage.get(textOf(stage.metadata, 'jwks_uri'));
    for (const key of body['keys'] as readonly Json[])
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(member);
  });

  test('P1 response types, modes, PKCE, subject types and prompts are those that work', async () => {
    expect(stage.metadata).toMatchObject({
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      subject_types_supported: ['pairwise'],
      request_parameter_supported: true,
      request_uri_parameter_supported: false,
      claims_parameter_supported: true,
      authorization_response_iss_parameter_supported: true,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      tls_client_certificate_bound_access_tokens: true,
    });
    for (const mode of list('response_modes_supported')) {
      const page = await stage.ask('discovering', { response_mode: mode });
      expect([mode, Boolean(page.left) || page.html.includes('name="code"')]).toEqual([mode, true]);
    }
    const other = await stage.ask('discovering', { response_mode: 'web_message' });
    expect(new URLSearchParams(other.left?.search).get('error') ?? other.status).not.toBe(200);
  });

  test('P1 each advertised acr can be asked for, and one that is not advertised cannot be reached', async () => {
    expect(list('acr_values_supported')).toContain('phr');
    expect(list('acr_values_supported')).not.toContain('eidas2');
    for (const acr of list('acr_values_supported')) {
      const page = await stage.ask('discovering', { acr_values: acr });
      // Whoever is signed in there has no passkey.
      const refused = acr === 'phr' ? 'unmet_authentication_requirements' : null;
      expect([acr, page.left?.searchParams.get('error') ?? null]).toEqual([acr, refused]);
    }
    const claims = JSON.stringify({ id_token: { acr: { essential: true, value: 'eidas2' } } });
    const page = await stage.ask('discovering', { claims });
    expect(page.left?.searchParams.get('error')).toBe('unmet_authentication_requirements');
  });

  test('P10 each advertised scope is accepted, and an unknown one is ignored or refused, never granted', async () => {
    for (const scope of list('scopes_supported').filter((name) => name !== 'openid')) {
      const page = await stage.ask('discovering', { scope: `openid ${scope}` });
      expect([scope, page.left?.searchParams.get('error') ?? null]).toEqual([scope, null]);
    }
    const answer = await stage.response('discovering', { scope: 'openid unheard-of' });
    const code = answer.get('code');
    if (code) expect((await stage.redeem('discovering', code)).body['scope']).toBe('openid');
    else expect(answer.get('error')).toBe('invalid_scope');
  });

  test('P2 the advertised assertion algorithms are checked: another one is refused', async () => {
    expect(list('token_endpoint_auth_signing_alg_values_supported')).toEqual(['ES256', 'RS256', 'PS256', 'Ed25519']);
    expect(list('dpop_signing_alg_values_supported')).toEqual(['ES256', 'PS256', 'Ed25519']);
    const fields = { grant_type: 'client_credentials', ...(await asserting('discovering-key', stage.issuer)) };
    expect((await stage.post('token', fields)).status).toBe(200);
  });

  test('OpenID Discovery §3 no algorithm none, and no symmetric one, anywhere', () => {
    for (const [name, values] of Object.entries(stage.metadata)) {
      if (!/alg_values/.test(name)) continue;
      for (const value of values as readonly string[])
        expect([name, value]).not.toEqual([name, expect.stringMatching(/^none$|^HS|^A\d|^dir$|^RSA1_5$/)]);
    }
  });

  test('S6 an unknown address below the issuer is a page, 404, and nothing is written', async () => {
    const page = await openAgent(stage.poterne.origin).get(`${stage.issuer}/nowhere`);
    expect(page.status).toBe(404);
    expect(page.headers.getSetCookie()).toEqual([]);
  });
}

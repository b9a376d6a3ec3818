/** Every door of a started Poterne, each with a request that goes in as deep as one can without ending anything. */
import type { ByteRequest, Pair } from './byte_request.js';

export type Door = Omit<ByteRequest, 'door' | 'framing'> & { readonly name: string };

const ALLOCATAIRES = '/allocataires';
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

const pairs = (fields: Readonly<Record<string, string>>): Pair[] =>
  Object.entries(fields).map(([name, value]) => ({ name, value }));
const basic = (client: string) =>
  `Basic ${Buffer.from(`${client}:k9-portal-secret-of-the-tests-only-0001`).toString('base64')}`;

const COMMON = { Host: '{{host}}', Accept: '*/*' };
const get = (
  name: string,
  path: string,
  query: Record<string, string> = {},
  headers: Record<string, string> = {},
): Door => ({
  name,
  method: 'GET',
  path,
  query: pairs(query),
  headers: pairs({ ...COMMON, Accept: 'text/html', ...headers }),
});
const post = (
  name: string,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Door => ({
  name,
  method: 'POST',
  path,
  query: [],
  headers: pairs({ ...COMMON, 'Content-Type': FORM, ...headers }),
  form: pairs(form),
});
const send = (
  name: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Door => ({
  name,
  method,
  path,
  query: [],
  headers: pairs({ ...COMMON, 'Content-Type': JSON_TYPE, ...headers }),
  body: JSON.stringify(body),
});

/** As a browser posts it; what it says was asked is `{}`. */
const PASSKEY_ANSWER = JSON.stringify({
  ...{ id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} },
  response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA', userHandle: 'AAAA' },
});

const PORTAL = 'http://localhost:9/callback';
const AUTHORIZATION = {
  client_id: 'caf',
  response_type: 'code',
  redirect_uri: PORTAL,
  scope: 'openid profile',
  state: 's',
  nonce: 'n',
  code_challenge: '{{challenge}}',
  code_challenge_method: 'S256',
};
const ASSERTION = {
  client_id: 'keyed',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: '{{signed:e30:e30}}',
};
const CERTIFICATE = {
  'X-SSL-Client-Cert': '{{certificate}}',
  'X-SSL-Client-Verify': 'SUCCESS',
  'X-Forwarded-For': '192.0.2.7',
};
const REGISTRATION = {
  client_name: 'Essai',
  redirect_uris: ['https://client.example.test/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'client_secret_basic',
  scope: 'openid',
};
const bearer = (name: string) => ({ Authorization: `Bearer {{${name}}}` });
const step = (stage: string, below: string, form: Record<string, string>): Door =>
  post(
    `step.${stage}.${below}`,
    `${ALLOCATAIRES}/interaction/{{${stage}_uid}}/${below}`,
    { csrf: `{{${stage}_csrf}}`, ...form },
    {
      Cookie: `{{${stage}_cookie}}`,
      Accept: 'text/html',
    },
  );
const shown = (stage: string, below = ''): Door =>
  get(
    `step.${stage}.show${below.replaceAll('/', '.')}`,
    `${ALLOCATAIRES}/interaction/{{${stage}_uid}}${below}`,
    {},
    {
      Cookie: `{{${stage}_cookie}}`,
      'Accept-Language': 'fr-FR,fr;q=0.9,en;q=0.8',
    },
  );

export const DOORS: readonly Door[] = [
  get('discovery', `${ALLOCATAIRES}/.well-known/openid-configuration`),
  get('jwks', `${ALLOCATAIRES}/jwks`),
  get('auth', `${ALLOCATAIRES}/auth`, AUTHORIZATION),
  get('auth.signed_in', `${ALLOCATAIRES}/auth`, { ...AUTHORIZATION, prompt: 'none' }, { Cookie: '{{session_cookie}}' }),
  get(
    'auth.everything',
    `${ALLOCATAIRES}/auth`,
    {
      ...AUTHORIZATION,
      prompt: 'login',
      max_age: '100',
      acr_values: 'two-step',
      ui_locales: 'fr en',
      login_hint: 'x',
      id_token_hint: '{{id_token}}',
      claims: '{"id_token":{"acr":{"essential":true,"values":["two-step"]}},"userinfo":{"email":null}}',
      response_mode: 'form_post',
      resource: 'urn:example:api',
      display: 'page',
    },
    { Cookie: '{{session_cookie}}' },
  ),
  get('auth.request_object', `${ALLOCATAIRES}/auth`, {
    client_id: 'keyed',
    response_type: 'code',
    scope: 'openid',
    request:
      '{{signed:eyJyZXNwb25zZV90eXBlIjoiY29kZSIsInNjb3BlIjoib3BlbmlkIiwicmVkaXJlY3RfdXJpIjoiaHR0cDovL2xvY2FsaG9zdDo5L2NhbGxiYWNrIn0:e30}}',
  }),
  get('auth.pushed', `${ALLOCATAIRES}/auth`, { client_id: 'caf', request_uri: '{{request_uri}}' }),
  get('auth.employers', '/employeurs/auth', { ...AUTHORIZATION, client_id: 'peps', login_hint: 'agent.mairie' }),
  post('auth.post', `${ALLOCATAIRES}/auth`, AUTHORIZATION, { Accept: 'text/html' }),
  get('auth.resume', `${ALLOCATAIRES}/auth/{{login_uid}}`, {}, { Cookie: '{{login_cookie}}' }),

  post(
    'token.code',
    `${ALLOCATAIRES}/token`,
    {
      grant_type: 'authorization_code',
      code: '{{code}}',
      redirect_uri: PORTAL,
      code_verifier: 'not-the-verifier-of-this-code-at-all-00000000',
    },
    { Authorization: basic('caf') },
  ),
  post(
    'token.refresh',
    `${ALLOCATAIRES}/token`,
    { grant_type: 'refresh_token', refresh_token: 'x{{refresh_token}}', scope: 'openid' },
    { Authorization: basic('caf') },
  ),
  post(
    'token.machine',
    `${ALLOCATAIRES}/token`,
    { grant_type: 'client_credentials', scope: 'openid', resource: 'urn:example:api' },
    { Authorization: basic('machine') },
  ),
  post('token.post', `${ALLOCATAIRES}/token`, {
    grant_type: 'client_credentials',
    client_id: 'machine',
    client_secret: 'k9-portal-secret-of-the-tests-only-0001',
  }),
  post('token.assertion', `${ALLOCATAIRES}/token`, { grant_type: 'client_credentials', ...ASSERTION }),
  post(
    'token.certificate',
    `${ALLOCATAIRES}/token`,
    { grant_type: 'client_credentials', client_id: 'tls' },
    CERTIFICATE,
  ),
  post(
    'token.dpop',
    `${ALLOCATAIRES}/token`,
    { grant_type: 'client_credentials' },
    { Authorization: basic('machine'), DPoP: '{{signed:e30:eyJ0eXAiOiJkcG9wK2p3dCJ9}}' },
  ),
  post(
    'token.unknown',
    `${ALLOCATAIRES}/token`,
    { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'x' },
    { Authorization: basic('caf') },
  ),
  get('userinfo', `${ALLOCATAIRES}/userinfo`, {}, bearer('access_token')),
  post('userinfo.post', `${ALLOCATAIRES}/userinfo`, { access_token: '{{access_token}}' }),
  get(
    'userinfo.dpop',
    `${ALLOCATAIRES}/userinfo`,
    {},
    { Authorization: 'DPoP {{access_token}}', DPoP: '{{signed:e30:eyJ0eXAiOiJkcG9wK2p3dCJ9}}' },
  ),
  post(
    'introspection',
    `${ALLOCATAIRES}/token/introspection`,
    { token: '{{access_token}}', token_type_hint: 'access_token' },
    { Authorization: basic('caf') },
  ),
  post(
    'revocation',
    `${ALLOCATAIRES}/token/revocation`,
    { token: 'x{{access_token}}', token_type_hint: 'access_token' },
    { Authorization: basic('caf') },
  ),
  post(
    'backchannel',
    `${ALLOCATAIRES}/backchannel`,
    {
      scope: 'openid profile',
      login_hint: '1234567',
      binding_message: '47 — Violette',
      acr_values: 'two-factor two-step',
      requested_expiry: '120',
      request_context: '{"adviser":"poste-1"}',
      claims: '{"id_token":{"acr":{"essential":true,"values":["two-step"]}}}',
    },
    { Authorization: basic('calls') },
  ),
  post(
    'token.ciba',
    `${ALLOCATAIRES}/token`,
    { grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: 'x{{access_token}}' },
    { Authorization: basic('calls') },
  ),
  post('par', `${ALLOCATAIRES}/request`, AUTHORIZATION, { Authorization: basic('caf') }),
  post('par.assertion', `${ALLOCATAIRES}/request`, { ...AUTHORIZATION, ...ASSERTION }),
  post('par.request_object', `${ALLOCATAIRES}/request`, {
    ...ASSERTION,
    request:
      '{{signed:eyJyZXNwb25zZV90eXBlIjoiY29kZSIsInNjb3BlIjoib3BlbmlkIiwicmVkaXJlY3RfdXJpIjoiaHR0cDovL2xvY2FsaG9zdDo5L2NhbGxiYWNrIn0:e30}}',
  }),

  send('registration', 'POST', `${ALLOCATAIRES}/reg`, REGISTRATION, bearer('initial_token')),
  get('registration.read', `${ALLOCATAIRES}/reg/{{client_id}}`, {}, bearer('client_token')),
  send(
    'registration.update',
    'PUT',
    `${ALLOCATAIRES}/reg/{{client_id}}`,
    { ...REGISTRATION, client_id: '{{client_id}}' },
    bearer('client_token'),
  ),

  get(
    'end_session',
    `${ALLOCATAIRES}/session/end`,
    {
      id_token_hint: '{{id_token}}',
      post_logout_redirect_uri: 'http://localhost:9/signed-out',
      state: 's',
      client_id: 'caf',
    },
    { Cookie: '{{session_cookie}}' },
  ),
  post('end_session.post', `${ALLOCATAIRES}/session/end`, { client_id: 'caf' }, { Cookie: '{{session_cookie}}' }),
  post(
    'end_session.confirm',
    `${ALLOCATAIRES}/session/end/confirm`,
    { xsrf: '{{logout_xsrf}}' },
    { Cookie: '{{logout_cookie}}' },
  ),
  get('end_session.success', `${ALLOCATAIRES}/session/end/success`, { client_id: 'caf' }),

  shown('login'),
  step('login', 'login', { identifier: '2840588321099', password: '10000001' }),
  step('login', 'consent', { decision: 'deny' }),
  step('login', 'passkey/options', {}),
  step('login', 'passkey', { passkey: PASSKEY_ANSWER }),
  shown('code', ''),
  shown('code', '/one_time_code/channels'),
  step('code', 'one_time_code/send', { contact: 'email.x' }),
  step('code', 'change_password', { new_password: '48291706', repeated_password: '48291706' }),
  step('code', 'change_password/later', {}),
  step('sent', 'one_time_code/resend', {}),
  step('sent', 'one_time_code/verify', { code: '000000' }),
  shown('sent'),
  shown('consent'),
  step('consent', 'consent', { decision: 'x{{nothing}}' }),
  shown('login', '/nowhere/at/all'),
  get('step.expired', `${ALLOCATAIRES}/interaction/{{expired_uid}}`, { lang: 'en' }, { Cookie: '{{login_cookie}}' }),

  get('about', `${ALLOCATAIRES}/about/privacy`, { lang: 'en' }, { Cookie: 'poterne.language=fr' }),
  get('asset', '{{asset}}'),
  get('healthz', '/healthz'),
  get('readyz', '/readyz'),
  get('unknown', '/unknown/path', { a: 'b' }),
  get('unknown.realm', `${ALLOCATAIRES}/unknown`),
  { ...get('raw', '/'), bytes: 'GET / HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n' },
];

/** Beginnings of addresses that a redirect may lead to besides our own. */
export const PORTALS = [
  PORTAL,
  'http://localhost:9/signed-out',
  'http://localhost:9',
  'fr.example.app:/callback',
  'https://client.example.test/callback',
] as const;

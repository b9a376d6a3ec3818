/** What is done to a good request: a list of small wrongs, of which fast-check finds the few that matter. */
import fc from 'fast-check';
import { OWN_METADATA_NAMES } from '../../src/oidc/client/client_metadata.js';
import { type ByteRequest, FRAMINGS, type Pair } from './byte_request.js';
import type { Door } from './doors.js';
import { MARKUP, nastyBody, nastyHeader, nastyValue, signedJwt } from './nasty_values.js';
import { repeated } from './placeholders.js';

type Mutation =
  | {
      readonly do: 'set' | 'add';
      readonly where: Where;
      readonly at: number;
      readonly value: string;
      readonly raw: boolean;
    }
  | { readonly do: 'drop' | 'twice'; readonly where: Where; readonly at: number }
  | { readonly do: 'rename'; readonly where: Where; readonly at: number; readonly suffix: string }
  | {
      readonly do: 'stranger';
      readonly where: 'query' | 'form';
      readonly name: string;
      readonly value: string;
      readonly raw: boolean;
    }
  | { readonly do: 'header'; readonly name: string; readonly value: string }
  | { readonly do: 'member'; readonly name: string; readonly value: unknown }
  | { readonly do: 'method' | 'path' | 'path_after' | 'body' | 'bytes'; readonly value: string }
  | { readonly do: 'framing'; readonly value: ByteRequest['framing'] };
type Where = 'query' | 'form' | 'headers';

const PARAMETERS = [
  'client_id',
  'response_type',
  'response_mode',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'prompt',
  'max_age',
  'acr_values',
  'claims',
  'ui_locales',
  'claims_locales',
  'login_hint',
  'id_token_hint',
  'request',
  'request_uri',
  'registration',
  'resource',
  'audience',
  'dpop_jkt',
  'code_challenge',
  'code_challenge_method',
  'grant_type',
  'code',
  'code_verifier',
  'refresh_token',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'token',
  'token_type_hint',
  'access_token',
  'post_logout_redirect_uri',
  'logout_hint',
  'xsrf',
  'logout',
  'csrf',
  'identifier',
  'password',
  'contact',
  'code',
  'decision',
  'lang',
  'device_code',
  'user_code',
  '__proto__',
  'constructor',
  'toString',
  '',
  'a',
  'web_message_uri',
  'display',
] as const;
const HEADERS = [
  'Host',
  'Authorization',
  'DPoP',
  'Cookie',
  'Content-Type',
  'Content-Encoding',
  'Accept',
  'Accept-Language',
  'Accept-Encoding',
  'Origin',
  'Referer',
  'User-Agent',
  'Sec-Fetch-Site',
  'X-SSL-Client-Cert',
  'X-SSL-Client-Verify',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Real-IP',
  'Forwarded',
  'If-None-Match',
  'If-Modified-Since',
  'Range',
  'Expect',
  'Upgrade',
  'Connection',
  'Transfer-Encoding',
  'Content-Length',
  'X-HTTP-Method-Override',
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
  'X-Correlation-Id',
  '__proto__',
] as const;
const HEADER_VALUES = [
  'text/html',
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded; charset=utf-16',
  'application/x-www-form-urlencoded; charset=latin1',
  'application/x-www-form-urlencoded;',
  'application/jwt',
  'x/y;q=<fuzz7q>',
  '*',
  'gzip',
  'deflate, gzip, br',
  'same-origin',
  'cross-site',
  'null',
  'https://evil.example.test',
  'http://{{host}}',
  'evil.example.test',
  'localhost',
  'Bearer',
  'Bearer ',
  'bearer {{access_token}}',
  'Bearer {{access_token}}, Bearer x',
  'DPoP {{access_token}}',
  'Basic',
  'Basic %%%',
  `Basic ${Buffer.from('caf').toString('base64')}`,
  `Basic ${Buffer.from('%zz:%').toString('base64')}`,
  `Basic ${Buffer.from('\0:\0').toString('base64')}`,
  `Basic ${Buffer.from(`${MARKUP}:x`).toString('base64')}`,
  `Basic ${Buffer.from('__proto__:x').toString('base64')}`,
  'Digest x',
  'Negotiate',
  '127.0.0.1',
  '::1, ::ffff:1.2.3.4',
  '999.1.1.1',
  'for="[::1]:x"',
  'https',
  'wss',
  '-1',
  '65536',
  'bytes=0-1',
  'bytes=9-1',
  '100-continue',
  'x',
  'websocket',
  'h2c',
  'keep-alive',
  'chunked',
  'identity',
  'DELETE',
  '{{login_cookie}}',
  '{{code_cookie}}',
  '{{session_cookie}}',
  '{{login_cookie}}; {{code_cookie}}',
  '{{session_cookie}}x',
  'poterne.allocataires.session=x; poterne.allocataires.session.sig=x',
  'poterne.allocataires.interaction={{login_uid}}',
  'poterne.allocataires.session=%00; a',
  'poterne.allocataires.device=\xff',
  `poterne.language=${MARKUP}`,
  '=;=;;',
  'poterne.allocataires.session="',
  '{{certificate}}',
  '-----BEGIN CERTIFICATE-----',
  '%2D%2D%zz',
  '-----BEGIN%20CERTIFICATE-----%0AAAAA%0A-----END%20CERTIFICATE-----%0A',
  'SUCCESS',
  'NONE',
  'FAILED:x',
  repeated('q', 12_000),
] as const;
const SUFFIXES = ['[]', '[0]', '[a][b]', '[__proto__]', '.x', '%00', '\0', ' ', '\xff'] as const;
const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'HEAD',
  'TRACE',
  'PROPFIND',
  'CONNECT',
  'QUERY',
  'get',
  'FOO',
  'PRI',
  'M-SEARCH',
  '',
] as const;
const PATHS = [
  '*',
  '//',
  '//evil.example.test/',
  '///',
  '/\\evil.example.test',
  '/%',
  '/%00',
  '/%2e%2e/',
  '/allocataires',
  '/allocataires/',
  '/allocataires//auth',
  '/ALLOCATAIRES/auth',
  '/allocataires/auth/',
  '/allocataires/../employeurs/auth',
  '/allocataires/interaction/',
  '/allocataires/interaction/x',
  '/allocataires/interaction/{{code_uid}}',
  '/allocataires/interaction/{{login_uid}}/cancel',
  '/allocataires/interaction/%E9',
  '/allocataires/interaction/__proto__',
  '/allocataires/auth/x',
  '/allocataires/auth/%00',
  '/allocataires/reg/x',
  '/allocataires/reg/%00',
  '/allocataires/reg/%zz',
  '/allocataires/token/x',
  '/allocataires/session/end/success',
  '/allocataires/.well-known/openid-configuration',
  '/allocataires/device',
  'http://evil.example.test/allocataires/auth',
  'http://{{host}}/allocataires/jwks',
  '/allocataires/about/constructor',
  '/allocataires/about/',
  '/employeurs/interaction/{{login_uid}}',
  '/healthz/',
  '/assets/../x',
  '/favicon.ico',
  '?',
  '',
  'x:y',
  '/[',
  '//[',
  '/allocataires/auth?client_id=caf&client_id=caf#x',
  'http://[/',
] as const;
const BYTES = [
  '',
  '\0',
  '\r\n\r\n',
  'GET\r\n\r\n',
  'GET /\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
  'GET /healthz HTTP/1.0\r\nHost: {{host}}\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'GET / HTTP/1.1\r\nHost: {{host}}\r\nX\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: {{host}}\r\nHost: {{host}}\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost : {{host}}\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: {{host}}\r\n a: b\r\n\r\n',
  'POST /allocataires/token HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: -1\r\n\r\n',
  'POST /allocataires/token HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc',
  'POST /allocataires/token HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: 99999999999999999999\r\n\r\n',
  'POST /allocataires/token HTTP/1.1\r\nHost: {{host}}\r\nTransfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n0\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n',
  'GET //[ HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n',
  'GET http:// HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n',
  `GET / HTTP/1.1\r\nHost: {{host}}\r\n${repeated('a: b\r\n', 3_000)}Connection: close\r\n\r\n`,
  `GET /${repeated('a', 20_000)} HTTP/1.1\r\nHost: {{host}}\r\n\r\n`,
  'GET / HTTP/1.1\r\nHost: {{host}}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\nHost: {{host}}\nConnection: close\n\n',
  'GET\t/\tHTTP/1.1\r\nHost: {{host}}\r\n\r\n',
  '{"a":1}',
] as const;
/** Metadata that a client registers (RFC 7591), ours among them. */
const MEMBERS = [
  'redirect_uris',
  'grant_types',
  'response_types',
  'client_name',
  'client_uri',
  'logo_uri',
  'scope',
  'contacts',
  'tos_uri',
  'jwks',
  'jwks_uri',
  'software_statement',
  'token_endpoint_auth_method',
  'application_type',
  'subject_type',
  'sector_identifier_uri',
  'id_token_signed_response_alg',
  'id_token_encrypted_response_alg',
  'userinfo_signed_response_alg',
  'request_object_signing_alg',
  'default_max_age',
  'require_auth_time',
  'default_acr_values',
  'initiate_login_uri',
  'post_logout_redirect_uris',
  'backchannel_logout_uri',
  'tls_client_auth_subject_dn',
  'tls_client_certificate_bound_access_tokens',
  'dpop_bound_access_tokens',
  'client_id',
  'client_secret',
  ...OWN_METADATA_NAMES,
  '__proto__',
  'constructor',
  'introspection_signed_response_alg',
  'require_pushed_authorization_requests',
] as const;

const where = fc.constantFrom<Where>('query', 'form', 'headers');
const at = fc.nat(12);
const raw = fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const member = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    '\0',
    ['\0'],
    [null],
    [{}],
    'a'.repeat(20_000),
    ['https://x'],
    ['http://\0'],
    ['javascript:alert(1)'],
    'javascript:alert(1)',
    MARKUP,
    [MARKUP],
    -1,
    1e300,
    '\ud800',
    ['\ud800'],
    { keys: [{}] },
    { keys: [{ kty: 'EC', crv: 'P-256' }] },
    { keys: [null] },
    { keys: 'x' },
    ['implicit'],
    'none',
    'private_key_jwt',
    'tls_client_auth',
    'HS256',
    'native',
    'https://127.0.0.1:1/x',
    Array.from({ length: 2_000 }, () => 'https://x.example.test/'),
  ),
);

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom<'set' | 'add'>('set', 'set', 'add'),
      where,
      at,
      value: nastyValue,
      raw,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant<'set'>('set'), where, at, value: signedJwt, raw }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom<'drop' | 'twice'>('drop', 'twice'), where, at }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant<'rename'>('rename'), where, at, suffix: fc.constantFrom(...SUFFIXES) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant<'stranger'>('stranger'),
      where: fc.constantFrom<'query' | 'form'>('query', 'form'),
      name: fc.constantFrom(...PARAMETERS),
      value: nastyValue,
      raw,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant<'header'>('header'),
      name: fc.constantFrom(...HEADERS),
      value: fc.oneof(fc.constantFrom(...HEADER_VALUES), nastyHeader),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant<'member'>('member'), name: fc.constantFrom(...MEMBERS), value: member }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant<'method'>('method'), value: fc.constantFrom(...METHODS) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant<'path'>('path'),
      value: fc.oneof(
        fc.constantFrom(...PATHS),
        nastyValue.map((value) => `/${value}`),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant<'path_after'>('path_after'), value: nastyValue }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant<'body'>('body'), value: nastyBody }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant<'framing'>('framing'), value: fc.constantFrom(...FRAMINGS) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant<'bytes'>('bytes'), value: fc.oneof(fc.constantFrom(...BYTES), nastyValue) }),
  },
);

/** The door's request after all that was done to it. */
export function mutated(door: Door, mutations: readonly Mutation[]): ByteRequest {
  const { name, ...request } = door;
  return mutations.reduce(apply, { ...request, door: name, framing: 'length' });
}

function apply(request: ByteRequest, mutation: Mutation): ByteRequest {
  switch (mutation.do) {
    case 'method':
      return { ...request, method: mutation.value };
    case 'path':
      return { ...request, path: mutation.value };
    case 'path_after':
      return { ...request, path: `${request.path}${mutation.value}` };
    case 'body':
      return { ...request, body: mutation.value };
    case 'bytes':
      return request.bytes === undefined ? request : { ...request, bytes: mutation.value };
    case 'framing':
      return { ...request, framing: mutation.value };
    case 'member':
      return request.body?.startsWith('{"')
        ? { ...request, body: withMember(request.body, mutation.name, mutation.value) }
        : request;
    case 'header':
      return {
        ...request,
        headers: [
          ...request.headers.filter(({ name }) => name !== mutation.name),
          { name: mutation.name, value: mutation.value },
        ],
      };
    case 'stranger':
      return changed(request, mutation.where, (list) => [
        ...list,
        { name: mutation.name, value: mutation.value, raw: mutation.raw },
      ]);
    default:
      return changed(request, mutation.where, (list) => moved(list, mutation));
  }
}

function changed(request: ByteRequest, where: Where, change: (list: readonly Pair[]) => readonly Pair[]): ByteRequest {
  const list = request[where];
  return list ? { ...request, [where]: change(list) } : request;
}

function moved(list: readonly Pair[], mutation: Extract<Mutation, { where: Where; at: number }>): readonly Pair[] {
  const index = list.length === 0 ? 0 : mutation.at % list.length;
  const pair = list[index];
  if (!pair) return list;
  const replace = (...others: readonly Pair[]) => list.toSpliced(index, 1, ...others);
  switch (mutation.do) {
    case 'set':
      return replace({ name: pair.name, value: mutation.value, raw: mutation.raw });
    case 'add':
      return replace(pair, { name: pair.name, value: mutation.value, raw: mutation.raw });
    case 'twice':
      return replace(pair, pair);
    case 'drop':
      return replace();
    case 'rename':
      return replace({ ...pair, name: `${pair.name}${mutation.suffix}` });
  }
}

/** Written by hand: `__proto__` must stay a member. */
function withMember(body: string, name: string, value: unknown): string {
  const text = Buffer.from(JSON.stringify(value) ?? 'null').toString('latin1');
  return `${body.slice(0, -1)},${JSON.stringify(name)}:${text}}`;
}

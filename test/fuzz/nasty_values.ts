/** Values that break things: what a parameter, a header or a body may hold at worst. One character is one byte. */
import fc from 'fast-check';
import { repeated, signed } from './placeholders.js';

/** Markup and a header that no answer may carry as they are. */
export const MARKUP = '<fuzz7q a="b">\'"';
export const INJECTED_HEADER = 'x-fuzz-injected';

const utf8 = (text: string) => Buffer.from(text).toString('latin1');
const utf16 = (text: string) => Buffer.from(text, 'utf16le').toString('latin1');
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (header: unknown, claims: unknown, signature = '') => `${part(header)}.${part(claims)}.${signature}`;

const FIXED = [
  '', ' ', '\t', '\0', 'a\0b', `\r\n${INJECTED_HEADER}: 1`, `x\r\n\r\n<html>${MARKUP}`, '\n', MARKUP, `"><fuzz7q>`,
  `javascript:alert(1)//<fuzz7q>`, `&lt;fuzz7q&gt;`, '\xff\xfe', '\xc3\x28', '\xed\xa0\x80', '\xf0\x28\x8c\xbc', '\xe9', '\xc0\xaf',
  utf8('é\u{1d518}\u{1f642}\u202e\u200d\ufeff'), utf8('\uff11\uff12\uff13'), utf8('\u0130'), utf16('openid'), `\xfe\xff${utf16('a')}`,
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'undefined', 'null', 'true', '[object Object]',
  '-1', '0', '00', '-0', '1e309', '1e-7', '0x10', '1.5', 'NaN', 'Infinity', '-Infinity', '99999999999999999999', '-99999999999999999999',
  '9007199254740993', '2147483648', '-2147483649', '8640000000000001',
  '[]', '{}', '""', '{', '[{}]', '{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}',
  '{"id_token":{"acr":{"essential":true,"values":[{}]}}}', '{"id_token":{"acr":null,"sub":{"value":{}}}}', '{"userinfo":[],"id_token":1}',
  '{"id_token":{"acr":{"essential":"x","value":1}}}', '{"id_token":{"__proto__":null}}', '{"id_token":{"max_age":{"value":-1},"auth_time":{"essential":1}}}',
  '{{nested:5000}}', '{{nested_object:3000}}', '{"id_token":{{nested_object:2000}}}', '{"id_token":{"acr":{{nested:50000}}}}',
  repeated('A', 300), repeated('A', 5_000), repeated('A', 20_000), repeated('openid ', 1_500), repeated('%', 2_000), repeated(utf8('é'), 4_000),
  repeated('\0', 100), repeated('{"a":', 2_000), repeated('a b ', 3_000),
  '%', '%00', '%zz', '%c0%ae', '%E9', '%2500', '%0d%0a', '+', '&', '=', ';', '?', '#', '//', '/../', '..%2f..%2f', '\\',
  "' OR 1=1--", "\\'; DROP TABLE account;--", '${7*7}', '{{7*7}}', '$where', '*', '(|(a=*))', 'a'.repeat(64),
  'http://', 'https://[::1', 'http://localhost:9/callback#x', 'http://localhost:9/callback?a=b', 'http://user:pass@localhost:9/callback',
  'http://127.0.0.1:1/', 'https://169.254.169.254/', 'file:///etc/passwd', 'data:text/html,x', 'urn:ietf:params:oauth:request_uri:x',
  'urn:ietf:params:oauth:request_uri:', 'urn:ietf:params:oauth:request_uri:{{uid}}', '2026-13-45', '{{uid}}', '{{access_token}}', '{{code}}', '{{refresh_token}}', '{{id_token}}', '{{expired_uid}}',
  '{{client_token}}', '{{request_uri}}', 'caf', 'third', 'peps', 'keyed', 'app', 'machine', 'tls',
  jwt({ alg: 'none' }, { iss: 'keyed', aud: 'x' }), jwt({ alg: 'HS256' }, {}, 'AAAA'), jwt({ alg: 'ES256', kid: '../../x' }, {}, 'AAAA'),
  jwt({ alg: 'ES256', b64: false, crit: ['b64'] }, {}, 'AA'), jwt({ alg: {} }, [], 'AA'), jwt(null, null), jwt([], 'x', '..'), jwt({ alg: 'ES256' }, { iss: {}, sub: [], exp: 'x' }, 'AA'),
  jwt({ alg: 'ES256', jwk: { kty: 'EC' }, typ: 'dpop+jwt' }, { htm: 'POST' }, 'AA'), jwt({ alg: 'RS256', typ: 'dpop+jwt', jwk: null }, {}, 'AA'),
  jwt({ alg: 'dir', enc: 'A256GCM' }, {}, 'a.b'), 'e30.e30.', '..', '....', 'a.b.c', `${part({ alg: 'ES256' })}.${repeated('e', 8_000)}.AA`,
  jwt({ alg: 'ES256' }, { request: jwt({ alg: 'none' }, { request: 'x' }) }, 'AA'),
] as const;

/** JSON that a JWT's claims may be, signed with the key that the client `keyed` has registered. */
const CLAIMS = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'client_id', 'redirect_uri', 'response_type', 'scope', 'max_age', 'claims', 'acr_values', 'prompt', 'request', 'request_uri', 'registration', 'code_challenge', 'htm', 'htu', 'ath', 'nonce', 'resource', 'ui_locales', 'login_hint', '__proto__', 'state', 'response_mode', 'id_token_hint'] as const;
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1e20, 1.5, '', '\0', MARKUP, [], {}, [[]], ['x', 'y'], { a: { b: {} } }, 'keyed', 'code', 'openid', 'login', 'none', 'http://localhost:9/callback', '\ud800', 'a'.repeat(3_000)),
  fc.jsonValue({ maxDepth: 3 }),
);
const claims = fc.dictionary(fc.constantFrom(...CLAIMS), odd, { maxKeys: 4 });
const HEADERS = ['alg', 'kid', 'typ', 'jwk', 'crit', 'x5c', 'cty'] as const;
export const signedJwt = fc
  .tuple(claims, fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, fc.dictionary(fc.constantFrom(...HEADERS), odd, { maxKeys: 2 })))
  .map(([changes, header]) => signed(changes, header));

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array).toString('latin1'));
const unicode = fc.string({ unit: 'grapheme', maxLength: 20 }).map(utf8);
const json = fc.json({ maxDepth: 4 }).map(utf8);
const number = fc.oneof(fc.integer(), fc.double()).map(String);

export const nastyValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...FIXED) },
  { weight: 2, arbitrary: bytes },
  { weight: 2, arbitrary: unicode },
  { weight: 1, arbitrary: json },
  { weight: 1, arbitrary: number },
  { weight: 2, arbitrary: signedJwt },
);

/** What a header may hold: now and then what HTTP forbids, which the server's parser must refuse by itself. */
export const nastyHeader: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: nastyValue.map((value) => value.replace(/[\0\r\n]/g, '')) },
  { weight: 1, arbitrary: nastyValue },
  { weight: 1, arbitrary: fc.constantFrom(repeated('A', 9_000), repeated('a=b; ', 2_500), repeated('fr;q=0.', 900), repeated('1.2.3.4,', 900)) },
);

export const nastyBody: fc.Arbitrary<string> = fc.oneof(
  nastyValue,
  fc.constantFrom(
    repeated('a=b&', 30_000), repeated('A', 200_000), repeated('\0', 70_000), 'a=%', 'a=%E9&b=%ff', '=&=&=', '&&&&', 'a=1&a=2', 'csrf={{login_csrf}}&identifier=%00&password=x',
    'grant_type=authorization_code&grant_type=refresh_token', '{"grant_type":"client_credentials"}', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    '--x\r\nContent-Disposition: form-data; name="grant_type"\r\n\r\nclient_credentials\r\n--x--\r\n', `--x\r\nContent-Disposition: form-data; name="a"; filename="${MARKUP}"\r\n\r\n`,
    'a[__proto__][x]=1', '__proto__=1&constructor=2', '{"redirect_uris":{{nested:3000}}}',
  ),
);

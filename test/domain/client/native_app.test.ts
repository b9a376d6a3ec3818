import { describe, expect, test } from '@jest/globals';
import { nativeAppProblem } from '../../../src/domain/client/native_app.js';

const APP = {
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  dpop_bound_access_tokens: true,
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: ['fr.example.app:/callback'],
};
const problemOf = (changes: Record<string, unknown>) => nativeAppProblem({ ...APP, ...changes });

describe('native apps as clients (P2, P5)', () => {
  test.each([
    'https://portail.example.test/app',
    'fr.example.app:/callback',
    'http://127.0.0.1/callback',
    'http://[::1]/',
  ])('RFC 8252 §7 an app may be answered at %s', (uri) => {
    expect(problemOf({ redirect_uris: [uri], post_logout_redirect_uris: [uri] })).toBeUndefined();
  });

  test.each([
    'moncompte:/callback',
    'app://callback',
    'fr.:/callback',
    'http://localhost/callback',
    'http://portail.example.test/callback',
    'http://127.0.0.1.example.test/callback',
  ])('RFC 8252 §7.1, §8.3, §8.4 never at %s, after a sign-out either', (uri) => {
    expect(problemOf({ redirect_uris: ['https://portail.example.test/app', uri] })).toMatch(/^redirect_uris: /);
    expect(problemOf({ post_logout_redirect_uris: [uri] })).toMatch(/^post_logout_redirect_uris: /);
  });

  test('P5 one that stays signed in has a key: without, no refresh token', () => {
    expect(problemOf({ dpop_bound_access_tokens: undefined })).toMatch(/dpop_bound_access_tokens/);
    expect(problemOf({ dpop_bound_access_tokens: undefined, grant_types: ['authorization_code'] })).toBeUndefined();
  });

  test('P2 a public app has no secret to lose, and always PKCE', () => {
    expect(problemOf({ client_secret: 'in-every-phone' })).toMatch(/client_secret/);
    expect(problemOf({ require_pkce: false })).toMatch(/require_pkce/);
  });

  test('P2 other clients are not judged by these rules', () => {
    expect(nativeAppProblem({ ...APP, application_type: 'web', redirect_uris: ['http://localhost/'] })).toBeUndefined();
    expect(nativeAppProblem({ redirect_uris: 'nonsense', application_type: 'native' })).toBeUndefined();
  });
});

/** RFC 8705, mutual TLS: the certificate as a trusted proxy reports it (P2, S6). */
import { createHash, X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { OTHER_CERTIFICATE, PORTAL_CERTIFICATE, PORTAL_SUBJECT } from './certificates.js';
import { basic, bearer, type Fields, headerOf, machine, payloadOf, portal, type Stage, textOf } from './stage.js';

const API = 'https://mtls.api.example.test';
const BY_CERTIFICATE = { token_endpoint_auth_method: 'tls_client_auth', client_secret: undefined };
export const clients = [
  machine('mtls-subject', { ...BY_CERTIFICATE, tls_client_auth_subject_dn: PORTAL_SUBJECT }),
  machine('mtls-dns', { ...BY_CERTIFICATE, tls_client_auth_san_dns: 'portail.example.test' }),
  machine('mtls-uri', { ...BY_CERTIFICATE, tls_client_auth_san_uri: 'https://portail.example.test/client' }),
  portal('mtls-bound', { tls_client_certificate_bound_access_tokens: true, resources: [API] }),
];

export function certificateHeaders(pem: string, verify = 'SUCCESS'): Fields {
  return { 'x-ssl-client-cert': encodeURIComponent(pem), 'x-ssl-client-verify': verify };
}

const THUMBPRINT = createHash('sha256').update(new X509Certificate(PORTAL_CERTIFICATE).raw).digest('base64url');

/** @param stage its loopback is a trusted proxy */
export function specify(stage: Stage): void {
  const grant = (client_id: string, headers: Fields) =>
    stage.post('token', { grant_type: 'client_credentials', client_id }, headers);

  test.each(['mtls-subject', 'mtls-dns', 'mtls-uri'])(
    '§2.1.2 a certificate that names the client as registered authenticates it: %s',
    async (client) => {
      expect((await grant(client, certificateHeaders(PORTAL_CERTIFICATE))).status).toBe(200);
    },
  );

  test('§2.1 another certificate, none, or one the proxy did not verify is invalid_client', async () => {
    for (const client of ['mtls-subject', 'mtls-dns', 'mtls-uri']) {
      for (const headers of [
        certificateHeaders(OTHER_CERTIFICATE),
        {},
        certificateHeaders(PORTAL_CERTIFICATE, 'FAILED'),
        certificateHeaders('not a certificate'),
      ]) {
        const answer = await grant(client, headers);
        expect([answer.status, answer.body['error']]).toEqual([401, 'invalid_client']);
      }
    }
  });

  test('§3 tokens of a client that asks for it are bound to its certificate', async () => {
    const headers = { ...basic('mtls-bound'), ...certificateHeaders(PORTAL_CERTIFICATE) };
    const code = await stage.code('mtls-bound');
    const tokens = (await stage.redeem('mtls-bound', code, {}, headers)).body;
    const access = textOf(tokens, 'access_token');
    const told = await stage.post('introspection', { token: access }, basic('mtls-bound'));
    expect(told.body).toMatchObject({ active: true, cnf: { 'x5t#S256': THUMBPRINT } });
    const userinfo = (certificate: Fields) =>
      stage.get(stage.endpoint('userinfo'), { ...bearer(access), ...certificate });
    expect((await userinfo(certificateHeaders(PORTAL_CERTIFICATE))).status).toBe(200);
    for (const other of [{}, certificateHeaders(OTHER_CERTIFICATE)]) {
      expect((await userinfo(other)).body['error']).toBe('invalid_token');
    }
  });

  test('§3.1 a JWT access token carries the thumbprint in cnf', async () => {
    const headers = { ...basic('mtls-bound'), ...certificateHeaders(PORTAL_CERTIFICATE) };
    const code = await stage.code('mtls-bound', { resource: API });
    const token = textOf((await stage.redeem('mtls-bound', code, { resource: API }, headers)).body, 'access_token');
    expect(headerOf(token)['typ']).toBe('at+jwt');
    expect(payloadOf(token)['cnf']).toEqual({ 'x5t#S256': THUMBPRINT });
  });

  test('§3 a code of such a client without certificate gives nothing', async () => {
    const answer = await stage.redeem('mtls-bound', await stage.code('mtls-bound'));
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
  });
}

/** @param stage it trusts no proxy */
export function specifyWithoutProxy(stage: Stage): void {
  test('S6 certificate headers of a stranger are not believed', async () => {
    const fields = { grant_type: 'client_credentials', client_id: 'mtls-subject' };
    const answer = await stage.post('token', fields, certificateHeaders(PORTAL_CERTIFICATE));
    expect([answer.status, answer.body['error']]).toEqual([401, 'invalid_client']);
  });
}

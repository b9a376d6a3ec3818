/** RFC 8707, Resource Indicators: one token, one API, and only those a client is registered for. */
import { expect, test } from '@jest/globals';
import { basic, bearer, CHALLENGE, machine, payloadOf, portal, type Stage, textOf } from './stage.js';

const DOSSIER = 'https://dossier.api.example.test';
const PAYMENTS = 'https://payments.api.example.test';
export const resources = [
  { realm: 'allocataires', resource: DOSSIER, sector: 'dossier', scope: 'read write' },
  { realm: 'allocataires', resource: PAYMENTS, scope: 'pay' },
];
export const clients = [
  portal('indicating', { resources: [DOSSIER, PAYMENTS] }),
  portal('indicating-third', { resources: [DOSSIER], first_party: false }),
  portal('indicating-none'),
  machine('indicating-machine', { resources: [DOSSIER] }),
];

export function specify(stage: Stage): void {
  test('§2.1 a token is for the resource that was asked, and has the scopes it knows only', async () => {
    const code = await stage.code('indicating', { resource: DOSSIER, scope: 'openid read pay' });
    const { body } = await stage.redeem('indicating', code, { resource: DOSSIER });
    expect(payloadOf(textOf(body, 'access_token'))).toMatchObject({ aud: DOSSIER, scope: 'read' });
  });

  test('§2.2 of two granted resources, each token request names one', async () => {
    const parameters = new URLSearchParams({ resource: DOSSIER });
    parameters.append('resource', PAYMENTS);
    const address = `${stage.endpoint('authorization')}?client_id=indicating&response_type=code&scope=openid+read+pay&redirect_uri=http%3A%2F%2Flocalhost%3A9%2Fcallback&code_challenge_method=S256&code_challenge=${CHALLENGE}&${parameters}`;
    const code = (await stage.claire.get(address)).left?.searchParams.get('code') ?? '';
    const first = (await stage.redeem('indicating', code, { resource: DOSSIER })).body;
    expect(payloadOf(textOf(first, 'access_token'))).toMatchObject({ aud: DOSSIER, scope: 'read' });
    const fields = { grant_type: 'refresh_token', refresh_token: textOf(first, 'refresh_token'), resource: PAYMENTS };
    const second = (await stage.post('token', fields, basic('indicating'))).body;
    expect(payloadOf(textOf(second, 'access_token'))).toMatchObject({ aud: PAYMENTS, scope: 'pay' });
  });

  test('§2 a resource that the client may not use, is unknown, relative or has a fragment is invalid_target', async () => {
    expect((await stage.response('indicating-none', { resource: DOSSIER })).get('error')).toBe('invalid_target');
    for (const resource of ['https://unknown.example.test', '/relative', `${DOSSIER}#part`]) {
      expect((await stage.response('indicating', { resource })).get('error')).toBe('invalid_target');
    }
    const code = await stage.code('indicating', { resource: DOSSIER, scope: 'openid read' });
    expect((await stage.redeem('indicating', code, { resource: PAYMENTS })).body['error']).toBe('invalid_target');
  });

  test('§2 without a resource the token is for the userinfo endpoint, and one for an API is not', async () => {
    const code = await stage.code('indicating', { resource: DOSSIER, scope: 'openid read' });
    const api = textOf((await stage.redeem('indicating', code, { resource: DOSSIER })).body, 'access_token');
    expect((await stage.get(stage.endpoint('userinfo'), bearer(api))).status).toBe(401);
    const plain = textOf(await stage.tokens('indicating'), 'access_token');
    expect((await stage.get(stage.endpoint('userinfo'), bearer(plain))).status).toBe(200);
  });

  test('§2 a machine asks with its client credentials', async () => {
    const fields = { grant_type: 'client_credentials', resource: DOSSIER, scope: 'read' };
    const { body } = await stage.post('token', fields, basic('indicating-machine'));
    expect(payloadOf(textOf(body, 'access_token'))).toMatchObject({
      aud: DOSSIER,
      scope: 'read',
      sub: 'indicating-machine',
    });
  });

  test('P7 a third party’s resource is asked for on the consent page, once', async () => {
    const parameters = { resource: DOSSIER, scope: 'openid read' };
    const page = await stage.ask('indicating-third', parameters);
    const done = await stage.claire.submit(page, '/consent', { decision: 'allow' });
    expect(done.left?.searchParams.get('code')).toBeTruthy();
    const code = await stage.code('indicating-third', parameters);
    const { body } = await stage.redeem('indicating-third', code, { resource: DOSSIER });
    expect(payloadOf(textOf(body, 'access_token'))).toMatchObject({ aud: DOSSIER, scope: 'read' });
  });
}

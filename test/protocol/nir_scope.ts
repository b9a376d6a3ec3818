/** The `nir` scope (S4): a recorded legal basis, an encrypted answer, and nowhere else. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { type PoterneOptions, startPoterne } from '../harness/poterne.js';
import { CLAIRE } from '../harness/scenario.js';
import { CLIENT_JWKS, open } from './keys.js';
import { bearer, type Json, portal, type Stage, textOf } from './stage.js';

const BASIS = 'Décret d’exemple, article 1';
const SCOPE = 'openid nir';
const USERINFO = {
  userinfo_signed_response_alg: 'ES256',
  userinfo_encrypted_response_alg: 'ECDH-ES',
  userinfo_encrypted_response_enc: 'A256GCM',
};
const ID_TOKEN = { id_token_encrypted_response_alg: 'RSA-OAEP-256', id_token_encrypted_response_enc: 'A256GCM' };
const ALLOWED = { jwks: CLIENT_JWKS, scope: SCOPE, nir_legal_basis: BASIS };
const API = 'https://nir.api.example.test';

export const clients = [
  portal('nir-userinfo', { ...ALLOWED, ...USERINFO, resources: [API] }),
  portal('nir-id-token', { ...ALLOWED, ...ID_TOKEN }),
  portal('nir-none', { jwks: CLIENT_JWKS, ...USERINFO, ...ID_TOKEN }),
  portal('nir-other-scope', { jwks: CLIENT_JWKS, scope: 'openid email', nir_legal_basis: BASIS, ...USERINFO }),
];

export function specify(stage: Stage): void {
  const ASKED = JSON.stringify({ id_token: { nir: { essential: true } }, userinfo: { nir: null } });
  const userinfo = async (tokens: Json) =>
    stage.get(stage.endpoint('userinfo'), bearer(textOf(tokens, 'access_token')));
  const claimsOf = async (answer: string) => decodeJwt((await open(answer)).text) as Json;

  test('S4 a client with a legal basis and an encrypted userinfo answer receives the NIR there', async () => {
    const tokens = await stage.tokens('nir-userinfo', { scope: SCOPE });
    const answer = await userinfo(tokens);
    expect(answer.text).not.toContain(CLAIRE.identifier);
    expect(await claimsOf(answer.text)).toMatchObject({ nir: CLAIRE.identifier });
    expect(JSON.stringify(decodeJwt(textOf(tokens, 'id_token')))).not.toContain(CLAIRE.identifier);
  });

  test('S4 asked for in the ID Token by the claims parameter, it is there only if that is encrypted', async () => {
    const plain = await stage.tokens('nir-userinfo', { scope: SCOPE, claims: ASKED });
    expect(decodeJwt(textOf(plain, 'id_token'))).not.toHaveProperty('nir');
    const encrypted = await stage.tokens('nir-id-token', { scope: SCOPE, claims: ASKED });
    expect(await claimsOf(textOf(encrypted, 'id_token'))).toMatchObject({ nir: CLAIRE.identifier });
    const answer = await userinfo(encrypted);
    expect(answer.text).not.toContain(CLAIRE.identifier);
    expect(answer.body).not.toHaveProperty('nir');
  });

  test('S4 without the scope the claims parameter alone does not release it', async () => {
    const tokens = await stage.tokens('nir-userinfo', { scope: 'openid', claims: ASKED });
    expect(await claimsOf((await userinfo(tokens)).text)).not.toHaveProperty('nir');
  });

  test('S4 a client without a recorded legal basis never receives it, whatever it asks', async () => {
    const page = await stage.ask('nir-none', { scope: SCOPE, claims: ASKED });
    const code = page.left?.searchParams.get('code');
    expect(page.left?.searchParams.get('error') ?? 'released to nobody').toBeTruthy();
    if (!code) return;
    const tokens = (await stage.redeem('nir-none', code)).body;
    expect(await claimsOf(textOf(tokens, 'id_token'))).not.toHaveProperty('nir');
    expect(await claimsOf((await userinfo(tokens)).text)).not.toHaveProperty('nir');
  });

  test('S4 a client that is registered for other scopes is refused this one', async () => {
    expect((await stage.response('nir-other-scope', { scope: SCOPE })).get('error')).toBe('invalid_scope');
  });

  test('S4 neither an access token for an API nor introspection carries it', async () => {
    const code = await stage.code('nir-userinfo', { scope: SCOPE, resource: API });
    const { body } = await stage.redeem('nir-userinfo', code, { resource: API });
    expect(JSON.stringify(decodeJwt(textOf(body, 'access_token')))).not.toContain(CLAIRE.identifier);
  });

  test.each([
    ['without nir_legal_basis', { nir_legal_basis: undefined, ...USERINFO }, /nir_legal_basis/],
    ['without an encrypted answer', {}, /encrypted/],
    ['with an empty nir_legal_basis', { nir_legal_basis: '', ...USERINFO }, /nir_legal_basis/],
  ])('S4 a clients file that names the scope %s stops the start, and says why', async (_how, changes, why) => {
    const { realm, metadata } = portal('nir-refused', { ...ALLOWED, ...changes });
    const file = join(mkdtempSync(join(tmpdir(), 'poterne-clients-')), 'clients.json');
    writeFileSync(file, JSON.stringify([{ realm, ...metadata }]));
    const options: PoterneOptions = { name: 'nir_refused', environment: { CLIENTS_FILE: file }, accounts: [] };
    await expect(startPoterne(options)).rejects.toThrow(why);
  });
}

/** The voice server's grant (I8): what it gives, to whom, and what it can never become. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hash } from '@node-rs/bcrypt';
import { openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { giveCredentials, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL, SECRET } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { asserting, CLIENT_JWKS } from './keys.js';
import { type Answer, basic, bearer, createStage, headerOf, machine, payloadOf, portal, textOf } from './stage.js';

const GRANT = 'urn:poterne:params:oauth:grant-type:telephone-code';
const VOICE_API = 'https://voice.api.example.test';
const OPAQUE_API = 'https://opaque.voice.api.example.test';
const LEGACY = '4071';
const NUMBER = CLAIRE.allocataire ?? '';
const NOBODY = '7777777';

const file = join(mkdtempSync(join(tmpdir(), 'poterne-voice-')), 'resources.json');
writeFileSync(
  file,
  JSON.stringify(
    ['allocataires', 'employeurs'].flatMap((realm) => [
      { realm, resource: VOICE_API, sector: 'voice', scope: 'payments:read file:read' },
      { realm, resource: OPAQUE_API, sector: 'voice', scope: 'file:read', access_token_format: 'opaque' },
    ]),
  ),
);

const VOICE = {
  token_endpoint_auth_method: 'private_key_jwt',
  client_secret: undefined,
  jwks: CLIENT_JWKS,
  grant_types: [GRANT],
  resources: [VOICE_API, OPAQUE_API],
};
const stage = createStage({
  name: 'protocol_telephone_code',
  environment: { RESOURCES_FILE: file, REGISTRATION_INITIAL_ACCESS_TOKEN: 'r'.repeat(40) },
  clients: [
    machine('voice', VOICE),
    { ...machine('voice', VOICE), realm: 'employeurs' },
    machine('voice-by-secret', { grant_types: [GRANT], resources: [VOICE_API] }),
    machine('voice-not-registered', { ...VOICE, grant_types: ['client_credentials'] }),
    portal('app'),
    { ...portal('desk'), realm: 'employeurs' },
  ],
});
beforeAll(() => stage.start());
afterAll(() => stage.close());
beforeEach(() => passSeconds(3 * 3600));

const fields = (identifier: string, code: string, more: Record<string, string> = {}) => ({
  grant_type: GRANT,
  resource: VOICE_API,
  identifier,
  keypad_code: code,
  ...more,
});
const call = async (identifier: string, code: string, more: Record<string, string> = {}): Promise<Answer> =>
  stage.post('token', { ...fields(identifier, code, more), ...(await asserting('voice', stage.issuer)) });
const database = () => stage.poterne.service.database;
const accountOf = async (value: string) => (await database().contact.findFirstOrThrow({ where: { value } })).accountId;

describe('I8 a token for a caller', () => {
  test('I8 one step, pin, ten minutes, its own API; no refresh token and no ID Token', async () => {
    const { status, body, headers } = await call(NUMBER, CLAIRE.password, { scope: 'openid file:read' });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
    expect(body).toMatchObject({ expires_in: 600, scope: 'file:read', token_type: 'Bearer' });
    expect(headers.get('cache-control')).toBe('no-store');
    const token = textOf(body, 'access_token');
    expect(headerOf(token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    const claims = payloadOf(token);
    expect(claims).toMatchObject({
      aud: VOICE_API,
      scope: 'file:read',
      acr: 'one-step',
      amr: ['pin'],
      client_id: 'voice',
    });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(600);
    expect(claims['auth_time']).toBe(claims['iat']);
    // The sector is the API's: nothing of the number.
    expect(claims['sub']).not.toBe('voice');
    expect(JSON.stringify(claims)).not.toContain(NUMBER);
  });

  test('I8 all the scopes of the API unless some are asked, and none that it does not know', async () => {
    expect((await call(NUMBER, CLAIRE.password)).body['scope']).toBe('payments:read file:read');
    expect((await call(NUMBER, CLAIRE.password, { scope: 'openid profile' })).body['error']).toBe('invalid_scope');
  });

  test('I8 an opaque one is introspected as what it is, and ends with the person’s sign-ins', async () => {
    const token = textOf((await call(NUMBER, CLAIRE.password, { resource: OPAQUE_API })).body, 'access_token');
    const introspect = async () =>
      (await stage.post('introspection', { token, ...(await asserting('voice', stage.issuer)) })).body;
    expect(await introspect()).toMatchObject({ active: true, aud: OPAQUE_API, acr: 'one-step', amr: ['pin'] });
    await database().$executeRaw`DELETE FROM oidc_grant WHERE client_id = 'voice'`;
    expect(await introspect()).toEqual({ active: false });
  });

  test('I8 it opens nothing on the web: no userinfo, no session, no other grant', async () => {
    const token = textOf((await call(NUMBER, CLAIRE.password)).body, 'access_token');
    expect((await stage.get(stage.endpoint('userinfo'), bearer(token))).status).toBe(401);
    const fresh = openAgent(stage.poterne.origin);
    const page = await stage.ask('app', { prompt: 'none' }, fresh);
    expect(page.left?.searchParams.get('error')).toBe('login_required');
  });
});

describe('I8 who may ask', () => {
  test('I8 only by private_key_jwt, only when registered, only for its APIs', async () => {
    const bySecret = await stage.post('token', fields(NUMBER, CLAIRE.password), basic('voice-by-secret', SECRET));
    expect(bySecret.body['error']).toBe('unauthorized_client');
    const other = { ...fields(NUMBER, CLAIRE.password), ...(await asserting('voice-not-registered', stage.issuer)) };
    expect((await stage.post('token', other)).status).toBe(400);
    for (const resource of [`${stage.poterne.origin}/api/v1`, 'https://other.example.test']) {
      expect((await call(NUMBER, CLAIRE.password, { resource })).body['error']).toBe('invalid_target');
    }
    const assertion = await asserting('voice', stage.issuer);
    const { resource, ...without } = fields(NUMBER, CLAIRE.password);
    expect((await stage.post('token', { ...without, ...assertion })).body['error']).toBe('invalid_request');
  });

  test('I8 a client that registers itself gets nothing by it', async () => {
    const registered = await fetch(`${stage.issuer}/reg`, {
      method: 'POST',
      headers: { authorization: `Bearer ${'r'.repeat(40)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...VOICE, redirect_uris: [], response_types: [], resources: undefined }),
    });
    const body = (await registered.json()) as Record<string, string>;
    if (registered.status !== 201) return expect(body['error']).toBe('invalid_client_metadata');
    const answer = await stage.post('token', {
      ...fields(NUMBER, CLAIRE.password),
      ...(await asserting(body['client_id'] ?? '', stage.issuer)),
    });
    expect(answer.body['error']).toBe('invalid_target');
  });
});

describe('I8 what opens', () => {
  test('I8 a wrong code, nobody, a NIR: one answer, one verification, and no oracle', async () => {
    const answers = [];
    for (const number of [NUMBER, NOBODY]) {
      const before = stage.poterne.verifications();
      const { status, body } = await call(number, '19283746');
      answers.push({ status, body, work: stage.poterne.verifications() - before });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ status: 400, body: { error: 'invalid_grant' }, work: 1 });
    expect((await call(CLAIRE.identifier, CLAIRE.password)).body['error']).toBe('invalid_request');
    for (const code of ['', '123', '12345', 'abcdefgh', '123456789']) {
      expect((await call(NUMBER, code)).body['error']).toBe('invalid_request');
    }
  });

  test('I8 C5 the 4-digit code until a password exists, and from then on only the password', async () => {
    const account = await accountOf(PAUL.email ?? '');
    const password = await database().credential.findFirstOrThrow({ where: { accountId: account } });
    await giveNumber(account, '5556667');
    const legacy = { hash: await hash(LEGACY, { cost: 4 }), pepperKeyId: '', accountId: account, kind: 'legacy_code' };
    await database().credential.create({ data: { ...legacy, id: crypto.randomUUID() } });
    // Beside a password it opens nothing.
    expect((await call('5556667', LEGACY)).body['error']).toBe('invalid_grant');
    await database().credential.delete({ where: { id: password.id } });
    expect((await call('5556667', LEGACY)).status).toBe(200);
    // Eight digits are no try at the four: they cost these no wait.
    for (let tries = 0; tries < 4; tries += 1) await call('5556667', '19283746');
    expect((await call('5556667', '19283746')).status).toBe(429);
    expect((await call('5556667', LEGACY)).status).toBe(200);
    // A stranger who knows the number fails as often as is allowed for three weeks: the owner waits, and is never shut out,
    // neither here nor on the web, and a right code hands out no fresh tries.
    let compared = 0;
    for (let day = 0; day < 21; day += 1) {
      passSeconds(86_400);
      if ((await call('5556667', '1928')).body['error'] === 'invalid_grant') compared += 1;
    }
    expect(compared).toBe(10);
    expect(await database().attemptCounter.count({ where: { key: `legacy:${account}` } })).toBe(0);
    passSeconds(7 * 86_400);
    expect((await call('5556667', LEGACY)).status).toBe(200);
    expect((await call('5556667', '1928')).body['error']).toBe('invalid_grant');
    expect((await call('5556667', LEGACY)).status).toBe(429);
    passSeconds(7 * 86_400);
    await database().credential.create({ data: password });
    expect((await call('5556667', LEGACY)).body['error']).toBe('invalid_grant');
    expect((await call('5556667', PAUL.password)).status).toBe(200);
  });

  test.each(['provisional', 'compromised', 'expired', 'suspended'])(
    'I8 a %s password opens nothing there',
    async (state) => {
      const account = await accountOf(CLAIRE.email ?? '');
      const where = { accountId_kind: { accountId: account, kind: 'password' } };
      const before = await database().credential.findUniqueOrThrow({ where });
      if (state === 'expired') await database().credential.update({ where, data: { expiresAt: new Date(0) } });
      else if (state === 'suspended')
        await database().account.update({ where: { id: account }, data: { status: state } });
      else await database().credential.update({ where, data: { state } });
      expect((await call(NUMBER, CLAIRE.password)).body['error']).toBe('invalid_grant');
      await database().credential.update({ where, data: { state: before.state, expiresAt: before.expiresAt } });
      await database().account.update({ where: { id: account }, data: { status: 'active' } });
      passSeconds(60);
      expect((await call(NUMBER, CLAIRE.password)).status).toBe(200);
    },
  );

  test('I8 where passwords are not digits, a telephone code of its own, and never the password', async () => {
    const account = await accountOf(HELENE.mobile ?? '');
    const code = {
      hash: await hash('90817263', { cost: 4 }),
      pepperKeyId: '',
      accountId: account,
      kind: 'telephone_code',
    };
    await database().credential.create({ data: { ...code, id: crypto.randomUUID() } });
    const employeurs = stage.poterne.issuer('employeurs');
    const ask = async (typed: string) => {
      const answer = await fetch(`${employeurs}/token`, {
        method: 'POST',
        body: new URLSearchParams({ ...fields(HELENE.identifier, typed), ...(await asserting('voice', employeurs)) }),
      });
      const body = (await answer.json()) as Record<string, unknown>;
      if (typeof body['access_token'] === 'string') recordSecret('token', body['access_token']);
      return answer.status;
    };
    expect(await ask('90817263')).toBe(200);
    expect(await ask('11112222')).toBe(400);
    // It is no password on the web.
    const agent = openAgent(stage.poterne.origin);
    const party = await relyingParty(stage.poterne, { realm: 'employeurs', clientId: 'desk' });
    const page = await agent.get((await party.request()).url);
    expect((await giveCredentials(agent, page, HELENE, '90817263')).status).toBe(422);
    expect((await giveCredentials(agent, page, HELENE)).status).toBe(200);
  });
});

describe('I8 S1 its lane', () => {
  test('I8 failures make callers wait, whether or not anybody has the number; the web stays open', async () => {
    passSeconds(31 * 24 * 3600);
    const seen = [];
    for (const number of [NUMBER, '7777778']) {
      const statuses = [];
      for (let tries = 0; tries < 5; tries += 1) {
        const { status, body, headers } = await call(number, '19283746');
        statuses.push(`${status} ${String(body['error'])} ${headers.has('retry-after')}`);
      }
      seen.push(statuses);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toEqual([
      ...Array.from({ length: 3 }, () => '400 invalid_grant false'),
      ...Array.from({ length: 2 }, () => '429 slow_down true'),
    ]);
    // The right code waits as well: a wait that a right code passed would tell it.
    expect((await call(NUMBER, CLAIRE.password)).status).toBe(429);
    const party = await relyingParty(stage.poterne, { clientId: 'app' });
    const { callback } = await signIn(stage.poterne, party, CLAIRE);
    expect(callback.searchParams.get('code')).toBeTruthy();
    passSeconds(3600);
    expect((await call(NUMBER, CLAIRE.password)).status).toBe(200);
  });

  test('I8 four digits wait an hour, doubling to a week, whether or not anybody has the number or such a code', async () => {
    passSeconds(400 * 24 * 3600);
    const seen = [];
    for (const number of [NUMBER, '7777779']) {
      const answers = [];
      for (const seconds of [0, 0, 0, 3_599, 2, 7_190, 20]) {
        passSeconds(seconds);
        const { status, body, headers } = await call(number, '1928');
        answers.push(`${status} ${String(body['error'])} ${Math.ceil(Number(headers.get('retry-after') ?? 0) / 60)}`);
      }
      seen.push(answers);
    }
    expect(seen[0]).toEqual(seen[1]);
    const wrong = '400 invalid_grant 0';
    expect(seen[0]).toEqual([wrong, wrong, wrong, '429 slow_down 1', wrong, '429 slow_down 1', wrong]);
    // Whoever has eight digits is not kept waiting by them.
    passSeconds(3600);
    expect((await call(NUMBER, CLAIRE.password)).status).toBe(200);
  });

  test('I8 failures on the web make callers wait, and never shut them out', async () => {
    passSeconds(31 * 24 * 3600);
    const agent = openAgent(stage.poterne.origin);
    const party = await relyingParty(stage.poterne, { clientId: 'app' });
    const page = await agent.get((await party.request()).url);
    for (let tries = 0; tries < 6; tries += 1) await giveCredentials(agent, page, CLAIRE, '13572468');
    const waiting = await call(NUMBER, CLAIRE.password);
    expect([waiting.status, waiting.body['error']]).toEqual([429, 'slow_down']);
    passSeconds(2 * 3600);
    expect((await call(NUMBER, CLAIRE.password)).status).toBe(200);
  });

  test('I8 of thirty parallel guesses, as many are compared as one caller after the other could have made', async () => {
    passSeconds(31 * 24 * 3600);
    const before = stage.poterne.verifications();
    await Promise.all(Array.from({ length: 30 }, (_, at) => call(NUMBER, String(10_000_000 + at))));
    expect(stage.poterne.verifications() - before).toBeLessThanOrEqual(3);
  });
});

/** As an import writes it: the vault of the service is its own, so the number is moved from somebody who has one. */
async function giveNumber(accountId: string, value: string): Promise<void> {
  const answer = await stage.poterne.service.database.identifier.count({ where: { accountId, kind: 'allocataire' } });
  if (answer > 0) return;
  const { createIdentifierVault } = await import('../../src/adapters/system/keys/identifier_vault.js');
  const { readSecrets } = await import('../../src/config/secrets.js');
  const secrets = readSecrets(stage.poterne.secrets);
  if (!secrets.ok) throw new Error('the secrets of the stage are not readable');
  const vault = createIdentifierVault(secrets.secrets.identifierEncryption, secrets.secrets.identifierIndex);
  const [index] = vault.indexes('allocataires', 'allocataire', value);
  const sealed = vault.seal(accountId, 'allocataire', value);
  await database().identifier.create({
    data: {
      id: crypto.randomUUID(),
      accountId,
      realm: 'allocataires',
      kind: 'allocataire',
      indexKeyId: index?.keyId ?? '',
      blindIndex: new Uint8Array(index?.index ?? []),
      cipherKeyId: sealed.cipherKeyId,
      ciphertext: new Uint8Array(sealed.ciphertext),
    },
  });
}

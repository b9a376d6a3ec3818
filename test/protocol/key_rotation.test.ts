/** S7, P4: signing keys rotated by command while the service runs: published, then signing, then verifying only, then gone. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { type CommandAnswer, keyCommands, until } from '../harness/key_commands.js';
import { passSeconds } from '../harness/moving_time.js';
import { SIGNED_OUT } from '../harness/scenario.js';
import { withClient } from '../infrastructure/database.js';
import { basic, createStage, headerOf, machine, portal, textOf } from './stage.js';

const API = 'https://api.rotation.example.test';
const PUBLISHED_AHEAD_SECONDS = 601;
const RETIRE_AFTER_SECONDS = 1801;
const environment = { KEYS_REFRESH_SECONDS: '0.1', JWKS_CACHE_SECONDS: '600', KEYS_RETIRE_AFTER_SECONDS: '1800' };

const file = join(mkdtempSync(join(tmpdir(), 'poterne-resources-')), 'resources.json');
writeFileSync(file, JSON.stringify([{ realm: 'allocataires', resource: API, scope: 'read' }]));

const stage = createStage({
  name: 'key_rotation',
  environment: { ...environment, RESOURCES_FILE: file },
  processes: 1,
  clients: [
    portal('rotating', { post_logout_redirect_uris: [SIGNED_OUT] }),
    portal('rotating-rsa', { id_token_signed_response_alg: 'RS256' }),
    machine('rotating-machine', { resources: [API] }),
  ],
});

let keys: (...args: readonly string[]) => Promise<CommandAnswer>;
beforeAll(async () => {
  await stage.start();
  keys = keyCommands(stage.poterne, environment);
});
afterAll(() => stage.close());

const jwks = async () => (await stage.get(textOf(stage.metadata, 'jwks_uri'))).body as unknown as JSONWebKeySet;
const kids = async () => (await jwks()).keys.map(({ kid }) => kid);
const idToken = async (client = 'rotating') =>
  textOf(await stage.tokens(client, {}, await stage.signedIn()), 'id_token');
const accessToken = async () => {
  const { body } = await stage.post(
    'token',
    { grant_type: 'client_credentials', resource: API },
    basic('rotating-machine'),
  );
  return textOf(body, 'access_token');
};
const signer = async () => String(headerOf(await accessToken())['kid']);
const verify = async (token: string) => jwtVerify(token, createLocalJWKSet(await jwks()));
const active = async () => {
  const { said } = await keys('list', '--json');
  const listed = JSON.parse(said) as ReadonlyArray<Record<string, string>>;
  return (
    listed.find(({ purpose, alg, state }) => `${purpose} ${alg} ${state}` === 'signing ES256 active')?.['kid'] ?? ''
  );
};

describe('S7 a rotation', () => {
  test('S7 P4 a published key is in the JWKS, without its private part, and signs nothing', async () => {
    const before = await active();
    const { code, kid } = await keys('publish', '--purpose', 'signing', '--alg', 'ES256');
    expect(code).toBe(0);
    await until(async () => (await kids()).includes(kid), 'the published key');
    const shown = (await jwks()).keys.find((key) => key.kid === kid);
    expect(Object.keys(shown ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    expect(await signer()).toBe(before);
    const { headers } = await stage.get(textOf(stage.metadata, 'jwks_uri'));
    expect(headers.get('cache-control')).toBe('public, max-age=600');
  });

  test('S7 it cannot sign before every portal has seen it', async () => {
    const { kid } = await keys('rotate', '--purpose', 'signing', '--alg', 'ES256');
    const refused = await keys('activate', kid);
    expect(refused).toMatchObject({ code: 3, said: expect.stringMatching(/^refused: \S+ only from 20\S+Z on/) });
    expect(await keys('retire', await active())).toMatchObject({ code: 3, said: expect.stringContaining('active') });
  });

  test('S7 once active it signs, and what the old one signed still verifies, as a hint at sign-out too', async () => {
    const old = await active();
    const agent = await stage.signedIn();
    const hint = textOf(await stage.tokens('rotating', {}, agent), 'id_token');
    expect(headerOf(hint)['kid']).toBe(old);
    passSeconds(PUBLISHED_AHEAD_SECONDS);
    const { code, said } = await keys('rotate', '--purpose', 'signing', '--alg', 'ES256');
    expect([code, said]).toEqual([0, expect.stringContaining(`next, signing ES256: retire ${old} from`)]);
    const renewed = await active();
    expect(renewed).not.toBe(old);
    await until(async () => (await signer()) === renewed, 'the new key’s signature');
    expect(headerOf(await idToken())['kid']).toBe(renewed);
    await verify(await idToken());
    await verify(await accessToken());

    expect(await kids()).toEqual(expect.arrayContaining([old, renewed]));
    await jwtVerify(hint, createLocalJWKSet(await jwks()), { currentDate: new Date(Date.now() - 700_000) });
    const page = await agent.get(
      `${stage.endpoint('end_session')}?${new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT })}`,
    );
    expect(page.status).toBe(200);
    expect(await keys('retire', old)).toMatchObject({ code: 3 });
  });

  test('S7 once retired the old key is gone from the JWKS, and its ID Token is refused as a hint on a page', async () => {
    const agent = await stage.signedIn();
    const hint = textOf(await stage.tokens('rotating', {}, agent), 'id_token');
    const old = await active();
    const { kid } = await keys('publish', '--purpose', 'signing', '--alg', 'ES256');
    expect(await keys('activate', kid, '--now')).toMatchObject({ code: 0 });
    passSeconds(RETIRE_AFTER_SECONDS);
    const { said } = await keys('rotate', '--purpose', 'signing', '--alg', 'ES256');
    expect(said).toContain(`retired ${old}`);
    await until(async () => !(await kids()).includes(old), 'the end of the old key');
    await expect(verify(hint)).rejects.toThrow();
    const address = `${stage.endpoint('end_session')}?${new URLSearchParams({ id_token_hint: hint })}`;
    const page = await stage.get(address, { accept: 'text/html' });
    expect(page.status).toBe(400);
    expect(page.text).toContain('<main');
    expect(await keys('activate', old, '--now')).toMatchObject({ code: 3, said: expect.stringContaining('retired') });
  });

  test('S7 a retiring key can come back at once', async () => {
    const old = await active();
    const { kid } = await keys('publish', '--purpose', 'signing', '--alg', 'ES256');
    await keys('activate', kid, '--now');
    await until(async () => (await signer()) === kid, 'the new key');
    expect(await keys('activate', old)).toMatchObject({ code: 0 });
    await until(async () => (await signer()) === old, 'the old key again');
  });

  test('S7 a leaked key is replaced everywhere in one command', async () => {
    const old = await active();
    expect(await keys('rotate', '--purpose', 'signing', '--now')).toMatchObject({ code: 0 });
    await until(async () => !(await kids()).includes(old), 'the end of the leaked key');
    await until(async () => (await kids()).length === 2, 'nothing but the new keys');
    expect(headerOf(await idToken('rotating-rsa'))).toMatchObject({ alg: 'RS256' });
    expect(await signer()).toBe(await active());
  });

  test('F1 S7 an upstream is told of a new decryption key once every process holds it', async () => {
    const offered = async () => {
      const { body } = await stage.get(`${stage.issuer}/federation/jwks`);
      return (body as unknown as JSONWebKeySet).keys.filter(({ use }) => use === 'enc').map(({ kid }) => kid);
    };
    const before = await offered();
    expect(before).toHaveLength(2);
    const { kid } = await keys('publish', '--purpose', 'upstream_decryption', '--alg', 'ECDH-ES');
    expect(await offered()).toEqual(before);
    passSeconds(PUBLISHED_AHEAD_SECONDS);
    await until(async () => (await offered()).includes(kid), 'the new key');
    expect(await keys('activate', kid)).toMatchObject({ code: 0 });
    await until(async () => (await offered()).length === 2, 'the old key’s withdrawal');
    expect(await offered()).toContain(kid);
  });
});

describe('S7 the command', () => {
  test.each([
    [['rotate'], '--purpose must be one of signing, upstream_decryption, upstream_authentication'],
    [['rotate', '--purpose', 'signing', '--alg', 'EdDSA'], '--alg must be one of ES256, RS256'],
    [['rotate', '--purpose', 'signing', '--wait', '--now'], '--wait and --now exclude each other'],
    [['activate'], 'which key?'],
    [['activate', 'a', 'b'], '"b" is one word too many'],
    [['list', '--wait'], '--wait does not go with this command'],
    [['list', '--loud'], "Unknown option '--loud'"],
    [['burn'], 'there is no command "burn"'],
    [[], 'which command?'],
  ])('S7 %j is not understood: exit code 2', async (args, why) => {
    expect(await keys(...args)).toMatchObject({ code: 2, said: expect.stringContaining(why) });
  });

  test('S7 --help says what there is', async () => {
    expect(await keys('--help')).toMatchObject({ code: 0, said: expect.stringContaining('keys rotate') });
    expect(await keys('rotate', '--help')).toMatchObject({ code: 0 });
  });

  test('S7 it names the settings that are missing', async () => {
    const without = keyCommands(stage.poterne, { KEY_ENCRYPTION_KEYS: '', DATABASE_URL: '' });
    const { code, said } = await without('list');
    expect(code).toBe(2);
    expect(said).toMatch(/DATABASE_URL is missing\n.*KEY_ENCRYPTION_KEYS: is missing/);
  });

  test('S7 a key that is young enough is left alone', async () => {
    const before = await active();
    const answer = await keys('rotate', '--purpose', 'signing', '--alg', 'ES256', '--older-than-days', '90');
    expect(answer).toMatchObject({ code: 0, said: 'nothing is left to do' });
    expect(await active()).toBe(before);
  });

  test('S5 S7 every change is in the audit, and nothing private was printed', async () => {
    const { rows } = await withClient(stage.poterne.database.url, (client) =>
      client.query("SELECT outcome, data FROM audit_event WHERE type = 'key_rotation'"),
    );
    const outcomes = rows.map(({ outcome }: { outcome: string }) => outcome);
    for (const outcome of ['published', 'active', 'retiring', 'retired']) expect(outcomes).toContain(outcome);
    expect(JSON.stringify(rows)).not.toMatch(/"d"/);
    expect((await keys('list', '--json')).said).not.toMatch(/"(d|p|q|x|n)"/);
  });
});

/** F1, F2, F3, O1: upstreams as configured; what is wrong stops the start with its index and field, never a value. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseUpstreams, readUpstreamsFile, UpstreamsFileError } from '../../src/config/upstreams.js';
import type { UpstreamSettings } from '../../src/domain/federation/upstream.js';

const REALMS = ['allocataires', 'employeurs'];
const VARIABLES: Record<string, string> = { FRANCECONNECT_SECRET: 'held-by-a-variable' };
const parse = (entries: unknown) =>
  parseUpstreams(typeof entries === 'string' ? entries : JSON.stringify(entries), REALMS, (name) => VARIABLES[name]);
const PLUS = {
  realm: 'allocataires',
  preset: 'franceconnect-plus',
  client_id: 'a-client',
  client_secret: 'its-secret',
};
const NET = { realm: 'employeurs', preset: 'net-entreprises', client_id: 'a-client', client_secret: 'its-secret' };

function settingsOf(entry: Record<string, unknown>): UpstreamSettings {
  const [settings] = parse([entry]);
  if (!settings) throw new Error('none');
  return settings;
}

function refusalOf(entries: unknown): string {
  try {
    parse(entries);
  } catch (error) {
    if (error instanceof UpstreamsFileError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('F1 F2 F3 presets', () => {
  test('F1 FranceConnect+: static metadata of production, registered protection, both its levels, imposed texts', () => {
    const settings = settingsOf(PLUS);
    expect(settings).toMatchObject({
      id: 'franceconnect-plus',
      realm: 'allocataires',
      issuer: 'https://auth.franceconnect.gouv.fr/api/v2',
      endpoints: {
        authorization_endpoint: 'https://auth.franceconnect.gouv.fr/api/v2/authorize',
        token_endpoint: 'https://auth.franceconnect.gouv.fr/api/v2/token',
        userinfo_endpoint: 'https://auth.franceconnect.gouv.fr/api/v2/userinfo',
        jwks_uri: 'https://auth.franceconnect.gouv.fr/api/v2/jwks',
        end_session_endpoint: 'https://auth.franceconnect.gouv.fr/api/v2/session/end',
        revocation_endpoint: 'https://auth.franceconnect.gouv.fr/api/v2/token/revocation',
      },
      clientId: 'a-client',
      authentication: { method: 'client_secret_post', secret: 'its-secret' },
      protection: { signingAlg: 'ES256', encryption: { alg: 'ECDH-ES', enc: 'A256GCM' }, userinfo: 'jwt' },
      levels: ['eidas2', 'eidas3'],
      asksAmr: true,
      countsAsPassword: false,
      reconciliation: 'pivot_identity',
      endsAt: undefined,
    });
    expect(settings.sentence?.fr).toBe(
      "FranceConnect+ est la solution proposée par l'État, pour renforcer la sécurité de vos services en ligne les plus sensibles",
    );
    expect(settings.about?.label.fr).toBe("Qu'est-ce que FranceConnect+");
    expect(settings.about?.href).toBe('https://franceconnect.gouv.fr/france-connect-plus');
  });

  test.each([
    ['franceconnect-plus', 'integration', 'https://auth.integ01.dev-franceconnect.fr/api/v2'],
    ['franceconnect', undefined, 'https://oidc.franceconnect.gouv.fr/api/v2'],
    ['franceconnect', 'sandbox', 'https://fcp-low.sbx.dev-franceconnect.fr/api/v2'],
    ['franceconnect', 'integration', 'https://fcp-low.integ01.dev-franceconnect.fr/api/v2'],
  ])('F1 F2 %s, %s', (preset, environment, issuer) => {
    const settings = settingsOf({ ...PLUS, preset, environment });
    expect(settings.issuer).toBe(issuer);
    expect(settings.endpoints.token_endpoint).toBe(`${issuer}/token`);
  });

  test('F2 FranceConnect gives eidas1 only, signs and does not encrypt', () => {
    expect(settingsOf({ ...PLUS, preset: 'franceconnect' })).toMatchObject({
      levels: ['eidas1'],
      protection: { signingAlg: 'ES256', encryption: undefined, userinfo: 'jwt' },
    });
  });

  test('F3 Net-entreprises needs its issuer, and guesses no address for sign-out', () => {
    expect(refusalOf([NET])).toBe('UPSTREAMS_FILE: upstream 0: issuer: missing');
    expect(settingsOf({ ...NET, issuer: 'https://net.example.test' })).toMatchObject({
      endpoints: {
        token_endpoint: 'https://net.example.test/token',
        end_session_endpoint: undefined,
        revocation_endpoint: undefined,
      },
      levels: [],
      countsAsPassword: true,
      reconciliation: 'siret_and_person',
      claims: { siret: ['siret'] },
    });
  });

  test('F3 every field can be overridden, and null takes one away', () => {
    const settings = settingsOf({
      ...PLUS,
      id: 'simulated',
      issuer: 'http://localhost:3003/api/v2',
      endpoints: { userinfo_endpoint: 'http://127.0.0.1:3003/who', end_session_endpoint: null },
      encryption: { alg: 'RSA-OAEP-256' },
      levels: ['eidas3', 'eidas2'],
      asks_amr: false,
      claims: { family_name: ['family_name'] },
      sentence: null,
      button_file: 'assets/franceconnect-plus.svg',
      timeout_seconds: 5,
      clock_tolerance_seconds: 0,
      notice_seconds: 60,
    });
    expect(settings).toMatchObject({
      id: 'simulated',
      endpoints: {
        userinfo_endpoint: 'http://127.0.0.1:3003/who',
        token_endpoint: 'http://localhost:3003/api/v2/token',
        end_session_endpoint: undefined,
      },
      protection: { encryption: { alg: 'RSA-OAEP-256', enc: 'A256GCM' } },
      levels: ['eidas2', 'eidas3'],
      asksAmr: false,
      claims: { familyName: ['family_name'], birthdate: ['rnipp_birthdate', 'birthdate'] },
      sentence: undefined,
      buttonFile: 'assets/franceconnect-plus.svg',
      timeoutSeconds: 5,
      clockToleranceSeconds: 0,
      noticeSeconds: 60,
    });
    expect(settingsOf({ ...PLUS, encryption: null }).protection.encryption).toBeUndefined();
  });

  test('F3 an upstream of no preset is described in full', () => {
    const issuer = 'https://proconnect.example.test/api/v2';
    const described = {
      realm: 'employeurs',
      id: 'proconnect',
      name: 'ProConnect',
      issuer,
      client_id: 'a-client',
      client_secret_env: 'FRANCECONNECT_SECRET',
      endpoints: {
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
      },
      signing_alg: 'RS256',
      userinfo: 'jwt',
      counts_as_password: true,
      reconciliation: 'siret_and_person',
    };
    expect(settingsOf(described)).toMatchObject({
      id: 'proconnect',
      levels: [],
      protection: { encryption: undefined },
    });
    for (const field of ['id', 'name', 'issuer', 'signing_alg', 'userinfo', 'counts_as_password', 'reconciliation'])
      expect(refusalOf([{ ...described, [field]: undefined }])).toBe(`UPSTREAMS_FILE: upstream 0: ${field}: missing`);
    expect(refusalOf([{ ...described, endpoints: {} }])).toBe(
      'UPSTREAMS_FILE: upstream 0: endpoints.authorization_endpoint: missing',
    );
  });
});

describe('F2 the end', () => {
  test.each([
    ['2027-06-30', '2027-06-30T21:59:59.999Z'],
    ['2027-12-31', '2027-12-31T22:59:59.999Z'],
    ['2027-03-28', '2027-03-28T21:59:59.999Z'],
    ['2027-10-31', '2027-10-31T22:59:59.999Z'],
    ['2027-06-30T12:00:00+02:00', '2027-06-30T10:00:00.000Z'],
  ])('F2 %s is %s: a day lasts to its end in Paris', (written, moment) => {
    expect(settingsOf({ ...PLUS, ends_at: written }).endsAt).toBe(Date.parse(moment));
  });
});

describe('O2 secrets', () => {
  test('O2 a secret comes from the file or from the variable that it names', () => {
    const { client_secret: _secret, ...bare } = PLUS;
    expect(settingsOf({ ...bare, client_secret_env: 'FRANCECONNECT_SECRET' }).authentication).toEqual({
      method: 'client_secret_post',
      secret: 'held-by-a-variable',
    });
    expect(settingsOf({ ...bare, authentication: 'private_key_jwt' }).authentication).toEqual({
      method: 'private_key_jwt',
    });
    expect(refusalOf([bare])).toBe('UPSTREAMS_FILE: upstream 0: client_secret: missing');
    expect(refusalOf([{ ...bare, client_secret_env: 'ABSENT' }])).toBe(
      'UPSTREAMS_FILE: upstream 0: client_secret_env: names a variable that is not set',
    );
  });

  test('O2 two secrets, or one where a key authenticates, are refused', () => {
    expect(refusalOf([{ ...PLUS, client_secret_env: 'FRANCECONNECT_SECRET' }])).toMatch(/client_secret: given twice/);
    expect(refusalOf([{ ...PLUS, authentication: 'private_key_jwt' }])).toMatch(
      /client_secret: private_key_jwt has none/,
    );
  });
});

describe('O1 entries that stop the start', () => {
  const refusals: [string, Record<string, unknown>, RegExp][] = [
    ['an unknown realm', { realm: 'elsewhere' }, /realm: unknown/],
    ['an unknown field', { issuers: 'x' }, /"issuers"/],
    ['an unknown preset', { preset: 'facebook' }, /preset: /],
    ['an unknown environment', { environment: 'staging' }, /environment: must be one of production, integration/],
    ['an environment and an issuer', { environment: 'production', issuer: 'https://a.example.test' }, /environment: /],
    ['an http issuer elsewhere than here', { issuer: 'http://sso.example.test' }, /issuer: must be https/],
    ['an issuer that looks like here', { issuer: 'http://localhost.example.test' }, /issuer: must be https/],
    ['an issuer of another scheme', { issuer: 'ftp://localhost' }, /issuer: must be https/],
    ['an issuer with credentials', { issuer: 'https://user:kept-secret@sso.example.test' }, /issuer: must be https/],
    ['an issuer with a query', { issuer: 'https://sso.example.test/?a=1' }, /issuer: must have no query/],
    [
      'an http endpoint',
      { endpoints: { token_endpoint: 'http://sso.example.test/token' } },
      /endpoints.token_endpoint: /,
    ],
    ['an unknown endpoint', { endpoints: { introspection_endpoint: 'https://a.example.test' } }, /endpoints: /],
    ['alg none', { signing_alg: 'none' }, /signing_alg: /],
    ['an alg that is not allowed', { encryption: { alg: 'RSA1_5' } }, /encryption.alg: /],
    ['a level of ours', { levels: ['two-factor'] }, /levels.0: /],
    ['a scope without openid', { scope: 'profile' }, /scope: must include openid/],
    ['a date that is none', { ends_at: '30/06/2027' }, /ends_at: /],
    ['a tolerance beyond reason', { clock_tolerance_seconds: 3600 }, /clock_tolerance_seconds: /],
    ['a sentence in one language', { sentence: { fr: 'kept-secret' } }, /sentence.en: /],
  ];
  test.each(refusals)('O1 %s, by index and field', (_what, change, why) => {
    const message = refusalOf([PLUS, { ...PLUS, id: 'second', ...change }]);
    expect(message).toMatch(/^UPSTREAMS_FILE: upstream 1: /);
    expect(message).toMatch(why);
    for (const value of ['its-secret', 'kept-secret', 'example.test']) expect(message).not.toContain(value);
  });

  test('O1 the same id twice in a realm is refused, in two realms accepted', () => {
    expect(refusalOf([PLUS, PLUS])).toBe('UPSTREAMS_FILE: upstream 1: id: used twice in its realm');
    expect(refusalOf([PLUS, { ...PLUS, realm: 'employeurs' }])).toBe('accepted');
  });

  test('O1 what is no JSON array, or no file', async () => {
    expect(refusalOf('{')).toBe('UPSTREAMS_FILE: is not JSON');
    expect(refusalOf('{}')).toBe('UPSTREAMS_FILE: must be a JSON array');
    expect(refusalOf([7])).toMatch(/upstream 0: entry: /);
    const folder = await mkdtemp(join(tmpdir(), 'poterne-upstreams-'));
    const file = join(folder, 'upstreams.json');
    expect(() => readUpstreamsFile(file, REALMS, () => undefined)).toThrow('cannot be read (ENOENT)');
    writeFileSync(file, JSON.stringify([PLUS]));
    expect(readUpstreamsFile(file, REALMS, () => undefined)).toHaveLength(1);
    await rm(folder, { recursive: true });
  });
});

/** O2: production refuses to start on a missing, weak or known secret, and says which without showing it. */
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigurationError, isLoopback, type Mode, readConfig } from '../../src/config/environment.js';
import { RING_VARIABLES } from '../../src/config/secrets.js';
import { productionEnvironment, REALM_IDS } from './secrets_of_test.js';

type Values = Record<string, string | undefined>;

const RINGS = Object.values(RING_VARIABLES);
const SINGLES = ['PAIRWISE_SALT', 'DPOP_NONCE_KEY'] as const;
const SECRETS = [...RINGS, ...SINGLES];
const isRing = (variable: string) => (RINGS as readonly string[]).includes(variable);
const written = (variable: string, secret: string) => (isRing(variable) ? `k1:${secret}` : secret);

let good: Record<string, string>;
beforeAll(async () => {
  good = await productionEnvironment();
});

function jwksOf({ privateKey }: { privateKey: KeyObject }): string {
  return JSON.stringify({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'a' }] });
}

function problemsOf(changes: Values, mode: Mode = 'production'): readonly string[] {
  try {
    readConfig({ ...good, ...changes }, mode, REALM_IDS);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('O2 production starts', () => {
  test('O2 with every secret and address, on an issuer for each realm', () => {
    const config = readConfig(good, 'production', REALM_IDS);
    expect([...config.issuers]).toEqual([
      ['allocataires', 'https://connexion.example/allocataires'],
      ['employeurs', 'https://connexion.example/employeurs'],
    ]);
    expect(Object.isFrozen(config)).toBe(true);
    expect(config.secrets.pairwiseSalt).toHaveLength(32);
  });

  test('O2 with a realm on a host of its own', () => {
    const own = { ISSUER_ALLOCATAIRES: 'https://caf.example/', ISSUER_EMPLOYEURS: '' };
    expect([...readConfig({ ...good, ...own }, 'production', REALM_IDS).issuers.values()]).toEqual([
      'https://caf.example',
      'https://connexion.example/employeurs',
    ]);
  });

  test('O2 with every realm on a host of its own and no common address', () => {
    const own = { ISSUER: undefined, ISSUER_ALLOCATAIRES: 'https://a.example', ISSUER_EMPLOYEURS: 'https://e.example' };
    expect(problemsOf(own)).toEqual([]);
  });

  test('I6 passkeys belong to the issuer’s host, or to the parent that is named; origins beside it may be another’s', () => {
    const partiesOf = (own: Record<string, string>) =>
      Object.fromEntries(readConfig({ ...good, ...own }, 'production', REALM_IDS).passkeys);
    const origins = ['https://connexion.example'];
    const both = (party: object) => ({ allocataires: party, employeurs: party });
    expect(partiesOf({})).toEqual(both({ rpId: 'connexion.example', origins }));
    const own = { ISSUER: 'https://connexion.caf.example', PASSKEY_RP_ID: 'caf.example' };
    const related = { PASSKEY_ORIGINS_EMPLOYEURS: 'https://peps.example, https://connexion.caf.example' };
    expect(partiesOf({ ...own, ...related })).toEqual({
      allocataires: { rpId: 'caf.example', origins: ['https://connexion.caf.example'] },
      employeurs: { rpId: 'caf.example', origins: ['https://connexion.caf.example', 'https://peps.example'] },
    });
  });

  test.each([
    [{ PASSKEY_RP_ID: 'autre.example' }, 'PASSKEY_RP_ID must be'],
    [{ PASSKEY_RP_ID: 'example' }, 'PASSKEY_RP_ID must be'],
    [{ PASSKEY_RP_ID_EMPLOYEURS: 'nexion.example' }, '(employeurs)'],
    [{ PASSKEY_RP_ID: 'https://connexion.example' }, 'PASSKEY_RP_ID: a host name'],
    [{ PASSKEY_ORIGINS: 'http://peps.example' }, 'PASSKEY_ORIGINS must be https'],
    [{ PASSKEY_ORIGINS: 'https://peps.example/' }, 'PASSKEY_ORIGINS must be https'],
  ])('I6 %j is refused', (own, problem) => {
    expect(problemsOf(own).join('\n')).toContain(problem);
  });

  test('O2 an empty variable counts as absent', () => {
    expect(problemsOf({ PORT: '', LOG_FILE: '', CLIENTS_FILE: '' })).toEqual([]);
  });
});

describe('O2 production refuses a secret', () => {
  test.each(SECRETS)('O2 %s missing or empty', (variable) => {
    expect(problemsOf({ [variable]: undefined })).toEqual([`${variable} is missing`]);
    expect(problemsOf({ [variable]: '' })).toEqual([`${variable} is missing`]);
  });

  test.each([...RINGS, ...SINGLES])('O2 %s shorter than 32 bytes', (variable) => {
    const short = randomBytes(31).toString('base64url');
    expect(problemsOf({ [variable]: written(variable, short) })).toEqual([
      expect.stringMatching(new RegExp(`^${variable}.* is shorter than 32 bytes$`)),
    ]);
  });

  test.each([...RINGS, ...SINGLES])('O2 %s known from an example, as text or encoded', (variable) => {
    const word = 'ChangeMe-this-secret-before-production-please';
    const inBytes = Buffer.concat([randomBytes(32), Buffer.from('change-me')]).toString('base64url');
    for (const known of [word, Buffer.from(word).toString('base64url'), inBytes]) {
      expect(problemsOf({ [variable]: written(variable, known) })).toEqual([
        expect.stringMatching(new RegExp(`^${variable}.* looks like a known or example value$`)),
      ]);
    }
  });

  test.each([
    ['a'.repeat(64)],
    [Buffer.alloc(40).toString('base64url')],
    ['dev-key-dev-key-dev-key-dev-key-dev-key-dev-key-dev-key'],
    ['test'.repeat(16)],
  ])('O2 that is too regular: %s', (regular) => {
    expect(problemsOf({ PAIRWISE_SALT: regular })).toEqual(['PAIRWISE_SALT is too regular to be random']);
  });

  test('O2 that serves two purposes, in any place of the rings', () => {
    const cookies = `${good['COOKIE_KEYS']},old:${good['PAIRWISE_SALT']}`;
    expect(problemsOf({ COOKIE_KEYS: cookies })).toEqual(['PAIRWISE_SALT repeats a key of COOKIE_KEYS']);
    expect(problemsOf({ PEPPER_KEYS: good['CODE_KEYS'] })).toEqual([expect.stringContaining('repeats a key of')]);
  });

  test.each([
    ['not JSON', '{keys', 'is not JSON'],
    ['no list of keys', '{"keys":"none"}', 'every key must be a private JWK with a kid'],
    ['a public key', '{"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"x","y":"y"}]}', 'private JWK'],
    ['a key without a name', '{"keys":[{"kty":"EC","crv":"P-256","d":"d"}]}', 'private JWK with a kid'],
    ['a key that is none', '{"keys":[{"kty":"RSA","kid":"a","d":"d"}]}', 'P-256 or RSA'],
    ['a curve of no use', () => jwksOf(generateKeyPairSync('ec', { namedCurve: 'P-384' })), 'P-256 or RSA'],
    ['a short RSA key', () => jwksOf(generateKeyPairSync('rsa', { modulusLength: 1024 })), '2048 bits or more'],
  ])('S7 signing keys with %s', (_, given, why) => {
    const jwks = typeof given === 'string' ? given : given();
    expect(problemsOf({ SIGNING_JWKS: jwks })).toEqual([expect.stringContaining(why)]);
  });

  test('S7 signing keys are made in the database unless the configuration brings some', () => {
    for (const SIGNING_JWKS of [undefined, '', '{"keys":[]}'])
      expect(readConfig({ ...good, SIGNING_JWKS }, 'production', REALM_IDS).secrets.signing).toEqual([]);
    const SIGNING_JWKS = jwksOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
    expect(readConfig({ ...good, SIGNING_JWKS }, 'production', REALM_IDS).secrets.signing).toEqual([
      expect.objectContaining({ kid: 'a', alg: 'ES256', use: 'sig' }),
    ]);
  });

  test('O2 every problem is said at once', () => {
    const changes = {
      COOKIE_KEYS: undefined,
      PAIRWISE_SALT: 'short',
      DATABASE_URL: undefined,
      ISSUER: 'http://a.example',
    };
    const problems = problemsOf(changes).join('\n');
    for (const variable of Object.keys(changes)) expect(problems).toContain(variable);
  });

  test('O2 no message shows the value of a secret', () => {
    const marker = randomBytes(9).toString('base64url');
    const values: Values = {
      PORT: `port-${marker}`,
      DATABASE_URL: `not a url ${marker}`,
      REDIS_PREFIX: `pre fix ${marker}`,
    };
    for (const variable of RINGS) values[variable] = `k1:${marker}`;
    for (const variable of SINGLES) values[variable] = marker;
    values['SIGNING_JWKS'] = `{"keys":"${marker}`;
    let message = '';
    try {
      readConfig({ ...good, ...values }, 'production', REALM_IDS);
    } catch (error) {
      message = `${error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : error}`;
    }
    expect(message).toContain('COOKIE_KEYS');
    expect(message).not.toContain(marker);
  });
});

describe('O2 production refuses a setting', () => {
  test.each([
    ['DATABASE_URL', undefined, 'DATABASE_URL is missing'],
    ['REDIS_URL', undefined, 'REDIS_URL is missing'],
    ['SMTP_URL', undefined, 'SMTP_URL is missing'],
    ['SMS_HTTP_URL', undefined, 'SMS_HTTP_URL is missing (or SMS_SMPP_URL)'],
    ['SMS_PROVIDERS', 'http,smpp', 'SMS_PROVIDERS names a provider, and SMS_SMPP_URL is missing'],
    ['VOICE_HTTP_URL', undefined, 'VOICE_HTTP_URL is missing'],
    ['ACCOUNTS_FILE', 'people.ndjson', 'ACCOUNTS_FILE is refused in production'],
  ])('O2 %s set to %s', (variable, value, problem) => {
    expect(problemsOf({ [variable]: value })).toEqual([problem]);
  });

  test.each([
    ['ARGON2_MEMORY_KIB', '19455'],
    ['ARGON2_MEMORY_KIB', '8'],
    ['ARGON2_ITERATIONS', '1'],
  ])('C2 weak Argon2: %s=%s', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toEqual([expect.stringContaining('ARGON2_MEMORY_KIB')]);
  });

  test('O2 an issuer that is missing, for each realm', () => {
    expect(problemsOf({ ISSUER: undefined })).toEqual([
      'ISSUER is missing (or ISSUER_ALLOCATAIRES)',
      'ISSUER is missing (or ISSUER_EMPLOYEURS)',
    ]);
  });

  test('O2 an issuer that is not https', () => {
    expect(problemsOf({ ISSUER: 'http://connexion.example' })).toContainEqual(expect.stringContaining('must be https'));
  });

  test('O2 a realm’s own issuer that is not https, beside a good common one', () => {
    expect(problemsOf({ ISSUER_EMPLOYEURS: 'http://peps.example' })).toEqual([
      'ISSUER must be https (or ISSUER_EMPLOYEURS)',
    ]);
  });

  test('O2 an issuer with a query or a fragment', () => {
    for (const ISSUER of ['https://a.example/?realm=1', 'https://a.example/#top']) {
      expect(problemsOf({ ISSUER })).toEqual(['ISSUER must have neither query nor fragment']);
    }
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', 'three'],
    ['LOG_LEVEL', 'loud'],
    ['DELIVERY_TIMEOUT_SECONDS', '31'],
    ['ARGON2_QUEUE', '0'],
    ['ISSUER', 'connexion.example'],
    ['REDIS_PREFIX', 'a b'],
  ])('O2 %s=%s, by its name', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toEqual([expect.stringMatching(new RegExp(`^${variable}: `))]);
  });
});

describe('O1 development mode', () => {
  const local = { ISSUER: undefined, DATABASE_URL: undefined, REDIS_URL: undefined, SMTP_URL: undefined, PORT: '3100' };

  test('O1 needs no address, and has its issuers on its own port', () => {
    const config = readConfig({ ...good, ...local, SMS_HTTP_URL: undefined }, 'development', REALM_IDS);
    expect([...config.issuers.values()]).toEqual([
      'http://localhost:3100/allocataires',
      'http://localhost:3100/employeurs',
    ]);
  });

  test.each(['https://connexion.example', 'http://192.0.2.1:3000', 'http://localhost.example'])(
    'O1 refuses an issuer beyond the machine: %s',
    (ISSUER) => {
      expect(problemsOf({ ...local, ISSUER }, 'development')).toEqual([
        'ISSUER must be on loopback in development mode',
      ]);
    },
  );

  test('O1 refuses to listen beyond the machine', () => {
    expect(problemsOf({ ...local, HOST: '0.0.0.0' }, 'development')).toEqual([
      'HOST must be loopback in development mode',
    ]);
  });

  test('O1 its secrets are held to the same rules', () => {
    expect(problemsOf({ ...local, COOKIE_KEYS: undefined }, 'development')).toEqual(['COOKIE_KEYS is missing']);
  });

  test.each([
    ['http://localhost:3000', true],
    ['http://127.0.0.2', true],
    ['http://[::1]:3000', true],
    ['http://127.0.0.1.example', false],
    ['http://10.0.0.1', false],
    ['localhost', false],
    [undefined, false],
  ])('O1 is %s on the machine itself? %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});

describe('O2 secrets in files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'poterne-config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('O2 a variable reads from the file that <VARIABLE>_FILE names, line end apart', () => {
    const file = join(folder, 'cookies');
    writeFileSync(file, `${good['COOKIE_KEYS']}\n`);
    for (const COOKIE_KEYS of [undefined, '']) {
      expect(problemsOf({ COOKIE_KEYS, COOKIE_KEYS_FILE: file })).toEqual([]);
    }
  });

  test('O2 the variable itself goes before its file', () => {
    const file = join(folder, 'weak');
    writeFileSync(file, 'k1:short');
    expect(problemsOf({ COOKIE_KEYS_FILE: file })).toEqual([]);
    expect(problemsOf({ COOKIE_KEYS: undefined, COOKIE_KEYS_FILE: file })).toEqual([
      expect.stringContaining('shorter'),
    ]);
  });

  test('O2 a file that cannot be read is named by its variable', () => {
    const COOKIE_KEYS_FILE = join(folder, 'absent');
    expect(problemsOf({ COOKIE_KEYS: undefined, COOKIE_KEYS_FILE })).toEqual([
      'COOKIE_KEYS_FILE cannot be read (ENOENT)',
      'COOKIE_KEYS is missing',
    ]);
  });
});

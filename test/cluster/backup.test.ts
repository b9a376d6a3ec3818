/** The drill of docs/backup_and_restore.md, run on every change (O7). */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RING_VARIABLES } from '../../src/config/secrets.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { type RelyingParty, relyingParty, signIn, type Tokens } from '../harness/relying_party.js';
import { CLAIRE } from '../harness/scenario.js';
import { createDatabase, dropDatabase } from '../infrastructure/database.js';
import { databasePrefix, testVariable } from '../infrastructure/environment.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const PASSPHRASE = randomBytes(24).toString('base64url');
const NAME = `restored_${randomBytes(4).toString('hex')}`;

let work: string;
let backup: string;
let poterne: Restartable;
let party: RelyingParty;
let tokens: Tokens;

interface Run {
  readonly status: number | null;
  readonly said: string;
}

function run(script: string, args: readonly string[], environment: Readonly<Record<string, string>>): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}.mjs`, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], BACKUP_PASSPHRASE: PASSPHRASE, ...environment },
  });
  return { status, said: `${stdout}${stderr}` };
}

const emptyDatabase = (name: string) =>
  createDatabase(testVariable('POTERNE_TEST_DATABASE_URL'), `${databasePrefix()}${name}`);

beforeAll(async () => {
  recordSecret('key', PASSPHRASE);
  work = mkdtempSync(join(testVariable('POTERNE_TEST_RUN_DIR'), 'backup-'));
  backup = join(work, 'taken');
  poterne = await startPoterne({ name: 'backup', ephemeral: 'redis' });
  party = await relyingParty(poterne);
  const { request, callback } = await signIn(poterne, party, CLAIRE);
  tokens = await party.redeem(request, callback);
});
afterAll(async () => {
  await poterne?.close();
  await dropDatabase(testVariable('POTERNE_TEST_DATABASE_URL'), `${databasePrefix()}${NAME}`);
});

describe('backup and restore', () => {
  test('O7 the backup holds every secret that the service reads', async () => {
    const { SECRET_VARIABLES, OPTIONAL_SECRET_VARIABLES } = (await import(
      '../../scripts/secret_variables.mjs' as string
    )) as Readonly<Record<string, readonly string[]>>;
    const read = [...Object.values(RING_VARIABLES), 'PAIRWISE_SALT', 'DPOP_NONCE_KEY'];
    expect([...(SECRET_VARIABLES ?? [])].sort()).toEqual(read.sort());
    expect(OPTIONAL_SECRET_VARIABLES).toEqual(['SIGNING_JWKS']);
    expect(Object.keys(poterne.secrets).sort()).toEqual(read.sort());
  });

  test('O7 S1 a backup is taken while the service runs, and nothing in it can be read without the passphrase', async () => {
    const environment = { ...poterne.secrets, DATABASE_URL: poterne.database.url, ISSUER: poterne.origin };
    expect(run('backup', [backup], environment)).toMatchObject({ status: 0 });
    const files = readdirSync(backup);
    expect(files.sort()).toEqual(['database.dump.enc', 'manifest.json', 'secrets.env.enc']);
    for (const file of files) {
      const content = readFileSync(join(backup, file)).toString('latin1');
      for (const secret of [CLAIRE.email ?? '', poterne.secrets['PAIRWISE_SALT'] ?? '', PASSPHRASE])
        expect(content.includes(secret)).toBe(false);
    }
  });

  test('O7 keys that do not go with the database are refused, not backed up', () => {
    const lost = { ...poterne.secrets, PEPPER_KEYS: poterne.secrets['PEPPER_KEYS']?.replace('k1:', 'k2:') ?? '' };
    const refused = run('backup', [join(work, 'refused')], { ...lost, DATABASE_URL: poterne.database.url });
    expect(refused.status).toBe(1);
    expect(refused.said).toMatch(/credential needs key "k1", which PEPPER_KEYS lacks/);
    const ringLost = poterne.secrets['KEY_ENCRYPTION_KEYS']?.replace('k1:', 'k2:') ?? '';
    const unsealed = { ...poterne.secrets, KEY_ENCRYPTION_KEYS: ringLost, DATABASE_URL: poterne.database.url };
    expect(run('backup', [join(work, 'refused_too')], unsealed).said).toMatch(
      /provider_key needs key "k1", which KEY_ENCRYPTION_KEYS lacks/,
    );
  });

  test('O7 a changed file, another passphrase and a database in use are refused before anything is written', async () => {
    const changed = join(work, 'changed');
    mkdirSync(changed);
    for (const file of readdirSync(backup)) copyFileSync(join(backup, file), join(changed, file));
    const dump = readFileSync(join(changed, 'database.dump.enc'));
    dump[dump.length - 100] = (dump[dump.length - 100] ?? 0) ^ 1;
    writeFileSync(join(changed, 'database.dump.enc'), dump);
    const target = { DATABASE_URL: poterne.database.url };
    const file = join(work, 'never.env');
    expect(run('restore', [changed, file], target).said).toMatch(/is not the file that was backed up/);
    const other = { ...target, BACKUP_PASSPHRASE: 'another passphrase of some length' };
    expect(run('restore', [backup, file], other).said).toMatch(/another passphrase/);
    expect(run('restore', [backup, file], target).said).toMatch(/the database is not empty/);
    expect(readdirSync(work)).not.toContain('never.env');
  });

  test('O7 restored beside an empty Redis: same sub, the password and the refresh token still work, what was in Redis is void', async () => {
    const url = await emptyDatabase(NAME);
    const secretsFile = join(work, 'restored.env');
    const restored = run('restore', [backup, secretsFile], { DATABASE_URL: url });
    expect(restored).toMatchObject({ status: 0 });
    const lines = readFileSync(secretsFile, 'utf8').trim().split('\n');
    const secrets = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
    expect(secrets).toEqual(poterne.secrets);

    const port = Number(new URL(poterne.origin).port);
    await poterne.close();
    poterne = await startPoterne({
      name: 'restored',
      ephemeral: 'redis',
      port,
      clients: [],
      accounts: [],
      after: { database: { url, drop: async () => {} }, secrets, prefix: `${databasePrefix()}lost:` },
    });
    party = await relyingParty(poterne);
    const lost = await fetch(`${poterne.issuer('allocataires')}/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(lost.status).toBe(401);
    expect((await party.refreshRaw(tokens.refresh_token ?? '')).status).toBe(200);
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    expect((await party.redeem(request, callback)).claims()?.sub).toBe(tokens.claims()?.sub);
  });
});

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { doctor } from '../../src/cli/doctor.js';
import { runGroups } from '../../src/cli/run_groups.js';
import type { Finding } from '../../src/domain/health/finding.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { query } from '../import/command.js';
import { testDatabase } from '../infrastructure/database.js';
import { testRedis } from '../infrastructure/redis.js';

let poterne: Restartable;
let gateway: Server;
let mail: SMTPServer;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'poterne-doctor-'));
  poterne = await startPoterne({ name: 'doctor' });
  gateway = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/away') response.statusCode = 503;
    response.end(request.url === '/jwks' ? '{"keys":[{"kty":"EC"}]}' : '{}');
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(new Error('no')),
  });
  mail.listen(0, '127.0.0.1');
  await once(mail.server, 'listening');
  const { url, prefix } = testRedis();
  const mailPort = (mail.server.address() as AddressInfo).port;
  const gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send?to={{to|url}}`;
  environment = {
    ...poterne.secrets,
    ISSUER: 'https://connexion.example.test',
    DATABASE_URL: poterne.database.url,
    REDIS_URL: url,
    REDIS_PREFIX: prefix,
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    SMS_HTTP_URL: gatewayUrl,
    VOICE_HTTP_URL: gatewayUrl,
  };
});
afterAll(async () => {
  await poterne.close();
  gateway.close();
  mail.close();
  rmSync(folder, { recursive: true });
});

async function run(changes: Readonly<Record<string, string>> = {}, ...args: readonly string[]) {
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  const code = await runGroups({ doctor }, ['doctor', ...args], {
    environment: { ...environment, ...changes },
    say: note,
    complain: note,
  });
  return { code, said: lines.join('\n') };
}

async function failing(changes: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { said } = await run(changes, '--json');
  return (JSON.parse(said) as readonly Finding[]).filter(({ state }) => state === 'fail').map(({ check }) => check);
}

describe('O4 poterne doctor', () => {
  test('where all is well it says so and ends with 0; what is only to be looked at has a way to mend it', async () => {
    const { code, said } = await run();
    expect(said).toMatch(/^ok {4}configuration/m);
    for (const check of [
      'database.migrations',
      'database.clock',
      'keys.signing.ES256',
      'secrets.PEPPER_KEYS',
      'redis ',
      'redis.version',
      'smtp ',
      'sms ',
      'voice ',
      'audit.anchor',
      'letters ',
      'signals ',
      'logout-notices ',
      'pings ',
      'sessions.ending',
    ])
      expect(said).toMatch(new RegExp(`^ok +${check.replace('.', '\\.')}`, 'm'));
    expect(said).toMatch(/^warn {2}leaked-passwords .*\n +→ poterne leaked-passwords build/m);
    expect(said).toMatch(/\d+ ok, \d+ to look at, 0 to mend$/);
    expect(code).toBe(0);
  });

  test('every problem is told at once, each store and provider that is away by its own line, and no secret', async () => {
    const dead = '127.0.0.1:9';
    const changes = {
      ISSUER: 'http://connexion.example.test',
      DATABASE_URL: `postgresql://poterne:geheim-4711@${dead}/x`,
      REDIS_URL: `redis://:geheim-4711@${dead}`,
      SMTP_URL: `smtp://user:geheim-4711@${dead}`,
      SMS_HTTP_URL: `http://${dead}/`,
      COOKIE_KEYS: '',
      LEAKED_PASSWORDS_FILE: join(folder, 'none'),
      CLIENTS_FILE: join(folder, 'none'),
    };
    expect(await failing(changes)).toEqual(
      expect.arrayContaining([
        'configuration',
        'files.CLIENTS_FILE',
        'database',
        'redis',
        'smtp',
        'sms',
        'leaked-passwords',
      ]),
    );
    const { code, said } = await run(changes);
    expect(code).toBe(1);
    expect(said).toMatch(/COOKIE_KEYS is missing/);
    expect(said).toMatch(/ISSUER must be https/);
    expect(said).not.toContain('geheim-4711');
    expect(await failing({ DATABASE_URL: '', REDIS_URL: '', SMTP_URL: '', SMS_HTTP_URL: '' })).toEqual(
      expect.arrayContaining(['configuration', 'database', 'redis', 'smtp', 'sms']),
    );
  });

  test('O3 each provider that is used is asked, a second one and an operator too; a channel that is off is not', async () => {
    const dead = '127.0.0.1:9';
    const http = environment['SMS_HTTP_URL'] ?? '';
    // An operator alone carries SMS: what matters is that somebody takes the line.
    const line = `smpp://user:geheim-4711@${new URL(http).host}`;
    const operator = { SMS_HTTP_URL: '', SMS_SMPP_URL: line };
    const { said } = await run(operator);
    for (const check of ['sms-smpp', 'voice']) expect(said).toMatch(new RegExp(`^ok +${check} `, 'm'));
    expect(said).not.toMatch(/^\w+ +sms /m);
    expect(said).not.toContain('geheim-4711');
    const seconds = {
      SMTP_SECOND_URL: `smtp://${dead}`,
      SMS_HTTP_SECOND_URL: `http://${dead}/`,
      VOICE_HTTP_URL: `http://${dead}/`,
      VOICE_HTTP_SECOND_URL: `http://${dead}/`,
      SMS_SMPP_URL: `smpp://${dead}`,
    };
    const all = ['smtp-second', 'sms-second', 'sms-smpp', 'voice', 'voice-second'];
    expect(await failing(seconds)).toEqual(all);
    expect(await failing({ ...seconds, SMS_PROVIDERS: 'http', CHANNELS_OFF: 'voice' })).toEqual(['smtp-second']);
  });

  test('a database without its tables, and one that a migration stopped half way', async () => {
    const empty = await testDatabase();
    await query(empty.url, 'DELETE FROM "_prisma_migrations" WHERE migration_name LIKE \'%credential_life\'');
    expect((await run({ DATABASE_URL: empty.url })).said).toMatch(/^warn {2}database\.migrations .*credential_life/m);
    await query(empty.url, 'UPDATE "_prisma_migrations" SET finished_at = NULL');
    expect(await failing({ DATABASE_URL: empty.url })).toContain('database.migrations');
    await query(empty.url, 'DROP TABLE "_prisma_migrations"');
    expect((await run({ DATABASE_URL: empty.url })).said).toMatch(/^warn {2}database\.migrations/m);
    await empty.drop();
  });

  test('S8 P9 what portals have not heard yet: streams, logout notices, pings, sessions that were to end', async () => {
    const owed = await testDatabase();
    await query(
      owed.url,
      `INSERT INTO signal_stream (id, realm, client_id, sector, delivery, status, status_by, reason, events_requested, events,
         failing_since, next_attempt_at, created_at, updated_at)
       SELECT gen_random_uuid(), 'allocataires', client, client, 'push', status, 'transmitter', 'status 503', '{}', '{}',
         CASE status WHEN 'enabled' THEN now() - interval '30 minutes' END, now(), now(), now()
       FROM (VALUES ('failing', 'enabled'), ('paused', 'paused'), ('lost', 'paused')) AS s (client, status)`,
    );
    await query(
      owed.url,
      `INSERT INTO signal_event (id, stream_id, type, data, happened_at, created_at, dedupe_key)
       SELECT gen_random_uuid(), id, 'verification', '{}', now(),
         now() - CASE client_id WHEN 'lost' THEN interval '6 days' ELSE interval '2 days' END, 'one' FROM signal_stream`,
    );
    await query(
      owed.url,
      `INSERT INTO logout_notice (id, realm, client_id, account_id, attempts, next_attempt_at, created_at)
       SELECT gen_random_uuid(), 'allocataires', 'dead', 'x', n, now() + interval '1 hour', now() - interval '5 hours'
       FROM generate_series(5, 6) n`,
    );
    await query(
      owed.url,
      `INSERT INTO backchannel_request (id, realm, client_id, subject, message, scope, acr_values, cipher_key_id, sealed,
         is_pinged, created_at, expires_at, decision, decided_at, pings)
       SELECT gen_random_uuid(), 'allocataires', 'deaf', 'x', 'x', 'openid', '', 'k', '', true, now(), now(), 'confirmed', now(), 4`,
    );
    await query(
      owed.url,
      `INSERT INTO session_ending (realm, uid, grants, begun_at) VALUES ('allocataires', 'x', '{}', now() - interval '3 hours')`,
    );
    const { said } = await run({ DATABASE_URL: owed.url });
    for (const line of [
      'warn  signals.allocataires.failing      pushes fail since 30 min (status 503); 1 wait, one for 48 h',
      'warn  signals.allocataires.paused       paused (status 503); 1 wait, one for 48 h',
      'fail  signals.allocataires.lost         1 wait, one for 6 days: what is older than 7 days is given up',
      'warn  logout-notices.allocataires.dead  2 wait for it, one for 5 h, tried 6 times',
      'warn  pings.allocataires.deaf           1 of 1 answers of today could not be told at once',
      'warn  sessions.ending                   a session was to end 3 h ago',
    ])
      expect(said).toContain(line);
    expect(said).toContain('poterne signals resume allocataires/lost');
    await owed.drop();
  });

  test('a ring that lost the key of rows, no key that signs, a login that the mail server refuses, upstreams', async () => {
    const [, other] = (environment['PEPPER_KEYS'] ?? '').split(':');
    expect(await failing({ PEPPER_KEYS: `renamed:${other}` })).toEqual(['secrets.PEPPER_KEYS']);
    expect(
      await failing({ SMTP_URL: (environment['SMTP_URL'] ?? '').replace('smtp://', 'smtp://user:wrong@') }),
    ).toEqual(['smtp.login']);
    const endpoint = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
    const file = join(folder, 'upstreams.json');
    const upstream = (id: string, path: string) => ({
      realm: 'allocataires',
      id,
      preset: 'franceconnect-plus',
      client_id: 'x',
      client_secret: 'y'.repeat(40),
      issuer: endpoint,
      endpoints: {
        authorization_endpoint: `${endpoint}/a`,
        token_endpoint: `${endpoint}/t`,
        userinfo_endpoint: `${endpoint}/u`,
        jwks_uri: `${endpoint}${path}`,
      },
    });
    writeFileSync(
      file,
      JSON.stringify([upstream('good', '/jwks'), upstream('empty', '/nothing'), upstream('away', '/away')]),
    );
    const allowed = { UPSTREAMS_FILE: file, OUTBOUND_ALLOW: new URL(endpoint).host };
    expect(await failing(allowed)).toEqual(['upstream.allocataires.empty', 'upstream.allocataires.away']);
    expect((await run(allowed)).said).toMatch(/^ok +upstream\.allocataires\.good +publishes 1 key$/m);
    writeFileSync(file, JSON.stringify([{ ...upstream('good', '/jwks'), issuer: 'ftp://x' }]));
    expect(await failing(allowed)).toEqual(['files.UPSTREAMS_FILE']);
    await query(
      poterne.database.url,
      `UPDATE provider_key SET state = 'retiring' WHERE purpose = 'signing' AND alg = 'ES256'`,
    );
    expect(await failing({})).toEqual(['keys.signing.ES256']);
  });

  test('what is not understood ends with 2', async () => {
    expect((await run({}, '--all')).code).toBe(2);
    expect((await run({}, '--help')).said).toContain('Exit codes');
  });
});

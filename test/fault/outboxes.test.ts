/** `kill -9` in the middle of sending, pushing and printing: nothing is lost, and nobody reads anything twice (C8, U2, S8). */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresLetterOutbox } from '../../src/adapters/postgres/letter/letter_outbox.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { createPostgresNoticeOutbox } from '../../src/adapters/postgres/notice/notice_outbox.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import type { Manifest } from '../../src/cli/letter_folder.js';
import { keyRing } from '../../src/config/key_ring.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';
import { serverFolder } from '../infrastructure/server_process.js';

const SECRET = randomBytes(32);
const RING = keyRing([{ id: 'one', secret: SECRET }]);
const NOTICES = 80;
const LETTERS = 40;
/** as many as a process has under way at once */
const AT_ONCE = 20;
const LEASE_MS = 300_000;
const SIGNALS = 60;
const SIGNALS_AT_ONCE = 10;
const STREAM_LEASE_MS = 30_000;

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await testDatabase();
  database = connectDatabase(server.url, 3);
});
afterAll(async () => {
  await database.$disconnect();
  await server.drop();
});

function startWorker(work: 'send' | 'push' | 'print', environment: Readonly<Record<string, string>>): ChildProcess {
  const hooks = join(process.cwd(), 'test/infrastructure/source_hooks.mjs');
  return spawn(process.execPath, ['--import', hooks, 'test/fault/outbox_worker.ts', work], {
    env: {
      PATH: process.env['PATH'],
      POTERNE_TEST_RUN_DIR: process.env['POTERNE_TEST_RUN_DIR'],
      DATABASE_URL: server.url,
      OUTBOX_KEY: SECRET.toString('base64url'),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const ended = (child: ChildProcess) => new Promise<void>((resolve) => child.once('exit', () => resolve()));

test('U2 a process killed while it sends: each notice arrives, and a mailbox that knows its Message-ID shows it once', async () => {
  const received: string[] = [];
  let onReceived = () => {};
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(
          /^Message-ID: <([^@>]+)@poterne\.test>$/m.exec(Buffer.concat(chunks).toString().replace(/\r/g, ''))?.[1] ??
            '',
        );
        onReceived();
        answer();
      });
    },
  });
  // A sender that is killed hangs up in the middle.
  mail.on('error', () => {});
  await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', () => resolve()));
  const address = mail.server.address();
  const SMTP_URL = `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

  const outbox = createPostgresNoticeOutbox(database, createNoticeBox(RING));
  const people = Array.from({ length: NOTICES }, () => randomUUID());
  // Two that happened to each person a while ago: they leave as one message.
  const notices = Array.from({ length: 2 * NOTICES }, (_, index) => ({
    realm: 'allocataires',
    accountId: people[index >> 1] ?? '',
    kind: 'contact_added' as const,
    locale: 'fr' as const,
    channel: 'email' as const,
    destination: `person-${index >> 1}@example.test`,
    data: {},
    secret: null,
    dedupeKey: randomUUID(),
  }));
  await outbox.add(notices, Date.now() - 301_000);
  const kills = [30];
  for (const [generation, after] of [...kills, undefined].entries()) {
    // What the one before had under way is taken up once its lease has ended.
    const child = startWorker('send', { SMTP_URL, AHEAD_MS: String(generation * (LEASE_MS + 1)) });
    onReceived = () => {
      if (after !== undefined && received.length >= after) child.kill('SIGKILL');
    };
    await ended(child);
    expect(child.signalCode).toBe(after === undefined ? null : 'SIGKILL');
  }
  await new Promise<void>((resolve) => mail.close(() => resolve()));

  const rows = await database.sql.rows<Array<{ id: string; state: string }>>`SELECT batch_id AS id, state FROM notice`;
  expect(rows.filter(({ state }) => state !== 'sent')).toEqual([]);
  expect(new Set(received)).toEqual(new Set(rows.map(({ id }) => id)));
  expect(rows).toHaveLength(2 * NOTICES);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(NOTICES);
  // Only those whose answer nobody heard came twice, and under the same Message-ID.
  expect(received.length - NOTICES).toBeLessThanOrEqual(kills.length * AT_ONCE);
});

test('S8 a process killed while it pushes: each event reaches its portal, and a portal that knows its jti takes it once', async () => {
  const received: string[] = [];
  let onReceived = () => {};
  const portal = createServer((request, response) => {
    let jti = '';
    request.on('data', (chunk) => {
      jti += chunk;
    });
    request.on('end', () => {
      received.push(jti);
      onReceived();
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  const bound = portal.address();
  const streamId = randomUUID();
  await database.sql.count`
    INSERT INTO signal_stream (id, realm, client_id, sector, delivery, endpoint_url, events_requested, events,
      next_attempt_at, created_at, updated_at)
    VALUES (${streamId}::uuid, 'allocataires', 'caf', 'caf', 'push',
      ${`http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/`}, '{}', '{}', now(), now(), now())`;
  await database.sql.count`
    INSERT INTO signal_event (id, stream_id, type, data, happened_at, created_at, dedupe_key)
    SELECT gen_random_uuid(), ${streamId}::uuid, 'verification', '{}', now(), now() - interval '1 minute', n::text
    FROM generate_series(1, ${SIGNALS}::int) n`;
  const kills = [25];
  for (const [generation, after] of [...kills, undefined].entries()) {
    const child = startWorker('push', { AHEAD_MS: String(generation * (STREAM_LEASE_MS + 1)) });
    onReceived = () => {
      if (after !== undefined && received.length >= after) child.kill('SIGKILL');
    };
    await ended(child);
    expect(child.signalCode).toBe(after === undefined ? null : 'SIGKILL');
  }
  portal.closeAllConnections();
  await new Promise((resolve) => portal.close(resolve));

  const rows = await database.sql.rows<Array<{ id: string; state: string }>>`
    SELECT id, state FROM signal_event WHERE stream_id = ${streamId}::uuid`;
  expect(rows.filter(({ state }) => state !== 'delivered')).toEqual([]);
  expect(new Set(received)).toEqual(new Set(rows.map(({ id }) => id)));
  // Only those whose answer nobody noted came twice.
  expect(received.length - SIGNALS).toBeLessThanOrEqual(kills.length * SIGNALS_AT_ONCE);
});

test('C8 a process killed while it prints: each letter is in one batch, and each batch is there whole or not at all', async () => {
  const OUT = serverFolder('letters');
  await database.sql.count`
    INSERT INTO account (id, realm, family_name, given_names, gender, birthdate, postcode, city)
    SELECT gen_random_uuid(), 'allocataires', 'MARTIN', ARRAY['Claire'], 'female', '1984-05-11', '88000', 'Épinal'
    FROM generate_series(1, ${LETTERS}::int)`;
  const people = await database.sql.rows<Array<{ id: string }>>`SELECT id FROM account`;
  const outbox = createPostgresLetterOutbox(database, createLetterBox(RING));
  for (const { id: accountId } of people) {
    const letter = { realm: 'allocataires', accountId, kind: 'provisional_password', locale: 'fr' } as const;
    await outbox.add({ ...letter, data: {}, secret: '73190452', dedupeKey: accountId }, Date.now());
  }
  for (const after of [2, undefined]) {
    const child = startWorker('print', { OUT, AHEAD_MS: '0' });
    let written = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      written += String(chunk).split('written').length - 1;
      if (after !== undefined && written >= after) setTimeout(() => child.kill('SIGKILL'), Math.random() * 30);
    });
    await ended(child);
  }
  // What was claimed and not said to be printed is rendered again, as docs/letters.md has it.
  const batches = await outbox.batches('allocataires', 100);
  const left = batches.filter(({ state }) => state === 'claimed');
  expect(left.length).toBeLessThanOrEqual(1);
  const inBatches = await database.sql.rows<Array<{ id: string; batch_id: string }>>`SELECT id, batch_id FROM letter`;
  expect(inBatches).toHaveLength(LETTERS);

  const folders = readdirSync(OUT).filter((name) => !name.startsWith('.'));
  const listed = folders.flatMap((name) => {
    const manifest = JSON.parse(readFileSync(join(OUT, name, 'manifest.json'), 'utf8')) as Manifest;
    for (const { file, sha256 } of manifest.letters)
      expect(
        createHash('sha256')
          .update(readFileSync(join(OUT, name, file)))
          .digest('hex'),
      ).toBe(sha256);
    return manifest.letters.map(({ id }) => ({ id, batch_id: manifest.batch }));
  });
  const unwritten = left.filter(({ id }) => !folders.includes(id));
  const again = (await Promise.all(unwritten.map(({ id }) => outbox.lettersOf(id)))).flat().map(({ id }) => id);
  expect([...listed.map(({ id }) => id), ...again].sort()).toEqual(inBatches.map(({ id }) => id).sort());
});

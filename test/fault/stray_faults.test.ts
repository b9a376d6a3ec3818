/** Faults that no request waits for, met by the entry of production itself (O2). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateSecrets } from '../../src/config/development_secrets.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';
import { logFile, recordSecret } from '../infrastructure/log_watch.js';
import { testRedis } from '../infrastructure/redis.js';
import { freePort, waitUntil } from '../infrastructure/server_process.js';

const PATIENCE_MS = 20_000;
const BODY = 'grant_type=authorization_code';

let database: TestDatabase;
let port: number;
let main: ChildProcess;
let ended: Promise<readonly unknown[]>;
const log = logFile('stray_faults');

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly error?: { readonly type: string; readonly frames: readonly string[] };
}

const line = (msg: string): LogLine | undefined =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((each) => each.startsWith('{'))
    .map((each) => JSON.parse(each) as LogLine)
    .find((each) => each.msg === msg);
const logged = (msg: string) => waitUntil(() => line(msg) !== undefined, PATIENCE_MS);
const status = (path: string) =>
  fetch(`http://localhost:${port}${path}`, { headers: { connection: 'close' } }).then(
    (answer) => answer.status,
    () => 0,
  );

beforeAll(async () => {
  database = await testDatabase();
  writeFileSync(log, '');
  port = await freePort();
  const secrets = await generateSecrets();
  for (const value of Object.values(secrets)) recordSecret('key', value);
  recordSecret('contact', 'claire.martin@example.test');
  const { url, prefix } = testRedis();
  const modules = ['test/infrastructure/source_hooks.mjs', 'test/fault/stray_fault_trigger.mjs'];
  const imports = modules.flatMap((module) => ['--import', join(process.cwd(), module)]);
  main = spawn(process.execPath, [...imports, 'src/main.ts'], {
    env: {
      ...secrets,
      PATH: process.env['PATH'],
      POTERNE_TEST_RUN_DIR: process.env['POTERNE_TEST_RUN_DIR'],
      NODE_DISABLE_COLORS: '1',
      PORT: String(port),
      ISSUER: `http://localhost:${port}`,
      DATABASE_URL: database.url,
      DATABASE_POOL: '3',
      REDIS_URL: url,
      REDIS_PREFIX: prefix,
      SMTP_URL: 'smtp://127.0.0.1:9',
      SMS_HTTP_URL: 'http://127.0.0.1:9/',
      VOICE_HTTP_URL: 'http://127.0.0.1:9/',
      DRAIN_SECONDS: '10',
      LOG_FILE: log,
    },
    stdio: 'ignore',
  });
  ended = once(main, 'exit');
  expect(await logged('listening')).toBe(true);
}, PATIENCE_MS);
afterAll(async () => {
  if (main?.exitCode === null && main.signalCode === null) main.kill('SIGKILL');
  await ended;
});

test('O2 a rejection that nobody handled is told without its words, and the process goes on', async () => {
  main.kill('SIGUSR2');
  expect(await logged('a rejection that nobody handled')).toBe(true);
  expect(line('a rejection that nobody handled')).toMatchObject({ level: 50, error: { type: 'TypeError' } });
  expect(await status('/readyz')).toBe(200);
  expect(main.exitCode).toBeNull();
});

test('O2 an exception that nobody caught is told, open requests are answered, and the process ends with 1', async () => {
  const { socket, answer } = await beginRequest();
  main.kill('SIGHUP');
  const told = 'an exception that nobody caught: draining';
  expect(await logged(told)).toBe(true);
  expect(line(told)).toMatchObject({ level: 60, error: { type: 'RangeError' } });
  expect(await waitUntil(async () => (await status('/healthz')) === 0, PATIENCE_MS)).toBe(true);
  expect(main.exitCode).toBeNull();
  socket.write(BODY);
  expect(await answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*"error":"invalid_request"/);
  expect(await ended).toEqual([1, null]);
  expect(readFileSync(log, 'utf8')).not.toContain('stray words');
});

/** A request whose body the server waits for. */
async function beginRequest(): Promise<{ readonly socket: Socket; readonly answer: Promise<string> }> {
  const socket = connect(port, 'localhost');
  const lines = [
    'POST /allocataires/token HTTP/1.1',
    `Host: localhost:${port}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${BODY.length}`,
    'Expect: 100-continue',
    'Connection: close',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [interim] = await once(socket, 'data');
  expect(String(interim)).toMatch(/^HTTP\/1\.1 100 /);
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (piece) => {
      text += String(piece);
    });
    socket.once('close', () => resolve(text));
  });
  return { socket, answer };
}

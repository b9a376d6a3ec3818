/** WORKERS: one port, several processes (O2). The entry of production itself runs, on the test's stores. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateSecrets } from '../../src/config/development_secrets.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';
import { logFile, recordSecret } from '../infrastructure/log_watch.js';
import { testRedis } from '../infrastructure/redis.js';
import { freePort, waitUntil } from '../infrastructure/server_process.js';

const PATIENCE_MS = 20_000;
const REQUESTS = 12;

let database: TestDatabase;
let port: number;
let metricsPort: number;
let main: ChildProcess;
let ended: Promise<number | null>;
const log = logFile('workers');

interface LogLine {
  readonly msg: string;
  readonly worker?: number;
  readonly pid?: number;
  readonly signal?: string;
}

const lines = (msg: string): readonly LogLine[] =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine)
    .filter((line) => line.msg === msg);

beforeAll(async () => {
  database = await testDatabase();
  writeFileSync(log, '');
  [port, metricsPort] = [await freePort(), await freePort()];
  const secrets = await generateSecrets();
  for (const value of Object.values(secrets)) recordSecret('key', value);
  const { url, prefix } = testRedis();
  main = startMain({
    ...secrets,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    ISSUER: `http://localhost:${port}`,
    WORKERS: '2',
    DATABASE_URL: database.url,
    DATABASE_POOL: '3',
    REDIS_URL: url,
    REDIS_PREFIX: prefix,
    SMTP_URL: 'smtp://127.0.0.1:9',
    SMS_HTTP_URL: 'http://127.0.0.1:9/',
    VOICE_HTTP_URL: 'http://127.0.0.1:9/',
    DRAIN_SECONDS: '5',
    LOG_FILE: log,
  });
  ended = new Promise((resolve) => main.once('exit', (code) => resolve(code)));
  await waitUntil(() => lines('worker started').length === 2, PATIENCE_MS);
});
afterAll(async () => {
  if (main?.exitCode === null) main.kill('SIGKILL');
  await ended;
});

function startMain(environment: Readonly<Record<string, string>>): ChildProcess {
  const hooks = join(process.cwd(), 'test/infrastructure/source_hooks.mjs');
  return spawn(process.execPath, ['--import', hooks, 'src/main.ts'], {
    env: {
      PATH: process.env['PATH'],
      POTERNE_TEST_RUN_DIR: process.env['POTERNE_TEST_RUN_DIR'],
      NODE_DISABLE_COLORS: '1',
      ...environment,
    },
    stdio: 'ignore',
  });
}

const status = (path: string) =>
  fetch(`http://localhost:${port}${path}`, { headers: { connection: 'close' } }).then(
    (answer) => answer.status,
    () => 0,
  );

test('O2 two workers share the port, and the metrics port shows what each answered', async () => {
  expect(lines('worker started')).toHaveLength(2);
  const answers = [];
  for (let sent = 0; sent < REQUESTS; sent += 1) answers.push(await status('/readyz'));
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(new Set(lines('request').map(({ worker }) => worker)).size).toBe(2);
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const counted = [...text.matchAll(/^poterne_http_request_duration_seconds_count\{[^}]*\} (\d+)$/gm)];
  expect(counted.reduce((sum, [, count]) => sum + Number(count), 0)).toBeGreaterThanOrEqual(REQUESTS);
  for (const worker of [1, 2])
    expect(text).toMatch(new RegExp(`^poterne_store_up\\{store="redis",worker="${worker}"\\} 1$`, 'm'));
});

test('O2 a worker that is killed is started again, and the other one answers meanwhile', async () => {
  const [first] = lines('worker started');
  process.kill(first?.pid ?? 0, 'SIGKILL');
  expect(await waitUntil(() => lines('worker died').length === 1, PATIENCE_MS)).toBe(true);
  expect(await status('/readyz')).toBe(200);
  expect(await waitUntil(() => lines('worker started').length === 3, PATIENCE_MS)).toBe(true);
});

test('O2 SIGTERM to the first process drains all, and it ends with 0', async () => {
  main.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(lines('worker stopped')).toHaveLength(2);
  expect(await status('/healthz')).toBe(0);
});

test('O2 what stops every worker’s start is said once and ends the first process with 1', async () => {
  const refused = startMain({ WORKERS: '2' });
  expect(await new Promise((resolve) => refused.once('exit', resolve))).toBe(1);
});

/**
 * Redis for the tests: the run's server, where every test keeps to a key prefix of its own, and throwaway servers that a
 * test may kill. A throwaway one listens on a random loopback port with a random password and forgets everything when it
 * ends, as a cache without persistence does.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findRedis } from './binaries.js';
import { redisPrefix, testVariable } from './environment.js';
import { freePort, ServerProcess, serverFolder, waitUntil } from './server_process.js';

export interface RedisServer {
  /** redis://…; stays the same over a restart */
  readonly url: string;
  readonly isRunning: boolean;
  /** Ends the server at once, as a crash would. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Suspends the server: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
  /** Starts again what was killed, empty. */
  restart(): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const START_PATIENCE_MS = 10_000;
const STOP_PATIENCE_MS = 3_000;

/**
 * Starts a server; ready some 50 ms later.
 *
 * @param dir a folder for its configuration and log; by default a new one
 * @param settings further lines of its configuration
 * @param password by default a random one
 * @throws when Redis is not installed, or with the end of the server's log when it does not start
 */
export async function startRedis(
  options: { readonly dir?: string; readonly settings?: readonly string[]; readonly password?: string } = {},
): Promise<RedisServer> {
  const binary = findRedis();
  if (!binary) throw new Error('Redis is not installed (Debian: apt-get install redis-server)');
  const folder = options.dir ?? serverFolder('redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = await freePort();
  const password = options.password ?? randomBytes(18).toString('base64url');
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const logFile = join(folder, 'server.log');
  const configuration = join(folder, 'redis.conf');
  const lines = [`port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`, `dir ${folder}`, 'save ""'];
  writeFileSync(configuration, [...lines, ...(options.settings ?? []), ''].join('\n'), { mode: 0o600 });

  const start = async (): Promise<ServerProcess> => {
    const server = new ServerProcess({ command: binary, args: [configuration], logFile });
    await waitUntil(async () => !server.isRunning || (await answers(url)), START_PATIENCE_MS);
    if (server.isRunning && (await answers(url).catch(() => false))) return server;
    await server.end('SIGTERM', STOP_PATIENCE_MS);
    throw new Error(`Redis did not start:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
  };

  let server = await start();
  return {
    url,
    get isRunning() {
      return server.isRunning;
    },
    async kill(signal = 'SIGKILL') {
      server.signal(signal);
      await server.exited;
    },
    pause: () => server.signal('SIGSTOP'),
    resume: () => server.signal('SIGCONT'),
    async restart() {
      await server.end('SIGTERM', STOP_PATIENCE_MS);
      server = await start();
    },
    async stop() {
      await server.end('SIGTERM', STOP_PATIENCE_MS);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The run's Redis, with a key prefix that no other test has. The test command removes the keys at the end. */
export function testRedis(): { readonly url: string; readonly prefix: string } {
  return {
    url: testVariable('POTERNE_TEST_REDIS_URL'),
    prefix: `${redisPrefix()}${randomBytes(4).toString('hex')}:`,
  };
}

/** Removes every key that starts with a prefix. */
export async function removeKeys(url: string, prefix: string): Promise<void> {
  const client = connect(url);
  try {
    await client.connect();
    for await (const keys of client.scanStream({ match: `${prefix}*`, count: 1_000 })) {
      if (keys.length > 0) await client.unlink(...keys);
    }
  } finally {
    client.disconnect();
  }
}

/** @throws when the server does not answer */
export async function answers(url: string): Promise<boolean> {
  const client = connect(url);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } finally {
    client.disconnect();
  }
}

/** A connection for one piece of work that gives up at once. */
export function connect(url: string): Redis {
  // A refused connection leaves a timer of `disconnectTimeout` behind, which would hold a worker back at its end.
  const options = { connectTimeout: 2_000, disconnectTimeout: 100, retryStrategy: () => null };
  const client = new Redis(url, { ...options, lazyConnect: true });
  client.on('error', () => {});
  return client;
}

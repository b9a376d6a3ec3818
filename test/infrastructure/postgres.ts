/**
 * A throwaway PostgreSQL server that a test may kill: on a random loopback port with a random password, in a folder of
 * its own. PostgreSQL refuses to run as root, so root lends it another user's id.
 *
 * fsync is off, yet a commit is handed to the system before it is answered: what was committed survives SIGKILL.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findPostgres, type PostgresBinaries } from './binaries.js';
import { copyPrimary } from './postgres_standby.js';
import { freePort, ServerProcess, serverFolder, type UnixUser, waitUntil } from './server_process.js';

export interface PostgresServer {
  /** postgresql://…/postgres, as its superuser; stays the same over a restart */
  readonly url: string;
  readonly isRunning: boolean;
  /** Ends the server and its connections at once, as a crash would. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Suspends every process of the server: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
  /** Starts again what was killed, with its data. */
  restart(): Promise<void>;
  /** Ends the server in good order and removes its folder. */
  stop(): Promise<void>;
}

const USER = 'poterne';
const START_PATIENCE_MS = 20_000;
const STOP_PATIENCE_MS = 5_000;
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'wal_init_zero=off',
  'max_connections=200',
  'shared_buffers=64MB',
  'jit=off',
];

/**
 * Starts a server; ready about a second later.
 *
 * @param dir an empty or absent folder; by default a new one
 * @param settings further settings, `name=value`
 * @param standbyOf a running primary's address: the server is a copy that follows it, read-only
 * @throws when PostgreSQL is not installed, or with the end of the server's log when it does not start
 */
export async function startPostgres(
  options: { readonly dir?: string; readonly settings?: readonly string[]; readonly standbyOf?: string } = {},
): Promise<PostgresServer> {
  const binaries = findPostgres();
  if (!binaries) throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql)');
  const folder = options.dir ?? serverFolder('postgres');
  const user = serverUser();
  const primary = options.standbyOf === undefined ? undefined : new URL(options.standbyOf);
  const password = primary ? decodeURIComponent(primary.password) : randomBytes(18).toString('base64url');
  prepareFolder(folder, user);
  if (primary) copyPrimary(binaries.initdb, primary.href, join(folder, 'data'), user);
  else createCluster(binaries, folder, user, password);
  const port = await freePort();
  const url = `postgresql://${USER}:${password}@127.0.0.1:${port}/postgres`;
  const logFile = join(folder, 'server.log');
  const settings = [...SETTINGS, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting]);
  const command = {
    command: binaries.postgres,
    args: ['-D', join(folder, 'data'), '-p', String(port), ...settings],
    logFile,
    user,
  };

  // After a crash, processes that have not noticed it yet may hold the data for a moment: try until the patience ends.
  const start = async (): Promise<ServerProcess> => {
    const deadline = performance.now() + START_PATIENCE_MS;
    for (;;) {
      const server = new ServerProcess(command);
      const patienceMs = Math.max(0, deadline - performance.now());
      await waitUntil(async () => !server.isRunning || (await answers(url)), patienceMs);
      if (server.isRunning && (await answers(url).catch(() => false))) return server;
      await server.end('SIGQUIT', STOP_PATIENCE_MS);
      if (performance.now() > deadline) {
        throw new Error(`PostgreSQL did not start:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
      }
    }
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
      await server.end('SIGINT', STOP_PATIENCE_MS);
      server = await start();
    },
    async stop() {
      await server.end('SIGINT', STOP_PATIENCE_MS);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function prepareFolder(folder: string, user: UnixUser | undefined): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
}

function createCluster(binaries: PostgresBinaries, folder: string, user: UnixUser | undefined, password: string): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const { status, error, stderr } = spawnSync(
    binaries.initdb,
    [
      ...['-D', join(folder, 'data'), '-U', USER, '-E', 'UTF8', '--no-sync', '--no-instructions'],
      ...[`--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`, '--auth=scram-sha-256'],
      `--pwfile=${passwordFile}`,
    ],
    { encoding: 'utf8', cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C' }, ...user },
  );
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`);
}

/** Whom the server runs as when the tests are root's: PostgreSQL's own user, else the one that owns nothing. */
function serverUser(): UnixUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL refuses to run as root, and this system has neither a user postgres nor nobody');
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on('error', () => {});
  await client.connect();
  await client.end();
  return true;
}

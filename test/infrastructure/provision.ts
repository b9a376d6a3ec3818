/**
 * The servers of one run: those named by TEST_DATABASE_URL and TEST_REDIS_URL, used below a name of the run's own and
 * left as they were, else throwaway ones. No other server is ever touched.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endCommands } from './checks.js';
import { dropDatabases, withClient } from './database.js';
import { databasePrefix, redisPrefix, type TestVariable } from './environment.js';
import { pgliteUrl, startPglite } from './pglite.js';
import { startPostgres } from './postgres.js';
import { answers, removeKeys, startRedis } from './redis.js';
import { startRedisCluster } from './redis_cluster.js';
import { endNotedProcesses } from './server_process.js';

export interface Run {
  /** where Poterne's logs of this run are */
  readonly logFolder: string;
  /** @throws one line when a server that was named cannot be used */
  startServers(): Promise<void>;
  /** Ends everything that the run started and removes what it wrote; may be called twice. */
  end(): Promise<void>;
}

/** Makes the run's folder and tells the tests where it is. */
export function prepareRun(): Run {
  const folder = mkdtempSync(join(tmpdir(), 'poterne-test-'));
  // Root's PostgreSQL runs as another user, who must reach its own folder and may list nothing.
  chmodSync(folder, 0o711);
  const id = randomBytes(4).toString('hex');
  // A log folder that was asked for is kept; the run has a folder of its own in it.
  const logFolder = join(process.env['POTERNE_TEST_LOG_DIR'] || folder, `logs-${id}`);
  const pgliteFolder = join(folder, 'pglite');
  mkdirSync(logFolder, { recursive: true, mode: 0o700 });
  mkdirSync(join(folder, 'processes'), { mode: 0o700 });
  setVariables({
    POTERNE_TEST_RUN_DIR: folder,
    POTERNE_TEST_RUN_ID: id,
    POTERNE_TEST_LOG_DIR: logFolder,
    POTERNE_TEST_PGLITE_URL: pgliteUrl(pgliteFolder),
  });

  const endings: Array<() => Promise<void>> = [];
  let ending: Promise<void> | undefined;

  async function start(): Promise<void> {
    const results = await Promise.allSettled([startDatabase(folder), startCache(folder)]);
    for (const result of results) if (result.status === 'fulfilled') endings.push(result.value);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    // Tests that need it wait for it; the others need not.
    const embedded = startPglite(pgliteFolder);
    endings.push(async () => (await embedded).stop());
    embedded.catch(() => {});
  }

  async function endAll(): Promise<void> {
    await endCommands();
    const results = await Promise.allSettled(endings.map((end) => end()));
    for (const result of results) if (result.status === 'rejected') console.error(result.reason);
    endNotedProcesses(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  return {
    logFolder,
    startServers: start,
    end() {
      ending ??= endAll();
      return ending;
    },
  };
}

type Ending = () => Promise<void>;

async function startDatabase(folder: string): Promise<Ending> {
  const given = process.env['TEST_DATABASE_URL'];
  if (!given) {
    const server = await startPostgres({ dir: join(folder, 'postgres') });
    setVariables({ POTERNE_TEST_DATABASE_URL: server.url });
    return () => server.stop();
  }
  const mayCreate = await withClient(given, async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      'SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
    );
    return rows[0]?.may === true;
  }).catch((error: unknown) => refuse('TEST_DATABASE_URL', error));
  if (!mayCreate) throw new Error("TEST_DATABASE_URL's user may not create databases: ALTER ROLE … CREATEDB");
  setVariables({ POTERNE_TEST_DATABASE_URL: given });
  return () => dropDatabases(given, databasePrefix());
}

async function startCache(folder: string): Promise<Ending> {
  if (process.env['TEST_REDIS_KIND'] === 'cluster') {
    const cluster = await startRedisCluster();
    setVariables({ POTERNE_TEST_REDIS_URL: cluster.url });
    return () => cluster.stop();
  }
  const given = process.env['TEST_REDIS_URL'];
  if (!given) {
    const server = await startRedis({ dir: join(folder, 'redis') });
    setVariables({ POTERNE_TEST_REDIS_URL: server.url });
    return () => server.stop();
  }
  await answers(given).catch((error: unknown) => refuse('TEST_REDIS_URL', error));
  setVariables({ POTERNE_TEST_REDIS_URL: given });
  return () => removeKeys(given, redisPrefix());
}

function refuse(variable: string, error: unknown): never {
  throw new Error(`${variable} cannot be used: ${error instanceof Error ? error.message : error}`);
}

function setVariables(variables: Partial<Record<TestVariable, string>>): void {
  Object.assign(process.env, variables);
}

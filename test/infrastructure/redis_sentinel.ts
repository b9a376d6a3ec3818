/** A throwaway Redis master with one replica, and a Sentinel that replaces the master soon after it is gone. */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRedis } from './binaries.js';
import { connect, type RedisServer, startRedis } from './redis.js';
import { freePort, ServerProcess, serverFolder, waitUntil } from './server_process.js';

export interface RedisSentinel {
  /** redis+sentinel://… */
  readonly url: string;
  /** the first master; killing it makes the replica master */
  readonly master: RedisServer;
  readonly replica: RedisServer;
  /** Resolves once the replica is master. @throws when the Sentinel does not make it so */
  failedOver(): Promise<void>;
  stop(): Promise<void>;
}

const NAME = 'poterne';
const PATIENCE_MS = 15_000;
/** a Sentinel that got no processor for two seconds distrusts its clock for thirty */
const FAILOVER_PATIENCE_MS = 45_000;
const STOP_PATIENCE_MS = 3_000;
/** how long a master must be silent before it is replaced */
const DOWN_AFTER_MS = 800;

/** @throws when Redis is not installed, or when the replica or the Sentinel is not ready in time */
export async function startRedisSentinel(): Promise<RedisSentinel> {
  const binary = findRedis();
  if (!binary) throw new Error('Redis is not installed (Debian: apt-get install redis-server)');
  const password = randomBytes(18).toString('base64url');
  const settings = [`masterauth ${password}`, 'repl-diskless-sync-delay 0'];
  const master = await startRedis({ password, settings });
  const masterPort = new URL(master.url).port;
  const replica = await startRedis({ password, settings: [...settings, `replicaof 127.0.0.1 ${masterPort}`] });
  const folder = serverFolder('sentinel');
  const port = await freePort();
  const configuration = join(folder, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${masterPort} 1`,
    `sentinel auth-pass ${NAME} ${password}`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${NAME} 5000`,
  ];
  writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
  // It learns of replicas when it starts, and then every ten seconds.
  await until(master.url, ['INFO', 'replication'], /slave0:.*state=online/);
  const logFile = join(folder, 'server.log');
  const sentinel = new ServerProcess({ command: binary, args: [configuration, '--sentinel'], logFile });
  const stop = async () => {
    await sentinel.end('SIGTERM', STOP_PATIENCE_MS);
    await Promise.all([master.stop(), replica.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until(`redis://127.0.0.1:${port}`, ['INFO', 'sentinel'], /status=ok,.*slaves=1/);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `redis+sentinel://:${password}@127.0.0.1:${port}/${NAME}`,
    master,
    replica,
    failedOver: () => until(replica.url, ['INFO', 'replication'], /role:master/, FAILOVER_PATIENCE_MS),
    stop,
  };
}

async function until(
  url: string,
  [command = '', ...rest]: readonly string[],
  expected: RegExp,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const ask = async () => {
    const client = connect(url);
    try {
      await client.connect();
      return expected.test(String(await client.call(command, ...rest)));
    } finally {
      client.disconnect();
    }
  };
  if (!(await waitUntil(ask, patienceMs))) throw new Error(`Redis did not say ${expected} in time`);
}

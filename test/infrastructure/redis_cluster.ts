/** A throwaway Redis Cluster: three masters on loopback that share the slots, without replicas; ready some 3 s later. */
import { randomBytes } from 'node:crypto';
import { connect, type RedisServer, startRedis } from './redis.js';
import { freePort, waitUntil } from './server_process.js';

export interface RedisCluster {
  /** redis+cluster://…, of two of the nodes: the third is found */
  readonly url: string;
  readonly nodes: readonly RedisServer[];
  stop(): Promise<void>;
}

const NODES = 3;
const SLOTS = 16_384;
const JOIN_PATIENCE_MS = 15_000;

/** @throws when Redis is not installed, or when the nodes do not find each other */
export async function startRedisCluster(): Promise<RedisCluster> {
  const password = randomBytes(18).toString('base64url');
  const settings = ['cluster-enabled yes', 'cluster-node-timeout 2000', `masterauth ${password}`];
  const start = async () => {
    const bus = await freePort();
    return { bus, server: await startRedis({ password, settings: [...settings, `cluster-port ${bus}`] }) };
  };
  const started = await Promise.all(Array.from({ length: NODES }, start));
  const nodes = started.map(({ server }) => server);
  const stop = async () => void (await Promise.all(nodes.map((node) => node.stop())));
  try {
    await join(started);
  } catch (error) {
    await stop();
    throw error;
  }
  const hosts = nodes.slice(0, 2).map(({ url }) => new URL(url).host);
  return { url: `redis+cluster://:${password}@${hosts.join(',')}`, nodes, stop };
}

async function join(nodes: ReadonlyArray<{ readonly bus: number; readonly server: RedisServer }>): Promise<void> {
  const clients = nodes.map(({ server }) => connect(server.url));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    for (const [index, client] of clients.entries()) {
      const [first, next] = [index, index + 1].map((each) => Math.round((each * SLOTS) / nodes.length));
      await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
      await client.call('CLUSTER', 'ADDSLOTSRANGE', String(first), String((next ?? SLOTS) - 1));
    }
    for (const { bus, server } of nodes.slice(1)) {
      await clients[0]?.call('CLUSTER', 'MEET', '127.0.0.1', new URL(server.url).port, String(bus));
    }
    const joined = () =>
      Promise.all(clients.map((client) => client.call('CLUSTER', 'INFO'))).then((states) =>
        states.every((state) => /cluster_state:ok/.test(String(state)) && /cluster_known_nodes:3/.test(String(state))),
      );
    if (!(await waitUntil(joined, JOIN_PATIENCE_MS))) throw new Error('the Redis nodes did not become a Cluster');
  } finally {
    for (const client of clients) client.disconnect();
  }
}

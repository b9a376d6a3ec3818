/**
 * One Redis connection for the process, and the scripts it runs (O2): a single server, the master that Sentinels name, or
 * a Cluster. Every command ends within COMMAND_TIMEOUT_MS, answered or failed, wherever it waits; what is lost with the
 * connection is void (O7).
 */
import { Cluster, type Command, type DNSLookupFunction, Redis, type RedisOptions } from 'ioredis';
import { type RedisAddress, readRedisAddress } from '../../domain/redis_address.js';

/** What a server and a Cluster both take. */
type RedisClient = Pick<Redis, keyof Redis & keyof Cluster>;

export interface RedisConnection {
  /** Commands on one key each: in a Cluster, keys live on different nodes. */
  readonly client: RedisClient;
  /** Are commands done in the order in which they are sent? Not so across the nodes of a Cluster. */
  readonly isInOrder: boolean;
  /** full name of a key */
  key(...parts: readonly string[]): string;
  /** Writes, since a replica or a full server also answers a ping. @throws when nothing can be written now */
  probe(): Promise<void>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 2_000;
/** A page may meet two commands in a row that nobody answers, the one it needs and the session's: under 3 s in all. */
const COMMAND_TIMEOUT_MS = 1_200;
/** A connection that owes an answer for longer is dead: a vanished host or firewall never says that it is gone. */
const SILENCE_MS = 2_000;
/** for the other side's end of a connection that ends; a broken one leaves this timer behind */
const GOODBYE_MS = 250;
const QUIT_PATIENCE_MS = 1_000;
const REOPEN_PAUSE_MS = 200;
/** without a refusal for so long, a replica that is met is a new failover */
const MASTERLESS_MS = 2_000;
const LONGEST_RECONNECT_PAUSE_MS = 1_000;
/** how soon a Cluster's new masters are noticed without an error to tell */
const SLOTS_REFRESH_MS = 5_000;
const PROBE_LIFE_SECONDS = 60;

const pauseBefore = (attempt: number) => Math.min(attempt * 50, LONGEST_RECONNECT_PAUSE_MS);

const COMMON = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  commandTimeout: COMMAND_TIMEOUT_MS,
  socketTimeout: SILENCE_MS,
  disconnectTimeout: GOODBYE_MS,
  maxRetriesPerRequest: 1,
  // The server's own estimate is far too long at first.
  maxLoadingRetryTime: LONGEST_RECONNECT_PAUSE_MS,
  // Nobody knows whether a command ran whose answer was lost: sent twice, a consumption would lose against itself.
  autoResendUnfulfilledCommands: false,
} satisfies RedisOptions;

/**
 * @param url one of the forms of domain/redis_address
 * @param prefix put before every key
 * @throws Error that never repeats the address
 */
export function connectRedis(url: string, prefix: string): RedisConnection {
  const reading = readRedisAddress(url);
  if (!reading.ok) throw new Error(`REDIS_URL ${reading.why}`);
  const client = open(reading.address);
  // Every command reports its own failure; without a listener ioredis would print the connection's.
  client.on('error', () => {});
  let isClosing = false;
  // ioredis ends for good when a failover is announced while it connects: only closing is final here.
  client.on('end', () => {
    if (!isClosing) setTimeout(() => void client.connect().catch(() => {}), REOPEN_PAUSE_MS).unref();
  });
  const key = (...parts: readonly string[]) => `${prefix}${parts.join(':')}`;
  return {
    client,
    isInOrder: reading.address.kind !== 'cluster',
    key,
    async probe() {
      await client.set(key('probe'), '1', 'EX', PROBE_LIFE_SECONDS);
    },
    async close() {
      isClosing = true;
      const impatience = setTimeout(() => client.disconnect(), QUIT_PATIENCE_MS);
      await client.quit().catch(() => {});
      clearTimeout(impatience);
      // Also ends what listens to the Sentinels.
      client.disconnect();
    },
  };
}

function open(address: RedisAddress): RedisClient {
  if (address.kind === 'cluster') return openCluster(address) as unknown as RedisClient;
  const options = {
    ...COMMON,
    enableAutoPipelining: true,
    retryStrategy: pauseBefore,
  } satisfies RedisOptions;
  if (address.kind === 'single') return leaveReplicas(forgetGivenUp(new Redis(address.url, options)));
  const client = new Redis({
    ...options,
    ...credentialsOf(address),
    sentinels: [...address.sentinels],
    name: address.master,
    db: address.database,
    ...(address.sentinelPassword === undefined ? {} : { sentinelPassword: address.sentinelPassword }),
    enableTLSForSentinelMode: address.tls,
    sentinelCommandTimeout: CONNECT_TIMEOUT_MS,
    sentinelRetryStrategy: pauseBefore,
    // Told by the Sentinels: a master that hangs keeps its connections open.
    failoverDetector: true,
    sentinelReconnectStrategy: pauseBefore,
  });
  return leaveReplicas(forgetGivenUp(client));
}

/**
 * A master that was made a replica refuses writes: the connection is given up for one to the new master, and what was
 * refused is sent again. When the next connection meets a replica too there is no master yet, and refusals are told at
 * once: sent again and again, each command of a page would cost its whole time.
 */
function leaveReplicas(client: Redis): Redis {
  let connection = 0;
  let refusing = { connection, atMs: Number.NEGATIVE_INFINITY };
  client.on('ready', () => {
    connection += 1;
  });
  client.options.reconnectOnError = (error) => {
    if (!error.message.startsWith('READONLY')) return false;
    const atMs = performance.now();
    const isFirst = connection === refusing.connection || atMs - refusing.atMs > MASTERLESS_MS;
    refusing = isFirst ? { connection, atMs } : { ...refusing, atMs };
    return isFirst ? 2 : 1;
  };
  return client;
}

/**
 * ioredis sends what waited for a connection even when it was told as failed meanwhile: a code would be consumed, unheard,
 * after its bearer was asked to come back. A command that was given up is never sent.
 */
function forgetGivenUp(client: Redis): Redis {
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, stream) => (command.isSettled ? command.promise : send(command, stream));
  return client;
}

/** Waiting for a Cluster to be ready counts too: ioredis' own time-out starts with a node. */
class PunctualCluster extends Cluster {
  override sendCommand(command: Command, ...rest: [stream?: never, node?: unknown]): unknown {
    if (command.isSettled) return command.promise;
    command.setTimeout(COMMAND_TIMEOUT_MS);
    return super.sendCommand(command, ...rest);
  }
}

function openCluster(address: Extract<RedisAddress, { kind: 'cluster' }>): Cluster {
  const options = {
    // A pipeline of which one command is MOVED and another one wrote is not sent again: the caller would get the MOVED.
    enableAutoPipelining: false,
    clusterRetryStrategy: pauseBefore,
    slotsRefreshInterval: SLOTS_REFRESH_MS,
    slotsRefreshTimeout: CONNECT_TIMEOUT_MS,
    redisOptions: { ...COMMON, ...credentialsOf(address) },
    // With TLS, a certificate names hosts, not addresses.
    ...(address.tls ? { dnsLookup: lookUpNothing } : {}),
  };
  const cluster = new PunctualCluster([...address.nodes], options);
  cluster.on('+node', forgetGivenUp);
  return cluster;
}

const lookUpNothing: DNSLookupFunction = (host, found) => found(null, host);

function credentialsOf({ username, password, tls }: Exclude<RedisAddress, { kind: 'single' }>) {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  };
}

/**
 * A Lua script, sent by its digest and loaded when the server does not know it.
 *
 * @param source Lua; everything it changes lies in the keys it is given
 */
export function redisScript(connection: RedisConnection, name: string, keys: number, source: string) {
  connection.client.defineCommand(name, { numberOfKeys: keys, lua: source });
  const run = (connection.client as unknown as Record<string, (...args: Array<string | number>) => Promise<unknown>>)[
    name
  ];
  if (!run) throw new Error(`script ${name} was not defined`);
  return run.bind(connection.client);
}

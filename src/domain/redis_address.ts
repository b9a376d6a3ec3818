/**
 * How the address of a Redis is written (O2): one server, a master that Sentinels watch, or a Cluster. Plain values: what
 * connects is an adapter, and what refuses a wrong address at start is the configuration.
 */

export interface RedisHost {
  readonly host: string;
  readonly port: number;
}

interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
}

export type RedisAddress =
  | { readonly kind: 'single'; readonly url: string }
  | (Credentials & {
      readonly kind: 'sentinel';
      readonly sentinels: readonly RedisHost[];
      readonly sentinelPassword?: string;
      readonly master: string;
      readonly database: number;
    })
  | (Credentials & { readonly kind: 'cluster'; readonly nodes: readonly RedisHost[] });

/** `why` never repeats the address, which may hold a password. */
export type RedisAddressReading =
  | { readonly ok: true; readonly address: RedisAddress }
  | { readonly ok: false; readonly why: string };

const FORMS =
  'redis://host:port/db, redis+sentinel://host:port,host:port/master/db or redis+cluster://host:port,host:port (rediss… for TLS)';
const SEVERAL = /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@]*)@)?([^/?@]+)(?:\/([^?]*))?(?:\?(.*))?$/;
const HOST = /^(\[[\da-f:.]+\]|[\w.-]+?)(?::(\d{1,5}))?$/i;
const DEFAULT_PORT = { sentinel: 26_379, cluster: 6_379 } as const;

/**
 * Reads `redis://[user:password@]host:port[/db]`, `redis+sentinel://[user:password@]host1:port,host2:port/master[/db]`
 * (with `?sentinel_password=…` where the Sentinels have one of their own) or
 * `redis+cluster://[user:password@]host1:port,host2:port`; each with `rediss` in place of `redis` for TLS.
 *
 * @param text what the operator wrote; parts that hold `@`, `/`, `:` or `?` are percent-encoded
 */
export function readRedisAddress(text: string): RedisAddressReading {
  if (/^rediss?:\/\//.test(text)) {
    return URL.canParse(text) && !new URL(text).host.includes(',')
      ? { ok: true, address: { kind: 'single', url: text } }
      : refuse('is not an address');
  }
  const [, scheme, kind, userinfo, list = '', path = '', query = ''] = SEVERAL.exec(text) ?? [];
  if (scheme === undefined) return refuse('has another form');
  const form = kind as 'sentinel' | 'cluster';
  const hosts = list.split(',').map((host) => readHost(host, DEFAULT_PORT[form]));
  if (!hosts.every((host) => host !== undefined)) return refuse('has a host that cannot be read');
  try {
    const credentials = { ...readUserinfo(userinfo), tls: scheme === 'rediss' };
    return form === 'cluster'
      ? readCluster(hosts, credentials, path)
      : readSentinel(hosts, credentials, path, new URLSearchParams(query).get('sentinel_password') ?? undefined);
  } catch {
    return refuse('has a percent sign that encodes nothing');
  }
}

function readCluster(nodes: readonly RedisHost[], credentials: Credentials, path: string): RedisAddressReading {
  if (path !== '' && path !== '0') return refuse('names a database, and a Cluster has none but 0');
  return { ok: true, address: { kind: 'cluster', nodes, ...credentials } };
}

function readSentinel(
  sentinels: readonly RedisHost[],
  credentials: Credentials,
  path: string,
  sentinelPassword: string | undefined,
): RedisAddressReading {
  const [master = '', database = '0', ...rest] = path.split('/');
  if (master === '') return refuse('lacks the name of the master that the Sentinels watch');
  if (rest.length > 0 || !/^\d{1,4}$/.test(database)) return refuse('has a database that is no number');
  const own = sentinelPassword === undefined ? {} : { sentinelPassword };
  const name = decodeURIComponent(master);
  const address = { kind: 'sentinel' as const, sentinels, master: name, database: Number(database) };
  return { ok: true, address: { ...address, ...own, ...credentials } };
}

/** @throws URIError on a broken percent-encoding */
function readUserinfo(userinfo: string | undefined): { username?: string; password?: string } {
  if (!userinfo) return {};
  const colon = userinfo.indexOf(':');
  const username = decodeURIComponent(colon === -1 ? userinfo : userinfo.slice(0, colon));
  const password = colon === -1 ? '' : decodeURIComponent(userinfo.slice(colon + 1));
  return { ...(username ? { username } : {}), ...(password ? { password } : {}) };
}

function readHost(text: string, defaultPort: number): RedisHost | undefined {
  const [, host, port] = HOST.exec(text.trim()) ?? [];
  if (host === undefined || Number(port ?? 1) > 65_535 || Number(port ?? 1) === 0) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? defaultPort : Number(port) };
}

function refuse(problem: string): RedisAddressReading {
  return { ok: false, why: `${problem}: write ${FORMS}` };
}

/**
 * The load generator's browsers and portals: plain node:http over kept connections, a cookie jar each, redirects
 * followed by hand. As little of its own as possible, since it shares the machine with what it measures.
 */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}

export interface Browser {
  /** Follows redirects within the origin; what leaves it is the last answer. */
  get(path: string): Promise<Answer>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
}

const MOST_REDIRECTS = 12;
const PATIENCE_MS = 30_000;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request, no cookies. */
export function send(
  origin: URL,
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = origin;
    const outgoing = request({ agent, hostname: '127.0.0.1', port, method, path, timeout: PATIENCE_MS }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const { statusCode = 0, headers: received } = incoming;
        resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks).toString('utf8'), path });
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer from ${path.split('?')[0]}`)));
    outgoing.on('error', reject);
    outgoing.setHeader('host', `${hostname}:${port}`);
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
    outgoing.end(body);
  });
}

/**
 * @param origin the provider's
 * @param address the address this browser comes from, as a trusted proxy tells it
 */
export function openBrowser(origin: URL, address: string): Browser {
  const jar = new Map<string, { readonly name: string; readonly value: string; readonly path: string }>();
  const keep = (line: string) => {
    const [pair = '', ...attributes] = line.split('; ');
    const separator = pair.indexOf('=');
    const [name, value] = [pair.slice(0, separator), pair.slice(separator + 1)];
    const path = attributes.find((each) => /^path=/i.test(each))?.slice(5) ?? '/';
    if (value === '') jar.delete(`${name};${path}`);
    else jar.set(`${name};${path}`, { name, value, path });
  };
  const once = async (method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> => {
    const bare = path.split('?')[0] ?? path;
    const cookie = [...jar.values()]
      .filter((each) => each.path === '/' || bare === each.path || bare.startsWith(`${each.path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const headers = {
      'x-forwarded-for': address,
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const answer = await send(origin, method, path, headers, body);
    for (const line of answer.headers['set-cookie'] ?? []) keep(line);
    return answer;
  };
  const follow = async (first: Answer): Promise<Answer> => {
    let answer = first;
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      const { location } = answer.headers;
      if (location === undefined) return answer;
      const target = new URL(location, origin);
      if (target.origin !== origin.origin) return answer;
      answer = await once('GET', `${target.pathname}${target.search}`);
    }
    throw new Error('too many redirects');
  };
  return {
    get: async (path) => follow(await once('GET', path)),
    post: async (path, fields) => follow(await once('POST', path, new URLSearchParams(fields).toString())),
  };
}

/**
 * Requests of this service to itself, as its own relying party (U1): to the issuer's address, or to an inner one where the
 * issuer's cannot be reached from inside. The addresses are the operator's, so that private ones are no danger here.
 */
import { type IncomingMessage, request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';

const TIMEOUT_MS = 5_000;

/** @param selfUrl `http(s)://host:port` to connect to; undefined: to the address itself */
export function createOwnFetch(selfUrl: string | undefined): typeof fetch {
  const self = selfUrl === undefined ? undefined : new URL(selfUrl);
  return async (input, init) => {
    // The caller's dispatcher is for strangers' addresses.
    const { dispatcher: _, ...given } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
    const signal = given.signal ?? AbortSignal.timeout(TIMEOUT_MS);
    const request = new Request(input, { ...given, redirect: 'manual', signal });
    return self === undefined ? fetch(request) : requestThrough(self, request);
  };
}

/** fetch would name the inner host; the issuer is told by its own (http/forwarded), and so is its certificate. */
async function requestThrough(self: URL, request: Request): Promise<Response> {
  const { host, hostname, pathname, search } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  const headers = { ...Object.fromEntries(request.headers), host, 'content-length': body.length };
  const send = self.protocol === 'https:' ? requestByHttps : requestByHttp;
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(new TypeError('fetch failed', { cause }));
    const options = {
      method: request.method,
      path: `${pathname}${search}`,
      headers,
      servername: hostname,
      signal: request.signal,
    };
    const outgoing = send(self, options, (incoming) => {
      readWhole(incoming).then(resolve, fail);
    });
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}

async function readWhole(incoming: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  const { statusCode: status = 502 } = incoming;
  const isBodiless = status === 204 || status === 205 || status === 304;
  return new Response(isBodiless ? null : Buffer.concat(chunks), { status, headers });
}

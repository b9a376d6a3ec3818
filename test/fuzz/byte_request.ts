/**
 * Requests byte by byte: what fetch would mend or refuse to send reaches the server as it is. A request is plain data, so
 * that one that fails can be printed, kept and sent again; each character of its texts is one byte.
 */
import { connect } from 'node:net';

export interface Pair {
  readonly name: string;
  readonly value: string;
  /** sent as written, without percent-encoding */
  readonly raw?: boolean;
}

/** How the length of the body is told: rightly, in chunks, or wrongly. */
export const FRAMINGS = ['length', 'chunked', 'truncated', 'too-short', 'broken-chunk', 'both'] as const;
export type Framing = (typeof FRAMINGS)[number];

export interface ByteRequest {
  readonly door: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
  readonly form?: readonly Pair[];
  /** in place of the form */
  readonly body?: string;
  readonly framing: Framing;
  /** in place of all of the above */
  readonly bytes?: string;
}

export interface ByteAnswer {
  /** undefined: the connection ended without an answer */
  readonly status: number | undefined;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
  readonly milliseconds: number;
  readonly timedOut: boolean;
}

const UNRESERVED = /[A-Za-z0-9\-._~]/;
const LONGEST_WAIT_MS = 10_000;

function encoded(text: string): string {
  return [...text]
    .map((each) =>
      UNRESERVED.test(each) ? each : `%${each.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
    )
    .join('');
}

function written(pairs: readonly Pair[]): string {
  return pairs
    .map(({ name, value, raw }) => (raw ? `${name}=${value}` : `${encoded(name)}=${encoded(value)}`))
    .join('&');
}

/** The bytes on the wire, one a character. */
export function bytesOf(request: ByteRequest): string {
  if (request.bytes !== undefined) return request.bytes;
  const { method, path, query, headers, form, framing } = request;
  const body = request.body ?? (form ? written(form) : '');
  const target = query.length > 0 ? `${path}?${written(query)}` : path;
  const [lengthHeaders, sent] = framed(body, framing, form !== undefined || request.body !== undefined);
  const lines = headers.map(({ name, value }) => `${name}: ${value}`);
  return `${method} ${target} HTTP/1.1\r\n${[...lines, 'Connection: close', ...lengthHeaders].join('\r\n')}\r\n\r\n${sent}`;
}

function framed(body: string, framing: Framing, hasBody: boolean): [readonly string[], string] {
  if (!hasBody) return [[], ''];
  const length = `Content-Length: ${body.length}`;
  const chunked = 'Transfer-Encoding: chunked';
  const half = Math.ceil(body.length / 2);
  const chunk = (text: string) => (text ? `${text.length.toString(16)}\r\n${text}\r\n` : '');
  switch (framing) {
    case 'length':
      return [[length], body];
    case 'chunked':
      return [[chunked], `${chunk(body.slice(0, half))}${chunk(body.slice(half))}0\r\n\r\n`];
    case 'truncated':
      return [[`Content-Length: ${body.length + 100}`], body];
    case 'too-short':
      return [[`Content-Length: ${half}`], body];
    case 'broken-chunk':
      return [[chunked], `zz\r\n${body}`];
    case 'both':
      return [[length, chunked], `${chunk(body)}0\r\n\r\n`];
  }
}

/** Sends bytes on a connection of its own, says that no more come, and reads until the server closes. */
export function sendBytes(port: number, bytes: string): Promise<ByteAnswer> {
  const started = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let timedOut = false;
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const impatience = setTimeout(() => {
      timedOut = true;
      socket.destroy();
    }, LONGEST_WAIT_MS);
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server that refuses early resets the rest of what is being sent; what it answered stands.
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      clearTimeout(impatience);
      const milliseconds = performance.now() - started;
      resolve({ ...parsed(Buffer.concat(chunks).toString('latin1')), milliseconds, timedOut });
    });
    socket.write(Buffer.from(bytes, 'latin1'));
    if (!isComplete(bytes)) socket.end();
  });
}

/** A request whose end never comes is ended by closing; a complete one waits for its answer. */
function isComplete(bytes: string): boolean {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)(?=\r\n)/i.exec(bytes.slice(0, end + 2))?.[1];
  return length === undefined
    ? !/\r\ntransfer-encoding/i.test(bytes) || bytes.endsWith('0\r\n\r\n')
    : bytes.length - end - 4 >= Number(length);
}

function parsed(text: string): Pick<ByteAnswer, 'status' | 'headers' | 'body'> {
  const rest = text.replace(/^(HTTP\/1\.1 1\d\d[^\r]*\r\n(?:[^\r]+\r\n)*\r\n)+/, '');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(rest)?.[1];
  const headers = new Map<string, string[]>();
  const end = rest.indexOf('\r\n\r\n');
  if (status === undefined || end < 0) return { status: undefined, headers, body: rest };
  for (const line of rest.slice(0, end).split('\r\n').slice(1)) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(line.indexOf(':') + 1).trim()]);
  }
  const body = rest.slice(end + 4);
  return { status: Number(status), headers, body: headers.has('transfer-encoding') ? dechunked(body) : body };
}

function dechunked(text: string): string {
  let body = '';
  let at = 0;
  for (;;) {
    const line = text.indexOf('\r\n', at);
    const size = line < 0 ? 0 : Number.parseInt(text.slice(at, line), 16);
    if (!size) return body;
    body += text.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}

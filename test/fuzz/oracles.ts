/** What must hold of every answer, whatever was sent (S6; step « Bad input »): each broken rule in one sentence. */
import type { ByteAnswer, ByteRequest } from './byte_request.js';
import { PORTALS } from './doors.js';
import { INJECTED_HEADER } from './nasty_values.js';

const SLOWEST_MS = 5_000;
const LARGEST_ANSWER = 250_000;

/** Words that only a stack, a driver or a library would say. */
const INTERNALS =
  /\n\s+at |node_modules|file:\/\/\/\S+\.[jt]s|\.(ts|tsx|mjs|js):\d+|\b(Type|Reference|Range|Syntax)Error\b|Cannot (read|destructure|set)|is not (a function|iterable|defined)|Unexpected token|Prisma|ioredis|oidc-provider|ECONN|\bSELECT\b|\bINSERT\b|\bpg_(catalog|class|type|stat)|preact|invocation|ERR_[A-Z_]{3,}/;

const PAGE_HEADERS: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cache-control': /no-store/,
};

/** Tables that an accepted request may write, by the beginning of the door's name. */
const MAY_WRITE: Readonly<Record<string, readonly string[]>> = {
  auth: ['oidc_grant'],
  token: ['oidc_grant', 'refresh_token', 'used_code'],
  backchannel: ['backchannel_request'],
  revocation: ['oidc_grant', 'refresh_token'],
  registration: ['client'],
  end_session: ['oidc_grant', 'refresh_token', 'logout_notice'],
  step: ['oidc_grant', 'known_device', 'used_code'],
};

export interface Observation {
  readonly request: ByteRequest;
  readonly answer: ByteAnswer;
  /** scheme, host and port of Poterne */
  readonly origin: string;
  /** tables that were written meanwhile, for no reason that another request of its group gives */
  readonly written: readonly string[];
  /** names of errors that no request caught */
  readonly stray: readonly string[];
  /** where the logged error came from */
  readonly origins: () => string;
}

/** Broken rules; none when the answer is as it must be. */
export function faultsOf({ request, answer, origin, written, stray, origins }: Observation): readonly string[] {
  const { status, headers, body, milliseconds, timedOut } = answer;
  const faults: string[] = stray.map((name) => `${name} was thrown outside the request`);
  faults.push(...written.map((table) => `${table} was written, status ${status ?? 'none'}`));
  // Bytes that are no whole request are waited for until the parser's own time-out.
  if (timedOut && request.bytes === undefined) faults.push('no answer in time');
  else if (!timedOut && milliseconds > SLOWEST_MS) faults.push('slow answer');
  if (status === undefined) {
    if (isWellFramed(request)) faults.push('no answer');
    return faults;
  }
  const type = headers.get('content-type')?.[0] ?? '';
  const isPage = type.startsWith('text/html');
  if (
    status >= 500 &&
    !(status === 503 && headers.has('retry-after')) &&
    !(status === 505 && request.bytes !== undefined)
  )
    faults.push(`status ${status}${origins()}`);
  if (INTERNALS.test(body)) faults.push(`the answer says ${INTERNALS.exec(body)?.[0].trim()}`);
  if (isPage && /<fuzz7q/i.test(body)) faults.push('markup reflected');
  if (headers.has(INJECTED_HEADER)) faults.push('header injected');
  if (body.length > LARGEST_ANSWER) faults.push(`answer of ${body.length} bytes`);
  if (isPage) {
    for (const [name, expected] of Object.entries(PAGE_HEADERS)) {
      if (!expected.test(headers.get(name)?.[0] ?? '')) faults.push(`page without ${name}`);
    }
    if (status === 200 && /<title>(Erreur|Error)/.test(body)) faults.push('status 200 with an error page');
    if (body !== '' && (status < 300 || status >= 400) && !body.includes('<h1'))
      faults.push('page that is not of the realm');
  }
  if (type.includes('json') && body !== '') faults.push(...jsonFaults(status, body));
  if (status < 500 && status >= 400 && body === '' && request.method !== 'HEAD' && !isFromParser(headers))
    faults.push(`status ${status} without a word`);
  const location = headers.get('location')?.[0];
  if (location !== undefined && !isAllowed(location, origin, request))
    faults.push(`redirect to ${location.slice(0, 60)}`);
  for (const line of headers.get('set-cookie') ?? []) {
    if (!/^[\w.-]+=[^;]*; path=\//i.test(line) || !/httponly/i.test(line)) faults.push('careless cookie');
  }
  return faults;
}

/** May this answer have written this table? */
export function explains({ door }: ByteRequest, { status }: ByteAnswer, table: string): boolean {
  const first = door.split('.')[0] ?? '';
  // Presenting what was used already revokes its grant (RFC 6749 §4.1.2), though the answer is a refusal.
  if (first === 'token' && MAY_WRITE['token']?.includes(table)) return true;
  // Once accepted, any door: a changed address or method may lead to another one.
  return status !== undefined && status < 400 && Object.values(MAY_WRITE).some((tables) => tables.includes(table));
}

function jsonFaults(status: number, body: string): readonly string[] {
  try {
    const value = JSON.parse(body) as { error?: unknown } | null;
    return status === 200 && value !== null && typeof value === 'object' && 'error' in value
      ? ['status 200 with an error']
      : [];
  } catch {
    return ['JSON that is none'];
  }
}

/** Node's parser answers by itself, before anything of ours is asked. */
function isFromParser(headers: ByteAnswer['headers']): boolean {
  return !headers.has('x-correlation-id');
}

function isWellFramed({ framing, bytes, method, headers, body, path }: ByteRequest): boolean {
  const isLarge = (body?.length ?? 0) > 60_000;
  const isOwnFraming = headers.some(({ name }) =>
    /^(content-length|transfer-encoding|connection|upgrade|expect)$/i.test(name),
  );
  return (
    framing === 'length' &&
    bytes === undefined &&
    !isLarge &&
    !isOwnFraming &&
    method !== 'CONNECT' &&
    !/[\r\n]/.test(path)
  );
}

function isAllowed(location: string, origin: string, request: ByteRequest): boolean {
  if (/[\r\n\0]/.test(location) || /^(\/\/|\/\\)/.test(location)) return false;
  if (location.startsWith('/') || location.startsWith('?')) return true;
  if (location === origin || location.startsWith(`${origin}/`)) return true;
  return (
    PORTALS.some(
      (portal) => location === portal || location.startsWith(`${portal}?`) || location.startsWith(`${portal}#`),
    ) && request.door !== 'about'
  );
}

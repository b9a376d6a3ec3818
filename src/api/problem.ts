/** The API's errors as problem documents (RFC 9457): one catalogue, held against docs/errors.md by a test. */
import type { Context } from 'koa';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** Titles say what happened and what to do; they never repeat what was sent. */
export const PROBLEMS = {
  'invalid-token': {
    status: 401,
    title: 'The access token is missing, expired, of another API or not to be believed.',
  },
  'insufficient-scope': { status: 403, title: 'The access token does not carry the scope of this operation.' },
  'not-found': { status: 404, title: 'There is no such address in this API.' },
  'method-not-allowed': { status: 405, title: 'This address takes another method: see Allow.' },
  'unknown-person': { status: 404, title: 'Nobody in the realm of this token.' },
  'unknown-contact': { status: 404, title: 'The person has no such contact.' },
  'unknown-stream': { status: 404, title: 'This client has no such stream of security events.' },
  'unknown-organisation': { status: 404, title: 'No such organisation in the realm of this token.' },
  'malformed-body': { status: 400, title: 'The body is not JSON in UTF-8, or names a member twice.' },
  'invalid-request': { status: 400, title: 'A member or parameter is missing, unknown or malformed: see errors.' },
  'too-large': { status: 413, title: 'The body is larger than 64 kB.' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json.' },
  'idempotency-key-missing': {
    status: 400,
    title: 'This operation writes: send an Idempotency-Key of 8 to 128 characters.',
  },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request.' },
  'request-in-progress': { status: 409, title: 'A request with this Idempotency-Key is being handled: ask again.' },
  'stream-exists': { status: 409, title: 'This client has a stream already: read it, and change that one.' },
  'stream-disabled': { status: 400, title: 'The stream is disabled: enable it first.' },
  'state-conflict': { status: 409, title: 'The file is not in a state that allows it: look it up.' },
  'identifier-taken': { status: 409, title: 'Another file has this number.' },
  unreachable: { status: 409, title: 'Neither a verified mobile nor a postal address, or not the one asked for.' },
  'wrong-realm': { status: 409, title: 'The realm of this token has no such operation.' },
  'too-soon': { status: 429, title: 'The same was ordered lately: see Retry-After.' },
  'rate-limited': { status: 429, title: 'Too many requests of this client: see Retry-After.' },
  busy: { status: 503, title: 'Too many passwords are being hashed: see Retry-After.' },
  unavailable: { status: 503, title: 'A store does not answer: ask again, with the same Idempotency-Key.' },
  'server-error': { status: 500, title: 'A fault of ours: give its correlation id to the help desk.' },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** What a member or parameter has wrong: where, and the kind of fault; never its value. */
export interface FieldFault {
  /** JSON pointer into the body (RFC 6901), or the name of a header or parameter */
  readonly at: string;
  readonly fault: string;
}

/** A refusal on its way to its document. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldFault[];
  readonly retryAfterSeconds: number | undefined;
  constructor(
    code: ProblemCode,
    more: { errors?: readonly FieldFault[]; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(code);
    this.name = 'ProblemError';
    this.code = code;
    this.errors = more.errors ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** Where a problem is explained, from the API's root: its `type`. */
function problemType(code: ProblemCode): string {
  return `/api/v1/docs#problem-${code}`;
}

/** Writes a problem document over whatever was to be answered. */
export function sendProblem(ctx: Context, { code, errors, retryAfterSeconds }: ProblemError): void {
  const { status, title } = PROBLEMS[code];
  ctx.status = status;
  if (retryAfterSeconds !== undefined) ctx.set('Retry-After', String(Math.max(1, Math.ceil(retryAfterSeconds))));
  ctx.body = {
    type: problemType(code),
    title,
    status,
    code,
    correlation_id: String(ctx.state['correlationId'] ?? ''),
    ...(errors.length > 0 ? { errors } : {}),
  };
  ctx.type = 'application/problem+json';
}

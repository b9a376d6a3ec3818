/**
 * The back-office API (C6, C7, E1, I8, I10, S5): who calls, how often, with which scope, for what; then the operation,
 * once. Every answer is JSON, every refusal a problem document; there is no CORS and no cookie.
 */
import type { Context, Middleware } from 'koa';
import { isOutage, RETRY_AFTER_SECONDS } from '../http/error_boundary.js';
import { errorForLog, type Logger } from '../http/log.js';
import type { AttemptCounter } from '../ports/attempt_counter.js';
import type { Clock } from '../ports/clock.js';
import type { Caller, TokenReader } from './access_token.js';
import { fingerprintOf, type RunOnce, readIdempotencyKey } from './idempotency.js';
import { readJsonBody } from './json_body.js';
import type { Operation, OperationRequest } from './operation.js';
import { type FieldFault, ProblemError, sendProblem } from './problem.js';

export const API_PREFIX = '/api/v1';

export interface ApiDependencies {
  readonly operations: readonly Operation[];
  readonly tokens: TokenReader;
  readonly once: RunOnce;
  readonly shortCounters: Pick<AttemptCounter, 'attempt'>;
  readonly requestsPerMinute: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  /** the OpenAPI document, asked of this origin */
  readonly document: (origin: string) => unknown;
  /** the same as a page for people */
  readonly page: (ctx: Context) => void;
}

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const AGENT = /^[A-Za-z0-9._-]{1,64}$/;
export const AGENT_HEADER = 'Poterne-Agent';
const DOCUMENT_SECONDS = 300;

/** Answers everything below /api/. */
export function createApi(dependencies: ApiDependencies): Middleware {
  const routes = dependencies.operations.map(routeOf);
  const call = async (ctx: Context): Promise<void> => {
    ctx.state['route'] = 'api';
    try {
      await answer(dependencies, routes, ctx);
    } catch (error) {
      sendProblem(ctx, problemOf(error, dependencies.logger, ctx));
    }
  };
  return (ctx, next) => (ctx.path === '/api' || ctx.path.startsWith('/api/') ? call(ctx) : next());
}

async function answer(dependencies: ApiDependencies, routes: readonly Route[], ctx: Context): Promise<void> {
  const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
  if (ctx.path === `${API_PREFIX}/openapi.json` && isRead) {
    ctx.state['route'] = 'api.openapi';
    ctx.set('Cache-Control', `public, max-age=${DOCUMENT_SECONDS}`);
    ctx.body = dependencies.document(`${ctx.protocol}://${ctx.host}`);
    return;
  }
  if (ctx.path === `${API_PREFIX}/docs` && isRead) {
    ctx.state['route'] = 'api.docs';
    dependencies.page(ctx);
    return;
  }
  const { operation, params } = findRoute(routes, ctx);
  ctx.state['route'] = `api.${operation.id}`;
  const caller = await callerOf(dependencies, ctx);
  ctx.state['realm'] = caller.realm.id;
  if (!caller.scopes.has(operation.scope)) {
    challenge(ctx, `error="insufficient_scope", scope="${operation.scope}"`);
    throw new ProblemError('insufficient-scope');
  }
  await limit(dependencies, caller);
  await run(dependencies, operation, caller, params, ctx);
}

/** A literal segment goes before a parameter: `lookup` is nobody's account. */
function findRoute(routes: readonly Route[], ctx: Context): { operation: Operation; params: Record<string, string> } {
  const below = ctx.path.startsWith(`${API_PREFIX}/`) ? ctx.path.slice(API_PREFIX.length) : '';
  const found = routes.flatMap(({ operation, pattern, names }) => {
    const match = pattern.exec(below);
    if (!match) return [];
    return [
      { operation, params: Object.fromEntries(names.map((name, at) => [name, (match[at + 1] ?? '').toLowerCase()])) },
    ];
  });
  if (found.length === 0) throw new ProblemError('not-found');
  const route = found.find(({ operation }) => operation.method === ctx.method);
  if (route) return route;
  ctx.set('Allow', found.map(({ operation }) => operation.method).join(', '));
  throw new ProblemError('method-not-allowed');
}

async function callerOf({ tokens }: ApiDependencies, ctx: Context): Promise<Caller> {
  const [, token] = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(ctx.get('authorization')) ?? [];
  const caller = token === undefined ? undefined : await tokens.read(token);
  if (caller) return caller;
  // RFC 6750 §3.1: a request without a token is told no error.
  challenge(ctx, ctx.get('authorization') === '' ? '' : 'error="invalid_token"');
  throw new ProblemError('invalid-token');
}

function challenge(ctx: Context, parameters: string): void {
  ctx.set('WWW-Authenticate', ['Bearer realm="poterne"', parameters].filter(Boolean).join(', '));
}

async function limit(
  { shortCounters, requestsPerMinute, clock }: ApiDependencies,
  { realm, clientId }: Caller,
): Promise<void> {
  const rule = { windows: [{ seconds: 60, limit: requestsPerMinute }] };
  const counted = await shortCounters.attempt(`api:${realm.id}:${clientId}`, rule, clock.now());
  if (counted.allowed) return;
  throw new ProblemError('rate-limited', { retryAfterSeconds: (counted.retryAt - clock.now()) / 1000 });
}

async function run(
  { once }: ApiDependencies,
  operation: Operation,
  caller: Caller,
  params: Readonly<Record<string, string>>,
  ctx: Context,
): Promise<void> {
  if (ctx.querystring !== '') throw invalid([{ at: 'query', fault: 'no parameter is taken' }]);
  const agent = ctx.get(AGENT_HEADER) || null;
  if (agent !== null && !AGENT.test(agent)) throw invalid([{ at: AGENT_HEADER, fault: 'malformed' }]);
  const key = operation.writes ? readIdempotencyKey(ctx) : undefined;
  const given = operation.body ? await readJsonBody(ctx) : undefined;
  // No body at all says as much as an empty object; null says something else.
  const body = operation.body ? parseBody(operation, given === undefined ? {} : given) : undefined;
  const request: Omit<OperationRequest<unknown>, 'receiptOf'> = {
    realm: caller.realm,
    actor: { client: caller.clientId, agent },
    params,
    body,
  };
  if (key === undefined) {
    const outcome = await operation.run({ ...request, receiptOf: () => null });
    if (!outcome.ok) {
      if (outcome.code === 'answered-meanwhile') throw new Error('a read has no receipt');
      throw new ProblemError(outcome.code, { retryAfterSeconds: outcome.retryAfterSeconds });
    }
    send(ctx, operation.status, outcome.body);
    return;
  }
  const { answer: written, isRepeated } = await once({
    caller,
    key,
    fingerprint: fingerprintOf(operation.id, params, given, agent),
    status: operation.status,
    run: (receiptOf) => operation.run({ ...request, receiptOf }),
  });
  if (isRepeated) ctx.set('Idempotent-Replayed', 'true');
  send(ctx, written.status, written.body);
}

function send(ctx: Context, status: number, body: unknown): void {
  ctx.status = status;
  ctx.body = body;
}

function parseBody({ body: schema }: Operation, given: unknown): unknown {
  const parsed = schema?.safeParse(given);
  if (!parsed) return undefined;
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map(({ path, code, message }) => ({
      at: `/${path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
      // Our own words for our own rules; the library's may quote what was sent.
      fault: code === 'custom' ? message : code,
    })),
  );
}

function invalid(faults: readonly FieldFault[]): ProblemError {
  return new ProblemError('invalid-request', { errors: faults.slice(0, 20) });
}

function problemOf(error: unknown, logger: Logger, ctx: Context): ProblemError {
  if (error instanceof ProblemError) return error;
  logger.error({ correlationId: ctx.state['correlationId'], error: errorForLog(error) }, 'api fault');
  return isOutage(error)
    ? new ProblemError('unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS })
    : new ProblemError('server-error');
}

function routeOf(operation: Operation): Route {
  const names: string[] = [];
  const pattern = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    names.push(name);
    return `(${UUID})`;
  });
  return { operation, pattern: new RegExp(`^${pattern}$`), names };
}

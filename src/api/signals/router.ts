/**
 * The Shared Signals transmitter of each realm (S8; SSF 1.0 §7, RFC 8936): a receiver is a registered client with a token of
 * its own for this API; it sees its own stream, and nothing says whether another one exists.
 */
import type { Context, Middleware } from 'koa';
import { type SignalScope, signalsAudience } from '../../domain/client/own_resource.js';
import { isOutage, RETRY_AFTER_SECONDS } from '../../http/error_boundary.js';
import { errorForLog, type Logger } from '../../http/log.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { Clock } from '../../ports/clock.js';
import type { Caller, TokenReader } from '../access_token.js';
import { readJsonBody } from '../json_body.js';
import { ProblemError, sendProblem } from '../problem.js';
import { transmitterMetadata } from './metadata.js';
import type { SignalOperations } from './operations.js';

export interface SignalsApiDependencies {
  /** realm and issuer of each transmitter */
  readonly transmitters: ReadonlyArray<{ readonly realm: string; readonly issuer: string }>;
  readonly tokens: TokenReader;
  readonly operations: SignalOperations;
  readonly shortCounters: Pick<AttemptCounter, 'attempt'>;
  readonly requestsPerMinute: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly scope: SignalScope;
  readonly operation: keyof SignalOperations;
}

const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/streams', scope: 'ssf.read', operation: 'readStreams' },
  { method: 'POST', path: '/streams', scope: 'ssf.manage', operation: 'createStream' },
  { method: 'PATCH', path: '/streams', scope: 'ssf.manage', operation: 'updateStream' },
  { method: 'PUT', path: '/streams', scope: 'ssf.manage', operation: 'replaceStream' },
  { method: 'DELETE', path: '/streams', scope: 'ssf.manage', operation: 'deleteStream' },
  { method: 'GET', path: '/status', scope: 'ssf.read', operation: 'readStatus' },
  { method: 'POST', path: '/status', scope: 'ssf.manage', operation: 'updateStatus' },
  { method: 'POST', path: '/subjects/add', scope: 'ssf.manage', operation: 'addSubject' },
  { method: 'POST', path: '/subjects/remove', scope: 'ssf.manage', operation: 'removeSubject' },
  { method: 'POST', path: '/verify', scope: 'ssf.manage', operation: 'verify' },
  { method: 'POST', path: '/poll/', scope: 'ssf.manage', operation: 'poll' },
];
const METADATA_SECONDS = 300;
const WELL_KNOWN = '/.well-known/ssf-configuration';

export function createSignalsApi(dependencies: SignalsApiDependencies): Middleware {
  const places = dependencies.transmitters.map(({ realm, issuer }) => {
    const { host, pathname } = new URL(issuer);
    return { realm, issuer, host, prefix: pathname.replace(/\/$/, '') };
  });
  return (ctx, next) => {
    const { path } = ctx;
    const place = NAMES_IT.test(path)
      ? places.find(({ host, prefix }) => ctx.host === host && isOf(path, prefix))
      : undefined;
    return place ? call(ctx, place) : next();
  };

  async function call(ctx: Context, { realm, issuer, prefix }: (typeof places)[number]): Promise<void> {
    ctx.state['realm'] = realm;
    try {
      // SSF 1.0 §7.1: the well-known part stands before the issuer's path; after it too, as OpenID Connect does it.
      if (ctx.path === `${WELL_KNOWN}${prefix}` || ctx.path === `${prefix}${WELL_KNOWN}`) {
        ctx.state['route'] = 'ssf.metadata';
        if (ctx.method !== 'GET' && ctx.method !== 'HEAD') throw notAllowed(ctx, ['GET']);
        ctx.set('Cache-Control', `public, max-age=${METADATA_SECONDS}`);
        ctx.body = transmitterMetadata(issuer);
        return;
      }
      await answer(dependencies, issuer, ctx.path.slice(`${prefix}/ssf`.length), ctx);
    } catch (error) {
      sendProblem(ctx, problemOf(error, dependencies.logger, ctx));
    }
  }
}

/** Every address of it does. */
const NAMES_IT = /\/ssf(?:\/|-configuration|$)/;

function isOf(path: string, prefix: string): boolean {
  const own = [`${WELL_KNOWN}${prefix}`, `${prefix}${WELL_KNOWN}`, `${prefix}/ssf`];
  return own.includes(path) || path.startsWith(`${prefix}/ssf/`);
}

async function answer(dependencies: SignalsApiDependencies, issuer: string, path: string, ctx: Context) {
  ctx.state['route'] = 'ssf';
  const [, pollId = ''] = /^\/poll\/([0-9a-f-]{36})$/.exec(path) ?? [];
  const found = ROUTES.filter((route) => route.path === (pollId === '' ? path : '/poll/'));
  if (found.length === 0) throw new ProblemError('not-found');
  const route = found.find(({ method }) => method === ctx.method);
  if (!route)
    throw notAllowed(
      ctx,
      found.map(({ method }) => method),
    );
  ctx.state['route'] = `ssf.${route.operation}`;
  const caller = await callerOf(dependencies, issuer, route.scope, ctx);
  await limit(dependencies, caller);
  const hasBody = ctx.method !== 'GET' && ctx.method !== 'DELETE';
  const { status, body } = await dependencies.operations[route.operation]({
    issuer,
    caller,
    body: hasBody ? await readJsonBody(ctx) : undefined,
    query: Object.fromEntries(new URLSearchParams(ctx.querystring)),
    pollId,
  });
  if (body !== undefined) ctx.body = body;
  else ctx.body = null;
  ctx.status = status;
}

/** Whoever may manage may read. */
async function callerOf({ tokens }: SignalsApiDependencies, issuer: string, scope: SignalScope, ctx: Context) {
  const [, token] = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(ctx.get('authorization')) ?? [];
  const caller = token === undefined ? undefined : await tokens.read(token);
  if (!caller || caller.audience !== signalsAudience(issuer)) {
    // RFC 6750 §3.1: a request without a token is told no error.
    challenge(ctx, ctx.get('authorization') === '' ? '' : 'error="invalid_token"');
    throw new ProblemError('invalid-token');
  }
  if (caller.scopes.has(scope) || caller.scopes.has('ssf.manage')) return caller;
  challenge(ctx, `error="insufficient_scope", scope="${scope}"`);
  throw new ProblemError('insufficient-scope');
}

function challenge(ctx: Context, parameters: string): void {
  ctx.set('WWW-Authenticate', ['Bearer realm="poterne"', parameters].filter(Boolean).join(', '));
}

async function limit({ shortCounters, requestsPerMinute, clock }: SignalsApiDependencies, caller: Caller) {
  const rule = { windows: [{ seconds: 60, limit: requestsPerMinute }] };
  const counted = await shortCounters.attempt(`ssf:${caller.realm.id}:${caller.clientId}`, rule, clock.now());
  if (counted.allowed) return;
  throw new ProblemError('rate-limited', { retryAfterSeconds: (counted.retryAt - clock.now()) / 1000 });
}

function notAllowed(ctx: Context, methods: readonly string[]): ProblemError {
  ctx.set('Allow', methods.join(', '));
  return new ProblemError('method-not-allowed');
}

function problemOf(error: unknown, logger: Logger, ctx: Context): ProblemError {
  if (error instanceof ProblemError) return error;
  logger.error({ correlationId: ctx.state['correlationId'], error: errorForLog(error) }, 'shared signals fault');
  return isOutage(error)
    ? new ProblemError('unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS })
    : new ProblemError('server-error');
}

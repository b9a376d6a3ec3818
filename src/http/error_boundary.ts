/** The one place where a fault becomes an answer: a page that says what to do, a log line that says what went wrong. */
import type { Context, Next } from 'koa';
import type { Logger } from './log.js';
import { errorForLog } from './log.js';

/** What a face makes of an error that reached the boundary. */
export interface Fault {
  readonly code:
    | 'unavailable'
    | 'server-error'
    | 'bad-request'
    | 'too-large'
    | 'forbidden-origin'
    | 'method-not-allowed'
    | 'not-found';
  readonly status: number;
  readonly retryAfterSeconds?: number;
  readonly correlationId: string;
}

export const RETRY_AFTER_SECONDS = 10;

/**
 * Codes and names that mean a store is away, not that we are wrong: Prisma's, the system's, PostgreSQL's (57P0x shutting
 * down or starting, 08xxx connection, 53xxx no resources, 25006 a standby that takes no writes), ioredis'.
 */
const OUTAGE_CODE =
  /^(P1\d{3}|P2024|P2028|P2037|ECONN\w+|ETIMEDOUT|EPIPE|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|57P0\d|08\w{3}|53\w{3}|25006|MaxRetriesPerRequestError|ClusterAllFailedError|ConnectionClosed|AbortError)$/;

/** What the drivers say in words only; Redis' own refusals start with their code. */
const OUTAGE_MESSAGE =
  /Command timed out|Command aborted due to connection close|Connection is closed|isn't writeable|Socket timeout|Query read timeout|Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|All sentinels are unreachable|Cluster isn't ready|Cluster is ended|startup nodes is available|Too many Cluster redirections|^(EXECABORT|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|TRYAGAIN|OOM|MISCONF|BUSY)\b/i;

const OUTAGE_KIND = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;

/** What Prisma tells of its driver's error. */
interface DriverError {
  readonly kind?: string;
  readonly originalCode?: string;
  readonly code?: string;
}

const DEEPEST_CAUSE = 5;

/** Is this the failure of something Poterne stands on? */
export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST_CAUSE) return false;
  const { name, code, message, cause, meta } = error as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly message?: unknown;
    readonly cause?: unknown;
    readonly meta?: { readonly driverAdapterError?: unknown };
  };
  if (OUTAGE_CODE.test(String(name)) || OUTAGE_CODE.test(String(code))) return true;
  if (OUTAGE_MESSAGE.test(String(message))) return true;
  if (isOutage(meta?.driverAdapterError, depth + 1) || isOutage(cause, depth + 1)) return true;
  const driver = cause as DriverError | null | undefined;
  if (driver === null || typeof driver !== 'object') return false;
  return (
    OUTAGE_KIND.test(driver.kind ?? '') ||
    [driver.originalCode, driver.code].some((each) => OUTAGE_CODE.test(String(each)))
  );
}

/** Sorts an error: expected refusals carry a 4xx status and a code of their own. */
export function sortFault(error: unknown, correlationId: string): Fault {
  const { status, code, name } = error as { status?: number; code?: string; name?: string };
  if (name === 'BadRequest' && status !== undefined) return { code: code as Fault['code'], status, correlationId };
  if (isOutage(error))
    return { code: 'unavailable', status: 503, retryAfterSeconds: RETRY_AFTER_SECONDS, correlationId };
  if (status !== undefined && status >= 400 && status < 500) return { code: 'bad-request', status, correlationId };
  return { code: 'server-error', status: 500, correlationId };
}

/** @param answer writes the page or document of a fault */
export function errorBoundary(logger: Logger, answer: (ctx: Context, fault: Fault) => void) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const fault = sortFault(error, String(ctx.state['correlationId'] ?? ''));
      if (fault.status >= 500)
        logger.error({ correlationId: fault.correlationId, error: errorForLog(error) }, fault.code);
      answer(ctx, fault);
    }
  };
}

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

const RETRY_AFTER_SECONDS = 10;

/** Error codes and names that mean a store is away, not that we are wrong. */
const OUTAGE =
  /^(P1\d{3}|P2024|P2028|ECONN\w+|ETIMEDOUT|EPIPE|ENOENT|57P0\d|08\d{3}|MaxRetriesPerRequestError|ConnectionClosed)$/;

/** Is this the failure of something Poterne stands on? */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, cause, message } = error as Error & { code?: string };
  if (OUTAGE.test(name) || (code !== undefined && OUTAGE.test(code))) return true;
  if (
    /Command timed out|Connection is closed|Query read timeout|Connection terminated|timeout exceeded when trying to connect/i.test(
      message,
    )
  ) {
    return true;
  }
  const adapterKind = (error as { meta?: { driverAdapterError?: { cause?: { kind?: string } } } }).meta
    ?.driverAdapterError?.cause?.kind;
  if (adapterKind && /Unreachable|ConnectionClosed|SocketTimeout|TooManyConnections/.test(adapterKind)) return true;
  return cause !== undefined && isOutage(cause);
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

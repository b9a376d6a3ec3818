/**
 * Logs that cannot leak (O2): an access line holds the route's pattern, never the address, query or body; an error line
 * holds its type, code and stack frames, never its message, since a driver's message may quote a parameter.
 */
import { randomBytes } from 'node:crypto';
import type { Context, Next } from 'koa';
import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type { Logger };

/** Lines that tell of no fault wait for others that long: each write to standard output is a thread's turn. */
const GATHERED_MS = 50;
const GATHERED_BYTES = 16_000;
const FAULT_LEVEL = pino.levels.values['error'] ?? 50;

/** To a file at once; to standard output several lines together, but a fault's, and what came before it, at once. */
export function createLogger(level: string, file?: string): Logger {
  return pino(
    { level, base: { service: 'poterne' }, timestamp: pino.stdTimeFunctions.isoTime },
    file === undefined ? gatheringOutput() : destination({ dest: file, sync: true }),
  );
}

/** What is left when the process exits, pino writes by itself. */
function gatheringOutput(): DestinationStream {
  const output = destination({ dest: 1, sync: false, minLength: GATHERED_BYTES });
  let timer: NodeJS.Timeout | undefined;
  let hasMore = false;
  output.on('close', () => clearTimeout(timer));
  const send = () => {
    output.flush();
    // While a write is under way, a flush does nothing: the last lines are flushed twice.
    timer = hasMore ? setTimeout(send, GATHERED_MS).unref() : undefined;
    hasMore = false;
  };
  return {
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line: string) {
      output.write(line);
      hasMore = true;
      if (this.lastLevel >= FAULT_LEVEL) output.flush();
      timer ??= setTimeout(send, GATHERED_MS).unref();
    },
  } as DestinationStream & { lastLevel: number };
}

/** What of an error may be written down. */
export function errorForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, code, status } = error as Error & { code?: unknown; status?: unknown };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  return {
    type: name,
    ...(typeof code === 'string' && /^[\w.-]{1,40}$/.test(code) ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    frames,
    ...(error.cause === undefined ? {} : { cause: errorForLog(error.cause) }),
  };
}

/** Gives each request a correlation id and writes one line when it is done. */
export function accessLog(logger: Logger) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const started = performance.now();
    const correlationId = randomBytes(9).toString('base64url');
    ctx.state['correlationId'] = correlationId;
    ctx.set('X-Correlation-Id', correlationId);
    try {
      await next();
    } finally {
      const milliseconds = Math.round(performance.now() - started);
      logger.info(
        { correlationId, method: ctx.method, route: routeOf(ctx), status: ctx.status, milliseconds },
        'request',
      );
    }
  };
}

/** The pattern of the route that a request took. */
export function routeOf(ctx: Context): string {
  const oidc = (ctx as { oidc?: { route?: string } }).oidc;
  return (ctx.state['route'] as string | undefined) ?? oidc?.route ?? 'unmatched';
}

/** Times every request by the pattern of its route (O2); what it measures is what the access log says. */
import type { Context, Next } from 'koa';
import type { Metrics } from '../ports/metrics.js';
import { routeOf } from './log.js';

export function measureRequests(metrics: Pick<Metrics, 'requestAnswered'>) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const started = performance.now();
    try {
      await next();
    } finally {
      metrics.requestAnswered({
        realm: ctx.state['realm'] as string | undefined,
        route: routeOf(ctx),
        status: ctx.status,
        seconds: (performance.now() - started) / 1000,
      });
    }
  };
}

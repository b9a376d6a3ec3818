/** Keeps requests from a router that has no route for them: it would try each of its routes in turn to find that out. */
import type Router from '@koa/router';
import type { Middleware } from 'koa';

/** The name that a route's path begins with. */
const FIRST_NAME = /^\/([\w.-]+)(?=\/|$)/;

/** @throws Error where a route begins with no fixed name: nothing could be told from it */
export function routedPages(router: Router): Middleware {
  const route = router.routes() as Middleware;
  const names = new Set<string>();
  for (const { path } of router.stack) {
    const [, name] = FIRST_NAME.exec(String(path)) ?? [];
    if (name === undefined) throw new Error(`the route ${path} begins with no fixed name`);
    names.add(name.toLowerCase());
  }
  return (ctx, next) => {
    const end = ctx.path.indexOf('/', 1);
    const name = ctx.path.slice(1, end === -1 ? undefined : end);
    // Routes are read in any case of letters.
    return names.has(name.toLowerCase()) ? route(ctx, next) : next();
  };
}

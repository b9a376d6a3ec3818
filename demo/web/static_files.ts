/** Serves the few files that a demonstration page needs (style sheet, script, icon), read once at start. */
import { readFileSync } from 'node:fs';
import type Router from '@koa/router';
import { assetPath } from '../asset_path.js';

/** @param names files inside `demo/`, joined in this order into one answer */
export function readAssets(names: readonly string[]): string {
  return names.map((name) => readFileSync(assetPath(name), 'utf8')).join('\n');
}

export function serveText(router: Router, path: string, type: string, body: string): void {
  router.get(path, (ctx) => {
    // revalidated at each load, so that an edited style shows without emptying the browser's cache
    ctx.set('Cache-Control', 'no-cache');
    ctx.type = type;
    ctx.body = body;
  });
}

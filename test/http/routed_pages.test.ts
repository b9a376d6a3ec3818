import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Router from '@koa/router';
import Koa from 'koa';
import { routedPages } from '../../src/http/routed_pages.js';

const pages = new Router();
pages.get('/interaction/:uid', (ctx) => {
  ctx.body = 'page';
});
const nested = new Router();
nested.get('/account', (ctx) => {
  ctx.body = 'page';
});
pages.use(nested.routes());

let server: Server;
beforeAll(async () => {
  const app = new Koa();
  app.use(routedPages(pages));
  app.use((ctx) => {
    ctx.body = 'beyond';
  });
  server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

const ask = async (path: string) =>
  (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).text();

test.each([
  ['/interaction/abc', 'page'],
  ['/INTERACTION/abc', 'page'],
  ['/interaction/abc/', 'page'],
  ['/account', 'page'],
  ['/Account/?lang=en', 'page'],
  ['/interaction', 'beyond'],
  ['/accounts', 'beyond'],
  ['/%69nteraction/abc', 'beyond'],
  ['//account', 'beyond'],
  ['/token', 'beyond'],
  ['/', 'beyond'],
])('%s is answered as by the router alone: %s', async (path, answered) => {
  expect(await ask(path)).toBe(answered);
});

test('a route that could answer any first name is refused, since it would be passed by', () => {
  const router = new Router();
  router.get('/:anything', () => {});
  expect(() => routedPages(router)).toThrow('/:anything');
});

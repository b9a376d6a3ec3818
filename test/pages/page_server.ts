/**
 * The catalogue over HTTP on loopback, under the content security policy that pages are written for: what axe and the
 * pictures look at (S6, X2).
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locale } from '../../src/domain/realm.js';
import { assetFiles } from '../../src/http/assets/asset_files.js';
import { contentSecurityPolicy } from '../../src/http/security_headers.js';
import { type CatalogueEntry, catalogue } from './catalogue.js';

const POLICY = contentSecurityPolicy();

export interface PageServer {
  readonly entries: readonly CatalogueEntry[];
  /** where one state is shown */
  readonly address: (entry: CatalogueEntry, locale: Locale) => string;
  readonly close: () => Promise<void>;
}

/** Starts on a free port of loopback. */
export async function startPageServer(): Promise<PageServer> {
  const entries = catalogue();
  const files = assetFiles();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = files.get(pathname);
    const [, locale = '', ...rest] = pathname.split('/');
    const entry = entries.find(({ name }) => name === decodeURIComponent(rest.join('/')));
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': file.type, 'cache-control': 'max-age=3600' }).end(file.body);
    } else if (entry !== undefined && (locale === 'fr' || locale === 'en')) {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY })
        .end(entry.render(locale));
    } else if (request.method === 'POST') {
      // What a page's script asks for besides: nothing is there.
      response.writeHead(204).end();
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    entries,
    address: ({ name }, locale) => `http://localhost:${port}/${locale}/${name}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

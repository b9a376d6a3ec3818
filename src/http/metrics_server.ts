/** The metrics on a port of their own (O2): `/metrics` and nothing else, never behind the public proxy. */
import { createServer, type Server } from 'node:http';
import type { Exposition } from '../ports/metrics.js';
import { listen } from './server.js';

const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/**
 * Lets Prometheus read the metrics.
 *
 * @param port undefined: nobody reads them
 * @returns the port it listens on, and how to stop
 * @throws the system's error, EADDRINUSE when the port is taken
 */
export async function serveMetrics(
  exposition: Exposition,
  { port, host }: { readonly port: number | undefined; readonly host: string },
): Promise<{ readonly port: number | undefined; close(): void }> {
  if (port === undefined) return { port, close() {} };
  const server = metricsServer(exposition);
  const listening = await listen(server, port, host);
  return {
    port: listening,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function metricsServer(exposition: Exposition): Server {
  return createServer((request, response) => {
    const answer = (status: number, body = '', headers: Readonly<Record<string, string>> = {}) => {
      response.writeHead(status, { ...HEADERS, ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (request.url?.split('?')[0] !== '/metrics') return answer(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, '', { Allow: 'GET, HEAD' });
    exposition.read().then(
      (text) => answer(200, text, { 'Content-Type': exposition.contentType }),
      () => answer(500),
    );
  });
}

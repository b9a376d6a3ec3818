/** A portal's own small server on loopback, whose address is known before the provider that will redirect to it. */
import { createServer, type RequestListener } from 'node:http';

export interface PortalServer {
  readonly origin: string;
  /** Serves the portal from now on. */
  serve(listener: RequestListener): void;
  close(): Promise<void>;
}

export async function openPortalServer(): Promise<PortalServer> {
  let listener: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    origin: `http://localhost:${typeof bound === 'object' && bound ? bound.port : 0}`,
    serve(next) {
      listener = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Starts one demonstration server on the loopback address and stops it without waiting for idle connections. */
import { createServer } from 'node:http';
import type Koa from 'koa';

export interface LocalServer {
  /** origin, without a trailing slash: `http://localhost:3004` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param app the application to serve
 * @param port TCP port, 0 for any free one
 * @returns once the port is open
 * @throws the system's error (EADDRINUSE…) when it cannot be opened
 */
export async function listenLocally(app: Koa, port: number): Promise<LocalServer> {
  const server = createServer(app.callback());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const openPort = address !== null && typeof address === 'object' ? address.port : port;
  return {
    url: `http://localhost:${openPort}`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/** One answer of the browser, taken on this machine (RFC 8252 §7.3): listens on a free port, hears once, closes. */
import { createServer } from 'node:http';

export interface Loopback {
  /** where the browser is to come back to */
  address(path: string): string;
  /** what it brought */
  readonly heard: Promise<URL>;
  close(): void;
}

const PAGE =
  '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Mon Compte</title><h1>C’est fait</h1><p>Revenez dans l’application.</p></html>';

export async function listenOnLoopback(): Promise<Loopback> {
  let hear: (url: URL) => void = () => {};
  const heard = new Promise<URL>((resolve) => {
    hear = resolve;
  });
  let origin = '';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin);
    // A browser asks for an icon as well, and any page of this machine may knock: only an answer counts.
    const isAnswer = ['code', 'error', 'state'].some((name) => url.searchParams.has(name));
    response.writeHead(isAnswer ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'referrer-policy': 'no-referrer',
    });
    response.end(isAnswer ? PAGE : '');
    if (isAnswer) hear(url);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  origin = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  return {
    address: (path) => `${origin}${path}`,
    heard,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

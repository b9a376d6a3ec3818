/** The SMS operator of the benchmark: an HTTP server that takes messages and tells their codes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gateway {
  readonly url: string;
  /** The code of the latest message to a number; each is told once. */
  take(to: string): string;
  close(): void;
}

export async function startGateway(): Promise<Gateway> {
  const codes = new Map<string, string>();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const message = JSON.parse(text) as { to: string; text: string };
    const code = /\b\d{6}\b/.exec(message.text)?.[0];
    if (code) codes.set(message.to, code);
    response.end();
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/sms`,
    take(to) {
      const code = codes.get(to);
      if (!code) throw new Error('no message came for this number');
      codes.delete(to);
      return code;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A receiver of Security Event Tokens for the tests: what it was pushed, and what it answers (RFC 8935). */
import { createServer } from 'node:http';

export interface Receiver {
  readonly address: string;
  readonly received: Array<{ readonly token: string; readonly type: string; readonly authorization: string }>;
  /** how it answers; a status alone, or one with a body; 0 hangs; `huge` never ends */
  answer: number | { readonly status: number; readonly body: string } | 'huge';
  close(): Promise<void>;
}

export async function receive(): Promise<Receiver> {
  const received: Receiver['received'] = [];
  const server = createServer((request, response) => {
    let token = '';
    request.on('data', (chunk) => {
      token += chunk;
    });
    request.on('end', () => {
      const { 'content-type': type = '', authorization = '' } = request.headers;
      received.push({ token, type, authorization });
      const { answer } = receiver;
      if (answer === 0) return;
      if (answer === 'huge') {
        response.writeHead(400, { 'content-type': 'application/json' });
        const more = () => {
          while (!response.destroyed && response.write(' '.repeat(65_536)));
        };
        response.on('drain', more);
        return more();
      }
      if (typeof answer === 'number') return void response.writeHead(answer).end();
      return void response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const receiver: Receiver = {
    address: `http://localhost:${typeof bound === 'object' && bound ? bound.port : 0}/signals`,
    received,
    answer: 202,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

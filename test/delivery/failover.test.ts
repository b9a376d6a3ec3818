/** Two providers of one channel on real sockets: the first hangs, dies, comes back (O3). */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createFailoverDelivery } from '../../src/adapters/delivery/failover_delivery.js';
import { createHttpGatewayDelivery } from '../../src/adapters/delivery/http_gateway_delivery.js';
import type { DeliveryAttempt } from '../../src/ports/delivery/delivery_status.js';

const TIMEOUT_MS = 1_200;

/** A gateway on a port of its own that a test makes hang, die or work. */
async function openGateway() {
  const received: Array<{ id: string; text: string }> = [];
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const end = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    server = undefined;
  };
  const gateway = {
    received,
    url: () => `http://127.0.0.1:${port}/`,
    async serve(as: 'working' | 'hanging' | 'gone' | 'refusing', delayMs = 0) {
      await end();
      if (as === 'gone') return;
      server =
        as === 'hanging'
          ? createServer()
          : createHttpServer(async (request, response) => {
              let body = '';
              for await (const chunk of request) body += chunk;
              await new Promise((resolve) => setTimeout(resolve, delayMs));
              if (as === 'working') received.push(JSON.parse(body));
              response.writeHead(as === 'working' ? 202 : 422).end();
            });
      server.on('connection', (socket) => {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => sockets.delete(socket));
      });
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
      const address = server.address();
      port = typeof address === 'object' && address ? address.port : port;
    },
    end,
  };
  await gateway.serve('working');
  return gateway;
}

describe('two providers of SMS', () => {
  let first: Awaited<ReturnType<typeof openGateway>>;
  let second: Awaited<ReturnType<typeof openGateway>>;
  let attempts: DeliveryAttempt[];
  let now: number;
  let delivery: ReturnType<typeof createFailoverDelivery>;

  beforeEach(async () => {
    [first, second] = await Promise.all([openGateway(), openGateway()]);
    attempts = [];
    now = 1_800_000_000_000;
    const gatewayAt = ({ url }: typeof first) =>
      createHttpGatewayDelivery('sms', {
        url: url(),
        method: 'POST',
        headers: {},
        body: '{"id":{{id}},"text":{{text}}}',
        isSuccess: (status) => status < 300,
        timeoutMs: TIMEOUT_MS,
      });
    delivery = createFailoverDelivery({
      channel: 'sms',
      providers: [
        { name: 'http', delivery: gatewayAt(first) },
        { name: 'http-second', delivery: gatewayAt(second) },
      ],
      timeoutMs: TIMEOUT_MS,
      clock: { now: () => now },
      onAttempt: (attempt) => attempts.push(attempt),
    });
  });
  afterEach(() => Promise.all([first.end(), second.end()]));

  const send = async () => {
    const began = performance.now();
    const answer = await delivery.send({
      channel: 'sms',
      to: '+33639980001',
      text: '123456',
      about: { realm: 'allocataires', accountId: 'a' },
    });
    return { answer, milliseconds: performance.now() - began };
  };
  const told = () => attempts.splice(0).map(({ provider, outcome }) => `${provider} ${outcome}`);

  test('O3 the first hangs, dies and returns: every message leaves in time, and each attempt is told', async () => {
    expect((await send()).answer).toMatchObject({ accepted: true, provider: 'http' });
    expect(told()).toEqual(['http accepted']);

    await first.serve('hanging');
    const hung = await send();
    expect(hung.answer).toMatchObject({ accepted: true, provider: 'http-second' });
    expect(hung.milliseconds).toBeLessThan(TIMEOUT_MS);
    expect(told()).toEqual(['http timeout', 'http-second accepted']);

    // It rests: nobody waits for it any more.
    expect((await send()).milliseconds).toBeLessThan(TIMEOUT_MS / 3);
    expect(told()).toEqual(['http-second accepted']);

    await first.serve('gone');
    now += 15_000;
    expect((await send()).answer).toMatchObject({ accepted: true, provider: 'http-second' });
    expect(told()).toEqual(['http failed', 'http-second accepted']);

    await first.serve('working');
    expect((await send()).answer).toMatchObject({ provider: 'http-second' });
    expect(delivery.standings()).toEqual([
      { provider: 'http', standing: 'resting' },
      { provider: 'http-second', standing: 'in-use' },
    ]);
    now += 60_000;
    expect((await send()).answer).toMatchObject({ provider: 'http' });
    expect((await send()).answer).toMatchObject({ provider: 'http' });
    expect(delivery.standings()[0]).toEqual({ provider: 'http', standing: 'in-use' });
  });

  test('O3 a copy that arrives late is the same message under the same id, and its answer is told', async () => {
    await first.serve('working', TIMEOUT_MS * 0.7);
    const { answer } = await send();
    expect(answer).toMatchObject({ accepted: true, provider: 'http-second' });
    await new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS * 0.6));
    expect(first.received).toEqual(second.received);
    expect(told()).toEqual(['http timeout', 'http-second accepted', 'http accepted']);
    // Slow is not healthy.
    expect(delivery.standings()[0]?.standing).toBe('resting');
  });

  test('O3 the late answer of the first counts where the second fails', async () => {
    await first.serve('working', TIMEOUT_MS * 0.7);
    await second.serve('gone');
    expect((await send()).answer).toMatchObject({ accepted: true, provider: 'http' });
  });

  test('O3 a message that a provider does not want goes to the other, and the provider stays in use', async () => {
    await first.serve('refusing');
    for (let times = 0; times < 3; times += 1)
      expect((await send()).answer).toMatchObject({ accepted: true, provider: 'http-second' });
    expect(new Set(told())).toEqual(new Set(['http refused', 'http-second accepted']));
    expect(delivery.standings()[0]?.standing).toBe('in-use');
  });

  test('O3 both gone: one answer with both reasons, without number or text', async () => {
    await Promise.all([first.serve('gone'), second.serve('gone')]);
    const { answer } = await send();
    expect(answer).toEqual({ accepted: false, why: 'sms gateway TypeError; sms gateway TypeError' });
    // Both rest, and are tried all the same: no provider at all would be worse.
    await send();
    await second.serve('working');
    expect((await send()).answer).toMatchObject({ accepted: true });
  });

  test('O3 a crowd that waits for the first when it hangs makes it rest once, not once each', async () => {
    await first.serve('hanging');
    await Promise.all(Array.from({ length: 20 }, send));
    await first.serve('working');
    now += 15_000;
    expect((await send()).answer).toMatchObject({ provider: 'http' });
  });
});

/** The first provider of SMS hangs, dies and returns while people sign in (O3; step 5, show 8); what is kept of it. */
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Poterne, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, type RelyingParty, relyingParty, typeCode } from '../harness/relying_party.js';
import { CLAIRE } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const TIME_BOX_SECONDS = 2;
const TOKEN = 'receipts-of-the-tests-only-0123456789';

interface Gateway {
  readonly port: number;
  readonly received: Array<{ id: string; text: string }>;
  serve(as: 'working' | 'hanging' | 'gone'): Promise<void>;
}

async function openGateway(): Promise<Gateway> {
  const received: Array<{ id: string; text: string }> = [];
  const sockets = new Set<Socket>();
  let server: Server | ReturnType<typeof createTcpServer> | undefined;
  let port = 0;
  const gateway: Gateway = {
    get port() {
      return port;
    },
    received,
    async serve(as) {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
      server = undefined;
      if (as === 'gone') return;
      server =
        as === 'hanging'
          ? createTcpServer()
          : createServer(async (request, response) => {
              let body = '';
              for await (const chunk of request) body += chunk;
              received.push(JSON.parse(body));
              response.writeHead(202).end();
            });
      server.on('connection', (socket: Socket) => {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => sockets.delete(socket));
      });
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
      const address = server.address();
      port = typeof address === 'object' && address ? address.port : port;
    },
  };
  await gateway.serve('working');
  return gateway;
}

describe('two gateways for SMS', () => {
  let poterne: Poterne;
  let party: RelyingParty;
  let first: Gateway;
  let second: Gateway;
  beforeAll(async () => {
    [first, second] = await Promise.all([openGateway(), openGateway()]);
    recordSecret('token', TOKEN);
    const body = '{"id":{{id}},"to":{{to}},"text":{{text}}}';
    poterne = await startPoterne({
      name: 'fault_delivery',
      realDelivery: true,
      environment: {
        SMS_HTTP_URL: `http://127.0.0.1:${first.port}/`,
        SMS_HTTP_BODY: body,
        SMS_HTTP_SECOND_URL: `http://127.0.0.1:${second.port}/`,
        SMS_HTTP_SECOND_BODY: body,
        DELIVERY_TIMEOUT_SECONDS: String(TIME_BOX_SECONDS),
        DELIVERY_CALLBACK_TOKEN: TOKEN,
      },
    });
    party = await relyingParty(poterne);
  });
  afterAll(async () => {
    await poterne.close();
    await Promise.all([first.serve('gone'), second.serve('gone')]);
  });

  /** A whole sign-in by SMS. @returns how long the page waited for the code to leave */
  const signInBySms = async (by: Gateway): Promise<number> => {
    const agent = openAgent(poterne.origin);
    const page = await giveCredentials(agent, await agent.get((await party.request()).url), CLAIRE);
    const began = performance.now();
    const entry = await askForCode(agent, page, 'sms');
    const milliseconds = performance.now() - began;
    const code = /\d{6}/.exec(by.received.at(-1)?.text ?? '')?.[0] ?? '';
    recordSecret('code', code);
    const done = await typeCode(agent, entry, code);
    expect(done.left?.searchParams.get('code')).toBeTruthy();
    return milliseconds;
  };
  const kept = async () => {
    await poterne.service.settled();
    const rows = await poterne.service.database.deliveryAttempt.findMany({
      orderBy: [{ at: 'asc' }, { provider: 'asc' }],
    });
    return rows.map(({ provider, outcome }) => `${provider} ${outcome}`);
  };
  const receipt = (fields: Record<string, string>, path = 'http-second', token: string | null = TOKEN) =>
    fetch(`${poterne.origin}/delivery/${path}`, {
      method: 'POST',
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      body: new URLSearchParams(fields),
    });

  test('O3 the first hangs, dies and returns: codes go on by the second, and the first is used again', async () => {
    await signInBySms(first);
    await first.serve('hanging');
    expect(await signInBySms(second)).toBeLessThan(TIME_BOX_SECONDS * 1000);
    expect(await signInBySms(second)).toBeLessThan(TIME_BOX_SECONDS * 500);
    await first.serve('gone');
    passSeconds(16);
    await signInBySms(second);
    await first.serve('working');
    passSeconds(61);
    await signInBySms(first);
    expect(await kept()).toEqual([
      'http accepted',
      'http timeout',
      'http-second accepted',
      'http-second accepted',
      'http failed',
      'http-second accepted',
      'http accepted',
    ]);
  });

  test('O3 S5 what is kept says whose it was and why it failed, and neither number nor text', async () => {
    const rows = await poterne.service.database.deliveryAttempt.findMany();
    expect(new Set(rows.map(({ realm }) => realm))).toEqual(new Set(['allocataires']));
    const [timeout] = rows.filter(({ outcome }) => outcome === 'timeout');
    expect(timeout?.why).toMatch(/^no answer within \d+ ms$/);
    // The same message: its second provider has the same id.
    expect(rows.filter(({ messageId }) => messageId === timeout?.messageId)).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/33639980001|code pour/);
  });

  test('O3 a gateway tells what became of a message by its id; a stranger, and a broken request, change nothing', async () => {
    const id = second.received.at(-1)?.id ?? '';
    expect((await receipt({ id, status: 'delivered' }, 'http-second', 'x'.repeat(TOKEN.length))).status).toBe(401);
    expect((await receipt({ id, status: 'delivered' }, 'http-second', null)).status).toBe(401);
    expect((await receipt({ id })).status).toBe(400);
    expect((await receipt({ id: 'x'.repeat(101), status: 'delivered' })).status).toBe(400);
    const half = await fetch(`${poterne.origin}/delivery/http-second`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: '{"id":"\\ud800","status":"delivered"}',
    });
    expect(half.status).toBe(400);
    expect((await receipt({ id, status: 'delivered' }, 'nobody')).status).toBe(400);
    expect((await fetch(`${poterne.origin}/delivery/http-second`)).status).toBe(405);
    expect((await kept()).filter((each) => each.endsWith('delivered'))).toEqual([]);
    // Known or not, the answer is the same.
    expect((await receipt({ id: 'nobody-knows', status: 'delivered' })).status).toBe(204);
    expect((await receipt({ id, status: 'DELIVRD' })).status).toBe(204);
    expect((await kept()).filter((each) => each.endsWith('delivered'))).toEqual(['http-second delivered']);
    // A gateway that can set no header.
    expect((await receipt({ id, status: 'undeliverable' }, `http-second/${TOKEN}`, null)).status).toBe(204);
    expect((await kept()).filter((each) => each.endsWith('delivered'))).toEqual(['http-second undelivered']);
  });

  test('O3 after 30 days nothing is kept of it', async () => {
    passSeconds(31 * 86_400);
    await poterne.service.runJobs();
    expect(await kept()).toEqual([]);
  });
});

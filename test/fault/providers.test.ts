import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { type AgentPage, openAgent, wordsOf } from '../harness/agent.js';
import { type Poterne, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, type RelyingParty, relyingParty, typeCode } from '../harness/relying_party.js';
import { CLAIRE } from '../harness/scenario.js';

const TIME_BOX_SECONDS = 1;

/** An e-mail provider on a port that stays its own, which a test may swap for a worse one. */
interface MailPort {
  readonly port: number;
  readonly received: string[];
  serve(as: 'working' | 'hanging' | 'refusing' | 'dying' | 'gone'): Promise<void>;
  close(): Promise<void>;
}

async function openMailPort(): Promise<MailPort> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let end: () => Promise<void> = async () => {};
  let port = 0;

  const raw = (greet: (socket: Socket) => void): TcpServer => {
    const server = createTcpServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
      greet(socket);
    });
    return server;
  };
  const listen = async (server: TcpServer) => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : port;
    end = async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    };
  };
  const smtp = (refuse: boolean) =>
    new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onRcptTo: (_address, _session, done) =>
        refuse ? done(Object.assign(new Error('mailbox unavailable'), { responseCode: 550 })) : done(),
      onData(stream, _session, done) {
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('end', () => {
          received.push(Buffer.concat(pieces).toString('utf8'));
          done();
        });
      },
    });

  const mail: MailPort = {
    get port() {
      return port;
    },
    received,
    async serve(as) {
      await end();
      end = async () => {};
      if (as === 'gone') return;
      if (as === 'hanging') return listen(raw(() => {}));
      if (as === 'dying') return listen(raw((socket) => socket.write('220 hello\r\n', () => socket.resetAndDestroy())));
      const server = smtp(as === 'refusing');
      server.on('error', () => {});
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
      const address = server.server.address();
      port = typeof address === 'object' && address ? address.port : port;
      end = () => new Promise((resolve) => server.close(() => resolve()));
    },
    close: () => end(),
  };
  await mail.serve('working');
  return mail;
}

describe('a provider of messages that fails', () => {
  let poterne: Poterne;
  let party: RelyingParty;
  let mail: MailPort;
  let gateway: Server;
  const texts: string[] = [];
  let gatewayAnswers: number | 'never' | 'dies' = 200;

  beforeAll(async () => {
    mail = await openMailPort();
    gateway = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        if (gatewayAnswers === 'never') return;
        if (gatewayAnswers === 'dies') return void request.socket.resetAndDestroy();
        if (gatewayAnswers < 300) texts.push((JSON.parse(body) as { text: string }).text);
        response.writeHead(gatewayAnswers).end();
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    const address = gateway.address();
    const gatewayPort = typeof address === 'object' && address ? address.port : 0;
    poterne = await startPoterne({
      name: 'fault_providers',
      realDelivery: true,
      environment: {
        SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        SMS_HTTP_URL: `http://127.0.0.1:${gatewayPort}/`,
        DELIVERY_TIMEOUT_SECONDS: String(TIME_BOX_SECONDS),
      },
    });
    party = await relyingParty(poterne);
  });
  afterAll(async () => {
    await poterne.close();
    gateway.closeAllConnections();
    gateway.close();
    await mail.close();
  });
  afterEach(async () => {
    gatewayAnswers = 200;
    texts.length = 0;
  });

  const choice = async () => {
    const agent = openAgent(poterne.origin);
    const page = await giveCredentials(agent, await agent.get((await party.request()).url), CLAIRE);
    return { agent, page };
  };
  const asked = async (work: () => Promise<AgentPage>) => {
    const start = performance.now();
    const page = await work();
    return { page, milliseconds: performance.now() - start };
  };
  const codeIn = (message: string | undefined) => /\b(\d{6})\b/.exec(message ?? '')?.[1] ?? '';

  test.each(['hanging', 'refusing', 'dying', 'gone'] as const)(
    'O3 I2 e-mail %s: told within the time box, the SMS leaves at once, nothing is charged',
    async (fault) => {
      const { agent, page } = await choice();
      await mail.serve(fault);
      try {
        const refused = await asked(() => askForCode(agent, page, 'email'));
        expect(refused.page.status).toBe(502);
        expect(refused.milliseconds).toBeLessThan(TIME_BOX_SECONDS * 1000 + 700);
        expect(wordsOf(refused.page)).toMatch(/e-mail/i);
        // The pause between two sendings (30 s) is owed for messages that left: none did.
        const sent = await askForCode(agent, refused.page, 'sms');
        expect(sent.status).toBe(200);
        const done = await typeCode(agent, sent, codeIn(texts.at(-1)));
        expect(done.left?.searchParams.get('code')).toBeTruthy();
      } finally {
        await mail.serve('working');
      }
    },
  );

  test.each([
    ['never', 'that hangs'],
    ['dies', 'that dies half way'],
    [500, 'out of order'],
    [429, 'over its quota'],
  ] as const)('O3 I2 an SMS gateway (%s) %s: told within the time box, the e-mail leaves at once', async (fault, _) => {
    const { agent, page } = await choice();
    gatewayAnswers = fault;
    const refused = await asked(() => askForCode(agent, page, 'sms'));
    expect(refused.page.status).toBe(502);
    expect(refused.milliseconds).toBeLessThan(TIME_BOX_SECONDS * 1000 + 700);
    const sent = await askForCode(agent, refused.page, 'email');
    expect(sent.status).toBe(200);
    const plain = (mail.received.at(-1) ?? '').replaceAll('=\r\n', '');
    const done = await typeCode(agent, sent, codeIn(plain.slice(plain.indexOf('text/plain'))));
    expect(done.left?.searchParams.get('code')).toBeTruthy();
  });

  test('O3 I2 more failures than the sendings allowed in a window cost the person nothing', async () => {
    const { agent, page } = await choice();
    gatewayAnswers = 500;
    let current = page;
    for (let times = 0; times < 7; times += 1) current = await askForCode(agent, current, 'sms');
    expect(current.status).toBe(502);
    gatewayAnswers = 200;
    expect((await askForCode(agent, current, 'sms')).status).toBe(200);
    expect(texts).toHaveLength(1);
  });
});

import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startInbox } from '../../demo/inbox/inbox.js';
import {
  createHttpGatewayDelivery,
  fillTemplate,
  readSuccessRule,
} from '../../src/adapters/delivery/http_gateway_delivery.js';
import { createSmtpDelivery } from '../../src/adapters/delivery/smtp_delivery.js';

describe('SMS by HTTP gateway', () => {
  let gateway: Server;
  let port: number;
  let answer: (body: string) => { status: number; body: string } | 'hang';
  const seen: string[] = [];
  beforeAll(async () => {
    gateway = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      seen.push(body);
      const given = answer(body);
      if (given === 'hang') return;
      response.writeHead(given.status);
      response.end(given.body);
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    port = (gateway.address() as { port: number }).port;
  });
  afterAll(() => {
    gateway.closeAllConnections();
    gateway.close();
  });
  const sms = (settings: { body?: string; rule?: string } = {}) =>
    createHttpGatewayDelivery('sms', {
      url: `http://127.0.0.1:${port}/send`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: settings.body ?? '{"to":{{to}},"text":{{text}}}',
      isSuccess: readSuccessRule(settings.rule ?? '2xx', 'SMS_HTTP_SUCCESS'),
      timeoutMs: 800,
    });
  const message = { channel: 'sms', to: '+33639980001', text: '123456 « code »\n@localhost #123456' } as const;

  test('O3 values are encoded for where they stand', () => {
    const values = { to: '+33639980001', text: 'a "b"\n&é' };
    expect(JSON.parse(fillTemplate('{"to":{{to}},"text":{{text}}}', values))).toEqual(values);
    expect(new URLSearchParams(fillTemplate('to={{to|url}}&text={{text|url}}', values)).get('text')).toBe(values.text);
    expect(fillTemplate('{{other}}', values)).toBe('{{other}}');
  });

  test.each([
    ['2xx', 202, '', true],
    ['200,202', 201, '', false],
    ['200 /"status":\\s*"ok"/', 200, '{"status": "ok"}', true],
    ['200 /"status":\\s*"ok"/', 200, '{"status": "refused"}', false],
  ])('O3 the success rule %s on a %i answers %s', (rule, status, body, accepted) => {
    expect(readSuccessRule(rule, 'SMS_HTTP_SUCCESS')(status, body)).toBe(accepted);
  });

  test('O3 a malformed success rule stops the start', () => {
    expect(() => readSuccessRule('fine', 'SMS_HTTP_SUCCESS')).toThrow(/SMS_HTTP_SUCCESS/);
  });

  test('O3 an accepted message arrived as it was written', async () => {
    answer = () => ({ status: 202, body: '{}' });
    expect(await sms().send(message)).toEqual({ accepted: true });
    expect(JSON.parse(seen.at(-1) ?? '')).toEqual({ to: message.to, text: message.text });
  });

  test('O3 a gateway that refuses, hangs or is gone answers a reason without number or text', async () => {
    answer = () => ({ status: 500, body: 'no' });
    const refused = await sms().send(message);
    answer = () => 'hang';
    const hung = await sms().send(message);
    const gone = await createHttpGatewayDelivery('sms', {
      url: 'http://127.0.0.1:9/',
      method: 'POST',
      headers: {},
      body: '',
      isSuccess: () => true,
      timeoutMs: 800,
    }).send(message);
    for (const outcome of [refused, hung, gone]) {
      expect(outcome.accepted).toBe(false);
      expect(JSON.stringify(outcome)).not.toMatch(/33639980001|123456/);
    }
  });
});

describe('calls by HTTP gateway', () => {
  test('I4 O3 a call carries its language, pauses and how long it rings, and tells its reason as a call', async () => {
    const bodies: string[] = [];
    let status = 202;
    const gateway = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies.push(body);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    const voice = createHttpGatewayDelivery('voice', {
      url: `http://127.0.0.1:${(gateway.address() as { port: number }).port}/{{language|url}}`,
      method: 'POST',
      headers: {},
      body: '{"to":{{to}},"say":{{ssml}},"text":{{text}},"language":{{language}},"ring":{{ring}},"id":{{id}}}',
      isSuccess: readSuccessRule('2xx', 'VOICE_HTTP_SUCCESS'),
      timeoutMs: 1_000,
    });
    const text = 'Votre code est : 4, 2, 1, 9, 0, 7.';
    const call = { id: 'm-1', channel: 'voice', to: '+33199001212', text } as const;
    expect(await voice.send({ ...call, locale: 'en' })).toEqual({ accepted: true });
    expect(JSON.parse(bodies[0] ?? '')).toEqual({
      id: 'm-1',
      to: '+33199001212',
      text,
      language: 'en-GB',
      ring: '25',
      say: expect.stringContaining('4<break time="700ms"/>2'),
    });
    status = 422;
    expect(await voice.send(call)).toEqual({
      accepted: false,
      why: 'voice gateway answered 422',
      isAboutMessage: true,
    });
    expect(JSON.parse(bodies[1] ?? '')).toMatchObject({ language: 'fr-FR' });
    gateway.closeAllConnections();
    gateway.close();
  });
});

describe('e-mail by SMTP', () => {
  test('O3 a message arrives at a real SMTP server with its accents; a dead one answers a reason', async () => {
    const inbox = await startInbox({ port: 0, smtpPort: 0 });
    const smtp = createSmtpDelivery(inbox.smtpUrl, 'Poterne <ne-pas-repondre@poterne.test>', 2_000);
    const text = 'Votre code : 123456. À bientôt, « Poterne ».';
    expect(
      await smtp.send({ channel: 'email', to: 'claire@example.test', subject: 'Code à 6 chiffres', text }),
    ).toEqual({ accepted: true });
    const [received] = (await (await fetch(`${inbox.url}/messages.json`)).json()) as Array<Record<string, string>>;
    expect(received).toMatchObject({ to: 'claire@example.test', subject: 'Code à 6 chiffres' });
    expect(received?.['text']).toContain(text);
    smtp.close();
    await inbox.close();
    const dead = createSmtpDelivery('smtp://127.0.0.1:9', 'a@poterne.test', 500);
    const outcome = await dead.send({ channel: 'email', to: 'claire@example.test', subject: 's', text });
    dead.close();
    expect(outcome.accepted).toBe(false);
    expect(JSON.stringify(outcome)).not.toContain('claire');
  });
});

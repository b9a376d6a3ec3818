/** The inbox as a provider and a test program meet it: SMTP, the SMS and voice gateways, the page and its JSON. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { type Inbox, startInbox } from '../../demo/inbox/inbox.js';

interface Listed {
  id: string;
  at: string;
  channel: string;
  to: string;
  subject: string;
  text: string;
}

const NOW = Date.UTC(2026, 10, 22, 9, 30);
let inbox: Inbox;

async function list(query = ''): Promise<Listed[]> {
  const answer = await fetch(`${inbox.url}/messages.json${query}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Listed[];
}

async function sendMail(to: string, subject: string, text: string, html?: string): Promise<void> {
  const transport = createTransport({ url: inbox.smtpUrl });
  await transport.sendMail({
    from: { name: 'Mon Compte', address: 'ne-pas-repondre@example.test' },
    to,
    subject,
    text,
    ...(html === undefined ? {} : { html }),
  });
  transport.close();
}

function sendSms(body: string, type = 'application/json'): Promise<Response> {
  return fetch(inbox.smsUrl, { method: 'POST', headers: { 'content-type': type }, body });
}

beforeAll(async () => {
  inbox = await startInbox({ port: 0, smtpPort: 0, now: () => NOW });
});
afterEach(async () => {
  await fetch(`${inbox.url}/messages.json`, { method: 'DELETE' });
});
afterAll(async () => {
  await inbox.close();
});

test('O3 a real e-mail with accents arrives over SMTP, text and HTML, once for each recipient', async () => {
  const text =
    'Votre code à 6 chiffres : 482913.\n\nNe le donnez à personne, pas même à un conseiller : ça n’arrive jamais.\n.\nFin';
  await sendMail(
    'claire@example.test, karim@example.test',
    'Mon Compte : votre code de connexion, déjà là',
    text,
    '<p>Votre code : <b>482913</b></p>',
  );
  const messages = await list();
  expect(messages.map((message) => message.to).sort()).toEqual(['claire@example.test', 'karim@example.test']);
  expect(messages[0]).toEqual({
    id: expect.any(String),
    at: '2026-11-22T09:30:00.000Z',
    channel: 'email',
    to: expect.any(String),
    subject: 'Mon Compte : votre code de connexion, déjà là',
    text,
  });

  const page = await (await fetch(`${inbox.url}/?to=claire@example.test`)).text();
  expect(page).toContain('Mon Compte &lt;ne-pas-repondre@example.test');
  expect(page).toContain('<strong>482913</strong>');
  const html = await fetch(`${inbox.url}/messages/${messages[0]?.id}/html`);
  expect(await html.text()).toBe('<p>Votre code : <b>482913</b></p>');
  expect(html.headers.get('content-security-policy')).toMatch(/^sandbox;/);
});

test('O3 an SMS arrives over HTTP in JSON or as a form, newest first, and is filtered by recipient', async () => {
  const first = await sendSms(JSON.stringify({ to: '+33612345678', text: '482913 est votre code', from: 'MonCompte' }));
  expect(first.status).toBe(202);
  expect(await first.json()).toEqual({ id: expect.any(String), status: 'accepted' });
  const second = await sendSms(
    new URLSearchParams({ to: '+33639980012', text: 'été' }).toString(),
    'application/x-www-form-urlencoded',
  );
  expect(second.status).toBe(202);
  expect((await list()).map(({ channel, to, subject, text }) => ({ channel, to, subject, text }))).toEqual([
    { channel: 'sms', to: '+33639980012', subject: '', text: 'été' },
    { channel: 'sms', to: '+33612345678', subject: '', text: '482913 est votre code' },
  ]);
  expect((await list('?to=%2B33612345678')).map((message) => message.to)).toEqual(['+33612345678']);
  expect(await (await fetch(`${inbox.url}/?channel=sms`)).text()).toContain('class="bubble"');
});

test('a voice call and a letter are accepted too', async () => {
  const call = { to: '+33536491234', text: 'Votre code : 4, 8, 2, 9, 1, 3.', language: 'fr-FR' };
  expect(
    (
      await fetch(inbox.voiceUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(call),
      })
    ).status,
  ).toBe(202);
  const letter = new URLSearchParams({ to: 'Lucien PETIT', subject: 'Vos codes', text: 'Carte de codes' });
  expect((await fetch(inbox.lettersUrl, { method: 'POST', body: letter })).status).toBe(202);
  expect((await list()).map((message) => message.channel)).toEqual(['letter', 'voice']);
  const page = await (await fetch(`${inbox.url}/`)).text();
  expect(page).toContain('lang="fr-FR"');
  // The text stands there; the button that speaks it appears where a script finds a voice.
  expect(page).toMatch(/<blockquote[^>]*>Votre code : 4, 8, 2, 9, 1, 3\./);
  expect(page).toMatch(/<button type="button" class="quiet pick-up" hidden/);
  expect(page).toContain('<script src="/call.js" defer>');
  expect((await fetch(`${inbox.url}/call.js`)).headers.get('content-type')).toContain('javascript');
});

test('a gateway refuses what it cannot send: 400 without a field, 415 for another type, 413 when too long', async () => {
  const missing = await sendSms(JSON.stringify({ to: ' ' }));
  expect(missing.status).toBe(400);
  expect(await missing.json()).toEqual({ error: 'missing_field', fields: ['to', 'text'] });
  expect((await sendSms('{')).status).toBe(400);
  expect((await sendSms('to=1&text=2', 'text/plain')).status).toBe(415);
  expect((await sendSms(JSON.stringify({ to: '+33612345678', text: 'a'.repeat(70_000) }))).status).toBe(413);
  expect(await list()).toEqual([]);
});

test('DELETE empties the inbox, and so does the button of the page', async () => {
  await sendSms(JSON.stringify({ to: '+33612345678', text: 'a' }));
  expect((await fetch(`${inbox.url}/messages.json`, { method: 'DELETE' })).status).toBe(204);
  expect(await list()).toEqual([]);
  await sendSms(JSON.stringify({ to: '+33612345678', text: 'b' }));
  const pressed = await fetch(`${inbox.url}/empty`, { method: 'POST', redirect: 'manual' });
  expect(pressed.status).toBe(303);
  expect(await list()).toEqual([]);
});

test('S6 another name in the Host header is refused with 421, and no page of another origin may change or read anything', async () => {
  const port = Number(new URL(inbox.url).port);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path: '/messages.json', headers: { host: `rebound.example.test:${port}` } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
  expect((await fetch(`http://127.0.0.1:${port}/messages.json`)).status).toBe(200);
  const foreign = await fetch(`${inbox.url}/empty`, { method: 'POST', headers: { origin: 'http://localhost:1' } });
  expect(foreign.status).toBe(403);
  const read = await fetch(`${inbox.url}/messages.json`, { headers: { origin: 'http://localhost:1' } });
  expect(read.headers.get('access-control-allow-origin')).toBeNull();
  expect(read.headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

test('X1 the page is in French first, in English on request, and remembers it; text of a message is never markup', async () => {
  const french = await fetch(`${inbox.url}/`);
  expect(await french.text()).toMatch(/lang="fr"[\s\S]*Aucun message pour le moment/);
  expect(french.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
  const english = await fetch(`${inbox.url}/?lang=en`);
  expect(await english.text()).toMatch(/lang="en"[\s\S]*No message yet/);
  const cookie = english.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^boite-langue=en;.*httponly/i);
  expect(await (await fetch(`${inbox.url}/`, { headers: { cookie: 'boite-langue=en' } })).text()).toContain(
    'lang="en"',
  );

  await sendSms(JSON.stringify({ to: '+33612345678', text: '<script>alert(1)</script>' }));
  const page = await (await fetch(`${inbox.url}/`)).text();
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('&lt;script>alert(1)');
});

test('the page reloads itself without script, until that is switched off', async () => {
  expect(await (await fetch(`${inbox.url}/`)).text()).toMatch(/<noscript><meta http-equiv="refresh"/);
  const paused = await (await fetch(`${inbox.url}/?paused=1`)).text();
  expect(paused).not.toContain('http-equiv="refresh"');
  expect(paused).not.toContain('live.js');
});

test('messages survive a restart when a file is given, and no more than 500 are kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inbox-'));
  const stateFile = join(folder, 'messages.json');
  try {
    const before = await startInbox({ port: 0, smtpPort: 0, stateFile });
    for (let n = 0; n < 505; n += 1) {
      await fetch(before.smsUrl, { method: 'POST', body: new URLSearchParams({ to: '+33612345678', text: `n ${n}` }) });
    }
    await before.close();
    const after = await startInbox({ port: 0, smtpPort: 0, stateFile });
    const kept = (await (await fetch(`${after.url}/messages.json`)).json()) as Listed[];
    expect(kept).toHaveLength(500);
    expect(kept[0]?.text).toBe('n 504');
    await after.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('U2 C8 what a sender repeats under the same id is there once, whatever carries it', async () => {
  const transport = createTransport({ url: inbox.smtpUrl });
  for (const messageId of ['<one@poterne.test>', '<one@poterne.test>', '<two@poterne.test>'])
    await transport.sendMail({ messageId, from: 'p@poterne.test', to: 'claire@example.test', subject: 's', text: 't' });
  transport.close();
  const post = (url: string, fields: Record<string, string>, key: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(fields),
    });
  const sms = { to: '+33639980012', text: 'bonjour' };
  for (const key of ['a', 'a', 'b']) expect((await post(inbox.smsUrl, sms, key)).status).toBe(202);
  const pdf = Buffer.from(`%PDF-1.7 ${'x'.repeat(100_000)}`).toString('base64');
  for (const key of ['l', 'l'])
    expect((await post(inbox.lettersUrl, { to: 'Claire MARTIN', text: 'Bonjour', pdf }, key)).status).toBe(202);
  const kept = await list();
  expect(kept.map(({ channel }) => channel)).toEqual(['letter', 'sms', 'sms', 'email', 'email']);
  const letter = await fetch(`${inbox.url}/messages/${kept[0]?.id}/letter.pdf`);
  expect(letter.headers.get('content-type')).toBe('application/pdf');
  expect(Buffer.from(await letter.arrayBuffer()).toString('base64')).toBe(pdf);
  expect(await (await fetch(`${inbox.url}/`)).text()).toContain(`/messages/${kept[0]?.id}/letter.pdf`);
  expect((await fetch(`${inbox.url}/messages/${kept[1]?.id}/letter.pdf`)).status).toBe(404);
});

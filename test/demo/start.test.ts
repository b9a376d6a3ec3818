import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAppClient } from '../../demo/app/app_client.js';
import { runCommand } from '../../demo/app/commands.js';
import { openStore } from '../../demo/app/store.js';
import { type Demonstration, startDemonstration } from '../../demo/start.js';
import { explain } from '../../src/http/server.js';
import { type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { until } from '../harness/key_commands.js';
import { testDatabase, withClient } from '../infrastructure/database.js';
import { logFile, recordSecret } from '../infrastructure/log_watch.js';

const CLIENT = {
  realm: 'allocataires',
  client_id: 'from-file',
  client_secret: 'a-secret-of-this-test-only-000001',
  redirect_uris: ['http://localhost:9/callback'],
};

/** Nine neighbouring ports that nobody uses now. */
async function freePorts(): Promise<number> {
  for (let base = 20_000 + (process.pid % 20_000); ; base += 9) {
    const servers = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((offset) => ({ server: createServer(), port: base + offset }));
    const opened = await Promise.all(
      servers.map(
        ({ server, port }) =>
          new Promise<boolean>((resolve) =>
            server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)),
          ),
      ),
    );
    await Promise.all(servers.map(({ server }) => new Promise((resolve) => server.close(resolve))));
    if (opened.every(Boolean)) return base;
  }
}

describe('npm start', () => {
  let folder: string;
  let variables: Record<string, string>;
  let running: Demonstration;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'poterne-start-'));
    writeFileSync(join(folder, 'clients.json'), JSON.stringify([CLIENT]));
    variables = {
      PORT: String(await freePorts()),
      DATA_DIR: folder,
      DATABASE_URL: (await testDatabase()).url,
      ARGON2_MEMORY_KIB: '64',
      ARGON2_ITERATIONS: '1',
      CLIENTS_FILE: join(folder, 'clients.json'),
      LOG_FILE: logFile('start'),
    };
    running = await startDemonstration(variables);
    for (const people of Object.values(running.people))
      for (const { password } of people) if (password) recordSecret('password', password);
  });
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const stop = async () => {
    running.server.closeAllConnections();
    await new Promise((resolve) => running.server.close(resolve));
    await running.close();
  };
  const latestCode = async () => {
    const [message] = (await (await fetch(`${running.inboxUrl}/messages.json`)).json()) as Array<{ text: string }>;
    return /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? '';
  };

  type Realm = 'allocataires' | 'employeurs';
  const confirm = async (agent: ReturnType<typeof openAgent>, choice: AgentPage, channel: string) => {
    const contact = new RegExp(`value="(${channel}\\.[^"]+)"`).exec(choice.html)?.[1] ?? '';
    const entry = await everyHop(agent, await agent.submit(choice, '/one_time_code/send', { contact }));
    return everyHop(agent, await agent.submit(entry, '/one_time_code/verify', { code: await latestCode() }));
  };
  /** The first person of a portal, signed in there. */
  const enter = async (
    kind: 'caf' | 'peps',
    realm: Realm = kind === 'caf' ? 'allocataires' : 'employeurs',
    channel = kind === 'caf' ? 'email' : 'sms',
  ) => {
    const agent = openAgent('none');
    const portal = running.portalUrls[kind];
    const [person] = running.people[realm];
    const login = await everyHop(agent, await agent.get(`${portal}/connexion`));
    const credentials = { identifier: person?.identifier ?? '', password: person?.password ?? '' };
    const choice = await everyHop(agent, await agent.submit(login, '/login', credentials));
    return { agent, portal, page: await confirm(agent, choice, channel) };
  };

  test('O1 O3 a person signs in on the portal with the code that SMTP or the SMS gateway brought to the inbox', async () => {
    for (const [kind, realm, channel] of [
      ['caf', 'allocataires', 'email'],
      ['caf', 'allocataires', 'sms'],
      ['peps', 'employeurs', 'sms'],
    ] as const) {
      const { page, portal } = await enter(kind, realm, channel);
      expect(page.url.origin).toBe(new URL(portal).origin);
      expect(page.status).toBe(200);
      expect(wordsOf(page)).toContain('two-');
      expect(headingOf(page)).not.toBe('');
    }
  });

  test('S8 P9 signed out everywhere, the portal’s own session ends by itself a moment later', async () => {
    const { agent, portal } = await enter('caf');
    const isSignedIn = async () => wordsOf(await agent.get(`${portal}/`)).includes('Bonjour');
    expect(await isSignedIn()).toBe(true);
    const issuer = running.config.issuers.get('allocataires') ?? '';
    const question = await everyHop(agent, await agent.get(`${issuer}/account/devices/everywhere`));
    await everyHop(agent, await agent.submit(question, '/devices/everywhere'));
    const pressed = performance.now();
    await until(async () => !(await isSignedIn()), 'the end of the portal’s session');
    process.stderr.write(
      `  signed out everywhere to the portal's own end: ${Math.round(performance.now() - pressed)} ms\n`,
    );
  });

  test('A5 A6 bank details: the API challenges, the code names the action, the retry changes them; a wrong IBAN is told', async () => {
    const { agent, portal } = await enter('caf');
    const form = await agent.get(`${portal}/action`);
    expect(wordsOf(form)).toContain('sur un compte finissant par 0189');
    const wrong = await agent.post(`${portal}/action`, { iban: 'FR14 2004 1010 0505 0001 3M02 607' });
    expect([wrong.status, wordsOf(wrong).includes('Cet IBAN n’est pas juste')]).toEqual([422, true]);
    const choice = await everyHop(agent, await agent.post(`${portal}/action`, { iban: 'FR1420041010050500013M02606' }));
    expect(headingOf(choice)).toBe('Confirmez cette action');
    expect(wordsOf(choice)).toContain('modifier vos coordonnées bancaires sur Mon Compte');
    expect(wordsOf(choice)).toContain('IBAN finissant par 2606');
    const done = await confirm(agent, choice, 'email');
    expect(headingOf(done)).toBe('Vos coordonnées bancaires sont modifiées');
    expect(wordsOf(await agent.get(`${portal}/action`))).toContain('sur un compte finissant par 2606');
  });

  test('P5 P9 A6 the sample app: signed in, an answer lost, a thief, a change of bank details, lost and found dead, signed out', async () => {
    const issuer = running.config.issuers.get('allocataires') ?? '';
    const store = openStore(join(folder, 'app.json'));
    const openApp = () => openAppClient({ issuer, api: running.bankDetailsUrl, store });
    const agent = openAgent('none');
    const [person] = running.people.allocataires;
    /** The system's browser, with Claire before it. */
    const browse = async (address: URL): Promise<AgentPage> => {
      let page = await everyHop(agent, await agent.get(address));
      const credentials = { identifier: person?.identifier ?? '', password: person?.password ?? '' };
      if (page.html.includes('name="password"'))
        page = await everyHop(agent, await agent.submit(page, '/login', credentials));
      if (page.html.includes('/one_time_code/send')) page = await confirm(agent, page, 'email');
      if (page.html.includes('name="xsrf"'))
        page = await everyHop(agent, await agent.submit(page, '/session/end/confirm', { logout: 'yes' }));
      return page;
    };
    const said: string[] = [];
    const opened: AgentPage[] = [];
    let browsing = Promise.resolve();
    const world = {
      app: await openApp(),
      devicesUrl: `${issuer}/account/devices`,
      say: (line: string) => void said.push(line),
      open: (address: URL) => {
        browsing = browse(address).then((page) => void opened.push(page));
      },
    };
    const run = async (command: string) => {
      const isDone = await runCommand(world, command);
      await browsing;
      return [isDone, said.at(-1)];
    };

    expect(await run('sign-in')).toEqual([true, expect.stringMatching(/^Signed in at two-step, as /)]);
    expect(wordsOf(opened[0] as AgentPage)).toContain('Revenez dans l’application');
    expect(await run('silent')).toEqual([true, expect.stringMatching(/^Signed in at two-step/)]);
    expect(await run('lose')).toEqual([true, expect.stringContaining('the same successor came')]);
    expect(await run('steal')).toEqual([true, 'The owner goes on.']);
    expect(said).toContain('The thief is told: invalid_grant.');
    world.app = await openApp();
    expect(await run('who')).toEqual([true, expect.stringContaining('"sub"')]);
    expect(await run('bank-details FR7630001007941234567890185')).toEqual([
      true,
      'Changed: an account that ends in 0185.',
    ]);
    await run('lost');
    const devices = opened.at(-1) as AgentPage;
    expect(wordsOf(devices)).toContain('Applications connectées');
    await agent.submit(devices, '/devices/end-app');
    expect(await run('refresh')).toEqual([false, 'invalid_grant: this sign-in is over. Sign in again.']);
    await run('sign-in');
    expect(await run('sign-out')).toEqual([true, 'Signed out, here and in the browser.']);
    expect(await run('silent')).toEqual([false, 'Refused: login_required.']);
    expect(await run('help')).toEqual([false, expect.stringContaining('sign-out')]);
  });

  test('A5 an employer’s portal names its own action, checks what comes back, and giving up changes nothing', async () => {
    const { agent, portal } = await enter('peps');
    const fill = async () =>
      everyHop(agent, await agent.post(`${portal}/action`, { user: 'Camille Durand', role: 'Cotisations' }));
    const given = await agent.get(`${(await fill()).url.href}/cancel`);
    expect(wordsOf(await everyHop(agent, given))).toContain('Rien n’a changé');
    const choice = await fill();
    expect(wordsOf(choice)).toContain('Utilisateur Camille Durand Service ouvert Cotisations');
    expect(headingOf(await confirm(agent, choice, 'sms'))).toBe('Le compte utilisateur est créé');
    const markup = await agent.post(`${portal}/action`, { user: '<b>Camille</b>', role: 'Cotisations' });
    expect(markup.status).toBe(422);
  });

  test('O1 C8 a letter lies in the inbox a moment after it was queued, once, as text and as printed', async () => {
    await withClient(variables['DATABASE_URL'] ?? '', (client) =>
      client.query(
        `INSERT INTO letter (id, realm, account_id, kind, locale, data, dedupe_key, created_at)
         SELECT gen_random_uuid(), realm, id, 'password_expires', 'fr', '{}', 'of the test', now()
         FROM account WHERE family_name = 'PETIT'`,
      ),
    );
    const letters = async () => {
      const all = (await (await fetch(`${running.inboxUrl}/messages.json`)).json()) as Array<Record<string, string>>;
      return all.filter(({ channel }) => channel === 'letter');
    };
    await until(async () => (await letters()).length > 0, 'the letter in the inbox');
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ to: 'Lucien PETIT', subject: 'Votre mot de passe expire bientôt' });
    expect(letter?.['text']).toContain('34000 MONTPELLIER');
    const pdf = await fetch(`${running.inboxUrl}/messages/${letter?.['id']}/letter.pdf`);
    expect((await pdf.text()).startsWith('%PDF-1.7')).toBe(true);
  });

  test('O1 I8 an adviser’s screen asks for somebody by their number, and says what to read out', async () => {
    const agent = openAgent(running.callCentreUrl);
    const home = await agent.get(running.callCentreUrl);
    const number = running.people.allocataires.find(({ allocataire }) => allocataire)?.allocataire ?? '';
    expect(wordsOf(home)).toContain(number);
    const call = await agent.submit(home, '/calls', { number, level: 'two-step' });
    expect(call.html).toMatch(/<p class="words">\d{2} — \p{L}+<\/p>/u);
    expect(wordsOf(await agent.submit(home, '/calls', { number, level: 'two-step' }))).toContain('attend déjà');
    expect((await agent.get(`${running.callCentreUrl}/calls/unheard-of`)).status).toBe(404);
    const foreign = await agent.post(
      `${running.callCentreUrl}/calls`,
      { number },
      { origin: 'https://elsewhere.example' },
    );
    expect(foreign.status).toBe(403);
  });

  test('O1 a taken port is told in one line that names it', async () => {
    await expect(
      startDemonstration(variables).catch((error: unknown) => Promise.reject(new Error(explain(error)))),
    ).rejects.toThrow(/^port \d+ is already in use$/);
  });

  test('O1 an issuer that is not on loopback is refused in development', async () => {
    await expect(startDemonstration({ ...variables, ISSUER: 'https://connexion.example.fr' })).rejects.toThrow();
  });

  test('O1 clients of CLIENTS_FILE are registered, and kept when the file no longer names them', async () => {
    await stop();
    const { CLIENTS_FILE, ...without } = variables;
    running = await startDemonstration(without);
    const answer = await fetch(
      `${running.config.issuers.get('allocataires')}/auth?client_id=from-file&redirect_uri=${encodeURIComponent('http://localhost:9/callback')}&response_type=code&scope=openid&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`,
      { redirect: 'manual' },
    );
    expect([302, 303]).toContain(answer.status);
  });
});

/** Portal and provider are two origins for an agent: here it goes wherever it is sent. */
async function everyHop(
  agent: ReturnType<typeof openAgent>,
  first: Awaited<ReturnType<ReturnType<typeof openAgent>['get']>>,
) {
  let page = first;
  for (let hop = 0; page.left && hop < 10; hop += 1) page = await agent.get(page.left);
  return page;
}

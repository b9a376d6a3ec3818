/** A demonstration portal as a receiver of Shared Signals (S8, Show 6): it reacts to ours, and to nobody else's. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { portalClientMetadata } from '../../demo/portal/client_metadata.js';
import { PORTAL_LOOKS } from '../../demo/portal/looks.js';
import { type RunningPortal, startPortal } from '../../demo/portal/portal.js';
import { createSignalReceiver, LATER, type Signal } from '../../demo/portal/signal_receiver.js';
import { createPostgresSignalOutbox } from '../../src/adapters/postgres/signals/signal_outbox.js';
import { type Agent, type AgentPage, formsOf, openAgent, wordsOf } from '../harness/agent.js';
import { until } from '../harness/key_commands.js';
import { passSeconds } from '../harness/moving_time.js';
import { NO_BOX } from '../harness/no_box.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, typeCode } from '../harness/relying_party.js';
import { CLAIRE, SECRET } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { receive } from '../protocol/signal_receiver.js';
import { REVOKED } from '../protocol/signal_stage.js';
import { freePort } from './small_provider.js';

const NEW_PASSWORD = '61937284';

describe('the portal’s signals', () => {
  let poterne: Restartable;
  let portal: RunningPortal;
  let portalPort: number;
  const issuer = () => poterne.issuer('allocataires');
  const open = () =>
    startPortal({
      kind: 'caf',
      clientId: PORTAL_LOOKS.caf.clientId,
      clientSecret: SECRET,
      port: portalPort,
      issuer: issuer(),
      baseUrl: `http://localhost:${portalPort}`,
      people: [],
      inboxUrl: 'http://localhost:9/',
      takesSignals: true,
    });
  beforeAll(async () => {
    recordSecret('password', NEW_PASSWORD);
    const port = await freePort();
    portalPort = await freePort();
    const { realm, ...metadata } = portalClientMetadata({
      kind: 'caf',
      baseUrl: `http://localhost:${portalPort}`,
      clientSecret: SECRET,
      signalsFrom: `http://localhost:${port}/allocataires`,
    });
    poterne = await startPoterne({ name: 'portal_signals', port, clients: [{ realm, metadata }] });
    portal = await open();
    await until(async () => (await streams()).length === 1, 'the portal’s stream');
  });
  afterAll(async () => {
    await portal.close();
    await poterne.close();
  });

  const sql = () => poterne.service.database.sql;
  const streams = () => sql().rows<Array<{ id: string; updated_at: Date }>>`SELECT * FROM signal_stream`;
  const send = () => poterne.service.sendSignals();
  const hop = async (agent: Agent, page: AgentPage): Promise<AgentPage> => {
    let current = page;
    while (current.left) current = await agent.get(current.left);
    return current;
  };
  /** Claire, signed in at the portal in a browser of her own. */
  const enter = async (password = CLAIRE.password): Promise<Agent> => {
    const agent = openAgent('none');
    let page = await hop(agent, await agent.get(`${portal.url}/connexion`));
    page = await hop(agent, await giveCredentials(agent, page, CLAIRE, password));
    page = await hop(agent, await askForCode(agent, page));
    page = await hop(agent, await typeCode(agent, page, poterne.outbox.code()));
    expect(wordsOf(page)).toContain('Bonjour Claire');
    // Its sub is noted behind the answer.
    await until(
      async () => (await sql().rows`SELECT FROM pairwise_subject WHERE sector = 'caf-demo'`).length > 0,
      'a sub',
    );
    return agent;
  };
  const isSignedIn = async (agent: Agent) => wordsOf(await agent.get(`${portal.url}/`)).includes('Bonjour Claire');
  const console = async (agent: Agent, path: string) => hop(agent, await agent.get(`${issuer()}/account/${path}`));
  const endEverything = async (agent: Agent) => {
    const question = await console(agent, 'devices/everywhere');
    const form = formsOf(question).find(({ action }) => action.endsWith('/devices/everywhere'));
    await hop(agent, await agent.post(new URL(form?.action ?? '', question.url), { ...form?.fields }));
  };

  test('S8 P9 « sign out everywhere » ends the portal’s own sessions, in every browser, with the next send', async () => {
    const here = await enter();
    passSeconds(40);
    const there = await enter();
    await endEverything(here);
    expect(await isSignedIn(there)).toBe(true);
    const before = performance.now();
    expect(await send()).toBe(1);
    process.stderr.write(`  a signal from the outbox to the portal: ${Math.round(performance.now() - before)} ms\n`);
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([false, false]);
  });

  test('S8 U1 one session that is ended ends that browser’s alone', async () => {
    passSeconds(40);
    const here = await enter();
    passSeconds(40);
    const there = await enter();
    const page = await console(here, 'devices');
    const forms = formsOf(page).filter(({ action }) => action.endsWith('/devices/end'));
    expect(forms).toHaveLength(2);
    // The one that was used last, this one, stands first.
    const other = forms[1];
    await hop(here, await here.post(new URL(other?.action ?? '', page.url), { ...other?.fields }));
    await send();
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
  });

  test('S8 a means of signing in that changes is said on the portal’s page, until the next sign-in', async () => {
    passSeconds(40);
    const agent = await enter();
    const { credential } = poterne.service.database;
    await credential.updateMany({ where: { account: { familyName: 'MARTIN' } }, data: { state: 'compromised' } });
    passSeconds(3);
    const page = await hop(agent, await agent.get(`${portal.url}/connexion`));
    const words = { new_password: NEW_PASSWORD, repeated_password: NEW_PASSWORD };
    const there = openAgent('none');
    for (const { name, value, path } of agent.cookies()) there.setCookie({ name, value, path });
    await agent.submit(page, '/change_password', words);
    await send();
    const home = wordsOf(await there.get(`${portal.url}/`));
    expect(home).toContain('Bonjour Claire');
    expect(home).toContain('Vos accès ont changé');
    expect(wordsOf(await there.get(`${portal.url}/?lang=en`))).toContain('Your access has changed');
  });

  test('S8 a portal that was down for a minute is told once after it is back', async () => {
    passSeconds(40);
    const agent = await enter(NEW_PASSWORD);
    await portal.close();
    await endEverything(agent);
    for (let second = 0; second < 60; second += 10) {
      await send();
      passSeconds(10);
    }
    const waiting = () => sql().rows`SELECT FROM signal_event WHERE state = 'queued'`;
    expect(await waiting()).toHaveLength(1);
    const [{ updated_at: before } = { updated_at: new Date(0) }] = await streams();
    portal = await open();
    // It says anew where it is, and what it wants to be told with.
    await until(async () => ((await streams())[0]?.updated_at ?? before) > before, 'the portal’s stream put right');
    // Its subscription may still hold the stream's row: whoever finds it so looks again half a second later.
    let tried = 0;
    await until(async () => {
      tried += await send();
      return tried > 0;
    }, 'the event that waited');
    expect(await waiting()).toHaveLength(0);
    expect(await send()).toBe(0);
    expect(tried).toBe(1);
  });

  test('S8 a word that was long on its way ends nobody who signed in since', async () => {
    passSeconds(40);
    const before = await enter(NEW_PASSWORD);
    const [{ id } = { id: '' }] = await sql().rows<Array<{ id: string }>>`
      SELECT id FROM account WHERE family_name = 'MARTIN'`;
    await createPostgresSignalOutbox(poterne.service.database, NO_BOX).raise(id, [REVOKED], Date.now());
    passSeconds(40);
    const since = await enter(NEW_PASSWORD);
    expect(await send()).toBe(1);
    expect([await isSignedIn(before), await isSignedIn(since)]).toEqual([false, true]);
  });

  test('S8 the portal believes its transmitter alone: without the word, without its signature, for another, or again', async () => {
    const taken: Signal[] = [];
    const word = 'Bearer word-of-this-test';
    const take = createSignalReceiver({
      issuer: issuer(),
      audience: 'demo-caf',
      authorization: word,
      onSignal: (signal) => taken.push(signal),
    });
    const forger = await generateKeyPair('ES256');
    const { keys } = (await (await fetch(`${issuer()}/jwks`)).json()) as { keys: Array<{ kid: string; alg: string }> };
    const kid = keys.find(({ alg }) => alg === 'ES256')?.kid ?? '';
    const forged = (header = {}, claims = {}) =>
      new SignJWT({
        jti: 'forged',
        sub_id: { format: 'iss_sub', iss: issuer(), sub: 'somebody' },
        events: { 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {} },
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'secevent+jwt', ...header })
        .setIssuedAt()
        .setIssuer(issuer())
        .setAudience('demo-caf')
        .sign(forger.privateKey);
    const give = (token: string, authorization = word, contentType = 'application/secevent+jwt') =>
      take({ authorization, contentType, token });
    expect(await give(await forged(), 'Bearer another-word')).toEqual({ err: 'authentication_failed' });
    expect(await give(await forged(), word, 'application/json')).toEqual({ err: 'invalid_request' });
    expect(await give(await forged())).toEqual({ err: 'invalid_key' });
    expect(await give(await forged({ kid: 'unknown' }))).toEqual({ err: 'invalid_key' });
    expect(await give(await forged({ typ: 'JWT' }))).toEqual({ err: expect.stringMatching(/invalid_/) });
    expect(await give('a.b.c')).toEqual({ err: 'invalid_request' });
    const jwk = await exportJWK(forger.publicKey);
    expect(await give(await forged({ jwk, kid: undefined }))).toEqual({ err: 'invalid_key' });
    expect(taken).toEqual([]);

    const tap = await receive();
    await sql().count`UPDATE signal_stream SET endpoint_url = ${tap.address}`;
    const rows = await sql().rows<Array<{ id: string }>>`SELECT id FROM account WHERE family_name = 'MARTIN'`;
    await createPostgresSignalOutbox(poterne.service.database, NO_BOX).raise(rows[0]?.id ?? '', [REVOKED], Date.now());
    await send();
    await tap.close();
    const ours = tap.received[0]?.token ?? '';
    const elsewhere = { authorization: word, onSignal: (signal: Signal) => taken.push(signal) };
    const other = createSignalReceiver({ ...elsewhere, issuer: issuer(), audience: 'another' });
    expect(await other({ authorization: word, contentType: 'application/secevent+jwt', token: ours })).toEqual({
      err: 'invalid_audience',
    });
    expect(taken).toEqual([]);
    expect([await give(ours), await give(ours)]).toEqual([{ err: undefined }, { err: undefined }]);
    expect(taken).toMatchObject([{ kind: 'session-revoked', sid: undefined }]);
    // Its keys cannot be had: the token may be right, and is asked for again.
    const away = createSignalReceiver({ ...elsewhere, issuer: 'http://127.0.0.1:9', audience: 'demo-caf' });
    expect(await away({ authorization: word, contentType: 'application/secevent+jwt', token: ours })).toEqual({
      err: LATER,
    });
    const answer = await fetch(`${portal.url}/signaux`, { method: 'POST', body: await forged() });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { err: 'authentication_failed', description: 'see RFC 8935' },
    ]);
  });
});

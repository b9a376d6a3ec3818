/** I9, U2: a public kiosk over HTTP. Nothing of one person reaches the next one, another portal or the browser's memory. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import type { RegisteredClient } from '../../src/config/clients_file.js';
import { type Agent, type AgentPage, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Poterne, startPoterne } from '../harness/poterne.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  type Request,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import {
  CLAIRE,
  CLIENTS,
  PAUL,
  PEOPLE,
  PORTAL,
  SECRET,
  SIGNED_OUT,
  seedOf,
  type TestPerson,
} from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const KIOSK: RegisteredClient = {
  realm: 'allocataires',
  metadata: {
    client_id: 'borne',
    client_name: 'Borne de la Caf',
    client_secret: SECRET,
    redirect_uris: [PORTAL],
    post_logout_redirect_uris: [SIGNED_OUT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: 'openid profile email offline_access',
    sector: 'caf',
    shared_device: true,
    place: 'Caf de Bordeaux, hall d’accueil',
  },
};

/** Numbers of the range of tests, with their keys. */
const visitor = (at: number): TestPerson => {
  const number = `28405883210${String(40 + at).padStart(2, '0')}`;
  return {
    realm: 'allocataires',
    identifier: number,
    password: `2918364${at}`,
    familyName: `VISITEUR${at}`,
    givenNames: ['Line'],
    email: `visiteur${at}@example.test`,
  };
};
const TEN = Array.from({ length: 10 }, (_, at) => visitor(at));
const NEW_PASSWORD = '61937284';
const NIGHT_SECONDS = 25 * 3600;

describe('I9 a public kiosk', () => {
  let poterne: Poterne;
  let kiosk: RelyingParty;
  let caf: RelyingParty;
  beforeAll(async () => {
    poterne = await startPoterne({
      name: 'kiosk',
      ephemeral: 'redis',
      clients: [...CLIENTS, KIOSK],
      accounts: [...PEOPLE, ...TEN].map(seedOf),
    });
    kiosk = await relyingParty(poterne, { clientId: 'borne', scope: 'openid profile email offline_access' });
    caf = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());
  beforeEach(() => passSeconds(NIGHT_SECONDS));

  const visit = async (person: TestPerson, agent = openAgent(poterne.origin)) => {
    const done = await signIn(poterne, kiosk, person, { agent, channel: 'email' });
    return { ...done, tokens: await kiosk.redeem(done.request, done.callback) };
  };
  const ask = async (agent: Agent, party: RelyingParty, parameters: Record<string, string> = {}) => {
    const request = await party.request(parameters);
    return { request, page: await agent.get(request.url) };
  };
  const finish = (agent: Agent, idToken: string) =>
    agent.get(
      client.buildEndSessionUrl(kiosk.config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: SIGNED_OUT,
        state: 'fini',
      }),
    );
  const isSignInPage = (page: AgentPage) => page.left === undefined && page.html.includes('name="password"');
  const userinfo = (token: string) =>
    fetch(kiosk.config.serverMetadata().userinfo_endpoint ?? '', { headers: { authorization: `Bearer ${token}` } });

  test('I9 ten people in a row: each signs in anew, and nothing of one is there for the next', async () => {
    const agent = openAgent(poterne.origin);
    for (const [at, person] of TEN.entries()) {
      const { page } = await ask(agent, kiosk);
      expect(isSignInPage(page)).toBe(true);
      for (const before of TEN.slice(0, at)) {
        for (const mark of [before.identifier, before.familyName, before.email ?? '']) {
          expect(page.html.replace(/\s/g, '')).not.toContain(mark);
        }
      }
      const { tokens } = await visit(person, agent);
      expect(tokens.refresh_token).toBeUndefined();
      expect(tokens.expires_in).toBeLessThanOrEqual(300);
      expect((await userinfo(tokens.access_token)).status).toBe(200);
      // Every second person presses « Terminer »; the others walk away.
      if (at % 2 === 0) {
        const end = await finish(agent, tokens.id_token ?? '');
        expect(end.left?.href).toBe(`${SIGNED_OUT}?state=fini`);
        // What is left of steps that nobody ended names nobody, and goes with the window.
        expect(agent.cookies().filter(({ name }) => !/(interaction|resume)(\.sig)?$/.test(name))).toEqual([]);
        expect((await userinfo(tokens.access_token)).status).toBe(401);
      } else {
        await ask(agent, kiosk);
        expect((await userinfo(tokens.access_token)).status).toBe(401);
      }
      passSeconds(60);
    }
  });

  test('I9 no single sign-on: neither from another portal to the kiosk nor from the kiosk to another portal', async () => {
    const agent = openAgent(poterne.origin);
    await signIn(poterne, caf, CLAIRE, { agent, channel: 'email' });
    expect(isSignInPage((await ask(agent, kiosk)).page)).toBe(true);
    passSeconds(60);
    await visit(CLAIRE, agent);
    for (const [party, parameters] of [
      [caf, {}],
      [kiosk, {}],
    ] as const) {
      const { page } = await ask(agent, party, parameters);
      expect(isSignInPage(page)).toBe(true);
      expect(wordsOf(page)).not.toContain(CLAIRE.familyName);
    }
    const silent = await ask(agent, kiosk, { prompt: 'none' });
    expect(silent.page.left?.searchParams.get('error')).toBe('login_required');
  });

  test('I9 neither a pushed request, nor a hint, nor the back button brings a visit back', async () => {
    const agent = openAgent(poterne.origin);
    const first = await kiosk.request();
    const entry = await askForCode(agent, await giveCredentials(agent, await agent.get(first.url), PAUL), 'email');
    const done = await typeCode(agent, entry, poterne.outbox.code());
    const tokens = await kiosk.redeem(first, done.left as URL);
    const hint = tokens.id_token ?? '';
    for (const address of [entry.url, new URL(first.url)]) {
      const back = await agent.get(address);
      expect(back.left).toBeUndefined();
      expect(wordsOf(back)).not.toMatch(new RegExp(`•|${PAUL.familyName}`));
    }
    const { url } = await kiosk.request({ id_token_hint: hint });
    const hinted = await agent.get(url);
    expect(isSignInPage(hinted)).toBe(true);
    expect(hinted.html.replace(/\s/g, '')).not.toContain(PAUL.identifier);
    const pushed = await client.buildAuthorizationUrlWithPAR(
      kiosk.config,
      Object.fromEntries(new URL((await kiosk.request({ prompt: 'none', id_token_hint: hint })).url).searchParams),
    );
    expect((await agent.get(pushed)).left?.searchParams.get('error')).toBe('login_required');
    expect((await userinfo(tokens.access_token)).status).toBe(401);
  });

  test('I9 a sign-in that another tab began for another portal cannot be ended with the kiosk’s session', async () => {
    const agent = openAgent(poterne.origin);
    const portal = await ask(agent, caf);
    await visit(CLAIRE, agent);
    passSeconds(60);
    const page = await giveCredentials(agent, portal.page, CLAIRE);
    expect(page.left?.searchParams.get('error')).toBe('invalid_request');
    expect(page.left?.searchParams.get('code')).toBeNull();
  });

  test('I9 no cookie outlives the browser, no device is recorded or known, and the language is forgotten', async () => {
    const agent = openAgent(poterne.origin);
    const lasting: string[] = [];
    const watched = watchCookies(lasting);
    try {
      const { page } = await ask(agent, kiosk);
      await agent.get(`${page.url.href}?lang=en`);
      await visit(PAUL, agent);
    } finally {
      watched.stop();
    }
    expect(lasting).toEqual([]);
    expect(
      agent
        .cookies()
        .map(({ name }) => name)
        .join(),
    ).not.toMatch(/device|trust/);
    const account = await poterne.service.database.account.findFirstOrThrow({ where: { familyName: PAUL.familyName } });
    expect(await poterne.service.database.knownDevice.count({ where: { accountId: account.id } })).toBe(0);
  });

  test('I9 every page offers « Terminer », which leaves nothing and goes back to the portal', async () => {
    const agent = openAgent(poterne.origin);
    const { page, request } = await ask(agent, kiosk);
    const choice = await giveCredentials(agent, page, CLAIRE);
    const entry = await askForCode(agent, choice, 'email');
    for (const each of [page, choice, entry]) {
      expect(each.html).toMatch(/<a class="finish" href="[^"]+\/end">Terminer</);
      expect(each.html).toMatch(/<noscript><meta http-equiv="refresh" content="120;url=[^"]+\/end"/);
      expect(each.html).toMatch(/<dialog id="still-there"[^>]* data-idle="120" data-warning="30"/);
      expect(each.headers.get('cache-control')).toBe('no-store');
      expect(each.headers.get('referrer-policy')).toBe('no-referrer');
      for (const [input] of each.html.matchAll(/<input(?![^>]*type="(?:hidden|radio)")[^>]*>/g)) {
        expect(input).toContain('autocomplete="off"');
      }
      expect(each.html).not.toMatch(/data-reveals|one-time-code"|federation\//);
    }
    const ended = await agent.get(new URL(`${entry.url.pathname}/end`, entry.url));
    expect(ended.left?.searchParams.get('error')).toBe('access_denied');
    expect(ended.left?.searchParams.get('state')).toBe(request.state);
    expect(ended.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(agent.cookies()).toEqual([]);
    // Back and again: nothing to see, and whoever ends it once more is at the start.
    const back = await agent.get(entry.url);
    expect(wordsOf(back)).not.toContain('•');
    expect((await agent.get(new URL(`${entry.url.pathname}/end`, entry.url))).left?.origin).toBe(
      new URL(PORTAL).origin,
    );
  });

  test('I9 a visit that nobody ends is over by itself, with its tokens and its grant', async () => {
    const { agent, tokens } = await visit(CLAIRE);
    passSeconds(16 * 60);
    expect((await userinfo(tokens.access_token)).status).toBe(401);
    const end = await finish(agent, tokens.id_token ?? '');
    expect(end.left?.href).toBe(`${SIGNED_OUT}?state=fini`);
    expect(end.headers.get('clear-site-data')).not.toBeNull();
  });

  test('I9 the hint of a kiosk does not sign anybody out of another browser’s session unasked', async () => {
    const { tokens } = await visit(CLAIRE);
    passSeconds(60);
    const home = openAgent(poterne.origin);
    await signIn(poterne, caf, PAUL, { agent: home, channel: 'email' });
    const page = await finish(home, tokens.id_token ?? '');
    expect(page.left).toBeUndefined();
    expect((await ask(home, caf)).page.left).toBeDefined();
  });

  test('I9 a kiosk’s request that is refused in somebody’s own browser ends nothing of theirs', async () => {
    const home = openAgent(poterne.origin);
    const { request, callback } = await signIn(poterne, caf, PAUL, { agent: home, channel: 'email' });
    const tokens = await caf.redeem(request, callback);
    for (const parameters of [{ prompt: 'bogus' }, { scope: 'nothing' }, { code_challenge: 'short' }]) {
      const { page } = await ask(home, kiosk, parameters);
      expect(page.left?.searchParams.get('error')).toBeTruthy();
      expect(page.headers.get('clear-site-data')).toBeNull();
    }
    expect((await userinfo(tokens.access_token)).status).toBe(200);
    expect((await ask(home, caf)).page.left?.searchParams.get('code')).toBeTruthy();
  });

  test('I7 I9 a step that is forced at a kiosk leaves no more than any other', async () => {
    const { database } = poterne.service;
    const person = visitor(0);
    recordSecret('password', NEW_PASSWORD);
    await database.credential.updateMany({
      where: { account: { familyName: person.familyName } },
      data: { state: 'compromised' },
    });
    passSeconds(3);
    const agent = openAgent(poterne.origin);
    const { page } = await ask(agent, kiosk);
    const entry = await askForCode(agent, await giveCredentials(agent, page, person), 'email');
    const forced = await typeCode(agent, entry, poterne.outbox.code());
    expect(forced.html).toContain('class="finish"');
    const lasting: string[] = [];
    const watched = watchCookies(lasting);
    const done = await agent.submit(forced, '/change_password', {
      new_password: NEW_PASSWORD,
      repeated_password: NEW_PASSWORD,
    });
    watched.stop();
    expect(done.left?.searchParams.get('code')).toBeTruthy();
    expect(lasting).toEqual([]);
    expect(agent.cookies().filter(({ name }) => /device|trust|language/.test(name))).toEqual([]);
    const account = await database.account.findFirstOrThrow({ where: { familyName: person.familyName } });
    expect(await database.knownDevice.count({ where: { accountId: account.id } })).toBe(0);
    expect(isSignInPage((await ask(agent, kiosk)).page)).toBe(true);
  });

  test('S1 I9 a link to a kiosk’s end takes nobody’s own browser from among their known devices', async () => {
    const home = openAgent(poterne.origin);
    await signIn(poterne, caf, PAUL, { agent: home, channel: 'email' });
    const known = () => home.cookies().filter(({ name }) => /device/.test(name));
    const before = known();
    expect(before.length).toBeGreaterThan(0);
    await ask(home, kiosk, { prompt: 'none' });
    await home.get(client.buildEndSessionUrl(kiosk.config, { post_logout_redirect_uri: SIGNED_OUT }));
    const { page } = await ask(home, kiosk);
    await home.get(new URL(`${page.url.pathname}/end`, page.url));
    expect(known()).toEqual(before);
  });

  test('I9 a dead end at a kiosk remembers no language', async () => {
    const agent = openAgent(poterne.origin);
    const lasting: string[] = [];
    const { page } = await ask(agent, kiosk);
    await agent.get(new URL(`${page.url.pathname}/end`, page.url));
    const watched = watchCookies(lasting);
    try {
      const dead = await agent.get(`${page.url.href}?lang=en`);
      expect(wordsOf(dead)).toContain('Finish');
    } finally {
      watched.stop();
    }
    expect(lasting).toEqual([]);
  });

  test('U2 I9 the person is told of a sign-in at a kiosk, where it was, and can say that it was not them', async () => {
    const request: Request = await kiosk.request();
    const agent = openAgent(poterne.origin);
    const entry = await askForCode(agent, await giveCredentials(agent, await agent.get(request.url), CLAIRE), 'email');
    const done = await typeCode(agent, entry, poterne.outbox.code());
    expect(done.left).toBeDefined();
    const notices = await poterne.service.database.notice.findMany({
      where: { kind: 'kiosk_sign_in' },
      orderBy: { createdAt: 'desc' },
    });
    expect(notices[0]).toMatchObject({ channel: 'sms', destination: CLAIRE.mobile });
    expect(notices[0]?.event).not.toBeNull();
    expect(notices[0]?.data).toMatchObject({ portal: 'Borne de la Caf', place: 'Caf de Bordeaux, hall d’accueil' });
  });
});

/** Watches what the service sets: a cookie with an end of its own would outlive the browser. */
function watchCookies(lasting: string[]) {
  const plain = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const answer = await plain(...request);
    for (const line of answer.headers.getSetCookie()) {
      const [, expires] = /expires=([^;]+)/i.exec(line) ?? [];
      if (/max-age/i.test(line) || (expires && Date.parse(expires) > 0)) lasting.push(line.split('=')[0] ?? '');
    }
    return answer;
  };
  return {
    stop() {
      globalThis.fetch = plain;
    },
  };
}

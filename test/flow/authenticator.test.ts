/** The second step by an authenticator app, from page to token (I5, A1, A3): once, in one request, counted with all other codes. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Agent, type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { type App, enrolApp } from '../harness/authenticator.js';
import { codesOfCard } from '../harness/card_codes.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  type Request,
  relyingParty,
} from '../harness/relying_party.js';
import { CLAIRE, HELENE, LUCIEN, PAUL, seedOf, type TestPerson } from '../harness/scenario.js';

const APP = '/one_time_code/authenticator';
const TITLE = 'Quel code affiche votre application\u00a0?';
/** of nobody: what the tests that spend tries are done with */
const ROSE: TestPerson = { ...LUCIEN, identifier: '1471275112349', familyName: 'ROSE', email: 'rose@example.test' };
const EMILE: TestPerson = { ...LUCIEN, identifier: '1471275112355', familyName: 'EMILE', email: 'emile@example.test' };

describe('I5 authenticator apps', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  let pep: RelyingParty;
  let apps: Record<'claire' | 'paul' | 'rose' | 'emile' | 'helene', App & { readonly id: string }>;
  beforeAll(async () => {
    poterne = await startPoterne({
      name: 'authenticator',
      accounts: [CLAIRE, PAUL, ROSE, EMILE, HELENE].map((person) => seedOf(person)),
    });
    caf = await relyingParty(poterne);
    pep = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    const enrol = (person: TestPerson) => enrolApp(poterne, person.familyName);
    apps = {
      claire: await enrol(CLAIRE),
      paul: await enrol(PAUL),
      rose: await enrol(ROSE),
      emile: await enrol(EMILE),
      helene: await enrol(HELENE),
    };
  });
  afterAll(() => poterne.close());

  const begin = async (person: TestPerson, acr = 'two-factor', agent = openAgent(poterne.origin)) => {
    const party = person.realm === 'employeurs' ? pep : caf;
    const request = await party.request({ acr_values: acr });
    let page = await agent.get(request.url);
    if (page.html.includes('name="password"')) page = await giveCredentials(agent, page, person);
    return { agent, request, page, party };
  };
  const type = (agent: Agent, page: AgentPage, code: string) => agent.submit(page, APP, { code });
  const claimsOf = async (party: RelyingParty, request: Request, { left }: AgentPage) => {
    if (!left) throw new Error('the sign-in did not end');
    const { id_token: token = '' } = await party.redeem(request, left);
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  };
  const wrong = (app: App) => {
    const taken = [-1, 0, 1].map((steps) => app.code(steps));
    return ['123456', '234567', '345678', '456789'].find((code) => !taken.includes(code)) ?? '567890';
  };

  test.each([
    ['allocataires', () => CLAIRE, () => apps.claire],
    ['employeurs', () => HELENE, () => apps.helene],
  ])('A1 A3 in %s the app comes first, and makes two factors: pwd otp mfa', async (_realm, person, app) => {
    const { agent, request, page, party } = await begin(person());
    expect(headingOf(page)).toBe(TITLE);
    expect(page.html).toContain('autocomplete="one-time-code"');
    const before = poterne.outbox.messages.length;
    const claims = await claimsOf(party, request, await type(agent, page, app().code()));
    expect(claims).toMatchObject({ acr: 'two-factor', amr: ['pwd', 'otp', 'mfa'] });
    expect(poterne.outbox.messages).toHaveLength(before);
  });

  test('I5 a code that was accepted is refused in another request, by another browser, and in another tab', async () => {
    passSeconds(60);
    const first = await begin(CLAIRE);
    const second = await begin(CLAIRE);
    const code = apps.claire.code();
    expect((await type(first.agent, first.page, code)).left).toBeDefined();
    const refused = await type(second.agent, second.page, code);
    expect(refused.status).toBe(422);
    expect(wordsOf(refused)).toContain('Ce code a déjà servi.');
    // Signed in, the same browser steps up: the code that signed it in is not fresh for anything else.
    const third = await begin(CLAIRE, 'two-factor-fresh', first.agent);
    expect(headingOf(third.page)).toBe(TITLE);
    expect((await type(third.agent, third.page, code)).status).toBe(422);
    expect((await type(third.agent, third.page, apps.claire.code(-1))).status).toBe(422);
    passSeconds(30);
    const claims = await claimsOf(caf, third.request, await type(third.agent, third.page, apps.claire.code()));
    expect(claims).toMatchObject({ acr: 'two-factor-fresh', amr: ['pwd', 'otp', 'mfa'] });
  });

  test('I5 of twenty at once with one code, in twenty browsers, one signs in', async () => {
    passSeconds(60);
    const started = [];
    for (let at = 0; at < 20; at += 1) started.push(await begin(PAUL));
    const code = apps.paul.code();
    const answers = await Promise.all(started.map(({ agent, page }) => type(agent, page, code)));
    expect(answers.filter(({ left }) => left !== undefined)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test('I5 a clock 30 s late or early is put up with, one of 60 s is not', async () => {
    passSeconds(300);
    const { agent, page } = await begin(CLAIRE);
    for (const steps of [-2, 2]) {
      const refused = await type(agent, page, apps.claire.code(steps));
      expect(wordsOf(refused)).toContain('Ce n’est pas le bon code.');
    }
    for (const steps of [-1, 1]) {
      const next = await begin(CLAIRE);
      expect((await type(next.agent, next.page, apps.claire.code(steps))).left).toBeDefined();
    }
  });

  test('I5 somebody else’s app opens nothing', async () => {
    passSeconds(120);
    const { agent, page } = await begin(CLAIRE);
    expect((await type(agent, page, apps.paul.code())).status).toBe(422);
  });

  test('I2 five wrong ones end it in this request, the other ways stay; ten close code entry, and the person is told', async () => {
    const first = await begin(ROSE);
    let page = first.page;
    for (let tries = 0; tries < 5; tries += 1) page = await type(first.agent, page, wrong(apps.rose));
    expect(page.status).toBe(422);
    expect(page.html).not.toContain('name="code"');
    const again = await first.agent.get(`${page.url.origin}${page.url.pathname}`);
    const right = await first.agent.submit(again, APP, { code: apps.rose.code() });
    expect(right.status).toBe(422);
    expect(right.left).toBeUndefined();

    const second = await begin(ROSE);
    page = second.page;
    for (let tries = 0; tries < 4; tries += 1) page = await type(second.agent, page, wrong(apps.rose));
    // E-mail counts on the same lane: the tenth closes it for the app as well.
    const third = await begin(ROSE, 'two-step');
    const channels = await third.agent.get(`${third.page.url.origin}${third.page.url.pathname}/one_time_code/channels`);
    const sent = await askForCode(third.agent, channels, 'email');
    const code = String((Number(poterne.outbox.code(ROSE.email)) + 1) % 1_000_000).padStart(6, '0');
    await third.agent.submit(sent, '/one_time_code/verify', { code });
    expect(poterne.outbox.messages.at(-1)?.to).toBe(ROSE.email);
    const closed = await type(second.agent, second.page, apps.rose.code());
    expect(closed.status).toBe(429);
    expect(headingOf(closed)).toBe('La saisie du code est fermée sur cet appareil');
  });

  test('I5 the channels offer the app, e-mail and recovery codes; none leads back when it is removed meanwhile', async () => {
    passSeconds(120);
    const { agent, page } = await begin(EMILE, 'two-step');
    const channels = await agent.get(`${page.url.origin}${page.url.pathname}/one_time_code/channels`);
    for (const way of ['Code de votre application', 'E-mail', 'Code de secours']) {
      expect(wordsOf(channels)).toContain(way);
    }
    expect((await agent.submit(channels, '/one_time_code/send', { contact: 'totp' })).url.pathname).toMatch(
      /authenticator$/,
    );

    await poterne.service.database.authenticator.deleteMany({ where: { id: apps.emile.id } });
    const gone = await type(agent, page, apps.emile.code());
    expect(gone.left).toBeUndefined();
    expect(headingOf(gone)).toBe('Comment voulez-vous recevoir votre code\u00a0?');
    expect(gone.html).not.toContain('value="totp"');
  });

  test('I5 A1 a recovery code stands in for the app once, and makes two steps, never two factors', async () => {
    passSeconds(60);
    const codes = await codesOfCard(poterne, CLAIRE.familyName);
    const { agent, request, page } = await begin(CLAIRE, 'two-step');
    const card = await agent.get(
      new URL(/href="([^"]*one_time_code\/card\/[^"]+)"/.exec(page.html)?.[1] ?? '', page.url),
    );
    expect(headingOf(card)).toBe('Quel est votre code de secours\u00a0?');
    const address = /one_time_code\/card\/[\w-]+/.exec(card.html)?.[0] ?? '';
    const done = await agent.submit(card, address, { code: codes.get(1) ?? '' });
    expect(await claimsOf(caf, request, done)).toMatchObject({ acr: 'two-step', amr: ['pwd', 'otp'] });

    const next = await begin(CLAIRE, 'two-step');
    const replay = await next.agent.get(`${next.page.url.origin}${next.page.url.pathname}/${address}`);
    expect(wordsOf(replay)).toContain('Code de secours n° 2');
    const used = await next.agent.submit(replay, address, { code: codes.get(1) ?? '' });
    expect(used.status).toBe(422);
    // Where two factors are asked, no recovery code is.
    const strong = await begin(CLAIRE, 'two-factor');
    expect(strong.page.html).not.toContain('one_time_code/card');
    const direct = await strong.agent.get(`${strong.page.url.origin}${strong.page.url.pathname}/${address}`);
    expect(headingOf(direct)).toBe(TITLE);
  });
});

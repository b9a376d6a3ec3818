import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANSWER_TICK_MS } from '../../src/domain/throttle/answer_tick.js';
import { type Agent, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import { CLAIRE, PAUL, type TestPerson } from '../harness/scenario.js';

/** A valid number that nobody here has. */
const NOBODY: TestPerson = { ...CLAIRE, identifier: '2550814168025' };

describe('lanes of failures', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'lanes' });
    caf = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const loginPage = async (agent: Agent) => agent.get((await caf.request()).url);
  const tryPassword = async (person: TestPerson, password: string, agent = openAgent(poterne.origin)) =>
    giveCredentials(agent, await loginPage(agent), person, password);
  const wrongCode = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0');

  test('I1 an unknown number and a wrong password: same words, same status, same Argon2 work', async () => {
    const results = [];
    for (const person of [NOBODY, PAUL]) {
      const before = poterne.verifications();
      const page = await tryPassword(person, '99887766');
      const words = wordsOf(page).replaceAll(person.identifier, '…');
      results.push({ status: page.status, words, work: poterne.verifications() - before });
    }
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).toMatchObject({ status: 422, work: 1 });
  });

  test('I1 S1 the waits of an unknown number and of a known one are the same', async () => {
    const statuses = [];
    for (const person of [{ ...NOBODY, identifier: '2951099126111' }, PAUL]) {
      const seen = [];
      for (let i = 0; i < 8; i += 1) seen.push((await tryPassword(person, '11223399')).status);
      statuses.push(seen);
    }
    // PAUL failed once above.
    expect(statuses[0]?.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
    expect(statuses[0]?.at(-1)).toBe(429);
    expect(statuses[1]?.slice(0, 4)).toEqual([422, 422, 422, 422]);
    expect(statuses[1]?.at(-1)).toBe(429);
    passSeconds(3700);
    expect((await tryPassword(PAUL, PAUL.password)).status).toBe(200);
  });

  test('S1 the wait is told, in words and in Retry-After', async () => {
    const person = { ...NOBODY, identifier: '1860744109051' };
    for (let i = 0; i < 5; i += 1) await tryPassword(person, '11223399');
    const page = await tryPassword(person, '11223399');
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(25);
    expect(wordsOf(page)).toMatch(/30\s*secondes|29\s*secondes/);
  });

  test('I1 a malformed number is told at once and costs nothing', async () => {
    const before = poterne.verifications();
    const page = await tryPassword({ ...CLAIRE, identifier: '2 84 05 88 321' }, '70413928');
    expect(page.status).toBe(422);
    expect(page.html).toContain('2 84 05 88 321');
    expect(page.html).not.toContain('70413928');
    expect(poterne.verifications()).toBe(before);
  });

  test('S1 1,000 failures by a stranger who knows the NIR: the owner on a known device still signs in, and reopens the lane', async () => {
    const { agent: owner } = await signIn(poterne, caf, CLAIRE);
    const stranger = openAgent(poterne.origin);
    let page = await loginPage(stranger);
    const before = poterne.verifications();
    for (let i = 0; i < 1000; i += 1) {
      const answer = await giveCredentials(stranger, page, CLAIRE, '13572468');
      expect([422, 429]).toContain(answer.status);
      if (answer.status === 422 || i % 50 !== 0) continue;
      passSeconds(3601);
      page = await loginPage(stranger);
    }
    for (let i = 0; poterne.verifications() - before < 100; i += 1) {
      if (i > 120) throw new Error('the lane does not close');
      passSeconds(3601);
      await tryPassword(CLAIRE, '13572468');
    }
    // Even the right password is refused on a device nobody knows.
    expect((await tryPassword(CLAIRE, CLAIRE.password)).status).toBe(429);

    owner.dropCookies(/session/);
    const again = await signIn(poterne, caf, CLAIRE, { agent: owner });
    expect(again.callback.searchParams.get('code')).toBeTruthy();
    expect((await tryPassword(CLAIRE, CLAIRE.password)).status).toBe(200);
  }, 120_000);

  test('I1 S1 a refusal leaves on a tick of time, whoever has the number and whatever it took', async () => {
    const agent = openAgent(poterne.origin);
    const page = await loginPage(agent);
    for (const identifier of [CLAIRE.identifier, '2550814168150']) {
      const before = poterne.pauses.length;
      await giveCredentials(agent, page, { ...CLAIRE, identifier }, '13572468');
      const [pause = 0] = poterne.pauses.slice(before);
      expect(poterne.pauses.length).toBe(before + 1);
      expect(pause).toBeGreaterThan(0);
      expect(pause).toBeLessThanOrEqual(ANSWER_TICK_MS);
    }
  });

  test('S1 an address alone is slowed, never blocked', async () => {
    const agent = openAgent(poterne.origin);
    const page = await loginPage(agent);
    for (let order = 100; order < 150; order += 1) {
      await giveCredentials(agent, page, { ...CLAIRE, identifier: `2550814168${order}` }, '13572468');
    }
    expect(Math.max(...poterne.pauses)).toBeGreaterThan(ANSWER_TICK_MS);
    expect(Math.max(...poterne.pauses)).toBeLessThanOrEqual(4000);
    expect((await giveCredentials(agent, page, PAUL)).status).toBe(200);
  });

  test('I2 five wrong codes end a code, a new one is good', async () => {
    const agent = openAgent(poterne.origin);
    let page = await askForCode(agent, await tryPassword(PAUL, PAUL.password, agent));
    const right = poterne.outbox.code(PAUL.email);
    for (let i = 0; i < 4; i += 1) page = await typeCode(agent, page, wrongCode(right));
    expect(wordsOf(page)).toMatch(/1 essai|dernier essai/);
    page = await typeCode(agent, page, wrongCode(right));
    expect(page.html).not.toContain('name="code"');
    passSeconds(31);
    page = await agent.submit(page, '/one_time_code/resend');
    expect((await typeCode(agent, page, poterne.outbox.code(PAUL.email))).left).toBeDefined();
  });

  test('I2 the newest code kills the older, and a refused resend leaves the good one alone', async () => {
    const agent = openAgent(poterne.origin);
    let page = await askForCode(agent, await tryPassword(PAUL, PAUL.password, agent));
    const older = poterne.outbox.code(PAUL.email);
    const early = await agent.submit(page, '/one_time_code/resend');
    expect(early.status).toBe(429);
    expect(poterne.outbox.code(PAUL.email)).toBe(older);
    passSeconds(31);
    page = await agent.submit(page, '/one_time_code/resend');
    expect(poterne.outbox.code(PAUL.email)).not.toBe(older);
    const refused = await typeCode(agent, page, older);
    expect(refused.status).toBe(422);
    expect((await typeCode(agent, page, poterne.outbox.code(PAUL.email))).left).toBeDefined();
  });

  test('I5 a resend that the provider refuses leaves the older code good, and is not charged', async () => {
    const agent = openAgent(poterne.origin);
    passSeconds(16 * 60);
    const page = await askForCode(agent, await tryPassword(CLAIRE, CLAIRE.password, agent));
    const good = poterne.outbox.code(CLAIRE.email);
    passSeconds(31);
    poterne.outbox.answerWith(async () => ({ accepted: false, why: 'refused' }));
    for (let i = 0; i < 7; i += 1) {
      const refused = await agent.submit(page, '/one_time_code/resend');
      expect(refused.status).toBe(502);
    }
    poterne.outbox.answerWith(undefined);
    expect((await typeCode(agent, page, good)).left).toBeDefined();
  });

  test('I2 a code ends with its life', async () => {
    const agent = openAgent(poterne.origin);
    passSeconds(16 * 60);
    const page = await askForCode(agent, await tryPassword(PAUL, PAUL.password, agent));
    passSeconds(15 * 60 + 1);
    const late = await typeCode(agent, page, poterne.outbox.code(PAUL.email));
    expect(late.left).toBeUndefined();
    expect(late.html).not.toContain('name="code"');
  });

  test('I2 30 wrong codes in a month close code entry on unknown devices for good; a known one stays open and reopens it, once in 30 days', async () => {
    const { agent: owner } = await signIn(poterne, caf, CLAIRE);
    const told = poterne.outbox.messages.length;
    const spend = async (hoursApart: number) => {
      let wrong = 0;
      for (let round = 0; round < 12; round += 1) {
        passSeconds(hoursApart * 3600);
        const agent = openAgent(poterne.origin);
        let page = await askForCode(agent, await tryPassword(CLAIRE, CLAIRE.password, agent));
        if (page.status === 429) return wrong;
        for (let i = 0; i < 4 && page.html.includes('name="code"'); i += 1) {
          page = await typeCode(agent, page, wrongCode(poterne.outbox.code(CLAIRE.email)));
          if (page.status === 422) wrong += 1;
        }
      }
      throw new Error('code entry does not close');
    };
    const wrong = await spend(13);
    expect(wrong).toBe(30);
    await poterne.service.sendNotices();
    const notices = poterne.outbox.messages.slice(told).filter(({ text }) => !/\b\d{6}\b/.test(text));
    expect(new Set(notices.map(({ channel }) => channel))).toEqual(new Set(['email', 'sms']));

    const isClosed = async () => (await spend(0)) === 0;
    passSeconds(40 * 86_400);
    expect(await isClosed()).toBe(true);

    const ownerSignsIn = async () => {
      owner.dropCookies(/session/);
      expect((await signIn(poterne, caf, CLAIRE, { agent: owner })).callback.searchParams.get('code')).toBeTruthy();
    };
    await ownerSignsIn();
    const stranger = await signIn(poterne, caf, CLAIRE);
    expect(stranger.callback.searchParams.get('code')).toBeTruthy();

    // Else whoever has the password would get ten more guesses at each sign-in of the owner.
    expect(await spend(0)).toBe(10);
    await ownerSignsIn();
    expect(await isClosed()).toBe(true);
    passSeconds(30 * 86_400);
    await ownerSignsIn();
    expect(await isClosed()).toBe(false);
  });
});

/** What SMS and calls may cost, and the kill switch of a channel, from the page (S3). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectRedis } from '../../src/adapters/redis/connection.js';
import { createRedisTallyStore } from '../../src/adapters/redis/tally_store.js';
import { GROUPS } from '../../src/cli/groups.js';
import { runGroups } from '../../src/cli/run_groups.js';
import { REALMS } from '../../src/config/realms.js';
import { headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { until } from '../harness/key_commands.js';
import { installMovingTime, passSeconds } from '../harness/moving_time.js';
import { type Poterne, startPoterne } from '../harness/poterne.js';
import { askRecovery, openRecovery } from '../harness/recovery.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import { CLAIRE, HELENE, seedOf, type TestPerson } from '../harness/scenario.js';
import { redisPrefix, testVariable } from '../infrastructure/environment.js';

const neighbour = (identifier: string, mobile: string): TestPerson => ({
  ...CLAIRE,
  identifier,
  allocataire: `${Number(identifier.slice(-6))}`.padStart(7, '1'),
  mobile,
  email: `n${identifier}@example.test`,
});
/** their numbers begin as Claire's */
const NEIGHBOURS = [
  neighbour('2840588321038', '+33639980002'),
  neighbour('2840588321041', '+33639980003'),
  neighbour('2840588321054', '+33639980004'),
];
const ABROAD = neighbour('2840588321067', '+213551234567');

describe('the budget of messages', () => {
  let poterne: Poterne;
  let caf: RelyingParty;
  beforeAll(async () => {
    poterne = await startPoterne({
      name: 'message_budget',
      ephemeral: 'redis',
      realms: REALMS.map((realm) => ({
        ...realm,
        messageBudget: { ...realm.messageBudget, unansweredPerPrefixPerHour: 3 },
      })),
      accounts: [CLAIRE, ...NEIGHBOURS, ABROAD, HELENE].map(seedOf),
    });
    caf = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const choice = async (person: TestPerson) => {
    const agent = openAgent(poterne.origin);
    return { agent, page: await giveCredentials(agent, await agent.get((await caf.request()).url), person) };
  };
  const ask = async (person: TestPerson, channel: 'email' | 'sms' | 'voice' = 'sms') => {
    const { agent, page } = await choice(person);
    return { agent, page: await askForCode(agent, page, channel) };
  };

  test('S3 messages to numbers that begin alike, and that nobody answers, stop; the page offers what works', async () => {
    const [first, second, third] = NEIGHBOURS as [TestPerson, TestPerson, TestPerson];
    for (const person of [first, second, third]) expect((await ask(person)).page.status).toBe(200);
    const sent = poterne.outbox.messages.length;
    const { agent, page } = await ask(CLAIRE);
    expect(page.status).toBe(502);
    expect(wordsOf(page)).toContain('Choisissez un autre moyen');
    expect(poterne.outbox.messages.length).toBe(sent);
    // Refused, it costs no pause and no place: the e-mail leaves at once.
    expect((await askForCode(agent, page, 'email')).status).toBe(200);
    // Calls have their own count.
    expect((await ask(second, 'voice')).page.status).toBe(200);
  });

  test('S3 a right code answers, and makes room; so does the next hour', async () => {
    const [first] = NEIGHBOURS as [TestPerson];
    passSeconds(3600);
    const { agent, page } = await ask(first);
    expect((await typeCode(agent, page, poterne.outbox.code(first.mobile))).left).toBeTruthy();
    for (const person of NEIGHBOURS) expect((await ask(person)).page.status).toBe(200);
    expect((await ask(CLAIRE)).page.status).toBe(502);
    passSeconds(3600);
    expect((await ask(CLAIRE)).page.status).toBe(200);
  });

  test('S3 C4 a flood of recoveries stops recoveries, and nobody’s sign-in', async () => {
    passSeconds(3600);
    const [first, second, third] = NEIGHBOURS as [TestPerson, TestPerson, TestPerson];
    const before = poterne.outbox.messages.length;
    const refused = async () =>
      Number(/type="code_sent",outcome="refused_budget"\} (\d+)/.exec(await poterne.service.metrics.read())?.[1] ?? 0);
    const refusedBefore = await refused();
    const written = () => poterne.outbox.messages.length - before;
    for (const [index, person] of [first, second, third].entries()) {
      const agent = openAgent(poterne.origin);
      await askRecovery(agent, await openRecovery(agent, caf), person, 'sms');
      await until(async () => written() === index + 1, 'the code of a recovery');
    }
    const agent = openAgent(poterne.origin);
    await askRecovery(agent, await openRecovery(agent, caf), CLAIRE, 'sms');
    await until(async () => (await refused()) === refusedBefore + 1, 'a recovery that the budget stops');
    expect(written()).toBe(3);
    expect((await ask(CLAIRE)).page.status).toBe(200);
    expect(written()).toBe(4);
  });

  test('S3 a number in a country that is not on the list gets no message', async () => {
    const sent = poterne.outbox.messages.length;
    expect((await ask(ABROAD)).page.status).toBe(502);
    expect(poterne.outbox.messages.length).toBe(sent);
    expect(await poterne.service.metrics.read()).toContain(
      'poterne_message_budget_findings_total{realm="allocataires",channel="sms",kind="foreign"} 1',
    );
  });

  test('S3 a channel that is turned off is offered nowhere and carries nothing, until it is on again', async () => {
    const said: string[] = [];
    const run = (...args: string[]) =>
      runGroups(GROUPS, ['channels', ...args], {
        environment: { DATABASE_URL: poterne.database.url },
        say: (line: string) => said.push(line),
        complain: (line: string) => said.push(line),
      });
    const { agent, page } = await choice(CLAIRE);
    expect(await run('off', 'sms')).toBe(0);
    expect(await run('off', 'sms')).toBe(3);
    expect(await run('off', 'letter')).toBe(2);
    expect(await run('list')).toBe(0);
    expect(said.at(-1)).toMatch(/^sms off since .* by cli:/);
    await poterne.service.followChannels();
    // A page that was open before: the way it offers is gone, and it says which are left.
    const sent = poterne.outbox.messages.length;
    expect((await askForCode(agent, page, 'sms')).status).toBe(422);
    const { page: fresh } = await choice(CLAIRE);
    expect([...fresh.html.matchAll(/value="(email|sms|voice)\./g)].map(([, channel]) => channel)).toEqual([
      'email',
      'voice',
    ]);
    expect(poterne.outbox.messages.length).toBe(sent);
    // Who has a mobile alone is called, and is not asked for another contact (I7).
    const peps = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    expect((await signIn(poterne, peps, HELENE, { channel: 'voice' })).callback.searchParams.get('code')).toBeTruthy();
    // With calls off as well nothing is left: a page of its own, in the same sign-in, which goes on once it is mended.
    expect(await run('off', 'voice')).toBe(0);
    await poterne.service.followChannels();
    const waiting = openAgent(poterne.origin);
    const stopped = await giveCredentials(waiting, await waiting.get((await peps.request()).url), HELENE);
    expect([stopped.status, headingOf(stopped)]).toEqual([503, 'Nous ne pouvons envoyer aucun code en ce moment']);
    expect(stopped.headers.get('retry-after')).toBe('300');
    expect(await run('on', 'voice')).toBe(0);
    expect(await run('on', 'sms')).toBe(0);
    await poterne.service.followChannels();
    const again = await waiting.get(
      new URL(/class="button" href="([^"]+)"/.exec(stopped.html)?.[1] ?? '', stopped.url),
    );
    expect(again.html).toContain('value="sms.');
    expect((await choice(CLAIRE)).page.html).toContain('value="sms.');
  });
});

describe('tallies in Redis', () => {
  test('S3 counts add up whoever counts at once, are read without a count, and are forgotten together', async () => {
    installMovingTime();
    const connection = connectRedis(testVariable('POTERNE_TEST_REDIS_URL'), redisPrefix());
    const tallies = createRedisTallyStore(connection);
    const name = `test:${Date.now()}`;
    await Promise.all(Array.from({ length: 20 }, () => tallies.add(name, [['a.s', 1]], 60)));
    expect(
      await tallies.add(
        name,
        [
          ['a.s', 0],
          ['b', 2],
          ['c', -1],
        ],
        5,
      ),
    ).toEqual([20, 2, -1]);
    const left = await connection.client.ttl(connection.key('tally', name));
    expect(left).toBeGreaterThan(50);
    await connection.close();
  });
});

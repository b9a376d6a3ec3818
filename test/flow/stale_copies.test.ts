/** C4, I7, S1: what one process has just written, another that remembers the account of two seconds ago does not undo. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, type RelyingParty, relyingParty, typeCode } from '../harness/relying_party.js';
import { CLAIRE, PAUL, seedOf } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const PROVISIONAL = '61840297';

describe('what another process wrote', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  beforeAll(async () => {
    recordSecret('password', PROVISIONAL);
    poterne = await startPoterne({
      name: 'stale_copies',
      accounts: [{ ...seedOf(CLAIRE), provisionalPassword: PROVISIONAL }, seedOf(PAUL)],
    });
    caf = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const atCode = async (person = PAUL) => {
    const agent = openAgent(poterne.origin);
    const page = await giveCredentials(agent, await agent.get((await caf.request()).url), person);
    return { agent, page };
  };

  test('C4 a code that is typed right opens nothing where its contact was barred a moment ago', async () => {
    const { agent, page } = await atCode();
    const sent = await askForCode(agent, page, 'email');
    // As a recovery in another process: this one still shows the mailbox, and sent the code there.
    await poterne.service.database.contact.updateMany({
      where: { value: PAUL.email ?? '' },
      data: { barredUntil: new Date(Date.now() + 3_600_000) },
    });
    const answer = await typeCode(agent, sent, poterne.outbox.code(PAUL.email));
    expect(answer.left).toBeUndefined();
    expect(answer.status).toBe(422);
    passSeconds(3);
    expect(headingOf(await agent.get(page.url))).toBe('Il faut un autre moyen de recevoir un code');
  });

  test('I7 a provisional password is replaced, whatever the process that goes on remembers', async () => {
    const { database } = poterne.service;
    const agent = openAgent(poterne.origin);
    const login = await agent.get((await caf.request()).url);
    let page = await agent.submit(login, '/login', { identifier: CLAIRE.identifier, password: PROVISIONAL });
    // What a process shows that read the account before: a chosen password, and nothing to replace.
    await database.credential.updateMany({
      where: { account: { familyName: CLAIRE.familyName }, kind: 'password' },
      data: { state: 'chosen', setAt: new Date(Date.now() - 86_400_000), expiresAt: null },
    });
    passSeconds(3);
    page = await typeCode(agent, await askForCode(agent, page, 'sms'), poterne.outbox.code(CLAIRE.mobile));
    expect(page.left).toBeUndefined();
    expect(wordsOf(page)).toContain('Choisissez votre nouveau mot de passe');
  });

  test('U2 the use of a provisional password is told to every contact', async () => {
    passSeconds(301);
    await poterne.service.sendNotices();
    const told = poterne.outbox.messages.filter(({ text }) => /mot de passe provisoire/.test(text));
    expect(told.map(({ to }) => to).sort()).toEqual([CLAIRE.mobile, CLAIRE.email].sort());
  });
});

describe('a provisional password that is too old', () => {
  test('S1 it wipes out nothing of what was guessed between', async () => {
    const poterne = await startPoterne({
      name: 'old_provisional',
      accounts: [{ ...seedOf(PAUL), provisionalPassword: PROVISIONAL }],
    });
    const caf = await relyingParty(poterne);
    passSeconds(70 * 86_400);
    const attempt = async (password: string) => {
      const agent = openAgent(poterne.origin);
      const page = await agent.get((await caf.request()).url);
      return agent.submit(page, '/login', { identifier: PAUL.identifier, password });
    };
    const statuses: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      for (let guess = 0; guess < 3; guess += 1) statuses.push((await attempt('99887766')).status);
      statuses.push((await attempt(PROVISIONAL)).status);
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    await poterne.close();
  });
});

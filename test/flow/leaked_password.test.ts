/** S2: a password that leaked somewhere still opens the door, and is replaced before anything is issued. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { leakedPasswords } from '../../src/cli/leaked_passwords.js';
import { runGroups } from '../../src/cli/run_groups.js';
import { openAgent, wordsOf } from '../harness/agent.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, relyingParty, typeCode } from '../harness/relying_party.js';
import { CLAIRE, HELENE } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const NEW_PASSWORD = 'Passerelle-Genet-58';

let poterne: Restartable;
beforeAll(async () => {
  recordSecret('password', NEW_PASSWORD);
  const folder = mkdtempSync(join(tmpdir(), 'poterne-leaked-'));
  const [source, list] = [join(folder, 'downloaded.txt'), join(folder, 'leaked')];
  // eight digits are not looked up: lists hold a good part of them
  writeFileSync(source, `${HELENE.password}\n${CLAIRE.password}\n`);
  const quiet = { environment: {}, say: () => {}, complain: () => {} };
  expect(await runGroups({ leaked: leakedPasswords }, ['leaked', 'build', source, '--out', list], quiet)).toBe(0);
  poterne = await startPoterne({ name: 'leaked_password', environment: { LEAKED_PASSWORDS_FILE: list } });
});
afterAll(() => poterne.close());

test('S2 a leaked password of characters must be replaced, and by none that leaked', async () => {
  const party = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
  const agent = openAgent(poterne.origin);
  const request = await party.request();
  let page = await giveCredentials(agent, await agent.get(request.url), HELENE);
  page = await typeCode(agent, await askForCode(agent, page, 'sms'), poterne.outbox.code());
  expect(page.left).toBeUndefined();
  expect(wordsOf(page)).toContain('il a pu être volé');
  const choose = (password: string) =>
    agent.submit(page, '/change_password', { new_password: password, repeated_password: password });
  expect((await choose(HELENE.password)).left).toBeUndefined();
  expect((await choose(NEW_PASSWORD)).left?.searchParams.get('code')).toBeTruthy();
});

test('S2 eight digits are never looked up', async () => {
  const party = await relyingParty(poterne);
  const agent = openAgent(poterne.origin);
  let page = await giveCredentials(agent, await agent.get((await party.request()).url), CLAIRE);
  page = await typeCode(agent, await askForCode(agent, page, 'email'), poterne.outbox.code());
  expect(page.left?.searchParams.get('code')).toBeTruthy();
});

/** I7, C1, C3: a password that must be replaced is, whatever the browser does; campaigns invite and oblige. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { campaigns } from '../../src/cli/campaigns.js';
import { runGroups } from '../../src/cli/run_groups.js';
import { type Agent, type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { until } from '../harness/key_commands.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, relyingParty, signIn, typeCode } from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const TITLE = 'Choisissez votre nouveau mot de passe';
const FIRST = '61937284';
const SECOND = '38264915';

let poterne: Restartable;
beforeAll(async () => {
  poterne = await startPoterne({ name: 'change_password', environment: { KEYS_REFRESH_SECONDS: '0.1' } });
  for (const password of [FIRST, SECOND]) recordSecret('password', password);
});
afterAll(() => poterne.close());

const sql = () => poterne.service.database.sql;
/** Puts a person's password into a state, long before they come. */
async function putPassword(person: TestPerson, set: { state?: string; expired?: boolean; original?: string }) {
  const { state = 'chosen', expired = false } = set;
  await sql().count`
    UPDATE credential SET state = ${state}, set_at = now() - interval '1 year',
      expires_at = CASE WHEN ${expired} THEN now() - interval '1 day' ELSE now() + interval '10 years' END
    WHERE kind = 'password' AND account_id IN (SELECT account_id FROM contact WHERE value = ${person.email ?? person.mobile ?? ''})`;
  passSeconds(40);
}
/** Up to the step after the code. */
async function upToTheStep(agent: Agent, url: URL, person: TestPerson, password: string): Promise<AgentPage> {
  let page = await giveCredentials(agent, await agent.get(url), person, password);
  page = await askForCode(agent, page, person.email ? 'email' : 'sms');
  return typeCode(agent, page, poterne.outbox.code());
}
const choose = (agent: Agent, page: AgentPage, password: string, more: Record<string, string> = {}) =>
  agent.submit(page, '/change_password', { new_password: password, ...more });

describe('I7 a password that must be replaced', () => {
  let claire = CLAIRE.password;
  beforeEach(() => passSeconds(3600));

  test.each([
    ['provisional', { state: 'provisional' }, /mot de passe provisoire/, FIRST],
    ['compromised', { state: 'compromised' }, /a pu être volé/, SECOND],
    ['expired', { expired: true }, /fin de sa validité/, FIRST],
  ] as const)('I7 %s: nothing is issued before another is chosen', async (_, state, why, next) => {
    await putPassword(CLAIRE, state);
    const party = await relyingParty(poterne);
    const agent = openAgent(poterne.origin);
    const request = await party.request();
    const page = await upToTheStep(agent, request.url, CLAIRE, claire);
    expect(headingOf(page)).toBe(TITLE);
    expect(wordsOf(page)).toMatch(why);

    // Another tab, another portal, prompt=none: the same step, or the error that OIDC has for it.
    const other = await relyingParty(poterne, { clientId: 'caf-other' });
    const tab = await agent.get((await other.request()).url);
    expect(headingOf(tab)).toBe(TITLE);
    const silent = await agent.get((await party.request({ prompt: 'none' })).url);
    expect(silent.left?.searchParams.get('error')).toBe('interaction_required');

    const back = await agent.get(page.url);
    const done = await choose(agent, back, next);
    expect(done.left?.searchParams.get('code')).toBeTruthy();
    const tokens = await party.redeem(request, done.left as URL);
    expect(tokens.claims()).toMatchObject({ acr: 'two-step' });

    // The former one opens nothing any more; the new one does, without the step.
    const later = openAgent(poterne.origin);
    const refused = await giveCredentials(later, await later.get((await party.request()).url), CLAIRE, claire);
    expect(refused.status).toBe(422);
    claire = next;
    await signIn(poterne, party, { ...CLAIRE, password: claire });
  });

  test('C1 each rule is said with its state, the password never comes back, and the same one is refused', async () => {
    await putPassword(CLAIRE, { state: 'compromised' });
    const agent = openAgent(poterne.origin);
    const page = await upToTheStep(agent, (await (await relyingParty(poterne)).request()).url, CLAIRE, claire);
    expect(page.html).not.toContain('class="met"');
    const refusals: Array<[string, Record<string, string>, RegExp]> = [
      ['', {}, /Tapez un nouveau mot de passe/],
      ['1234', {}, /Tapez 8 chiffres/],
      ['12345678', {}, /se suivent/],
      ['11051984', {}, /C’est une date/],
      ['39980001', {}, /votre numéro de téléphone/],
      ['28405883', {}, /numéro de sécurité sociale/],
      ['14725836', {}, /Beaucoup de gens/],
      [SECOND === claire ? FIRST : SECOND, { repeated_password: '11111111' }, /ne sont pas les mêmes/],
      [claire, {}, /votre mot de passe actuel/],
    ];
    let last = page;
    for (const [typed, more, why] of refusals) {
      last = await choose(agent, last, typed, more);
      expect([typed, last.status]).toEqual([typed, 422]);
      expect(wordsOf(last)).toMatch(why);
      if (typed) expect(last.html).not.toContain(`value="${typed}"`);
    }
    const dated = await choose(agent, last, '11051984');
    expect(dated.html).toMatch(/data-rule="not-a-date" class="not-met"/);
    expect(dated.html).toMatch(/data-rule="eight-digits" class="met"/);
  });

  test('C1 guessing the present password by choosing it is held back', async () => {
    await putPassword(CLAIRE, { state: 'compromised' });
    const agent = openAgent(poterne.origin);
    let page = await upToTheStep(agent, (await (await relyingParty(poterne)).request()).url, CLAIRE, claire);
    const before = poterne.verifications();
    for (let tries = 0; tries < 10; tries += 1) {
      page = await choose(agent, page, claire);
      if (page.status === 503) break;
    }
    page = await choose(agent, page, claire);
    expect(page.status).toBe(503);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(poterne.verifications() - before).toBeLessThanOrEqual(10);
    expect(headingOf(await agent.get(page.url.href.replace('/change_password', '')))).toBe(TITLE);
  });

  test('I7 of two browsers at the step, the first that chooses ends the other', async () => {
    passSeconds(90_000);
    await putPassword(PAUL, { state: 'provisional' });
    const party = await relyingParty(poterne);
    const [owner, stranger] = [openAgent(poterne.origin), openAgent(poterne.origin)];
    const strangers = await upToTheStep(stranger, (await party.request()).url, PAUL, PAUL.password);
    passSeconds(60);
    const owners = await upToTheStep(owner, (await party.request()).url, PAUL, PAUL.password);
    const done = await choose(owner, owners, FIRST);
    expect(done.left?.searchParams.get('code')).toBeTruthy();
    const late = await choose(stranger, strangers, SECOND);
    expect(late.left).toBeUndefined();
    const after = openAgent(poterne.origin);
    const [lost, kept] = [SECOND, FIRST].map((password) => ({ ...PAUL, password }));
    await signIn(poterne, party, kept as TestPerson);
    const refused = await giveCredentials(after, await after.get((await party.request()).url), lost as TestPerson);
    expect(refused.status).toBe(422);
  });

  test('C3 every other session and grant ends, the contacts are told, and the choice lives two years', async () => {
    passSeconds(90_000);
    await putPassword(PAUL, { expired: false });
    const party = await relyingParty(poterne);
    const elsewhere = await signIn(poterne, party, { ...PAUL, password: FIRST });
    await putPassword(PAUL, { state: 'compromised' });
    const agent = openAgent(poterne.origin);
    const request = await party.request();
    await choose(agent, await upToTheStep(agent, request.url, PAUL, FIRST), SECOND);
    const silent = await elsewhere.agent.get((await party.request({ prompt: 'none' })).url);
    expect(silent.left?.searchParams.get('error')).toBe('login_required');
    passSeconds(301);
    await poterne.service.sendNotices();
    const told = poterne.outbox.messages.findLast(({ to }) => to === PAUL.email);
    expect(told?.text).toMatch(/vient d’être changé/);
    const [row] = await sql().rows<Array<{ policy: string; life: number; kinds: number }>>`
      SELECT c.policy, extract(epoch FROM c.expires_at - c.set_at)::int AS life,
        (SELECT count(*)::int FROM credential o WHERE o.account_id = c.account_id) AS kinds
      FROM credential c JOIN contact t USING (account_id) WHERE t.value = ${PAUL.email ?? ''}`;
    expect(row).toEqual({ policy: 'eight-digits', life: 730 * 86_400, kinds: 1 });
  });
});

describe('C1 a campaign', () => {
  const command = async (...args: readonly string[]) => {
    const lines: string[] = [];
    const note = (line: string) => void lines.push(line);
    const environment = { DATABASE_URL: poterne.database.url };
    const code = await runGroups({ campaigns }, ['campaigns', ...args], { environment, say: note, complain: note });
    return { code, said: lines.join('\n') };
  };
  const day = (milliseconds: number) => new Date(milliseconds).toISOString();
  const DAY_MS = 86_400_000;

  test('C1 invites, then obliges: a page that can wait, then one that cannot', async () => {
    await sql().count`DELETE FROM campaign`;
    passSeconds(90_000);
    const name = `Mots de passe ${randomUUID().slice(0, 8)}`;
    const now = Date.now();
    const created = await command(
      'create',
      name,
      '--realm',
      'employeurs',
      '--after-leak',
      '--starts',
      day(now + 1_000),
      '--obliges',
      day(now + 10 * DAY_MS),
    );
    expect(created).toMatchObject({ code: 0, said: expect.stringContaining('2 people') });
    await poterne.service.database.sql.count`UPDATE credential SET set_at = now() - interval '1 year'`;
    passSeconds(60);
    await until(async () => (await poterne.service.metrics.read()).includes(`campaign="${name}"`), 'the campaign');
    await poterne.service.runJobs();
    passSeconds(301);
    await poterne.service.sendNotices();
    const invited = poterne.outbox.messages.filter(({ to }) => to === HELENE.mobile);
    expect(invited.filter(({ text }) => /nouveau mot de passe/.test(text))).toHaveLength(1);

    const party = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    const agent = openAgent(poterne.origin);
    const page = await upToTheStep(agent, (await party.request()).url, HELENE, HELENE.password);
    expect(wordsOf(page)).toMatch(/À partir du \d+/);
    const later = await agent.submit(page, '/change_password/later');
    expect(later.left?.searchParams.get('code')).toBeTruthy();
    const again = await agent.get((await party.request()).url);
    expect(again.left?.searchParams.get('code')).toBeTruthy();

    passSeconds(11 * 86_400);
    const obliged = await upToTheStep(agent, (await party.request()).url, HELENE, HELENE.password);
    expect(headingOf(obliged)).toBe(TITLE);
    expect(obliged.html).not.toContain('/later');
    // A form kept from before changes nothing.
    const forged = await agent.submit(
      { ...obliged, html: obliged.html.replaceAll('/change_password"', '/change_password/later"') },
      '/change_password/later',
    );
    expect(headingOf(forged)).toBe(TITLE);
    const next = 'Tournesol-Vague-Pluie-8';
    recordSecret('password', next);
    expect((await choose(agent, forged, next)).left?.searchParams.get('code')).toBeTruthy();
    const shown = await command('show', name, '--realm', 'employeurs', '--json');
    expect(JSON.parse(shown.said)).toMatchObject({ state: 'obliging', people: 2, done: 1, remaining: 1, percent: 50 });
    expect(await command('end', name, '--realm', 'employeurs')).toMatchObject({ code: 0 });
    expect(await command('end', name, '--realm', 'employeurs')).toMatchObject({ code: 3 });
    await poterne.service.runJobs();
    await poterne.service.sendNotices();
  });

  test('C1 to another policy: the page asks for it, and the sign-in takes it from then on', async () => {
    passSeconds(90_000);
    const name = 'Phrases';
    const now = Date.now();
    const moving = ['--realm', 'allocataires', '--policy', 'characters', '--caf', '331'];
    await sql().count`UPDATE account SET caf = '331' WHERE family_name = 'DURAND'`;
    await command('create', name, ...moving, '--starts', day(now), '--obliges', day(now));
    await until(async () => (await poterne.service.metrics.read()).includes(`campaign="${name}"`), 'the campaign');
    passSeconds(60);
    const party = await relyingParty(poterne);
    const agent = openAgent(poterne.origin);
    const page = await upToTheStep(agent, (await party.request()).url, PAUL, SECOND);
    expect(wordsOf(page)).toMatch(/Les règles des mots de passe ont changé/);
    expect(wordsOf(await choose(agent, page, FIRST))).toMatch(/10 caractères ou plus/);
    const phrase = 'Cascade-Brouette-4-Midi';
    recordSecret('password', phrase);
    expect((await choose(agent, page, phrase)).left?.searchParams.get('code')).toBeTruthy();
    await signIn(poterne, party, { ...PAUL, password: phrase });
    await command('end', name, '--realm', 'allocataires');
  });

  test.each([
    [['create', 'x', '--realm', 'employeurs', '--obliges', '2027-01-15']],
    [['create', 'x', '--realm', 'nowhere', '--after-leak', '--obliges', '2027-01-15']],
    [['create', 'x', '--realm', 'employeurs', '--after-leak', '--obliges', '15/01/2027']],
    [['create', 'x', '--realm', 'employeurs', '--after-leak', '--policy', 'characters', '--obliges', '2027-01-15']],
    [['create', 'x', '--realm', 'employeurs', '--policy', 'pin', '--obliges', '2027-01-15']],
    [['create', 'x', '--realm', 'employeurs', '--after-leak', '--caf', '1', '--obliges', '2027-01-15']],
    [['create', 'x', '--realm', 'employeurs', '--after-leak', '--starts', '2027-02-01', '--obliges', '2027-01-15']],
    [['show']],
    [['list', 'x']],
    [[]],
  ])('O4 %j is not understood', async (args) => {
    expect(await command(...args)).toMatchObject({ code: 2 });
  });
});

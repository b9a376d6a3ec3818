import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { giveCredentials, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL, type TestPerson } from '../harness/scenario.js';
import { type Visitor, visitorOf } from './visitor.js';

const FORM = 'Choisissez votre nouveau mot de passe';
const DONE = 'Votre mot de passe est changé';

describe('the password in « Gérer mon compte »', () => {
  let poterne: Restartable;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'account_password' });
  });
  afterAll(() => poterne.close());

  /** From the password's page to the form, through a new code. */
  const openForm = async (visitor: Visitor): Promise<AgentPage> =>
    visitor.prove(await visitor.agent.submit(await visitor.agent.get(`${visitor.home}/password`), '/password'));
  const choose = ({ agent }: Visitor, form: AgentPage, password: string, repeated = password) =>
    agent.submit(form, '/password/new', { new_password: password, repeated_password: repeated });
  const signsIn = async (person: TestPerson, password: string): Promise<boolean> => {
    const agent = openAgent(poterne.origin);
    const login = await agent.get(`${poterne.issuer(person.realm)}/account`);
    return (await giveCredentials(agent, login, { ...person, password })).html.includes('/one_time_code/send');
  };

  test('U1 C1 a new code, then the form; what is chosen counts, others end, this session goes on', async () => {
    const elsewhere = visitorOf(poterne, CLAIRE);
    await elsewhere.enter();
    const { agent: portal } = await signIn(poterne, await relyingParty(poterne), CLAIRE);
    const visitor = visitorOf(poterne, CLAIRE);
    await visitor.enter();
    const form = await openForm(visitor);
    expect(headingOf(form)).toBe(FORM);
    expect(form.html).not.toContain('current-password');
    const refused = await choose(visitor, form, '11111111');
    expect(refused.status).toBe(422);
    expect(wordsOf(await choose(visitor, refused, CLAIRE.password))).toContain('C’est votre mot de passe actuel');
    expect((await choose(visitor, refused, '58203941', '58203942')).status).toBe(422);
    const done = await choose(visitor, refused, '58203941');
    expect(headingOf(done)).toBe(DONE);
    expect(wordsOf(done)).toContain('c•••••@example.test');
    expect(headingOf(await visitor.agent.get(visitor.home))).toBe('Gérer mon compte');
    expect((await elsewhere.agent.get(elsewhere.home)).html).toContain('name="password"');
    const again = await portal.get(`${poterne.issuer('allocataires')}/account`);
    expect(again.html).toContain('name="password"');
    expect(await signsIn(CLAIRE, '58203941')).toBe(true);
    // The form is used up: the back button leads to the question, and nothing is chosen twice.
    const back = await choose(visitor, refused, '74920518');
    expect(back.url.search).toBe('?news=ended');
    expect(await signsIn(CLAIRE, '74920518')).toBe(false);
    await poterne.service.sendNotices();
    passSeconds(301);
    await poterne.service.sendNotices();
    expect(poterne.outbox.messages.map(({ text }) => text).join()).toMatch(/mot de passe .*chang/);
  });

  test('U1 A4 without a new code there is no form, whatever the session, and the permission ends', async () => {
    const visitor = visitorOf(poterne, PAUL);
    await visitor.enter();
    const address = `${visitor.home}/password/new`;
    expect((await visitor.agent.get(address)).url.search).toBe('?news=ended');
    const { html } = await visitor.agent.get(visitor.home);
    const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    expect((await visitor.agent.post(address, { csrf, new_password: '58203941' })).url.search).toBe('?news=ended');
    const leaving = await visitor.leave(`${visitor.home}/password`, { csrf });
    leaving.searchParams.set('acr_values', 'two-step');
    expect(headingOf(await visitor.agent.get(leaving))).toBe('Confirmez cette action');
    expect((await visitor.agent.get(address)).url.search).toBe('?news=ended');
    const form = await openForm(visitor);
    const other = visitorOf(poterne, PAUL);
    await other.enter();
    expect((await other.agent.get(address)).url.search).toBe('?news=ended');
    passSeconds(16 * 60);
    expect((await choose(visitor, form, '58203941')).url.search).toBe('?news=ended');
    expect(await signsIn(PAUL, PAUL.password)).toBe(true);
  });

  test('U1 two forms open at once: the first choice counts, the second is told', async () => {
    const [one, two] = [visitorOf(poterne, HELENE), visitorOf(poterne, HELENE)];
    await one.enter();
    await two.enter();
    const [first, second] = [await openForm(one), await openForm(two)];
    expect(headingOf(await choose(one, first, 'Jardin-Velours-83'))).toBe(DONE);
    const late = await choose(two, second, 'Cascade-Tilleul-51');
    expect(late.html).toContain('name="password"');
    expect(await signsIn(HELENE, 'Jardin-Velours-83')).toBe(true);
  });
});

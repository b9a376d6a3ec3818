import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresContactStore } from '../../src/adapters/postgres/contact/contact_store.js';
import { type AgentPage, headingOf, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { CLAIRE, HELENE, PAUL, seedOf, type TestPerson } from '../harness/scenario.js';
import { linksIn, type Visitor, visitorOf } from './visitor.js';

const NEW_EMAIL = 'nouvelle.adresse@example.test';
const NEW_MOBILE = '+33639980077';
const NEW_MOBILE_TYPED = '06 39 98 00 77';

/** Each test changes somebody of its own. */
const people = ['ADAM', 'BLANC', 'COSTE', 'DENIS', 'EVRARD', 'FAURE', 'GIRARD', 'HERVE', 'IMBERT'].map(
  (familyName, index): TestPerson => ({
    ...CLAIRE,
    familyName,
    identifier: `${28405883210 + index}00`.slice(0, 13),
    allocataire: `765432${index}`,
    email: `${familyName.toLowerCase()}@example.test`,
    mobile: `+3363998010${index}`,
  }),
);
const [ADAM, BLANC, COSTE, DENIS, EVRARD, FAURE, GIRARD, HERVE, IMBERT] = people as [
  TestPerson,
  TestPerson,
  TestPerson,
  TestPerson,
  TestPerson,
  TestPerson,
  TestPerson,
  TestPerson,
  TestPerson,
];

describe('contacts in « Gérer mon compte »', () => {
  let poterne: Restartable;
  beforeAll(async () => {
    const accounts = [...people, CLAIRE, PAUL, HELENE].map(seedOf);
    poterne = await startPoterne({ name: 'account_contacts', accounts });
  });
  afterAll(() => poterne.close());

  const contactsOf = async (person: TestPerson) => {
    const accountId = await linksIn(poterne).accountIdOf(person);
    return poterne.service.database.contact.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } });
  };
  const verifiedOf = async (person: TestPerson) =>
    (await contactsOf(person)).filter(({ verifiedAt }) => verifiedAt !== null).map(({ value }) => value);
  const toldSince = async (start: number) => {
    await poterne.service.sendNotices();
    passSeconds(301);
    await poterne.service.sendNotices();
    return poterne.outbox.messages.slice(start).map(({ to }) => to);
  };
  /** Types a contact, and stops where the provider wants a new code. */
  const askToAdd = async ({ agent, home }: Visitor, kind: string, typed: string) =>
    agent.submit(await agent.get(`${home}/contacts/add/${kind}`), `/add/${kind}`, { contact: typed });
  const codeTo = (value: string) => {
    const message = poterne.outbox.messages.findLast(({ to }) => to === value);
    return /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? '';
  };
  const verify = ({ agent }: Visitor, page: AgentPage, code: string) => agent.submit(page, '/verify', { code });

  test('U1 a contact counts once a code came back from there; what was there before is told, it is not', async () => {
    const visitor = visitorOf(poterne, ADAM);
    await visitor.enter();
    const abroad = await askToAdd(visitor, 'mobile', '+213 551 23 45 67');
    expect([abroad.status, wordsOf(abroad)]).toEqual([422, expect.stringContaining('rien envoyer à ce numéro')]);
    const choice = await askToAdd(visitor, 'mobile', NEW_MOBILE_TYPED);
    expect(choice.html).toContain('/one_time_code/send');
    expect(choice.html).not.toContain('qui finit par 77');
    expect(await contactsOf(ADAM)).toHaveLength(2);
    const asked = await visitor.prove(choice);
    expect(asked.url.pathname).toMatch(/\/contacts\/[\w-]+\/confirm$/);
    expect(poterne.outbox.messages.at(-1)).toMatchObject({ channel: 'sms', to: NEW_MOBILE });
    expect(await verifiedOf(ADAM)).not.toContain(NEW_MOBILE);
    const wrong = await verify(visitor, asked, '000000');
    expect(wrong.status).toBe(422);
    const start = poterne.outbox.messages.length;
    const done = await verify(visitor, wrong, codeTo(NEW_MOBILE));
    expect(wordsOf(done)).toContain('C’est ajouté et vérifié.');
    expect(wordsOf(done)).toContain('06 •• •• •• 77');
    expect(done.html).not.toContain('639980077');
    expect(await verifiedOf(ADAM)).toEqual([ADAM.email, ADAM.mobile, NEW_MOBILE]);
    const told = await toldSince(start);
    expect(told).toEqual(expect.arrayContaining([ADAM.email, ADAM.mobile]));
    expect(told).not.toContain(NEW_MOBILE);
    // The way back and a second try find it done.
    expect(wordsOf(await visitor.agent.get(asked.url))).toContain('Cette coordonnée est vérifiée');
    expect(wordsOf(await visitor.agent.get(visitor.home))).toContain('3 coordonnées');
  });

  test('U1 C7 one whose sign-ins were ended a moment ago, in another process, counts for nothing', async () => {
    const visitor = visitorOf(poterne, IMBERT);
    await visitor.enter();
    const asked = await visitor.prove(await askToAdd(visitor, 'mobile', NEW_MOBILE_TYPED));
    await poterne.service.database.account.updateMany({
      where: { familyName: IMBERT.familyName },
      data: { signInsVoidBefore: new Date() },
    });
    const after = await verify(visitor, asked, codeTo(NEW_MOBILE));
    expect(await verifiedOf(IMBERT)).toEqual([IMBERT.email, IMBERT.mobile]);
    expect(headingOf(after)).toBe('Confirmez que c’est bien vous');
  });

  test('U1 one mailbox serves several accounts of a household', async () => {
    for (const person of [BLANC, COSTE]) {
      const visitor = visitorOf(poterne, person);
      await visitor.enter();
      const asked = await visitor.prove(await askToAdd(visitor, 'email', NEW_EMAIL));
      await verify(visitor, asked, codeTo(NEW_EMAIL));
      expect(await verifiedOf(person)).toContain(NEW_EMAIL);
    }
  });

  test('U1 A4 a session without a new code adds nothing, and no other session verifies what was added', async () => {
    const visitor = visitorOf(poterne, DENIS);
    await visitor.enter();
    const add = `${visitor.home}/contacts/add/email`;
    const { html } = await visitor.agent.get(add);
    const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const leaving = await visitor.leave(add, { csrf, contact: NEW_EMAIL });
    leaving.searchParams.set('acr_values', 'two-step');
    const question = await visitor.agent.get(leaving);
    expect(headingOf(question)).toBe('Confirmez cette action');
    expect(wordsOf(question)).toContain('Coordonnée n•••••@example.test');
    expect(await contactsOf(DENIS)).toHaveLength(2);
    // Added by the owner, never verified: another session of the same account is asked for a proof of its own.
    const asked = await visitor.prove(await askToAdd(visitor, 'email', NEW_EMAIL));
    const thief = visitorOf(poterne, DENIS);
    await thief.enter();
    const refused = await thief.agent.get(asked.url);
    expect(wordsOf(refused)).toContain('prouvez d’abord que c’est bien vous');
    expect((await thief.agent.submit(refused, '/finish')).html).toContain('/one_time_code/send');
  });

  test('X2 giving up the code keeps what was typed; what is wrong is said beside it', async () => {
    const visitor = visitorOf(poterne, DENIS);
    await visitor.enter();
    const wrong = await askToAdd(visitor, 'mobile', '05 61 99 00 12');
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong)).toContain('Ce numéro ne reçoit pas de SMS.');
    expect(wrong.html).toContain('value="05 61 99 00 12"');
    const choice = await askToAdd(visitor, 'mobile', NEW_MOBILE_TYPED);
    const back = await visitor.agent.get(`${choice.url.href}/cancel`);
    expect(back.url.pathname).toMatch(/\/account\/contacts$/);
    expect(wordsOf(back)).toContain('Vous avez arrêté avant la fin');
    const again = await visitor.agent.get(`${visitor.home}/contacts/add/mobile`);
    expect(again.html).toContain(`value="${NEW_MOBILE_TYPED}"`);
  });

  test('U1 a contact is removed after a new code, and told there too; the last that a code can reach stays', async () => {
    const visitor = visitorOf(poterne, EVRARD);
    const page = await visitor.enter('/contacts');
    const [email, mobile] = await contactsOf(EVRARD);
    expect(page.html).toContain(`/contacts/${email?.id}/remove`);
    const removeAt = (id = '') => `${visitor.home}/contacts/${id}/remove`;
    const question = await visitor.agent.get(removeAt(mobile?.id));
    const choice = await visitor.agent.submit(question, '/remove');
    expect(await contactsOf(EVRARD)).toHaveLength(2);
    const start = poterne.outbox.messages.length + 1;
    const done = await visitor.prove(choice);
    expect(wordsOf(done)).toContain('C’est supprimé.');
    expect(await verifiedOf(EVRARD)).toEqual([EVRARD.email]);
    expect(await toldSince(start)).toEqual(expect.arrayContaining([EVRARD.mobile, EVRARD.email]));
    const last = await visitor.agent.get(removeAt(email?.id));
    expect(headingOf(last)).toBe('Cette adresse e-mail doit rester');
    expect(last.html).not.toContain('<button type="submit" class="button"');
    const csrf = /name="csrf" value="([^"]+)"/.exec((await visitor.agent.get(visitor.home)).html)?.[1] ?? '';
    const forced = await visitor.agent.post(removeAt(email?.id), { csrf });
    expect(headingOf(forced)).toBe('Cette adresse e-mail doit rester');
    expect((await visitor.agent.get(removeAt(mobile?.id))).url.search).toBe('?news=gone');
  });

  test('U1 two that remove the last two at once: one contact stays', async () => {
    const accountId = await linksIn(poterne).accountIdOf(FAURE);
    const store = createPostgresContactStore(poterne.service.database, undefined as never);
    const carriers = (await contactsOf(FAURE)).map(({ id }) => id);
    const removals = await Promise.all(carriers.map((id) => store.remove(accountId, id, carriers, Date.now(), [])));
    expect(removals.sort()).toEqual(['last', 'removed']);
    expect(await contactsOf(FAURE)).toHaveLength(1);
  });

  test('E1 a contact that an administrator set is confirmed with a new code, or refused', async () => {
    const accountId = await linksIn(poterne).accountIdOf(GIRARD);
    const pendingUntil = new Date(Date.now() + 48 * 3600 * 1000);
    const pending = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    await poterne.service.database.contact.createMany({
      data: pending.map((id, index) => ({ id, accountId, kind: 'mobile', value: `+3363998020${index}`, pendingUntil })),
    });
    const visitor = visitorOf(poterne, GIRARD);
    const list = await visitor.enter('/contacts');
    expect(wordsOf(list)).toContain('Ajouté par un conseiller ou un administrateur.');
    expect(wordsOf(await visitor.agent.get(visitor.home))).toContain('2 coordonnées, 2 à confirmer');
    const [accepted, refused] = pending as [string, string];
    const question = await visitor.agent.get(`${visitor.home}/contacts/${accepted}/accept`);
    const done = await visitor.prove(await visitor.agent.submit(question, '/accept'));
    expect(wordsOf(done)).toContain('C’est confirmé.');
    expect(await verifiedOf(GIRARD)).toContain('+33639980200');
    // Confirming it again, or with its address known, finds nothing that waits.
    expect((await visitor.agent.get(question.url)).url.search).toBe('?news=gone');
    const refusal = await visitor.agent.get(`${visitor.home}/contacts/${refused}/remove`);
    await visitor.prove(await visitor.agent.submit(refusal, '/remove'));
    expect((await contactsOf(GIRARD)).map(({ id }) => id)).not.toContain(refused);
    // One that counts by now, unanswered, recovers nothing before that.
    await poterne.service.database.contact.update({ where: { id: accepted }, data: { setBy: 'administrator' } });
    expect(wordsOf(await visitor.agent.get(`${visitor.home}/contacts`))).toContain('Donné par un administrateur');
    const late = await visitor.agent.get(`${visitor.home}/contacts/${accepted}/accept`);
    expect(wordsOf(late)).toContain('Il permettra aussi de retrouver votre mot de passe.');
    const confirmed = await visitor.prove(await visitor.agent.submit(late, '/accept'));
    expect(wordsOf(confirmed)).toContain('C’est confirmé.');
    const { setBy } = await poterne.service.database.contact.findUniqueOrThrow({ where: { id: accepted } });
    expect(setBy).toBeNull();
  });

  test('U2 A5 a blocked contact is taken back by another factor, then a code that came back from there; by no other session', async () => {
    const accountId = await linksIn(poterne).accountIdOf(HERVE);
    const visitor = visitorOf(poterne, HERVE);
    await visitor.enter();
    await poterne.service.database.contact.updateMany({
      where: { accountId, kind: 'mobile' },
      data: { frozenAt: new Date() },
    });
    passSeconds(120);
    const frozen = async () => (await contactsOf(HERVE)).filter(({ frozenAt }) => frozenAt !== null).length;
    const list = await visitor.agent.get(`${visitor.home}/contacts`);
    expect(wordsOf(list)).toContain('Débloquer avec un code');
    const choice = await visitor.agent.submit(list, '/take_back');
    expect(choice.html).toContain('/one_time_code/send');
    expect(choice.html).not.toMatch(/value="sms\./);
    const start = poterne.outbox.messages.length;
    const asked = await visitor.prove(choice);
    expect(asked.url.pathname).toMatch(/\/contacts\/[\w-]+\/confirm$/);
    expect(poterne.outbox.messages.slice(start).map(({ to }) => to)).toEqual([HERVE.email, HERVE.mobile]);
    expect((await verify(visitor, asked, codeTo(HERVE.email ?? ''))).status).toBe(422);
    // Its owner proved it in this session: another one of the same account proves it again.
    const other = visitorOf(poterne, HERVE);
    await other.enter();
    expect(wordsOf(await other.agent.get(asked.url))).toContain('prouvez d’abord que c’est bien vous');
    expect(await frozen()).toBe(1);
    const before = poterne.outbox.messages.length;
    const done = await verify(visitor, await visitor.agent.get(asked.url), codeTo(HERVE.mobile ?? ''));
    expect(wordsOf(done)).toContain('C’est débloqué');
    expect(await frozen()).toBe(0);
    expect(await toldSince(before)).toContain(HERVE.email);
    // What is not blocked is not taken back.
    const [email] = await contactsOf(HERVE);
    const csrf = /name="csrf" value="([^"]+)"/.exec(list.html)?.[1] ?? '';
    const refused = await visitor.leave(`${visitor.home}/contacts/${email?.id}/take_back`, { csrf });
    expect(refused.search).toBe('?news=gone');
  });

  test('F4 S6 nobody sees or changes a contact of another account, even with its address', async () => {
    const [theirs] = await contactsOf(CLAIRE);
    const visitor = visitorOf(poterne, PAUL);
    await visitor.enter();
    const csrf = /name="csrf" value="([^"]+)"/.exec((await visitor.agent.get(visitor.home)).html)?.[1] ?? '';
    for (const step of ['confirm', 'remove', 'accept']) {
      const page = await visitor.agent.get(`${visitor.home}/contacts/${theirs?.id}/${step}`);
      expect(page.url.search).toBe('?news=gone');
    }
    for (const step of ['remove', 'accept', 'drop', 'finish', 'send', 'verify']) {
      const address = `${visitor.home}/contacts/${theirs?.id}/${step}`;
      expect((await visitor.agent.post(address, {})).status).toBe(403);
      expect((await visitor.agent.post(address, { csrf, code: '123456' })).url.search).toBe('?news=gone');
    }
    expect(await contactsOf(CLAIRE)).toHaveLength(2);
  });

  test('I4 a landline is called, in the realm of employers too', async () => {
    const visitor = visitorOf(poterne, HELENE);
    await visitor.enter();
    const asked = await visitor.prove(await askToAdd(visitor, 'landline', '05 61 99 00 34'));
    expect(poterne.outbox.messages.at(-1)).toMatchObject({ channel: 'voice', to: '+33561990034' });
    const spoken = poterne.outbox.code();
    await verify(visitor, asked, spoken);
    expect(await verifiedOf(HELENE)).toContain('+33561990034');
  });
});

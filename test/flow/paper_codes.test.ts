/** Codes on paper and first contacts, from page to token (I10, I7); contacts that may not be both steps (C4). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Agent, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { codesOfCard } from '../harness/card_codes.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, type RelyingParty, relyingParty, typeCode } from '../harness/relying_party.js';
import { CLAIRE, LUCIEN, PAUL, seedOf, type TestPerson } from '../harness/scenario.js';

const ADDRESS = { lines: ['12 rue des Acacias'], postcode: '34000', city: 'Montpellier', country: null };
const ROSE: TestPerson = { ...LUCIEN, identifier: '1471275112349', familyName: 'ROSE' };
const EMILE: TestPerson = { ...LUCIEN, identifier: '1471275112355', familyName: 'EMILE' };
const NESTOR: TestPerson = { ...LUCIEN, identifier: '1471275112361', familyName: 'NESTOR' };
const DAY = 86_400;

describe('codes on paper', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  let simple: RelyingParty;
  beforeAll(async () => {
    poterne = await startPoterne({
      name: 'paper_codes',
      accounts: [
        ...[LUCIEN, ROSE, EMILE, NESTOR, CLAIRE].map((person) => ({ ...seedOf(person), postalAddress: ADDRESS })),
        seedOf(PAUL),
      ],
    });
    caf = await relyingParty(poterne);
    simple = await relyingParty(poterne, { clientId: 'simple' });
  });
  afterAll(() => poterne.close());

  const afterPassword = async (person: TestPerson, agent: Agent, portal = caf) => {
    const request = await portal.request({ acr_values: portal === caf ? 'two-step' : 'one-step' });
    return { request, page: await giveCredentials(agent, await agent.get(request.url), person) };
  };
  const acrOf = (token: string | undefined) =>
    JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  const orderCard = async (person: TestPerson) => {
    const agent = openAgent(poterne.origin);
    const { page } = await afterPassword(person, agent);
    return agent.submit(page, '/one_time_code/card');
  };

  test('I10 whoever has neither mailbox nor telephone orders one card, and the letter holds no code', async () => {
    const agent = openAgent(poterne.origin);
    const { page } = await afterPassword(LUCIEN, agent);
    expect(page.status).toBe(403);
    const ordered = await agent.submit(page, '/one_time_code/card');
    expect(headingOf(ordered)).toBe('Votre carte de codes est demandée');
    const letters = await poterne.service.database.letter.findMany();
    expect(letters).toMatchObject([{ kind: 'code_card', sealed: null, state: 'queued' }]);
    expect(JSON.stringify(letters)).not.toMatch(
      new RegExp([...(await codesOfCard(poterne, 'PETIT')).values()].join('|')),
    );
  });

  test('I10 two orders at once, and one soon after, are one card', async () => {
    await Promise.all(Array.from({ length: 6 }, () => orderCard(ROSE).catch(() => undefined)));
    expect(await poterne.service.database.codeCard.count({ where: { account: { familyName: 'ROSE' } } })).toBe(1);
  });

  test('I10 nobody orders a card where the page does not offer one', async () => {
    const agent = openAgent(poterne.origin);
    const { page } = await afterPassword(CLAIRE, agent);
    expect(page.html).toContain('one_time_code/send');
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page.html) ?? [];
    const steps = ['one_time_code/card', 'confirm_contact/card'];
    for (const below of steps) await agent.post(`${page.url}/${below}`, { csrf });
    const { database } = poterne.service;
    expect(await database.codeCard.count({ where: { account: { familyName: CLAIRE.familyName } } })).toBe(0);
  });

  test('I10 I7 a code of the card is the second step, once, and lets the person add a first contact', async () => {
    const codes = await codesOfCard(poterne, 'PETIT');
    const agent = openAgent(poterne.origin);
    const { request, page } = await afterPassword(LUCIEN, agent);
    expect(headingOf(page)).toBe('Quel est le code de votre carte\u00a0?');
    const wrong = await agent.submit(page, page.html.match(/one_time_code\/card\/[\w-]+/)?.[0] ?? '', {
      code: '000000',
    });
    expect(wrong.status).toBe(422);
    const action = /one_time_code\/card\/[\w-]+/.exec(page.html)?.[0] ?? '';
    const contact = await agent.submit(wrong, action, { code: codes.get(1) ?? '' });
    expect(headingOf(contact)).toBe('Où pouvons-nous vous envoyer des codes\u00a0?');
    expect((await agent.submit(contact, '/confirm_contact', { email: '', mobile: '' })).status).toBe(422);
    expect((await agent.submit(contact, '/confirm_contact', { email: 'lucien@', mobile: '' })).status).toBe(422);
    const enter = await agent.submit(contact, '/confirm_contact', { email: 'lucien@example.test', mobile: '' });
    expect(headingOf(enter)).toBe('Quel code avez-vous reçu\u00a0?');
    // Leaving and coming back loses nothing.
    const again = await agent.get(enter.url);
    const message = poterne.outbox.messages.at(-1);
    expect(message).toMatchObject({ to: 'lucien@example.test' });
    expect(message?.subject).toContain('confirmer votre adresse');
    const done = await agent.submit(again, '/confirm_contact/verify', {
      code: poterne.outbox.code('lucien@example.test'),
    });
    const claims = acrOf((await caf.redeem(request, done.left as URL)).id_token);
    expect(claims).toMatchObject({ acr: 'two-step', amr: ['pwd', 'otp'] });
  });

  test('I7 the contact counts from then on, and the card asks for its next code', async () => {
    const agent = openAgent(poterne.origin);
    const { page } = await afterPassword(LUCIEN, agent);
    expect(wordsOf(page)).toContain('l•••••@example.test');
    expect(wordsOf(page)).toContain('Carte de codes');
    const card = /value="(letter\.[\w-]+)"/.exec(page.html)?.[1] ?? '';
    const asked = await agent.submit(page, '/one_time_code/send', { contact: card });
    expect(wordsOf(asked)).toContain('code n° 2');
    const used = await agent.submit(asked, asked.url.pathname, {
      code: (await codesOfCard(poterne, 'PETIT')).get(1) ?? '',
    });
    expect(used.status).toBe(422);
  });

  test('I10 of ten who type the same code at once, one goes on', async () => {
    const codes = await codesOfCard(poterne, 'ROSE');
    const asked = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const agent = openAgent(poterne.origin);
        const { page } = await afterPassword(ROSE, agent);
        return { agent, page };
      }),
    );
    const answers = await Promise.all(
      asked.map(({ agent, page }) => {
        const action = /one_time_code\/card\/[\w-]+/.exec(page.html)?.[0] ?? '';
        return agent.submit(page, action, { code: codes.get(1) ?? '' });
      }),
    );
    const went = answers.filter((page) => headingOf(page) === 'Où pouvons-nous vous envoyer des codes\u00a0?');
    expect(went).toHaveLength(1);
  });

  test('I7 C7 a contact counts for nothing where sign-ins were ended while its page was open', async () => {
    await orderCard(NESTOR);
    const codes = await codesOfCard(poterne, 'NESTOR');
    const agent = openAgent(poterne.origin);
    const { page } = await afterPassword(NESTOR, agent);
    const action = /one_time_code\/card\/[\w-]+/.exec(page.html)?.[0] ?? '';
    const contact = await agent.submit(page, action, { code: codes.get(1) ?? '' });
    const enter = await agent.submit(contact, '/confirm_contact', { email: 'nestor@example.test', mobile: '' });
    const { database } = poterne.service;
    passSeconds(60);
    const where = { familyName: 'NESTOR' };
    await database.account.updateMany({ where, data: { signInsVoidBefore: new Date() } });
    const code = poterne.outbox.code('nestor@example.test');
    const after = await agent.submit(enter, '/confirm_contact/verify', { code });
    expect(after.left).toBeUndefined();
    expect(headingOf(after)).toBe('Confirmez que c’est bien vous');
    expect(await database.contact.findMany({ where: { account: where } })).toMatchObject([{ verifiedAt: null }]);
  });

  test('I7 the password alone adds no contact and makes nothing leave; the person may go on without', async () => {
    const agent = openAgent(poterne.origin);
    const { request, page } = await afterPassword(EMILE, agent, simple);
    expect(headingOf(page)).toBe('Votre compte n’a rien pour recevoir un code');
    const sent = poterne.outbox.messages.length;
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page.html) ?? [];
    for (const below of ['confirm_contact', 'confirm_contact/resend', 'confirm_contact/verify']) {
      await agent.post(`${page.url}/${below}`, { csrf, email: 'thief@example.test', mobile: '', code: '123456' });
    }
    expect(poterne.outbox.messages).toHaveLength(sent);
    expect(await poterne.service.database.contact.count({ where: { account: { familyName: 'EMILE' } } })).toBe(0);
    const done = await agent.submit(page, '/confirm_contact/later');
    expect(acrOf((await simple.redeem(request, done.left as URL)).id_token)).toMatchObject({ acr: 'one-step' });
  });

  test('C4 a contact that carried a recovery is no second step for 48 hours, but on a known device', async () => {
    const known = openAgent(poterne.origin);
    const first = await afterPassword(PAUL, known);
    const sent = await askForCode(known, first.page);
    await typeCode(known, sent, poterne.outbox.code(PAUL.email));
    const { database } = poterne.service;
    const until = new Date(Date.now() + 2 * DAY * 1000);
    await database.contact.updateMany({ where: { value: PAUL.email ?? '' }, data: { barredUntil: until } });
    passSeconds(3);

    const stranger = openAgent(poterne.origin);
    const { page } = await afterPassword(PAUL, stranger);
    expect(headingOf(page)).toBe('Il faut un autre moyen de recevoir un code');
    expect(page.html).not.toContain('one_time_code/send');
    // Neither can the code be asked for by hand.
    const before = poterne.outbox.messages.length;
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page.html) ?? ['', ''];
    const { id } = await database.contact.findFirstOrThrow({ where: { value: PAUL.email ?? '' } });
    await stranger.post(`${page.url}/one_time_code/send`, { csrf, contact: `email.${id}` });
    expect(poterne.outbox.messages).toHaveLength(before);

    known.dropCookies(/session/);
    const here = await afterPassword(PAUL, known);
    expect(wordsOf(here.page)).toContain('p•••••@example.test');

    passSeconds(2 * DAY);
    const later = await afterPassword(PAUL, openAgent(poterne.origin));
    expect(wordsOf(later.page)).toContain('p•••••@example.test');
  });
});

/** Codes by a call: on a desk phone, on a mobile that asks for one, and on a first telephone (I3, I4, I7). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { codesOfCard } from '../harness/card_codes.js';
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
import { CLAIRE, ODILE, seedOf, type TestPerson } from '../harness/scenario.js';

/** an employer's agent whose mailbox is on file, and no telephone */
const ARMAND: TestPerson = {
  realm: 'employeurs',
  identifier: 'paie.mairie',
  password: 'Fenouil-Horloge-55',
  familyName: 'ARMAND',
  givenNames: ['Louis'],
  email: 'louis.armand@example.test',
};
const DESK = '+33199001234';

describe('codes by a call', () => {
  let poterne: Restartable;
  let peps: RelyingParty;
  let caf: RelyingParty;
  beforeAll(async () => {
    const postalAddress = { lines: ['1 place de la Mairie'], postcode: '35000', city: 'Rennes', country: null };
    poterne = await startPoterne({
      name: 'voice',
      accounts: [seedOf(ODILE), { ...seedOf(ARMAND), postalAddress }, seedOf(CLAIRE)],
    });
    peps = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    caf = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const claimsOf = (token: string | undefined) =>
    JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  const start = async (party: RelyingParty, person: TestPerson) => {
    const agent = openAgent(poterne.origin);
    const request = await party.request();
    return { agent, request, page: await giveCredentials(agent, await agent.get(request.url), person) };
  };

  test('I4 A3 a desk phone is called, the page says what to expect, and the code is a second factor', async () => {
    const { agent, request, page } = await start(peps, ODILE);
    expect(wordsOf(page)).toContain('Recevoir un appel');
    const entry = await askForCode(agent, page, 'voice');
    expect(wordsOf(entry)).toMatch(
      /Nous appelons maintenant le.*Le téléphone sonne 25 secondes.*M’appeler de nouveau/s,
    );
    const call = poterne.outbox.messages.at(-1);
    expect(call).toMatchObject({ channel: 'voice', to: ODILE.landline, locale: 'fr' });
    const done = await typeCode(agent, entry, poterne.outbox.code(ODILE.landline));
    const { id_token: token } = await peps.redeem(request, done.left as URL);
    expect(claimsOf(token)).toMatchObject({ acr: 'two-factor', amr: ['pwd', 'otp', 'tel', 'mfa'] });
  });

  test('I4 nobody picked up: another call says another code, and the older one is over', async () => {
    const { agent, page } = await start(peps, ODILE);
    const entry = await askForCode(agent, page, 'voice');
    const missed = poterne.outbox.code(ODILE.landline);
    passSeconds(30);
    const again = await agent.submit(entry, '/one_time_code/resend');
    const code = poterne.outbox.code(ODILE.landline);
    expect((await typeCode(agent, again, missed)).status).toBe(422);
    expect((await typeCode(agent, again, code)).left?.searchParams.get('code')).toBeTruthy();
  });

  test('I4 a mobile gets a message or, if its owner would rather, a call in the language of the page', async () => {
    const agent = openAgent(poterne.origin);
    const request = await caf.request({ ui_locales: 'en' });
    const page = await giveCredentials(agent, await agent.get(request.url), CLAIRE);
    const offered = [...page.html.matchAll(/value="(email|sms|voice)\./g)].map(([, channel]) => channel);
    expect(offered).toEqual(['email', 'sms', 'voice']);
    await askForCode(agent, page, 'voice');
    const call = poterne.outbox.messages.at(-1);
    expect(call).toMatchObject({ channel: 'voice', to: CLAIRE.mobile, locale: 'en' });
    expect(call?.text).toContain('Your code is');
  });

  test('I4 a code that was dictated is none for the message, nor the reverse: each way has its own', async () => {
    const { agent, page } = await start(caf, CLAIRE);
    await askForCode(agent, page, 'voice');
    const dictated = poterne.outbox.code(CLAIRE.mobile);
    passSeconds(30);
    const channels = await agent.get(`${page.url.href}/one_time_code/channels`);
    const entry = await askForCode(agent, channels, 'sms');
    expect((await typeCode(agent, entry, dictated)).status).toBe(422);
  });

  test('I7 I4 an agent without a telephone enrols a desk phone, once a card vouched for them', async () => {
    const first = await start(peps, ARMAND);
    // A mailbox carries no codes here: there is nothing to send one to.
    expect(first.page.status).toBe(403);
    await first.agent.submit(first.page, '/one_time_code/card');
    const codes = await codesOfCard(poterne, 'ARMAND');
    const { agent, request, page } = await start(peps, ARMAND);
    const action = /one_time_code\/card\/[\w-]+/.exec(page.html)?.[0] ?? '';
    const form = await agent.submit(page, action, { code: codes.get(1) ?? '' });
    expect(headingOf(form)).toBe('Où pouvons-nous vous envoyer des codes\u00a0?');
    expect(form.html).not.toContain('name="email"');
    expect((await agent.submit(form, '/confirm_contact', { mobile: '' })).status).toBe(422);
    expect((await agent.submit(form, '/confirm_contact', { mobile: '08 99 12 34 56' })).status).toBe(422);
    // Nor are numbers of countries that are not on the realm's list (S3).
    expect((await agent.submit(form, '/confirm_contact', { mobile: '+213 551 23 45 67' })).status).toBe(422);
    // An address smuggled into the form is no telephone.
    expect((await agent.submit(form, '/confirm_contact', { mobile: '', email: 'x@example.test' })).status).toBe(422);
    const entry = await agent.submit(form, '/confirm_contact', { mobile: '01 99 00 12 34' });
    expect(wordsOf(entry)).toContain('par un appel téléphonique');
    expect(poterne.outbox.messages.at(-1)).toMatchObject({ channel: 'voice', to: DESK });
    const done = await agent.submit(entry, '/confirm_contact/verify', { code: poterne.outbox.code(DESK) });
    expect(done.left?.searchParams.get('code')).toBeTruthy();
    await peps.redeem(request, done.left as URL);
    const next = await signIn(poterne, peps, { ...ARMAND, landline: DESK }, { channel: 'voice' });
    expect(next.callback.searchParams.get('code')).toBeTruthy();
  });
});

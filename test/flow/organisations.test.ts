/**
 * An administrator's acts on the whole service (E1 to E3): what a new user receives, what no administrator reaches by any
 * of it, five wrong passwords, and the end of an access that nobody reviewed.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { REALMS } from '../../src/config/realms.js';
import type { SeedAccount } from '../../src/domain/account/seed_account.js';
import type { OrganisationRules } from '../../src/domain/organisation/rules.js';
import type { ActingAdministrator } from '../../src/services/organisation/administration.js';
import { headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { enrolApp } from '../harness/authenticator.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, relyingParty, typeCode } from '../harness/relying_party.js';
import { HELENE, ODILE, seedOf, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const DAY = 86_400;
const RIGHT = 'consult-careers';
const SIRET = '21350999500014';

/** has an e-mail address alone, and the password of the invitation */
const NADIA: TestPerson = {
  realm: 'employeurs',
  identifier: 'n.petit',
  password: 'Provisoire-Rocher-77',
  familyName: 'PETIT',
  givenNames: ['Nadia'],
  email: 'n.petit@example.test',
};

let poterne: Restartable;
let by: ActingAdministrator;
let helene: string;
let nadia: string;

const worksAt = (seed: SeedAccount, role: 'user' | 'administrator'): SeedAccount => ({
  ...seed,
  organisations: [{ siret: SIRET, name: 'Mairie de Saint-Aubin', role, rights: [RIGHT], reviewMonths: 18 }],
});

beforeAll(async () => {
  poterne = await startPoterne({
    name: 'organisations',
    accounts: [
      worksAt(seedOf(HELENE), 'user'),
      worksAt(seedOf(ODILE), 'administrator'),
      worksAt({ ...seedOf(NADIA), password: null, provisionalPassword: NADIA.password }, 'user'),
    ],
  });
  const realm = REALMS.find(({ id }) => id === 'employeurs');
  const { database } = poterne.service;
  const members = await database.membership.findMany();
  nadia = (await database.account.findFirstOrThrow({ where: { familyName: NADIA.familyName } })).id;
  await database.membership.updateMany({ where: { accountId: nadia }, data: { activatedAt: null } });
  const chief = members.find(({ role }) => role === 'administrator');
  helene = members.find(({ role, accountId }) => role === 'user' && accountId !== nadia)?.accountId ?? '';
  if (!realm || !chief) throw new Error('nobody was seeded');
  by = { realm, accountId: chief.accountId, organisationId: chief.organisationId };
});
afterAll(() => poterne.close());

const administration = () => poterne.service.organisations.administration;
const signingIn = async (identifier: string, password: string) => {
  const party = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
  const agent = openAgent(poterne.origin);
  const request = await party.request();
  return {
    party,
    agent,
    request,
    page: await giveCredentials(agent, await agent.get(request.url), { ...HELENE, identifier, password }),
  };
};
const noticesOf = (accountId: string, kind: string) =>
  poterne.service.database.notice.findMany({ where: { accountId, kind }, orderBy: { createdAt: 'asc' } });

test('E1 a new user is invited by e-mail, and the first code to the telephone activates the access', async () => {
  const order = {
    familyName: 'Morel',
    givenNames: ['Thomas'],
    login: await administration().suggestLogin(by, 'Morel', ['Thomas']),
    email: 'thomas.morel@example.test',
    telephone: { kind: 'mobile', value: '+33639980072' },
    postalAddress: null,
    birthdate: null,
    rights: [RIGHT],
    locale: 'fr',
  } as const;
  expect(order.login).toBe('t.morel');
  const created = await administration().createUser(by, order);
  expect(created).toMatchObject({ ok: true, passwordBy: 'email', activation: 'telephone' });
  if (!created.ok) return;
  expect(await administration().createUser(by, order)).toEqual({ ok: false, code: 'login-taken' });
  expect(await administration().createUser({ ...by, accountId: helene }, { ...order, login: 'x.y' })).toEqual({
    ok: false,
    code: 'not-administrator',
  });
  expect(await noticesOf(created.accountId, 'invitation')).toMatchObject([
    { channel: 'email', destination: order.email },
  ]);
  expect(await administration().member(by, created.accountId)).toMatchObject({
    detail: { member: { status: 'invited' }, mayGiveActivationCode: true },
  });
  expect((await administration().giveActivationCode(by, created.accountId)).ok).toBe(true);
  expect((await administration().giveActivationCode(by, helene)).ok).toBe(false);
});

test('E1 S1 logins are suggested so often a day: each tells whether somebody has its like', async () => {
  const realm = {
    ...by.realm,
    organisations: { ...(by.realm.organisations as OrganisationRules), suggestionsPerDay: 3 },
  };
  const suggestions: string[] = [];
  for (let times = 0; times < 4; times += 1) {
    suggestions.push(await administration().suggestLogin({ ...by, realm, accountId: helene }, 'Morel', ['Thomas']));
  }
  expect(suggestions).toEqual(['thomas.morel', 'thomas.morel', 'thomas.morel', '']);
});

test('E1 I7 whoever has an e-mail address alone signs in by the code of the screen, once, and then enrols a telephone', async () => {
  const first = await administration().giveActivationCode(by, nadia);
  const given = await administration().giveActivationCode(by, nadia);
  if (!first.ok || !given.ok) throw new Error('no code');
  for (const { code } of [first, given]) recordSecret('code', code);
  const { agent, page } = await signingIn(NADIA.identifier, NADIA.password);
  const card = /one_time_code\/card\/[\w-]+/.exec(page.html)?.[0] ?? '';
  const isSame = first.code === given.code;
  const wrong = await agent.submit(page, card, { code: isSame ? '000000' : first.code });
  expect(wrong.status).toBe(422);
  const chosen = await agent.submit(await agent.submit(wrong, card, { code: given.code }), '/change_password', {
    new_password: 'Belvedere-Orange-31',
  });
  expect(headingOf(chosen)).toContain('Où pouvons-nous vous envoyer des codes');
  expect(await administration().giveActivationCode(by, nadia)).toMatchObject({ ok: false });
  const enter = await agent.submit(chosen, '/confirm_contact', { email: '', mobile: '06 39 98 00 88' });
  const done = await agent.submit(enter, '/confirm_contact/verify', { code: poterne.outbox.code('+33639980088') });
  expect(done.left?.searchParams.get('code')).toBeTruthy();
  expect(await administration().member(by, nadia)).toMatchObject({
    detail: { member: { status: 'active' }, contacts: [{ kind: 'email' }, { kind: 'mobile', state: 'verified' }] },
  });
});

test('E1 what an administrator gave beside the address of the invitation carries no password', async () => {
  const { contact } = poterne.service.database;
  const account = await poterne.service.database.account.findFirstOrThrow({ where: { familyName: 'Morel' } });
  const contacts = await contact.findMany({ where: { accountId: account.id }, orderBy: { createdAt: 'asc' } });
  expect(contacts).toMatchObject([
    { kind: 'email', setBy: null },
    { kind: 'mobile', setBy: 'administrator' },
  ]);
  expect(await administration().sendPassword(by, account.id, 'sms')).toMatchObject({ ok: false, code: 'unreachable' });
});

test('E1 an organisation that adds somebody of another one reaches neither their contacts nor their password', async () => {
  const { backOffice } = poterne.service.organisations;
  const founded = await backOffice.create(by.realm, { siret: '21140020200019', name: 'Mairie de Villebon' });
  if (!founded.ok) throw new Error('not founded');
  const theirs = { ...by, organisationId: founded.organisation.id };
  expect((await backOffice.nameAdministrator(by.realm, theirs.organisationId, ODILE.identifier)).ok).toBe(true);
  const joined = { login: HELENE.identifier, familyName: HELENE.familyName, rights: [] };
  expect(await administration().addExistingUser(theirs, joined)).toMatchObject({ ok: true });
  const refused = { ok: false, code: 'elsewhere' };
  const { contact } = poterne.service.database;
  const own = await contact.findFirstOrThrow({ where: { accountId: helene } });
  const thief = { kind: 'mobile', value: '+33639980066' } as const;
  expect(await administration().addContact(theirs, helene, thief)).toEqual(refused);
  expect(await administration().removeContact(theirs, helene, own.id)).toEqual(refused);
  expect(await administration().sendPassword(theirs, helene, 'sms')).toEqual(refused);
  expect(await administration().member(theirs, helene)).toMatchObject({ detail: { isElsewhere: true } });
  expect(await administration().member(by, helene)).toMatchObject({ detail: { isElsewhere: false } });
  expect(await administration().removeMember(theirs, helene)).toEqual({ ok: true });
  expect(await contact.count({ where: { accountId: helene } })).toBe(1);
});

test('E1 I5 a first sign-in confirmed by an authenticator app activates the access too', async () => {
  const { database } = poterne.service;
  const app = await enrolApp(poterne, ODILE.familyName);
  await database.membership.updateMany({ where: { accountId: by.accountId }, data: { activatedAt: null } });
  const { agent, page } = await signingIn(ODILE.identifier, ODILE.password);
  const done = await agent.submit(page, '/one_time_code/authenticator', { code: app.code() });
  expect(done.left?.searchParams.get('code')).toBeTruthy();
  expect(await database.membership.findFirst({ where: { accountId: by.accountId } })).not.toMatchObject({
    activatedAt: null,
  });
});

test('E1 a contact that an administrator set never carries a password, whatever is done one after the other', async () => {
  const theirs = '+33639980099';
  expect(await administration().addContact(by, helene, { kind: 'mobile', value: theirs })).toEqual({ ok: true });
  expect(await administration().sendPassword(by, helene, 'email')).toMatchObject({ ok: false, code: 'unreachable' });
  passSeconds(3 * DAY);
  await poterne.service.runJobs();
  const { database } = poterne.service;
  expect(await database.contact.findFirst({ where: { accountId: helene, value: theirs } })).toMatchObject({
    setBy: 'administrator',
    pendingUntil: null,
  });
  // It counts, and says that nobody confirmed it; the person's own one is offered for a password once it is two days old.
  const shown = async () => {
    const answer = await administration().member(by, helene);
    return answer.ok
      ? { states: answer.detail.contacts.map(({ state }) => state), ways: answer.detail.passwordWays }
      : {};
  };
  expect(await shown()).toEqual({ states: ['verified', 'counting'], ways: ['sms'] });
  const own = await database.contact.findFirst({ where: { accountId: helene, NOT: { value: theirs } } });
  const since = (hours: number) =>
    database.contact.update({
      where: { id: own?.id ?? '' },
      data: { createdAt: new Date(Date.now() - hours * 3_600_000) },
    });
  await since(47);
  expect(await shown()).toMatchObject({ ways: [] });
  expect(await administration().sendPassword(by, helene, 'sms')).toMatchObject({ ok: false });
  await since(49);
  expect(await shown()).toMatchObject({ ways: ['sms'] });
  expect(await administration().removeContact(by, helene, own?.id ?? '')).toEqual({ ok: true });
  for (const way of ['best', 'sms', 'email', 'letter'] as const)
    expect(await administration().sendPassword(by, helene, way)).toMatchObject({ ok: false, code: 'unreachable' });
  expect(await administration().giveActivationCode(by, helene)).toMatchObject({ ok: false });
  expect((await noticesOf(helene, 'provisional_password')).length).toBe(0);
});

test('E1 nobody acts on themselves, and the journal says who did what', async () => {
  expect(await administration().grantRight(by, by.accountId, RIGHT)).toEqual({ ok: false, code: 'oneself' });
  expect(await administration().addContact(by, by.accountId, { kind: 'email', value: 'x@example.test' })).toEqual({
    ok: false,
    code: 'oneself',
  });
  expect(await administration().unlock(by, randomUUID())).toMatchObject({ ok: false, code: 'unknown-member' });
  expect(await administration().grantRight(by, helene, 'no-such-right')).toEqual({ ok: false, code: 'unknown-right' });
  expect(await administration().grantRight(by, helene, 'read-documents')).toEqual({ ok: true });
  const read = await administration().journal(by, null, 5);
  expect(read.ok && read.journal.entries[0]).toMatchObject({
    act: 'right_granted',
    actor: { accountId: by.accountId },
    target: { accountId: helene },
    data: { right: 'read-documents' },
  });
  expect(await administration().journal({ ...by, accountId: helene }, null, 5)).toMatchObject({ ok: false });
});

test('E2 five wrong passwords close an unknown device, the same for nobody’s login; an administrator opens it three times a day', async () => {
  for (const identifier of [HELENE.identifier, 'login.of.nobody']) {
    for (let attempt = 0; attempt < 5; attempt += 1) await signingIn(identifier, 'Faux-Mot-De-Passe-1');
    const { page } = await signingIn(identifier, HELENE.password);
    expect(page.status).toBe(429);
    expect(wordsOf(page)).toContain('Demandez à un administrateur de votre organisme de débloquer votre compte');
  }
  expect(await administration().member(by, helene)).toMatchObject({ detail: { lock: 'closed' } });
  for (let time = 0; time < 3; time += 1) expect(await administration().unlock(by, helene)).toEqual({ ok: true });
  expect(await administration().unlock(by, helene)).toMatchObject({ ok: false, code: 'too-often' });
  expect((await signingIn(HELENE.identifier, HELENE.password)).page.status).toBe(200);
});

test('E3 P10 rights are claims; an access that nobody reviewed is closed, and a renewal opens it with the same password', async () => {
  const { party, agent, request, page } = await signingIn(HELENE.identifier, HELENE.password);
  const done = await typeCode(agent, await askForCode(agent, page, 'sms'), poterne.outbox.code());
  expect(done.left?.searchParams.get('code')).toBeTruthy();
  void [party, request];
  passSeconds(560 * DAY);
  await poterne.service.database.membership.updateMany({
    where: { accountId: by.accountId },
    data: { expiresAt: new Date(Date.now() + 100 * DAY * 1000) },
  });
  expect(await poterne.service.runJobs()).toContain('memberships_expired');
  const closed = await signingIn(HELENE.identifier, HELENE.password);
  expect(closed.page.status).toBe(403);
  expect(wordsOf(closed.page)).toContain('Votre accès a expiré');
  const wrong = await signingIn(HELENE.identifier, 'Faux-Mot-De-Passe-1');
  expect(wordsOf(wrong.page)).not.toContain('Votre accès a expiré');
  expect(await noticesOf(helene, 'access_expired')).toHaveLength(1);
  expect(await administration().renew(by, [helene, by.accountId])).toEqual({ ok: true, renewed: [helene] });
  expect((await signingIn(HELENE.identifier, HELENE.password)).page.status).toBe(200);
});

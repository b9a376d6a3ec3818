/** Authenticator apps in « Gérer mon compte » (I5, U1, A5): enrolled after a code that names it, proved, renamed, removed. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { type App, appOf } from '../harness/authenticator.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { giveCredentials, relyingParty } from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { visitorOf } from './visitor.js';

const LIST = 'Application d’authentification';
const CODES = 'Vos codes de secours';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

describe('U1 authenticator apps at « Gérer mon compte »', () => {
  let poterne: Restartable;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'account_authenticators' });
  });
  afterAll(() => poterne.close());

  const database = () => poterne.service.database;
  const of = ({ familyName, realm }: TestPerson) => ({ account: { familyName, realm } });
  const apps = (person: TestPerson) =>
    database().authenticator.findMany({ where: of(person), orderBy: { addedAt: 'asc' } });
  const noticesOf = (person: TestPerson) =>
    database()
      .account.findFirstOrThrow({ where: of(person).account })
      .then(({ id }) => database().notice.findMany({ where: { accountId: id }, orderBy: { createdAt: 'asc' } }));
  const told = async (person: TestPerson, kind: string) =>
    (await noticesOf(person))
      .filter((notice) => notice.kind === kind)
      .map(({ channel }) => channel)
      .sort();
  const listOf = (person: TestPerson) => `${poterne.issuer(person.realm)}/account/authenticators`;

  /** The app that was given the key of this page. */
  const scan = (page: AgentPage): App => {
    const key = /<dd class="secret">([^<]+)<\/dd>/.exec(page.html)?.[1]?.replace(/\s/g, '') ?? '';
    const bits = [...key].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
    return appOf(Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))));
  };
  const codesOf = ({ html }: AgentPage) =>
    [...html.matchAll(/<dd>(\d{3}) (\d{3})<\/dd>/g)].map(([, a, b]) => {
      recordSecret('code', `${a}${b}`);
      return `${a}${b}`;
    });
  /** As far as the page with the key. */
  const begin = async (person: TestPerson) => {
    const visitor = visitorOf(poterne, person);
    const list = await visitor.enter('/authenticators');
    const page = await visitor.prove(await visitor.agent.submit(list, '/authenticators/new'));
    return { ...visitor, page, app: scan(page) };
  };
  const enrol = async (person: TestPerson, name = 'Mon téléphone') => {
    const begun = await begin(person);
    const codes = await begun.agent.submit(begun.page, begun.page.url.pathname, { app: name, code: begun.app.code() });
    return { ...begun, codes };
  };

  test('A5 I5 it is enrolled after a code that names it, proved by its first code, and everybody is told', async () => {
    const { agent, enter, prove } = visitorOf(poterne, CLAIRE);
    const list = await enter('/authenticators');
    expect(headingOf(list)).toBe(LIST);
    const asked = await agent.submit(list, '/authenticators/new');
    expect(wordsOf(asked)).toContain('ajouter une application d’authentification');
    expect(await apps(CLAIRE)).toEqual([]);
    const page = await prove(asked);
    expect(headingOf(page)).toBe('Ajouter une application');
    expect(page.url.href).not.toMatch(/secret|otpauth/);
    expect(page.html).toMatch(/href="otpauth:\/\/totp\/[^"]*secret=[A-Z2-7]{32}&amp;issuer=/);
    expect(page.html).toMatch(/<svg[^>]* role="img" aria-label="QR code/);
    expect(decodeURIComponent(page.html)).not.toContain(CLAIRE.familyName);
    expect(page.html).not.toContain(CLAIRE.identifier);
    expect(page.headers.get('cache-control')).toBe('no-store');

    const app = scan(page);
    const here = page.url.pathname;
    for (const [typed, words] of [
      [{ app: 'Téléphone', code: '' }, 'Saisissez le code que votre application affiche.'],
      [{ app: 'Téléphone', code: app.code(-4) }, 'Ce n’est pas le bon code.'],
      [{ app: ' ', code: app.code() }, 'Donnez-lui un nom'],
    ] as const) {
      const refused = await agent.submit(page, here, typed);
      expect(refused.status).toBe(422);
      expect(wordsOf(refused)).toContain(words);
    }
    expect(await apps(CLAIRE)).toEqual([]);

    const proving = app.code();
    const shown = await agent.submit(page, here, { app: '  Mon   téléphone ', code: proving });
    expect(headingOf(shown)).toBe(CODES);
    const codes = codesOf(shown);
    expect(new Set(codes).size).toBe(10);
    expect(await apps(CLAIRE)).toMatchObject([{ name: 'Mon téléphone' }]);
    expect(await told(CLAIRE, 'authenticator_added')).toEqual(['email', 'sms']);
    // Coming back shows no key; pressing again leads to the same codes; once kept, they are shown no more.
    expect(headingOf(await agent.get(page.url))).toBe(LIST);
    expect((await agent.submit(page, here, { app: 'x', code: app.code() })).url.href).toBe(shown.url.href);
    const kept = await agent.submit(shown, shown.url.pathname);
    expect(wordsOf(kept)).toContain('Il vous en reste 10.');
    expect(wordsOf(await agent.get(shown.url))).toContain('ne peuvent plus être affichés');

    // The code that proved it signs nobody in; the next one does.
    const party = await relyingParty(poterne);
    const other = openAgent(poterne.origin);
    const request = await party.request({ acr_values: 'two-factor' });
    const step = await giveCredentials(other, await other.get(request.url), CLAIRE);
    expect((await other.submit(step, '/one_time_code/authenticator', { code: proving })).status).toBe(422);
    passSeconds(30);
    expect((await other.submit(step, '/one_time_code/authenticator', { code: app.code() })).left).toBeDefined();
  });

  test('A5 U1 a change is confirmed with the app itself, which the page names; a code used for one is none for another', async () => {
    passSeconds(60);
    const { agent, app, page, codes } = await enrol(PAUL);
    expect(page.status).toBe(200);
    await agent.submit(codes, codes.url.pathname);
    passSeconds(60);
    const list = await agent.get(listOf(PAUL));
    const question = await agent.get(`${listOf(PAUL)}/codes`);
    const asked = await agent.submit(question, '/authenticators/codes');
    expect(headingOf(asked)).toBe('Confirmez cette action');
    expect(wordsOf(asked)).toContain('créer des codes de secours');
    const code = app.code();
    const renewed = await agent.submit(asked, '/one_time_code/authenticator', { code });
    expect(headingOf(renewed)).toBe(CODES);
    expect(codesOf(renewed)).not.toEqual(codesOf(codes));
    expect(await told(PAUL, 'recovery_codes_renewed')).toEqual(['email']);

    const [own] = await apps(PAUL);
    const removal = await agent.get(`${listOf(PAUL)}/${own?.id}/remove`);
    expect(wordsOf(removal)).toContain('C’est votre dernière application');
    const again = await agent.submit(removal, '/remove');
    expect(wordsOf(again)).toContain('supprimer votre application d’authentification');
    expect((await agent.submit(again, '/one_time_code/authenticator', { code })).status).toBe(422);
    expect(await apps(PAUL)).toHaveLength(1);
    passSeconds(30);
    const removed = await agent.submit(again, '/one_time_code/authenticator', { code: app.code() });
    expect(wordsOf(removed)).toContain('L’application est retirée.');
    expect(await apps(PAUL)).toEqual([]);
    expect(await told(PAUL, 'authenticator_removed')).toEqual(['email']);
    expect(await database().codeCard.count({ where: { ...of(PAUL), kind: 'recovery', revokedAt: null } })).toBe(0);
    expect(list.status).toBe(200);
    // What it shows now is no second step any more: only the other ways are offered.
    const party = await relyingParty(poterne);
    const other = openAgent(poterne.origin);
    const request = await party.request();
    const step = await giveCredentials(other, await other.get(request.url), PAUL);
    expect(step.html).not.toContain('authenticator');
  });

  test('U1 a key waits a quarter of an hour, for its own person and browser only', async () => {
    passSeconds(60);
    const { agent, page, app } = await begin(HELENE);
    const elsewhere = visitorOf(poterne, HELENE);
    await elsewhere.enter();
    const stolen = await elsewhere.agent.get(page.url);
    expect(headingOf(stolen)).toBe(LIST);
    expect(stolen.html).not.toContain('otpauth');
    passSeconds(15 * 60 + 1);
    const late = await agent.submit(page, page.url.pathname, { app: 'Téléphone', code: app.code() });
    expect(wordsOf(late)).toContain('Rien n’a été ajouté');
    expect(await apps(HELENE)).toEqual([]);
  });

  test('U1 A4 without a code of now nothing is enrolled: no form or address leads to a key', async () => {
    passSeconds(60);
    const { agent, enter } = visitorOf(poterne, HELENE);
    const list = await enter('/authenticators');
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(list.html) ?? [];
    for (const below of ['new/', `new/${'0'.repeat(36)}`, 'new/undefined']) {
      const answer = await agent.post(`${listOf(HELENE)}/${below}`, { csrf, app: 'x', code: '123456' });
      expect(answer.html).not.toContain('otpauth');
    }
    await agent.post(`${listOf(HELENE)}/new`, { csrf: 'forged' });
    expect(await apps(HELENE)).toEqual([]);
  });

  test('U1 somebody else’s app can be neither renamed nor removed; one’s own is renamed without a code', async () => {
    passSeconds(60);
    const { agent } = await enrol(HELENE, 'Poste 12');
    const [claires] = await apps(CLAIRE);
    const [own] = await apps(HELENE);
    for (const step of ['name', 'remove']) {
      const page = await agent.get(`${listOf(HELENE)}/${claires?.id}/${step}`);
      expect(wordsOf(page)).toContain('Cette application n’est plus sur votre compte.');
    }
    const form = await agent.get(`${listOf(HELENE)}/${own?.id}/name`);
    expect((await agent.submit(form, '/name', { app: 'y'.repeat(41) })).status).toBe(422);
    const renamed = await agent.submit(form, '/name', { app: '<b>Accueil</b>' });
    expect(wordsOf(renamed)).toContain('<b>Accueil</b>');
    expect(renamed.html).not.toContain('<b>Accueil</b>');
    expect(await apps(CLAIRE)).toMatchObject([{ name: 'Mon téléphone' }]);
  });
});

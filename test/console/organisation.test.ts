/** The administration of organisations over HTTP: each act with the code that names it, and all that is refused (E1 to E4). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, typeCode } from '../harness/relying_party.js';
import { administratorAt, employee, organisationsIn, seedsOf } from './administrator.js';

const CHIEF = employee('chef.mairie', 'AUBRY', '+33639980021');
const DEPUTY = employee('adjoint.mairie', 'BLANC', '+33639980022');
const AGENT = employee('agent.rh', 'D’HÉROUVILLE', '+33639980023');
const STRANGER = employee('chef.ailleurs', 'CHARPENTIER', '+33639980024');
const HOSTILE = employee('agent.etrange', '=<B>100%_X</B>', '+33639980025');
const PEOPLE = [CHIEF, DEPUTY, AGENT, STRANGER, HOSTILE];

describe('the administration of organisations', () => {
  let poterne: Restartable;
  let organisations: ReturnType<typeof organisationsIn>;
  let here: string;
  let there: string;
  let chief: ReturnType<typeof administratorAt>;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'organisation_console', accounts: seedsOf(PEOPLE) });
    organisations = organisationsIn(poterne);
    here = await organisations.create('Mairie de Saint-Aubin', '21140020200013');
    there = await organisations.create('EHPAD Les Tilleuls', '26330582300012');
    await organisations.join(here, CHIEF, 'administrator');
    await organisations.join(here, AGENT, 'user');
    await organisations.join(here, HOSTILE, 'user');
    await organisations.join(there, STRANGER, 'administrator');
    chief = administratorAt(poterne, CHIEF);
    await chief.enter();
  });
  afterAll(() => poterne.close());

  const list = (below = '') => chief.agent.get(`${chief.home}/${here}/users${below}`);
  /** The address of somebody's page, from the list. */
  const addressOf = async (familyName: string, by = chief) => {
    const page = await by.agent.get(`${by.home}/${here}/users`);
    const shown = familyName.replaceAll('<', '&lt;');
    const at = page.html.indexOf(`>${shown}`);
    const href = /.*href="([^"]+)"/s.exec(page.html.slice(0, at + 1))?.[1];
    if (at < 0 || href === undefined) throw new Error(`no ${familyName} in the list`);
    return new URL(href, page.url).href;
  };
  const csrfOf = ({ html }: AgentPage) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const rights = (person = AGENT) => organisations.rightsOf(here, person);
  const isCodePage = ({ html }: AgentPage) => html.includes('/one_time_code/send');

  test('E2 a lone administrator is warned, and not once there are two', async () => {
    const alone = await chief.agent.get(`${chief.home}/${here}`);
    expect(wordsOf(alone)).toContain('Vous êtes seul à administrer cet organisme');
    await organisations.join(here, DEPUTY, 'administrator');
    const home = await chief.agent.get(chief.home);
    expect(headingOf(home)).toBe('Gérer les utilisateurs');
    expect(wordsOf(home)).not.toContain('Vous êtes seul');
    expect(home.html).toContain('SIRET 211');
  });

  test('E1 A5 a right takes a new code that names organisation, person and right, and is granted by it alone', async () => {
    const user = await addressOf('D’HÉROUVILLE');
    const question = await chief.agent.get(`${user}/grant/consult-careers`);
    expect(headingOf(question)).toContain('Accorder «\u00a0Consulter les carrières\u00a0»');
    const choice = await chief.agent.submit(question, '/grant/consult-careers');
    expect(isCodePage(choice)).toBe(true);
    for (const named of [
      'accorder un droit',
      'Mairie de Saint-Aubin',
      'Camille D’HÉROUVILLE',
      'Consulter les carrières',
    ])
      expect(wordsOf(choice)).toContain(named);
    expect(await rights()).toEqual([]);
    const sent = await askForCode(chief.agent, choice, 'sms');
    expect(poterne.outbox.messages.at(-1)?.text).toContain('accorder un droit');
    const done = await typeCode(chief.agent, sent, poterne.outbox.code());
    expect(wordsOf(done)).toContain('Le droit est accordé.');
    expect(await rights()).toEqual(['consult-careers']);
    // The back button, and the same press again.
    expect(wordsOf(await chief.agent.submit(question, '/grant/consult-careers'))).toContain('c’était déjà fait');
    const taken = await chief.agent.submit(await chief.agent.get(`${user}/revoke/consult-careers`), '/consult-careers');
    expect(wordsOf(taken)).toContain('Le droit est retiré.');
    expect(await rights()).toEqual([]);
  });

  test('E1 A4 an ordinary answer, or one asked for another act, grants nothing', async () => {
    const user = await addressOf('D’HÉROUVILLE');
    const leaving = await leave(chief, `${user}/grant/read-documents`);
    expect(leaving.searchParams.has('request_uri')).toBe(true);
    expect(leaving.search).not.toMatch(/H%C3%89ROUVILLE|read-documents|authorization_details/i);
    // Whoever alters the request leaves the pushed one unused.
    leaving.searchParams.delete('request_uri');
    await chief.agent.get(leaving);
    expect(await rights()).toEqual([]);
    const given = await chief.agent.get(`${chief.home}/callback?state=forged&code=x`);
    expect(wordsOf(given)).toContain('Cette demande avait déjà servi');
  });

  /** Presses a page's button without following it: the address at the provider. */
  const leave = async (by: typeof chief, address: string): Promise<URL> => {
    const csrf = csrfOf(await by.agent.get(address));
    const cookie = by.agent.cookies().map(({ name, value }) => `${name}=${value}`);
    const answer = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams({ csrf }),
      headers: { cookie: cookie.join('; ') },
      redirect: 'manual',
    });
    return new URL(answer.headers.get('location') ?? '');
  };

  test('E1 another person’s code changes nothing and closes the first one’s pages', async () => {
    const first = administratorAt(poterne, CHIEF);
    await first.enter();
    const leaving = await leave(first, `${await addressOf('D’HÉROUVILLE', first)}/grant/read-documents`);
    first.agent.dropCookies(/employeurs\.session$/);
    const back = await first.prove(await first.agent.get(leaving), DEPUTY);
    expect([back.status, headingOf(back)]).toEqual([403, 'Un autre compte a répondu']);
    expect(await rights()).toEqual([]);
    expect(wordsOf(await first.agent.get(first.home))).not.toContain('AUBRY');
  });

  test('E1 A5 the code of one act is no code for another', async () => {
    const user = await addressOf('D’HÉROUVILLE');
    const choose = async (right: string) =>
      askForCode(
        chief.agent,
        await chief.agent.submit(await chief.agent.get(`${user}/grant/${right}`), `/grant/${right}`),
        'sms',
      );
    await choose('read-documents');
    const code = poterne.outbox.code();
    const other = await choose('correct-careers');
    if (poterne.outbox.code() !== code) await typeCode(chief.agent, other, code);
    expect(await rights()).toEqual([]);
  });

  test.each([
    ['name-administrator', {}, 'nommer un administrateur', 'l’organisme a un administrateur de plus'],
    ['contact', { email: 'nouvelle@mairie.example.test' }, 'modifier les coordonnées', 'La coordonnée est enregistrée'],
  ])('E1 A5 %s takes a new code that says so', async (act, fields, named, done) => {
    const user = await addressOf('D’HÉROUVILLE');
    const choice = await chief.agent.submit(await chief.agent.get(`${user}/${act}`), `/${act}`, fields);
    expect(isCodePage(choice)).toBe(true);
    expect(wordsOf(choice)).toContain(named);
    expect(wordsOf(choice)).toContain('Camille D’HÉROUVILLE');
    expect(wordsOf(await chief.prove(choice))).toContain(done);
  });

  test('E1 nobody acts on themselves: no button, and the press is refused', async () => {
    const own = await addressOf('AUBRY');
    const page = await chief.agent.get(own);
    expect(wordsOf(page)).toContain('C’est votre propre accès');
    expect(page.html).not.toMatch(/\/(grant|revoke|suspend|remove|renew|send-password|contact)["/]/);
    for (const act of ['grant/read-documents', 'remove', 'suspend', 'renew', 'unname-administrator', 'contact']) {
      const refused = await chief.agent.post(`${own}/${act}`, { csrf: csrfOf(page), email: 'a@b.example.test' });
      expect(wordsOf(refused)).toContain('personne ne change ses propres droits');
    }
    expect(await rights(CHIEF)).toEqual([]);
  });

  test('E1 an administrator of another organisation, and a user, are told so and see nothing', async () => {
    const user = await addressOf('D’HÉROUVILLE');
    const stranger = administratorAt(poterne, STRANGER);
    expect(headingOf(await stranger.enter())).toBe('Gérer les utilisateurs');
    for (const address of [user, `${user}/grant/read-documents`, `${chief.home}/${here}/users.csv`]) {
      const page = await stranger.agent.get(address);
      expect([page.status, headingOf(page)]).toEqual([403, 'Vous n’administrez pas cet organisme']);
      expect(page.html).not.toContain('HÉROUVILLE');
    }
    const theirs = user.replace(here, there);
    expect((await stranger.agent.get(theirs)).status).toBe(404);
    const plain = administratorAt(poterne, HOSTILE);
    const nothing = await plain.enter();
    expect([nothing.status, headingOf(nothing)]).toEqual([403, 'Vous n’administrez aucun organisme']);
    expect(wordsOf(nothing)).toContain('demandez à un administrateur de votre organisme');
  });

  test('E1 whoever loses the role between asking and confirming changes nothing, and a user who posts by hand neither', async () => {
    const deputy = administratorAt(poterne, DEPUTY);
    await deputy.enter();
    const user = await addressOf('D’HÉROUVILLE', deputy);
    const asked = await deputy.agent.submit(
      await deputy.agent.get(`${user}/grant/read-documents`),
      '/grant/read-documents',
    );
    const taken = await chief.agent.get(`${await addressOf('BLANC')}/unname-administrator`);
    expect(wordsOf(await chief.agent.submit(taken, '/unname-administrator'))).not.toContain('Rien n’a changé');
    const refused = await deputy.prove(asked);
    expect([refused.status, headingOf(refused)]).toEqual([403, 'Vous n’administrez aucun organisme']);
    expect((await deputy.agent.get(`${deputy.home}/${here}/users.csv`)).status).toBe(403);
    for (const below of ['grant/read-documents', 'name-administrator', 'remove', 'unlock', 'contact'])
      expect((await deputy.agent.post(`${user}/${below}`, { email: 'a@b.example.test' })).status).toBe(403);
    expect(await rights()).toEqual([]);
    const again = await chief.agent.get(`${await addressOf('BLANC')}/name-administrator`);
    await chief.prove(await chief.agent.submit(again, '/name-administrator'));
  });

  test('S6 a form without its value, or from elsewhere, does nothing', async () => {
    const user = await addressOf('D’HÉROUVILLE');
    expect((await chief.agent.post(`${user}/suspend`, {})).status).toBe(403);
    const csrf = csrfOf(await chief.agent.get(`${user}/suspend`));
    expect((await chief.agent.post(`${user}/suspend`, { csrf }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(wordsOf(await chief.agent.get(user))).not.toContain('Accès suspendu');
  });

  test('E2 five wrong passwords on an unknown device lock one administrator, and the other unlocks them', async () => {
    const unknown = openAgent(poterne.origin);
    let page = await unknown.get(chief.home);
    for (let tries = 0; tries < 5; tries += 1) page = await giveCredentials(unknown, page, DEPUTY, 'Fausse-Colline-99');
    page = await giveCredentials(unknown, await unknown.get(chief.home), DEPUTY);
    expect(isCodePage(page)).toBe(false);
    const user = await addressOf('BLANC');
    expect(wordsOf(await chief.agent.get(user))).toMatch(/bloqué|Trop de mots de passe faux/);
    const done = await chief.agent.submit(await chief.agent.get(`${user}/unlock`), '/unlock');
    expect(wordsOf(done)).toContain('Le compte est débloqué.');
    const again = openAgent(poterne.origin);
    expect(isCodePage(await giveCredentials(again, await again.get(chief.home), DEPUTY))).toBe(true);
  });

  test('E1 S6 a search finds accents and apostrophes, takes % and _ as they are, and stays out of addresses', async () => {
    const find = async (words: string) => {
      const found = await chief.agent.submit(await list(), '/users/search', { words });
      expect(decodeURIComponent(found.url.href)).not.toContain(words);
      return wordsOf(found);
    };
    expect(await find('herouv')).toContain('1 personne trouvée');
    expect(await find('d’hé')).toContain('1 personne trouvée');
    expect(await find('100%_x')).toContain('1 personne trouvée');
    expect(await find('a%y')).toContain('Personne ne correspond');
    expect(await find('b_anc')).toContain('Personne ne correspond');
    expect(await find('!!!')).toContain('Personne ne correspond');
    expect(await find('zzz')).toContain('Personne ne correspond à votre recherche.');
  });

  test('E1 S6 a hostile name is text in pages, and in the export', async () => {
    const page = await list();
    expect(page.html).not.toContain('<B>');
    const answer = await chief.agent.get(`${chief.home}/${here}/users.csv`);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="utilisateurs-21140020200013-[\d-]+\.csv"$/,
    );
    const lines = answer.html
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toContain('"Nom";"Prénoms";"Identifiant"');
    expect(answer.html).toContain('"\'=<B>100%_X</B>"');
  });

  test('E3 a ticked list is renewed in one press, without oneself', async () => {
    const page = await list();
    const ticks = [...page.html.matchAll(/name="(r\.[\w-]{22})"/g)].map(([, name = '']) => name);
    expect(ticks).toHaveLength(3);
    const renewed = await chief.agent.submit(
      page,
      '/users/renew',
      Object.fromEntries(ticks.map((name) => [name, '1'])),
    );
    expect(wordsOf(renewed)).toContain('3 accès sont renouvelés.');
  });

  test('E1 a user is created by a new code that names them, and the invitation leaves', async () => {
    const at = `${chief.home}/${here}/users/new`;
    const typed = { given_names: 'Zoé', family_name: 'Durand-Ozanne', email: 'zoe', telephone: '06 39 98 00 31' };
    const wrong = await chief.agent.submit(await chief.agent.get(at), '/users/new', typed);
    expect([wrong.status, wrong.html.includes('value="Durand-Ozanne"')]).toEqual([422, true]);
    const review = await chief.agent.submit(wrong, '/users/new', { ...typed, email: 'zoe.do@mairie.example.test' });
    expect(headingOf(review)).toContain('Créer le compte de Zoé Durand-Ozanne');
    expect(review.url.href).not.toMatch(/zoe|durand/i);
    const choice = await chief.agent.submit(review, new URL(review.url).pathname);
    expect(wordsOf(choice)).toContain('créer un utilisateur');
    expect(wordsOf(choice)).toContain('Zoé Durand-Ozanne');
    const created = await chief.prove(choice);
    expect(headingOf(created)).toBe('Le compte de Zoé Durand-Ozanne est créé');
    expect(wordsOf(created)).toContain('Un e-mail vient de partir');
    expect(wordsOf(await list())).toContain('Durand-Ozanne');
    // The audit is written behind, within 200 ms.
    const read = async () => wordsOf(await chief.agent.get(`${chief.home}/${here}/journal`));
    let journal = await read();
    for (let tries = 0; tries < 50 && !journal.includes('Zoé Durand-Ozanne'); tries += 1) journal = await read();
    expect(journal).toContain('Camille AUBRY a créé le compte de Zoé Durand-Ozanne.');
    expect(journal).toContain('Camille AUBRY a téléchargé la liste des utilisateurs.');
    const page = await chief.agent.get(new URL(created.url.href.replace(/\/created.*/, '')));
    expect(wordsOf(page)).toContain('Première connexion attendue');
  });

  test('P3 an account’s own id is in no page or address', async () => {
    const ids = await Promise.all(PEOPLE.map((person) => organisations.accountIdOf(person)));
    const pages = [await list(), await chief.agent.get(await addressOf('BLANC'))];
    pages.push(await chief.agent.get(`${chief.home}/${here}/journal`));
    for (const { html, url } of pages) for (const id of ids) expect(html + url.href).not.toContain(id);
  });

  test('E3 an access that nobody renewed is closed, and reopened by renewal with the same page', async () => {
    passSeconds(19 * 30 * 24 * 3600);
    const again = administratorAt(poterne, CHIEF);
    await organisations.renewBackOffice(here, CHIEF);
    expect(headingOf(await again.enter())).toBe('Gérer les utilisateurs');
    const user = await addressOf('=<B>100%_X</B>', again);
    expect(wordsOf(await again.agent.get(user))).toContain('Accès expiré');
    await poterne.service.runJobs();
    const closed = openAgent(poterne.origin);
    expect(isCodePage(await giveCredentials(closed, await closed.get(again.home), HOSTILE))).toBe(false);
    const renewed = await again.agent.submit(await again.agent.get(`${user}/renew`), '/renew');
    expect(wordsOf(renewed)).toContain('L’accès est renouvelé.');
    // A contact that has been there for long may carry a password, which goes by a new code and is shown to nobody.
    const choice = await again.agent.submit(await again.agent.get(`${user}/send-password/sms`), '/send-password/sms');
    expect(wordsOf(choice)).toContain('envoyer un mot de passe provisoire');
    expect(wordsOf(await again.prove(choice))).toContain('part par SMS');
    const open = openAgent(poterne.origin);
    expect(isCodePage(await giveCredentials(open, await open.get(again.home), HOSTILE))).toBe(true);
  });

  test('E1 a realm without organisations has no such address, and its client nobody knows', async () => {
    const page = await openAgent(poterne.origin).get(`${poterne.issuer('allocataires')}/organisation`);
    expect(page.status).toBe(404);
  });
});

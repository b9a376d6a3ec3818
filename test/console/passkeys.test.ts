/** Passkeys in « Gérer mon compte » (I6, U1, U2, A5): made after a code that names it, renamed, removed, blocked. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { askedOptions, createdOn } from '../harness/passkey_page.js';
import { givePasskey } from '../harness/passkeys.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { relyingParty } from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { visitorOf } from './visitor.js';

const LIST = 'Clés d’accès';
const CREATE = 'Créer votre clé d’accès';
const NEW = '/passkeys/new';

/** The passkeys that the page tells the device to keep. */
function acceptedOn({ html }: AgentPage): readonly string[] {
  const written = /data-accepted-passkeys="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '';
  return (JSON.parse(written) as { allAcceptedCredentialIds: string[] }).allAcceptedCredentialIds;
}

describe('U1 passkeys at « Gérer mon compte »', () => {
  let poterne: Restartable;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'account_passkeys' });
  });
  afterAll(() => poterne.close());

  const database = () => poterne.service.database;
  const accountOf = ({ familyName, realm }: TestPerson) =>
    database().account.findFirstOrThrow({ where: { familyName, realm } });
  const keysOf = async (person: TestPerson) =>
    database().passkey.findMany({ where: { accountId: (await accountOf(person)).id }, orderBy: { addedAt: 'asc' } });
  const told = async (person: TestPerson, kind: string) => {
    const { id } = await accountOf(person);
    const notices = await database().notice.findMany({ where: { accountId: id, kind } });
    return notices.map(({ channel }) => channel).sort();
  };
  /** As far as the page that makes it. */
  const begin = async (person: TestPerson) => {
    passSeconds(60);
    const visitor = visitorOf(poterne, person);
    const list = await visitor.enter('/passkeys');
    const page = await visitor.prove(await visitor.agent.submit(list, NEW));
    return { ...visitor, list: `${visitor.home}/passkeys`, page };
  };
  const enrol = async (person: TestPerson) => {
    const begun = await begin(person);
    const { passkey, fields } = createdOn(begun.page);
    return { ...begun, passkey, done: await begun.agent.submit(begun.page, NEW, fields) };
  };

  test('A5 I6 it is made after a code that names it, in the browser that proved, and everybody is told', async () => {
    const { agent, enter, prove, home } = visitorOf(poterne, CLAIRE);
    expect(wordsOf(await enter())).toContain('Clés d’accès aucune');
    const list = await agent.get(`${home}/passkeys`);
    expect(headingOf(list)).toBe(LIST);
    const asked = await agent.submit(list, NEW);
    expect(wordsOf(asked)).toContain('ajouter une clé d’accès (empreinte ou visage)');
    const page = await prove(asked);
    expect(headingOf(page)).toBe(CREATE);
    // Without script: what is needed, and the form that the script shows stays away (X1).
    expect(wordsOf(page)).toContain('avec JavaScript');
    expect(page.html).toMatch(/<form[^>]* hidden[^>]* data-passkey-creation=/);
    expect(askedOptions(page)).toMatchObject({ user: { name: 'C. M.' } });
    expect(page.html).not.toContain(CLAIRE.identifier);

    for (const [failure, words] of [
      ['cancelled', 'Rien n’a été créé'],
      ['registered', 'a déjà une clé d’accès'],
      ['unsupported', 'ne peut pas garder de clé d’accès'],
      ['failed', 'Votre navigateur n’a pas pu'],
      ['<b>', 'Votre navigateur n’a pas pu'],
    ] as const) {
      const refused = await agent.submit(page, NEW, { passkey: '', failure });
      expect(refused.status).toBe(422);
      expect(wordsOf(refused)).toContain(words);
    }
    const unverified = await agent.submit(page, NEW, createdOn(page, { userVerified: false }).fields);
    expect(unverified.status).toBe(422);
    expect(wordsOf(unverified)).toContain('n’a pas pu être vérifiée');
    // Its challenge is used up, the new page's is not.
    const late = await agent.submit(page, NEW, createdOn(page).fields);
    expect(wordsOf(late)).toContain('a attendu trop longtemps, ou a déjà servi');
    expect(await keysOf(CLAIRE)).toEqual([]);

    const { passkey, fields } = createdOn(late);
    const done = await agent.submit(late, NEW, fields);
    expect(headingOf(done)).toBe(LIST);
    expect(wordsOf(done)).toContain('Votre clé d’accès est ajoutée.');
    expect(wordsOf(done)).toContain('dans votre trousseau');
    expect(list.html).not.toContain('data-accepted-passkeys');
    expect(acceptedOn(done)).toEqual([passkey.credentialId.toString('base64url')]);
    expect(await keysOf(CLAIRE)).toMatchObject([{ name: 'Ma clé d’accès', frozenAt: null }]);
    expect(await told(CLAIRE, 'passkey_added')).toEqual(['email', 'sms']);
    // Pressing twice and coming back make nothing more, and ask for a new proof.
    for (const again of [await agent.submit(late, NEW, fields), await agent.get(page.url)]) {
      expect(headingOf(again)).toBe(LIST);
      expect(wordsOf(again)).toContain('Si votre clé d’accès n’est pas dans la liste, recommencez.');
    }
    expect(await keysOf(CLAIRE)).toHaveLength(1);
    expect(wordsOf(await agent.get(home))).toContain('Clés d’accès 1 clé d’accès');
  });

  test('U1 A4 without a proof of now, or in another browser, no form or address makes one', async () => {
    const { agent, page, list } = await begin(PAUL);
    const elsewhere = visitorOf(poterne, PAUL);
    passSeconds(60);
    const theirs = await elsewhere.enter('/passkeys');
    expect(headingOf(await elsewhere.agent.get(page.url))).toBe(LIST);
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(theirs.html) ?? [];
    const stolen = await elsewhere.agent.post(`${list}/new`, { csrf, ...createdOn(page).fields });
    expect(wordsOf(stolen)).toContain('recommencez');
    await elsewhere.agent.post(`${list}/new`, { csrf: 'forged', ...createdOn(page).fields });
    // Ten minutes after the proof it is over, whatever was asked of the browser since.
    passSeconds(8 * 60);
    const fresh = await agent.get(page.url);
    passSeconds(61);
    expect(wordsOf(await agent.submit(fresh, NEW, createdOn(fresh).fields))).toContain('recommencez');
    expect(await keysOf(PAUL)).toEqual([]);
  });

  test('A5 U1 one proof makes one passkey, however many answers come at once', async () => {
    const { agent, page, list } = await begin(PAUL);
    const pages = await Promise.all(Array.from({ length: 4 }, () => agent.get(page.url)));
    const answers = await Promise.all([page, ...pages].map((each) => agent.submit(each, NEW, createdOn(each).fields)));
    expect(answers.filter(({ html }) => html.includes('est ajoutée'))).toHaveLength(1);
    expect(await keysOf(PAUL)).toHaveLength(1);
    expect(headingOf(await agent.get(list))).toBe(LIST);
    await database().passkey.deleteMany({ where: { accountId: (await accountOf(PAUL)).id } });
  });

  test('U2 what was begun before « Ce n’est pas moi », or any end of all sign-ins, makes nothing', async () => {
    const { agent, page } = await begin(PAUL);
    const { id } = await accountOf(PAUL);
    await database()
      .$executeRaw`UPDATE account SET sign_ins_void_before = now() + interval '1 year', kept_session = NULL WHERE id = ${id}::uuid`;
    // Even where the process that answers has the account as it was (two seconds).
    expect((await agent.submit(page, NEW, createdOn(page).fields)).html).not.toContain('est ajoutée');
    expect(await keysOf(PAUL)).toEqual([]);
    await database().$executeRaw`UPDATE account SET sign_ins_void_before = NULL WHERE id = ${id}::uuid`;
  });

  test('U1 renamed by its owner alone; removed after a proof that names it, with what remains, and told', async () => {
    const { agent, list, done } = await enrol(HELENE);
    const [own] = await keysOf(HELENE);
    const [claires] = await keysOf(CLAIRE);
    expect(wordsOf(done)).toContain('est ajoutée');
    for (const step of ['name', 'remove']) {
      const page = await agent.get(`${list}/${claires?.id}/${step}`);
      expect(wordsOf(page)).toContain('Cette clé d’accès n’est plus sur votre compte.');
    }
    const form = await agent.get(`${list}/${own?.id}/name`);
    expect((await agent.submit(form, '/name', { passkey_name: ' ' })).status).toBe(422);
    const renamed = await agent.submit(form, '/name', { passkey_name: '<b>Accueil</b>' });
    expect(wordsOf(renamed)).toContain('<b>Accueil</b>');
    expect(renamed.html).not.toContain('<b>Accueil</b>');

    passSeconds(60);
    const question = await agent.get(`${list}/${own?.id}/remove`);
    expect(wordsOf(question)).toContain('votre mot de passe, puis un code par SMS');
    expect(wordsOf(question)).not.toContain('autre clé');
    const asked = await agent.submit(question, '/remove');
    expect(wordsOf(asked)).toContain('supprimer une clé d’accès');
    expect(wordsOf(asked)).toContain('b Accueil /b');
    expect(await keysOf(HELENE)).toHaveLength(1);
    const removed = await visitorOf(poterne, HELENE, agent).prove(asked);
    expect(wordsOf(removed)).toContain('La clé d’accès est retirée.');
    expect(acceptedOn(removed)).toEqual([]);
    expect(await keysOf(HELENE)).toEqual([]);
    expect(await told(HELENE, 'passkey_removed')).not.toEqual([]);
    expect(wordsOf(await agent.submit(question, '/remove'))).toContain('n’est plus sur votre compte');
  });

  test('U2 « Ce n’est pas moi » to its message blocks it: it signs in no more, is shown as blocked, and is removed', async () => {
    const thief = await enrol(PAUL);
    passSeconds(301);
    await poterne.service.sendNotices();
    const { text = '' } = poterne.outbox.messages.findLast(({ to }) => to === PAUL.email) ?? {};
    expect(text).toContain('Une clé d’accès (empreinte, visage ou code de l’appareil) vient d’être ajoutée');
    const link = /https?:\S+\/not-me\/\S+/.exec(text)?.[0] ?? '';
    recordSecret('token', link.split('/').at(-1) ?? '');
    const owner = openAgent(poterne.origin);
    const done = await owner.submit(await owner.get(link), new URL(link).pathname);
    expect(wordsOf(done)).toContain('La clé d’accès ajoutée est bloquée');

    // The thief's session is over, and the passkey opens no other.
    const portal = await relyingParty(poterne);
    const login = await thief.agent.get((await portal.request()).url);
    const refused = await givePasskey(thief.agent, login, thief.passkey);
    expect([refused.status, refused.left]).toEqual([422, undefined]);
    expect(wordsOf(refused)).toContain('Cette clé d’accès est bloquée, par sécurité.');

    passSeconds(60);
    const { agent, enter } = visitorOf(poterne, PAUL, owner);
    const blocked = await enter('/passkeys');
    expect(wordsOf(blocked)).toContain('« Ce n’est pas moi » a été répondu');
    expect(acceptedOn(blocked)).toEqual([]);
    const [own] = await keysOf(PAUL);
    await database().passkey.update({ where: { id: own?.id ?? '' }, data: { clonedAt: new Date() } });
    expect(wordsOf(await agent.get(thief.list))).toContain('semble avoir été copiée');
    const question = await agent.get(`${thief.list}/${own?.id}/remove`);
    passSeconds(60);
    await visitorOf(poterne, PAUL, agent).prove(await agent.submit(question, '/remove'));
    expect(await keysOf(PAUL)).toEqual([]);
  });
});

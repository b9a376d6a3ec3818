import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { wordsOf } from '../harness/agent.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { giveCredentials } from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL } from '../harness/scenario.js';
import { linksIn, visitorOf } from './visitor.js';

describe('the history in « Gérer mon compte »', () => {
  let poterne: Restartable;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'account_history' });
  });
  afterAll(() => poterne.close());

  test('U1 sign-ins and refusals are told in plain words, of this account alone, and paged within 12 months', async () => {
    const visitor = visitorOf(poterne, CLAIRE);
    let login = await visitor.agent.get(visitor.home);
    for (let tries = 0; tries < 3; tries += 1) {
      login = await giveCredentials(visitor.agent, login, { ...CLAIRE, password: '58203941' });
    }
    await visitor.prove(login);
    await visitorOf(poterne, PAUL).enter();
    const { database } = poterne.service;
    const read = async (query = '') => wordsOf(await visitor.agent.get(`${visitor.home}/history${query}`));
    // The audit is written behind, within 200 ms.
    for (let tries = 0; tries < 100 && !(await read()).includes('mot de passe et code par e-mail'); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const words = await read();
    expect(words).toContain('Mot de passe refusé 3 fois');
    expect(words).toContain('Code validé : reçu par e-mail');
    expect(words).toContain('Connexion : Gérer mon compte (mot de passe et code par e-mail)');
    expect(words).not.toMatch(/authorized|two-step|code_entered/);
    const accountId = await linksIn(poterne).accountIdOf(CLAIRE);
    await database.sql.count`
      INSERT INTO audit_event (process_id, seq, at, realm, type, outcome, account_id, data, previous_hash, hash)
      SELECT '33333333-3333-4333-8333-333333333333'::uuid, n, now() - n * interval '1 hour', 'allocataires', 'sign_in',
        'authorized', ${accountId}::uuid, '{}'::jsonb, ''::bytea, ''::bytea FROM generate_series(1, 10000) n`;
    expect(await read('?page=100')).toContain('Plus récent');
    // 10,000 hours are more than 12 months: what is older is not shown.
    expect(await read('?page=180')).toContain('Rien ne s’est passé');
  });

  test('U1 what others did, and what was done to be safe, is told; who did it by name is not', async () => {
    const visitor = visitorOf(poterne, HELENE);
    await visitor.enter();
    const accountId = await linksIn(poterne).accountIdOf(HELENE);
    const events = [
      ['sign_in', 'authorized', { client: 'poterne-account', means: 'password trusted_device' }],
      ['sign_in', 'authorized', { client: 'poterne-account', means: 'upstream:net-entreprises' }],
      ['sign_in', 'authorized', { action: 'account.download_data', means: 'totp' }],
      ['data_downloaded', 'done', {}],
      ['authenticator', 'added', {}],
      ['sign_in', 'authorized', { client: 'poterne-account', means: 'passkey' }],
      ['passkey', 'added', {}],
      ['passkey', 'refused_cloned', {}],
      ['code_card', 'issued', { kind: 'recovery' }],
      ['sign_out', 'everywhere', { by: 'person' }],
      ['contest', 'stopped', {}],
      ['back_office', 'done', { event: 'contact_set', agent: 'marie.durand' }],
      ['back_office', 'done', { event: 'something_new' }],
      ['organisation', 'done', { act: 'right_granted', right: 'careers' }],
    ] as const;
    for (const [index, [type, outcome, data]] of events.entries()) {
      await poterne.service.database.sql.count`
        INSERT INTO audit_event (process_id, seq, at, realm, type, outcome, account_id, data, previous_hash, hash)
        VALUES ('44444444-4444-4444-8444-444444444444'::uuid, ${index}, now(), 'employeurs', ${type}, ${outcome},
          ${accountId}::uuid, ${JSON.stringify(data)}::jsonb, ''::bytea, ''::bytea)`;
    }
    const page = await visitor.agent.get(`${visitor.home}/history`);
    const words = wordsOf(page);
    for (const line of [
      'Connexion : Gérer mon compte (mot de passe, sur un poste de confiance)',
      'Connexion : Gérer mon compte (net-entreprises)',
      'Action confirmée : télécharger vos données (application d’authentification)',
      'Données téléchargées',
      'Application d’authentification ajoutée',
      'Connexion : Gérer mon compte (clé d’accès)',
      'Clé d’accès ajoutée',
      'Clé d’accès bloquée : elle semble avoir été copiée',
      'Nouveaux codes de secours créés',
      'Déconnexion de partout',
      '« Ce n’est pas moi » répondu à un message',
      'Par un conseiller : coordonnée ajoutée',
      'Par un conseiller : votre compte modifié',
      'Par un administrateur de votre organisme : droit accordé',
    ]) {
      expect(words.replace(/\u00a0/g, ' ')).toContain(line);
    }
    expect(page.html).not.toContain('marie.durand');
    expect(page.html).toContain('href="/employeurs/not-me"');
  });
});

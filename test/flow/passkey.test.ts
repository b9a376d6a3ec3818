/** Signing in and confirming with a passkey, from page to token (I6, A1, A3, A5, S1), and each refusal. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { DEMONSTRATION_ACTIONS } from '../../demo/actions.js';
import { type Agent, type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { givePasskey, type KeptPasskey, keepPasskey, optionsOn, postAnswer } from '../harness/passkeys.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  type Request,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import { CLAIRE, CLIENTS, HELENE, LUCIEN, PAUL, PEOPLE, PORTAL, seedOf, type TestPerson } from '../harness/scenario.js';
import { signWith, type Twist } from '../harness/software_passkey.js';

const [BANK] = DEMONSTRATION_ACTIONS;
const DETAILS = { type: BANK?.type ?? '', iban_last4: '2606' };
const ROSE: TestPerson = { ...PAUL, identifier: '2790359350112', familyName: 'ROSIER', email: 'rose@example.test' };
const KIOSK = {
  realm: 'allocataires',
  metadata: { ...CLIENTS[0]?.metadata, client_id: 'kiosk', client_name: 'Borne', shared_device: true },
};

describe('I6 passkeys', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  let keys: Record<'claire' | 'counting' | 'paul' | 'lucien' | 'helene' | 'rose', KeptPasskey>;
  beforeAll(async () => {
    poterne = await startPoterne({
      name: 'passkey',
      ephemeral: 'redis',
      // Another one would know no action.
      processes: 1,
      accounts: [...PEOPLE, ROSE].map(seedOf),
      clients: [...CLIENTS, KIOSK],
      actions: DEMONSTRATION_ACTIONS.map((action) => ({ ...action, clients: null })),
    });
    caf = await relyingParty(poterne);
    keys = {
      claire: await keepPasskey(poterne, CLAIRE.familyName),
      counting: await keepPasskey(poterne, CLAIRE.familyName, { deviceBound: true, counts: 5 }),
      paul: await keepPasskey(poterne, PAUL.familyName),
      lucien: await keepPasskey(poterne, LUCIEN.familyName),
      helene: await keepPasskey(poterne, HELENE.familyName),
      rose: await keepPasskey(poterne, ROSE.familyName),
    };
  });
  afterAll(() => poterne.close());

  const open = async (parameters: Record<string, string> = {}, agent = openAgent(poterne.origin), party = caf) => {
    const request = await party.request(parameters);
    return { agent, request, page: await agent.get(request.url) };
  };
  const claimsOf = async (request: Request, page: AgentPage, party = caf) => {
    if (!page.left) throw new Error(`the sign-in stopped: ${headingOf(page)}`);
    return (await party.redeem(request, page.left)).claims() as Readonly<Record<string, unknown>>;
  };
  const errorOf = (page: AgentPage) => page.left?.searchParams.get('error');
  /** Pushes a request for an action, as a portal does. */
  const pushed = async (
    agent: Agent,
    details = DETAILS,
    more: Record<string, string> = {},
    party = caf,
  ): Promise<{ request: Request; page: AgentPage }> => {
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = await client.buildAuthorizationUrlWithPAR(party.config, {
      ...more,
      ...{ redirect_uri: PORTAL, scope: 'openid', state, nonce, acr_values: 'two-factor-fresh' },
      ...{ code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
      authorization_details: JSON.stringify([details]),
    });
    return { request: { url, verifier, state, nonce }, page: await agent.get(url) };
  };
  const audited = async (outcome: string) => {
    await poterne.service.settled();
    await new Promise((resolve) => setTimeout(resolve, 250));
    return poterne.service.database.auditEvent.findMany({
      where: { type: 'passkey', outcome },
      orderBy: { at: 'desc' },
      take: 3,
    });
  };
  /** As ten wrong codes on unknown devices do. */
  const closeCodeEntry = async (accountId: string) => {
    await poterne.service.database.sql.count`
      INSERT INTO attempt_counter (key, hits, expires_at)
      SELECT ${`code:${accountId}:unknown`}, array_agg(${Date.now()}::bigint - n ORDER BY n DESC), 'infinity'
      FROM generate_series(1, 10) n ON CONFLICT (key) DO UPDATE SET hits = excluded.hits`;
    passSeconds(3);
  };
  const notices = (accountId: string, kind: string) =>
    poterne.service.database.notice.findMany({ where: { accountId, kind } });

  describe('signing in', () => {
    test('I6 A1 A3 the button signs in at once, phishing-resistant, without password and code; auth_time is now', async () => {
      const { agent, request, page } = await open({ max_age: '600' });
      expect(page.html).toContain('autocomplete="username webauthn"');
      expect(page.html).toMatch(/<div class="stack" hidden data-passkey-request="[^"]+" data-autofill/);
      expect(await optionsOn(agent, page)).toMatchObject({
        ...{ rpId: 'localhost', userVerification: 'required', allowCredentials: [] },
      });
      const sent = poterne.outbox.messages.length;
      const done = await givePasskey(agent, page, keys.claire);
      const claims = await claimsOf(request, done);
      expect(claims).toMatchObject({ acr: 'phr', amr: ['pop', 'swk', 'user', 'mfa'] });
      expect(Math.abs(Number(claims['auth_time']) - Date.now() / 1000)).toBeLessThan(5);
      expect(poterne.outbox.messages).toHaveLength(sent);
      const [event] = await audited('used');
      expect(event).toMatchObject({ accountId: keys.claire.accountId });
      expect(JSON.stringify(event?.data)).not.toContain(keys.claire.credentialId.toString('base64url'));
    });

    test('A1 A4 the token says what was asked, and single sign-on keeps it', async () => {
      const { agent, request, page } = await open({ acr_values: 'phr' });
      expect(await claimsOf(request, await givePasskey(agent, page, keys.counting))).toMatchObject({
        ...{ acr: 'phr', amr: ['pop', 'hwk', 'user', 'mfa'] },
      });
      for (const [asked, said] of [
        ['phr two-step', 'phr'],
        ['two-factor', 'two-factor'],
      ] as const) {
        const next = await open({ acr_values: asked }, agent);
        expect(await claimsOf(next.request, next.page)).toMatchObject({ acr: said });
      }
      // Without a page, what is asked in this very request is not there.
      const silent = await open({ acr_values: 'two-factor-fresh', prompt: 'none' }, agent);
      expect(errorOf(silent.page)).toBe('interaction_required');
      const again = await open({ prompt: 'login', acr_values: 'two-factor-fresh' }, agent);
      expect(await claimsOf(again.request, await givePasskey(agent, again.page, keys.claire))).toMatchObject({
        acr: 'two-factor-fresh',
      });
    });

    test('A4 whoever has none is not brought to phr; prompt=none says login_required to a stranger', async () => {
      await poterne.service.database.passkey.deleteMany({ where: { id: keys.rose.id } });
      const { agent, page } = await open({ acr_values: 'phr' });
      expect(errorOf(await giveCredentials(agent, page, ROSE))).toBe('unmet_authentication_requirements');
      expect(errorOf((await open({ acr_values: 'phr', prompt: 'none' })).page)).toBe('login_required');
      const either = await open({ acr_values: 'phr two-step' });
      expect(wordsOf(await giveCredentials(either.agent, either.page, ROSE))).toContain('Étape 2 sur 2');
    });

    test('U2 a browser that is new is told on every contact, and known from then on', async () => {
      const before = (await notices(keys.paul.accountId, 'device_new')).length;
      const { agent, page } = await open();
      expect((await givePasskey(agent, page, keys.paul)).left).toBeDefined();
      const other = await open();
      expect((await givePasskey(other.agent, other.page, keys.paul)).left).toBeDefined();
      expect(await notices(keys.paul.accountId, 'device_new')).toHaveLength(before + 1);
      const same = await open({ prompt: 'login' }, other.agent);
      expect((await givePasskey(same.agent, same.page, keys.paul)).left).toBeDefined();
      expect(await notices(keys.paul.accountId, 'device_new')).toHaveLength(before + 1);
    });

    test('S1 no stranger’s wrong passwords reach it, and it opens what they closed', async () => {
      await poterne.service.database.sql.count`
        INSERT INTO attempt_counter (key, hits, expires_at)
        SELECT ${`password:${keys.paul.accountId}:unknown`}, array_agg(${Date.now()}::bigint - n), 'infinity'
        FROM generate_series(1, 100) n`;
      const closed = await open();
      expect((await giveCredentials(closed.agent, closed.page, PAUL)).status).toBe(429);
      const { agent, page } = await open();
      expect((await givePasskey(agent, page, keys.paul)).left).toBeDefined();
      const after = await open();
      expect((await giveCredentials(after.agent, after.page, PAUL)).status).toBe(200);
    });

    test('I9 a kiosk offers none, and takes none', async () => {
      const party = await relyingParty(poterne, { clientId: 'kiosk' });
      const { agent, page } = await open({}, undefined, party);
      expect(page.html).not.toContain('webauthn');
      expect(page.html).not.toContain('data-passkey');
      const own = await open();
      const posted = signWith(keys.claire, await optionsOn(own.agent, own.page), poterne.origin);
      const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
      const address = `${page.url.origin}${page.url.pathname}/passkey`;
      expect(headingOf(await agent.post(address, { csrf, passkey: posted }))).toBe(headingOf(page));
      expect((await agent.post(`${address}/options`, { csrf })).headers.get('content-type')).toContain('html');
      expect(errorOf((await open({ acr_values: 'phr' }, undefined, party)).page)).toBe(
        'unmet_authentication_requirements',
      );
    });
  });

  describe('refusals', () => {
    const REFUSED = 'Votre empreinte ou votre visage n’a pas suffi';
    const [UNVERIFIED, UNKNOWN] = [
      'La réponse de votre appareil n’a pas pu être vérifiée',
      'n’est plus enregistrée ici',
    ];
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const TWISTS: ReadonlyArray<readonly [string, Twist, string]> = [
      ['of another origin', { origin: 'https://localhost.evil.example' }, UNVERIFIED],
      ['of another port of this host', { origin: 'http://localhost:1' }, UNVERIFIED],
      ['from a frame', { crossOrigin: true }, UNVERIFIED],
      ['for another host', { rpId: 'evil.example' }, UNVERIFIED],
      ['that creates', { type: 'webauthn.create' }, UNVERIFIED],
      ['without its user verified', { userVerified: false }, 'n’a pas vérifié votre empreinte'],
      ['signed by another key', { privateKey: stranger }, UNVERIFIED],
      ['kept for nobody', { userHandle: null }, UNVERIFIED],
      ['kept for somebody else', { userHandle: randomBytes(32).toString('base64url') }, UNVERIFIED],
      ['that says it cannot leave its device, and could', { deviceBound: true }, UNVERIFIED],
      ['of a passkey that nobody has', { credentialId: randomBytes(32) }, UNKNOWN],
      [
        'of a passkey that somebody else made for our host name',
        { credentialId: randomBytes(32), userHandle: randomBytes(8).toString('base64url') },
        UNKNOWN,
      ],
      ['to a challenge of the attacker’s', { challenge: randomBytes(32).toString('base64url') }, 'a expiré'],
    ];
    test.each(TWISTS)('I6 an answer %s is refused, with a way back', async (_, twist, said) => {
      const { agent, page } = await open();
      const refused = await givePasskey(agent, page, keys.claire, twist);
      expect([refused.status, headingOf(refused)]).toEqual([422, REFUSED]);
      expect(wordsOf(refused)).toContain(said);
      // Only one that was ours, and that nobody has, is forgotten by the browser.
      expect(refused.html.includes('data-unknown-passkey')).toBe(said === UNKNOWN && twist.userHandle === undefined);
      const back = /<a class="button" href="([^"]+)"/.exec(refused.html)?.[1] ?? '';
      const again = await agent.get(new URL(back, refused.url));
      // All ways are there, and work.
      expect((await givePasskey(agent, again, keys.claire)).left).toBeDefined();
    });

    test('I6 a challenge is good once, in its own step and request alone, and for five minutes', async () => {
      const one = await open();
      const two = await open();
      const posted = signWith(keys.claire, await optionsOn(one.agent, one.page), poterne.origin);
      expect(wordsOf(await postAnswer(two.agent, two.page, posted))).toContain('a expiré, ou elle a déjà servi');
      const answers = await Promise.all(Array.from({ length: 5 }, () => postAnswer(one.agent, one.page, posted)));
      expect(answers.filter(({ left }) => left)).toHaveLength(1);
      const late = await open();
      const options = await optionsOn(late.agent, late.page);
      passSeconds(301);
      const old = await postAnswer(late.agent, late.page, signWith(keys.claire, options, poterne.origin));
      expect(wordsOf(old)).toContain('a expiré');
      // One for signing in confirms nothing, and the reverse.
      const step = await open();
      const login = signWith(keys.claire, await optionsOn(step.agent, step.page), poterne.origin);
      const code = await giveCredentials(step.agent, step.page, CLAIRE);
      expect(wordsOf(await postAnswer(step.agent, code, login))).toContain('a expiré');
    });

    test('I6 a counter that does not grow shows a copy: refused, blocked from then on, told at once', async () => {
      const first = await open();
      expect((await givePasskey(first.agent, first.page, keys.counting)).left).toBeDefined();
      const copy = await open();
      const refused = await givePasskey(copy.agent, copy.page, keys.counting, { counter: 5 });
      expect(wordsOf(refused)).toContain('semble avoir été copiée');
      const own = await open();
      expect(wordsOf(await givePasskey(own.agent, own.page, keys.counting))).toContain('est bloquée');
      expect(await notices(keys.counting.accountId, 'passkey_cloned')).toHaveLength(2);
      // Whoever used the copy before is signed in no more, and nothing says phr of it.
      expect(errorOf((await open({ prompt: 'none' }, first.agent)).page)).toBe('login_required');
      expect((await audited('refused_cloned'))[0]).toMatchObject({ accountId: keys.counting.accountId });
    });

    test('I6 one of the other realm is told to its holder alone, and is nobody’s sign-in here', async () => {
      const { agent, page } = await open();
      expect(wordsOf(await givePasskey(agent, page, keys.helene))).toContain('celle d’un autre espace');
      const other = await open();
      const forged = await givePasskey(other.agent, other.page, keys.helene, { privateKey: stranger });
      expect(wordsOf(forged)).toContain(UNVERIFIED);
      for (const event of await audited('refused_other-realm')) expect(event.accountId).toBeNull();
      const peps = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
      const own = await open({}, undefined, peps);
      const done = await givePasskey(own.agent, own.page, keys.helene);
      expect(await claimsOf(own.request, done, peps)).toMatchObject({ acr: 'phr' });
    });

    test('C7 S1 a suspended account signs in no more; answers that do not verify are counted by network, for an hour', async () => {
      const { database } = poterne.service;
      await database.account.update({ where: { id: keys.lucien.accountId }, data: { status: 'suspended' } });
      const { agent, page } = await open();
      expect(wordsOf(await givePasskey(agent, page, keys.lucien))).toContain('fermé ou suspendu');
      await database.account.update({ where: { id: keys.lucien.accountId }, data: { status: 'active' } });
      passSeconds(3);
      for (let i = 0; i < 20; i += 1) await givePasskey(agent, page, keys.lucien, { privateKey: stranger });
      const held = await givePasskey(agent, page, keys.lucien);
      expect([held.status, Number(held.headers.get('retry-after')) > 3000]).toEqual([429, true]);
      expect(wordsOf(held)).toContain('Plusieurs essais n’ont pas abouti');
      passSeconds(3601);
      const later = await open();
      expect((await givePasskey(later.agent, later.page, keys.lucien)).left).toBeDefined();
    });

    test('S6 options are given to the page’s own script alone', async () => {
      const { agent, page } = await open();
      const address = `${page.url.origin}${page.url.pathname}/passkey/options`;
      expect((await agent.post(address, { csrf: 'x' })).status).toBe(403);
      const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
      expect((await agent.post(address, { csrf }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      for (const posted of ['', '{', '[]', '{"id":"x"}']) {
        expect((await postAnswer(agent, page, posted)).status).toBe(422);
      }
    });
  });

  describe('in place of a code', () => {
    test('I6 after the password it does in place of the code; somebody else’s does not', async () => {
      const { agent, request, page } = await open({ acr_values: 'two-factor' });
      const step = await giveCredentials(agent, page, CLAIRE);
      expect(wordsOf(step)).toContain('Confirmer avec votre empreinte ou votre visage');
      const { allowCredentials } = (await optionsOn(agent, step)) as { allowCredentials?: readonly object[] };
      // The one that was found copied is not asked for.
      expect(allowCredentials).toMatchObject([{ id: keys.claire.credentialId.toString('base64url') }]);
      const foreign = await givePasskey(agent, step, keys.paul);
      expect(wordsOf(foreign)).toContain('celle d’un autre compte');
      const done = await givePasskey(agent, step, keys.claire, { userHandle: null });
      expect(await claimsOf(request, done)).toMatchObject({
        acr: 'two-factor',
        amr: ['pwd', 'pop', 'swk', 'user', 'mfa'],
      });
    });

    test('I2 a closed code entry is opened again by it', async () => {
      const { agent, page } = await open();
      const step = await giveCredentials(agent, page, CLAIRE);
      await closeCodeEntry(keys.claire.accountId);
      const entry = await askForCode(agent, step, 'email');
      expect([entry.status, wordsOf(entry)]).toEqual([429, expect.stringContaining('Utilisez votre empreinte')]);
      expect((await givePasskey(agent, entry, keys.claire)).left).toBeDefined();
      const next = await open();
      const again = await askForCode(next.agent, await giveCredentials(next.agent, next.page, CLAIRE), 'email');
      expect((await typeCode(next.agent, again, poterne.outbox.code(CLAIRE.email))).left).toBeDefined();
    });

    test('C4 no contact is needed, barred or not there: the passkey is asked for alone, or gone without', async () => {
      const { agent, page } = await open();
      const step = await giveCredentials(agent, page, LUCIEN);
      expect([step.status, headingOf(step)]).toEqual([200, 'Confirmez que c’est bien vous']);
      // It vouches for a first contact (I7), which whoever came by the password is asked for.
      expect(headingOf(await givePasskey(agent, step, keys.lucien))).toBe(
        'Où pouvons-nous vous envoyer des codes\u00a0?',
      );
      const other = await open();
      const without = await other.agent.submit(
        await giveCredentials(other.agent, other.page, LUCIEN),
        '/passkey/without',
      );
      expect([without.status, headingOf(without)]).toEqual([403, 'Nous ne pouvons pas vous envoyer de code']);
      const asked = await open({ acr_values: 'phr' });
      const alone = await giveCredentials(asked.agent, asked.page, LUCIEN);
      expect(errorOf(await asked.agent.submit(alone, '/passkey/without'))).toBe('unmet_authentication_requirements');
    });

    test('A5 an action is confirmed on the page that names it, by the passkey alone where the password is old', async () => {
      const { agent } = await signIn(poterne, caf, CLAIRE, { channel: 'sms' });
      passSeconds(60);
      const soon = await pushed(agent);
      expect(wordsOf(soon.page)).toContain('modifier vos coordonnées bancaires');
      const claims = await claimsOf(soon.request, await givePasskey(agent, soon.page, keys.claire));
      expect(claims).toMatchObject({ acr: 'two-factor-fresh' });
      expect(claims['authorization_details']).toMatchObject([{ ...DETAILS, transaction_id: expect.any(String) }]);

      passSeconds(16 * 60);
      const late = await pushed(agent);
      expect(headingOf(late.page)).toBe('Confirmez cette action');
      expect(wordsOf(late.page)).toMatch(/modifier vos coordonnées bancaires sur Mon Compte.*2606/);
      const done = await claimsOf(late.request, await givePasskey(agent, late.page, keys.claire));
      expect(done).toMatchObject({ acr: 'two-factor-fresh' });
      expect(Math.abs(Number(done['auth_time']) - Date.now() / 1000)).toBeLessThan(5);
      expect((await audited('used'))[0]?.data).toMatchObject({ action: DETAILS.type });

      // One who goes on without is asked for the password, then for a code that names it.
      passSeconds(16 * 60);
      const other = await pushed(agent);
      const password = await agent.submit(other.page, '/passkey/without');
      expect(password.html).toContain('name="password"');
      const step = await giveCredentials(agent, password, CLAIRE);
      expect(wordsOf(step)).toContain('modifier vos coordonnées bancaires');
      expect(step.html).not.toContain('data-passkey');
    });

    test('A5 a passkey that signed in where nothing was named, or confirmed another action, confirms nothing', async () => {
      const { agent, page } = await open();
      expect((await givePasskey(agent, page, keys.claire)).left).toBeDefined();
      const one = await pushed(agent);
      const options = await optionsOn(agent, one.page);
      // The same step, asked for another account number: another digest, so another challenge.
      const two = await pushed(agent, { ...DETAILS, iban_last4: '9999' });
      const swapped = await postAnswer(agent, two.page, signWith(keys.claire, options, poterne.origin));
      expect(wordsOf(swapped)).toContain('a expiré');
    });

    test('A5 I6 whoever is signed out gives it once, on the sign-in page that names the action, whatever else is asked', async () => {
      const transactions = new Set<unknown>();
      for (const more of [{}, { prompt: 'login' }, { max_age: '30' }]) {
        const agent = openAgent(poterne.origin);
        const { request, page } = await pushed(agent, DETAILS, more);
        expect(headingOf(page)).toBe('Connectez-vous');
        expect(wordsOf(page)).toMatch(
          /Mon Compte vous demande une confirmation pour modifier vos coordonnées bancaires.*2606/,
        );
        expect(wordsOf(page)).toContain('Se connecter et confirmer avec votre empreinte ou votre visage');
        const claims = await claimsOf(request, await givePasskey(agent, page, keys.claire));
        expect(claims).toMatchObject({ acr: 'two-factor-fresh', authorization_details: [{ ...DETAILS }] });
        const [echoed] = claims['authorization_details'] as ReadonlyArray<{ transaction_id: string }>;
        transactions.add(echoed?.transaction_id);
        expect((await audited('used'))[0]?.data).toMatchObject({ action: DETAILS.type });
        // It counts for this request alone: the next one asks, on the page that names it.
        expect(headingOf((await pushed(agent)).page)).toBe('Confirmez cette action');
      }
      expect(transactions.size).toBe(3);
    });

    test('A5 given on a sign-in page that named nothing, another action or another person’s, it signs in and confirms nothing', async () => {
      // A page that does not say what it is for asks so, whatever made it.
      const unnamed = openAgent(poterne.origin);
      const fresh = await pushed(unnamed);
      const silent = { ...fresh.page, html: fresh.page.html.replaceAll('?names=action', '') };
      const step = await givePasskey(unnamed, silent, keys.claire);
      expect(wordsOf(step)).toContain('modifier vos coordonnées bancaires');
      expect((await audited('used'))[0]?.data).not.toHaveProperty('action');
      expect(await claimsOf(fresh.request, await givePasskey(unnamed, step, keys.claire))).toMatchObject({
        acr: 'two-factor-fresh',
      });

      // Two tabs of one browser: the answer to the one is none for the other, and none twice.
      const agent = openAgent(poterne.origin);
      const one = await pushed(agent);
      const two = await pushed(agent, { ...DETAILS, iban_last4: '9999' });
      const posted = signWith(keys.claire, await optionsOn(agent, one.page), poterne.origin);
      expect(wordsOf(await postAnswer(agent, two.page, posted))).toContain('a expiré');
      // Somebody else at the page acts for themselves; who comes after them confirms with a passkey of their own.
      const done = await postAnswer(agent, one.page, posted);
      expect((await claimsOf(one.request, done))['authorization_details']).toMatchObject([DETAILS]);
      expect(wordsOf(await postAnswer(agent, two.page, posted))).toContain('a expiré');
      const next = await pushed(agent, DETAILS, { prompt: 'login' });
      const own = await claimsOf(next.request, await givePasskey(agent, next.page, keys.paul));
      const after = await pushed(agent);
      expect(wordsOf(await givePasskey(agent, after.page, keys.claire))).toContain('celle d’un autre compte');
      expect((await claimsOf(after.request, await givePasskey(agent, after.page, keys.paul)))['sub']).toBe(own['sub']);
    });

    test('A5 I9 number and password on the same page lead to the code that names it; a kiosk’s page asks for no passkey', async () => {
      const agent = openAgent(poterne.origin);
      const { page } = await pushed(agent);
      const wrong = await giveCredentials(agent, page, { ...CLAIRE, password: '00000000' });
      expect(wordsOf(wrong)).toContain('modifier vos coordonnées bancaires');
      const step = await giveCredentials(agent, wrong, CLAIRE);
      expect(wordsOf(step)).toMatch(/code de 6 chiffres pour modifier vos coordonnées bancaires/);
      // The sign-in page of the back button: its step is over, and its challenge with it.
      const late = await postAnswer(agent, page, signWith(keys.claire, await optionsOn(agent, step), poterne.origin));
      expect(late.left).toBeUndefined();
      const kiosk = await relyingParty(poterne, { clientId: 'kiosk' });
      const shared = openAgent(poterne.origin);
      const there = await pushed(shared, DETAILS, {}, kiosk);
      expect(there.page.html).not.toContain('data-passkey');
      expect(wordsOf(await giveCredentials(shared, there.page, CLAIRE))).toContain(
        'modifier vos coordonnées bancaires',
      );
    });

    test('A5 I2 where code entry is closed, the page names the action that its passkey confirms', async () => {
      const agent = openAgent(poterne.origin);
      const { request, page } = await pushed(agent);
      const step = await giveCredentials(agent, page, CLAIRE);
      await closeCodeEntry(keys.claire.accountId);
      const closed = await askForCode(agent, step, 'sms');
      expect([closed.status, wordsOf(closed)]).toEqual([
        429,
        expect.stringContaining('pour modifier vos coordonnées bancaires'),
      ]);
      expect(await claimsOf(request, await givePasskey(agent, closed, keys.claire))).toMatchObject({
        acr: 'two-factor-fresh',
      });
    });

    test('I6 A2 a passkey that is removed takes what it proved with it, in every session, and leaves what else was proved', async () => {
      const key = await keepPasskey(poterne, PAUL.familyName);
      const stolen = await open();
      expect((await givePasskey(stolen.agent, stolen.page, key)).left).toBeDefined();
      const { agent } = await signIn(poterne, caf, PAUL, { channel: 'email' });
      const up = await open({ acr_values: 'phr' }, agent);
      expect(await claimsOf(up.request, await givePasskey(agent, up.page, key))).toMatchObject({ acr: 'phr' });
      passSeconds(60);
      for (const each of [stolen.agent, agent]) {
        expect((await open({ prompt: 'none', acr_values: 'phr' }, each)).page.left?.searchParams.has('code')).toBe(
          true,
        );
      }
      await poterne.service.database.passkey.delete({ where: { id: key.id } });
      passSeconds(3);
      expect(errorOf((await open({ prompt: 'none' }, stolen.agent)).page)).toBe('login_required');
      expect(headingOf((await open({}, stolen.agent)).page)).toBe('Confirmez que c’est bien vous');
      const rest = await open({ prompt: 'none' }, agent);
      expect(await claimsOf(rest.request, rest.page)).toMatchObject({ acr: 'two-step', amr: ['pwd', 'otp', 'mail'] });
    });

    test('I7 a provisional password stays to be replaced, and is not by who came by passkey', async () => {
      const { database } = poterne.service;
      await database.credential.updateMany({
        where: { accountId: keys.paul.accountId, kind: 'password' },
        data: { state: 'compromised' },
      });
      passSeconds(3);
      const byPasskey = await open();
      expect((await givePasskey(byPasskey.agent, byPasskey.page, keys.paul)).left).toBeDefined();
      const byPassword = await open();
      const step = await giveCredentials(byPassword.agent, byPassword.page, PAUL);
      expect(headingOf(await givePasskey(byPassword.agent, step, keys.paul))).toMatch(/mot de passe/);
    });
  });
});

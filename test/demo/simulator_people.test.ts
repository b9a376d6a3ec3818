/** F6 the rules of docs/simulator.md for people, sessions, ways out and sign-out. */
import { get } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FAILURES } from '../../demo/simulator/failures.js';
import { wrongFields } from '../../demo/simulator/identity_rules.js';
import { peopleOf, provedBy } from '../../demo/simulator/people.js';
import { installMovingTime, passSeconds } from '../harness/moving_time.js';
import { CLIENT_ID, openParty, type Party, SECRET } from './simulator_party.js';
import { openBrowser, type Page, type SmallBrowser } from './small_browser.js';

const PLUS = 'franceconnect-plus';
const LOW = 'franceconnect';
const NET = 'net-entreprises';
const A_DAY_SECONDS = 24 * 3600;

installMovingTime();
let party: Party;
beforeAll(async () => {
  party = await openParty();
});
afterAll(() => party.close());

const codeOf = (page: Pick<Page, 'html'>) => /<p class="code">(\w+)</.exec(page.html)?.[1];
const answerOf = (page: Page) => Object.fromEntries(page.url.searchParams);

async function firstPage(browser: SmallBrowser, platform: typeof PLUS | typeof LOW | typeof NET = PLUS) {
  return browser.get(party.ask(platform).url);
}

describe('identities', () => {
  const low = async (person: string) => {
    const { userinfo } = await party.signIn(LOW, { person });
    const { sub, iss, aud, exp, iat, ...claims } = userinfo;
    return claims;
  };

  test('F6 S21 every person has the formats of the documentation, save whom the platform refuses', () => {
    const people = peopleOf({ people: 'civil' });
    expect(people.length).toBeGreaterThanOrEqual(14);
    const bad = people.filter((person) => wrongFields(provedBy(person, person.identity), 'civil').length > 0);
    expect(bad.map(({ id }) => id)).toEqual(['basile-morin']);
    const employers = peopleOf({ people: 'establishment' });
    for (const person of employers) expect(wrongFields(provedBy(person, person.identity), 'establishment')).toEqual([]);
  });

  test('F6 S21 born in Corsica, with two first names', async () => {
    expect(await low('andria-santoni')).toEqual({
      given_name: 'Andria Paul',
      given_name_array: ['Andria', 'Paul'],
      family_name: 'SANTONI',
      birthdate: '1990-03-26',
      idp_birthdate: '1990-03-26',
      gender: 'male',
      birthplace: '2A004',
      birthcountry: '99100',
      email: 'andria@example.test',
    });
  });

  test('F6 S21 born abroad: an empty birthplace; no e-mail: no claim', async () => {
    const claims = await low('nadia-belkacem');
    expect(claims).toMatchObject({ birthplace: '', birthcountry: '99352' });
    expect(claims).not.toHaveProperty('email');
  });

  test('F6 S21 a presumed day or month is the first, and 00 as the identity provider has it', async () => {
    expect(await low('aminata-traore')).toMatchObject({ birthdate: '1992-11-01', idp_birthdate: '1992-11-00' });
    expect(await low('van-an-nguyen')).toMatchObject({ birthdate: '1958-01-01', idp_birthdate: '1958-00-00' });
  });

  test('F6 S21 compound names, usage name, unspecified gender, apostrophe and accents', async () => {
    expect(await low('jean-paul-roussel')).toMatchObject({
      given_name: 'Jean Paul René',
      given_name_array: ['Jean Paul', 'René'],
    });
    expect(await low('jean-baptiste-bernard')).toMatchObject({ given_name: 'Jean-Baptiste' });
    expect(await low('sophie-bernard')).toMatchObject({ family_name: 'BERNARD', preferred_username: 'DUPUIS' });
    expect(await low('camille-moreau')).toMatchObject({ gender: 'unspecified' });
    expect(await low('maelys-lheritier')).toMatchObject({ family_name: "L'HÉRITIER-ÇELIK" });
  });

  test('F6 S21 through the eIDAS bridge: free text birthplace, no gender, amr eidas, no RNIPP', async () => {
    const pieter = await party.signIn(PLUS, { person: 'pieter-janssens' });
    expect(pieter.userinfo).toMatchObject({ birthplace: 'Antwerpen', birthcountry: '99131' });
    expect(pieter.idToken.claims['amr']).toContain('eidas');
    expect(Object.keys(pieter.userinfo).filter((claim) => claim.startsWith('rnipp_'))).toEqual([]);
    const astrid = await low('astrid-lindqvist');
    expect(astrid).not.toHaveProperty('birthplace');
    expect(astrid).not.toHaveProperty('gender');
  });

  test('F6 S22 rnipp_* say what the RNIPP says, on FranceConnect+ only', async () => {
    const { userinfo } = await party.signIn(PLUS, { person: 'helene-chevalier' });
    expect(userinfo).toMatchObject({
      given_name: 'Helene',
      rnipp_given_name: 'Hélène Marie',
      rnipp_given_name_array: ['Hélène', 'Marie'],
      rnipp_birthplace: '21231',
    });
    expect(userinfo).not.toHaveProperty('given_name_array');
    expect(await low('helene-chevalier')).not.toHaveProperty('rnipp_given_name');
  });

  test('F6 S19 sub is 64 hexadecimal characters and v1, stable per person, of one platform', async () => {
    const [first, again, other, elsewhere] = [
      await party.signIn(PLUS),
      await party.signIn(PLUS, { parameters: { acr_values: 'eidas2' } }),
      await party.signIn(PLUS, { person: 'karim-benali' }),
      await party.signIn(LOW),
    ].map(({ idToken }) => idToken.claims.sub);
    expect(first).toMatch(/^[0-9a-f]{64}v1$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(elsewhere).not.toBe(first);
  });

  test('F6 S19 an edited identity is another person, an edited e-mail is not', async () => {
    const { claims: before } = (await party.signIn(PLUS)).idToken;
    const edit = async (changes: Record<string, string>) => {
      const browser = openBrowser();
      const { url, verifier } = party.ask(PLUS);
      const page = await browser.get(url);
      const form = await browser.post(page.url.href, {
        personne: 'claire-martin',
        niveau: 'eidas3',
        suite: 'modifier',
      });
      expect(form.html).toContain('value="MARTIN"');
      const back = await browser.post(`${page.url.href}/identite`, {
        personne: 'claire-martin',
        niveau: 'eidas3',
        ...changes,
      });
      const tokens = await party.redeem(PLUS, back.url, verifier);
      const { claims } = await party.openToken(PLUS, String(tokens.body['id_token']));
      const answer = await party.userinfo(PLUS, tokens.body['access_token']);
      return { sub: claims.sub, userinfo: (await party.openToken(PLUS, await answer.text())).claims };
    };
    const moved = await edit({ email: 'claire.martin@autre.example.test' });
    expect(moved).toMatchObject({ sub: before.sub, userinfo: { email: 'claire.martin@autre.example.test' } });
    const renamed = await edit({ givenNames: 'Jean Paul, Claire', gender: 'unspecified' });
    expect(renamed.sub).not.toBe(before.sub);
    expect(renamed.userinfo).toMatchObject({ given_name: 'Jean Paul Claire', rnipp_gender: 'unspecified' });
  });

  test.each([
    ['raymonde-gauthier', 'eidas3', 'Y010015', 'access_denied'],
    ['basile-morin', 'eidas3', 'Y600006', 'server_error'],
    ['claire-martin', 'eidas2', 'Y100018', 'server_error'],
  ])('F6 S23 %s at %s stops at %s, and the service receives %s', async (person, level, code, error) => {
    const browser = openBrowser();
    const page = await firstPage(browser);
    const stopped = await party.choose(browser, page, person, level);
    expect({ status: stopped.status, code: codeOf(stopped) }).toEqual({ status: 403, code });
    const back = await browser.post(`${page.url.href}/retour`, { echec: code });
    expect(answerOf(back)).toMatchObject({ error, iss: party.simulator.issuers[PLUS] });
  });
});

describe('sessions', () => {
  beforeEach(() => passSeconds(A_DAY_SECONDS));
  const EIDAS2 = { acr_values: 'eidas2' };

  /** Does the platform ask the person again? */
  async function asksAgain(browser: SmallBrowser, platform: typeof PLUS | typeof LOW, parameters = {}) {
    const page = await browser.get(party.ask(platform, parameters).url);
    return !page.url.href.startsWith(party.callbackUri);
  }

  test('F6 S24 at eidas2 the session of FranceConnect+ answers for 600 seconds that do not slide', async () => {
    const browser = openBrowser();
    const first = await party.signIn(PLUS, { browser, level: 'eidas2', parameters: EIDAS2 });
    passSeconds(400);
    const second = await party.signIn(PLUS, { browser, parameters: { ...EIDAS2, prompt: 'login' } });
    expect(second.idToken.claims).toMatchObject({
      acr: 'eidas2',
      sub: first.idToken.claims.sub,
      auth_time: first.idToken.claims['auth_time'],
    });
    passSeconds(190);
    expect(await asksAgain(browser, PLUS, EIDAS2)).toBe(false);
    passSeconds(15);
    expect(await asksAgain(browser, PLUS, EIDAS2)).toBe(true);
  });

  test('F6 S24 at eidas3 it never does, and one proved at eidas3 answers for eidas2 as eidas2', async () => {
    const browser = openBrowser();
    const first = await party.signIn(PLUS, { browser });
    expect(await asksAgain(browser, PLUS)).toBe(true);
    const lower = await party.signIn(PLUS, { browser, parameters: EIDAS2 });
    expect(lower.idToken.claims).toMatchObject({ acr: 'eidas2', auth_time: first.idToken.claims['auth_time'] });
  });

  test('F6 S25 the session of FranceConnect slides, 1800 seconds at a time', async () => {
    const browser = openBrowser();
    await party.signIn(LOW, { browser });
    for (const _ of [1, 2]) {
      passSeconds(1700);
      expect(await asksAgain(browser, LOW)).toBe(false);
    }
    passSeconds(1801);
    expect(await asksAgain(browser, LOW)).toBe(true);
  });

  test('F6 S26 somebody else may prove themselves in the same browser', async () => {
    const browser = openBrowser();
    const claire = await party.signIn(PLUS, { browser });
    const karim = await party.signIn(PLUS, { browser, person: 'karim-benali' });
    expect(karim.userinfo).toMatchObject({ family_name: 'BENALI' });
    expect(karim.idToken.claims.sub).not.toBe(claire.idToken.claims.sub);
  });

  test('F6 S24 an interaction left for more than 600 seconds is over', async () => {
    const browser = openBrowser();
    const page = await firstPage(browser);
    passSeconds(601);
    const late = await party.choose(browser, page, 'claire-martin', 'eidas3');
    expect(late.status).toBe(400);
    expect(late.html).toContain('Cette demande n’est plus ouverte');
  });
});

describe('ways out', () => {
  test('F6 S27 who cancels goes back with access_denied, “User auth aborted”', async () => {
    const browser = openBrowser();
    const page = await firstPage(browser);
    const back = await browser.post(`${page.url.href}/annuler`);
    expect(answerOf(back)).toMatchObject({ error: 'access_denied', error_description: 'User auth aborted' });
  });

  test('F6 S28 every documented failure can be had, behind its page where it has one', async () => {
    for (const { code, hasPage, error } of FAILURES) {
      const browser = openBrowser();
      const page = await firstPage(browser, LOW);
      let back = await browser.post(`${page.url.href}/echouer`, { echec: code });
      if (hasPage) {
        expect(codeOf(back)).toBe(code);
        back = await browser.post(`${page.url.href}/retour`, { echec: code });
      }
      expect({ code, ...answerOf(back) }).toMatchObject({ code, error, iss: party.simulator.issuers[LOW] });
      expect(answerOf(back)['state']).toHaveLength(43);
    }
  });
});

describe('sign-out', () => {
  const endOf = (platform: typeof PLUS | typeof NET, parameters: Record<string, string>) =>
    `${party.simulator.endpointsOf(platform).end_session_endpoint}?${new URLSearchParams(parameters)}`;

  test('F6 S29 the session ends and the browser goes back with its state', async () => {
    const browser = openBrowser();
    const { idToken } = await party.signIn(PLUS, { browser, level: 'eidas2', parameters: { acr_values: 'eidas2' } });
    const state = 'etat-de-la-deconnexion-000000000';
    const page = await browser.get(
      endOf(PLUS, { id_token_hint: idToken.jws, post_logout_redirect_uri: party.signedOutUri, state }),
    );
    expect(page.url.href).toBe(`${party.signedOutUri}?state=${state}`);
    const again = await browser.get(party.ask(PLUS, { acr_values: 'eidas2' }).url);
    expect(again.url.pathname).toContain('/interaction/');
    // without a session left, the way back is the same
    const twice = await browser.get(
      endOf(PLUS, { id_token_hint: idToken.jws, post_logout_redirect_uri: party.signedOutUri }),
    );
    expect(twice.url.href).toBe(party.signedOutUri);
  });

  test('F6 S29 the hint is the decrypted id_token with its at_hash: Y000400 or Y100019 otherwise', async () => {
    const honest = await party.signIn(PLUS);
    party.simulator.misbehave(PLUS, 'no-at-hash');
    const without = await party.signIn(PLUS);
    party.simulator.misbehave(PLUS, undefined);
    const stopped = async (parameters: Record<string, string>) => {
      const answer = await fetch(endOf(PLUS, parameters), { headers: { accept: 'text/html,*/*' } });
      return codeOf({ html: await answer.text() });
    };
    const post_logout_redirect_uri = party.signedOutUri;
    expect(await stopped({ post_logout_redirect_uri })).toBe('Y000400');
    const encrypted = String(honest.tokens.body['id_token']);
    expect(await stopped({ id_token_hint: encrypted, post_logout_redirect_uri })).toBe('Y000400');
    expect(await stopped({ id_token_hint: without.idToken.jws, post_logout_redirect_uri })).toBe('Y100019');
    const elsewhere = 'http://localhost:9/ailleurs';
    const { jws } = honest.idToken;
    expect(await stopped({ id_token_hint: jws, post_logout_redirect_uri: elsewhere })).toBe('Y000400');
    expect(await stopped({ id_token_hint: `${jws.slice(0, -4)}AAAA`, post_logout_redirect_uri })).toBe('Y000400');
  });

  test('F6 S29 a day later, and without a return address, a page says that it is done', async () => {
    const browser = openBrowser();
    const { idToken } = await party.signIn(NET, { browser });
    passSeconds(A_DAY_SECONDS);
    const page = await browser.get(endOf(NET, { id_token_hint: idToken.jws }));
    expect(page.html).toContain('Session simulée fermée');
  });

  test('F6 S30 a revoked access token reads no userinfo', async () => {
    const { tokens } = await party.signIn(PLUS);
    const token = String(tokens.body['access_token']);
    const revoke = (secret: string) =>
      fetch(`${party.simulator.issuers[PLUS]}/token/revocation`, {
        method: 'POST',
        body: new URLSearchParams({ token, client_id: CLIENT_ID, client_secret: secret }),
      });
    expect((await revoke('faux')).status).toBe(401);
    expect((await party.userinfo(PLUS, token)).status).toBe(200);
    expect((await revoke(SECRET)).status).toBe(200);
    expect((await party.userinfo(PLUS, token)).status).toBe(401);
  });
});

describe('server', () => {
  test('F6 O1 S32 answers to its own host names, opens to no other origin, has its own cookie names', async () => {
    const { url } = party.simulator;
    const { port } = new URL(url);
    const foreign = await new Promise<number | undefined>((resolve) =>
      get({ port, host: '127.0.0.1', headers: { host: 'simulateur.example.test' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }),
    );
    expect(foreign).toBe(421);
    for (const path of ['/.well-known/openid-configuration', '/jwks', '/token', '/userinfo']) {
      const answer = await fetch(`${party.simulator.issuers[PLUS]}${path}`, {
        headers: { origin: 'http://localhost:9' },
      });
      const names = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
      expect({ path, names }).toEqual({ path, names: [] });
    }
    const browser = openBrowser();
    const page = await firstPage(browser);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const refused = await fetch(page.url, { method: 'POST', headers: { origin: 'http://localhost:9' } });
    expect(refused.status).toBe(403);
    const started = await fetch(party.ask(PLUS).url, { redirect: 'manual' });
    const names = started.headers.getSetCookie().map((cookie) => cookie.split('=')[0]);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^simulateur\.franceconnect-plus\./);
  });

  test('F6 S32 an address that is nothing, or a request that oidc-provider refuses, has a page', async () => {
    const nothing = await openBrowser().get(`${party.simulator.url}/nulle-part`);
    expect({ status: nothing.status, found: nothing.html.includes('Page introuvable') }).toEqual({
      status: 404,
      found: true,
    });
    const inside = await openBrowser().get(`${party.simulator.issuers[PLUS]}/nulle-part`);
    expect(inside.status).toBe(404);
    const unknown = await openBrowser().get(party.ask(NET, { client_id: 'inconnu' }).url);
    expect(codeOf(unknown)).toBe('Y000400');
  });
});

/** F1 to F5, A1 to A4: signing in by FranceConnect+, FranceConnect and Net-entreprises, through the simulator. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { ANDRIA, CLAIRE, FEDERATED_PEOPLE, HELENE, KARIM, SOPHIE } from '../harness/federated_people.js';
import { type FederatedPoterne, goThrough, startFederatedPoterne, upstreamHref } from '../harness/federation.js';
import { passSeconds } from '../harness/moving_time.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  type Request,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import { SIGNED_OUT } from '../harness/scenario.js';

describe('signing in by an upstream', () => {
  let poterne: FederatedPoterne;
  let caf: RelyingParty;
  let peps: RelyingParty;
  beforeAll(async () => {
    poterne = await startFederatedPoterne({ name: 'federation', accounts: FEDERATED_PEOPLE });
    caf = await relyingParty(poterne, { scope: 'openid profile' });
    peps = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
  });
  afterAll(() => poterne.close());

  const ask = async (parameters: Record<string, string> = {}, party = caf, agent = openAgent(poterne.origin)) => {
    const request = await party.request(parameters);
    return { agent, request, page: await agent.get(request.url) };
  };
  const claimsOf = async (request: Request, page: AgentPage, party = caf) => {
    if (!page.left) throw new Error(`the sign-in stopped at: ${headingOf(page)}`);
    return ((await party.redeem(request, page.left)).claims() ?? {}) as Record<string, unknown>;
  };
  const notices = async (to: string | undefined) => {
    // What falls close together waits to leave as one message (U2).
    passSeconds(301);
    await poterne.service.sendNotices();
    return poterne.outbox.messages.filter(
      (message) => message.to === to && /FranceConnect|Net-entreprises/.test(message.text),
    );
  };

  test('F1 F4 a first visit links on a certain match, tells the person, and is remembered', async () => {
    const first = await ask();
    expect(first.page.html.indexOf('/federation/franceconnect-plus')).toBeLessThan(
      first.page.html.indexOf('name="password"'),
    );
    const page = await goThrough(first.agent, first.page, { person: 'claire-martin' });
    const claims = await claimsOf(first.request, page);
    expect(claims).toMatchObject({ acr: 'eidas2', amr: expect.arrayContaining(['fc']) });
    expect(await notices(CLAIRE.email)).toHaveLength(1);
    expect(await notices(CLAIRE.mobile)).toHaveLength(1);

    const second = await ask();
    const again = await claimsOf(second.request, await goThrough(second.agent, second.page));
    expect(again['sub']).toBe(claims['sub']);
    expect(await notices(CLAIRE.email)).toHaveLength(1);
    // The same account as by number, password and code.
    const local = await signIn(poterne, caf, CLAIRE);
    expect((await caf.redeem(local.request, local.callback)).claims()?.sub).toBe(claims['sub']);
  });

  test('A4 F1 eidas3 is asked upstream, checked and relayed; a password has no place there', async () => {
    const { agent, request, page } = await ask({ acr_values: 'eidas3' });
    expect(page.html).not.toContain('name="password"');
    expect(upstreamHref(page, 'franceconnect')).toBeUndefined();
    const claims = await claimsOf(request, await goThrough(agent, page));
    expect(claims['acr']).toBe('eidas3');
  });

  test('A4 a session of two steps goes through FranceConnect+ when a portal asks for eidas2', async () => {
    const { agent } = await signIn(poterne, caf, CLAIRE);
    const { request, page } = await ask({ acr_values: 'eidas2' }, caf, agent);
    expect(headingOf(page)).toBe('Prouvez votre identité');
    const claims = await claimsOf(request, await goThrough(agent, page));
    expect(claims['acr']).toBe('eidas2');
    expect(claims['amr']).toEqual(expect.arrayContaining(['pwd', 'otp', 'mail', 'fc']));
  });

  test('A4 of eidas2 and two-factor, who has no FranceConnect+ chooses the password and a code by SMS', async () => {
    const { agent, request, page } = await ask({ acr_values: 'eidas2 two-factor' });
    expect(upstreamHref(page, 'franceconnect-plus')).toBeDefined();
    const choice = await giveCredentials(agent, page, SOPHIE);
    const entry = await askForCode(agent, choice, 'sms');
    const claims = await claimsOf(request, await typeCode(agent, entry, poterne.outbox.code(SOPHIE.mobile)));
    expect(claims['acr']).toBe('two-factor');
  });

  test('A1 F4 FranceConnect never links by itself; proved once, it opens the account with a code beside it', async () => {
    const { agent, request, page } = await ask();
    const unmatched = await goThrough(agent, page, { platform: 'franceconnect', person: 'karim-benali' });
    expect(headingOf(unmatched)).toBe('Rattachez votre compte une seule fois');
    const login = await agent.get(new URL(/href="([^"]*\/login\/link)"/.exec(unmatched.html)?.[1] ?? '', page.url));
    expect(headingOf(login)).toBe('Prouvez que ce compte est à vous');
    const choice = await giveCredentials(agent, login, KARIM);
    const entry = await askForCode(agent, choice);
    const question = await typeCode(agent, entry, poterne.outbox.code(KARIM.email));
    expect(headingOf(question)).toBe('Rattacher FranceConnect à votre compte\u00a0?');
    const done = await agent.submit(question, '/link_identity', { decision: 'link' });
    expect((await claimsOf(request, done))['acr']).toBe('two-step');
    expect(await notices(KARIM.email)).toHaveLength(1);

    const later = await ask();
    const codes = await goThrough(later.agent, later.page, { platform: 'franceconnect', person: 'karim-benali' });
    const typed = await typeCode(later.agent, await askForCode(later.agent, codes), poterne.outbox.code(KARIM.email));
    const claims = await claimsOf(later.request, typed);
    expect(claims['acr']).toBe('two-step');
    expect(claims['amr']).not.toContain('mfa');
    // Asked by name, FranceConnect's own level is what the portal gets, the floor's code beside it.
    const relayed = await ask({ acr_values: 'eidas1' }, caf, later.agent);
    expect((await claimsOf(relayed.request, relayed.page))['acr']).toBe('eidas1');
  });

  test('F4 nobody is linked who says no, and the sign-in goes on without it', async () => {
    const { agent, request, page } = await ask();
    const unmatched = await goThrough(agent, page, { platform: 'franceconnect', person: 'sophie-bernard' });
    const login = await agent.get(new URL(/href="([^"]*\/login\/link)"/.exec(unmatched.html)?.[1] ?? '', page.url));
    const entry = await askForCode(agent, await giveCredentials(agent, login, SOPHIE));
    const question = await typeCode(agent, entry, poterne.outbox.code(SOPHIE.email));
    const done = await agent.submit(question, '/link_identity', { decision: 'leave' });
    expect(await claimsOf(request, done)).toMatchObject({ acr: 'two-step', amr: ['pwd', 'otp', 'mail'] });
    expect(await notices(SOPHIE.email)).toHaveLength(0);
  });

  test('F4 an identity is never linked to somebody else’s account, whoever proves it', async () => {
    const { agent, request, page } = await ask();
    const unmatched = await goThrough(agent, page, { person: 'thibault-vasseur' });
    expect(headingOf(unmatched)).toBe('Nous n’avons pas trouvé de dossier à cette identité');
    const login = await agent.get(new URL(/href="([^"]*\/login\/link)"/.exec(unmatched.html)?.[1] ?? '', page.url));
    const entry = await askForCode(agent, await giveCredentials(agent, login, SOPHIE));
    const refused = await typeCode(agent, entry, poterne.outbox.code(SOPHIE.email));
    expect(refused.status).toBe(409);
    expect(headingOf(refused)).toBe('Cette identité n’est pas celle du titulaire du compte');
    // Even a form made by hand links nothing.
    const forced = await agent.submit(refused, '/link_identity', { decision: 'link' });
    expect(forced.status).toBe(409);
    const done = await agent.submit(forced, '/link_identity', { decision: 'leave' });
    expect((await claimsOf(request, done))['amr']).toEqual(['pwd', 'otp', 'mail']);
  });

  test('F4 no file under this identity: the page says so and keeps the other ways', async () => {
    const { agent, page } = await ask();
    const unmatched = await goThrough(agent, page, { person: 'aminata-traore' });
    expect(wordsOf(unmatched)).toContain('Vous n’avez pas encore de compte');
    const back = await agent.get(new URL(/class="link" href="([^"]+)"/.exec(unmatched.html)?.[1] ?? '', page.url));
    expect(headingOf(back)).toBe('Connectez-vous');
  });

  test('F1 A4 a session that FranceConnect+ kept does not make a sign-in fresh: a code is asked', async () => {
    const there = openAgent(poterne.simulator.url);
    const first = await ask();
    await claimsOf(first.request, await goThrough(first.agent, first.page, { there, person: 'andria-santoni' }));
    passSeconds(120);
    const { agent, request, page } = await ask({ acr_values: 'two-step-fresh', prompt: 'login' });
    // prompt=login: what FranceConnect+ answers out of its own session is no new proof, and eidas3 is asked then.
    const back = await goThrough(agent, page, { there });
    expect(headingOf(back)).toBe('Confirmez que c’est bien vous');
    const done = await goThrough(agent, back, { there, person: 'andria-santoni' });
    expect((await claimsOf(request, done))['acr']).toBe('two-step-fresh');

    passSeconds(120);
    const other = await ask({ acr_values: 'two-step-fresh' });
    const codes = await goThrough(other.agent, other.page, { there });
    const typed = await typeCode(other.agent, await askForCode(other.agent, codes), poterne.outbox.code(ANDRIA.email));
    expect((await claimsOf(other.request, typed))['acr']).toBe('two-step-fresh');
  });

  test('C4 F1 after a recovery, FranceConnect+ out of an older session of its own opens the account', async () => {
    const there = openAgent(poterne.simulator.url);
    const native = await relyingParty(poterne, { scope: 'openid offline_access' });
    const first = await ask({}, native);
    const before = await goThrough(first.agent, first.page, { there, person: 'andria-santoni' });
    const tokens = await native.redeem(first.request, before.left as URL);
    passSeconds(120);
    const early = await ask({ prompt: 'none' }, native, first.agent);
    await poterne.service.database.account.updateMany({
      where: { familyName: ANDRIA.familyName },
      data: { signInsVoidBefore: new Date(), keptSession: null },
    });
    passSeconds(3);
    const second = await ask({}, native);
    const after = await goThrough(second.agent, second.page, { there });
    const renewed = await native.redeem(second.request, after.left as URL);
    // What it says of the person is as old as it is; what counts is when it was said to us.
    expect(renewed.claims()?.auth_time).toBe(tokens.claims()?.auth_time);
    let refresh = renewed.refresh_token ?? '';
    for (const _turn of [1, 2]) {
      const next = await native.refreshRaw(refresh);
      expect(next.status).toBe(200);
      refresh = String(next.body['refresh_token']);
    }
    // Neither a token nor a code of before yields anything.
    expect(await native.refreshRaw(tokens.refresh_token ?? '')).toMatchObject({ body: { error: 'invalid_grant' } });
    const late = await native.redeemRaw(early.request, early.page.left as URL);
    expect(late).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('F3 Net-entreprises is one factor, matched by SIRET and person; the realm’s SMS code follows', async () => {
    const { agent, request, page } = await ask({}, peps);
    const codes = await goThrough(agent, page, { platform: 'net-entreprises', person: 'helene-leroy' });
    expect(headingOf(codes)).toMatch(/code/);
    const entry = await askForCode(agent, codes, 'sms');
    const claims = await claimsOf(request, await typeCode(agent, entry, poterne.outbox.code(HELENE.mobile)), peps);
    expect(claims).toMatchObject({ acr: 'two-factor', amr: ['pwd', 'otp', 'sms', 'mfa'] });
  });

  test('F3 P9 nothing of one realm’s upstreams is offered or taken in the other', async () => {
    const { agent, page } = await ask({}, peps);
    expect(upstreamHref(page, 'franceconnect-plus')).toBeUndefined();
    const elsewhere = await agent.get(new URL(`${page.url.pathname}/federation/franceconnect-plus`, page.url));
    expect(elsewhere.left).toBeUndefined();
    expect(headingOf(elsewhere)).toBe('Connectez-vous');
  });

  test('F5 signing out ends our session first, then FranceConnect+’s, then leads to the portal', async () => {
    const there = openAgent(poterne.simulator.url);
    const { agent, request, page } = await ask();
    const tokens = await caf.redeem(request, (await goThrough(agent, page, { there })).left ?? page.url);
    const address = new URL(`${poterne.issuer('allocataires')}/session/end`);
    address.search = String(
      new URLSearchParams({ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: SIGNED_OUT, state: 'abc' }),
    );
    const confirm = await agent.get(address);
    const leaving = await agent.submit(confirm, '/session/end/confirm', { logout: 'yes' });
    expect(headingOf(leaving)).toBe('Déconnexion de FranceConnect+');
    const hop = new URL(/url=(.*)$/.exec(leaving.headers.get('refresh') ?? '')?.[1] ?? '');
    expect(hop.origin).toBe(poterne.simulator.url);
    // Ours is over already, whatever becomes of the hop.
    expect((await agent.get((await caf.request({ prompt: 'none' })).url)).left?.searchParams.get('error')).toBe(
      'login_required',
    );
    let back = await there.get(hop);
    if (!back.left) back = await there.submit(back, '/session/end/confirm', { logout: 'yes' });
    const portal = await agent.get(back.left ?? hop);
    expect(portal.left?.href).toBe(`${SIGNED_OUT}?state=abc`);
    // FranceConnect+ knows nobody any more.
    const next = await ask();
    const asksAgain = await goThrough(next.agent, next.page, { there, stop: 'cancel' });
    expect(headingOf(asksAgain)).toBe('Vous avez arrêté la connexion avec FranceConnect+');
  });

  test('F5 an upstream that is down is skipped at sign-out', async () => {
    const { agent, request, page } = await ask();
    const tokens = await caf.redeem(request, (await goThrough(agent, page)).left ?? page.url);
    passSeconds(15);
    poterne.simulator.misbehave('franceconnect-plus', 'down');
    try {
      const address = new URL(`${poterne.issuer('allocataires')}/session/end`);
      address.search = String(
        new URLSearchParams({ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: SIGNED_OUT }),
      );
      const done = await agent.submit(await agent.get(address), '/session/end/confirm', { logout: 'yes' });
      expect(done.left?.href).toBe(SIGNED_OUT);
    } finally {
      poterne.simulator.misbehave('franceconnect-plus', undefined);
    }
  });
});

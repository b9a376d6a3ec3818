/** A5: a code for one action is never good for another, nor twice, nor for somebody else; each attempt is audited. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { DEMONSTRATION_ACTIONS } from '../../demo/actions.js';
import { type Agent, type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { until } from '../harness/key_commands.js';
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
import { CLAIRE, PAUL, PORTAL } from '../harness/scenario.js';

const [BANK] = DEMONSTRATION_ACTIONS;
const TYPE = BANK?.type ?? '';
const DETAILS = { type: TYPE, iban_last4: '2606' };

describe('sensitive actions', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  let agent: Agent;
  beforeAll(async () => {
    const actions = DEMONSTRATION_ACTIONS.map((action) => ({ ...action, clients: null }));
    poterne = await startPoterne({ name: 'sensitive_action', actions });
    caf = await relyingParty(poterne);
  });
  beforeEach(async () => {
    ({ agent } = await signIn(poterne, caf, CLAIRE));
    passSeconds(60);
  });
  afterAll(() => poterne.close());

  /** Pushes a request for the action, as a portal does. */
  const pushed = async (details: Record<string, string> = DETAILS, parameters: Record<string, string> = {}) => {
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = await client.buildAuthorizationUrlWithPAR(caf.config, {
      redirect_uri: PORTAL,
      scope: 'openid',
      state,
      nonce,
      acr_values: 'two-step-fresh',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      authorization_details: JSON.stringify([details]),
      ...parameters,
    });
    return { url, verifier, state, nonce };
  };
  const auditOf = async (type: string, outcome: string) => {
    await new Promise((resolve) => setTimeout(resolve, 250));
    return poterne.service.database.auditEvent.findMany({ where: { type, outcome }, orderBy: { at: 'desc' }, take: 5 });
  };
  const isOfAction = ({ data }: { data: unknown }) => (data as { action?: string } | null)?.action === TYPE;
  const codeOf = () => poterne.outbox.code(CLAIRE.email);

  test('A5 single sign-on alone confirms nothing: prompt=none ends in interaction_required, audited with the type only', async () => {
    const page = await agent.get((await pushed(DETAILS, { prompt: 'none' })).url);
    expect(page.left?.searchParams.get('error')).toBe('interaction_required');
    const [event] = await auditOf('authorization_refused', 'refused');
    expect(event?.data).toMatchObject({ error: 'interaction_required', action: TYPE });
    expect(JSON.stringify(event?.data)).not.toContain('2606');
  });

  test('A5 P7 U1 the page of consent names the action, and so does the history', async () => {
    const request = await pushed(DETAILS, { prompt: 'consent' });
    const entry = await askForCode(agent, await agent.get(request.url), 'email');
    const consent = await typeCode(agent, entry, codeOf());
    expect(headingOf(consent)).toContain('Autorisez');
    expect(wordsOf(consent)).toContain('C’est pour modifier vos coordonnées bancaires.');
    expect(wordsOf(consent)).toContain('IBAN finissant par 2606');
    const done = await agent.submit(consent, '/consent', { decision: 'allow' });
    expect(done.left?.searchParams.get('code')).toBeTruthy();
    const history = `${poterne.issuer('allocataires')}/account/history`;
    const line = 'Action confirmée : modifier vos coordonnées bancaires, sur Mon Compte (';
    // The audit is written behind.
    await until(async () => wordsOf(await agent.get(history)).includes(line), line);
  });

  test('A5 page, e-mail and SMS say what the code is for, and signing in anew needs one code in all', async () => {
    const stranger = openAgent(poterne.origin);
    const request = await pushed();
    const choice = await giveCredentials(stranger, await stranger.get(request.url), CLAIRE);
    expect(wordsOf(choice)).toContain('Étape 2 sur 2');
    expect(wordsOf(choice)).toContain('pour modifier vos coordonnées bancaires sur Mon Compte');
    const entry = await askForCode(stranger, choice, 'sms');
    expect(wordsOf(entry)).toContain('IBAN finissant par 2606');
    const sms = poterne.outbox.messages.at(-1)?.text ?? '';
    expect(sms).toMatch(/^\d{6} ?: votre code pour modifier vos coordonnées bancaires \(Mon Compte\)/);
    expect(sms).not.toContain('2606');
    const done = await typeCode(stranger, entry, poterne.outbox.code(CLAIRE.mobile));
    const claims = (await caf.redeem(request, done.left ?? done.url)).claims();
    expect(claims).toMatchObject({ acr: 'two-step-fresh', authorization_details: [DETAILS] });
  });

  test('A1 a fresh code for no named action says « pour confirmer votre identité »', async () => {
    const choice = await agent.get((await caf.request({ acr_values: 'two-step-fresh' })).url);
    await askForCode(agent, choice);
    expect(poterne.outbox.messages.at(-1)?.subject).toContain('confirmer votre identité');
  });

  test('A5 a code sent for another action, for signing in, or for other fields is a wrong code, and audited so', async () => {
    const other = openAgent(poterne.origin);
    const sent: string[] = [];
    const forSignIn = await giveCredentials(other, await other.get((await caf.request()).url), CLAIRE);
    await askForCode(other, forSignIn);
    sent.push(codeOf());
    passSeconds(31);
    await askForCode(agent, await agent.get((await pushed({ ...DETAILS, iban_last4: '6666' })).url));
    sent.push(codeOf());
    passSeconds(31);
    const mine = await askForCode(agent, await agent.get((await pushed()).url));
    const right = codeOf();
    for (const code of sent.filter((each) => each !== right)) {
      const page = await typeCode(agent, mine, code);
      expect([page.status, page.left]).toEqual([422, undefined]);
    }
    expect((await auditOf('code_entered', 'wrong')).some(isOfAction)).toBe(true);
    expect((await typeCode(agent, mine, right)).left?.searchParams.get('code')).toBeTruthy();
    expect((await auditOf('code_entered', 'right')).some(isOfAction)).toBe(true);
  });

  test('A5 the same code twice: the second use meets a finished step, and a second request wants another code', async () => {
    const entry = await askForCode(agent, await agent.get((await pushed()).url));
    const code = codeOf();
    expect((await typeCode(agent, entry, code)).left).toBeDefined();
    const again = await agent.get(entry.url);
    expect([again.status, again.left]).toEqual([409, undefined]);
    passSeconds(31);
    const second = await agent.get((await pushed()).url);
    expect(headingOf(second)).toBe('Confirmez cette action');
    const entered = await askForCode(agent, second);
    if (codeOf() !== code) expect((await typeCode(agent, entered, code)).status).toBe(422);
  });

  test('A5 two tabs confirm two actions, each with its own code, and each token its own fields', async () => {
    const [one, two] = [await pushed(), await pushed({ ...DETAILS, iban_last4: '7777' })];
    const entryOne = await askForCode(agent, await agent.get(one.url));
    const codeOne = codeOf();
    const entryTwo = await askForCode(agent, await agent.get(two.url), 'sms');
    const codeTwo = poterne.outbox.code(CLAIRE.mobile);
    const echoOf = async (request: typeof one, entry: AgentPage, code: string) => {
      const page = await typeCode(agent, entry, code);
      const claims = (await caf.redeem(request, page.left ?? page.url)).claims() ?? {};
      return (claims as { authorization_details?: ReadonlyArray<Record<string, string>> }).authorization_details?.[0];
    };
    const first = await echoOf(one, entryOne, codeOne);
    const second = await echoOf(two, await agent.get(entryTwo.url), codeTwo);
    expect([first?.['iban_last4'], second?.['iban_last4']]).toEqual(['2606', '7777']);
    expect(first?.['transaction_id']).not.toBe(second?.['transaction_id']);
  });

  test('A5 a step taken up by another person, in another browser or after signing out, confirms nothing', async () => {
    const choice = await agent.get((await pushed()).url);
    const { agent: paul } = await signIn(poterne, caf, PAUL);
    for (const cookie of agent.cookies().filter(({ path }) => path !== '/')) paul.setCookie(cookie);
    // Even with the step's cookies stolen and the owner's code read, the answer is bound to the owner's session.
    const entry = await askForCode(paul, await paul.get(choice.url));
    const taken = await typeCode(paul, entry, codeOf());
    expect([taken.status, taken.left]).toEqual([400, undefined]);
    expect(taken.html).not.toContain('2606');
    // The person's own browser, signed out meanwhile and signed in as somebody else.
    const second = await agent.get((await pushed()).url);
    const asked = await agent.get(`${poterne.issuer('allocataires')}/session/end`);
    await agent.submit(asked, '/session/end/confirm', { logout: 'yes' });
    await signIn(poterne, caf, PAUL, { agent });
    const late = await agent.get(second.url);
    expect([late.status, late.left]).toEqual([400, undefined]);
    expect(late.html).not.toMatch(/2606|authorization_details|request_uri/);
  });

  test('A4 A5 a refreshed token, a later request and a third portal inherit nothing of it', async () => {
    const request = await pushed();
    const entry = await askForCode(agent, await agent.get(request.url));
    const done = await typeCode(agent, entry, codeOf());
    const tokens = await caf.redeem(request, done.left ?? done.url);
    const refreshed = await client.refreshTokenGrant(caf.config, tokens.refresh_token ?? '');
    expect(refreshed.claims()).not.toHaveProperty('authorization_details');
    expect(refreshed.claims()?.['acr']).toBe('two-step');
    const plain = await caf.request();
    const back = await agent.get(plain.url);
    const claims = (await caf.redeem(plain, back.left ?? back.url)).claims();
    expect(claims).not.toHaveProperty('authorization_details');
    expect(claims?.['acr']).toBe('two-step');
    const fresh = await agent.get((await caf.request({ acr_values: 'two-step-fresh' })).url);
    expect(fresh.html).toContain('/one_time_code/send');
  });

  test('A5 going back to the portal is access_denied, and an action that is refused is audited without its fields', async () => {
    const choice = await agent.get((await pushed()).url);
    const back = await agent.get(`${choice.url.href}/cancel`);
    expect(back.left?.searchParams.get('error')).toBe('access_denied');
    await expect(pushed({ ...DETAILS, iban_last4: 'quite a lot too long' })).rejects.toMatchObject({
      error: 'invalid_authorization_details',
    });
    const events = await auditOf('authorization_refused', 'refused');
    expect(events.filter(isOfAction).length).toBeGreaterThan(1);
    expect(JSON.stringify(events.map(({ data }) => data))).not.toMatch(/2606|too long/);
  });

  test('A5 an old password is asked again before the code', async () => {
    passSeconds(15 * 60);
    const login = await agent.get((await pushed()).url);
    expect(login.html).toContain('name="password"');
    expect(wordsOf(await giveCredentials(agent, login, CLAIRE))).toContain('modifier vos coordonnées bancaires');
  });
});

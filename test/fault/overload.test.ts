import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { type Poterne, startPoterne } from '../harness/poterne.js';
import { giveCredentials, type RelyingParty, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, SECRET, seedOf } from '../harness/scenario.js';
import { personNumber } from './crowd.js';

const QUEUE = 4;
const IN_FLIGHT = 1;
const CROWD = Array.from({ length: 24 }, (_, at) => personNumber(at));

describe('more sign-ins than the machine can hash', () => {
  let poterne: Poterne;
  let party: RelyingParty;
  beforeAll(async () => {
    poterne = await startPoterne({
      name: 'fault_overload',
      accounts: [CLAIRE, ...CROWD].map(seedOf),
      environment: {
        ARGON2_MEMORY_KIB: '19456',
        ARGON2_ITERATIONS: '8',
        ARGON2_CONCURRENCY: String(IN_FLIGHT),
        ARGON2_QUEUE: String(QUEUE),
      },
    });
    party = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const introspect = (token: string) =>
    fetch(`${poterne.issuer('allocataires')}/token/introspection`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`caf:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ token }),
    });

  test('C2 the queue of Argon2 is bounded: the rest is told at once to come back, and tokens are given meanwhile', async () => {
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(request, callback);
    const unused = await signIn(poterne, party, CLAIRE);
    const crowd = await Promise.all(
      CROWD.map(async (person) => {
        const agent = openAgent(poterne.origin);
        return { agent, person, login: await agent.get((await party.request()).url) };
      }),
    );
    const before = poterne.verifications();
    let answered = 0;
    const signIns = crowd.map(async ({ agent, person, login }) => {
      const page = await giveCredentials(agent, login, person);
      if (page.status === 200) answered += 1;
      return { page, after: answered };
    });
    const first = await Promise.race(signIns);
    const applications = await Promise.all([
      party.refreshRaw(tokens.refresh_token ?? ''),
      party.redeemRaw(unused.request, unused.callback),
      introspect(tokens.access_token),
      fetch(`${poterne.issuer('allocataires')}/.well-known/openid-configuration`),
    ]);
    const answeredBefore = answered;
    const pages = await Promise.all(signIns);
    const shed = pages.filter(({ page }) => page.status === 503);
    const served = pages.filter(({ page }) => page.status === 200);

    expect(shed.length + served.length).toBe(CROWD.length);
    expect(served.length).toBeGreaterThanOrEqual(QUEUE);
    expect(shed.length).toBeGreaterThan(0);
    expect(poterne.verifications() - before).toBe(served.length);
    for (const { page } of shed) {
      expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(wordsOf(page)).toMatch(/quelques secondes/);
      expect(headingOf(page)).not.toBe('');
    }
    expect(first.page.status).toBe(503);
    // Who is shed, and every application, is answered while passwords still wait for their turn: neither stands in line.
    for (const { after } of shed) expect(after).toBeLessThan(served.length);
    expect(applications.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answeredBefore).toBeLessThan(served.length);

    // Nothing was counted against those who were turned away.
    const turnedAway = crowd[pages.findIndex(({ page }) => page.status === 503)];
    if (!turnedAway) throw new Error('nobody was turned away');
    const again = await signIn(poterne, party, turnedAway.person);
    expect(again.callback.searchParams.get('code')).toBeTruthy();
  });
});

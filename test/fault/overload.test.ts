import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { type Poterne, startPoterne } from '../harness/poterne.js';
import { giveCredentials, type RelyingParty, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, seedOf } from '../harness/scenario.js';
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
        ARGON2_ITERATIONS: '4',
        ARGON2_CONCURRENCY: String(IN_FLIGHT),
        ARGON2_QUEUE: String(QUEUE),
      },
    });
    party = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  test('C2 the queue of Argon2 is bounded: the rest is told at once to come back, and refreshes stay quick', async () => {
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(request, callback);
    const crowd = await Promise.all(
      CROWD.map(async (person) => {
        const agent = openAgent(poterne.origin);
        return { agent, person, login: await agent.get((await party.request()).url) };
      }),
    );
    const before = poterne.verifications();
    const timed = async <T>(work: Promise<T>) => {
      const start = performance.now();
      return { answer: await work, milliseconds: performance.now() - start };
    };
    const signIns = crowd.map(({ agent, person, login }) => timed(giveCredentials(agent, login, person)));
    const first = await Promise.race(signIns);
    const [refresh, discovery] = await Promise.all([
      timed(party.refreshRaw(tokens.refresh_token ?? '')),
      timed(fetch(`${poterne.issuer('allocataires')}/.well-known/openid-configuration`)),
    ]);
    const pages = await Promise.all(signIns);
    const shed = pages.filter(({ answer }) => answer.status === 503);
    const served = pages.filter(({ answer }) => answer.status === 200);

    expect(shed.length + served.length).toBe(CROWD.length);
    expect(served.length).toBeGreaterThanOrEqual(QUEUE);
    expect(shed.length).toBeGreaterThan(0);
    expect(poterne.verifications() - before).toBe(served.length);
    for (const { answer } of shed) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(wordsOf(answer)).toMatch(/quelques secondes/);
      expect(headingOf(answer)).not.toBe('');
    }
    expect(first.answer.status).toBe(503);
    // One that is shed costs no hash: the last of them is told before the last of the others is served.
    const slowestServed = Math.max(...served.map(({ milliseconds }) => milliseconds));
    expect(Math.max(...shed.map(({ milliseconds }) => milliseconds))).toBeLessThan(slowestServed + 500);
    expect(refresh.answer.status).toBe(200);
    expect(refresh.milliseconds).toBeLessThan(1_000);
    expect(discovery.milliseconds).toBeLessThan(1_000);

    // Nothing was counted against those who were turned away.
    const turnedAway = crowd[pages.findIndex(({ answer }) => answer.status === 503)];
    if (!turnedAway) throw new Error('nobody was turned away');
    const again = await signIn(poterne, party, turnedAway.person);
    expect(again.callback.searchParams.get('code')).toBeTruthy();
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AgentPage, openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { askForCode, giveCredentials, signIn, typeCode } from '../harness/relying_party.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { type FaultWorld, startFaultWorld, untilReady } from './world.js';

describe('a store that dies at a chosen moment of a sign-in', () => {
  let world: FaultWorld;
  beforeAll(async () => {
    world = await startFaultWorld('fault_moments');
  });
  afterAll(() => world.close());

  const start = async () => {
    const agent = openAgent(world.poterne.origin);
    const request = await world.party.request();
    return { agent, request, login: await agent.get(request.url) };
  };
  /** Presses « Réessayer » on the page of an outage. */
  const tryAgain = (agent: ReturnType<typeof openAgent>, page: AgentPage) => {
    const href = /<a class="button" href="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&');
    if (!href) throw new Error('the page of an outage offers no way on');
    return agent.get(new URL(href, page.url));
  };

  test('P6 a code whose consumption was not heard of is not accepted again, and signing in again takes no proof', async () => {
    const { party, poterne, wires } = world;
    const { agent, request, callback } = await signIn(poterne, party, CLAIRE);
    const fault = wires.redis.resetAt('.AuthorizationCode:', 'unanswered');
    const first = await party.redeemRaw(request, callback);
    await fault;
    expect(first).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
    await untilReady(world);
    const second = await party.redeemRaw(request, callback);
    const third = await party.redeemRaw(request, callback);
    expect([second, third].filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(third.body['error']).toBe('invalid_grant');
    const again = await signIn(poterne, party, CLAIRE, { agent });
    expect((await party.redeemRaw(again.request, again.callback)).status).toBe(200);
  });

  test('P6 PostgreSQL lost after a code was consumed: 503, and the code stays used', async () => {
    const { party, poterne, wires } = world;
    const { agent, request, callback } = await signIn(poterne, party, CLAIRE);
    const fault = wires.postgres.resetAt('INSERT INTO refresh_token', 'unheard');
    const first = await party.redeemRaw(request, callback);
    await fault;
    expect(first).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
    expect((await party.redeemRaw(request, callback)).body['error']).toBe('invalid_grant');
    const again = await signIn(poterne, party, CLAIRE, { agent });
    expect((await party.redeemRaw(again.request, again.callback)).status).toBe(200);
  });

  test.each([
    ['before PostgreSQL heard it', 'unheard'],
    ['before its answer was heard', 'unanswered'],
  ] as const)('P5 a refresh cut between consumption and successor, %s, is repeated without loss, even minutes later', async (_, moment) => {
    const { party, poterne, wires } = world;
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(request, callback);
    const old = tokens.refresh_token ?? '';
    const fault = wires.postgres.resetAt('INSERT INTO refresh_token', moment);
    expect((await party.refreshRaw(old)).status).toBe(503);
    await fault;
    // Written and not heard of, the successor exists: then only the grace of 30 s remains.
    if (moment === 'unheard') passSeconds(120);
    const retried = await party.refreshRaw(old);
    expect(retried.status).toBe(200);
    expect((await party.refreshRaw(String(retried.body['refresh_token']))).status).toBe(200);
    expect((await party.refreshRaw(old)).body['error']).toBe('invalid_grant');
  });

  test('I2 PostgreSQL killed between password and code: the person goes on where they were', async () => {
    const { party, poterne, postgres } = world;
    const { agent, request, login } = await start();
    const choice = await giveCredentials(agent, login, PAUL);
    await postgres.kill('SIGKILL');
    const refused = await askForCode(agent, choice);
    expect(refused.status).toBe(503);
    await postgres.restart();
    await untilReady(world);
    const page = await askForCode(agent, await tryAgain(agent, refused));
    const done = await typeCode(agent, page, poterne.outbox.code(PAUL.email));
    expect((await party.redeemRaw(request, done.left as URL)).status).toBe(200);
  });

  test('I2 a one-time code whose use was not heard of is used up: not accepted again, and a new one finishes', async () => {
    const { party, poterne, wires } = world;
    const { agent, request, login } = await start();
    const page = await askForCode(agent, await giveCredentials(agent, login, PAUL));
    const code = poterne.outbox.code(PAUL.email);
    await typeCode(agent, page, code === '000000' ? '000001' : '000000');
    const fault = untilScript(() => wires.redis.resetAt(code, 'unanswered'));
    // The consumption is the third command that names the challenge: reading it, counting the try, using it up.
    const refused = await typeCodeWithLostAnswer(agent, page, code, fault);
    expect(refused.status).toBe(503);
    const second = await typeCode(agent, page, code);
    expect(second.left).toBeUndefined();
    passSeconds(31);
    const resent = await askForCode(agent, await agent.get(new URL(`${login.url.pathname}/one_time_code/channels`, login.url)));
    const done = await typeCode(agent, resent, poterne.outbox.code(PAUL.email));
    expect((await party.redeemRaw(request, done.left as URL)).status).toBe(200);
  });
});

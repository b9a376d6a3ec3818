/** PostgreSQL fails over to a hot standby that streamed from it (O2, O3): the address then leads to another server. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AgentPage, openAgent } from '../harness/agent.js';
import { askForCode, giveCredentials, signIn, typeCode } from '../harness/relying_party.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { type PostgresServer, startPostgres } from '../infrastructure/postgres.js';
import { commitOnStandby, PRIMARY_SETTINGS, promote } from '../infrastructure/postgres_standby.js';
import { type FaultWorld, readiness, startFaultWorld, tryAgain, untilReady } from './world.js';

const START_MS = 30_000;

describe('a PostgreSQL with a hot standby', () => {
  let world: FaultWorld;
  let standby: PostgresServer;
  beforeAll(async () => {
    world = await startFaultWorld('fault_standby', { postgresSettings: PRIMARY_SETTINGS });
    standby = await startPostgres({ standbyOf: world.postgres.url, settings: PRIMARY_SETTINGS });
    await commitOnStandby(world.postgres.url);
  }, START_MS);
  afterAll(async () => {
    await standby?.stop();
    await world?.close();
  });

  const tokensOf = async (person: typeof CLAIRE) => {
    const { request, callback } = await signIn(world.poterne, world.party, person);
    return world.party.redeem(request, callback);
  };
  /** Somebody who has the code and has not typed it yet. */
  const halfWay = async () => {
    const agent = openAgent(world.poterne.origin);
    const request = await world.party.request();
    const choice = await giveCredentials(agent, await agent.get(request.url), PAUL);
    const page = await askForCode(agent, choice);
    return { agent, request, page, code: world.poterne.outbox.code(PAUL.email) };
  };
  /**
   * What answers is read-only: a wrong password and a right code, which must be written, are told to come back, as is an
   * application. @returns the page that offers to go on
   */
  const expectReadOnly = async (refreshToken: string, { agent, page, code }: Awaited<ReturnType<typeof halfWay>>) => {
    expect(await readiness(world)).toMatchObject({ status: 503, body: { missing: ['postgresql'] } });
    const other = openAgent(world.poterne.origin);
    const login = await other.get((await world.party.request()).url);
    const wrong = await giveCredentials(other, login, CLAIRE, '90417263');
    const typed = await typeCode(agent, page, code);
    for (const { status, headers } of [wrong, typed]) {
      expect(status).toBe(503);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await world.party.refreshRaw(refreshToken)).toMatchObject({
      status: 503,
      body: { error: 'temporarily_unavailable' },
    });
    return typed;
  };
  /** A try that could not be counted spent nothing: the same code is typed again. */
  const finish = async ({ agent, request, code }: Awaited<ReturnType<typeof halfWay>>, refused: AgentPage) => {
    const done = await typeCode(agent, await tryAgain(agent, refused), code);
    return world.party.redeemRaw(request, done.left as URL);
  };

  test('O2 O3 an address that led to the standby for a while is left behind, connection by connection', async () => {
    const { refresh_token = '' } = await tokensOf(CLAIRE);
    const paul = await halfWay();
    world.wires.postgres.leadTo(standby.url);
    world.wires.postgres.reset();
    const refused = await expectReadOnly(refresh_token, paul);
    // The standby lives on, and so do the connections to it.
    world.wires.postgres.leadTo(world.postgres.url);
    expect(await untilReady(world)).toBeLessThan(10_000);
    for (let request = 0; request < 3; request += 1) await tokensOf(CLAIRE);
    expect((await world.party.refreshRaw(refresh_token)).status).toBe(200);
    expect((await finish(paul, refused)).status).toBe(200);
  });

  test('O2 O3 P5 the primary dies and the standby is promoted: red until then, nothing lost, back by itself', async () => {
    const { refresh_token = '' } = await tokensOf(CLAIRE);
    const paul = await halfWay();
    await world.postgres.kill('SIGKILL');
    expect(await readiness(world)).toMatchObject({ status: 503, body: { missing: ['postgresql'] } });
    world.wires.postgres.leadTo(standby.url);
    const refused = await expectReadOnly(refresh_token, paul);

    await promote(standby.url);
    expect(await untilReady(world)).toBeLessThan(10_000);
    expect((await world.party.refreshRaw(refresh_token)).status).toBe(200);
    expect((await finish(paul, refused)).status).toBe(200);
    expect((await tokensOf(CLAIRE)).id_token).toBeDefined();
  });
});

/**
 * P9, S8: whatever dies while a session ends, either it is as if nobody had asked, or its portals are told, all of them, and
 * the session goes.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPostgresSignalStreams } from '../../src/adapters/postgres/signals/signal_streams.js';
import { type Agent, type AgentPage, formsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { NO_BOX } from '../harness/no_box.js';
import { type RelyingParty, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, CLIENTS, PORTAL, SECRET } from '../harness/scenario.js';
import { waitUntil } from '../infrastructure/server_process.js';
import { type Listener, listen } from '../protocol/openid_backchannel_logout.js';
import { openWire } from './proxy.js';
import { type FaultWorld, startFaultWorld, untilReady } from './world.js';

const WISH = 'INTO session_ending';
const PATIENCE_MS = 10_000;
/** as long as a wish and a notice are left to the process that wrote them */
const HELD_SECONDS = 31;

describe('a session whose end is cut short', () => {
  let world: FaultWorld;
  let portals: readonly Listener[];
  let parties: readonly RelyingParty[];
  beforeAll(async () => {
    portals = [await listen(), await listen()];
    const told = portals.map(({ address }, at) => ({
      realm: 'allocataires',
      metadata: {
        client_id: `told-${at}`,
        client_name: `Portail ${at}`,
        client_secret: SECRET,
        redirect_uris: [PORTAL],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        sector: `told-${at}`,
        backchannel_logout_uri: address,
        backchannel_logout_session_required: true,
      },
    }));
    world = await startFaultWorld('fault_session_endings', { clients: [...CLIENTS, ...told] });
    // Who may have a stream keeps it when the job that tidies them comes round.
    const resources = JSON.stringify({ resources: [`${world.poterne.issuer('allocataires')}/ssf`] });
    await sql().count`UPDATE client SET metadata = metadata || ${resources}::jsonb WHERE client_id LIKE 'told-%'`;
    const streams = createPostgresSignalStreams(world.poterne.service.database, NO_BOX);
    for (const { metadata } of told) {
      const owner = { realm: 'allocataires', clientId: metadata.client_id };
      const wish = {
        delivery: { method: 'poll' },
        eventsRequested: [],
        events: ['session-revoked'],
        description: null,
      } as const;
      await streams.create(owner, metadata.sector, wish, Date.now());
    }
    parties = await Promise.all(
      told.map(({ metadata }) => relyingParty(world.poterne, { clientId: metadata.client_id, scope: 'openid' })),
    );
  });
  afterAll(async () => {
    await world.close();
    await Promise.all(portals.map((each) => each.close()));
  });

  let agent: Agent;
  beforeEach(async () => {
    passSeconds(60);
    ({ agent } = await signIn(world.poterne, first(), CLAIRE));
    await agent.get((await second().request()).url);
    const rows = () => sql().rows`SELECT FROM pairwise_subject WHERE sector LIKE 'told-%'`;
    await waitUntil(async () => (await rows()).length === 2, PATIENCE_MS);
    await sql().count`DELETE FROM signal_event`;
    for (const each of portals) each.received.length = 0;
  });
  afterEach(async () => {
    world.wires.postgres.heal();
    world.wires.redis.heal();
    await untilReady(world);
  });

  const first = () => parties[0] as RelyingParty;
  const second = () => parties[1] as RelyingParty;
  const sql = () => world.poterne.service.database.sql;
  const isLiving = async () => {
    const silent = await first().request({ prompt: 'none' });
    return (await agent.get(silent.url)).left?.searchParams.get('error') !== 'login_required';
  };
  const wishes = () => sql().rows<Array<{ uid: string }>>`SELECT uid FROM session_ending`;
  const events = () => sql().rows<Array<{ sid: string }>>`SELECT sid FROM signal_event WHERE type = 'session-revoked'`;
  const heal = async () => {
    world.wires.postgres.heal();
    world.wires.redis.heal();
    await untilReady(world);
  };
  /** Time goes on, and the jobs come round. */
  const later = async () => {
    passSeconds(HELD_SECONDS);
    expect(await world.poterne.service.runJobs()).toContain('finish_session_endings');
  };
  const everybodyIsTold = async () => {
    await waitUntil(async () => portals.every(({ received }) => received.length > 0), PATIENCE_MS);
    expect(portals.map(({ received }) => received.length)).toEqual([1, 1]);
    expect(await events()).toHaveLength(2);
  };

  type End = (agent: Agent) => Promise<() => Promise<AgentPage>>;
  const atTheProvider: End = async (by) => {
    const page = await by.get(`${world.poterne.issuer('allocataires')}/session/end`);
    return () => by.submit(page, '/session/end/confirm', { logout: 'yes' });
  };
  const inTheAccount: End = async () => {
    // Another browser of the same person ends this one.
    passSeconds(60);
    const elsewhere = await signIn(world.poterne, await relyingParty(world.poterne), CLAIRE);
    const page = await elsewhere.agent.get(`${world.poterne.issuer('allocataires')}/account/devices`);
    await sql().count`DELETE FROM signal_event`;
    const ended = formsOf(page).filter(({ action }) => action.endsWith('/devices/end'));
    // Last used first: the one that asks, then this test's.
    return () => elsewhere.agent.submit(page, '/devices/end', { ref: ended[1]?.fields['ref'] ?? '' });
  };

  test('P9 PostgreSQL dies before the wish is written: nobody is told, the session lives, and asking again ends it', async () => {
    const end = await atTheProvider(agent);
    const fault = world.wires.postgres.resetAt(WISH, 'unheard');
    expect((await end()).status).toBe(503);
    await fault;
    await heal();
    await later();
    expect(await isLiving()).toBe(true);
    expect(await wishes()).toEqual([]);
    expect(await events()).toEqual([]);
    expect(portals.flatMap(({ received }) => received)).toEqual([]);
    await (await atTheProvider(agent))();
    expect(await isLiving()).toBe(false);
    await everybodyIsTold();
  });

  test('P9 PostgreSQL dies once the wish is written: everybody is told once, and the session goes', async () => {
    const end = await atTheProvider(agent);
    const fault = world.wires.postgres.resetAt(WISH, 'unanswered');
    expect((await end()).status).toBe(503);
    await fault;
    await heal();
    await later();
    await everybodyIsTold();
    expect(await isLiving()).toBe(false);
    expect(await wishes()).toEqual([]);
  });

  test.each([
    ['P9 signed out at the provider', atTheProvider],
    ['U1 ended in « Gérer mon compte »', inTheAccount],
  ])(
    '%s, Redis dies between the wish and the session: everybody is told once, and the session goes',
    async (_where, prepare) => {
      const end = await prepare(agent);
      world.wires.postgres.when(WISH, () => world.wires.redis.cut());
      expect((await end()).status).toBe(503);
      await heal();
      expect(await isLiving()).toBe(true);
      expect(await wishes()).toHaveLength(1);
      await later();
      await everybodyIsTold();
      expect(await isLiving()).toBe(false);
      expect(await wishes()).toEqual([]);
    },
  );

  test('P9 U1 the process is killed between the wish and the session: everybody is told once, and the session goes', async () => {
    const wire = await openWire(world.redis.url);
    const [row] = await sql().rows<
      Array<{ id: string }>
    >`SELECT id FROM account WHERE family_name = ${CLAIRE.familyName}`;
    const hooks = join(process.cwd(), 'test/infrastructure/source_hooks.mjs');
    const child = spawn(process.execPath, ['--import', hooks, 'test/fault/ending_worker.ts'], {
      env: {
        PATH: process.env['PATH'],
        POTERNE_TEST_RUN_DIR: process.env['POTERNE_TEST_RUN_DIR'],
        DATABASE_URL: world.wires.postgres.through(world.postgres.url),
        REDIS_URL: wire.through(world.redis.url),
        REDIS_PREFIX: 'fault:',
        ACCOUNT: row?.id ?? '',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    world.wires.postgres.when(WISH, () => wire.blackhole());
    await waitUntil(async () => (await wishes()).length === 1 || child.exitCode !== null, PATIENCE_MS);
    child.kill('SIGKILL');
    await exited;
    expect(child.signalCode).toBe('SIGKILL');
    await wire.close();
    expect(await isLiving()).toBe(true);
    await later();
    await everybodyIsTold();
    expect(await isLiving()).toBe(false);
    expect(await wishes()).toEqual([]);
  });
});

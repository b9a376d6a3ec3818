/**
 * A Redis that answers and takes nothing (O2, O3, O7): made a replica, out of memory, out of disk, without its replicas, or
 * still reading its data. Each refusal is the server's own.
 */
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectRedis } from '../../src/adapters/redis/connection.js';
import { openAgent } from '../harness/agent.js';
import { giveCredentials, signIn } from '../harness/relying_party.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { connect } from '../infrastructure/redis.js';
import { waitUntil } from '../infrastructure/server_process.js';
import { type FaultWorld, readiness, startFaultWorld, untilReady } from './world.js';

type Command = readonly [string, ...string[]];

interface Refusal {
  readonly code: string;
  readonly why: string;
  begin(tell: Tell): Promise<unknown>;
  end(tell: Tell): Promise<unknown>;
}
type Tell = (...command: Command) => Promise<unknown>;

/** Redis reads its data for 2 s: so many keys, each with this pause. */
const LOADED_KEYS = 400;
const LOAD_PAUSE_US = 5_000;
const LONGEST_MS = 5_000;
const PATIENCE_MS = 5_000;

/** Where Redis would write its data: a folder of that name cannot be written over. */
const dumpPath = async (tell: Tell) => join(String(((await tell('CONFIG', 'GET', 'dir')) as string[])[1]), 'dump.rdb');
const saved = (tell: Tell, status: 'ok' | 'err') => {
  const look = async () =>
    new RegExp(`rdb_last_bgsave_status:${status}`).test(String(await tell('INFO', 'persistence')));
  return waitUntil(look, PATIENCE_MS);
};

const REFUSALS: readonly Refusal[] = [
  {
    code: 'READONLY',
    why: 'a master that was made a replica',
    begin: (tell) => tell('REPLICAOF', '127.0.0.1', '9'),
    end: (tell) => tell('REPLICAOF', 'NO', 'ONE'),
  },
  {
    code: 'OOM',
    why: 'no memory left',
    begin: (tell) => tell('CONFIG', 'SET', 'maxmemory', '1'),
    end: (tell) => tell('CONFIG', 'SET', 'maxmemory', '0'),
  },
  {
    code: 'MISCONF',
    why: 'the last snapshot could not be written',
    async begin(tell) {
      mkdirSync(await dumpPath(tell));
      await tell('CONFIG', 'SET', 'save', '3600 1');
      await tell('BGSAVE');
      await saved(tell, 'err');
    },
    async end(tell) {
      rmdirSync(await dumpPath(tell));
      await tell('BGSAVE');
      await saved(tell, 'ok');
      await tell('CONFIG', 'SET', 'save', '');
    },
  },
  {
    code: 'NOREPLICAS',
    why: 'too few replicas follow',
    begin: (tell) => tell('CONFIG', 'SET', 'min-replicas-to-write', '1'),
    end: (tell) => tell('CONFIG', 'SET', 'min-replicas-to-write', '0'),
  },
];

describe('a Redis that refuses', () => {
  let world: FaultWorld;
  beforeAll(async () => {
    world = await startFaultWorld('fault_redis_refusals', {
      redisSettings: ['enable-debug-command local', 'loading-process-events-interval-bytes 1024'],
    });
  });
  afterAll(() => world.close());

  const tell: Tell = async (name, ...rest) => {
    const client = connect(world.redis.url);
    try {
      await client.connect();
      return await client.call(name, ...rest);
    } finally {
      client.disconnect();
    }
  };
  /** Resolves once Redis reads its data, with what resolves once it has. */
  const beginLoading = async () => {
    await tell('DEBUG', 'POPULATE', String(LOADED_KEYS), 'filler', '64');
    await tell('CONFIG', 'SET', 'key-load-delay', String(LOAD_PAUSE_US));
    // Opened before: a connection that is opened meanwhile waits for the data.
    const watcher = connect(world.redis.url);
    await watcher.connect();
    const reloaded = tell('DEBUG', 'RELOAD');
    const isLoading = () =>
      watcher.get('any').then(
        () => false,
        (error: Error) => error.message.startsWith('LOADING'),
      );
    expect(await waitUntil(isLoading, PATIENCE_MS)).toBe(true);
    watcher.disconnect();
    return { promise: reloaded };
  };
  /** People and applications in the middle of everything. */
  const inTheMiddle = async () => {
    const { poterne, party } = world;
    const earlier = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(earlier.request, earlier.callback);
    const unused = await signIn(poterne, party, CLAIRE);
    const agent = openAgent(poterne.origin);
    const request = await party.request();
    return { tokens, unused, agent, request, login: await agent.get(request.url) };
  };
  const expectRefused = async ({ tokens, unused, agent, login }: Awaited<ReturnType<typeof inTheMiddle>>) => {
    const { party, poterne } = world;
    const start = performance.now();
    const [ready, page, form, code, refresh] = await Promise.all([
      readiness(world),
      openAgent(poterne.origin).get((await party.request()).url, { accept: 'text/html' }),
      giveCredentials(agent, login, PAUL),
      party.redeemRaw(unused.request, unused.callback),
      party.refreshRaw(tokens.refresh_token ?? ''),
    ]);
    expect(performance.now() - start).toBeLessThan(LONGEST_MS);
    expect(ready).toMatchObject({ status: 503, body: { missing: ['redis'] } });
    for (const { status, headers } of [page, form]) {
      expect(status).toBe(503);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    for (const answer of [code, refresh])
      expect(answer).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
  };
  /** What was refused was not done: the code, the refresh token and the open page are all still good. */
  const expectAllGood = async ({ tokens, unused, agent, login }: Awaited<ReturnType<typeof inTheMiddle>>) => {
    const { party } = world;
    expect((await party.redeemRaw(unused.request, unused.callback)).status).toBe(200);
    expect((await party.refreshRaw(tokens.refresh_token ?? '')).status).toBe(200);
    expect((await giveCredentials(agent, login, PAUL)).html).toContain('/one_time_code/send');
  };

  test.each(REFUSALS)('O2 O7 $code, $why: 503 and never 500, nothing half-done, back by itself', async (refusal) => {
    const before = await inTheMiddle();
    await refusal.begin(tell);
    try {
      await expect(tell('SET', 'refused', '1')).rejects.toThrow(new RegExp(`^${refusal.code}`));
      await expectRefused(before);
    } finally {
      await refusal.end(tell);
    }
    expect(await untilReady(world)).toBeLessThan(10_000);
    await expectAllGood(before);
  });

  test.each([
    ['on connections that were open', false],
    ['on a connection that is opened meanwhile', true],
  ])('O2 O7 LOADING, still reading its data, %s: 503 and never 500, back by itself', async (_, opensAnew) => {
    const before = await inTheMiddle();
    const loaded = await beginLoading();
    if (opensAnew) world.wires.redis.reset();
    await expectRefused(before);
    await loaded.promise;
    expect(await untilReady(world)).toBeLessThan(10_000);
    await expectAllGood(before);
  });

  test('O7 P6 a command that was told as failed is not sent later, when its connection comes at last', async () => {
    const { redis, wires } = world;
    const connection = connectRedis(wires.redis.through(redis.url), 'late:');
    const probes = () => connection.probe().then(() => true);
    await probes();
    const loaded = await beginLoading();
    const closed = new Promise((resolve) => connection.client.once('close', resolve));
    wires.redis.reset();
    await closed;
    const late = connection.client.set('late:consumed', '1');
    await expect(late).rejects.toThrow('Command timed out');
    await loaded.promise;
    expect(await waitUntil(probes, PATIENCE_MS)).toBe(true);
    expect(await connection.client.get('late:consumed')).toBeNull();
    await connection.close();
  });
});

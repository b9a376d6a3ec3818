/** Poterne on a PostgreSQL and a Redis of its own, each behind a wire, so that a test may do its worst to them. */
import { randomBytes } from 'node:crypto';
import { generateSecrets } from '../../src/config/development_secrets.js';
import type { Agent, AgentPage } from '../harness/agent.js';
import { type PoterneOptions, type Restartable, startPoterne } from '../harness/poterne.js';
import { type RelyingParty, relyingParty } from '../harness/relying_party.js';
import { redisPrefix } from '../infrastructure/environment.js';
import { type PostgresServer, startPostgres } from '../infrastructure/postgres.js';
import { type RedisServer, startRedis } from '../infrastructure/redis.js';
import { openWire, type Wire } from './proxy.js';

export interface FaultWorld {
  readonly poterne: Restartable;
  readonly party: RelyingParty;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly wires: { readonly postgres: Wire; readonly redis: Wire };
  /** Ends Poterne alone, all that it had to write written. */
  closePoterne(): Promise<void>;
  close(): Promise<void>;
}

export interface FaultWorldOptions extends Partial<PoterneOptions> {
  /** further settings of PostgreSQL, `name=value` */
  readonly postgresSettings?: readonly string[];
  /** further lines of Redis' configuration */
  readonly redisSettings?: readonly string[];
}

export async function startFaultWorld(
  name: string,
  { postgresSettings = [], redisSettings = [], ...options }: FaultWorldOptions = {},
): Promise<FaultWorld> {
  const [postgres, redis, secrets] = await Promise.all([
    startPostgres({ settings: postgresSettings }),
    startRedis({ settings: redisSettings }),
    generateSecrets(),
  ]);
  const wires = { postgres: await openWire(postgres.url), redis: await openWire(redis.url) };
  const databaseUrl = wires.postgres.through(postgres.url);
  const poterne = await startPoterne({
    ...options,
    name,
    environment: {
      DATABASE_URL: databaseUrl,
      REDIS_URL: wires.redis.through(redis.url),
      REDIS_PREFIX: 'fault:',
      ...options.environment,
    },
    after: {
      database: { url: databaseUrl, drop: async () => {} },
      secrets,
      prefix: `${redisPrefix()}${randomBytes(4).toString('hex')}:`,
    },
  });
  const party = await relyingParty(poterne);
  let closing: Promise<void> | undefined;
  const closePoterne = () => {
    closing ??= poterne.close();
    return closing;
  };
  return {
    poterne,
    party,
    postgres,
    redis,
    wires,
    closePoterne,
    async close() {
      await closePoterne();
      await Promise.all([wires.postgres.close(), wires.redis.close(), postgres.stop(), redis.stop()]);
    },
  };
}

export interface Readiness {
  readonly status: number;
  readonly body: { readonly status: string; readonly missing?: readonly string[] };
  readonly milliseconds: number;
}

export async function readiness({ poterne }: FaultWorld): Promise<Readiness> {
  const start = performance.now();
  const answer = await fetch(`${poterne.origin}/readyz`);
  const body = (await answer.json()) as Readiness['body'];
  return { status: answer.status, body, milliseconds: performance.now() - start };
}

/** @returns milliseconds until readiness was green again */
export async function untilReady(world: FaultWorld, patienceMs = 10_000): Promise<number> {
  const start = performance.now();
  for (;;) {
    const { status, body } = await readiness(world);
    const waited = performance.now() - start;
    if (status === 200) return waited;
    if (waited > patienceMs) throw new Error(`not ready after ${Math.round(waited)} ms: ${body.missing?.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Presses « Réessayer » on the page of an outage. */
export function tryAgain(agent: Agent, page: AgentPage): Promise<AgentPage> {
  const href = /<a class="button" href="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&');
  if (!href) throw new Error('the page of an outage offers no way on');
  return agent.get(new URL(href, page.url));
}
